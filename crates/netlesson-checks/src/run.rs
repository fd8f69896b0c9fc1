//! Plays the checks of a lesson, several at a time, and gathers their verdicts.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use crate::lesson::Lesson;
use crate::play::{Built, Check, Play};
use crate::verdict::{Millis, Problem, Verdict};

/// What came of one check of a lesson.
#[derive(Debug)]
pub struct Outcome {
    /// The check's name.
    pub check: &'static str,
    /// What came of it.
    pub verdict: Verdict,
    /// How long it took.
    pub time: Millis,
}

/// How many checks are played at a time. They wait far more than they work.
fn at_a_time() -> usize {
    thread::available_parallelism().map_or(2, usize::from) * 3
}

/// A seed for whoever has none: short enough to be typed from a verdict, to see the same once more.
pub fn any_seed() -> u64 {
    fastrand::u64(..=9999)
}

/// Plays one check.
pub fn play(check: &Check, built: &Built, seed: u64) -> Outcome {
    let start = Instant::now();
    let mut play = Play::new(built, seed);
    let played = catch_unwind(AssertUnwindSafe(|| judged(check, &mut play)));
    let verdict = played.unwrap_or_else(|panic| Verdict::Fault {
        error: panic_message(panic.as_ref()),
    });
    Outcome {
        check: check.name,
        verdict,
        time: start.elapsed().into(),
    }
}

fn judged(check: &Check, play: &mut Play) -> Verdict {
    match (check.play)(play) {
        Ok(()) => Verdict::Passed,
        Err(Problem::Skipped(reason)) => Verdict::Skipped { reason },
        Err(Problem::Fault(error)) => Verdict::Fault { error },
        Err(Problem::Failed(failure)) => {
            let failure = play.explain(*failure);
            play.note_complaints();
            Verdict::Failed {
                failure,
                events: play.log().events(),
            }
        }
    }
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let message = panic.downcast_ref::<String>().map(String::as_str);
    let message = message.or_else(|| panic.downcast_ref::<&str>().copied());
    format!(
        "the check panicked: {}",
        message.unwrap_or("without a message")
    )
}

/// Plays the lesson's checks, or only the one of this name, and returns their verdicts in the
/// lesson's order. A check whose needs did not pass is not played.
pub fn lesson(lesson: &Lesson, built: &Built, only: Option<&str>, seed: u64) -> Vec<Outcome> {
    let checks = lesson.checks;
    if let Some(only) = only {
        return checks
            .iter()
            .filter(|check| check.name == only)
            .map(|check| play(check, built, seed))
            .collect();
    }
    on_board(&Board::new(checks, false), built, seed)
}

/// Plays the lesson's checks up to the first that fails. Those behind it are not played; what was being
/// played already is played to its end.
pub fn until_failure(lesson: &Lesson, built: &Built, seed: u64) -> Vec<Outcome> {
    on_board(&Board::new(lesson.checks, true), built, seed)
}

fn on_board(board: &Board, built: &Built, seed: u64) -> Vec<Outcome> {
    thread::scope(|scope| {
        for _ in 0..at_a_time().min(board.checks.len()) {
            scope.spawn(|| {
                while let Some((place, check)) = board.next() {
                    board.done(place, play(check, built, seed));
                }
            });
        }
    });
    board.outcomes()
}

/// Which checks are still to be played, and what came of the others.
struct Board {
    checks: &'static [Check],
    /// Whether what comes after a failure is left out.
    until_failure: bool,
    places: Mutex<Vec<Place>>,
    changed: Condvar,
}

enum Place {
    ToPlay,
    Playing,
    Done(Box<Outcome>),
}

impl Board {
    fn new(checks: &'static [Check], until_failure: bool) -> Self {
        let places = checks.iter().map(|_| Place::ToPlay).collect();
        Self {
            checks,
            until_failure,
            places: Mutex::new(places),
            changed: Condvar::new(),
        }
    }

    /// The next check whose needs are all decided; waits for one; `None` when none is left.
    fn next(&self) -> Option<(usize, &'static Check)> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let mut left = false;
            for place in 0..self.end(&places) {
                if !matches!(places[place], Place::ToPlay) {
                    continue;
                }
                left = true;
                let check = &self.checks[place];
                match self.needs(check, &places) {
                    Needs::Met => {
                        places[place] = Place::Playing;
                        return Some((place, check));
                    }
                    Needs::Undecided => {}
                    Needs::Missed(needs) => {
                        let verdict = Verdict::Waiting { needs };
                        places[place] = Place::Done(Box::new(Outcome {
                            check: check.name,
                            verdict,
                            time: Millis(0),
                        }));
                        self.changed.notify_all();
                    }
                }
            }
            if !left {
                return None;
            }
            if places.iter().any(|place| matches!(place, Place::Playing)) {
                places = self
                    .changed
                    .wait(places)
                    .unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    /// Where the checks end that are still to be played.
    fn end(&self, places: &[Place]) -> usize {
        let failed = |place: &Place| matches!(place, Place::Done(outcome) if outcome.verdict.stands_in_the_way());
        let first = places.iter().position(failed);
        match first {
            Some(first) if self.until_failure => first,
            _ => self.checks.len(),
        }
    }

    fn needs(&self, check: &Check, places: &[Place]) -> Needs {
        for needs in check.needs {
            // That a need is the name of an earlier check is tested in `lesson`.
            let place = self.checks.iter().position(|check| check.name == *needs);
            match place.map(|place| &places[place]) {
                Some(Place::Done(outcome)) if outcome.verdict.passed() => {}
                Some(Place::Done(outcome)) => {
                    return Needs::Missed(match outcome.verdict {
                        Verdict::Waiting { needs } => needs,
                        _ => needs,
                    });
                }
                _ => return Needs::Undecided,
            }
        }
        Needs::Met
    }

    fn done(&self, place: usize, outcome: Outcome) {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)[place] =
            Place::Done(Box::new(outcome));
        self.changed.notify_all();
    }

    fn outcomes(&self) -> Vec<Outcome> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let outcomes = places.drain(..).filter_map(|place| match place {
            Place::Done(outcome) => Some(*outcome),
            _ => None,
        });
        outcomes.collect()
    }
}

enum Needs {
    Met,
    Undecided,
    Missed(&'static str),
}
