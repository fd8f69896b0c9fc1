//! What programs did on the wire, as it was: every send, every recv, and what the kernel held in between.
//!
//! | module      | what is in it                                                              |
//! |-------------|----------------------------------------------------------------------------|
//! | [`tracer`]  | follows programs through their system calls (ptrace(2))                    |
//! | [`record`]  | makes events out of system calls: one log, in one order                    |
//! | [`picture`] | makes rows out of events                                                   |
//! | [`stream`]  | what goes one way, cut into units, and what of it lies in the kernel       |
//! | [`text`]    | the rows in a terminal                                                     |
//! | [`svg`]     | the rows as a drawing                                                      |
//!
//! The programs are started by the course's own command, in a process of its own, as ever: nothing is linked into
//! them, and they may be written in any language.

mod picture;
mod record;
mod stream;
mod svg;
mod text;
mod tracer;

pub use picture::Picture;
pub use record::Recorder;
pub use stream::Units;
pub use svg::{Said, drawing};
pub use text::lines;
pub use tracer::{Player, follow};
