//! The client.

use std::sync::Arc;

use super::super::shared;
use super::room::{MAX_TEXT_LEN, frame};
use crate::play::Play;
use crate::program::Program;
use crate::verdict::Played;
use crate::wire::{Script, Stream};

const GREETING: &str = "you are client 7";
const CLOSED: &str = "the server closed the connection";

/// A client that has been greeted and has printed it, and the server's end of its connection.
fn greeted(play: &mut Play) -> Played<(Arc<Program>, Stream)> {
    let host = play.host()?;
    let client = play.client(host.address(), &[])?;
    let mut conversation = host.accept(&client)?;
    conversation.send(frame(GREETING))?;
    client.expect_line(GREETING)?;
    Ok((client, conversation))
}

/// While nobody types.
pub fn prints(play: &mut Play) -> Played {
    let host = play.host()?;
    let client = play.client(host.address(), &[])?;
    let mut conversation = host.accept(&client)?;
    conversation.send(b"\x10\x00\x00\x00you are client 7")?;
    client.expect_line(GREETING)?;
    let text = format!("client 2: 你好, {}", play.word(8));
    conversation.send(frame(&text))?;
    client.expect_line(&text)
}

pub fn any_pieces(play: &mut Play) -> Played {
    let (client, mut conversation) = greeted(play)?;
    let texts: Vec<String> = (0..3)
        .map(|n| format!("client {n}: {}", play.word(8)))
        .collect();
    conversation.play(&Script::every_byte(frame(&texts[0])))?;
    client.expect_line(&texts[0])?;
    let together: Vec<u8> = texts.iter().flat_map(frame).collect();
    conversation.send(together)?;
    texts.iter().try_for_each(|text| client.expect_line(text))?;
    let longest = format!("client 199: {}", play.word(8).repeat(MAX_TEXT_LEN / 8));
    conversation.send(frame(&longest))?;
    client.expect_line(&longest)
}

/// Messages in one piece, cut by chance.
pub fn any_slices(play: &mut Play) -> Played {
    let (client, mut conversation) = greeted(play)?;
    let texts: Vec<String> = (0..4)
        .map(|n| {
            let length = play.random.usize(1..40);
            format!("client {n}: {}你好", play.word(length))
        })
        .collect();
    let messages: Vec<u8> = texts.iter().flat_map(frame).collect();
    conversation.play(&Script::random(messages, &mut play.random))?;
    texts.iter().try_for_each(|text| client.expect_line(text))
}

/// While the server says nothing. Lines of white space and line breaks stay at home.
pub fn says(play: &mut Play) -> Played {
    let (client, mut conversation) = greeted(play)?;
    client.type_line("hello");
    conversation.expect(b"\x05\x00\x00\x00hello")?;
    shared::input_rules(&client, |text| conversation.expect(frame(text)))?;
    let word = play.word(8);
    let text = format!("@1 {word}, 你好");
    client.type_line(&text);
    conversation.expect(frame(&text))?;
    // What was said does not come back, and what the others say meanwhile is printed.
    conversation.send(frame(&word))?;
    client.expect_line(&word)
}

/// By the word and by the end of stdin, while the server keeps the connection open.
pub fn quits(play: &mut Play) -> Played {
    let word = play.word(8);
    let (client, mut conversation) = greeted(play)?;
    client.type_line(&word);
    client.type_line("quit");
    conversation.expect(frame(&word))?;
    conversation.expect_end()?;
    let printed = format!("{GREETING}\n");
    play.ended(&client)?.code(0)?.stdout(&printed)?;

    let (client, mut conversation) = greeted(play)?;
    client.type_line(&word);
    client.end_input();
    conversation.expect(frame(&word))?;
    conversation.expect_end()?;
    play.ended(&client)?.code(0)?.stdout(&printed)?;
    Ok(())
}

/// While the client's stdin stays open.
pub fn server_closes(play: &mut Play) -> Played {
    let (client, conversation) = greeted(play)?;
    conversation.close()?;
    sees_the_server_go(play, &client)
}

pub fn server_resets(play: &mut Play) -> Played {
    let (client, conversation) = greeted(play)?;
    conversation.reset()?;
    sees_the_server_go(play, &client)
}

fn sees_the_server_go(play: &Play, client: &Arc<Program>) -> Played {
    let printed = format!("{GREETING}\n{CLOSED}\n");
    play.ended(client)?.code(0)?.stdout(printed)?;
    Ok(())
}

/// The end inside the header, inside the text, and a reset there.
pub fn cut_short(play: &mut Play) -> Played {
    let message = || Script::whole(b"\x05\x00\x00\x00hello");
    for script in [
        message().finish_at(2),
        message().finish_at(6),
        message().reset_at(6),
    ] {
        let (client, mut conversation) = greeted(play)?;
        conversation.play(&script)?;
        gives_up(play, &client)?;
    }
    Ok(())
}

/// A length below 0, and one that no message can have.
pub fn bad_length(play: &mut Play) -> Played {
    for bytes in [
        b"\xff\xff\xff\xff".to_vec(),
        frame("x".repeat(2 * MAX_TEXT_LEN)),
    ] {
        let (client, mut conversation) = greeted(play)?;
        conversation.send(bytes)?;
        gives_up(play, &client)?;
    }
    Ok(())
}

fn gives_up(play: &Play, client: &Arc<Program>) -> Played {
    let ended = play.ended(client)?;
    ended.complained()?.stdout(format!("{GREETING}\n"))?;
    Ok(())
}

/// Given up as any invalid frame is, or shown with U+FFFD as bytes on a screen are: but no panic.
pub fn not_text(play: &mut Play) -> Played {
    let (client, mut conversation) = greeted(play)?;
    conversation.send(b"\x04\x00\x00\x00\xff\xfe\xff\xfe")?;
    conversation.drained()?;
    conversation.close()?;
    let ended = play.ended(&client)?;
    let shown = ended.stdout_bytes();
    if ended.code(0).is_ok() && String::from_utf8_lossy(shown).contains('\u{fffd}') {
        return Ok(());
    }
    ended.complained()?.stdout(format!("{GREETING}\n"))?;
    Ok(())
}

/// Ctrl-C ends the client while it waits, for the keyboard and for the server.
pub fn interrupt(play: &mut Play) -> Played {
    let (client, _conversation) = greeted(play)?;
    client.interrupt()
}
