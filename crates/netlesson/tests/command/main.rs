//! The command as its users have it: the real binary, in a copy of the course.
//!
//! | module     | what is tried                                            |
//! |------------|----------------------------------------------------------|
//! | [`copy`]   | (the copy: no test touches the course that it stands in) |
//! | [`manners`]| help, errors, colours, pipes, languages, words           |
//! | [`lesson`] | `lesson`, and `list` and `hint` after it                 |
//! | [`programs`] | `lesson --program`: programs in other languages        |
//! | `rebuild`  | the command started itself, when its sources are newer   |
//! | [`replay`] | the command under a failed verdict, and its seed         |
//! | [`reset`]  | `reset` and `diff`                                       |
//! | [`demo`]   | `demo`                                                   |
//! | [`race`]   | `race`                                                   |
//! | `show`     | `show`: every experiment                                 |
//! | `wire`     | `wire`: what programs did, traced and drawn              |
//! | [`watch`]  | `watch`, and Ctrl-C in the middle of it and of a demo    |
//! | [`doctor`] | `doctor`                                                 |

mod copy;
mod demo;
mod doctor;
mod lesson;
mod manners;
mod programs;
mod race;
#[cfg(unix)]
mod rebuild;
mod replay;
mod reset;
#[cfg(target_os = "linux")]
mod show;
mod watch;
#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
mod wire;
