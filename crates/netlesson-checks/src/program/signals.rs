//! The signals that a program is sent: to stop, to go on, to end.

use std::sync::atomic::Ordering;

use super::{Program, ending};
use crate::kernel;
use crate::log::Did;
use crate::verdict::{Played, Problem};

impl Program {
    /// Stops the program (SIGSTOP), until it is thawed: what is sent to it piles up meanwhile.
    /// Returns once all its threads stand still.
    pub fn freeze(&self) -> Played {
        if !cfg!(unix) {
            return Err(Problem::Skipped("skipped-no-freeze"));
        }
        self.frozen.store(true, Ordering::Relaxed);
        ending::stop(self.pid).map_err(|error| Problem::Fault(format!("SIGSTOP: {error}")))?;
        self.note(Did::Frozen);
        Ok(())
    }

    /// Lets a frozen program go on (SIGCONT).
    pub fn thaw(&self) {
        self.note(Did::Thawed);
        self.frozen.store(false, Ordering::Relaxed);
        ending::go_on(self.pid);
    }

    /// Lets what the program has started, and has stopped since, go on (SIGCONT).
    pub fn thaw_started(&self) {
        self.note(Did::StartedThawed);
        kernel::stopped(self.pid)
            .into_iter()
            .for_each(ending::go_on);
    }

    /// Whether the program is frozen.
    pub fn is_frozen(&self) -> bool {
        self.frozen.load(Ordering::Relaxed)
    }

    /// Sends SIGINT, as Ctrl-C does, and waits for the end.
    pub fn interrupt(&self) -> Played {
        if !cfg!(unix) {
            return Err(Problem::Skipped("skipped-no-signals"));
        }
        self.note(Did::Interrupted);
        ending::interrupt(self.pid);
        self.wait().map(|_| ())
    }

    /// Kills the program (SIGKILL) and waits until it is gone, its sockets with it.
    pub fn kill(&self) -> Played {
        self.note(Did::Killed);
        self.kill_at_once();
        self.wait().map(|_| ())
    }

    /// Kills the program (SIGKILL), and does not wait until it is gone.
    pub fn kill_at_once(&self) {
        ending::kill(self.pid);
    }
}
