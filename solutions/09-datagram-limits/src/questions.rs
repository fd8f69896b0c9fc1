//! What the probe is asked to measure, as its arguments say it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use netlesson_common::program::{arguments, take_address, usage};

/// What the probe is asked to measure.
pub struct Questions {
    /// The loopback address that datagrams are sent on.
    pub ip: IpAddr,
    /// What is received with too little room.
    pub word: String,
    /// The receive buffer to ask for, in bytes; `None` for the system's.
    pub buffer: Option<usize>,
    /// Where somebody is asked for, there or not.
    pub address: SocketAddr,
    /// Whether the answers are to be JSON.
    pub as_json: bool,
}

/// The questions that the program's arguments ask. Arguments that ask none end it with the usage line.
pub fn questions(usage_line: &str) -> Questions {
    let mut arguments = arguments();
    let (mut ip, mut as_json) = (IpAddr::from(Ipv4Addr::LOCALHOST), false);
    let (mut word, mut buffer) = ("hello".to_string(), None);
    while let Some(option) = arguments.next_if(|argument| argument.starts_with("--")) {
        if option == "--json" {
            as_json = true;
            continue;
        }
        let value = arguments.next().unwrap_or_else(|| usage(usage_line));
        match (option.as_str(), value.as_str()) {
            ("--family", "inet") => ip = Ipv4Addr::LOCALHOST.into(),
            ("--family", "inet6") => ip = Ipv6Addr::LOCALHOST.into(),
            ("--word", given) => word = given.to_string(),
            ("--buffer", bytes) => {
                buffer = Some(bytes.parse().unwrap_or_else(|_| usage(usage_line)));
            }
            _ => usage(usage_line),
        }
    }
    let address = take_address(&mut arguments, 9009, usage_line);
    if arguments.next().is_some() {
        usage(usage_line);
    }
    Questions {
        ip,
        word,
        buffer,
        address,
        as_json,
    }
}
