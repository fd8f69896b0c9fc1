//! The wire: the check's own ends of the conversations with a student's programs.
//!
//! | module       | what is in it                                                                   |
//! |--------------|---------------------------------------------------------------------------------|
//! | [`script`]   | what happens to bytes: where they are cut and held, how the stream ends         |
//! | [`stream`]   | one TCP connection: send whole, play a script, end, reset; expect bytes         |
//! | [`host`]     | a TCP listener for a student's client, and addresses where nobody answers       |
//! | [`datagram`] | a UDP socket                                                                    |
//! | [`relay`]    | a wire between two UDP programs that loses, repeats, delays and cuts datagrams  |
//!
//! **What one `recv` returns** is decided here, with no sleep:
//!
//! - *drain* ([`Stream::play`]): a slice is sent with TCP_NODELAY, and the next one only when the
//!   kernel says that the peer's receive queue is empty: one `recv` cannot return bytes of two slices.
//! - *freeze* ([`crate::program::Program::freeze`]): the program is stopped, everything is sent, and it goes
//!   on: one `recv` returns all of it, as far as its buffer is large enough.

pub mod datagram;
pub mod host;
pub mod relay;
pub mod script;
pub mod stream;

pub use datagram::Datagrams;
pub use host::{Host, TakenPort};
pub use relay::{Fate, Relay, Way};
pub use script::Script;
pub use stream::Stream;
