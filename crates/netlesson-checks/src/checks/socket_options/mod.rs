//! Lesson 7: what a socket can be asked, and what the kernel makes of what it is asked for.
//!
//! | module      | what is in it                                                             |
//! |-------------|---------------------------------------------------------------------------|
//! | [`list`]    | `sockopt list`: every option that a socket has                             |
//! | [`set`]     | `sockopt set`: asked, got, and why                                         |
//! | [`backlog`] | how many connections come about without accept                            |
//! | [`rebind`]  | who may bind to a port that rests in TIME_WAIT                             |
//! | [`truth`]   | what this kernel says, asked in the same run with sockets of the check's own |
//! | [`calls`]   | how those are asked                                                        |

mod backlog;
mod calls;
mod list;
mod rebind;
mod set;
mod truth;

use crate::play::{Check, Play};
use crate::verdict::Played;

/// The checks of lesson 7, in the order in which a student meets them.
pub const CHECKS: &[Check] = &[
    Check {
        name: "list-names",
        needs: &[],
        play: list::names,
    },
    Check {
        name: "list-levels",
        needs: &["list-names"],
        play: list::levels,
    },
    Check {
        name: "list-values",
        needs: &["list-levels"],
        play: list::values,
    },
    Check {
        name: "list-datagrams",
        needs: &["list-values"],
        play: list::datagrams,
    },
    Check {
        name: "list-families",
        needs: &["list-values"],
        play: list::families,
    },
    Check {
        name: "list-json",
        needs: &["list-values"],
        play: list::json,
    },
    Check {
        name: "list-asks-the-kernel",
        needs: &["list-values"],
        play: list::asks_the_kernel,
    },
    Check {
        name: "set-buffers",
        needs: &[],
        play: set::buffers,
    },
    Check {
        name: "set-buffer-limits",
        needs: &["set-buffers"],
        play: set::buffer_limits,
    },
    Check {
        name: "set-flags",
        needs: &["set-buffers"],
        play: set::flags,
    },
    Check {
        name: "set-times",
        needs: &["set-buffers"],
        play: set::times,
    },
    Check {
        name: "set-headers",
        needs: &["set-buffers"],
        play: set::headers,
    },
    Check {
        name: "set-says-why",
        needs: &["set-buffer-limits", "set-flags", "set-times", "set-headers"],
        play: set::says_why,
    },
    Check {
        name: "set-refused",
        needs: &["set-buffers"],
        play: set::refused,
    },
    Check {
        name: "backlog-listens",
        needs: &[],
        play: backlog::listens,
    },
    Check {
        name: "backlog-counts",
        needs: &["backlog-listens"],
        play: backlog::counts,
    },
    Check {
        name: "backlog-smallest",
        needs: &["backlog-counts"],
        play: backlog::smallest,
    },
    Check {
        name: "backlog-few-descriptors",
        needs: &["backlog-counts"],
        play: backlog::few_descriptors,
    },
    Check {
        name: "backlog-ends",
        needs: &["backlog-counts"],
        play: backlog::ends,
    },
    Check {
        name: "rebind-four-lines",
        needs: &[],
        play: rebind::four_lines,
    },
    Check {
        name: "rebind-time-wait",
        needs: &["rebind-four-lines"],
        play: rebind::time_wait,
    },
    Check {
        name: "rebind-answers",
        needs: &["rebind-time-wait"],
        play: rebind::answers,
    },
    Check {
        name: "usage",
        needs: &[],
        play: usage,
    },
];

/// What passes before the student has written a line.
pub const GIVEN: &[&str] = &["usage"];

fn usage(play: &mut Play) -> Played {
    play.run("sockopt", &[])?.misused()?;
    play.run("sockopt", &["get"])?.misused()?;
    play.run("sockopt", &["list", "--family", "inet7"])?
        .misused()?;
    play.run("sockopt", &["list", "--type"])?.misused()?;
    play.run("sockopt", &["list", "--all"])?.misused()?;
    play.run("sockopt", &["set", "SO_RCVBUF"])?.misused()?;
    play.run("sockopt", &["set", "SO_RCVBUF", "much"])?
        .misused()?;
    play.run("sockopt", &["set", "SO_RCVBUF", "100000", "200000"])?
        .misused()?;
    play.run("sockopt", &["set", "SO_WONDER", "1"])?.misused()?;
    play.run("backlog", &[])?.misused()?;
    play.run("backlog", &["five"])?.misused()?;
    play.run("backlog", &["5", "6"])?.misused()?;
    play.run("rebind", &["now"])?.misused()?;
    Ok(())
}
