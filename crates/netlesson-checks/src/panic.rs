//! Reads a program's last words: the panic message that Rust's std prints on stderr. (What Python
//! prints is read by [`crate::traceback`].)
//!
//! ```text
//! thread 'main' (4711) panicked at exercises/01-basic-socket/src/bin/server.rs:30:5:
//! not yet implemented: step 1: make a socket, bind it and listen
//! note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
//! ```

use crate::report::bytes::printable;
use crate::traceback;
use crate::verdict::Symptom;

/// The panic, the `todo!` or the uncaught exception that a program's stderr tells of, if it does.
pub fn find(program: &str, stderr: &[u8]) -> Option<Symptom> {
    panicked(program, stderr).or_else(|| traceback::find(program, stderr))
}

/// Of several the `todo!` of the lowest step, which is the next to write (two threads meet theirs in
/// any order); else the first.
fn panicked(program: &str, stderr: &[u8]) -> Option<Symptom> {
    let text = String::from_utf8_lossy(stderr);
    let beginnings = text
        .match_indices("thread '")
        .filter(|(at, _)| *at == 0 || text[..*at].ends_with('\n'))
        .map(|(at, _)| at);
    let mut found: Vec<Symptom> = beginnings
        .filter_map(|at| one(program, &text[at..]))
        .collect();
    let next = |symptom: &Symptom| match symptom {
        Symptom::NotWritten { step, .. } => step.unwrap_or(u32::MAX - 1),
        _ => u32::MAX,
    };
    let (place, _) = found
        .iter()
        .enumerate()
        .min_by_key(|(_, symptom)| next(symptom))?;
    Some(found.swap_remove(place))
}

/// The panic that `text` begins with.
fn one(program: &str, text: &str) -> Option<Symptom> {
    let (_, rest) = text.lines().next()?.split_once(" panicked at ")?;
    let at = rest.strip_suffix(':')?;
    let (_, message) = text.split_once('\n')?;
    // Another thread's panic may follow, after an empty line; a message may have such a line, too.
    let message = message.split("\nnote: ").next().unwrap_or(message);
    let message = message.split("\n\nthread '").next().unwrap_or(message);
    // A student's text goes to a terminal: nothing in it may act there.
    let message = printable(message.trim());
    // FILE:LINE:COLUMN: the column helps nobody.
    let at = printable(at.rsplit_once(':').map_or(at, |(at, _)| at));
    let program = program.to_string();
    let Some(text) = message.strip_prefix("not yet implemented") else {
        return Some(Symptom::Crashed {
            program,
            message,
            at,
        });
    };
    let text = text.trim_start_matches(": ");
    let step = text
        .strip_prefix("step ")
        .and_then(|step| step.split(':').next()?.parse().ok());
    let text = match step {
        Some(_) => text.split_once(": ").map_or(text, |(_, text)| text),
        None => text,
    };
    Some(Symptom::NotWritten {
        program,
        step,
        text: text.to_string(),
        at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODO: &str = "\nthread 'main' (4711) panicked at exercises/01-basic-socket/src/bin/server.rs:30:5:\n\
        not yet implemented: step 1: bind, then listen\n\
        note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n";

    #[test]
    fn a_todo_is_told_with_its_step_and_its_place() {
        let Some(Symptom::NotWritten { step, text, at, .. }) = find("server", TODO.as_bytes())
        else {
            panic!("no todo! found");
        };
        assert_eq!(step, Some(1));
        assert_eq!(text, "bind, then listen");
        assert_eq!(at, "exercises/01-basic-socket/src/bin/server.rs:30");
    }

    #[test]
    fn a_panic_is_told_with_all_lines_of_its_message() {
        let stderr = "thread 'main' panicked at src/main.rs:2:5:\nassertion failed\n  left: 1\nnote: run with\n";
        let Some(Symptom::Crashed { message, at, .. }) = find("client", stderr.as_bytes()) else {
            panic!("no panic found");
        };
        assert_eq!(message, "assertion failed\n  left: 1");
        assert_eq!(at, "src/main.rs:2");
    }

    #[test]
    fn of_two_threads_the_lower_step_is_told() {
        let other = TODO.replace("step 1: bind", "step 4: write");
        let stderr = format!("client 0: gone\n{other}{TODO}{other}");
        let Some(Symptom::NotWritten { step, text, .. }) = find("server", stderr.as_bytes()) else {
            panic!("no todo! found");
        };
        assert_eq!((step, text.as_str()), (Some(1), "bind, then listen"));
    }

    #[test]
    fn of_two_panics_the_first_is_told_without_the_other() {
        let stderr = "\nthread 'main' (1) panicked at src/a.rs:2:5:\nfirst\n\nthread 'x' (2) panicked at src/b.rs:3:5:\nsecond\n";
        let Some(Symptom::Crashed { message, at, .. }) = find("server", stderr.as_bytes()) else {
            panic!("no panic found");
        };
        assert_eq!((message.as_str(), at.as_str()), ("first", "src/a.rs:2"));
    }

    #[test]
    fn an_error_line_is_no_panic() {
        assert!(find("client", b"error: cannot connect to 127.0.0.1:1: refused\n").is_none());
    }
}
