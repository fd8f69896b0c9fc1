//! What a program has done by the time it prints its first line.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use rustix::pipe::{PipeFlags, fcntl_setpipe_size, pipe_with};
use rustix::process::{WaitId, WaitIdOptions, waitid};

use super::{contain, ending};
use crate::kernel::{self, Pid};
use crate::patience::LIMIT;

/// What the kernel answers about the program when it is about to print its first line. `None` if it
/// prints none, or cannot be seen to.
///
/// Its stdout is a pipe that is full: it is blocked in that line, and can be asked about at leisure.
/// After a line that went through, what it does next would be done before anybody could look.
pub fn at_first_line<T>(
    executable: &Path,
    folder: &Path,
    arguments: &[&str],
    ask: impl FnOnce(Pid) -> T,
) -> io::Result<Option<T>> {
    // One page is the smallest pipe there is. The end that is read from stays open, and is not read.
    let (_reader, writer) = pipe_with(PipeFlags::CLOEXEC)?;
    let room = fcntl_setpipe_size(&writer, 1)?;
    let mut writer = File::from(writer);
    writer.write_all(&vec![b'.'; room])?;

    let mut command = Command::new(executable);
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("RUST_BACKTRACE")
        .stdin(Stdio::piped())
        .stdout(Stdio::from(writer))
        .stderr(Stdio::null());
    contain::contain(&mut command);
    let contained = ending::spawn(&mut command)?;
    let pid = contained.child.id();
    let has_ended = || {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        let process = i32::try_from(pid)
            .ok()
            .and_then(rustix::process::Pid::from_raw);
        process.is_none_or(|process| !matches!(waitid(WaitId::Pid(process), options), Ok(None)))
    };
    kernel::wait_until(LIMIT, || {
        kernel::prints(pid) || has_ended() || kernel::stillness(pid).is_some()
    });
    // Asked again: it may have begun to print between the first question and the last.
    Ok(kernel::prints(pid).then(|| ask(pid)))
}
