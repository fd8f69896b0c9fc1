//! What a reader does: searches, switches to the other language, cuts a stream; by keyboard.

use anyhow::Result;
use serde_json::json;

use super::Findings;
use super::browser::Browser;
use super::pages::{complaints, other_language};

/// The page on which most of it is done.
const PAGE: &str = "03-sticky-packet-demo.html";

/// What is searched for, in both languages of the book: a word of each, and a part of a longer run of Chinese.
const QUERIES: [(&str, &str); 5] = [
    ("en", "backlog"),
    ("en", "SO_REUSEADDR"),
    ("zh", "粘包"),
    ("zh", "缓冲"),
    ("zh", "backlog"),
];

/// Searches: `s` opens the search, the first result leads to a page on which the word stands.
pub fn search(
    browser: &mut Browser,
    site: &str,
    language: &str,
    findings: &mut Findings,
) -> Result<()> {
    let page = format!("{language}/{PAGE}");
    for (_, query) in QUERIES.into_iter().filter(|(its, _)| *its == language) {
        browser.go_to(&format!("{site}{page}"))?;
        browser.press("s")?;
        let is_open = "document.activeElement?.id === 'mdbook-searchbar'";
        if !browser.becomes_true(is_open)? {
            findings.wrong(&page, "`s` does not open the search");
            return Ok(());
        }
        browser.types(query)?;
        let first = "document.querySelector('#mdbook-searchresults a')";
        if !browser.becomes_true(&format!("Boolean({first})"))? {
            findings.wrong(&page, format!("a search for {query} finds nothing"));
            continue;
        }
        browser.evaluate(&format!("{first}.click()"))?;
        let word = json!(query.to_lowercase());
        let stands = format!(
            "document.readyState === 'complete' && !{first}?.matches(':focus') \
             && document.querySelector('main').textContent.toLowerCase().includes({word})"
        );
        if !browser.becomes_true(&stands)? {
            findings.wrong(&page, format!("what is found for {query} does not hold it"));
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
    browser.enter("document.getElementById('other-language')")?;
    let there = json!(format!("{site}{}", other_language(&page)));
    if !browser.becomes_true(&format!("location.href === {there}"))? {
        findings.wrong(&page, "its link to the other language leads elsewhere");
    }
    browser.go_to(&format!("{site}index.html"))?;
    let arrived =
        "/\\/(en|zh)\\/index.html$/.test(location.href) && document.readyState === 'complete'";
    if !browser.becomes_true(arrived)? {
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
