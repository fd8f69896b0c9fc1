//! The mistakes behind failures of this lesson's checks, where what was sent, what came back and what the
//! kernel shows leave no other explanation.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;

use crate::diagnosis::bytes;
use crate::kernel::{self, Wait};
use crate::panic;
use crate::program::Program;
use crate::verdict::{Failure, Problem, Symptom};

/// The failure, if the problem is one.
pub fn failure(problem: &Problem) -> Option<&Failure> {
    match problem {
        Problem::Failed(failure) => Some(failure),
        _ => None,
    }
}

/// What came in place of what was expected.
pub fn came(problem: &Problem) -> Option<&[u8]> {
    failure(problem)?
        .came
        .as_ref()
        .map(|came| came.0.as_slice())
}

/// Whether nothing came, and the kernel showed that nothing ever would.
pub fn stays_silent(problem: &Problem) -> bool {
    failure(problem)
        .is_some_and(|failure| matches!(failure.symptom, Symptom::Silence { certain: true, .. }))
}

/// Whether the program has come to an end of its own: it did not panic, nor did a signal end it.
pub fn ended(problem: &Problem, program: &Program) -> bool {
    // Its stdout may be seen to end a moment before the program is.
    let ended = failure(problem).is_some_and(|failure| match &failure.symptom {
        Symptom::Ended { program: its, .. } => *its == program.name(),
        Symptom::NoLine { program: its } => *its == program.name() && program.exit_soon().is_some(),
        _ => false,
    });
    // All that it said on stderr has come when it has been waited for.
    ended && program.wait().is_ok() && panic::find(&program.name(), &program.stderr()).is_none()
}

/// Whether a datagram holds nothing but the length of the expected text: four bytes, or digits.
pub fn is_length_of(came: &[u8], expected: &[u8]) -> bool {
    let length = u32::try_from(expected.len()).unwrap_or(u32::MAX);
    came == length.to_le_bytes()
        || came == length.to_be_bytes()
        || came == length.to_string().as_bytes()
}

/// Names the buffer that a datagram was cut to, if what came is the beginning of what was expected and as
/// long as one. `before` bytes of it were not in the datagram that was cut.
pub fn cut_to_a_buffer(problem: Problem, before: usize) -> Problem {
    let Some(Failure {
        expected: Some(expected),
        came: Some(came),
        ..
    }) = failure(&problem)
    else {
        return problem;
    };
    let (expected, came) = (&expected.0, &came.0);
    let count = came.len().saturating_sub(before);
    if !expected.starts_with(came) || expected == came || !bytes::fills_a_buffer(count) {
        return problem;
    }
    let arguments = [
        ("count", count.to_string()),
        ("length", (expected.len() - before).to_string()),
    ];
    problem.because("diagnosis-small-buffer", &arguments)
}

/// Whom the program's socket at `port` is connected to, as the kernel shows.
pub fn connected_to(program: &Program, port: u16) -> Option<SocketAddr> {
    let address = |address: std::io::Result<socket2::SockAddr>| address.ok()?.as_socket();
    kernel::sockets(program.pid()).iter().find_map(|socket| {
        let local = address(socket.local_addr())?;
        let peer = address(socket.peer_addr())?;
        (local.port() == port).then_some(peer)
    })
}

/// The time limits of all receiving that the program's sockets have just now (SO_RCVTIMEO).
pub fn time_limits(program: &Program) -> Vec<Duration> {
    let sockets = kernel::sockets(program.pid());
    let limits = sockets.iter().map(|socket| socket.read_timeout().ok()?);
    limits.flatten().collect()
}

/// Names the wait that begins anew with every datagram: the client has been spoken to again and again, and all
/// the time `limits` held the only time limit of its receiving. As often as it has asked, that one would have
/// been over within `allowed`.
pub fn restarts_its_wait(
    problem: Problem,
    client: &Program,
    limits: &BTreeSet<Duration>,
    allowed: Duration,
) -> Problem {
    let asked = failure(&problem).and_then(|failure| match &failure.symptom {
        Symptom::Witness { key, arguments } if *key == "witness-asked-too-long" => {
            arguments.get("count")?.parse::<u32>().ok()
        }
        _ => None,
    });
    let mut limits = limits.iter();
    match (limits.next(), limits.next()) {
        (Some(limit), None) if asked.is_some_and(|asked| *limit * asked < allowed) => {
            let arguments = [
                ("program", client.name()),
                ("limit", limit.as_millis().to_string()),
            ];
            problem.because("diagnosis-talk-restarts-wait", &arguments)
        }
        _ => problem,
    }
}

/// Names a thread that waits for a datagram while nothing else goes on in the client: nobody reads what is
/// typed, or the others wait for that thread.
pub fn only_receives(problem: Problem, client: &Program) -> Problem {
    let silent = failure(&problem).is_some_and(|failure| {
        matches!(
            failure.symptom,
            Symptom::Silence { certain: true, .. } | Symptom::Running { certain: true, .. }
        )
    });
    if !silent {
        return problem;
    }
    let waits = kernel::waits(client.pid());
    let receives = waits.contains(&Wait::ReceiveDatagram);
    let program = [("program", client.name())];
    if receives && waits.iter().all(|wait| *wait == Wait::ReceiveDatagram) {
        problem.because("diagnosis-only-waits-for-datagram", &program)
    } else if receives
        && waits
            .iter()
            .all(|wait| matches!(wait, Wait::ReceiveDatagram | Wait::Thread))
    {
        problem.because("diagnosis-waits-for-receiver", &program)
    } else {
        problem
    }
}

/// Whether no thread of the client waits for datagrams any more.
pub fn receives_no_more(client: &Program) -> bool {
    let waits = kernel::waits(client.pid());
    let known = |wait: &Wait| matches!(wait, Wait::Input | Wait::Thread);
    !waits.is_empty() && waits.iter().all(known)
}

/// What is wrong with the order in which names came, if the names themselves are all there.
/// `entered` is the order in which they signed in.
pub fn order(came: &[u8], entered: &[&str]) -> Option<&'static str> {
    let names = str::from_utf8(came).ok()?.strip_prefix("here: ")?;
    let names: Vec<&str> = names.split(", ").collect();
    if names.len() == 1 && entered.len() > 1 && entered.last() == names.first() {
        return Some("diagnosis-one-peer-only");
    }
    let sorted = |names: &[&str]| {
        let mut names: Vec<String> = names.iter().map(ToString::to_string).collect();
        names.sort_unstable();
        names
    };
    if sorted(&names) != sorted(entered) {
        return None;
    }
    if names == entered {
        return Some("diagnosis-order-of-arrival");
    }
    let folded: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    if folded.is_sorted() {
        return Some("diagnosis-order-without-case");
    }
    Some("diagnosis-no-order")
}

/// Whether `came` is what the beginning of `text` asks for, and `text` only begins like a command.
pub fn took_for_command(text: &str, came: &[u8]) -> bool {
    let answers: [(&str, &[&str]); 3] = [
        ("/who", &["here: "]),
        ("/name", &["hello, ", "error: bad name"]),
        (
            "/to",
            &["error: nobody here is called ", "error: empty message"],
        ),
    ];
    answers.iter().any(|(command, answers)| {
        text.starts_with(command)
            && answers
                .iter()
                .any(|answer| came.starts_with(answer.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_named_only_when_every_name_is_there() {
        let entered = ["b", "C", "a"];
        for (came, key) in [
            ("here: b, C, a", Some("diagnosis-order-of-arrival")),
            ("here: a, b, C", Some("diagnosis-order-without-case")),
            ("here: C, b, a", Some("diagnosis-no-order")),
            ("here: a", Some("diagnosis-one-peer-only")),
            ("here: b", None),
            ("here: C, a", None),
            ("C, a, b", None),
        ] {
            assert_eq!(order(came.as_bytes(), &entered), key, "{came}");
        }
    }

    #[test]
    fn a_length_alone_is_told_from_a_text() {
        for came in [&b"\x05\0\0\0"[..], b"\0\0\0\x05", b"5"] {
            assert!(is_length_of(came, b"hello"), "{came:?}");
        }
        assert!(!is_length_of(b"hell", b"hello"));
    }

    #[test]
    fn a_command_is_known_by_its_answer() {
        assert!(took_for_command("/whoami", b"here: JACK"));
        assert!(!took_for_command("/whoami", b"error: no such command"));
        assert!(!took_for_command("/topic", b"here: JACK"));
    }
}
