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
            .or_else(|| said_again(&came.0, &expected.0, events));
        if named.is_some() {
            return named;
        }
    }
    let name = failure.symptom.program()?;
    match &failure.symptom {
        Symptom::Silence { certain: true, .. } | Symptom::Running { certain: true, .. } => {
            waits::named(program?, name)
        }
        _ => None,
    }
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
