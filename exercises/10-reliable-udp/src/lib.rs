//! Lesson 10's parts: what goes over the wire, who sends it until it has arrived, who puts it together.
//!
//! | module           | what is in it                                                       |
//! |------------------|---------------------------------------------------------------------|
//! | [`packet`]       | packets and acknowledgements as bytes                               |
//! | [`sender`]       | the window: what is sent, what is sent again, and when it is enough |
//! | [`receiver`]     | what is expected, what is written, what is answered                 |
//! | [`announcement`] | lesson 8's words about a file: name, size, md5                      |
//!
//! ```text
//!  client                          server
//!    | 0: {"file_name":…} -->        |
//!    |        <-- next is 1          |
//!    | 1: bytes -->                  |
//!    | 2: bytes -->   lost           |
//!    | 3: bytes -->                  |      not the one expected
//!    |        <-- next is 2          |
//!    |        <-- next is 2          |
//!    | 2: bytes, 3: bytes, last -->  |
//!    |        <-- next is 4          |      stored
//! ```

pub mod announcement;
pub mod packet;
pub mod receiver;
pub mod sender;
