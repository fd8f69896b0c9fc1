//! The page, as a browser shows it.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::Command;
use std::thread;

use netlesson_checks::program::is_installed;
use netlesson_class::report::page;

use crate::class::{HOSTILE, report};

#[test]
fn strangers_texts_are_text_and_nothing_is_asked_for() {
    for language in ["en", "zh"] {
        let html = page::html(&report(language));
        for wrong in [
            "<script",
            "<img",
            "onerror=alert(1)>",
            "src=\"",
            "url(",
            "@import",
            "style=\"",
        ] {
            assert!(!html.contains(wrong), "{wrong}");
        }
        assert!(
            !html
                .chars()
                .any(|char| char.is_control() && !"\n\t".contains(char))
        );
        assert!(!html.contains('\u{202e}') && !html.contains('\u{2066}'));
        assert!(
            html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
            "it is there to read"
        );
        assert!(
            !html.contains("[class-") && !html.contains("[symptom-"),
            "every word is there"
        );
    }
}

#[test]
fn every_link_leads_to_a_place_on_the_page() {
    let html = page::html(&report("en"));
    let mut links = 0;
    for link in html.split("href=\"#").skip(1) {
        let place = link.split('"').next().expect("it ends");
        assert_eq!(
            html.matches(&format!("id=\"{place}\"")).count(),
            1,
            "{place}"
        );
        links += 1;
    }
    assert!(links > 5 * 7, "{links}");
}

#[test]
fn a_browser_shows_it_without_a_complaint_and_asks_for_nothing_else() {
    let browsers = ["chromium", "chromium-browser", "google-chrome"];
    let Some(browser) = browsers.into_iter().find(|browser| is_installed(browser)) else {
        eprintln!("skipped: chromium is not installed");
        return;
    };
    let report = report("en");
    let html = page::html(&report);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("its address");
    let (asked, requests) = std::sync::mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a caller");
            let mut request = [0; 4096];
            let length = stream.read(&mut request).unwrap_or(0);
            // A browser may open a connection in advance and say nothing on it.
            if length == 0 {
                continue;
            }
            let line = String::from_utf8_lossy(&request[..length])
                .lines()
                .next()
                .map(str::to_string);
            let _ = asked.send(line.unwrap_or_default());
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{html}",
                html.len()
            );
        }
    });
    let folder = tempfile::tempdir().expect("a folder of its own");
    let hostile = report
        .submissions
        .iter()
        .position(|submission| submission.name == HOSTILE);
    let place = format!("s{}-2", hostile.expect("it is in the report"));
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-proxy-server",
            "--no-first-run",
        ])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ])
        .args([
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
            "--enable-logging=stderr",
        ])
        .arg(format!("--user-data-dir={}", folder.path().display()))
        .args(["--dump-dom", &format!("http://{address}/#{place}")])
        .output()
        .expect("it can be started");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let complaints: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("CONSOLE"))
        .collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
    assert_eq!(requests.try_iter().collect::<Vec<_>>(), ["GET / HTTP/1.1"]);

    let dom = String::from_utf8_lossy(&output.stdout);
    assert_eq!(
        dom.matches("<tr>").count(),
        report.submissions.len() + 1,
        "the table is there"
    );
    assert!(!dom.contains("<script") && !dom.contains("<img"));
    // A click on a lesson's points leads to its verdicts, and opens them.
    let opened: Vec<&str> = dom.split("<details open=\"\">").skip(1).collect();
    assert_eq!(opened.len(), 1, "one is open");
    assert!(opened[0].contains(&format!("id=\"{place}\"")));
}
