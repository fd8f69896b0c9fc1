//! What must be done in the new process itself, between fork and exec. The one module with
//! `unsafe` in it: [`CommandExt::pre_exec`] runs code in the forked child of a program with
//! threads, where only async-signal-safe calls are allowed (signal-safety(7)). The code below makes
//! nothing but system calls: no allocation, no lock.
#![allow(
    unsafe_code,
    reason = "pre_exec and signal(2) have no safe form; see above"
)]

use std::os::unix::process::CommandExt;
use std::process::Command;

/// Makes the program lead a process group of its own, start with every signal at its default
/// (a grader started by `nohup` or from a script's background ignores some, and children inherit
/// that), and, on Linux, end when the grader does.
pub fn contain(command: &mut Command) {
    command.process_group(0);
    // SAFETY: signal(2) and prctl(2) are async-signal-safe; the closure does nothing else.
    unsafe {
        command.pre_exec(|| {
            for signal in [
                libc::SIGINT,
                libc::SIGQUIT,
                libc::SIGTERM,
                libc::SIGHUP,
                libc::SIGPIPE,
            ] {
                libc::signal(signal, libc::SIG_DFL);
            }
            #[cfg(target_os = "linux")]
            libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
            Ok(())
        });
    }
}
