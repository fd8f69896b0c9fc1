//! What the two programs of the chat are made of.
//!
//! | module      | what is in it                                                  |
//! |-------------|----------------------------------------------------------------|
//! | [`room`]    | the server's: who is here, and what goes to whom               |
//! | [`sign_in`] | the client's: how to get in, although a datagram may be lost   |

pub mod room;
pub mod sign_in;

/// The most that one IPv4 datagram carries: 65535 bytes, less 20 for IP's header and 8 for UDP's.
pub const MAX_PAYLOAD: usize = 65507;
