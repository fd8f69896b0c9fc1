//! The ways that every program of the course keeps, so that a lesson's code can be about its lesson.
//!
//! A program that cannot go on says `error: WHAT: WHY` in one line on stderr and exits with 1;
//! one that was started with wrong arguments prints how it wants to be started and exits with 2.

use std::fmt::Display;
use std::io::{self, BufRead, Write};
use std::iter::Peekable;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::mpsc;
use std::time::Duration;
use std::{process, thread};

/// Prints `error: WHAT: WHY` on stderr and ends the program with exit code 1.
pub fn fail(what: impl Display, why: impl Display) -> ! {
    // In one piece: stderr has no buffer, and two programs may share a terminal.
    let line = format!("error: {what}: {why}\n");
    let _ = io::stderr().write_all(line.as_bytes());
    process::exit(1)
}

/// Prints how the program is meant to be started, on stderr, and ends it with exit code 2.
pub fn usage(line: &str) -> ! {
    eprintln!("{line}");
    process::exit(2)
}

/// The program's arguments, without its own name in front.
pub fn arguments() -> Peekable<impl Iterator<Item = String>> {
    // An argument that is not UTF-8 is shown like all bytes are: with U+FFFD in its place.
    std::env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned())
        .peekable()
}

/// Takes the address off the front of the arguments, if one stands there: an argument with a `:`
/// in it. Without one it is `127.0.0.1:default_port`. One that is no `IP:PORT` ends the program
/// with the usage line.
pub fn take_address(
    arguments: &mut Peekable<impl Iterator<Item = String>>,
    default_port: u16,
    usage_line: &str,
) -> SocketAddr {
    match arguments.next_if(|argument| argument.contains(':')) {
        None => (Ipv4Addr::LOCALHOST, default_port).into(),
        Some(address) => address.parse().unwrap_or_else(|_| usage(usage_line)),
    }
}

/// For a program whose only argument is its address: that address, or `127.0.0.1:default_port`.
/// Anything else on the command line ends the program with the usage line.
pub fn only_address(default_port: u16, usage_line: &str) -> SocketAddr {
    let mut arguments = arguments();
    let address = take_address(&mut arguments, default_port, usage_line);
    if arguments.next().is_some() {
        usage(usage_line);
    }
    address
}

/// What is typed at a client, line by line and without its line break, until `quit` or the end of
/// stdin. A line of nothing but white space is left out.
///
/// The lines are bytes, not text: what is no UTF-8 is the peer's to judge, and goes out as it is.
pub fn typed_lines() -> impl Iterator<Item = Vec<u8>> {
    lines_until_quit(io::stdin().lock())
}

/// [`typed_lines`] for a client that waits for replies in between. A thread of its own reads them, so
/// that `quit` ends the program at once, even while a reply is awaited. At the end of stdin, what was
/// typed before it has one second to be answered: `echo date | client` shows its reply.
pub fn typed_lines_meanwhile() -> impl Iterator<Item = Vec<u8>> {
    const TIME_TO_REPLY: Duration = Duration::from_secs(1);
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in without_line_breaks(io::stdin().lock()) {
            if line == b"quit" {
                process::exit(0);
            }
            if !is_blank(&line) {
                // Nobody takes it any more when the program is ending already.
                let _ = sender.send(line);
            }
        }
        drop(sender);
        thread::sleep(TIME_TO_REPLY);
        process::exit(0)
    });
    lines.into_iter()
}

fn lines_until_quit(input: impl BufRead) -> impl Iterator<Item = Vec<u8>> {
    without_line_breaks(input)
        .take_while(|line| line != b"quit")
        .filter(|line| !is_blank(line))
}

fn without_line_breaks(input: impl BufRead) -> impl Iterator<Item = Vec<u8>> {
    input
        .split(b'\n')
        .map(|line| line.unwrap_or_else(|why| fail("cannot read what is typed", why)))
        .map(|line| line.strip_suffix(b"\r").map(<[u8]>::to_vec).unwrap_or(line))
}

fn is_blank(line: &[u8]) -> bool {
    String::from_utf8_lossy(line).trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_lines_come_without_their_line_breaks_and_blank_ones_not_at_all() {
        let typed = "hello\r\n  \n\n\u{3000}\n two words \nquit?\nlast".as_bytes();
        let lines: Vec<_> = lines_until_quit(typed).collect();
        assert_eq!(lines, [&b"hello"[..], b" two words ", b"quit?", b"last"]);
    }

    #[test]
    fn quit_alone_on_a_line_is_the_end() {
        let lines: Vec<_> = lines_until_quit(&b"\xff\nquit\r\nnever sent\n"[..]).collect();
        assert_eq!(lines, [b"\xff"]);
    }

    /// The address taken from a command line, and what is left of it.
    fn taken(line: &str) -> (String, Vec<String>) {
        let mut arguments = line.split(' ').map(String::from).peekable();
        let address = take_address(&mut arguments, 9004, "usage: server [ADDR]");
        (address.to_string(), arguments.collect())
    }

    #[test]
    fn an_argument_with_a_colon_is_the_address() {
        assert_eq!(
            taken("127.0.0.1:8080 hello"),
            ("127.0.0.1:8080".into(), vec!["hello".into()])
        );
        assert_eq!(taken("0.0.0.0:0"), ("0.0.0.0:0".into(), vec![]));
    }

    #[test]
    fn without_an_address_it_is_loopback_and_the_default_port() {
        assert_eq!(
            taken("hello"),
            ("127.0.0.1:9004".into(), vec!["hello".into()])
        );
    }

    #[test]
    fn a_colon_further_back_is_left_alone() {
        assert_eq!(
            taken("10 a:b"),
            ("127.0.0.1:9004".into(), vec!["10".into(), "a:b".into()])
        );
    }
}
