//! What the client announces and sends, and what it does not believe.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use socket2::SockRef;

use super::files::{DIR, Sample};
use super::server::{MUCH, took_little_memory};
use super::talk::{expect_patience, frame, framed, receive_json};
use crate::checks::shared;
use crate::kernel;
use crate::patience::{self, Patience};
use crate::play::{Ended, Play};
use crate::program::{Program, is_installed};
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::{Host, Script, Stream, host::ANY_PORT};

/// A student's client that has announced its file, and the check's end of the connection.
struct Sending {
    client: Arc<Program>,
    stream: Stream,
    folder: PathBuf,
    sample: Sample,
}

impl Sending {
    /// A client that sends this file.
    fn begin(play: &mut Play, sample: Sample) -> Played<Self> {
        let host = play.host()?;
        Self::to(play, &host, sample)
    }

    /// A client that sends this file to this host.
    fn to(play: &mut Play, host: &Host, sample: Sample) -> Played<Self> {
        let folder = play.temporary()?;
        sample.write(&folder)?;
        let client = play.client_in(&folder, host.address(), &[&sample.name])?;
        let stream = host.accept(&client)?;
        let mut sending = Self {
            client,
            stream,
            folder,
            sample,
        };
        sending.expect_announcement()?;
        Ok(sending)
    }

    /// A client that sends some bytes.
    fn of(play: &mut Play, length: usize) -> Played<Self> {
        let sample = Sample::new(play, length);
        Self::begin(play, sample)
    }

    /// The announcement, whatever the order of its keys.
    fn expect_announcement(&mut self) -> Played {
        expect_announcement(&mut self.stream, &self.sample)
    }

    /// The server answers.
    fn answers(&mut self, json: &Value) -> Played {
        self.stream.send(framed(json))
    }

    /// The line that the client prints once it knows where to begin.
    fn begins(&self, offset: usize) -> String {
        let (name, size) = (&self.sample.name, self.sample.bytes.len());
        format!("sending {name}: {size} bytes, from byte {offset}\n")
    }

    /// Expects the end of a client that has not sent its file.
    fn fails(self, play: &Play) -> Played<Ended> {
        let ended = play.ended(&self.client)?;
        fails(&ended, &self.sample.name)?;
        Ok(ended)
    }
}

/// Expects this file's announcement.
fn expect_announcement(stream: &mut Stream, sample: &Sample) -> Played {
    let expected = sample.announcement();
    let came = receive_json(stream, &expected)?;
    for key in ["file_name", "file_size", "md5"] {
        if came[key] != expected[key] {
            let arguments = [("program", stream.program()), ("key", key.to_string())];
            let symptom = Symptom::witness("witness-announced-otherwise", &arguments);
            let problem = Problem::compared(symptom, expected.to_string(), came.to_string());
            let name = came[key].as_str().unwrap_or_default();
            return Err(
                if key == "file_name" && name.ends_with(&format!("/{}", sample.name)) {
                    problem.because("diagnosis-path-for-name", &[])
                } else {
                    problem
                },
            );
        }
    }
    Ok(())
}

/// Expects that the client says it could not send the file, and does not say that it is stored.
fn fails(ended: &Ended, name: &str) -> Played {
    ended.failed(&format!("cannot send {name}"))?;
    let stdout = ended.stdout_bytes();
    let says_stored = stdout
        .split(|&byte| byte == b'\n')
        .any(|line| line.starts_with(b"stored "));
    if says_stored {
        return ended.stdout("").map(|_| ());
    }
    Ok(())
}

/// A file in another folder: its name is announced, and not the way to it. Before it has its answer the client sends
/// nothing more: it cannot know from where on.
pub fn announces(play: &mut Play) -> Played {
    let folder = play.temporary()?;
    fs::create_dir(folder.join("album"))?;
    let sample = Sample::new(play, 5000);
    sample.write(&folder.join("album"))?;
    let host = play.host()?;
    let path = format!("album/{}", sample.name);
    let client = play.client_in(&folder, host.address(), &[&path])?;
    let mut stream = host.accept(&client)?;
    expect_announcement(&mut stream, &sample)?;
    expect_patience(&client, &mut stream)
}

/// From the beginning, from anywhere, and from the end: then nothing is left to send.
pub fn sends_from_offset(play: &mut Play) -> Played {
    for length in [5000, 300_000] {
        let somewhere = play.random.usize(1..length);
        for offset in [0, somewhere, length] {
            let mut sending = Sending::of(play, length)?;
            sending.answers(&json!({"offset": offset}))?;
            let bytes = sending.sample.bytes[offset..].to_vec();
            sending.stream.expect(&bytes)?;
            sending.answers(&json!({"ok": true}))?;
            let printed = format!("{}stored {}\n", sending.begins(offset), sending.sample.name);
            play.ended(&sending.client)?.code(0)?.stdout(printed)?;
        }
    }
    Ok(())
}

pub fn empty_file(play: &mut Play) -> Played {
    let mut sending = Sending::of(play, 0)?;
    sending.answers(&json!({"offset": 0}))?;
    expect_patience(&sending.client, &mut sending.stream)?;
    sending.answers(&json!({"ok": true}))?;
    let printed = format!("{}stored {}\n", sending.begins(0), sending.sample.name);
    play.ended(&sending.client)?.code(0)?.stdout(printed)?;
    Ok(())
}

/// Before the first byte, behind the last, and in between: there the server may hang up, too.
pub fn says_what_the_server_says(play: &mut Play) -> Played {
    let why = format!("no {} on Sundays", play.word(8));
    let said = |ended: &Ended| {
        let named = predicates::str::contains(why.as_str());
        ended.stderr(named, &format!("error: … {why}")).map(|_| ())
    };
    let mut sending = Sending::of(play, 5000)?;
    sending.answers(&json!({"error": why}))?;
    let ended = sending.fails(play)?;
    ended.stdout("")?;
    said(&ended)?;

    let mut sending = Sending::of(play, 5000)?;
    sending.answers(&json!({"offset": 0}))?;
    let bytes = sending.sample.bytes.clone();
    sending.stream.expect(&bytes)?;
    sending.answers(&json!({"error": why}))?;
    said(&sending.fails(play)?)?;

    // It goes on taking what comes, and ends the stream.
    let mut sending = Sending::of(play, 2_000_000)?;
    sending.answers(&json!({"offset": 0}))?;
    sending.stream.receive(1000)?;
    sending.answers(&json!({"error": why}))?;
    sending.stream.receive_to_end(2_000_000)?;
    said(&sending.fails(play)?)
}

/// The server says why, and hangs up at once, over bytes that it has not read.
pub fn hung_up_on(play: &mut Play) -> Played {
    if !kernel::WITNESS {
        return Err(Problem::Skipped("skipped-no-witness"));
    }
    let why = format!("no room for {}", play.word(8));
    // Little room on the way: Linux gives its own end at most 4 MiB (tcp(7), tcp_wmem).
    let host = play.host()?;
    SockRef::from(host.socket()).set_recv_buffer_size(4096)?;
    let sample = Sample::new(play, 6_000_000);
    let mut sending = Sending::to(play, &host, sample)?;
    sending.answers(&json!({"offset": 0}))?;
    sending.stream.receive(1000)?;
    // It waits for room to send when the error comes, and does not look for answers.
    patience::rests(&sending.client);
    sending.answers(&json!({"error": why}))?;
    let Sending {
        client,
        stream,
        sample,
        ..
    } = sending;
    stream.reset()?;
    let ended = play.ended(&client)?;
    fails(&ended, &sample.name)?;
    let named = predicates::str::contains(why.as_str());
    ended.stderr(named, &format!("error: … {why}"))?;
    Ok(())
}

/// Answers that are none.
pub fn odd_answers(play: &mut Play) -> Played {
    let length = 5000;
    let first = [
        frame("no json"),
        framed(&json!([])),
        framed(&json!({})),
        framed(&json!({"offset": -1})),
        framed(&json!({"offset": "0"})),
        framed(&json!({"offset": length + 1})),
        (-1_i32).to_le_bytes().to_vec(),
        b"\x10\0".to_vec(),
        Vec::new(),
    ];
    for answer in first {
        let mut sending = Sending::of(play, length)?;
        sending.stream.send(answer)?;
        sending.stream.finish()?;
        sending.fails(play)?.stdout("")?;
    }
    for answer in [framed(&json!({"ok": false})), frame("fine"), Vec::new()] {
        let mut sending = Sending::of(play, length)?;
        sending.answers(&json!({"offset": 0}))?;
        let bytes = sending.sample.bytes.clone();
        sending.stream.expect(&bytes)?;
        sending.stream.send(answer)?;
        sending.stream.finish()?;
        sending.fails(play)?;
    }
    Ok(())
}

/// Answers cut at every byte, with other spaces and with more in them than is needed.
pub fn answer_in_pieces(play: &mut Play) -> Played {
    let mut sending = Sending::of(play, 5000)?;
    let answer = frame("{ \"note\" : \"welcome\",\r\n \"offset\" : 1000 }");
    sending.stream.play(&Script::every_byte(answer))?;
    let bytes = sending.sample.bytes[1000..].to_vec();
    sending.stream.expect(&bytes)?;
    let answer = frame("{\"note\":\"well done\", \"ok\" : true}");
    sending.stream.play(&Script::every_byte(answer))?;
    play.ended(&sending.client)?.code(0)?;
    Ok(())
}

/// A file that is not there, and a folder in its place.
pub fn cannot_read(play: &mut Play) -> Played {
    let folder = play.temporary()?;
    fs::create_dir(folder.join("album"))?;
    // Somebody listens, and is told nothing.
    let host = play.host()?;
    let address = host.address().to_string();
    for name in ["nothing.bin", "album"] {
        play.run_in(&folder, "client", &[&address, name])?
            .stdout("")?
            .failed(&format!("cannot read {name}"))?;
    }
    Ok(())
}

/// The file is cut short between the announcement and the answer to it.
pub fn shorter_meanwhile(play: &mut Play) -> Played {
    let mut sending = Sending::of(play, 500_000)?;
    let file = File::options()
        .write(true)
        .open(sending.folder.join(&sending.sample.name))?;
    file.set_len(1000)?;
    sending.answers(&json!({"offset": 0}))?;
    sending.stream.receive(1000)?;
    sending.fails(play)?;
    Ok(())
}

/// The file grows between the announcement and the answer to it: what was announced is sent, and no more.
pub fn longer_meanwhile(play: &mut Play) -> Played {
    let mut sending = Sending::of(play, 5000)?;
    let place = sending.folder.join(&sending.sample.name);
    let mut file = File::options().append(true).open(place)?;
    file.write_all(&play.bytes(1000))?;
    sending.answers(&json!({"offset": 0}))?;
    let bytes = sending.sample.bytes.clone();
    match sending.stream.expect(&bytes) {
        // It may look again, and say that this is another file now.
        Err(Problem::Failed(failure)) if is_end(&failure.symptom) => {
            sending.fails(play)?;
            return Ok(());
        }
        played => played?,
    }
    expect_patience(&sending.client, &mut sending.stream)?;
    sending.answers(&json!({"ok": true}))?;
    play.ended(&sending.client)?.code(0)?;
    Ok(())
}

/// Whether the program has ended the connection.
fn is_end(symptom: &Symptom) -> bool {
    matches!(symptom, Symptom::Closed { .. } | Symptom::Reset { .. })
}

/// A large file, of which the client has read all once, and sends as much as there is room for on the way.
pub fn little_memory(play: &mut Play) -> Played {
    let folder = play.temporary()?;
    let name = format!("{}.bin", play.word(8));
    File::create(folder.join(&name))?.set_len(MUCH as u64)?;
    let host = play.host()?;
    let client = play.client_in(&folder, host.address(), &[&name])?;
    let mut stream = host.accept(&client)?;
    receive_json(&mut stream, &json!({"file_name": name, "file_size": MUCH}))?;
    stream.send(framed(&json!({"offset": 0})))?;
    stream.receive(100_000)?;
    patience::rests(&client);
    took_little_memory(&client)
}

pub fn nobody_listens(play: &mut Play) -> Played {
    let folder = play.temporary()?;
    let sample = Sample::new(play, 100);
    sample.write(&folder)?;
    let address = play.nobody()?.to_string();
    play.run_in(&folder, "client", &[&address, &sample.name])?
        .stdout("")?
        .failed(&format!("cannot connect to {address}"))?;
    Ok(())
}

pub fn interrupt(play: &mut Play) -> Played {
    let sending = Sending::of(play, 1000)?;
    shared::interrupt(&sending.client)
}

pub fn usage(play: &mut Play) -> Played {
    let around = super::files::empty(play)?;
    let (free, nobody) = (ANY_PORT.to_string(), play.nobody()?.to_string());
    let mut misused = |program: &str, arguments: &[&str]| -> Played {
        play.run_in(&around, program, arguments)?.misused()?;
        Ok(())
    };
    misused("server", &[])?;
    misused("server", &["127.0.0.1:no-port", DIR])?;
    misused("server", &[&free])?;
    misused("server", &[&free, DIR, "more"])?;
    misused("client", &[])?;
    misused("client", &["127.0.0.1:no-port", "letter"])?;
    misused("client", &[&nobody])?;
    misused("client", &[&nobody, "letter", "more"])
}

/// The client at a terminal, with most of its file on the way: something more than its lines is to be seen there.
pub fn progress(play: &mut Play) -> Played {
    if !cfg!(target_os = "linux") || !is_installed("script") {
        return Err(Problem::Skipped("skipped-no-terminal"));
    }
    let folder = play.temporary()?;
    let sample = Sample::new(play, 4_000_000);
    sample.write(&folder)?;
    let host = play.host()?;
    let executable = play
        .executable("client")?
        .to_string_lossy()
        .replace('\'', r"'\''");
    let command = format!("'{executable}' {} {}", host.address(), sample.name);
    let arguments = ["-q", "-e", "-c", command.as_str(), "/dev/null"];
    let client = play.start_as("client", Path::new("script"), &folder, &arguments)?;
    let mut stream = host.accept(&client)?;
    expect_announcement(&mut stream, &sample)?;
    stream.send(framed(&json!({"offset": 0})))?;
    let last = sample.bytes.len() - 1;
    stream.expect(&sample.bytes[..last])?;
    let line = format!(
        "sending {}: {} bytes, from byte 0",
        sample.name,
        sample.bytes.len()
    );
    let shows = || {
        let shown = client.unseen_stdout();
        let shown = String::from_utf8_lossy(&shown).replacen(&line, "", 1);
        !shown.trim().is_empty()
    };
    let mut patience = Patience::new(&client);
    while !kernel::wait_until(Patience::TICK, shows) {
        let arguments = [("program", client.name())];
        patience.check(|_, _| Problem::witness("witness-no-progress", &arguments))?;
    }
    stream.expect(&sample.bytes[last..])?;
    stream.send(framed(&json!({"ok": true})))?;
    client.expect_exit(0)
}
