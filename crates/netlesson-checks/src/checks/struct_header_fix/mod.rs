//! Lesson 4: draw the boundary yourself. Commands and their output, framed in both directions.
//!
//! | module    | what is in it                                                          |
//! |-----------|------------------------------------------------------------------------|
//! | `diagnosis` | the mistakes behind failures that only this lesson can name           |
//! | `framing` | frames and replies as the check writes and reads them                  |
//! | `server`  | what the server runs and replies, and what no client can do to it      |
//! | `client`  | what the client sends and prints, and what it does not believe         |

mod client;
mod diagnosis;
mod framing;
mod server;

use super::shared;
use crate::play::{Check, Play};
use crate::verdict::Played;
use crate::wire::host::ANY_PORT;

/// The checks of lesson 4, in the order in which a student meets them.
pub const CHECKS: &[Check] = &[
    Check {
        name: "ready-line",
        needs: &[],
        play: shared::ready_line,
    },
    Check {
        name: "loopback-only",
        needs: &["ready-line"],
        play: server::loopback_only,
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
        name: "golden-request",
        needs: &[],
        play: client::golden_request,
    },
    Check {
        name: "runs-a-command",
        needs: &["ready-line"],
        play: server::runs_a_command,
    },
    Check {
        name: "one-after-another",
        needs: &["runs-a-command"],
        play: server::one_after_another,
    },
    Check {
        name: "both-outputs",
        needs: &["runs-a-command"],
        play: server::both_outputs,
    },
    Check {
        name: "no-output",
        needs: &["runs-a-command"],
        play: server::no_output,
    },
    Check {
        name: "nothing-to-read",
        needs: &["runs-a-command"],
        play: server::nothing_to_read,
    },
    Check {
        name: "bytes-not-characters",
        needs: &["runs-a-command"],
        play: server::bytes_not_characters,
    },
    Check {
        name: "a-megabyte-each",
        needs: &["runs-a-command"],
        play: server::a_megabyte_each,
    },
    Check {
        name: "pipes-close-last",
        needs: &["runs-a-command"],
        play: server::pipes_close_last,
    },
    Check {
        name: "header-in-pieces",
        needs: &["runs-a-command"],
        play: server::header_in_pieces,
    },
    Check {
        name: "command-in-pieces",
        needs: &["runs-a-command"],
        play: server::command_in_pieces,
    },
    Check {
        name: "stuck-together",
        needs: &["runs-a-command"],
        play: server::stuck_together,
    },
    Check {
        name: "one-and-a-half",
        needs: &["runs-a-command"],
        play: server::one_and_a_half,
    },
    Check {
        name: "empty-request",
        needs: &["runs-a-command"],
        play: server::empty_request,
    },
    Check {
        name: "long-command",
        needs: &["runs-a-command"],
        play: server::long_command,
    },
    Check {
        name: "longest-frame",
        needs: &["runs-a-command"],
        play: server::longest_frame,
    },
    Check {
        name: "short-send",
        needs: &["runs-a-command"],
        play: server::short_send,
    },
    Check {
        name: "negative-length",
        needs: &["one-after-another"],
        play: server::negative_length,
    },
    Check {
        name: "huge-length",
        needs: &["one-after-another"],
        play: server::huge_length,
    },
    Check {
        name: "not-utf-8",
        needs: &["one-after-another"],
        play: server::not_utf_8,
    },
    Check {
        name: "nul-inside",
        needs: &["one-after-another"],
        play: server::nul_inside,
    },
    Check {
        name: "cut-in-header",
        needs: &["one-after-another"],
        play: server::cut_in_header,
    },
    Check {
        name: "cut-in-command",
        needs: &["one-after-another"],
        play: server::cut_in_command,
    },
    Check {
        name: "caller-resets",
        needs: &["one-after-another"],
        play: server::caller_resets,
    },
    Check {
        name: "caller-does-not-wait",
        needs: &["one-after-another"],
        play: server::caller_does_not_wait,
    },
    Check {
        name: "any-slices",
        needs: &[
            "header-in-pieces",
            "command-in-pieces",
            "stuck-together",
            "one-and-a-half",
        ],
        play: server::any_slices,
    },
    Check {
        name: "prints-the-body",
        needs: &["golden-request"],
        play: client::prints_the_body,
    },
    Check {
        name: "one-buffer",
        needs: &["prints-the-body"],
        play: client::one_buffer,
    },
    Check {
        name: "reply-in-pieces",
        needs: &["prints-the-body"],
        play: client::reply_in_pieces,
    },
    Check {
        name: "raw-body",
        needs: &["prints-the-body"],
        play: client::raw_body,
    },
    Check {
        name: "any-json",
        needs: &["prints-the-body"],
        play: client::any_json,
    },
    Check {
        name: "replies-together",
        needs: &["prints-the-body"],
        play: client::replies_together,
    },
    Check {
        name: "one-bit-flipped",
        needs: &["prints-the-body"],
        play: client::one_bit_flipped,
    },
    Check {
        name: "no-json",
        needs: &["prints-the-body"],
        play: client::no_json,
    },
    Check {
        name: "size-lies",
        needs: &["prints-the-body"],
        play: client::size_lies,
    },
    Check {
        name: "reply-cut-short",
        needs: &["prints-the-body"],
        play: client::reply_cut_short,
    },
    Check {
        name: "invalid-reply-length",
        needs: &["prints-the-body"],
        play: client::invalid_reply_length,
    },
    Check {
        name: "body-not-copied-again",
        needs: &["prints-the-body"],
        play: client::body_not_copied_again,
    },
    Check {
        name: "longest-request",
        needs: &["golden-request"],
        play: client::longest_request,
    },
    Check {
        name: "reply-any-slices",
        needs: &["reply-in-pieces", "replies-together"],
        play: client::reply_any_slices,
    },
    Check {
        name: "what-is-typed",
        needs: &["prints-the-body"],
        play: client::what_is_typed,
    },
    Check {
        name: "quits-at-once",
        needs: &["golden-request"],
        play: client::quits_at_once,
    },
    Check {
        name: "input-ends",
        needs: &["prints-the-body"],
        play: client::input_ends,
    },
    Check {
        name: "interrupt-client",
        needs: &[],
        play: client::interrupt,
    },
    Check {
        name: "nobody-listens",
        needs: &[],
        play: shared::nobody_listens,
    },
    Check {
        name: "both-together",
        needs: &["runs-a-command", "prints-the-body"],
        play: both_together,
    },
    Check {
        name: "usage",
        needs: &[],
        play: usage,
    },
];

/// What passes before the student has written a line.
pub const GIVEN: &[&str] = &["interrupt-client", "nobody-listens", "usage"];

fn both_together(play: &mut Play) -> Played {
    let (_server, address) = play.server()?;
    let client = play.client(address, &[])?;
    let (out, err) = (play.word(12), play.word(12));
    client.type_line(format!("echo {out}; echo {err} >&2"));
    client.expect_stdout(format!("{out}\n{err}\n").as_bytes())?;
    client.type_line("true");
    client.type_line(r"printf '\377\376'");
    client.expect_stdout(b"\xff\xfe")?;
    client.type_line("quit");
    let printed = [format!("{out}\n{err}\n").as_bytes(), b"\xff\xfe"].concat();
    play.ended(&client)?.code(0)?.stdout(printed)?;
    Ok(())
}

fn usage(play: &mut Play) -> Played {
    let (free, nobody) = (ANY_PORT.to_string(), play.nobody()?.to_string());
    play.run("server", &["127.0.0.1:no-port"])?.misused()?;
    play.run("server", &[&free, "more"])?.misused()?;
    play.run("client", &["127.0.0.1:no-port"])?.misused()?;
    play.run("client", &[&nobody, "more"])?.misused()?;
    Ok(())
}
