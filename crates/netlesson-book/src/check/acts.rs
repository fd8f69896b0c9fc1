//! What a reader does: searches, switches to the other language, cuts a stream; by keyboard.

use anyhow::Result;
use serde_json::json;

use super::Findings;
use super::browser::Browser;
use super::pages::{complaints, other_language};

/// The page on which most of it is done.
const PAGE: &str = "03-sticky-packet-demo.html";

/// What is searched for, in both languages of the book, and a word that stands where it is found: words, parts of a longer
/// run of Chinese, with signs as they are copied out of a text, without blanks, and more than a word of the index holds.
const QUERIES: [(&str, &str, &str); 14] = [
    ("en", "backlog", "backlog"),
    ("en", "SO_REUSEADDR", "so_reuseaddr"),
    ("en", "backlog.", "backlog"),
    ("en", "recv()", "recv"),
    ("en", "recv(2)", "recv(2)"),
    ("zh", "粘包", "粘包"),
    ("zh", "缓冲", "缓冲"),
    ("zh", "backlog", "backlog"),
    ("zh", "TCP粘包", "粘包"),
    ("zh", "recv(2)", "recv(2)"),
    ("zh", "recv()", "recv"),
    ("zh", "backlog.", "backlog"),
    ("zh", "缓冲区。", "缓冲区"),
    // Nine characters: of the page to play on.
    ("zh", "任意两个字节之间都", "任意两个字节之间都"),
];

/// Searches: `s` opens the search, the first result leads to a page on which the word stands.
pub fn search(
    browser: &mut Browser,
    site: &str,
    language: &str,
    findings: &mut Findings,
) -> Result<()> {
    let page = format!("{language}/{PAGE}");
    for (_, query, word) in QUERIES.into_iter().filter(|(its, ..)| *its == language) {
        browser.go_to(&format!("{site}{page}"))?;
        browser.press("s")?;
        let is_open = "document.activeElement?.id === 'mdbook-searchbar'";
        if !browser.becomes_true(is_open)? {
            findings.wrong(&page, "`s` does not open the search");
            return Ok(());
        }
        browser.types(query)?;
        let first = "document.querySelector('#mdbook-searchresults a')";
        let told = "document.getElementById('mdbook-searchresults-header')";
        let is_done = format!("{told}.textContent.includes({})", json!(query));
        if !browser.becomes_true(&is_done)? {
            findings.wrong(&page, format!("a search for {query} comes to no end"));
            continue;
        }
        if browser.evaluate(&format!("Boolean({first})"))? != true {
            findings.wrong(&page, format!("a search for {query} finds nothing"));
            continue;
        }
        // Its address holds what was searched for, so it is never that of the page from which it is followed.
        let link = browser.evaluate(&format!("{first}.href"))?;
        let follow =
            |browser: &mut Browser| browser.evaluate(&format!("{first}.click()")).map(drop);
        if !browser.loads_by(follow, &format!("location.href === {link}"))? {
            findings.wrong(
                &page,
                format!("what is found for {query} leads elsewhere than to {link}"),
            );
            continue;
        }
        let stands = format!(
            "document.querySelector('main').textContent.toLowerCase().includes({})",
            json!(word)
        );
        if browser.evaluate(&stands)? != true {
            findings.wrong(
                &page,
                format!("{link}, found for {query}, does not hold it"),
            );
        }
        complaints(browser, site, &page, findings);
    }
    Ok(())
}

/// The link to the other language is reached by keyboard and leads to the same page; the page to begin at leads to one.
pub fn switch(
    browser: &mut Browser,
    site: &str,
    language: &str,
    findings: &mut Findings,
) -> Result<()> {
    let page = format!("{language}/{PAGE}");
    browser.go_to(&format!("{site}{page}"))?;
    let there = json!(format!("{site}{}", other_language(&page)));
    let follow = |browser: &mut Browser| browser.enter("document.getElementById('other-language')");
    if !browser.loads_by(follow, &format!("location.href === {there}"))? {
        findings.wrong(&page, "its link to the other language leads elsewhere");
    }
    let first = json!({"url": format!("{site}index.html")});
    let go = |browser: &mut Browser| browser.call("Page.navigate", first).map(drop);
    let arrived = "/\\/(en|zh)\\/index.html$/.test(location.href)";
    if !browser.loads_by(go, arrived)? {
        findings.wrong("index.html", "it leads to no language");
    }
    complaints(browser, site, &page, findings);
    Ok(())
}

/// Cuts the stream: before every byte, nowhere, and once, by keyboard. The decoder gets the three messages every time.
pub fn play(
    browser: &mut Browser,
    site: &str,
    language: &str,
    findings: &mut Findings,
) -> Result<()> {
    let page = format!("{language}/play.html");
    browser.go_to(&format!("{site}{page}"))?;
    let texts = |list: &str| {
        format!(
            "[...document.querySelectorAll('#play-{list} li code')].map((code) => code.textContent).join(' ')"
        )
    };
    // What stands there for those without scripts: nothing runs in what is only parsed.
    let bare = "fetch(location.href).then((page) => page.text()).then((page) => \
                new DOMParser().parseFromString(page, 'text/html').querySelector('#play').textContent.trim())";
    if browser.evaluate(bare)? == "" {
        findings.wrong(
            &page,
            "without scripts nothing stands in the place of the stream",
        );
    }
    let marked = "document.querySelectorAll('#play .byte.first .heard').length === 3 \
                  && Boolean(document.querySelector('#play-every, #play-none, #play .cut')?.matches('#play-every'))";
    if browser.evaluate(marked)? != true {
        findings.wrong(
            &page,
            "frames are told by colour alone, or the buttons come after the cuts",
        );
    }
    let decoded = texts("decoded");
    let received = "document.querySelectorAll('#play-received li').length";
    let bytes = "document.querySelectorAll('#play .byte').length";
    let whole = json!("hello feng 你好");
    for (button, is_so) in [
        (
            "every",
            format!("{received} === {bytes} && {decoded} === {whole}"),
        ),
        ("none", format!("{received} === 1 && {decoded} === {whole}")),
    ] {
        browser.enter(&format!("document.getElementById('play-{button}')"))?;
        if !browser.becomes_true(&is_so)? {
            findings.wrong(&page, format!("the stream is not cut as `{button}` says"));
        }
    }
    let cut = "document.querySelector('#play .cut[data-offset=\"6\"]')";
    browser.enter(cut)?;
    let is_cut = format!(
        "{received} === 2 && {decoded} === {whole} && {cut}.getAttribute('aria-pressed') === 'true' \
         && document.activeElement === {cut}"
    );
    if !browser.becomes_true(&is_cut)? {
        findings.wrong(
            &page,
            "a cut by keyboard does not cut, or the keyboard's place is lost",
        );
    }
    complaints(browser, site, &page, findings);
    Ok(())
}
