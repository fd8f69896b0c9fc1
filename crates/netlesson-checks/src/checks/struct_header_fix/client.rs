//! What the client sends and prints, and what it does not believe.

use std::sync::Arc;
use std::time::Duration;

use predicates::str::contains;

use super::diagnosis;
use super::framing::{MAX_FRAME_LEN, announced, frame, json, json_saying, md5_hex, reply, witness};
use crate::kernel;
use crate::patience;
use crate::play::{Ended, Play};
use crate::program::Program;
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::{Script, Stream};

const NO_WITNESS: Problem = Problem::Skipped("skipped-no-witness");

/// A client with the check at the other end.
fn connected(play: &mut Play) -> Played<(Arc<Program>, Stream)> {
    let host = play.host()?;
    let client = play.client(host.address(), &[])?;
    let conversation = host.accept(&client)?;
    Ok((client, conversation))
}

/// Types a command and takes its request off the wire.
fn asked(play: &mut Play, client: &Program, conversation: &mut Stream) -> Played {
    let command = format!("run {}", play.word(8));
    client.type_line(&command);
    conversation.expect(frame(&command))
}

/// Types a command, replies with this body, and expects it on the client's stdout.
fn printed(play: &mut Play, client: &Program, conversation: &mut Stream, body: &[u8]) -> Played {
    asked(play, client, conversation)?;
    conversation.send(reply(body))?;
    client.expect_stdout(body)
}

/// The bytes of a request, to the last one: a short line, one with more bytes than characters, and
/// one whose length needs three bytes of the header.
pub fn golden_request(play: &mut Play) -> Played {
    let long = play.word(70_000);
    for command in ["hello", "echo 你好", &long] {
        // One client a line: what a client does with a reply is not the subject here.
        let (client, mut conversation) = connected(play)?;
        client.type_line(command);
        conversation.expect(frame(command))?;
    }
    Ok(())
}

/// 16 MiB is a length that a frame may have, so a line of so many bytes is a command that goes out.
pub fn longest_request(play: &mut Play) -> Played {
    let (client, mut conversation) = connected(play)?;
    let command = play.word(64).repeat(MAX_FRAME_LEN / 64);
    client.type_line(&command);
    let expected = frame(&command);
    let came = conversation
        .receive(expected.len())
        .map_err(|problem| problem.expecting(&expected))?;
    if came == expected {
        return Ok(());
    }
    let symptom = Symptom::WrongBytes {
        program: client.name(),
    };
    Err(Problem::compared(symptom, &expected, &came))
}

/// Two requests, each with nothing on its way before it. Written in one piece each is a segment; written
/// in two, the second piece waits until the first is acknowledged (Nagle's algorithm) and is another.
/// One of them could be counted twice, were it sent again by a machine that was held up: both, no.
pub fn one_buffer(play: &mut Play) -> Played {
    let (client, mut conversation) = connected(play)?;
    let mut segments = Vec::new();
    for _ in 0..2 {
        let before = conversation.segments().ok_or(NO_WITNESS)?;
        asked(play, &client, &mut conversation)?;
        segments.push(conversation.segments().ok_or(NO_WITNESS)? - before);
        conversation.send(reply("one\n"))?;
        client.expect_stdout(b"one\n")?;
    }
    if segments.iter().all(|&segments| segments > 1) {
        let count = ("count", segments[0].to_string());
        let arguments = [("program", client.name()), count];
        return Err(Problem::witness("witness-frame-in-segments", &arguments));
    }
    Ok(())
}

/// Replies that end a line, do not, and are empty; then nothing but their bodies is on stdout.
pub fn prints_the_body(play: &mut Play) -> Played {
    let (client, mut conversation) = connected(play)?;
    let bodies = [
        format!("{}\n", play.word(12)),
        play.word(12),
        String::new(),
        format!("{}\n{}\n", play.word(12), play.word(3000)),
    ];
    for body in &bodies {
        printed(play, &client, &mut conversation, body.as_bytes())
            .map_err(|problem| diagnosis::line_break_added(body.as_bytes(), problem))
            .map_err(|problem| diagnosis::not_flushed(&client, body.as_bytes(), problem))?;
    }
    client.type_line("quit");
    play.ended(&client)?.code(0)?.stdout(bodies.concat())?;
    Ok(())
}

pub fn raw_body(play: &mut Play) -> Played {
    let (client, mut conversation) = connected(play)?;
    let body = [b"\xff\x00\r\n\xe4\xbd".to_vec(), play.bytes(500)].concat();
    printed(play, &client, &mut conversation, &body)?;
    let long: Vec<u8> = (0..300_000).map(|_| play.random.u8(..)).collect();
    printed(play, &client, &mut conversation, &long)
}

/// Spacing and the order of the keys are the server's.
pub fn any_json(play: &mut Play) -> Played {
    let (client, mut conversation) = connected(play)?;
    let body = play.word(12);
    let (hash, size) = (md5_hex(body.as_bytes()), body.len());
    let (spacing, order) = (
        "diagnosis-json-by-its-spacing",
        "diagnosis-json-by-its-order",
    );
    for (differs, header) in [
        (
            spacing,
            format!(r#"{{"filename": null, "hash": "{hash}", "total_size": {size}}}"#),
        ),
        (
            order,
            format!(r#"{{"total_size": {size}, "hash": "{hash}", "filename": null}}"#),
        ),
        (
            spacing,
            format!(
                "\r\n {{ \"hash\" :\t\"{hash}\" ,\n \"filename\" : null,\n\n \"total_size\" : {size} }} \n"
            ),
        ),
    ] {
        asked(play, &client, &mut conversation)?;
        conversation.send([&frame(header), body.as_bytes()].concat())?;
        // Only in this does it differ from one that was understood.
        client
            .expect_stdout(body.as_bytes())
            .map_err(|problem| diagnosis::ended(&client, problem, differs))?;
    }
    Ok(())
}

/// Cut inside the header, behind it, inside the JSON, behind it, inside the body and inside one of
/// its characters; then at every byte.
pub fn reply_in_pieces(play: &mut Play) -> Played {
    reply_cut(play).map_err(|problem| diagnosis::after_a_part_of_a_reply(play, problem))
}

fn reply_cut(play: &mut Play) -> Played {
    let (client, mut conversation) = connected(play)?;
    let body = format!("{}你好\n", play.word(20));
    let whole = reply(&body);
    let json = 4 + json(body.as_bytes()).len();
    let cuts = [1, 2, 4, 20, json - 3, json, json + 7, whole.len() - 3];
    asked(play, &client, &mut conversation)?;
    conversation.play(&Script::cut_at(&whole, cuts))?;
    client.expect_stdout(body.as_bytes())?;
    asked(play, &client, &mut conversation)?;
    conversation.play(&Script::every_byte(&whole))?;
    client.expect_stdout(body.as_bytes())
}

/// Three replies in one piece, cut by chance, for three lines that are typed at once. A client that takes one
/// line at a time asks for the second when it has the first reply, and reads on.
pub fn reply_any_slices(play: &mut Play) -> Played {
    let (client, mut conversation) = connected(play)?;
    let bodies: Vec<String> = (0..3)
        .map(|_| {
            let length = play.random.usize(1..60);
            format!("{}你好\n", play.word(length))
        })
        .collect();
    let commands: Vec<String> = (0..3).map(|_| format!("run {}", play.word(8))).collect();
    client.type_line(commands.join("\n"));
    conversation.expect(frame(&commands[0]))?;
    let replies: Vec<u8> = bodies.iter().flat_map(reply).collect();
    conversation.play(&Script::random(replies, &mut play.random))?;
    for command in &commands[1..] {
        conversation.expect(frame(command))?;
    }
    client.expect_stdout(bodies.concat().as_bytes())
}

/// Two replies in one segment, so that one recv can return both. The second answers a line that is typed later; a
/// client that throws away what it has read too much waits for it for ever.
pub fn replies_together(play: &mut Play) -> Played {
    let (client, mut conversation) = connected(play)?;
    let bodies = [play.word(12), play.word(12)];
    asked(play, &client, &mut conversation)?;
    let both = [reply(&bodies[0]), reply(&bodies[1])].concat();
    conversation.send(&both)?;
    client.expect_stdout(bodies[0].as_bytes())?;
    asked(play, &client, &mut conversation)?;
    client
        .expect_stdout(bodies[1].as_bytes())
        .map_err(|problem| diagnosis::swallowed(&client, both.len(), problem))
}

/// The body differs in one bit from the one that was hashed: nothing of it is printed.
pub fn one_bit_flipped(play: &mut Play) -> Played {
    for length in [40, 200_000] {
        let (client, mut conversation) = connected(play)?;
        let good = play.word(12);
        printed(play, &client, &mut conversation, good.as_bytes())?;
        let body: Vec<u8> = play.word(length).into_bytes();
        let header = frame(json(&body));
        let mut flipped = body;
        let byte = play.random.usize(..length);
        flipped[byte] ^= 1 << play.random.u8(..7);
        asked(play, &client, &mut conversation)?;
        conversation.send([&header[..], &flipped].concat())?;
        let ended = end(play, &client).map_err(|problem| {
            if diagnosis::came(&problem) == Some(&flipped) {
                problem.because("diagnosis-hash-not-compared", &[])
            } else {
                problem
            }
        })?;
        ended.stdout(&good)?.complained()?;
    }
    Ok(())
}

/// Text, half a JSON object, a frame without a payload, and bytes that are no text.
pub fn no_json(play: &mut Play) -> Played {
    let half = json(b"hello");
    for payload in [&b"hello"[..], &half.as_bytes()[..30], b"", b"{\"hash\xff"] {
        disbelieved(play, &frame(payload), false)?.complained()?;
    }
    Ok(())
}

/// One byte too few or too many, more than any machine has, and less than nothing.
pub fn size_lies(play: &mut Play) -> Played {
    let body = play.word(20);
    let body = body.as_bytes();
    for said in ["19", "21", "4611686018427387904"] {
        let reply = [&frame(json_saying(said, body)), body].concat();
        disbelieved(play, &reply, true)?.complained()?;
    }
    let reply = frame(json_saying("-1", b""));
    disbelieved(play, &reply, true)?.complained()?;
    Ok(())
}

/// The stream ends inside the header, inside the JSON, before the body and inside it.
pub fn reply_cut_short(play: &mut Play) -> Played {
    let body = play.word(20);
    let whole = reply(&body);
    let json = 4 + json(body.as_bytes()).len();
    for length in [2, 30, json, whole.len() - 1] {
        disbelieved(play, &whole[..length], true)?.complained()?;
    }
    Ok(())
}

pub fn invalid_reply_length(play: &mut Play) -> Played {
    for length in [-1, MAX_FRAME_LEN as i32 + 1, i32::MAX] {
        let told = format!("error: … {length} …");
        disbelieved(play, &announced(length, ""), false)?
            .complained()?
            .stderr(contains(length.to_string()), &told)?;
    }
    Ok(())
}

/// The end of a client that got this in place of a reply, perhaps with the end of the stream behind it, and
/// has printed nothing.
fn disbelieved(play: &mut Play, came: &[u8], ends: bool) -> Played<Ended> {
    let (client, mut conversation) = connected(play)?;
    asked(play, &client, &mut conversation)?;
    conversation.send(came)?;
    if ends {
        conversation.finish()?;
        // A client that goes round and round at the end of the stream would keep us waiting.
        if !patience::rests(&client) {
            let arguments = [("program", client.name())];
            return Err(Problem::witness("witness-busy-for-nothing", &arguments));
        }
    }
    let ended = end(play, &client)?;
    ended.stdout("")?;
    Ok(ended)
}

/// The end of a client whose reply was not right. One that goes on has perhaps printed it.
fn end(play: &Play, client: &Arc<Program>) -> Played<Ended> {
    play.ended(client).map_err(|problem| {
        let printed = client.unseen_stdout();
        if printed.is_empty() {
            return problem;
        }
        let arguments = [("program", client.name())];
        witness("witness-believed-reply", &arguments, &[], printed)
    })
}

/// A body in slices of the same size: each costs as much as the one before, unless all that came
/// before it is copied once more with every recv. Then the cost of a slice grows with its place,
/// and the kernel counts the processor time.
pub fn body_not_copied_again(play: &mut Play) -> Played {
    const SLICES: usize = 12;
    const SLICE: usize = 512 * 1024;
    /// What is too little to tell from chance.
    const NOISE: Duration = Duration::from_millis(40);
    let (client, mut conversation) = connected(play)?;
    asked(play, &client, &mut conversation)?;
    let spent = || kernel::cpu_time(client.pid()).ok_or(NO_WITNESS);
    // A body is no frame and may be longer than one. The rest of it never comes: how long the hashing
    // takes is not the question.
    let size = 2 * MAX_FRAME_LEN;
    conversation.send(frame(json_saying(size, b"")))?;
    conversation.drained()?;
    let slice = vec![b'x'; SLICE];
    let mut costs = Vec::new();
    let mut before = spent()?;
    for _ in 0..SLICES {
        conversation.send(&slice)?;
        conversation.drained()?;
        let now = spent()?;
        costs.push(now.saturating_sub(before));
        before = now;
    }
    let early = costs[..2].iter().max().copied().unwrap_or_default();
    let late = costs[SLICES - 3..]
        .iter()
        .min()
        .copied()
        .unwrap_or_default();
    if late > early * 3 + NOISE {
        let arguments = [
            ("program", client.name()),
            ("early", early.as_millis().to_string()),
            ("late", late.as_millis().to_string()),
        ];
        return Err(Problem::witness("witness-copied-again", &arguments));
    }
    Ok(())
}

/// Blank lines are not sent, line breaks are no part of a command, spaces are. Proof that nothing
/// else went out is the frame that comes next.
pub fn what_is_typed(play: &mut Play) -> Played {
    let (client, mut conversation) = connected(play)?;
    let word = play.word(8);
    client.type_bytes(b"\n  \n\t\r\n\r\n".to_vec());
    client.type_bytes(format!("  echo {word} \r\n").into_bytes());
    conversation.expect(frame(format!("  echo {word} ")))?;
    conversation.send(reply(&word))?;
    client.expect_stdout(word.as_bytes())?;
    client.type_line("quit?");
    conversation.expect(frame("quit?"))?;
    conversation.send(reply(&word))?;
    client.expect_stdout(word.as_bytes())?;
    client.type_bytes(b"quit\r\n".to_vec());
    play.ended(&client)?
        .code(0)?
        .stdout(format!("{word}{word}"))?;
    conversation.expect_end()
}

/// A command is still running somewhere: `quit` does not wait for it.
pub fn quits_at_once(play: &mut Play) -> Played {
    let (client, mut conversation) = connected(play)?;
    asked(play, &client, &mut conversation)?;
    client.type_line("quit");
    play.ended(&client)?.code(0)?.stdout("")?;
    Ok(())
}

/// All is answered and nothing more will be typed. The server is still there.
pub fn input_ends(play: &mut Play) -> Played {
    let (client, mut conversation) = connected(play)?;
    let body = play.word(12);
    printed(play, &client, &mut conversation, body.as_bytes())?;
    client.end_input();
    play.ended(&client)?.code(0)?.stdout(&body)?;
    Ok(())
}

pub fn interrupt(play: &mut Play) -> Played {
    let (client, _conversation) = connected(play)?;
    client.interrupt()
}
