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
pub const RUNS: usize = 24;

/// How many bytes of one call are shown. No line has room for more.
pub const SHOWN: usize = 400;
/// The same of one unit in the kernel.
pub const OF_A_RUN: usize = 48;

/// Bytes of one unit that lie in the kernel together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Which unit of its stream, from 0.
    pub unit: usize,
    /// As text.
    pub text: String,
}

/// What goes one way over a connection. Of long calls the first bytes are known, and how many there were.
#[derive(Default)]
pub struct Stream {
    /// The first bytes of each send, and where it begins.
    parts: Vec<(usize, Vec<u8>)>,
    /// How many bytes were sent.
    sent: usize,
    /// How many of them were received.
    received: usize,
    /// Where units begin.
    begins: Vec<usize>,
    /// How many of them are of whole frames, and where those end.
    whole: (usize, usize),
    /// Whether nothing more will be sent.
    pub is_ended: bool,
}

impl Stream {
    /// So many bytes are sent, of which the first are known.
    pub fn sends(&mut self, known: &[u8], count: usize, units: Units) {
        if count == 0 {
            return;
        }
        self.begins.push(self.sent);
        self.parts.push((self.sent, known.to_vec()));
        self.sent += count;
        if units == Units::Frames {
            self.find_frames();
        }
    }

    /// So many bytes are received, of which the first are known. How many of them nobody has sent.
    pub fn receives(&mut self, known: &[u8], count: usize) -> usize {
        let unsent = (self.received + count).saturating_sub(self.sent);
        if unsent > 0 {
            let known = known.get(count - unsent..).unwrap_or_default();
            self.sends(known, unsent, Units::Sends);
        }
        self.received += count;
        unsent
    }

    fn unit(&self, at: usize) -> usize {
        self.begins
            .partition_point(|begin| *begin <= at)
            .saturating_sub(1)
    }

    /// What is known of the bytes from `from` on, up to `most` of them, and to the first that is not known.
    fn known(&self, from: usize, most: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        let first = self.parts.partition_point(|(begin, _)| *begin <= from);
        for (begin, known) in &self.parts[first.saturating_sub(1)..] {
            let at = from + bytes.len();
            let Some(known) = at
                .checked_sub(*begin)
                .and_then(|skipped| known.get(skipped..))
            else {
                break;
            };
            // A gap: the next part begins behind it.
            bytes.extend_from_slice(&known[..known.len().min(most - bytes.len())]);
            if bytes.len() == most {
                break;
            }
        }
        bytes
    }

    /// What was sent and not received: the units in front, and how many are behind them.
    pub fn waiting(&self) -> (Vec<Run>, usize) {
        let mut runs = Vec::new();
        let mut at = self.received;
        while at < self.sent && runs.len() < RUNS {
            let unit = self.unit(at);
            let end = self.begins.get(unit + 1).copied().unwrap_or(self.sent);
            let end = end.clamp(at + 1, self.sent);
            let known = self.known(at, (end - at).min(OF_A_RUN));
            runs.push(Run {
                unit,
                text: shown(&known, end - at, OF_A_RUN),
            });
            at = end;
        }
        let more = match at < self.sent {
            true => self.begins.len() - self.unit(at),
            false => 0,
        };
        (runs, more)
    }

    /// Finds where frames begin, and what follows them unframed. What is no frame (its length is negative, or larger
    /// than any, or not known) is one unit to the end. What was whole before is not looked at once more: a long
    /// conversation has thousands of frames.
    fn find_frames(&mut self) {
        let (count, mut at) = self.whole;
        self.begins.truncate(count);
        while at < self.sent {
            self.begins.push(at);
            let Ok(header) = self.known(at, 4).try_into() else {
                break;
            };
            let Ok(length) = usize::try_from(i32::from_le_bytes(header)) else {
                break;
            };
            let payload = self.known(at + 4, length);
            at = at.saturating_add(4 + length);
            // A frame with JSON in it may announce raw bytes: lesson 4's reply, and lesson 8's file.
            let json: Value = serde_json::from_slice(&payload).unwrap_or_default();
            let unframed = match (json["total_size"].as_u64(), json["file_size"].as_u64()) {
                (Some(size), _) => usize::try_from(size).unwrap_or(usize::MAX),
                (None, Some(_)) => usize::MAX,
                (None, None) => 0,
            };
            if unframed > 0 && at < self.sent {
                self.begins.push(at);
            }
            at = at.saturating_add(unframed);
            if at <= self.sent {
                self.whole = (self.begins.len(), at);
            }
        }
    }
}

/// Bytes as text, `count` of which the first are known: what is UTF-8 as it is, but controls; other bytes escaped; `…`
/// for what is behind the first `most`, or not known.
pub fn shown(known: &[u8], count: usize, most: usize) -> String {
    if known.len() == count && count <= most {
        return printable(known);
    }
    let kept = &known[..known.len().min(most)];
    // The last character may be cut in two.
    let whole = match std::str::from_utf8(kept) {
        Err(error) if error.error_len().is_none() => &kept[..error.valid_up_to()],
        _ => kept,
    };
    printable(whole) + "…"
}

fn printable(bytes: &[u8]) -> String {
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
        let mut stream = Stream::default();
        let all = [&reply[..], b"abc", &reply, b"def"].concat();
        stream.sends(&all, all.len(), Units::Frames);
        assert_eq!(stream.begins, [0, 20, 23, 43]);

        let mut bytewise = Stream::default();
        for byte in all {
            bytewise.sends(&[byte], 1, Units::Frames);
        }
        assert_eq!(bytewise.begins, stream.begins);
    }

    #[test]
    fn of_a_long_call_the_count_is_kept_beside_the_bytes() {
        let mut stream = Stream::default();
        stream.sends(&[b'x'; 65536], 200_000, Units::Sends);
        stream.sends(b"tail", 4, Units::Sends);
        let of = |stream: &Stream| {
            let (runs, more) = stream.waiting();
            assert_eq!(more, 0);
            let runs = runs.into_iter().map(|run| (run.unit, run.text));
            runs.collect::<Vec<_>>()
        };
        assert_eq!(stream.receives(&[b'x'; 65536], 65536), 0);
        let tail = (1, "tail".to_string());
        assert_eq!(of(&stream), [(0, "…".to_string()), tail.clone()]);
        assert_eq!(stream.receives(&[], 200_000 - 65536), 0);
        assert_eq!(of(&stream), [tail]);
        assert_eq!(stream.receives(b"tail, and more", 14), 10, "not sent");
        assert_eq!(of(&stream), []);
    }

    #[test]
    fn what_nobody_has_sent_leaves_the_units_in_order() {
        let mut stream = Stream::default();
        assert_eq!(stream.receives(b"hello", 5), 5);
        stream.sends(b"feng", 4, Units::Sends);
        assert_eq!(stream.begins, [0, 5]);
        assert_eq!(stream.waiting().0[0].text, "feng");
    }

    #[test]
    fn of_many_bytes_the_first_are_shown_and_no_character_is_cut() {
        let text = "你".repeat(SHOWN);
        let shown = shown(text.as_bytes(), text.len(), SHOWN);
        assert_eq!(shown, "你".repeat(SHOWN / 3) + "…");
    }
}
