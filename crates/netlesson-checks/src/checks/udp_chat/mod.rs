//! Lesson 5: a chat on one socket. A server that knows its peers by their addresses alone, a client
//! that asks again when nothing comes back.

mod client;
mod mistakes;
mod server;

use super::shared;
use crate::play::Check;

/// The checks of lesson 5, in the order in which a student meets them.
pub const CHECKS: &[Check] = &[
    Check {
        name: "ready-line",
        needs: &[],
        play: server::ready_line,
    },
    Check {
        name: "takes-a-datagram",
        needs: &["ready-line"],
        play: server::takes_a_datagram,
    },
    Check {
        name: "port-taken",
        needs: &["ready-line"],
        play: server::port_taken,
    },
    Check {
        name: "interrupt-server",
        needs: &["ready-line"],
        play: shared::interrupt_server,
    },
    Check {
        name: "empty-datagram",
        needs: &["takes-a-datagram"],
        play: server::empty_datagram,
    },
    Check {
        name: "not-utf8",
        needs: &["takes-a-datagram"],
        play: server::not_utf8,
    },
    Check {
        name: "signs-in",
        needs: &["takes-a-datagram"],
        play: server::signs_in,
    },
    Check {
        name: "prints-every-datagram",
        needs: &["signs-in", "empty-datagram", "not-utf8"],
        play: server::prints_every_datagram,
    },
    Check {
        name: "who-order",
        needs: &["signs-in"],
        play: server::who_order,
    },
    Check {
        name: "tells-the-others",
        needs: &["who-order"],
        play: server::tells_the_others,
    },
    Check {
        name: "unnamed-peer",
        needs: &["tells-the-others"],
        play: server::unnamed_peer,
    },
    Check {
        name: "bad-names",
        needs: &["tells-the-others"],
        play: server::bad_names,
    },
    Check {
        name: "name-taken",
        needs: &["tells-the-others"],
        play: server::name_taken,
    },
    Check {
        name: "renames",
        needs: &["tells-the-others"],
        play: server::renames,
    },
    Check {
        name: "bye",
        needs: &["unnamed-peer", "prints-every-datagram"],
        play: server::bye,
    },
    Check {
        name: "no-command",
        needs: &["tells-the-others"],
        play: server::no_command,
    },
    Check {
        name: "line-feed",
        needs: &["tells-the-others", "prints-every-datagram"],
        play: server::line_feed,
    },
    Check {
        name: "ip-and-port",
        needs: &["tells-the-others"],
        play: server::ip_and_port,
    },
    Check {
        name: "to-one",
        needs: &["unnamed-peer"],
        play: server::to_one,
    },
    Check {
        name: "to-nobody",
        needs: &["to-one"],
        play: server::to_nobody,
    },
    Check {
        name: "largest-message",
        needs: &["to-one", "prints-every-datagram"],
        play: server::largest_message,
    },
    Check {
        name: "too-long",
        needs: &["to-one"],
        play: server::too_long,
    },
    Check {
        name: "peer-gone",
        needs: &["to-one", "prints-every-datagram"],
        play: server::peer_gone,
    },
    Check {
        name: "usage",
        needs: &[],
        play: client::usage,
    },
    Check {
        name: "client-signs-in",
        needs: &[],
        play: client::signs_in,
    },
    Check {
        name: "sign-in-refused",
        needs: &["client-signs-in"],
        play: client::refused,
    },
    Check {
        name: "asks-again",
        needs: &["client-signs-in"],
        play: client::asks_again,
    },
    Check {
        name: "no-answer",
        needs: &["client-signs-in"],
        play: client::no_answer,
    },
    Check {
        name: "nobody-listens",
        needs: &["client-signs-in"],
        play: client::nobody_listens,
    },
    Check {
        name: "lively-room",
        needs: &["client-signs-in"],
        play: client::lively_room,
    },
    Check {
        name: "client-sends",
        needs: &["client-signs-in"],
        play: client::sends,
    },
    Check {
        name: "client-prints",
        needs: &["client-signs-in"],
        play: client::prints,
    },
    Check {
        name: "prints-whole",
        needs: &["client-prints"],
        play: client::prints_whole,
    },
    Check {
        name: "strangers",
        needs: &["client-prints"],
        play: client::strangers,
    },
    Check {
        name: "server-away",
        needs: &["client-sends", "client-prints"],
        play: client::server_away,
    },
    Check {
        name: "signs-off",
        needs: &["client-signs-in"],
        play: client::signs_off,
    },
    Check {
        name: "interrupt-client",
        needs: &["client-signs-in"],
        play: client::interrupt,
    },
    Check {
        name: "both-together",
        needs: &["bye", "to-one", "client-sends", "client-prints"],
        play: client::both_together,
    },
    Check {
        name: "lossy-wire",
        needs: &["asks-again", "both-together"],
        play: client::lossy_wire,
    },
];

/// What passes before the student has written a line.
pub const GIVEN: &[&str] = &["usage"];
