//! Leaving in the middle: whatever ends this command ends all that it has started.

use std::io::{self, IsTerminal, Write};
use std::process;

use anyhow::Result;
use netlesson_checks::{compile, program};

use crate::screen;

/// Has Ctrl-C, SIGTERM and SIGHUP end this command with all that it has started.
pub fn handle() -> Result<()> {
    Ok(ctrlc::set_handler(|| {
        // First of all: a terminal that takes nothing must not keep the programs alive.
        compile::end_all();
        program::end_all();
        screen::clear_status();
        // The terminal has written ^C where the cursor stood; the prompt belongs on its own line.
        if io::stderr().is_terminal() {
            let _ = writeln!(io::stderr());
        }
        // 128 and the number of SIGINT, as shells have it; for the other signals too.
        process::exit(130)
    })?)
}

/// Ends this command now: the build, the programs, the line of the moment, and itself.
pub fn leave(code: i32) -> ! {
    screen::clear_status();
    compile::end_all();
    program::end_all();
    process::exit(code)
}
