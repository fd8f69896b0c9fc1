//! Reads a Python program's last words: the traceback that the interpreter prints on stderr.
//!
//! ```text
//! Traceback (most recent call last):
//!   File "/home/tom/server.py", line 88, in <module>
//!     main()
//!   File "/home/tom/server.py", line 31, in main
//!     length = struct.unpack('<i', conn.recv(4))[0]
//! struct.error: unpack requires a buffer of 4 bytes
//! ```

use crate::report::bytes::printable;
use crate::verdict::Symptom;

/// A line of code that a traceback names.
struct Frame<'a> {
    file: &'a str,
    line: &'a str,
}

/// The exception that a program's stderr tells of, if it does: the first that nothing caught. Of
/// several that led to each other it is the last, as that one was not caught.
pub fn find(program: &str, stderr: &[u8]) -> Option<Symptom> {
    let text = String::from_utf8_lossy(stderr);
    let (mut frames, mut led_to_another) = (Vec::new(), false);
    let mut found = None;
    for line in text.lines() {
        if let Some(frame) = frame(line) {
            frames.push(frame);
        } else if CHAINED.iter().any(|words| line.starts_with(words)) {
            led_to_another = true;
        } else if !line.starts_with([' ', '+']) && !line.is_empty() {
            // The exception stands at the beginning of its line, behind the code that raised it.
            let frames = std::mem::take(&mut frames);
            if frames.is_empty() || line.starts_with(HEADING) {
                continue;
            }
            if found.is_some() && !led_to_another {
                break;
            }
            led_to_another = false;
            found = crash(program, line, &frames);
        }
    }
    found
}

const HEADING: &str = "Traceback (most recent call last):";

/// What stands between two exceptions of which the second was raised because of the first, or
/// while the first was handled.
const CHAINED: [&str; 2] = [
    "During handling of the above exception",
    "The above exception was the direct cause",
];

/// `  File "server.py", line 31, in main`; a syntax error's has no `, in …`.
fn frame(line: &str) -> Option<Frame<'_>> {
    let (file, rest) = line.strip_prefix("  File \"")?.split_once("\", line ")?;
    let line = rest.split(',').next()?;
    let is_number = !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(Frame { file, line })
}

fn crash(program: &str, exception: &str, frames: &[Frame]) -> Option<Symptom> {
    // How Ctrl-C ends a program that does nothing about it.
    if exception.starts_with("KeyboardInterrupt") {
        return None;
    }
    // The innermost line of the student's own; what a library does with it says less.
    let of_python = |frame: &&Frame| frame.file.starts_with('<') || frame.file.contains("/lib/");
    let own = frames.iter().rfind(|frame| !of_python(frame));
    let frame = own.or(frames.last())?;
    Some(Symptom::Crashed {
        program: program.to_string(),
        // A student's text goes to a terminal: nothing in it may act there.
        message: printable(exception),
        at: printable(&format!("{}:{}", frame.file, frame.line)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(stderr: &str) -> Option<(String, String)> {
        match find("server", stderr.as_bytes()) {
            Some(Symptom::Crashed { message, at, .. }) => Some((message, at)),
            None => None,
            other => panic!("{other:?}"),
        }
    }

    fn is_told(stderr: &str, message: &str, at: &str) {
        assert_eq!(told(stderr), Some((message.into(), at.into())), "{stderr}");
    }

    const UNPACK: &str = r#"error: something before
Traceback (most recent call last):
  File "/home/tom/server.py", line 88, in <module>
    main()
    ~~~~^^
  File "/home/tom/server.py", line 31, in main
    length = struct.unpack('<i', conn.recv(4))[0]
struct.error: unpack requires a buffer of 4 bytes
"#;

    #[test]
    fn an_exception_is_told_with_its_place() {
        is_told(
            UNPACK,
            "struct.error: unpack requires a buffer of 4 bytes",
            "/home/tom/server.py:31",
        );
    }

    #[test]
    fn the_place_is_the_students_own_line_and_not_the_librarys() {
        let stderr = r#"Exception in thread Thread-1 (serve):
Traceback (most recent call last):
  File "/usr/lib/python3.11/threading.py", line 1038, in _bootstrap_inner
    self.run()
  File "server.py", line 7, in serve
    json.loads(text)
  File "/usr/lib/python3.11/json/decoder.py", line 355, in raw_decode
    raise JSONDecodeError("Expecting value", s, err.value) from None
json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)
"#;
        is_told(
            stderr,
            "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
            "server.py:7",
        );
    }

    #[test]
    fn of_exceptions_that_led_to_each_other_the_last_is_told() {
        for between in [
            "During handling of the above exception, another exception occurred:",
            "The above exception was the direct cause of the following exception:",
        ] {
            let second = "Traceback (most recent call last):\n  File \"server.py\", line 9, in f\n    g()\nValueError\n";
            let stderr = format!("{UNPACK}\n{between}\n\n{second}");
            is_told(&stderr, "ValueError", "server.py:9");
        }
    }

    #[test]
    fn of_two_threads_exceptions_the_first_is_told() {
        let second =
            "Traceback (most recent call last):\n  File \"a.py\", line 2, in f\nKeyError: 1\n";
        is_told(
            &format!("{second}Exception in thread Thread-2:\n{UNPACK}"),
            "KeyError: 1",
            "a.py:2",
        );
    }

    #[test]
    fn a_syntax_error_is_told() {
        let stderr = "  File \"/home/tom/server.py\", line 3\n    def f(\n         ^\nSyntaxError: '(' was never closed\n";
        is_told(
            stderr,
            "SyntaxError: '(' was never closed",
            "/home/tom/server.py:3",
        );
    }

    #[test]
    fn ctrl_c_and_error_lines_and_a_half_told_exception_are_no_crash() {
        let interrupted = "Traceback (most recent call last):\n  File \"s.py\", line 2, in <module>\n    f()\nKeyboardInterrupt\n";
        let unfinished = UNPACK.split("struct.error").next().unwrap_or_default();
        for stderr in [interrupted, unfinished, "error: cannot connect\n", ""] {
            assert_eq!(told(stderr), None, "{stderr}");
        }
    }
}
