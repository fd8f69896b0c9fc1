//! Names the mistake behind a failure, where the evidence is enough, and says nothing where it is not: a
//! wrong diagnosis is worse than none.
//!
//! | module     | the evidence                                                                       |
//! |------------|------------------------------------------------------------------------------------|
//! | [`bytes`]  | what came beside what was expected: bytes that only one mistake makes of the others |
//! | [`waits`]  | what the kernel shows the program waiting for                                      |
//!
//! A check that knows more says so itself ([`crate::verdict::Problem::because`]), and is not asked here.

pub mod bytes;
pub mod waits;

use crate::log::{Did, Event};
use crate::program::Program;
use crate::verdict::{Diagnosis, Failure, Symptom};

/// The diagnosis of a failure: `program` is the one that it was seen at, `events` what happened before.
pub fn of(failure: &Failure, program: Option<&Program>, events: &[Event]) -> Option<Diagnosis> {
    if let (Some(expected), Some(came)) = (&failure.expected, &failure.came) {
        let named = bytes::compared(&expected.0, &came.0)
            .or_else(|| said_again(&came.0, &expected.0, events))
            .or_else(|| heard_itself(&came.0, events));
        if named.is_some() {
            return named;
        }
    }
    let name = failure.symptom.program()?;
    match &failure.symptom {
        Symptom::Silence { certain: true, .. } | Symptom::Running { certain: true, .. } => {
            waits::named(program?, name)
        }
        Symptom::Crashed { message, .. } => unwrapped(message),
        _ => None,
    }
}

/// What a panic says of the value that was unwrapped, in the words of std.
fn unwrapped(message: &str) -> Option<Diagnosis> {
    let (_, value) = message.split_once(": ")?;
    let key = if value.starts_with("Utf8Error {") || value.starts_with("FromUtf8Error {") {
        "diagnosis-text-unwrapped"
    } else if value.starts_with("Os { code: ") {
        "diagnosis-error-unwrapped"
    } else {
        return None;
    };
    Some(Diagnosis::new(key, &[]))
}

/// What came is what came the time before, and something else was expected.
fn said_again(came: &[u8], expected: &[u8], events: &[Event]) -> Option<Diagnosis> {
    let mut received = events.iter().rev().filter_map(|event| match &event.did {
        Did::Received { bytes } => Some((&event.who, bytes)),
        _ => None,
    });
    let (who, last) = received.next()?;
    let (_, before) = received.find(|(other, _)| *other == who)?;
    let again = last.0 == came && before.0 == came && came != expected && !came.is_empty();
    again.then(|| Diagnosis::new("diagnosis-said-again", &[]))
}

/// What came is what the same peer had said itself, with a name before it.
fn heard_itself(came: &[u8], events: &[Event]) -> Option<Diagnosis> {
    let who = events.iter().rev().find_map(|event| match &event.did {
        Did::Received { bytes } if bytes.0 == came => Some(&event.who),
        _ => None,
    })?;
    let said = events.iter().any(|event| match &event.did {
        Did::Sent { slices, .. } if event.who == *who => {
            let sent: Vec<u8> = slices.iter().flat_map(|slice| slice.0.clone()).collect();
            let name = came.strip_suffix(sent.as_slice());
            !sent.is_empty() && name.is_some_and(|name| name.ends_with(b": "))
        }
        _ => false,
    });
    said.then(|| Diagnosis::new("diagnosis-heard-itself", &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_unwrapped_is_named_by_what_std_says_of_it() {
        let key = |message: &str| unwrapped(message).map(|diagnosis| diagnosis.key);
        let text = String::from_utf8(vec![0xff])
            .map_err(|error| format!("called `Result::unwrap()` on an `Err` value: {error:?}"));
        assert_eq!(
            text.err().as_deref().and_then(key),
            Some("diagnosis-text-unwrapped")
        );
        let error = std::io::Error::from_raw_os_error(98);
        assert_eq!(
            key(&format!("no port: {error:?}")),
            Some("diagnosis-error-unwrapped")
        );
        assert_eq!(key("index out of bounds: the len is 4"), None);
        assert_eq!(key("something else"), None);
    }
}
