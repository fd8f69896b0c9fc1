//! Frames and replies as the check writes them, and as it reads a server's.

use serde_json::Value;

use crate::verdict::{Bytes, Played, Problem, Symptom};
use crate::wire::Stream;

/// The longest payload that a frame may have.
pub const MAX_FRAME_LEN: usize = 16 * 1024 * 1024;

/// One frame: the length as a little-endian i32, then the payload.
pub fn frame(payload: impl AsRef<[u8]>) -> Vec<u8> {
    let payload = payload.as_ref();
    announced(payload.len() as i32, payload)
}

/// A header that announces `length`, and a payload that may be another one.
pub fn announced(length: i32, payload: impl AsRef<[u8]>) -> Vec<u8> {
    [&length.to_le_bytes(), payload.as_ref()].concat()
}

/// The JSON of a reply, its keys in the order of the alphabet and without spaces: as serde_json writes it.
pub fn json(body: &[u8]) -> String {
    json_saying(body.len(), body)
}

/// The JSON of a reply with another size in it.
pub fn json_saying(total_size: impl std::fmt::Display, body: &[u8]) -> String {
    let hash = md5_hex(body);
    format!(r#"{{"filename":null,"hash":"{hash}","total_size":{total_size}}}"#)
}

/// A reply: the JSON in a frame, then the body as it is.
pub fn reply(body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    [&frame(json(body)), body].concat()
}

/// The md5 of the bytes, in lower-case hex.
pub fn md5_hex(bytes: &[u8]) -> String {
    format!("{:x}", md5::compute(bytes))
}

/// Sends a command and expects a reply with this body.
pub fn ask(caller: &mut Stream, command: impl AsRef<[u8]>, body: impl AsRef<[u8]>) -> Played {
    caller.send(frame(command))?;
    expect_reply(caller, body)
}

/// Expects a reply with this body.
pub fn expect_reply(caller: &mut Stream, body: impl AsRef<[u8]>) -> Played {
    let expected = body.as_ref();
    let header = Header::receive(caller, expected)?;
    if header.total_size == expected.len() as u64 {
        caller.expect(expected).map_err(|problem| match &problem {
            // The body's own length before its beginning.
            Problem::Failed(failure)
                if failure.came.as_ref().is_some_and(|came| {
                    let framed = frame(expected);
                    came.0.len() > 4 && framed.starts_with(&came.0)
                }) =>
            {
                problem.because("diagnosis-body-framed", &[])
            }
            _ => problem,
        })?;
    } else {
        // Is it the body that is another one, or does the header not tell the truth about it?
        let announced = usize::try_from(header.total_size).unwrap_or(usize::MAX);
        let came = up_to(caller, announced.max(expected.len()).min(MAX_FRAME_LEN))?;
        return Err(if came == expected {
            let said = ("said", header.total_size.to_string());
            let count = ("count", came.len().to_string());
            let problem = Problem::witness("witness-reply-size", &[program(caller), said, count]);
            let characters = String::from_utf8_lossy(expected).chars().count() as u64;
            if header.total_size == characters {
                problem.because("diagnosis-size-counts-characters", &[])
            } else {
                problem
            }
        } else {
            let program = caller.program();
            Problem::compared(Symptom::WrongBytes { program }, expected, &came)
        });
    }
    header.judge_hash(caller, expected)
}

/// Receives a reply whose body cannot be known in advance.
pub fn receive_reply(caller: &mut Stream) -> Played<Vec<u8>> {
    let header = Header::receive(caller, b"")?;
    let length = usize::try_from(header.total_size).unwrap_or(usize::MAX);
    let body = up_to(caller, length.min(MAX_FRAME_LEN))?;
    if body.len() as u64 != header.total_size {
        let said = ("said", header.total_size.to_string());
        let count = ("count", body.len().to_string());
        let arguments = [program(caller), said, count];
        return Err(Problem::witness("witness-reply-size", &arguments));
    }
    header.judge_hash(caller, &body)?;
    Ok(body)
}

/// What the JSON of a reply says.
struct Header {
    hash: String,
    total_size: u64,
}

impl Header {
    /// Receives the frame with the JSON; `body` is the one that should follow, to show what the
    /// reply should have looked like.
    fn receive(caller: &mut Stream, body: &[u8]) -> Played<Self> {
        let length = caller
            .receive(4)
            .map_err(|problem| problem.expecting(reply(body)))?;
        let announced = match length[..] {
            [a, b, c, d] => i32::from_le_bytes([a, b, c, d]),
            _ => return Err(Problem::Fault("four bytes were received".into())),
        };
        let fits = usize::try_from(announced).ok();
        let Some(fits) = fits.filter(|&fits| fits <= MAX_FRAME_LEN) else {
            let came = [&length, caller.unseen()?].concat();
            let arguments = [program(caller), ("length", announced.to_string())];
            let problem = witness("witness-reply-length", &arguments, reply(body), came);
            return Err(problem);
        };
        let text = caller
            .receive(fits)
            .map_err(|problem| problem.expecting(json(body)))?;
        let Ok(Value::Object(object)) = serde_json::from_slice(&text) else {
            let arguments = [program(caller)];
            return Err(witness(
                "witness-reply-no-json",
                &arguments,
                json(body),
                text,
            ));
        };
        let lacks = |key: &str| {
            let arguments = [program(caller), ("key", key.to_string())];
            // Spacing and order are free, and shall not be what is marked as the difference.
            let came = Value::from(object.clone()).to_string();
            witness("witness-reply-lacks", &arguments, json(body), came)
        };
        let hash = object.get("hash").and_then(Value::as_str);
        let total_size = object.get("total_size").and_then(Value::as_u64);
        if object.get("filename") != Some(&Value::Null) {
            return Err(lacks("filename"));
        }
        Ok(Self {
            hash: hash.ok_or_else(|| lacks("hash"))?.to_string(),
            total_size: total_size.ok_or_else(|| lacks("total_size"))?,
        })
    }

    fn judge_hash(&self, caller: &Stream, body: &[u8]) -> Played {
        let right = md5_hex(body);
        if self.hash == right {
            return Ok(());
        }
        let arguments = [program(caller)];
        let came = self.hash.clone();
        let in_capitals = came.eq_ignore_ascii_case(&right);
        let problem = witness("witness-reply-hash", &arguments, right, came);
        Err(if in_capitals {
            problem.because("diagnosis-hash-in-capitals", &[])
        } else {
            problem
        })
    }
}

/// `length` bytes, or fewer if no more come.
fn up_to(caller: &mut Stream, length: usize) -> Played<Vec<u8>> {
    match caller.receive(length) {
        Err(Problem::Failed(failure)) => Ok(failure.came.map(|came| came.0).unwrap_or_default()),
        other => other,
    }
}

fn program(caller: &Stream) -> (&'static str, String) {
    ("program", caller.program())
}

/// What a witness saw, with what was expected beside what came.
pub fn witness(
    key: &'static str,
    arguments: &[(&'static str, String)],
    expected: impl Into<Bytes>,
    came: impl Into<Bytes>,
) -> Problem {
    Problem::compared(Symptom::witness(key, arguments), expected, came)
}
