//! JUnit XML: one test suite for each submission and lesson.
//!
//! What says nothing of the student is no failure: a check that the machine cannot show, or that waits for another one,
//! is skipped; the grader's own fault is an error.

use std::time::Duration;

use anyhow::Result;
use chrono::DateTime;
use netlesson_checks::words::Words;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::mistakes;
use super::model::{CheckReport, CheckVerdict, ClassReport, LessonReport};
use super::said::{Said, compiler, one_line};

/// The report as JUnit XML.
///
/// # Errors
///
/// When it cannot be written as XML.
pub fn xml(report: &ClassReport) -> Result<String> {
    let words = report.words();
    let mut junit = Report::new("netlesson");
    if let Some(started) = DateTime::from_timestamp(report.times.started, 0) {
        junit.set_timestamp(started.fixed_offset());
    }
    let seconds = report.times.finished - report.times.started;
    junit.set_time(Duration::from_secs(seconds.try_into().unwrap_or_default()));
    for submission in &report.submissions {
        let (name, times) = (one_line(&submission.name), report.times_of(submission));
        for lesson in &submission.lessons {
            let mut suite = TestSuite::new(format!("{name} / {}", lesson.slug));
            let mut all = Duration::ZERO;
            for check in &lesson.checks {
                let time = Duration::from_millis(times.check(&lesson.slug, &check.check));
                let mut case = TestCase::new(one_line(&check.check), status(&words, lesson, check));
                case.set_classname(format!("{name}.{}", lesson.slug))
                    .set_time(time);
                suite.add_test_case(case);
                all += time;
            }
            if let Some(compiler) = compiler(lesson) {
                suite.set_system_err(compiler);
            }
            suite.set_time(all);
            junit.add_test_suite(suite);
        }
    }
    Ok(junit.to_string()?)
}

fn status(words: &Words, lesson: &LessonReport, check: &CheckReport) -> TestCaseStatus {
    let said = Said::of(words, lesson, check);
    let mut status = match check.verdict {
        CheckVerdict::Passed => return TestCaseStatus::success(),
        CheckVerdict::Waiting | CheckVerdict::Skipped | CheckVerdict::NotHandedIn => {
            TestCaseStatus::skipped()
        }
        CheckVerdict::Fault => TestCaseStatus::non_success(NonSuccessKind::Error),
        CheckVerdict::Failed
        | CheckVerdict::DoesNotCompile
        | CheckVerdict::CompilerEnded
        | CheckVerdict::GraderEnded => TestCaseStatus::non_success(NonSuccessKind::Failure),
    };
    status.set_message(said.sentence.clone());
    if check.verdict == CheckVerdict::Failed {
        if let Some(name) = mistakes::name(check) {
            status.set_type(one_line(&name));
        }
        status.set_description(said.text(words));
    }
    status
}
