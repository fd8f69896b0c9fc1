//! What the programs of the course share.
//!
//! | module      | what is in it                                                            |
//! |-------------|--------------------------------------------------------------------------|
//! | [`frame`]   | a message with its length in front: write one, read one, decode pieces   |
//! | [`program`] | the ways every program keeps: its address argument, its errors, its usage |
//!
//! Lesson 4's student writes the framing; from lesson 6 on the lessons take it from here.

#![warn(missing_docs)]

pub mod frame;
pub mod program;

pub use frame::{
    FrameDecoder, HEADER_LEN, InvalidLength, MAX_FRAME_LEN, read_frame, read_frame_within,
    write_frame,
};
