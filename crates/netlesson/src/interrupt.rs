//! Leaving in the middle: whatever ends this command ends all that it has started.

use std::io::{self, IsTerminal, Write};
use std::process;
use std::sync::Mutex;

use anyhow::Result;
use netlesson_checks::{compile, program};

use crate::screen;

/// Held by whoever has interrupted this command, until it ends: what its programs come to is no result any more.
static LEAVING: Mutex<()> = Mutex::new(());

/// Has Ctrl-C, SIGTERM and SIGHUP end this command with all that it has started.
pub fn handle() -> Result<()> {
    Ok(ctrlc::set_handler(|| {
        let _leaving = LEAVING.lock();
        // First of all: a terminal that takes nothing must not keep the programs alive.
        end_all();
        screen::clear_status();
        // The terminal has written ^C where the cursor stood; the prompt belongs on its own line.
        if io::stderr().is_terminal() {
            let _ = writeln!(io::stderr());
        }
        // 128 and the number of SIGINT, as shells have it; for the other signals too.
        process::exit(130)
    })?)
}

/// Returns where nobody has interrupted this command. Otherwise its programs have been killed, which looks like a mistake of
/// theirs, and whoever killed them is about to exit: what was made of that is not told.
pub fn give_way() {
    drop(LEAVING.lock());
}

/// Ends this command now: the build, the programs, the line of the moment, and itself.
pub fn leave(code: i32) -> ! {
    screen::clear_status();
    end_all();
    process::exit(code)
}

/// Ends all that this command has started.
fn end_all() {
    compile::end_all();
    end_followed();
    program::end_all();
}

/// Ends what `wire` follows, which is nobody's program: the kernel would do so a moment later, when the folder has been
/// taken away in which it plays.
fn end_followed() {
    #[cfg(target_os = "linux")]
    for pid in netlesson_checks::kernel::descendants(process::id()) {
        use rustix::process::{Pid, Signal, kill_process};
        if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
            // One that has just ended is no error.
            let _ = kill_process(pid, Signal::KILL);
        }
    }
}
