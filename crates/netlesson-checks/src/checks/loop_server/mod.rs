//! Lesson 2: the phone that stays on. Caller after caller, and with each sentence after sentence.

mod client;
mod server;

use super::shared;
use crate::play::{Check, Play};
use crate::verdict::Played;

/// The checks of lesson 2, in the order in which a student meets them.
pub const CHECKS: &[Check] = &[
    Check {
        name: "ready-line",
        needs: &[],
        play: shared::ready_line,
    },
    Check {
        name: "answers-in-capitals",
        needs: &["ready-line"],
        play: server::answers_in_capitals,
    },
    Check {
        name: "sentence-after-sentence",
        needs: &["answers-in-capitals"],
        play: server::sentence_after_sentence,
    },
    Check {
        name: "hangs-up",
        needs: &["answers-in-capitals"],
        play: server::hangs_up,
    },
    Check {
        name: "next-caller",
        needs: &["hangs-up"],
        play: server::next_caller,
    },
    Check {
        name: "answers-any-bytes",
        needs: &["sentence-after-sentence"],
        play: server::answers_any_bytes,
    },
    Check {
        name: "at-most-1024",
        needs: &["sentence-after-sentence"],
        play: server::at_most_1024,
    },
    Check {
        name: "long-message",
        needs: &["sentence-after-sentence"],
        play: server::long_message,
    },
    Check {
        name: "slow-reader",
        needs: &["long-message", "hangs-up"],
        play: server::slow_reader,
    },
    Check {
        name: "second-caller-waits",
        needs: &["next-caller"],
        play: server::second_caller_waits,
    },
    Check {
        name: "reset",
        needs: &["next-caller"],
        play: server::reset,
    },
    Check {
        name: "leaves-before-reply",
        needs: &["next-caller"],
        play: server::leaves_before_reply,
    },
    Check {
        name: "gone-before-accept",
        needs: &["next-caller"],
        play: server::gone_before_accept,
    },
    Check {
        name: "restart",
        needs: &["answers-in-capitals"],
        play: server::restart,
    },
    Check {
        name: "port-taken",
        needs: &["answers-in-capitals"],
        play: server::port_taken,
    },
    Check {
        name: "interrupt-server",
        needs: &["ready-line"],
        play: shared::interrupt_server,
    },
    Check {
        name: "interrupt-in-a-call",
        needs: &["answers-in-capitals", "interrupt-server"],
        play: server::interrupt_in_a_call,
    },
    Check {
        name: "client-line-by-line",
        needs: &[],
        play: client::line_by_line,
    },
    Check {
        name: "client-any-reply",
        needs: &["client-line-by-line"],
        play: client::any_reply,
    },
    Check {
        name: "client-input",
        needs: &["client-line-by-line"],
        play: client::input,
    },
    Check {
        name: "client-quits",
        needs: &["client-line-by-line"],
        play: client::quits,
    },
    Check {
        name: "client-input-ends",
        needs: &["client-line-by-line"],
        play: client::input_ends,
    },
    Check {
        name: "nobody-listens",
        needs: &[],
        play: shared::nobody_listens,
    },
    Check {
        name: "server-gone",
        needs: &["client-line-by-line"],
        play: client::server_gone,
    },
    Check {
        name: "server-gone-meanwhile",
        needs: &["client-line-by-line"],
        play: client::server_gone_meanwhile,
    },
    Check {
        name: "interrupt-client",
        needs: &["client-line-by-line"],
        play: client::interrupt,
    },
    Check {
        name: "both-together",
        needs: &["next-caller", "client-quits"],
        play: both_together,
    },
    Check {
        name: "usage",
        needs: &[],
        play: shared::only_an_address,
    },
];

/// What passes before the student has written a line.
pub const GIVEN: &[&str] = &["nobody-listens", "usage"];

fn both_together(play: &mut Play) -> Played {
    let (_server, address) = play.server()?;
    for _ in 0..2 {
        let client = play.client(address, &[])?;
        for line in ["hello".to_string(), play.word(20)] {
            client.type_line(&line);
            client.expect_line(line.to_uppercase())?;
        }
        client.type_line("quit");
        client.expect_exit(0)?;
    }
    Ok(())
}
