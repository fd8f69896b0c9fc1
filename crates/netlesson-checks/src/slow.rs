//! The checks that take long, and hardly work meanwhile: a program waits for its own time to pass, or the kernel does.
//!
//! They are begun first, and what needs them is not kept waiting for them (see [`crate::run`]). That a check is missing
//! here, or is not slow any more, costs time and changes no verdict.

use crate::lesson::Lesson;

/// The slow checks of the lessons, by the lessons' numbers, the slowest first.
const SLOW: &[(u8, &[&str])] = &[
    (5, &["no-answer", "lively-room", "lossy-wire", "asks-again"]),
    (6, &["quit-with-one-who-never-reads", "never-reads"]),
    (7, &["backlog-smallest", "backlog-ends", "backlog-counts"]),
    (
        9,
        &[
            "kept-datagrams",
            "own-network",
            "json",
            "seven-lines",
            "system-buffer",
            "somebody-there",
            "nobody-told",
            "cut-datagram",
        ],
    ),
    (
        10,
        &[
            "silent-client",
            "no-answer",
            "all-at-once",
            "three-in-ten-lost",
            "a-tenth-lost",
            "disordered",
            "all-repeated",
            "clean-wire",
            "both-together",
            "last-again",
            "stores-a-file",
        ],
    ),
    (11, &["as-tshark-says"]),
    (
        12,
        &["nothing-left-behind", "quit-with-one-who-never-reads"],
    ),
];

/// The slow checks of a lesson, the slowest first.
pub fn of(lesson: &Lesson) -> &'static [&'static str] {
    let slow = SLOW.iter().find(|(number, _)| *number == lesson.number);
    slow.map_or(&[], |(_, checks)| checks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_slow_is_a_check_of_its_lesson() {
        for (number, slow) in SLOW {
            let lesson = Lesson::numbered(*number).expect("there is such a lesson");
            for check in *slow {
                assert!(lesson.check(check).is_some(), "{}: {check}", lesson.slug);
            }
        }
    }
}
