//! `netlesson-class`: grades a folder of submissions.

#[cfg(target_os = "linux")]
mod class;

use std::process::ExitCode;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    class::main().unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    eprintln!("error: a class is graded on Linux, where strangers' programs can be contained");
    ExitCode::from(2)
}
