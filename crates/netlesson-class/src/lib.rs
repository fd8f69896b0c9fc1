//! Grades a class: strangers' programs, safely, in bulk.
//!
//! | module         | what is in it                                                                |
//! |----------------|------------------------------------------------------------------------------|
//! | [`submission`] | what is taken of what a student hands in, and what is refused, by name         |
//! | [`workplace`]  | where submissions are compiled: what they share is compiled once               |
//! | [`container`]  | what a stranger's code can reach, at each level of containment                 |
//! | [`keeper`]     | runs a submission's programs, and ends all that they have started              |
//! | [`bounded`]    | runs a program within bounds on all that it takes                              |
//! | [`confined`]   | becomes a program that has nothing but its room                                |
//! | [`grade`]      | has one submission compiled and its lessons played, both in a container        |
//! | `compiling`    | compiles a submission, and tells whose fault it is where that fails            |
//! | [`play`]       | plays the checks of one lesson, inside the container                           |
//! | [`report`]     | what came of a class, and the forms in which others read it                    |
//! | [`files`]      | writes a file with its folders; measures and removes what others have written     |
//! | [`handout`]    | the students' copy of the course, and its update over their work               |
//!
//! The command (`class.rs`, `class/`) grades many at a time, and goes on where it was interrupted.
#![cfg(target_os = "linux")]

pub mod bounded;
mod compiling;
pub mod confined;
pub mod container;
pub mod files;
pub mod grade;
pub mod handout;
pub mod keeper;
pub mod play;
pub mod report;
pub mod submission;
pub mod workplace;
