//! What `sockopt` is asked to do, as its arguments say it.

use netlesson_common::program::arguments;
use socket2::{Domain, Type};

use crate::OPTIONS;

/// What `sockopt` is asked to do.
pub enum Request {
    /// Read the options of a socket of this family and type, and print them as text or as JSON.
    List {
        family: Domain,
        kind: Type,
        as_json: bool,
    },
    /// Set this option to this value.
    Set { name: String, value: u32 },
}

/// The request that the program's arguments make; `None` if they make none.
pub fn request() -> Option<Request> {
    let mut arguments = arguments();
    match arguments.next()?.as_str() {
        "list" => list(arguments),
        "set" => set(arguments),
        _ => None,
    }
}

fn list(mut arguments: impl Iterator<Item = String>) -> Option<Request> {
    let (mut family, mut kind, mut as_json) = (Domain::IPV4, Type::STREAM, false);
    while let Some(option) = arguments.next() {
        match option.as_str() {
            "--json" => as_json = true,
            "--family" => {
                family = match arguments.next()?.as_str() {
                    "inet" => Domain::IPV4,
                    "inet6" => Domain::IPV6,
                    "unix" => Domain::UNIX,
                    _ => return None,
                }
            }
            "--type" => {
                kind = match arguments.next()?.as_str() {
                    "stream" => Type::STREAM,
                    "dgram" => Type::DGRAM,
                    _ => return None,
                }
            }
            _ => return None,
        }
    }
    Some(Request::List {
        family,
        kind,
        as_json,
    })
}

fn set(mut arguments: impl Iterator<Item = String>) -> Option<Request> {
    let name = arguments.next()?;
    let value = arguments.next()?.parse().ok()?;
    let is_known = OPTIONS.iter().any(|(known, _)| *known == name);
    // The kernel takes a C int: what is larger would become a negative number on the way.
    let fits = i32::try_from(value).is_ok();
    (is_known && fits && arguments.next().is_none()).then_some(Request::Set { name, value })
}
