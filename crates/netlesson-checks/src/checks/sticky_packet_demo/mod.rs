//! Lesson 3: where do messages end? A receiver that shows what each recv got, a sender that makes
//! one send per word, and what the student predicted before running them.
//!
//! | module          | what is in it                                                        |
//! |-----------------|----------------------------------------------------------------------|
//! | [`receiver`]    | the receiver alone, with the check's own sends                       |
//! | [`predictions`] | the six scenarios: what came, and the prediction held against it     |
//! | [`sender`]      | the sender alone, with the check's own receiver                      |
//! | [`shown`]       | how bytes are shown between quotes                                   |

mod predictions;
mod receiver;
mod sender;
mod shown;

use super::shared;
use crate::play::{Check, Play};
use crate::verdict::Played;
use crate::wire::host::ANY_PORT;

/// The checks of lesson 3, in the order in which a student meets them. The predictions come first:
/// until all of them are there, theirs is the check that is explained, and nothing that a program
/// printed is shown.
pub const CHECKS: &[Check] = &[
    Check {
        name: "predictions",
        needs: &[],
        play: predictions::all_there,
    },
    Check {
        name: "ready-line",
        needs: &[],
        play: receiver::ready_line,
    },
    Check {
        name: "one-recv-per-size",
        needs: &["ready-line"],
        play: receiver::one_recv_per_size,
    },
    Check {
        name: "end-of-stream",
        needs: &["one-recv-per-size"],
        play: receiver::end_of_stream,
    },
    Check {
        name: "default-sizes",
        needs: &["one-recv-per-size"],
        play: receiver::default_sizes,
    },
    Check {
        name: "any-bytes",
        needs: &["one-recv-per-size"],
        play: receiver::any_bytes,
    },
    Check {
        name: "one-datagram-per-recv",
        needs: &["ready-line"],
        play: receiver::one_datagram_per_recv,
    },
    Check {
        name: "reset",
        needs: &["one-recv-per-size"],
        play: receiver::reset,
    },
    Check {
        name: "port-taken",
        needs: &["ready-line"],
        play: receiver::port_taken,
    },
    Check {
        name: "interrupt-receiver",
        needs: &["ready-line"],
        play: receiver::interrupt,
    },
    Check {
        name: "predict-busy-receiver",
        needs: &["predictions", "one-recv-per-size", "end-of-stream"],
        play: predictions::busy_receiver,
    },
    Check {
        name: "predict-prompt-receiver",
        needs: &["predictions", "one-recv-per-size"],
        play: predictions::prompt_receiver,
    },
    Check {
        name: "predict-small-buffer",
        needs: &["predictions", "one-recv-per-size"],
        play: predictions::small_buffer,
    },
    Check {
        name: "predict-nodelay-does-not-help",
        needs: &["predictions", "one-recv-per-size", "end-of-stream"],
        play: predictions::nodelay_does_not_help,
    },
    Check {
        name: "predict-split-character",
        needs: &["predictions", "one-recv-per-size", "any-bytes"],
        play: predictions::split_character,
    },
    Check {
        name: "predict-datagrams",
        needs: &["predictions", "one-datagram-per-recv"],
        play: predictions::datagrams,
    },
    Check {
        name: "nobody-listens",
        needs: &[],
        play: sender::nobody_listens,
    },
    Check {
        name: "sends-its-words",
        needs: &[],
        play: sender::sends_its_words,
    },
    Check {
        name: "one-datagram-per-word",
        needs: &["sends-its-words"],
        play: sender::one_datagram_per_word,
    },
    Check {
        name: "pause-between-words",
        needs: &["sends-its-words"],
        play: sender::pause_between_words,
    },
    Check {
        name: "nodelay",
        needs: &["pause-between-words"],
        play: sender::nodelay,
    },
    Check {
        name: "one-send-per-word",
        needs: &["sends-its-words"],
        play: sender::one_send_per_word,
    },
    Check {
        name: "short-send",
        needs: &["sends-its-words"],
        play: sender::short_send,
    },
    Check {
        name: "receiver-gone",
        needs: &["sends-its-words"],
        play: sender::receiver_gone,
    },
    Check {
        name: "both-together",
        needs: &["one-recv-per-size", "sends-its-words"],
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

/// A recv of one byte gets one byte, however the words were sent: the one size whose lines
/// are certain while both programs run freely.
fn both_together(play: &mut Play) -> Played {
    let words = [play.word(2), play.word(3)];
    let (running, address) = receiver::start(play, &[], &[1; 6])?;
    let arguments = [&address.to_string(), &words[0], &words[1]];
    play.run("sender", &arguments.map(String::as_str))?
        .code(0)?
        .stdout("")?;
    let all = words.concat();
    let mut recvs: Vec<(usize, &[u8])> = all.as_bytes().chunks(1).map(|byte| (1, byte)).collect();
    recvs.push((1, b""));
    receiver::expect(play, &running, &recvs)?;

    let (running, address) = receiver::start(play, &["--udp"], &[10, 10])?;
    let arguments = ["--udp", &address.to_string(), &words[0], &words[1]];
    play.run("sender", &arguments)?.code(0)?.stdout("")?;
    let recvs = [(10, words[0].as_bytes()), (10, words[1].as_bytes())];
    receiver::expect(play, &running, &recvs)
}

fn usage(play: &mut Play) -> Played {
    let free = ANY_PORT.to_string();
    play.run("receiver", &["127.0.0.1:no-port"])?.misused()?;
    play.run("receiver", &[&free, "0"])?.misused()?;
    play.run("receiver", &[&free, "10", "ten"])?.misused()?;
    let address = play.nobody()?.to_string();
    play.run("sender", &[])?.misused()?;
    play.run("sender", &[&address])?.misused()?;
    play.run("sender", &["127.0.0.1:no-port", "hello"])?
        .misused()?;
    play.run("sender", &["--pause", "soon", &address, "hello"])?
        .misused()?;
    play.run("sender", &["--no-such-option", &address, "hello"])?
        .misused()?;
    Ok(())
}
