//! Plays the checks of a lesson, several at a time, and gathers their verdicts.

use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use crate::lesson::Lesson;
use crate::play::{Built, Check, Play};
use crate::program::Company;
use crate::slow;
use crate::verdict::{Millis, Problem, Verdict};

/// What came of one check of a lesson.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The check's name.
    pub check: &'static str,
    /// What came of it.
    pub verdict: Verdict,
    /// How long it took.
    pub time: Millis,
}

/// How many checks are played at a time, beside the slow ones. They wait far more than they work.
fn at_a_time() -> usize {
    thread::available_parallelism().map_or(2, usize::from) * 3
}

/// A seed for whoever has none: short enough to be typed from a verdict, to see the same once more.
pub fn any_seed() -> u64 {
    fastrand::u64(..=9999)
}

/// Plays one check.
pub fn play(check: &Check, built: &Built, seed: u64) -> Outcome {
    play_in(Company::default(), check, built, seed)
}

fn play_in(company: Company, check: &Check, built: &Built, seed: u64) -> Outcome {
    let start = Instant::now();
    let mut play = Play::of_company(built, seed, company);
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
    lesson_told(lesson, built, only, seed, |_| {})
}

/// The same, and tells each outcome as soon as it and all before it in the lesson's order are decided.
pub fn lesson_told(
    lesson: &Lesson,
    built: &Built,
    only: Option<&str>,
    seed: u64,
    mut tell: impl FnMut(&Outcome),
) -> Vec<Outcome> {
    let Some(only) = only else {
        return on_board(&Board::of(lesson, false), built, seed, tell);
    };
    let checks = lesson.checks.iter().filter(|check| check.name == only);
    let played = checks.map(|check| play(check, built, seed));
    played.inspect(|outcome| tell(outcome)).collect()
}

/// Plays the lesson's checks up to the first that fails. Those behind it are not played; what was being
/// played already is given up.
pub fn until_failure(lesson: &Lesson, built: &Built, seed: u64) -> Vec<Outcome> {
    on_board(&Board::of(lesson, true), built, seed, |_| {})
}

fn on_board(
    board: &Board,
    built: &Built,
    seed: u64,
    mut tell: impl FnMut(&Outcome),
) -> Vec<Outcome> {
    thread::scope(|scope| {
        for _ in 0..(at_a_time() + board.slow.len()).min(board.checks.len()) {
            scope.spawn(|| {
                while let Some((place, company)) = board.next() {
                    let check = &board.checks[place];
                    board.done(place, play_in(company, check, built, seed));
                }
            });
        }
        for place in 0..board.checks.len() {
            match board.outcome(place) {
                Some(outcome) => tell(&outcome),
                None => break,
            }
        }
    });
    board.outcomes()
}

/// Which checks are still to be played, and what came of the others.
///
/// A check is played when those that it needs have passed. Only the slow ones are not waited for, and wait for no more than
/// the first check that they build on: what needs one of them is played beside it. What came of a check counts once all that it needs has
/// passed. If something has not, the check is given up, and waits for that as if it had never been played.
struct Board {
    checks: &'static [Check],
    slow: &'static [&'static str],
    /// The places of the checks: the slow ones first, the others as in the lesson.
    order: Vec<usize>,
    /// Whether what comes after a failure is left out.
    until_failure: bool,
    places: Mutex<Vec<Place>>,
    changed: Condvar,
}

enum Place {
    ToPlay,
    Playing(Company),
    /// Played to its end, and something that it needs is undecided.
    Ahead(Arc<Outcome>),
    Done(Arc<Outcome>),
    /// It comes after a failure.
    LeftOut,
}

impl Place {
    /// What came of it, whether that counts already or not.
    fn outcome(&self) -> Option<&Outcome> {
        match self {
            Self::Ahead(outcome) | Self::Done(outcome) => Some(outcome),
            _ => None,
        }
    }
}

impl Board {
    fn of(lesson: &Lesson, until_failure: bool) -> Self {
        Self::new(lesson.checks, slow::of(lesson), until_failure)
    }

    fn new(checks: &'static [Check], slow: &'static [&'static str], until_failure: bool) -> Self {
        let place = |name: &&str| place_of(checks, name);
        let mut order: Vec<usize> = slow.iter().filter_map(place).collect();
        let others = (0..checks.len()).filter(|place| !slow.contains(&checks[*place].name));
        order.extend(others);
        Self {
            checks,
            slow,
            order,
            until_failure,
            places: Mutex::new(checks.iter().map(|_| Place::ToPlay).collect()),
            changed: Condvar::new(),
        }
    }

    fn places(&self) -> MutexGuard<'_, Vec<Place>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, places: MutexGuard<'a, Vec<Place>>) -> MutexGuard<'a, Vec<Place>> {
        let places = self.changed.wait(places);
        places.unwrap_or_else(PoisonError::into_inner)
    }

    /// The next check to be played; waits until there is one; `None` when none is left.
    fn next(&self) -> Option<(usize, Company)> {
        let mut places = self.places();
        loop {
            let to_play = |place: &&usize| matches!(places[**place], Place::ToPlay);
            let mut left = self.order.iter().filter(to_play).peekable();
            left.peek()?;
            if let Some(&place) = left.find(|place| self.may_begin(**place, &places)) {
                let company = Company::default();
                places[place] = Place::Playing(company.clone());
                return Some((place, company));
            }
            places = self.wait(places);
        }
    }

    /// Whether all that it needs has passed or is slow; of a slow one, whether what it builds on has.
    fn may_begin(&self, place: usize, places: &[Place]) -> bool {
        let check = &self.checks[place];
        let is_slow = |name: &str| self.slow.contains(&name);
        let has_passed = |needs: &str| {
            let place = place_of(self.checks, needs).map(|place| &places[place]);
            let outcome = place.and_then(Place::outcome);
            outcome.map(|outcome| outcome.verdict.passed())
        };
        let may_pass = |needs: &str| has_passed(needs).unwrap_or(is_slow(needs));
        match is_slow(check.name) {
            true => self.builds_on(check).is_none_or(may_pass),
            false => check.needs.iter().all(|needs| may_pass(needs)),
        }
    }

    /// The check at the beginning of all that this one needs: where that does not pass, the program is hardly begun.
    fn builds_on(&self, check: &Check) -> Option<&'static str> {
        let first = *check.needs.first()?;
        let check = place_of(self.checks, first).map(|place| &self.checks[place]);
        check
            .and_then(|check| self.builds_on(check))
            .or(Some(first))
    }

    fn done(&self, place: usize, outcome: Outcome) {
        let mut places = self.places();
        // Whoever was given up is decided already.
        if let Place::Playing(_) = places[place] {
            places[place] = Place::Ahead(Arc::new(outcome));
            self.decide(&mut places);
            self.changed.notify_all();
        }
    }

    /// Decides all that can be. A check needs earlier ones: once through the lesson's order finds all that follows.
    fn decide(&self, places: &mut [Place]) {
        let mut failed = false;
        for place in 0..places.len() {
            let decided = match &places[place] {
                Place::Done(outcome) => {
                    failed |= outcome.verdict.stands_in_the_way();
                    continue;
                }
                Place::LeftOut => continue,
                _ if failed && self.until_failure => Place::LeftOut,
                undecided => match (self.needs(place, places), undecided) {
                    (Needs::Met, Place::Ahead(outcome)) => Place::Done(Arc::clone(outcome)),
                    (Needs::Missed(needs), _) => Place::Done(Arc::new(Outcome {
                        check: self.checks[place].name,
                        verdict: Verdict::Waiting { needs },
                        time: Millis(0),
                    })),
                    _ => continue,
                },
            };
            if let Place::Done(outcome) = &decided {
                failed |= outcome.verdict.stands_in_the_way();
            }
            if let Place::Playing(company) = mem::replace(&mut places[place], decided) {
                company.give_up();
            }
        }
    }

    fn needs(&self, place: usize, places: &[Place]) -> Needs {
        for needs in self.checks[place].needs {
            // That a need is the name of an earlier check is tested in `lesson`.
            let place = place_of(self.checks, needs);
            match place.map(|place| &places[place]) {
                Some(Place::Done(outcome)) if outcome.verdict.passed() => {}
                Some(Place::Done(outcome)) => {
                    return Needs::Missed(outcome.verdict.waits_for().unwrap_or(needs));
                }
                _ => return Needs::Undecided,
            }
        }
        Needs::Met
    }

    /// What came of the check at this place; waits for it; `None` if it is left out.
    fn outcome(&self, place: usize) -> Option<Arc<Outcome>> {
        let mut places = self.places();
        loop {
            match &places[place] {
                Place::Done(outcome) => return Some(Arc::clone(outcome)),
                Place::LeftOut => return None,
                _ => places = self.wait(places),
            }
        }
    }

    fn outcomes(&self) -> Vec<Outcome> {
        let mut places = self.places();
        let outcomes = places.drain(..).filter_map(|place| match place {
            Place::Done(outcome) => Some(Arc::unwrap_or_clone(outcome)),
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

fn place_of(checks: &[Check], name: &str) -> Option<usize> {
    checks.iter().position(|check| check.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;
    use std::sync::Barrier;

    use super::*;
    use crate::verdict::Played;

    const SLOW: &[&str] = &["slow", "very-slow"];

    fn good(_: &mut Play) -> Played {
        Ok(())
    }

    fn bad(_: &mut Play) -> Played {
        Err(Problem::witness("witness-not-closed", &[]))
    }

    fn check(
        name: &'static str,
        needs: &'static [&'static str],
        play: fn(&mut Play) -> Played,
    ) -> Check {
        Check { name, needs, play }
    }

    fn nothing() -> Built {
        Built {
            executables: BTreeMap::new(),
            folder: PathBuf::from("."),
        }
    }

    /// What is told of these checks, which are played with `until_failure` or to the end.
    fn told(checks: Vec<Check>, until_failure: bool) -> Vec<String> {
        let built = nothing();
        let mut told = Vec::new();
        let board = Board::new(checks.leak(), SLOW, until_failure);
        let outcomes = on_board(&board, &built, 1, |outcome| told.push(said(outcome)));
        let outcomes: Vec<String> = outcomes.iter().map(said).collect();
        assert_eq!(told, outcomes);
        told
    }

    fn said(outcome: &Outcome) -> String {
        let verdict = match &outcome.verdict {
            Verdict::Passed => "passed",
            Verdict::Failed { .. } => "failed",
            Verdict::Waiting { needs } => needs,
            other => panic!("{other:?}"),
        };
        format!("{}: {verdict}", outcome.check)
    }

    #[test]
    fn what_needs_a_slow_check_is_played_beside_it() {
        /// Both are played at the same time, or neither comes to an end.
        static BOTH: Barrier = Barrier::new(2);
        fn meets_the_other(_: &mut Play) -> Played {
            BOTH.wait();
            Ok(())
        }
        let checks = vec![
            check("slow", &[], meets_the_other),
            check("needs-it", &["slow"], meets_the_other),
        ];
        assert_eq!(told(checks, false), ["slow: passed", "needs-it: passed"]);
    }

    #[test]
    fn an_outcome_is_told_while_later_checks_are_played() {
        /// The last check ends when the first one's outcome is told.
        static BOTH: Barrier = Barrier::new(2);
        fn until_told(_: &mut Play) -> Played {
            BOTH.wait();
            Ok(())
        }
        let built = nothing();
        let checks = vec![check("first", &[], bad), check("last", &[], until_told)];
        let board = Board::new(checks.leak(), SLOW, false);
        let mut told = Vec::new();
        on_board(&board, &built, 1, |outcome| {
            if outcome.check == "first" {
                BOTH.wait();
            }
            told.push(said(outcome));
        });
        assert_eq!(told, ["first: failed", "last: passed"]);
    }

    #[test]
    fn what_was_played_too_early_waits_as_if_it_had_not_been_played() {
        let told = told(
            vec![
                check("first", &[], bad),
                check("slow", &["first"], good),
                check("needs-slow", &["slow"], good),
                check("very-slow", &[], bad),
                check("needs-very-slow", &["very-slow"], good),
                check("needs-that", &["needs-very-slow"], bad),
                check("last", &[], good),
            ],
            false,
        );
        assert_eq!(
            told,
            [
                "first: failed",
                "slow: first",
                "needs-slow: first",
                "very-slow: failed",
                "needs-very-slow: very-slow",
                "needs-that: very-slow",
                "last: passed",
            ]
        );
    }

    #[cfg(unix)]
    #[test]
    fn what_waits_for_a_check_that_failed_is_given_up() {
        /// The one fails while the other is played.
        static BOTH: Barrier = Barrier::new(2);
        fn fails(play: &mut Play) -> Played {
            BOTH.wait();
            bad(play)
        }
        fn never_ends(play: &mut Play) -> Played {
            let (name, folder) = (PathBuf::from("sleep"), std::env::temp_dir());
            let sleeping = play.start_as("sleep", &name, &folder, &["1000"])?;
            BOTH.wait();
            while !sleeping.is_given_up() {
                thread::yield_now();
            }
            play.ended(&sleeping).map(|_| ())
        }
        let two = vec![check("first", &[], fails), check("slow", &[], never_ends)];
        assert_eq!(told(two, true), ["first: failed"]);
        let three = vec![
            check("first", &[], good),
            check("second", &["first"], fails),
            check("slow", &["first", "second"], never_ends),
        ];
        let expected = ["first: passed", "second: failed", "slow: second"];
        assert_eq!(told(three, false), expected);
    }

    #[test]
    fn a_slow_check_is_not_played_where_what_it_builds_on_has_failed() {
        fn is_not_played(_: &mut Play) -> Played {
            panic!("it is played")
        }
        let checks = vec![
            check("first", &[], bad),
            check("second", &["first"], good),
            check("slow", &["second"], is_not_played),
        ];
        let expected = ["first: failed", "second: first", "slow: first"];
        assert_eq!(told(checks, false), expected);
    }
}
