//! The report of a class in all of its forms: each is read by a parser or held against a schema, and a stranger's text
//! breaks none of them.

mod class;
mod formats;
mod model;
mod page;
