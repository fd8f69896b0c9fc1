//! What goes one way over a connection, cut into units: what lies in the kernel is what was sent and not received.

use serde_json::Value;

/// Where one unit of a stream ends and the next begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Units {
    /// What one call has sent.
    Sends,
    /// A header of four bytes, the length in little-endian order, and as many bytes.
    Frames,
}

/// How many units of what the kernel holds are told apart. No line has room for more.
const RUNS: usize = 24;

/// How many bytes of one call are shown. No line has room for more.
pub const SHOWN: usize = 400;
/// The same of one unit in the kernel.
const OF_A_RUN: usize = 48;

/// Bytes of one unit that lie in the kernel together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Which unit of its stream, from 0.
    pub unit: usize,
    /// As text.
    pub text: String,
}

/// What goes one way over a connection.
#[derive(Default)]
pub struct Stream {
    /// All that was sent.
    pub bytes: Vec<u8>,
    /// How much of it was received.
    pub received: usize,
    /// Where units begin.
    begins: Vec<usize>,
    /// Whether nothing more will be sent.
    pub is_ended: bool,
}

impl Stream {
    /// Something is sent.
    pub fn sends(&mut self, bytes: &[u8], units: Units) {
        match units {
            Units::Sends => self.begins.push(self.bytes.len()),
            Units::Frames => {}
        }
        self.bytes.extend(bytes);
        if units == Units::Frames {
            self.begins = frames(&self.bytes);
        }
    }

    fn unit(&self, at: usize) -> usize {
        self.begins
            .partition_point(|begin| *begin <= at)
            .saturating_sub(1)
    }

    /// What was sent and not received: the units in front, and how many are behind them.
    pub fn waiting(&self) -> (Vec<Run>, usize) {
        let mut runs = Vec::new();
        let mut at = self.received;
        while at < self.bytes.len() && runs.len() < RUNS {
            let unit = self.unit(at);
            let end = self
                .begins
                .get(unit + 1)
                .copied()
                .unwrap_or(self.bytes.len());
            let end = end.clamp(at + 1, self.bytes.len());
            runs.push(Run {
                unit,
                text: shown(&self.bytes[at..end], OF_A_RUN),
            });
            at = end;
        }
        let more = match at < self.bytes.len() {
            true => self.begins.len() - self.unit(at),
            false => 0,
        };
        (runs, more)
    }
}

/// Where frames begin in a stream, and what follows them unframed. What is no frame (its length is negative, or larger
/// than any) is one unit to the end.
fn frames(bytes: &[u8]) -> Vec<usize> {
    let mut begins = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        begins.push(at);
        let Some(header) = bytes.get(at..at + 4) else {
            break;
        };
        let length = i32::from_le_bytes(header.try_into().expect("four bytes"));
        let Ok(length) = usize::try_from(length) else {
            break;
        };
        let payload = bytes.get(at + 4..).and_then(|rest| rest.get(..length));
        at = at.saturating_add(4 + length);
        let Some(payload) = payload else { break };
        // A frame with JSON in it may announce raw bytes: lesson 4's reply, and lesson 8's file.
        let json: Value = serde_json::from_slice(payload).unwrap_or_default();
        let unframed = match (json["total_size"].as_u64(), json["file_size"].as_u64()) {
            (Some(size), _) => usize::try_from(size).unwrap_or(usize::MAX),
            (None, Some(_)) => usize::MAX,
            (None, None) => 0,
        };
        if unframed > 0 && at < bytes.len() {
            begins.push(at);
            at = at.saturating_add(unframed);
        }
    }
    begins
}

/// Bytes as text: what is UTF-8 as it is, but controls; other bytes escaped; `…` for what is behind the first `most`.
pub fn shown(bytes: &[u8], most: usize) -> String {
    let Some(kept) = bytes.get(..most) else {
        return escaped(bytes);
    };
    // The last character may be cut in two.
    let whole = match std::str::from_utf8(kept) {
        Err(error) if error.error_len().is_none() => &kept[..error.valid_up_to()],
        _ => kept,
    };
    escaped(whole) + "…"
}

fn escaped(bytes: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return bytes.escape_ascii().to_string();
    };
    let mut escaped = String::new();
    for char in text.chars() {
        match char.is_control() {
            true => escaped.extend(char.escape_default()),
            false => escaped.push(char),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_frame_announces_is_a_unit_of_its_own() {
        let json = br#"{"total_size":3}"#;
        let mut reply = u32::try_from(json.len()).unwrap().to_le_bytes().to_vec();
        reply.extend(json);
        let begins = frames(&[&reply[..], b"abc", &reply, b"def"].concat());
        assert_eq!(begins, [0, 20, 23, 43]);
    }

    #[test]
    fn of_many_bytes_the_first_are_shown_and_no_character_is_cut() {
        let text = "你".repeat(SHOWN);
        let shown = shown(text.as_bytes(), SHOWN);
        assert_eq!(shown, "你".repeat(SHOWN / 3) + "…");
    }
}
