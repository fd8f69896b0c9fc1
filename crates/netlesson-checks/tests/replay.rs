//! What a check sends, and how it starts the programs, depends on its seed and on the programs, and on nothing else: not
//! on chance, not on what else is played, not on names that the system gives. The command under a failed verdict
//! promises that.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread;

use netlesson_checks::compile::compile;
use netlesson_checks::lesson::LESSONS;
use netlesson_checks::log::Did;
use netlesson_checks::play::{Built, Check, Play};

/// All that is sent to the solution's programs, typed at them, and given to them as arguments, by who does it or has it:
/// each in its own order.
type Sent = BTreeMap<String, Vec<Vec<u8>>>;

/// The check that sends until the kernel has no more room: how much that is, the kernel decides.
const UNTIL_BLOCKED: &str = "slow-reader";
const AT_LEAST: usize = 100;

fn sent(check: &Check, built: &Built, seed: u64) -> Sent {
    let mut play = Play::new(built, seed);
    // A check that this machine cannot show is left at the same place each time; that solutions pass is
    // proved elsewhere.
    let _ = (check.play)(&mut play);
    let mut sent = Sent::new();
    let length = match check.name {
        UNTIL_BLOCKED => AT_LEAST,
        _ => usize::MAX,
    };
    for event in play.log().events() {
        let bytes: Vec<u8> = match event.did {
            Did::Sent { slices, .. } => slices.into_iter().flat_map(|slice| slice.0).collect(),
            Did::Typed { line } => line.0,
            // Addresses are the system's to give, and paths the machine's.
            Did::Started { arguments } => {
                let is_drawn = |argument: &&String| !argument.contains([':', '/']);
                let drawn: Vec<&String> = arguments.iter().filter(is_drawn).collect();
                format!("{drawn:?}").into_bytes()
            }
            Did::Captured { file } => file.0,
            _ => continue,
        };
        sent.entry(event.who.to_string())
            .or_default()
            .push(bytes.into_iter().take(length).collect());
    }
    // How often the same is said again may be the program's affair: some checks repeat it until it acts.
    sent.values_mut().for_each(Vec::dedup);
    sent
}

#[test]
fn every_check_sends_the_same_for_the_same_seed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    let root = root.expect("crates/ lies in the course");
    let built = LESSONS.iter().map(|lesson| {
        let compiled = compile(root, lesson, true).expect("cargo can be run");
        compiled.built.expect("a solution compiles")
    });
    let built: Vec<Built> = built.collect();
    let checks = LESSONS.iter().zip(&built).flat_map(|(lesson, built)| {
        let checks = lesson.checks.iter();
        checks.map(move |check| (lesson, check, built))
    });
    let left = Mutex::new(checks);
    let next = || left.lock().unwrap_or_else(PoisonError::into_inner).next();
    let different = Mutex::new(BTreeSet::new());
    thread::scope(|scope| {
        // Most of them wait for most of their time.
        for _ in 0..12 {
            scope.spawn(|| {
                while let Some((lesson, check, built)) = next() {
                    let first = sent(check, built, 1);
                    let again = sent(check, built, 1);
                    assert!(first == again, "{} {}", lesson.slug, check.name);
                    if sent(check, built, 2) != first {
                        let mut different =
                            different.lock().unwrap_or_else(PoisonError::into_inner);
                        different.insert(lesson.slug);
                    }
                }
            });
        }
    });
    // A test that compares nothing with nothing would pass as well.
    let different = different
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    for lesson in LESSONS {
        assert!(
            different.contains(lesson.slug),
            "{}: no check has a seed",
            lesson.slug
        );
    }
}
