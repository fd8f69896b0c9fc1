//! One module a command. Each has its `Arguments` and a `run`, which returns the exit code:
//! 0 done or passed, 1 something fails. An error becomes a 2 in `main`.

pub mod demo;
pub mod diff;
pub mod doctor;
pub mod hint;
pub mod lesson;
pub mod list;
pub mod race;
pub mod reset;
#[cfg(target_os = "linux")]
pub mod show;
#[cfg(not(target_os = "linux"))]
#[path = "show/elsewhere.rs"]
pub mod show;
pub mod watch;
pub mod wire;

/// A lesson's number as it is typed: `4`, or as its folder has it, `04` and `04-struct-header-fix`.
pub fn number(typed: &str) -> Result<u16, String> {
    let digits = typed.split('-').next().unwrap_or(typed);
    digits
        .parse()
        .map_err(|_| "a lesson is called by its number, such as 4".into())
}
