//! Grades a class: strangers' programs, safely, in bulk.
//!
//! | module         | what is in it                                                                |
//! |----------------|------------------------------------------------------------------------------|
//! | [`submission`] | what is taken of what a student hands in, and what is refused, by name         |
//! | [`report`]     | what came of a class, and the forms in which others read it                    |
//! | [`handout`]    | the students' copy of the course, and its update over their work               |
#![cfg(target_os = "linux")]

pub mod confined;
pub mod container;
pub mod grade;
pub mod handout;
pub mod play;
pub mod report;
pub mod submission;
pub mod workplace;
