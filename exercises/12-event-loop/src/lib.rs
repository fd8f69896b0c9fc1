//! Lesson 12: the room of lesson 6, on one thread. Nothing in it ever waits for one client alone.
//!
//! | module         | what is in it                                                            |
//! |----------------|--------------------------------------------------------------------------|
//! | [`event_loop`] | waits for whatever happens next, anywhere, and attends to it               |
//! | [`connection`] | one client's connection: takes what is there, gives what there is room for |
//! | [`room`]       | who is here, and who hears what                                          |
//! | [`operator`]   | what is typed at the server                                              |

pub mod connection;
pub mod event_loop;
pub mod operator;
pub mod room;

/// The longest text that a message may have, in bytes: 64 KiB.
pub const MAX_TEXT_LEN: usize = 64 * 1024;
