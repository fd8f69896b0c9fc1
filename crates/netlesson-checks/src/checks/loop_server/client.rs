//! The client's checks. Each reply is random, and as long as the line that it answers.

use std::sync::Arc;

use crate::checks::shared::{self, expect_shown};
use crate::kernel;
use crate::patience::{self, LIMIT};
use crate::play::Play;
use crate::program::Program;
use crate::verdict::{Played, Problem};
use crate::wire::{Host, Stream};

/// A host with a client in conversation: one line has been answered.
fn in_conversation(play: &mut Play) -> Played<(Host, Arc<Program>, Stream)> {
    let host = play.host()?;
    let client = play.client(host.address(), &[])?;
    let mut conversation = host.accept(&client).map_err(|problem| {
        if connects_for_each_line(&host, &client).is_ok() {
            problem.because("diagnosis-new-connection-per-line", &[])
        } else {
            problem
        }
    })?;
    let reply = play.word(5);
    client.type_line("hello");
    conversation.expect("hello")?;
    conversation.send(&reply)?;
    client.expect_line(reply)?;
    Ok((host, client, conversation))
}

/// A client that does not connect before something is typed, and with each line again.
fn connects_for_each_line(host: &Host, client: &Arc<Program>) -> Played {
    for line in ["hello", "once more"] {
        client.type_line(line);
        let mut conversation = host.accept(client)?;
        conversation.expect(line)?;
        conversation.send("here")?;
        client.expect_line("here")?;
    }
    Ok(())
}

/// A line break that is sent along would stand before the next line.
pub fn line_by_line(play: &mut Play) -> Played {
    let (_host, client, mut conversation) = in_conversation(play)?;
    for _ in 0..3 {
        let (line, reply) = (play.word(9), play.word(9));
        client.type_line(&line);
        conversation.expect(&line)?;
        conversation.send(&reply)?;
        client.expect_line(reply)?;
    }
    Ok(())
}

/// No text, text that is not ASCII, and the longest reply; then a short one, to see that nothing was
/// left over.
pub fn any_reply(play: &mut Play) -> Played {
    let (_host, client, mut conversation) = in_conversation(play)?;
    let replies = [
        b"\xff".to_vec(),
        "你好".into(),
        play.bytes(1024),
        b"still there".to_vec(),
    ];
    for reply in replies {
        let line = play.word(reply.len());
        client.type_line(&line);
        conversation.expect(line)?;
        conversation.send(&reply)?;
        expect_shown(&client, &reply)?;
    }
    Ok(())
}

pub fn input(play: &mut Play) -> Played {
    let (_host, client, mut conversation) = in_conversation(play)?;
    shared::input_rules(&client, |line| {
        let reply = line.to_uppercase();
        conversation.expect(line)?;
        conversation.send(&reply)?;
        client.expect_line(reply)
    })
}

pub fn quits(play: &mut Play) -> Played {
    let (_host, client, mut conversation) = in_conversation(play)?;
    client.type_line("quit");
    client.type_line("never said");
    let ended = client
        .expect_exit(0)
        .and_then(|()| conversation.expect_end());
    ended.map_err(|problem| {
        let sent = match shared::came(&problem) {
            Some(came) => came.to_vec(),
            None => conversation.unseen().unwrap_or_default().to_vec(),
        };
        if sent.starts_with(b"quit") {
            problem.because("diagnosis-quit-sent", &[])
        } else {
            problem
        }
    })
}

pub fn input_ends(play: &mut Play) -> Played {
    let (_host, client, mut conversation) = in_conversation(play)?;
    client.end_input();
    let ended = kernel::wait_until(LIMIT / 50, || client.exit().is_some());
    if !ended && !patience::rests(&client) {
        let arguments = [("program", client.name())];
        return Err(Problem::witness(
            "witness-spins-at-end-of-input",
            &arguments,
        ));
    }
    client.expect_exit(0)?;
    conversation.expect_end()
}

/// In place of a reply comes the end of the stream, or a reset.
pub fn server_gone(play: &mut Play) -> Played {
    for politely in [true, false] {
        let host = play.host()?;
        let client = play.client(host.address(), &[])?;
        let mut conversation = host.accept(&client)?;
        client.type_line("hello");
        conversation.expect("hello")?;
        drop(host);
        if politely {
            conversation.close()?;
        } else {
            conversation.reset()?;
        }
        let ended = play.ended(&client).map_err(|problem| {
            // It goes on, and has shown a reply that nobody sent.
            match client.unseen_stdout().as_slice() {
                b"\n" | b"\r\n" => problem.because("diagnosis-end-taken-for-reply", &[]),
                _ => problem,
            }
        })?;
        shared::nothing_shown(&ended)?.complained()?;
    }
    Ok(())
}

/// The server goes between two lines: at the latest the next one tells.
pub fn server_gone_meanwhile(play: &mut Play) -> Played {
    let host = play.host()?;
    let client = play.client(host.address(), &[])?;
    let mut conversation = host.accept(&client)?;
    let reply = play.word(5);
    client.type_line("hello");
    conversation.expect("hello")?;
    conversation.send(&reply)?;
    client.expect_line(&reply)?;
    drop(host);
    conversation.close()?;
    client.type_line("is anybody there?");
    play.ended(&client)?
        .stdout(format!("{reply}\n"))?
        .complained()?;
    Ok(())
}

/// While it waits for a line, and while it waits for a reply.
pub fn interrupt(play: &mut Play) -> Played {
    shared::interrupt_client(play)?;
    let (_host, client, mut conversation) = in_conversation(play)?;
    client.type_line("hold on");
    conversation.expect("hold on")?;
    client.interrupt()
}
