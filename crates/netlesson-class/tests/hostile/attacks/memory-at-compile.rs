//! Takes memory without end while it is compiled.
//!
//! bubblewrap: does-not-compile
//! landlock: does-not-compile
//! process-group: does-not-compile

macro_rules! more {
    ($($token:tt)*) => { more!($($token)* $($token)* 1) };
}

fn attack() {
    more!(1 1 1 1);
}
