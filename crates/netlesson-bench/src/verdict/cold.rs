//! From a clone in which nothing is built to the first verdict. What cargo downloads is there already.

use anyhow::{Result, ensure};
use netlesson_checks::lesson::LESSONS;

use super::course::Course;
use crate::table::{Goal, Row};
use crate::turns::in_turn;

/// The lessons that are the course's core, and the first.
const CORE: usize = 6;

/// Measures from an empty target folder, twice in turn; each begins with the other's swept away.
pub fn measure(course: &Course) -> Result<Vec<Row>> {
    let exercises: Vec<String> = LESSONS
        .iter()
        .take(CORE)
        .map(|lesson| lesson.exercise())
        .collect();
    let mut build = vec!["build", "--quiet"];
    for exercise in &exercises {
        build.extend(["--package", exercise]);
    }
    let first_verdict = || {
        course.clean()?;
        let start = std::time::Instant::now();
        let output = course.command("cargo").args(["lesson", "1"]).output()?;
        // The exercise is not written yet, and is told so.
        ensure!(
            output.status.code() == Some(1),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(start.elapsed())
    };
    let six = || {
        course.clean()?;
        course.cargo(&build)
    };
    let compared = in_turn(2, first_verdict, six)?;
    Ok(vec![Row {
        what: "a clone with nothing built, to the first verdict (`cargo lesson 1`)".into(),
        beside: "`cargo build` of the six core exercises".into(),
        goal: Goal::AtMost(1.5),
        figure: compared.ratio,
        detail: format!("{:.1} s and {:.1} s", compared.ours, compared.other),
    }])
}
