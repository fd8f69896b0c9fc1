//! The gallery: a grader is a measuring instrument, and this is how its errors are known.
//!
//! | module     | what is in it                                                                     |
//! |------------|-----------------------------------------------------------------------------------|
//! | [`piece`]  | one program pair of the gallery: a change to a lesson's solution, and its verdict |
//! | [`build`]  | has cargo build all of them at once, in a workspace made for it                   |
//! | [`grade`]  | plays a lesson's checks on one, up to the first that fails, in a process of its own |
//!
//! `mistakes/NN-slug/NAME.patch` is a wrong program: one mistake that a student may make, the check that
//! it must fail first and the diagnosis that it must get. `right/NN-slug/NAME.patch` is a right program that
//! differs in kind from the solution, and must pass every check. `README.md` has the format.

pub mod build;
pub mod grade;
pub mod piece;
