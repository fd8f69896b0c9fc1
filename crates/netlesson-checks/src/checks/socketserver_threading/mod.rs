//! Lesson 6: a room in which everyone talks at once, each client with a thread of its own.
//!
//! | module        | what its checks are about                                                |
//! |---------------|--------------------------------------------------------------------------|
//! | [`talk`]      | who is greeted, who hears what                                           |
//! | [`operator`]  | what is typed at the server, and how it closes                           |
//! | [`endurance`] | clients that are many, slow, rude or gone                                |
//! | [`client`]    | the client                                                               |
//! | [`room`]      | the server and its guests, for all of these                              |

mod client;
mod endurance;
pub(super) mod operator;
pub(super) mod room;
mod talk;

use super::shared;
use crate::play::Check;

/// The checks of lesson 6, in the order in which a student meets them.
pub const CHECKS: &[Check] = &[
    Check {
        name: "ready-line",
        needs: &[],
        play: shared::ready_line,
    },
    Check {
        name: "greets",
        needs: &["ready-line"],
        play: talk::greets,
    },
    Check {
        name: "two-at-once",
        needs: &["greets"],
        play: talk::two_at_once,
    },
    Check {
        name: "others-hear",
        needs: &["two-at-once"],
        play: talk::others_hear,
    },
    Check {
        name: "numbered-by-arrival",
        needs: &["two-at-once"],
        play: talk::numbered_by_arrival,
    },
    Check {
        name: "greeting-first",
        needs: &["others-hear", "numbered-by-arrival"],
        play: talk::greeting_first,
    },
    Check {
        name: "misses-nothing",
        needs: &["greeting-first"],
        play: talk::misses_nothing,
    },
    Check {
        name: "one-hears",
        needs: &["misses-nothing"],
        play: talk::one_hears,
    },
    Check {
        name: "told-what-is-wrong",
        needs: &["misses-nothing"],
        play: talk::told_what_is_wrong,
    },
    Check {
        name: "any-pieces",
        needs: &["misses-nothing"],
        play: talk::any_pieces,
    },
    Check {
        name: "longest-message",
        needs: &["misses-nothing"],
        play: talk::longest_message,
    },
    Check {
        name: "says-who-left",
        needs: &["misses-nothing"],
        play: talk::says_who_left,
    },
    Check {
        name: "operator",
        needs: &["two-at-once"],
        play: operator::speaks,
    },
    Check {
        name: "operator-mistakes",
        needs: &["operator"],
        play: operator::mistakes,
    },
    Check {
        name: "end-of-input",
        needs: &["misses-nothing"],
        play: operator::end_of_input,
    },
    Check {
        name: "bad-length",
        needs: &["says-who-left"],
        play: endurance::bad_length,
    },
    Check {
        name: "not-text",
        needs: &["says-who-left"],
        play: endurance::not_text,
    },
    Check {
        name: "gone-midway",
        needs: &["says-who-left"],
        play: endurance::gone_midway,
    },
    Check {
        name: "nothing-left-behind",
        needs: &["gone-midway", "not-text"],
        play: endurance::nothing_left_behind,
    },
    Check {
        name: "whole-frames",
        needs: &["one-hears"],
        play: endurance::whole_frames,
    },
    Check {
        name: "never-reads",
        needs: &["says-who-left"],
        play: endurance::never_reads,
    },
    Check {
        name: "slow-reader",
        needs: &["never-reads"],
        play: endurance::slow_reader,
    },
    Check {
        name: "two-hundred",
        needs: &["misses-nothing"],
        play: endurance::two_hundred,
    },
    Check {
        name: "any-slices",
        needs: &["any-pieces"],
        play: talk::any_slices,
    },
    Check {
        name: "port-taken",
        needs: &[],
        play: shared::port_taken,
    },
    Check {
        name: "interrupt-server",
        needs: &["greets"],
        play: talk::interrupt_server,
    },
    Check {
        name: "client-prints",
        needs: &[],
        play: client::prints,
    },
    Check {
        name: "client-any-pieces",
        needs: &["client-prints"],
        play: client::any_pieces,
    },
    Check {
        name: "client-says",
        needs: &["client-prints"],
        play: client::says,
    },
    Check {
        name: "client-quits",
        needs: &["client-says"],
        play: client::quits,
    },
    Check {
        name: "server-closes",
        needs: &["client-prints"],
        play: client::server_closes,
    },
    Check {
        name: "server-resets",
        needs: &["server-closes"],
        play: client::server_resets,
    },
    Check {
        name: "cut-short",
        needs: &["server-closes"],
        play: client::cut_short,
    },
    Check {
        name: "client-bad-length",
        needs: &["client-prints"],
        play: client::bad_length,
    },
    Check {
        name: "client-not-text",
        needs: &["server-closes"],
        play: client::not_text,
    },
    Check {
        name: "client-any-slices",
        needs: &["client-any-pieces"],
        play: client::any_slices,
    },
    Check {
        name: "nobody-listens",
        needs: &[],
        play: shared::nobody_listens,
    },
    Check {
        name: "interrupt-client",
        needs: &["client-prints"],
        play: client::interrupt,
    },
    Check {
        name: "quit",
        needs: &["two-at-once"],
        play: operator::quit,
    },
    Check {
        name: "quit-with-idle-clients",
        needs: &["quit", "says-who-left"],
        play: operator::quit_with_idle_clients,
    },
    Check {
        name: "quit-says-it-all",
        needs: &["quit-with-idle-clients", "slow-reader"],
        play: operator::quit_says_it_all,
    },
    Check {
        name: "quit-with-one-who-never-reads",
        needs: &["quit-with-idle-clients", "slow-reader"],
        play: operator::quit_with_one_who_never_reads,
    },
    Check {
        name: "both-together",
        needs: &["quit-with-idle-clients", "client-says", "server-closes"],
        play: operator::both_together,
    },
    Check {
        name: "usage",
        needs: &[],
        play: shared::only_an_address,
    },
];

/// What passes before the student has written a line.
pub const GIVEN: &[&str] = &["ready-line", "port-taken", "nobody-listens", "usage"];
