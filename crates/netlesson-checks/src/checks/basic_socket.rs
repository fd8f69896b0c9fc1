//! Lesson 1: one phone call. A server that answers once, a client that asks once.

use super::shared::{self, connection_from};
use crate::play::{Check, Play};
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::TakenPort;

/// The checks of lesson 1, in the order in which a student meets them.
pub const CHECKS: &[Check] = &[
    Check {
        name: "ready-line",
        needs: &[],
        play: shared::ready_line,
    },
    Check {
        name: "answers-in-capitals",
        needs: &["ready-line"],
        play: answers_in_capitals,
    },
    Check {
        name: "answers-any-bytes",
        needs: &["answers-in-capitals"],
        play: answers_any_bytes,
    },
    Check {
        name: "hangs-up-and-exits",
        needs: &["answers-in-capitals"],
        play: hangs_up_and_exits,
    },
    Check {
        name: "silent-caller",
        needs: &["ready-line"],
        play: silent_caller,
    },
    Check {
        name: "port-taken",
        needs: &["ready-line"],
        play: shared::port_taken,
    },
    Check {
        name: "interrupt-server",
        needs: &["ready-line"],
        play: shared::interrupt_server,
    },
    Check {
        name: "client-asks-once",
        needs: &[],
        play: client_asks_once,
    },
    Check {
        name: "client-says-hello",
        needs: &["client-asks-once"],
        play: client_says_hello,
    },
    Check {
        name: "client-does-not-wait",
        needs: &["client-asks-once"],
        play: client_does_not_wait,
    },
    Check {
        name: "nobody-listens",
        needs: &[],
        play: shared::nobody_listens,
    },
    Check {
        name: "no-reply",
        needs: &["client-asks-once"],
        play: no_reply,
    },
    Check {
        name: "both-together",
        needs: &["answers-in-capitals", "client-asks-once"],
        play: both_together,
    },
    Check {
        name: "usage",
        needs: &[],
        play: usage,
    },
];

/// What passes before the student has written a line.
pub const GIVEN: &[&str] = &["usage"];

fn answers_in_capitals(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    caller.send("hello")?;
    caller.expect("HELLO")?;
    server.expect_line(connection_from(&caller))?;
    server.expect_line("received 5 bytes: hello")?;
    // What stands behind the reply in the same segment is here already.
    let more = caller.unseen()?.to_vec();
    if more.is_empty() {
        return Ok(());
    }
    let symptom = Symptom::WrongBytes {
        program: server.name(),
    };
    Err(Problem::compared(
        symptom,
        "HELLO",
        [&b"HELLO"[..], &more].concat(),
    ))
}

/// A random message: a reply that was not made from it cannot be right. Every byte but a to z
/// comes back as it was, UTF-8 or not.
fn answers_any_bytes(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    let message = play.bytes(1024);
    caller.send(&message)?;
    caller.expect(message.to_ascii_uppercase())?;
    server.expect_line(connection_from(&caller))?;
    shared::received(&server, &message)
}

fn hangs_up_and_exits(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    let word = play.word(12);
    caller.send(&word)?;
    caller.expect(word.to_uppercase())?;
    caller.expect_end()?;
    server.expect_exit(0)
}

fn silent_caller(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    caller.finish()?;
    server.expect_line(connection_from(&caller))?;
    server.expect_line("received 0 bytes: the peer closed the connection")?;
    server.expect_exit(0)
}

fn client_asks_once(play: &mut Play) -> Played {
    let host = play.host()?;
    let word = play.word(9);
    let reply = play.word(9);
    let client = play.client(host.address(), &[&word])?;
    let mut conversation = host.accept(&client)?;
    conversation.expect(&word)?;
    conversation.send(&reply)?;
    client.expect_line(&reply)?;
    conversation.expect_end()?;
    play.ended(&client)?.code(0)?.stdout(format!("{reply}\n"))?;
    Ok(())
}

fn client_says_hello(play: &mut Play) -> Played {
    let host = play.host()?;
    let client = play.client(host.address(), &[])?;
    let mut conversation = host.accept(&client)?;
    conversation.expect("hello")?;
    conversation.send("HELLO")?;
    play.ended(&client)?.code(0)?.stdout("HELLO\n")?;
    Ok(())
}

/// The server keeps the connection open: a client that reads to the end of the stream never ends.
fn client_does_not_wait(play: &mut Play) -> Played {
    let host = play.host()?;
    let client = play.client(host.address(), &["on the line"])?;
    let mut conversation = host.accept(&client)?;
    conversation.expect("on the line")?;
    conversation.send("ON THE LINE")?;
    play.ended(&client)?.code(0)?.stdout("ON THE LINE\n")?;
    conversation.close()
}

fn no_reply(play: &mut Play) -> Played {
    let host = play.host()?;
    let client = play.client(host.address(), &[])?;
    let mut conversation = host.accept(&client)?;
    conversation.expect("hello")?;
    conversation.close()?;
    play.ended(&client)?
        .stdout("")?
        .failed(&format!("no reply from {}", host.address()))?;
    Ok(())
}

fn both_together(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let word = play.word(20);
    let client = play.run("client", &[&address.to_string(), &word])?;
    client
        .code(0)?
        .stdout(format!("{}\n", word.to_uppercase()))?;
    server.expect_exit(0)
}

fn usage(play: &mut Play) -> Played {
    let address = TakenPort::tcp()?.address().to_string();
    play.run("server", &["127.0.0.1:no-port"])?.misused()?;
    play.run("server", &[&address, "more"])?.misused()?;
    play.run("client", &["127.0.0.1:no-port"])?.misused()?;
    play.run("client", &[&address, ""])?.misused()?;
    play.run("client", &[&address, "one", "two"])?.misused()?;
    Ok(())
}
