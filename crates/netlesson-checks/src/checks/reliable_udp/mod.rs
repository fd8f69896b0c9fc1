//! Lesson 10: a file in datagrams that get lost, come twice and overtake each other.
//!
//! | module    | what is in it                                                         |
//! |-----------|-----------------------------------------------------------------------|
//! | `packets` | packets and acknowledgements, as the check makes and reads them          |
//! | `inbox`   | the student's server, and a client of it that the check plays            |
//! | `server`  | what the server acknowledges, what it writes, and when it ends           |
//! | `client`  | what the client sends, what it sends again, and when it is content       |
//! | `wires`   | the student's own programs, with a wire that is not to be relied on      |

mod client;
mod inbox;
mod packets;
mod server;
mod wires;

use crate::play::Check;

/// The checks of lesson 10, in the order in which a student meets them.
pub const CHECKS: &[Check] = &[
    Check {
        name: "ready-line",
        needs: &[],
        play: server::ready_line,
    },
    Check {
        name: "port-taken",
        needs: &["ready-line"],
        play: server::port_taken,
    },
    Check {
        name: "no-folder",
        needs: &[],
        play: server::no_folder,
    },
    Check {
        name: "interrupt-server",
        needs: &["ready-line"],
        play: server::interrupt,
    },
    Check {
        name: "golden-packet",
        needs: &[],
        play: client::golden_packet,
    },
    Check {
        name: "golden-acknowledgement",
        needs: &["ready-line"],
        play: server::golden_acknowledgement,
    },
    Check {
        name: "stores-a-file",
        needs: &["golden-acknowledgement"],
        play: server::stores_a_file,
    },
    Check {
        name: "many-packets",
        needs: &["stores-a-file"],
        play: server::many_packets,
    },
    Check {
        name: "empty-file",
        needs: &["stores-a-file"],
        play: server::empty_file,
    },
    Check {
        name: "not-seen-until-whole",
        needs: &["stores-a-file"],
        play: server::not_seen_until_whole,
    },
    Check {
        name: "repeated",
        needs: &["stores-a-file"],
        play: server::repeated,
    },
    Check {
        name: "out-of-order",
        needs: &["stores-a-file"],
        play: server::out_of_order,
    },
    Check {
        name: "gap",
        needs: &["stores-a-file"],
        play: server::gap,
    },
    Check {
        name: "last-too-early",
        needs: &["stores-a-file"],
        play: server::last_too_early,
    },
    Check {
        name: "last-again",
        needs: &["stores-a-file"],
        play: server::last_again,
    },
    Check {
        name: "wrong-md5",
        needs: &["stores-a-file"],
        play: server::wrong_md5,
    },
    Check {
        name: "not-a-packet",
        needs: &["stores-a-file"],
        play: server::not_a_packet,
    },
    Check {
        name: "stranger",
        needs: &["stores-a-file"],
        play: server::stranger,
    },
    Check {
        name: "silent-client",
        needs: &["stranger"],
        play: server::silent_client,
    },
    Check {
        name: "one-component",
        needs: &["stores-a-file"],
        play: server::one_component,
    },
    Check {
        name: "asks-again",
        needs: &["golden-packet"],
        play: client::asks_again,
    },
    Check {
        name: "sends-a-file",
        needs: &["golden-packet"],
        play: client::sends_a_file,
    },
    Check {
        name: "empty-file-sent",
        needs: &["sends-a-file"],
        play: client::empty_file,
    },
    Check {
        name: "last-unanswered",
        needs: &["sends-a-file", "asks-again"],
        play: client::last_unanswered,
    },
    Check {
        name: "lost-packet",
        needs: &["sends-a-file", "asks-again"],
        play: client::lost_packet,
    },
    Check {
        name: "odd-acknowledgements",
        needs: &["sends-a-file"],
        play: client::odd_acknowledgements,
    },
    Check {
        name: "not-an-acknowledgement",
        needs: &["sends-a-file"],
        play: client::not_an_acknowledgement,
    },
    Check {
        name: "stranger-to-the-client",
        needs: &["sends-a-file", "asks-again"],
        play: client::stranger,
    },
    Check {
        name: "no-answer",
        needs: &["asks-again"],
        play: client::no_answer,
    },
    Check {
        name: "nobody-listens",
        needs: &[],
        play: client::nobody_listens,
    },
    Check {
        name: "cannot-read",
        needs: &[],
        play: client::cannot_read,
    },
    Check {
        name: "interrupt-client",
        needs: &["golden-packet"],
        play: client::interrupt,
    },
    Check {
        name: "both-together",
        needs: &["stores-a-file", "sends-a-file"],
        play: wires::both_together,
    },
    Check {
        name: "clean-wire",
        needs: &["both-together"],
        play: wires::clean_wire,
    },
    Check {
        name: "a-tenth-lost",
        needs: &["clean-wire", "last-again", "lost-packet"],
        play: wires::a_tenth_lost,
    },
    Check {
        name: "three-in-ten-lost",
        needs: &["a-tenth-lost"],
        play: wires::three_in_ten_lost,
    },
    Check {
        name: "all-repeated",
        needs: &["clean-wire", "repeated"],
        play: wires::all_repeated,
    },
    Check {
        name: "disordered",
        needs: &["clean-wire", "out-of-order", "asks-again"],
        play: wires::disordered,
    },
    Check {
        name: "all-at-once",
        needs: &["three-in-ten-lost", "all-repeated", "disordered"],
        play: wires::all_at_once,
    },
    Check {
        name: "usage",
        needs: &[],
        play: server::usage,
    },
];

/// What passes before the student has written a line.
pub const GIVEN: &[&str] = &[
    "ready-line",
    "port-taken",
    "no-folder",
    "interrupt-server",
    "cannot-read",
    "usage",
];
