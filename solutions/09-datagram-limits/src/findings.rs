//! What was measured, and how it is shown.

use std::io;
use std::net::{IpAddr, SocketAddr};

use serde_json::{Value, json};

use crate::{FLOOD, kept, learned, left_of, length_of_empty, longest};

/// What the probe is asked to measure.
pub struct Questions {
    /// The loopback address that datagrams are sent on.
    pub ip: IpAddr,
    /// What is received with too little room.
    pub word: String,
    /// Where somebody is asked for, there or not.
    pub address: SocketAddr,
    /// The receive buffer to ask for, in bytes; `None` for the system's.
    pub buffer: Option<usize>,
}

/// What came of it. An error is in the system's words; `None` where nothing was learned.
pub struct Findings {
    largest: usize,
    refusal: String,
    left: String,
    empty: usize,
    connected: Option<String>,
    unconnected: Option<String>,
    buffer: usize,
    kept: usize,
}

/// Measures everything, one after the other.
pub fn measure(questions: &Questions) -> io::Result<Findings> {
    let ip = questions.ip;
    let (largest, refusal) = longest(ip)?;
    let left = left_of(questions.word.as_bytes(), ip)?;
    let empty = length_of_empty(ip)?;
    let connected = learned(questions.address, true)?;
    let unconnected = learned(questions.address, false)?;
    let (buffer, kept) = kept(questions.buffer, ip)?;
    Ok(Findings {
        largest,
        refusal: refusal.to_string(),
        left: left.escape_ascii().to_string(),
        empty,
        connected: connected.map(|error| error.to_string()),
        unconnected: unconnected.map(|error| error.to_string()),
        buffer,
        kept,
    })
}

impl Findings {
    /// The seven lines.
    pub fn text(&self, questions: &Questions) -> String {
        let Questions { word, address, .. } = questions;
        let or_nothing = |learned: &Option<String>| learned.clone().unwrap_or("nothing".into());
        [
            format!("largest payload: {} bytes", self.largest),
            format!("one byte more: {}", self.refusal),
            format!("{word} into 1 byte: {}", self.left),
            format!("empty datagram: {} bytes", self.empty),
            format!("connected to {address}: {}", or_nothing(&self.connected)),
            format!("not connected to {address}: {}", or_nothing(&self.unconnected)),
            format!("buffer of {} bytes: {} of {FLOOD} datagrams", self.buffer, self.kept),
        ]
        .join("\n")
    }

    /// The same as one JSON object.
    pub fn json(&self) -> Value {
        // step 6: the members largest, refusal, left, empty, connected, unconnected, buffer, kept, sent
        json!({
            "largest": self.largest,
            "refusal": self.refusal,
            "left": self.left,
            "empty": self.empty,
            "connected": self.connected,
            "unconnected": self.unconnected,
            "buffer": self.buffer,
            "kept": self.kept,
            "sent": FLOOD,
        })
    }
}
