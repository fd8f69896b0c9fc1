//! What programs did on the wire, as it was: every send, every recv, and what the kernel held in between.
//!
//! | module      | what is in it                                                              |
//! |-------------|----------------------------------------------------------------------------|
//! | [`tracer`]  | follows programs through their system calls                                |
//! | [`ptrace`]  | the requests of ptrace(2) that it takes                                    |
//! | [`calls`]   | which calls matter, and where their bytes lie in a program's memory        |
//! | [`sockets`] | which sockets processes hold, and where those are                          |
//! | [`event`]   | what programs do                                                           |
//! | [`record`]  | makes events out of system calls: one log, in one order                    |
//! | [`kernel`]  | what lies in the kernel after each event, and whether that can be          |
//! | [`stream`]  | what goes one way over a connection, cut into units                        |
//! | [`datagrams`] | what waits at a UDP port                                                 |
//! | [`picture`] | makes rows out of events                                                   |
//! | [`text`]    | the rows in a terminal                                                     |
//! | [`svg`]     | the rows as a drawing                                                      |
//!
//! The programs are started by the course's own command, in a process of its own, as ever: nothing is linked into
//! them, and they may be written in any language.

mod calls;
mod datagrams;
mod event;
mod kernel;
mod picture;
mod ptrace;
mod record;
mod sockets;
mod stream;
mod svg;
#[cfg(test)]
mod tests;
mod text;
mod tracer;

pub use event::Recording;
pub use picture::{Contradiction, Picture, Side, What};
pub use record::Recorder;
pub use stream::Units;
pub use svg::{Said, drawing};
pub use text::lines;
pub use tracer::{Player, follow};
