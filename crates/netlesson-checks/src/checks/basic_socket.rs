//! Lesson 1: one phone call. A server that answers once, a client that asks once.

use super::shared::{self, came, expect_connection_from};
use crate::diagnosis::waits;
use crate::kernel::{self, Wait};
use crate::play::{Check, Play};
use crate::program::Program;
use crate::verdict::{Diagnosis, Failure, Played, Problem};
use crate::wire::host::ANY_PORT;

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
    let reply = caller.expect("HELLO");
    reply.map_err(|problem| shared::speaks_first(play, problem))?;
    expect_connection_from(&server, &caller)?;
    server.expect_line("received 5 bytes: hello")?;
    shared::expect_no_more(&server, &mut caller, b"HELLO")
}

/// A random message: a reply that was not made from it cannot be right. Every byte but a to z
/// comes back as it was, UTF-8 or not: ü is there to be spared, the rest is hardly ever text.
fn answers_any_bytes(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    let hello = "grüße".as_bytes();
    let message = [hello, &play.bytes(1024 - hello.len())].concat();
    caller.send(&message)?;
    let reply = caller.expect(message.to_ascii_uppercase());
    reply.map_err(|problem| match came(&problem) {
        Some(b"HELLO") => {
            let problem = problem.because("diagnosis-same-answer-to-everything", &[]);
            shared::speaks_first(play, problem)
        }
        _ => problem,
    })?;
    expect_connection_from(&server, &caller)?;
    shared::received(&server, &message)
}

fn hangs_up_and_exits(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    let word = play.word(12);
    caller.send(&word)?;
    caller.expect(word.to_uppercase())?;
    caller
        .expect_end()
        .map_err(|problem| what_it_waits_for(&server, problem))?;
    server
        .expect_exit(0)
        .map_err(|problem| what_it_waits_for(&server, problem))
}

/// The connection is not closed, or the server does not exit: what it does instead.
fn what_it_waits_for(server: &Program, problem: Problem) -> Problem {
    let Some(before) = server.stillness() else {
        return problem;
    };
    let diagnosis = if kernel::waits(server.pid()).contains(&Wait::Accept) {
        Some(Diagnosis::new("diagnosis-accepts-again", &[]))
    } else {
        waits::named(server, &server.name())
    };
    match (problem, diagnosis) {
        (Problem::Failed(failure), Some(diagnosis)) if server.stillness() == Some(before) => {
            Problem::Failed(Box::new(Failure {
                diagnosis: Some(diagnosis),
                ..*failure
            }))
        }
        (problem, _) => problem,
    }
}

fn silent_caller(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    caller.finish()?;
    expect_connection_from(&server, &caller)?;
    let line = server.expect_line("received 0 bytes: the peer closed the connection");
    line.map_err(|problem| match came(&problem) {
        Some(b"received 0 bytes: ") => problem.because("diagnosis-end-taken-for-message", &[]),
        _ => problem,
    })?;
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
    let end = conversation.expect_end();
    end.map_err(|problem| match came(&problem) {
        Some(b"\n" | b"\r\n") => problem.because("diagnosis-line-break-sent", &[]),
        _ => problem,
    })?;
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
    shared::nothing_shown(&play.ended(&client)?)?
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
    let (free, nobody) = (ANY_PORT.to_string(), play.nobody()?.to_string());
    play.run("server", &["127.0.0.1:no-port"])?.misused()?;
    play.run("server", &[&free, "more"])?.misused()?;
    play.run("client", &["127.0.0.1:no-port"])?.misused()?;
    play.run("client", &[&nobody, ""])?.misused()?;
    play.run("client", &[&nobody, "one", "two"])?.misused()?;
    Ok(())
}
