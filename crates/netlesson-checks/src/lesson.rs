//! The table of lessons.

use crate::checks;
use crate::play::Check;

/// One lesson.
pub struct Lesson {
    /// Its number, from 1.
    pub number: u8,
    /// Its number and name, as in the names of its folders: `01-basic-socket`.
    pub slug: &'static str,
    /// The programs that its student writes.
    pub programs: &'static [&'static str],
    /// Its checks, in the order in which a student meets them.
    pub checks: &'static [Check],
    /// The checks that pass before the student has written a line: what is given already.
    pub given: &'static [&'static str],
}

/// Every lesson, in order.
pub const LESSONS: &[Lesson] = &[
    Lesson {
        number: 1,
        slug: "01-basic-socket",
        programs: &["server", "client"],
        checks: checks::basic_socket::CHECKS,
        given: checks::basic_socket::GIVEN,
    },
    Lesson {
        number: 2,
        slug: "02-loop-server",
        programs: &["server", "client"],
        checks: checks::loop_server::CHECKS,
        given: checks::loop_server::GIVEN,
    },
    Lesson {
        number: 3,
        slug: "03-sticky-packet-demo",
        programs: &["receiver", "sender"],
        checks: checks::sticky_packet_demo::CHECKS,
        given: checks::sticky_packet_demo::GIVEN,
    },
    Lesson {
        number: 4,
        slug: "04-struct-header-fix",
        programs: &["server", "client"],
        checks: checks::struct_header_fix::CHECKS,
        given: checks::struct_header_fix::GIVEN,
    },
    Lesson {
        number: 5,
        slug: "05-udp-chat",
        programs: &["server", "client"],
        checks: checks::udp_chat::CHECKS,
        given: checks::udp_chat::GIVEN,
    },
    Lesson {
        number: 6,
        slug: "06-socketserver-threading",
        programs: &["server", "client"],
        checks: checks::socketserver_threading::CHECKS,
        given: checks::socketserver_threading::GIVEN,
    },
    Lesson {
        number: 7,
        slug: "07-socket-options",
        programs: &["sockopt", "backlog", "rebind"],
        checks: checks::socket_options::CHECKS,
        given: checks::socket_options::GIVEN,
    },
    Lesson {
        number: 8,
        slug: "08-file-transfer",
        programs: &["server", "client"],
        checks: checks::file_transfer::CHECKS,
        given: checks::file_transfer::GIVEN,
    },
    Lesson {
        number: 9,
        slug: "09-datagram-limits",
        programs: &["probe"],
        checks: checks::datagram_limits::CHECKS,
        given: checks::datagram_limits::GIVEN,
    },
    Lesson {
        number: 10,
        slug: "10-reliable-udp",
        programs: &["server", "client"],
        checks: checks::reliable_udp::CHECKS,
        given: checks::reliable_udp::GIVEN,
    },
    Lesson {
        number: 11,
        slug: "11-packet-anatomy",
        programs: &["dissect"],
        checks: checks::packet_anatomy::CHECKS,
        given: checks::packet_anatomy::GIVEN,
    },
    Lesson {
        number: 12,
        slug: "12-event-loop",
        programs: &["server", "client"],
        checks: checks::event_loop::CHECKS,
        given: checks::event_loop::GIVEN,
    },
];

impl Lesson {
    /// The lesson of this number.
    pub fn numbered(number: u8) -> Option<&'static Self> {
        LESSONS.iter().find(|lesson| lesson.number == number)
    }

    /// The name of the student's package.
    pub fn exercise(&self) -> String {
        format!("lesson-{}", self.slug)
    }

    /// The name of the package that solves it.
    pub fn solution(&self) -> String {
        format!("solution-{}", self.slug)
    }

    /// The name of the binary that is this program in the student's package, or in the solution.
    pub fn binary(&self, program: &str, solution: bool) -> String {
        let kind = if solution { "solution" } else { "lesson" };
        format!("{kind}-{:02}-{program}", self.number)
    }

    /// The check of this name.
    pub fn check(&self, name: &str) -> Option<&'static Check> {
        self.checks.iter().find(|check| check.name == name)
    }

    /// The command that plays a check of the lesson with the same bytes once more.
    pub fn replay(&self, check: &str, seed: u64) -> String {
        format!("lesson {} --only {check} --seed {seed}", self.number)
    }

    /// The lesson that a package belongs to, and whether the package is its solution.
    pub fn of_package(package: &str) -> Option<(&'static Self, bool)> {
        LESSONS.iter().find_map(|lesson| {
            let solution = package == lesson.solution();
            (solution || package == lesson.exercise()).then_some((lesson, solution))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_needs_only_checks_that_come_before_it() {
        for lesson in LESSONS {
            for (place, check) in lesson.checks.iter().enumerate() {
                for needs in check.needs {
                    let before = lesson.checks[..place]
                        .iter()
                        .any(|check| check.name == *needs);
                    assert!(before, "{}: {} needs {needs}", lesson.slug, check.name);
                }
            }
        }
    }

    #[test]
    fn every_lesson_has_at_least_eight_checks_of_different_names() {
        for lesson in LESSONS {
            assert!(lesson.checks.len() >= 8, "{}", lesson.slug);
            for (place, check) in lesson.checks.iter().enumerate() {
                let twice = lesson.checks[..place]
                    .iter()
                    .any(|other| other.name == check.name);
                assert!(!twice, "{}: {}", lesson.slug, check.name);
            }
        }
    }

    #[test]
    fn what_is_given_are_checks() {
        for lesson in LESSONS {
            for given in lesson.given {
                assert!(lesson.check(given).is_some(), "{}: {given}", lesson.slug);
            }
        }
    }

    #[test]
    fn numbers_and_slugs_go_together() {
        for (place, lesson) in LESSONS.iter().enumerate() {
            assert_eq!(usize::from(lesson.number), place + 1);
            assert!(lesson.slug.starts_with(&format!("{:02}-", lesson.number)));
        }
    }
}
