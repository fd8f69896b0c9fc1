//! Lesson 6's two halves: a server that could serve anything, and the room that it serves here.
//!
//! | module           | what is in it                                                         |
//! |------------------|-----------------------------------------------------------------------|
//! | [`socketserver`] | accepts, gives every connection a thread, and ends them all when asked |
//! | [`outbox`]       | what waits to be written to one client, so that nobody waits for it    |
//! | [`room`]         | who is here, and who hears what                                       |

pub mod outbox;
pub mod room;
pub mod socketserver;

/// The longest text that a message may have, in bytes: 64 KiB.
pub const MAX_TEXT_LEN: usize = 64 * 1024;
