//! The client's checks. Each reply is random, and as long as the line that it answers.

use std::sync::Arc;

use crate::checks::shared::{self, expect_shown};
use crate::play::Play;
use crate::program::Program;
use crate::verdict::Played;
use crate::wire::{Host, Stream};

/// A host with a client in conversation: one line has been answered.
fn in_conversation(play: &mut Play) -> Played<(Host, Arc<Program>, Stream)> {
    let host = play.host()?;
    let client = play.client(host.address(), &[])?;
    let mut conversation = host.accept(&client)?;
    let reply = play.word(5);
    client.type_line("hello");
    conversation.expect("hello")?;
    conversation.send(&reply)?;
    client.expect_line(reply)?;
    Ok((host, client, conversation))
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
    client.expect_exit(0)?;
    conversation.expect_end()
}

pub fn input_ends(play: &mut Play) -> Played {
    let (_host, client, mut conversation) = in_conversation(play)?;
    client.end_input();
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
        play.ended(&client)?.stdout("")?.complained()?;
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
