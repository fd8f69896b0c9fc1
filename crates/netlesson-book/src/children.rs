//! What this program starts: cargo, mdbook, the course's own command, a browser. Nothing of it takes for ever, and nothing
//! of it is left behind.

use std::process::{self, Command, ExitCode, Output};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use netlesson_checks::folder;
use netlesson_checks::kernel;

/// How long a child may take. The longest is cargo, on a machine on which nothing is compiled yet.
const LIMIT: Duration = Duration::from_secs(1800);

/// How long those that are told to end may take over it; then they are killed.
#[cfg(target_os = "linux")]
const FAREWELL: Duration = Duration::from_secs(10);

/// Held by whoever is leaving: this program ends once, and not in the middle of being ended.
static LEAVING: Mutex<()> = Mutex::new(());

/// Runs a command to its end, and takes what it prints.
///
/// # Errors
///
/// When it cannot be started, or takes longer than the longest should.
pub fn output(command: Command) -> Result<Output> {
    let name = command.get_program().display().to_string();
    let start = Instant::now();
    let mut command = assert_cmd::Command::from_std(command);
    let output = command.timeout(LIMIT).output();
    let output = output.with_context(|| format!("cannot start {name}"))?;
    ensure!(
        start.elapsed() < LIMIT,
        "{name} was ended after {} s",
        LIMIT.as_secs()
    );
    Ok(output)
}

/// Does all that this program is for, which SIGINT, SIGTERM and SIGHUP end with all that it has started.
///
/// # Errors
///
/// What it does, and when signals cannot be handled.
pub fn interruptible(run: impl FnOnce() -> Result<ExitCode>) -> Result<ExitCode> {
    ctrlc::set_handler(|| {
        let _leaving = LEAVING.lock();
        end_all();
        folder::remove_all();
        // 128 and the number of SIGINT, as shells have it; for the other signals too.
        process::exit(130);
    })?;
    let code = run();
    // Its children end first when it is interrupted, and that may be what it has just failed of.
    let _leaving = LEAVING.lock().unwrap_or_else(PoisonError::into_inner);
    code
}

/// Ends all that descends from this program. Each is asked first: the course's command and the processes that grade have
/// programs in groups of their own to end, and a browser has others of its own.
fn end_all() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Pid, Signal, kill_process};
        let running = || {
            let mut all = kernel::descendants(process::id());
            all.retain(|pid| !is_dead(*pid));
            all
        };
        let send = |signal| {
            let all = running().into_iter();
            for pid in all.filter_map(|pid| Pid::from_raw(i32::try_from(pid).ok()?)) {
                // One that has just ended is no error.
                let _gone = kill_process(pid, signal);
            }
        };
        send(Signal::TERM);
        if !kernel::wait_until(FAREWELL, || running().is_empty()) {
            send(Signal::KILL);
            kernel::wait_until(FAREWELL, || running().is_empty());
        }
    }
}

/// Whether a process has ended, and only its parent does not know yet.
#[cfg(target_os = "linux")]
fn is_dead(pid: kernel::Pid) -> bool {
    let stat = i32::try_from(pid).ok().and_then(|pid| {
        let process = procfs::process::Process::new(pid).ok()?;
        process.stat().ok()
    });
    stat.is_none_or(|stat| matches!(stat.state, 'Z' | 'X'))
}
