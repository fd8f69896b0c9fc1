//! What this kernel makes of the options: asked in the same run, with fresh sockets of the check's own.

use std::cmp::Ordering;

use socket2::{Domain, Socket, Type};

use super::calls;
use crate::verdict::{Played, Problem};

/// Every option of the brief with its level, in the brief's order.
const OPTIONS: [(&str, &str); 15] = [
    ("SO_BROADCAST", "SOL_SOCKET"),
    ("SO_KEEPALIVE", "SOL_SOCKET"),
    ("SO_LINGER", "SOL_SOCKET"),
    ("SO_OOBINLINE", "SOL_SOCKET"),
    ("SO_RCVBUF", "SOL_SOCKET"),
    ("SO_SNDBUF", "SOL_SOCKET"),
    ("SO_RCVTIMEO", "SOL_SOCKET"),
    ("SO_SNDTIMEO", "SOL_SOCKET"),
    ("SO_REUSEADDR", "SOL_SOCKET"),
    ("SO_TYPE", "SOL_SOCKET"),
    ("SO_ERROR", "SOL_SOCKET"),
    ("IP_TTL", "IPPROTO_IP"),
    ("IP_TOS", "IPPROTO_IP"),
    ("TCP_NODELAY", "IPPROTO_TCP"),
    ("TCP_MAXSEG", "IPPROTO_TCP"),
];

/// An option of a socket: its name, its level and its value, `None` for a linger that is off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub name: &'static str,
    pub level: &'static str,
    pub value: Option<u64>,
}

impl Row {
    /// The line of the list, with one space between its words.
    pub fn line(&self) -> String {
        format!("{} {} {}", self.name, self.level, shown(self.value))
    }
}

/// A value as it is to be printed.
pub fn shown(value: Option<u64>) -> String {
    value.map_or_else(|| "off".to_string(), |number| number.to_string())
}

/// Whether the check can ask by itself. Where it cannot, it has nothing to hold a program against.
fn can_ask() -> Played {
    if cfg!(unix) {
        Ok(())
    } else {
        Err(Problem::Skipped("skipped-no-witness"))
    }
}

/// The options that a fresh socket of this family and type has: those that it does not refuse to tell.
///
/// # Errors
///
/// When this machine has no such sockets.
pub fn rows(family: Domain, kind: Type) -> Played<Vec<Row>> {
    can_ask()?;
    let socket = Socket::new(family, kind, None)?;
    let row = |&(name, level): &(&'static str, &'static str)| {
        let value = calls::get(&socket, name).ok()?;
        Some(Row { name, level, value })
    };
    Ok(OPTIONS.iter().filter_map(row).collect())
}

/// What became of an option when a value was asked for.
pub struct Change {
    /// What a fresh socket has.
    pub before: Option<u64>,
    /// What it has afterwards.
    pub got: Option<u64>,
}

/// Asks for a value of an option of a fresh TCP socket; `None` if the kernel refuses it.
///
/// # Errors
///
/// When the option cannot be read.
pub fn asked(name: &str, value: u32) -> Played<Option<Change>> {
    can_ask()?;
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    let before = calls::get(&socket, name)?;
    if calls::set(&socket, name, value).is_err() {
        return Ok(None);
    }
    let got = calls::get(&socket, name)?;
    Ok(Some(Change { before, got }))
}

/// The words of the brief for why the kernel made something else of what was asked for.
pub const REASONS: [&str; 7] = [
    "doubled", "capped", "raised", "rounded", "masked", "default", "flag",
];

/// The one that the brief has for `got` in place of `asked`; `None` if they are the same.
pub fn reason(name: &str, asked: u64, got: u64) -> Option<&'static str> {
    if asked == got {
        return None;
    }
    Some(match name {
        "SO_RCVBUF" | "SO_SNDBUF" => match got.cmp(&(asked * 2)) {
            Ordering::Equal => "doubled",
            Ordering::Less => "capped",
            Ordering::Greater => "raised",
        },
        "SO_RCVTIMEO" | "SO_SNDTIMEO" => "rounded",
        "IP_TOS" => "masked",
        "TCP_MAXSEG" => "default",
        _ => "flag",
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_socket_has_the_options_of_its_family_and_type() {
        let names = |family, kind| {
            let rows = rows(family, kind).expect("the machine has such sockets");
            rows.iter().map(|row| row.name).collect::<Vec<_>>()
        };
        let stream = names(Domain::IPV4, Type::STREAM);
        assert_eq!(stream.len(), OPTIONS.len());
        assert!(!names(Domain::IPV4, Type::DGRAM).contains(&"TCP_NODELAY"));
        assert!(names(Domain::IPV4, Type::DGRAM).contains(&"IP_TTL"));
    }

    /// What becomes of a value that is asked for; `None` if it is refused.
    fn got(name: &str, value: u32) -> Option<Option<u64>> {
        let change = asked(name, value).expect("it can be read");
        change.map(|change| change.got)
    }

    #[test]
    fn what_is_asked_for_is_set_on_the_very_socket_that_is_read() {
        assert_eq!(got("SO_KEEPALIVE", 7), Some(Some(1)));
        assert_eq!(got("SO_LINGER", 0), Some(Some(0)));
        assert_eq!(got("SO_RCVTIMEO", 2_000), Some(Some(2_000)));
        assert_eq!(got("SO_RCVTIMEO", 0), Some(Some(0)));
        assert_eq!(got("IP_TTL", 77), Some(Some(77)));
        assert_eq!(got("IP_TTL", 300), None);
        assert_eq!(got("SO_TYPE", 2), None);
    }

    #[test]
    fn every_reason_has_its_word() {
        assert_eq!(reason("SO_RCVBUF", 100_000, 200_000), Some("doubled"));
        assert_eq!(reason("SO_SNDBUF", 100_000, 199_998), Some("capped"));
        assert_eq!(reason("SO_SNDBUF", 1, 4608), Some("raised"));
        assert_eq!(reason("SO_RCVTIMEO", 1001, 1004), Some("rounded"));
        assert_eq!(reason("SO_KEEPALIVE", 7, 1), Some("flag"));
        assert_eq!(reason("IP_TTL", 77, 77), None);
    }
}
