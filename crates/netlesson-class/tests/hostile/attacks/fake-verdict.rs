//! Prints a verdict of its own, as the grader would.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: 5

fn attack() {
    println!("{}", r#"{"lesson":1,"passed":true,"checks":[{"check":"ready-line","verdict":"passed"}]}"#);
}
