//! What a dissector printed, held against what it was given.

use serde_json::{Value, json};

use super::packet::{Packet, Telltale};
use crate::folder::Folder;
use crate::log::{Did, Who};
use crate::play::{Ended, Play};
use crate::verdict::{Played, Problem, Symptom};

/// The byte order of a capture file, and the unit of its fractions of a second.
#[derive(Clone, Copy)]
pub struct Format {
    pub big_endian: bool,
    pub nanoseconds: bool,
}

/// What tcpdump writes on most machines.
pub const USUAL: Format = Format {
    big_endian: false,
    nanoseconds: false,
};

/// The link types.
pub const ETHERNET: u32 = 1;
pub const RAW: u32 = 101;

/// A capture file in the making, and the line that must come for each packet.
pub struct Capture {
    format: Format,
    pub bytes: Vec<u8>,
    lines: Vec<(Value, Vec<Telltale>)>,
}

impl Capture {
    /// One without a packet.
    pub fn new(format: Format, link: u32) -> Self {
        let mut capture = Self {
            format,
            bytes: Vec::new(),
            lines: Vec::new(),
        };
        let magic = if format.nanoseconds {
            0xa1b2_3c4d
        } else {
            0xa1b2_c3d4
        };
        capture.put(magic);
        let versions = [2_u16, 4].map(|version| match format.big_endian {
            true => version.to_be_bytes(),
            false => version.to_le_bytes(),
        });
        capture.bytes.extend(versions.concat());
        for field in [0, 0, 0xffff, link] {
            capture.put(field);
        }
        capture
    }

    fn put(&mut self, field: u32) {
        self.bytes.extend(match self.format.big_endian {
            true => field.to_be_bytes(),
            false => field.to_le_bytes(),
        });
    }

    /// Adds a packet that was captured whole.
    pub fn add(&mut self, play: &mut Play, packet: &Packet) {
        self.add_cut(play, packet, packet.bytes.len());
    }

    /// Adds a packet of which the file has only the first `length` bytes, and says so.
    pub fn add_cut(&mut self, play: &mut Play, packet: &Packet, length: usize) {
        let original = packet.bytes.len();
        self.begin(play, packet, length as u32, original as u32);
        self.bytes.extend(&packet.bytes[..length]);
    }

    /// Adds the header of a record, with these lengths in it.
    pub fn begin(&mut self, play: &mut Play, packet: &Packet, captured: u32, original: u32) {
        let unit = if self.format.nanoseconds { 1 } else { 1000 };
        let (seconds, fraction) = (play.random.u32(..), play.random.u32(..1_000_000));
        for field in [seconds, fraction, captured, original] {
            self.put(field);
        }
        let mut line = json!({
            "number": self.lines.len() + 1,
            "time": {"seconds": seconds, "nanoseconds": u64::from(fraction) * unit},
            "captured_length": captured,
            "original_length": original,
            "ethernet": null,
            "ipv4": null,
            "udp": null,
            "tcp": null,
            "error": null,
        });
        match (&mut line, &packet.shown) {
            (Value::Object(line), Value::Object(shown)) => line.extend(shown.clone()),
            // What must be shown of this one nobody says.
            (Value::Object(line), _) => {
                for header in ["ethernet", "ipv4", "udp", "tcp", "error"] {
                    line.remove(header);
                }
            }
            _ => {}
        }
        self.lines.push((line, packet.telltales.clone()));
    }

    /// The last packet must have an error.
    pub fn last_is_wrong(&mut self) {
        if let Some((line, _)) = self.lines.last_mut() {
            line["error"] = ERROR.into();
        }
    }

    /// A line for something that is no packet: a number and an error.
    pub fn expect_only_an_error(&mut self) {
        let line = json!({"number": self.lines.len() + 1, "error": ERROR});
        self.lines.push((line, Vec::new()));
    }

    /// How many packets are in it.
    pub fn packets(&self) -> usize {
        self.lines.len()
    }

    /// Has the student's program dissect the file, and holds each of its lines against what it must be.
    pub fn play(&self, play: &mut Play) -> Played {
        self.hold(&lines(&run(play, &self.bytes)?)?)
    }

    fn hold(&self, came: &[Vec<u8>]) -> Played {
        for (place, (expected, telltales)) in self.lines.iter().enumerate() {
            let Some(line) = came.get(place) else {
                return Err(too_few_or_many(self.lines.len(), came.len()));
            };
            hold(line, expected, telltales)?;
        }
        if came.len() > self.lines.len() {
            return Err(too_few_or_many(self.lines.len(), came.len()));
        }
        Ok(())
    }
}

/// Stands for any text in a line that must be there.
const ERROR: &str = "…";

/// Runs the student's program on a file with these bytes.
pub fn run(play: &mut Play, bytes: &[u8]) -> Played<Ended> {
    let folder = Folder::new()?;
    let path = folder.path().join("capture.pcap");
    std::fs::write(&path, bytes)?;
    let file = bytes.into();
    play.log().note(&Who::Wire, Did::Captured { file });
    // The folder that the system gives has a name that is UTF-8, or no check could be played in it.
    let path = path.to_string_lossy().into_owned();
    play.run("dissect", &[&path])
}

/// The lines that it printed, once it has ended as it should.
pub fn lines(ended: &Ended) -> Played<Vec<Vec<u8>>> {
    ended.code(0)?;
    let lines = ended.stdout_bytes().split(|&byte| byte == b'\n');
    let mut lines: Vec<Vec<u8>> = lines.map(<[u8]>::to_vec).collect();
    // What stands behind the last line break is a line only if there is something.
    lines.pop_if(|last| last.is_empty());
    Ok(lines)
}

fn program() -> (&'static str, String) {
    ("program", "dissect".to_string())
}

/// So many lines came where so many packets are.
pub fn too_few_or_many(expected: usize, came: usize) -> Problem {
    let arguments = [
        program(),
        ("packets", expected.to_string()),
        ("lines", came.to_string()),
    ];
    Problem::witness("witness-lines-for-packets", &arguments)
}

/// A line as JSON.
pub fn parsed(line: &[u8]) -> Played<Value> {
    let value: Result<Value, _> = serde_json::from_slice(line);
    match value {
        Ok(value @ Value::Object(_)) => Ok(value),
        _ => {
            let symptom = Symptom::witness("witness-no-json-object", &[program()]);
            Err(Problem::compared(symptom, "{\"number\":…", line))
        }
    }
}

/// Holds one line against what it must be.
pub fn hold(line: &[u8], expected: &Value, telltales: &[Telltale]) -> Played {
    let came = parsed(line)?;
    let Some((path, wanted, found)) = differs("", expected, &came) else {
        return Ok(());
    };
    let arguments = [
        program(),
        ("number", expected["number"].to_string()),
        ("member", path.clone()),
        ("wanted", wanted.to_string()),
        ("found", found.to_string()),
    ];
    let symptom = Symptom::witness("witness-wrong-member", &arguments);
    let problem = Problem::compared(symptom, expected.to_string(), line.to_vec());
    let member = [("member", path.clone())];
    let told = telltales
        .iter()
        .find(|(at, value, _)| *at == path && *value == found);
    if let Some((_, _, key)) = told {
        return Err(problem.because(key, &member));
    }
    Err(match mistaken_number(&path, &wanted, &found) {
        Some(key) => problem.because(key, &member),
        None => problem,
    })
}

/// The first member that is not as it must be: its path, what it must be, what it is. Members that are not
/// expected may be there. What must be null may be missing.
fn differs(path: &str, expected: &Value, came: &Value) -> Option<(String, Value, Value)> {
    let here = || Some((path.to_string(), expected.clone(), came.clone()));
    match (expected, came) {
        (Value::Object(expected), Value::Object(came)) => {
            expected.iter().find_map(|(name, expected)| {
                let path = match path {
                    "" => name.clone(),
                    _ => format!("{path}.{name}"),
                };
                differs(&path, expected, came.get(name).unwrap_or(&Value::Null))
            })
        }
        (Value::String(expected), Value::String(came)) if expected == ERROR && path == "error" => {
            came.trim().is_empty().then(here)?
        }
        (Value::Array(wanted), Value::Array(found)) if wanted.len() == found.len() => wanted
            .iter()
            .zip(found)
            .enumerate()
            .find_map(|(place, (wanted, found))| {
                differs(&format!("{path}[{place}]"), wanted, found)
            }),
        _ if expected == came => None,
        _ => here(),
    }
}

/// The mistake that turns one number into the other, where only one does.
fn mistaken_number(path: &str, wanted: &Value, found: &Value) -> Option<&'static str> {
    let (wanted, found) = (wanted.as_u64()?, found.as_u64()?);
    let swapped = match u16::try_from(wanted) {
        Ok(number) => u64::from(number.swap_bytes()),
        Err(_) => u64::from(u32::try_from(wanted).ok()?.swap_bytes()),
    };
    let unit = match path {
        "ipv4.ihl" | "tcp.data_offset" => 4,
        "ipv4.fragment_offset" => 8,
        _ => 1,
    };
    let small =
        || u32::try_from(wanted).is_ok_and(|number| u64::from(number.swap_bytes()) == found);
    match found {
        _ if unit > 1 && wanted > 0 && found == wanted * unit => Some("diagnosis-in-bytes"),
        _ if found == swapped || small() => Some("diagnosis-bytes-swapped"),
        _ => None,
    }
}
