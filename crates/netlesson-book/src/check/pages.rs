//! What must hold of every page.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Findings;
use super::browser::Browser;

/// A page as the script tells it.
#[derive(Deserialize)]
struct Survey {
    lang: String,
    title: String,
    theme: String,
    links: Vec<String>,
    places: BTreeSet<String>,
    /// Where the link to the other language leads.
    other: Option<String>,
    pictures: usize,
    /// Pictures without a text in their place.
    untold: Vec<String>,
    /// Words of pictures that are hard to read on what is behind them.
    faint: Vec<String>,
    /// What is to be hit and is hard to hit.
    small: Vec<String>,
    /// Headings that leave out a level.
    jumps: Vec<String>,
    /// By how much the page is wider than the window.
    overflow: i64,
    /// Directives that nothing was put in the place of.
    directives: Vec<String>,
}

const SURVEY: &str = include_str!("survey.js");

/// The roles of what is used or looked at, and needs a name for those who do not see it (W3C, WAI-ARIA). So does whatever
/// else the keyboard gets to.
const NAMED: [&str; 9] = [
    "button",
    "checkbox",
    "combobox",
    "image",
    "link",
    "menuitem",
    "radio",
    "searchbox",
    "textbox",
];

/// Looks at every page, on a wide light screen and on a narrow dark one; then where the links lead.
pub fn look(
    browser: &mut Browser,
    site: &str,
    pages: &[String],
    findings: &mut Findings,
) -> Result<()> {
    let mut seen: BTreeMap<String, Survey> = BTreeMap::new();
    for page in pages {
        eprintln!("{page}");
        for (width, height, theme) in [(1280, 900, "light"), (360, 740, "navy")] {
            browser.look(width, height, theme == "navy")?;
            browser.go_to(&format!("{site}{page}"))?;
            let survey: Survey = serde_json::from_value(browser.evaluate(SURVEY)?)
                .with_context(|| format!("{page}: what the script says of it"))?;
            let on = format!("{page} ({theme}, {width} wide)");
            if !survey.theme.split_whitespace().any(|class| class == theme) {
                findings.wrong(&on, format!("its theme is {}", survey.theme));
            }
            if survey.overflow > 0 {
                findings.wrong(&on, format!("it is {} too wide", survey.overflow));
            }
            for faint in &survey.faint {
                findings.wrong(&on, format!("hard to read: {faint}"));
            }
            for small in &survey.small {
                findings.wrong(&on, format!("smaller than a finger: {small}"));
            }
            of_itself(page, &survey, findings);
            nameless(browser, page, findings)?;
            complaints(browser, site, page, findings);
            seen.insert(page.clone(), survey);
        }
    }
    links(site, &seen, findings);
    findings.pages = seen.len();
    findings.pictures = seen.values().map(|survey| survey.pictures).sum();
    Ok(())
}

/// What does not depend on the screen.
fn of_itself(page: &str, survey: &Survey, findings: &mut Findings) {
    let language = page.split('/').next().unwrap_or_default();
    if survey.lang != language {
        findings.wrong(page, format!("it says that it is in {:?}", survey.lang));
    }
    if survey.title.is_empty() {
        findings.wrong(page, "it has no title");
    }
    for untold in &survey.untold {
        findings.wrong(
            page,
            format!("a picture without a text in its place: {untold}"),
        );
    }
    for jump in &survey.jumps {
        findings.wrong(page, format!("a heading leaves out a level: {jump}"));
    }
    for directive in &survey.directives {
        findings.wrong(page, format!("nothing is shown for {directive}"));
    }
}

/// What a screen reader has no name for.
fn nameless(browser: &mut Browser, page: &str, findings: &mut Findings) -> Result<()> {
    let tree = browser.call("Accessibility.getFullAXTree", json!({}))?;
    for node in tree["nodes"].as_array().into_iter().flatten() {
        let role = node["role"]["value"].as_str().unwrap_or_default();
        let name = node["name"]["value"].as_str().unwrap_or_default();
        let is_there = node["ignored"] != true;
        let needs_name = NAMED.contains(&role) || is_focusable(node);
        if is_there && needs_name && name.trim().is_empty() {
            let id = &node["backendDOMNodeId"];
            let told = browser.call("DOM.describeNode", json!({"backendNodeId": id}));
            let told = told.map(|told| told["node"]["attributes"].to_string());
            findings.wrong(
                page,
                format!("a {role} without a name: {}", told.unwrap_or_default()),
            );
        }
    }
    Ok(())
}

/// Whether the keyboard gets there.
fn is_focusable(node: &Value) -> bool {
    let mut properties = node["properties"].as_array().into_iter().flatten();
    properties.any(|one| one["name"] == "focusable" && one["value"]["value"] == true)
}

/// What the browser complained of since it was asked last, and requests that left the site.
pub fn complaints(browser: &mut Browser, site: &str, page: &str, findings: &mut Findings) {
    for event in browser.events() {
        let told = &event["params"];
        match event["method"].as_str().unwrap_or_default() {
            "Network.requestWillBeSent" => {
                let url = told["request"]["url"].as_str().unwrap_or_default();
                if !url.starts_with(site) && !url.starts_with("data:") {
                    findings.wrong(page, format!("a request leaves the site: {url}"));
                }
            }
            "Network.responseReceived" => {
                let response = &told["response"];
                if response["status"]
                    .as_u64()
                    .is_some_and(|status| status >= 400)
                {
                    findings.wrong(page, format!("not there: {}", response["url"]));
                }
            }
            "Runtime.exceptionThrown" => {
                let details = &told["exceptionDetails"];
                let description = &details["exception"]["description"];
                findings.wrong(
                    page,
                    format!("an exception: {} {description}", details["text"]),
                );
            }
            "Runtime.consoleAPICalled" if is_bad(&told["type"]) => {
                findings.wrong(page, format!("the console says: {}", told["args"]));
            }
            "Log.entryAdded" if is_bad(&told["entry"]["level"]) => {
                findings.wrong(page, format!("the console says: {}", told["entry"]["text"]));
            }
            _ => {}
        }
    }
}

fn is_bad(level: &Value) -> bool {
    matches!(level.as_str(), Some("error" | "warning" | "assert"))
}

/// That every link into the site leads to a page and to a place on it, and the one to the other language to this page.
fn links(site: &str, seen: &BTreeMap<String, Survey>, findings: &mut Findings) {
    for (page, survey) in seen {
        for link in &survey.links {
            let Some(inside) = link.strip_prefix(site) else {
                continue;
            };
            findings.links += 1;
            let (to, place) = inside.split_once('#').unwrap_or((inside, ""));
            let to = if to.ends_with('/') {
                format!("{to}index.html")
            } else {
                to.to_string()
            };
            match seen.get(&to) {
                None => findings.wrong(page, format!("a link leads nowhere: {link}")),
                Some(survey) if !place.is_empty() && !survey.places.contains(&decoded(place)) => {
                    findings.wrong(
                        page,
                        format!("a link leads to no place on its page: {link}"),
                    );
                }
                Some(_) => {}
            }
        }
        let other = other_language(page);
        let told = survey
            .other
            .as_deref()
            .and_then(|other| other.strip_prefix(site));
        if told != Some(&other) {
            findings.wrong(
                page,
                format!("in the other language it is {other}, and the link leads to {told:?}"),
            );
        }
    }
}

/// The same page in the other language.
pub fn other_language(page: &str) -> String {
    match page.split_once('/') {
        Some(("en", page)) => format!("zh/{page}"),
        Some((_, page)) => format!("en/{page}"),
        None => page.into(),
    }
}

/// A place's name as it stands in the page: in a link, what is not ASCII is `%e7%b2%98` (RFC 3986, 2.1).
fn decoded(place: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = place.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let digits = others
            .get(..2)
            .and_then(|two| std::str::from_utf8(two).ok());
        let byte = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        match (first, byte) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &others[2..];
            }
            _ => {
                bytes.push(*first);
                rest = others;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_decoded() {
        assert_eq!(decoded("%E7%B2%98-a"), "粘-a");
        assert_eq!(decoded("100%"), "100%");
    }
}
