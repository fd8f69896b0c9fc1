//! What a program that should have gone on is waiting for, as the kernel shows it.

use crate::kernel::{self, Wait};
use crate::program::Program;
use crate::verdict::Diagnosis;

/// What the program waits for, in a sentence about what it has read, or not. Of several threads the one
/// speaks that is in a conversation; the others only wait for work.
pub fn named(program: &Program, name: &str) -> Option<Diagnosis> {
    let mut waits = kernel::waits(program.pid());
    waits.sort_by_key(rank);
    let first = waits.first()?;
    let name = ("program", name.to_string());
    let diagnosis = match first {
        Wait::Receive {
            read: 0, unread: 0, ..
        } => Diagnosis::new("diagnosis-waits-to-be-spoken-to", &[name]),
        Wait::Receive {
            read,
            unread: 0,
            asked,
            ..
        } => Diagnosis::new(
            "diagnosis-waits-for-more",
            &[
                name,
                ("count", read.to_string()),
                ("asked", asked.to_string()),
            ],
        ),
        Wait::Send { .. } => Diagnosis::new("diagnosis-waits-in-send", &[name]),
        Wait::ReceiveDatagram => Diagnosis::new("diagnosis-waits-for-datagram", &[name]),
        Wait::Output => Diagnosis::new("diagnosis-waits-in-print", &[name]),
        // What it waits for waits itself, for room in a pipe that nobody reads.
        Wait::Child if its_output_waits(program) => {
            Diagnosis::new("diagnosis-waits-before-it-reads", &[name])
        }
        Wait::Pipe if its_output_waits(program) => {
            Diagnosis::new("diagnosis-reads-the-other-pipe", &[name])
        }
        Wait::Child => Diagnosis::new("diagnosis-waits-for-child", &[name]),
        Wait::Pipe => Diagnosis::new("diagnosis-waits-for-pipe", &[name]),
        Wait::Accept => Diagnosis::new("diagnosis-waits-in-accept", &[name]),
        Wait::Input => Diagnosis::new("diagnosis-waits-for-input", &[name]),
        // All its threads do: otherwise another wait would come first.
        Wait::Thread => Diagnosis::new("diagnosis-waits-for-thread", &[name]),
        Wait::Receive { .. } | Wait::Other => return None,
    };
    Some(diagnosis)
}

/// Whether something that the program has started is blocked in writing its output.
fn its_output_waits(program: &Program) -> bool {
    let mut started = kernel::descendants(program.pid()).into_iter();
    started.any(|pid| kernel::waits(pid).contains(&Wait::Output))
}

/// The wait that tells most comes first.
fn rank(wait: &Wait) -> u8 {
    match wait {
        Wait::Receive { .. } => 0,
        Wait::Send { .. } => 1,
        Wait::Child => 2,
        Wait::Pipe => 3,
        Wait::Output => 4,
        Wait::ReceiveDatagram => 5,
        Wait::Accept => 6,
        Wait::Input => 7,
        Wait::Thread => 8,
        Wait::Other => 9,
    }
}
