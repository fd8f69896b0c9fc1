//! Lesson 11: packets taken apart. The checks make captures, byte by byte, and read what comes as JSON.
//!
//! | module     | what is in it                                                                  |
//! |------------|--------------------------------------------------------------------------------|
//! | [`file`]   | checks on the capture file: its records, its byte orders, its end              |
//! | [`headers`] | checks on the headers and their checksums                                     |
//! | [`parts`]  | checks on the handshake and the close                                          |
//! | [`lies`]   | checks on packets that are cut, or lie about their lengths, or are rubbish     |
//! | [`real`]   | checks on what a kernel has sent, against what is known of it and tshark says  |
//! | [`packet`] | packets made from their fields, for all of these                               |
//! | [`datagram`] | the headers of UDP and TCP in them                                           |
//! | [`held`]   | captures made of them, and the program's output held against what was made     |

mod datagram;
mod file;
mod headers;
mod held;
mod lies;
mod packet;
mod parts;
mod real;

use crate::play::Check;

/// The checks of lesson 11, in the order in which a student meets them.
pub const CHECKS: &[Check] = &[
    Check {
        name: "cannot-open",
        needs: &[],
        play: file::cannot_open,
    },
    Check {
        name: "no-capture",
        needs: &[],
        play: file::no_capture,
    },
    Check {
        name: "a-line-for-each",
        needs: &[],
        play: file::a_line_for_each,
    },
    Check {
        name: "byte-orders",
        needs: &["a-line-for-each"],
        play: file::byte_orders,
    },
    Check {
        name: "ipv4-header",
        needs: &["a-line-for-each"],
        play: headers::ipv4,
    },
    Check {
        name: "ipv4-options",
        needs: &["ipv4-header"],
        play: headers::ipv4_options,
    },
    Check {
        name: "header-checksum",
        needs: &["ipv4-header"],
        play: headers::header_checksum,
    },
    Check {
        name: "not-ipv4",
        needs: &["ipv4-header"],
        play: headers::not_ipv4,
    },
    Check {
        name: "udp-header",
        needs: &["ipv4-header"],
        play: headers::udp,
    },
    Check {
        name: "udp-checksum",
        needs: &["udp-header"],
        play: headers::udp_checksum,
    },
    Check {
        name: "tcp-header",
        needs: &["ipv4-header"],
        play: headers::tcp,
    },
    Check {
        name: "tcp-checksum",
        needs: &["tcp-header"],
        play: headers::tcp_checksum,
    },
    Check {
        name: "tcp-options",
        needs: &["tcp-header"],
        play: headers::tcp_options,
    },
    Check {
        name: "padding",
        needs: &["tcp-header", "udp-header"],
        play: headers::padding,
    },
    Check {
        name: "fragments",
        needs: &["tcp-header", "udp-header"],
        play: headers::fragments,
    },
    Check {
        name: "handshake",
        needs: &["tcp-header"],
        play: parts::handshake,
    },
    Check {
        name: "close",
        needs: &["handshake"],
        play: parts::close,
    },
    Check {
        name: "reset",
        needs: &["handshake"],
        play: parts::reset,
    },
    Check {
        name: "sent-again",
        needs: &["close"],
        play: parts::sent_again,
    },
    Check {
        name: "past-the-highest",
        needs: &["close"],
        play: parts::past_the_highest,
    },
    Check {
        name: "many-at-once",
        needs: &["close"],
        play: parts::many_at_once,
    },
    Check {
        name: "cut-anywhere",
        needs: &["tcp-options", "udp-checksum"],
        play: lies::cut_anywhere,
    },
    Check {
        name: "cut-conversation",
        needs: &["close", "cut-anywhere"],
        play: lies::cut_conversation,
    },
    Check {
        name: "file-ends",
        needs: &["cut-anywhere"],
        play: lies::file_ends,
    },
    Check {
        name: "lengths-that-lie",
        needs: &["cut-anywhere"],
        play: lies::lengths,
    },
    Check {
        name: "options-that-lie",
        needs: &["tcp-options"],
        play: lies::options,
    },
    Check {
        name: "rubbish",
        needs: &["lengths-that-lie", "options-that-lie"],
        play: lies::rubbish,
    },
    Check {
        name: "real-capture",
        needs: &["fragments", "close", "reset", "tcp-options"],
        play: real::talk,
    },
    Check {
        name: "as-tshark-says",
        needs: &["real-capture"],
        play: real::as_tshark_says,
    },
    Check {
        name: "usage",
        needs: &[],
        play: file::usage,
    },
];

/// What passes before the student has written a line.
pub const GIVEN: &[&str] = &["cannot-open", "no-capture", "usage"];
