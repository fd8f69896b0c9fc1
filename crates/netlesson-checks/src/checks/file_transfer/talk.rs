//! What is said between client and server, as the check says it and as it reads it.

use std::sync::Arc;

use serde_json::{Value, json};

use super::files::{Inbox, Sample};
use crate::checks::shared::hung_up;
use crate::play::Play;
use crate::program::Program;
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::Stream;

/// The longest JSON that either side may send: far more than it ever is.
const MAX_JSON_LEN: i32 = 64 * 1024;

/// One frame: the length as a little-endian i32, then the payload.
pub fn frame(payload: impl AsRef<[u8]>) -> Vec<u8> {
    let payload = payload.as_ref();
    [&(payload.len() as i32).to_le_bytes(), payload].concat()
}

/// JSON in a frame.
pub fn framed(json: &Value) -> Vec<u8> {
    frame(json.to_string())
}

/// Receives a frame of JSON. `expected` is what it could have been, for a verdict.
pub fn receive_json(stream: &mut Stream, expected: &Value) -> Played<Value> {
    let expecting = |problem: Problem| problem.expecting(framed(expected));
    let header = stream.receive(4).map_err(expecting)?;
    let length = match header[..] {
        [a, b, c, d] => i32::from_le_bytes([a, b, c, d]),
        _ => return Err(Problem::Fault("four bytes were received".into())),
    };
    let arguments = [
        ("program", stream.program()),
        ("length", length.to_string()),
    ];
    if !(0..=MAX_JSON_LEN).contains(&length) {
        let came = [&header, stream.unseen()?].concat();
        let symptom = Symptom::witness("witness-json-length", &arguments);
        return Err(Problem::compared(symptom, framed(expected), came));
    }
    let text = stream.receive(length as usize).map_err(expecting)?;
    serde_json::from_slice(&text).map_err(|_| {
        let symptom = Symptom::witness("witness-no-json", &arguments[..1]);
        Problem::compared(symptom, expected.to_string(), &text)
    })
}

/// What the server has answered, otherwise than it should.
fn other_answer(stream: &Stream, expected: &Value, came: &Value) -> Problem {
    let arguments = [("program", stream.program())];
    let key = match came {
        _ if came["error"].is_string() => "witness-answer-refuses",
        _ if expected["error"].is_string() => "witness-answer-accepts",
        _ => "witness-other-answer",
    };
    let symptom = Symptom::witness(key, &arguments);
    Problem::compared(symptom, expected.to_string(), came.to_string())
}

/// Expects an offset.
pub fn expect_offset(stream: &mut Stream) -> Played<u64> {
    let expected = json!({"offset": 0});
    let answer = receive_json(stream, &expected)?;
    let offset = answer["offset"].as_u64();
    offset.ok_or_else(|| other_answer(stream, &expected, &answer))
}

/// Expects that the server begins anew.
pub fn expect_beginning(stream: &mut Stream) -> Played {
    let expected = json!({"offset": 0});
    let answer = receive_json(stream, &expected)?;
    if answer["offset"] == 0 {
        return Ok(());
    }
    Err(other_answer(stream, &expected, &answer))
}

/// Expects that the server has stored the file.
pub fn expect_ok(stream: &mut Stream) -> Played {
    let expected = json!({"ok": true});
    let answer = receive_json(stream, &expected)?;
    if answer["ok"] == true {
        return Ok(());
    }
    Err(other_answer(stream, &expected, &answer))
}

/// Expects an error, with words.
pub fn expect_error(stream: &mut Stream) -> Played {
    let expected = json!({"error": "…"});
    let answer = receive_json(stream, &expected)?;
    match answer["error"].as_str() {
        Some(why) if !why.trim().is_empty() => Ok(()),
        _ => Err(other_answer(stream, &expected, &answer)),
    }
}

/// Whether the server has stored what was sent; it may say an error, too.
pub fn is_stored(stream: &mut Stream) -> Played<bool> {
    let expected = json!({"ok": true});
    let answer = receive_json(stream, &expected)?;
    if answer["error"].is_string() {
        return Ok(false);
    }
    if answer["ok"] == true {
        return Ok(true);
    }
    Err(other_answer(stream, &expected, &answer))
}

/// The first answer to an announcement that may be refused: the offset from which on the server asks for the bytes,
/// `None` if it says an error. `expected` is what it says at best, for a verdict.
pub fn first_answer(stream: &mut Stream, expected: &Value) -> Played<Option<u64>> {
    let answer = receive_json(stream, expected)?;
    match answer["offset"].as_u64() {
        None if answer["error"].is_string() => Ok(None),
        None => Err(other_answer(stream, expected, &answer)),
        offset => Ok(offset),
    }
}

/// The bytes from an offset on, if it lies among them or at their end.
pub fn rest(bytes: &[u8], offset: u64) -> Option<&[u8]> {
    bytes.get(usize::try_from(offset).ok()?..)
}

/// Expects that this is refused: at once, or at the latest when all its bytes have come.
pub fn expect_refused(stream: &mut Stream, announcement: &[u8], bytes: &[u8]) -> Played {
    stream.send(frame(announcement))?;
    match first_answer(stream, &json!({"error": "…"}))? {
        None => Ok(()),
        Some(offset) => {
            stream.send(rest(bytes, offset).unwrap_or_default())?;
            expect_error(stream)
        }
    }
}

/// Sends a file that the server may refuse; whether it says that it has stored it.
pub fn is_taken(stream: &mut Stream, sample: &Sample) -> Played<bool> {
    stream.send(framed(&sample.announcement()))?;
    let Some(offset) = first_answer(stream, &json!({"offset": 0}))? else {
        return Ok(false);
    };
    let Some(missing) = rest(&sample.bytes, offset) else {
        return Err(offset_beyond(stream, offset, sample.bytes.len()));
    };
    // It may have hung up with an error: what cannot be sent then need not be.
    let _ = stream.send(missing);
    is_stored(stream)
}

/// Announces a file that the server cannot have any of.
pub fn announce(stream: &mut Stream, sample: &Sample) -> Played {
    stream.send(framed(&sample.announcement()))?;
    expect_beginning(stream)
}

impl Inbox {
    /// Announces a file, sends it, and sees it stored.
    pub fn takes(&self, stream: &mut Stream, sample: &Sample) -> Played {
        announce(stream, sample)?;
        stream.send(&sample.bytes)?;
        expect_ok(stream)?;
        self.holds(sample)
    }

    /// Has a new client send a file, sees it stored, and hangs up.
    pub fn takes_from_another(&self, play: &mut Play, sample: &Sample) -> Played {
        let mut caller = self.call(play)?;
        self.takes(&mut caller, sample)?;
        caller.close()
    }

    /// Breaks off an upload behind `bytes`, by the end of the stream or by a reset, and waits until the server is done
    /// with it.
    pub fn interrupted(&self, mut stream: Stream, bytes: &[u8], by_reset: bool) -> Played {
        let gone = hung_up(&stream);
        stream.send(bytes)?;
        stream.drained()?;
        if by_reset {
            stream.reset()?;
        } else {
            stream.finish()?;
        }
        self.server.expect_line_among(gone)
    }
}

/// Announces a file of which `stopped` bytes have come before, and expects to be asked for what is missing: all but
/// the last of what came is kept.
pub fn expect_resumed(stream: &mut Stream, sample: &Sample, stopped: usize) -> Played<usize> {
    stream.send(framed(&sample.announcement()))?;
    let offset = expect_offset(stream)?;
    judge_offset(stream, offset, stopped)
}

/// Whether the server may ask for a file from `offset` on, of which `stopped` bytes have come before.
pub fn judge_offset(stream: &Stream, offset: u64, stopped: usize) -> Played<usize> {
    /// What an interruption may cost: what the server had received, but not yet written.
    const LOST: usize = 1024 * 1024;
    let arguments = [
        ("program", stream.program()),
        ("offset", offset.to_string()),
        ("count", stopped.to_string()),
    ];
    match usize::try_from(offset) {
        Ok(offset) if offset <= stopped && offset + LOST >= stopped => Ok(offset),
        Ok(0) => Err(Problem::witness("witness-begins-anew", &arguments)),
        Ok(offset) if offset < stopped => {
            Err(Problem::witness("witness-forgets-what-came", &arguments))
        }
        _ => Err(offset_beyond(stream, offset, stopped)),
    }
}

/// The problem that the server asks for a file from an offset on that is more than the `most` bytes it can have.
pub fn offset_beyond(stream: &Stream, offset: u64, most: usize) -> Problem {
    let arguments = [
        ("program", stream.program()),
        ("offset", offset.to_string()),
        ("count", most.to_string()),
    ];
    Problem::witness("witness-offset-beyond", &arguments)
}

/// Waits until a program has nothing more to do, and expects that it has sent nothing more.
pub fn expect_patience(program: &Arc<Program>, stream: &mut Stream) -> Played {
    crate::patience::rests(program);
    let more = stream.unseen()?.to_vec();
    if more.is_empty() {
        return Ok(());
    }
    let symptom = Symptom::Unexpected {
        program: program.name(),
    };
    Err(Problem::compared(symptom, &[], more))
}
