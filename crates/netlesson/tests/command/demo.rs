//! `demo`: what it shows, and that every lesson has one that ends.

use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

use super::copy::Copy;

#[test]
fn every_demo_ends_by_itself_and_shows_all_programs_lines() {
    let copy = Copy::of_test("demo");
    copy.netlesson(&["demo", "1"]).success().stdout(
        contains("server │ listening on 127.0.0.1:")
            .and(contains("server │ received 5 bytes: hello"))
            .and(contains("client │ HELLO"))
            .and(contains("server │ (exited with 0)")),
    );
    copy.netlesson(&["demo", "1", "--lang", "zh"])
        .success()
        .stdout(contains("一通电话").and(contains("client │ HELLO")));
    for (number, line) in [
        (2, "client 2 │ IS ANYBODY THERE?"),
        (3, "receiver │ recv(10) -> \"hellofeng\""),
        (4, "client │ this went to stderr"),
        (5, "TOM    │ JACK -> you: only you can read this"),
        (6, "server   │ served 3 clients"),
        (7, "rebind │ with, then with SO_REUSEADDR on 127.0.0.1:"),
        (8, "client   │ stored folder.rs"),
        (9, "probe  │ hello into 1 byte: h"),
        (10, "client │ stored sender.rs"),
        (11, "dissect │ {\"number\":3,"),
        (12, "server   │ served 3 clients"),
    ] {
        copy.netlesson(&["demo", &number.to_string()])
            .success()
            .stdout(contains(line));
    }
}
