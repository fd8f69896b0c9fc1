//! A class whose submissions are all the solutions of the core lessons: how many are graded in a minute, by one worker and by
//! two, beside the time in which cargo alone builds one.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use netlesson_checks::kernel;
use netlesson_checks::lesson::{LESSONS, Lesson};
use netlesson_checks::starter::{renamed, student_files};

use super::course::Course;
use crate::table::{Goal, Row};
use crate::turns::median;

/// How many lessons a submission has: the core.
const CORE: usize = 6;
/// How often the grader's memory is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// Grades so many submissions by one worker and by two, and builds as many alone.
pub fn measure(course: &Course, count: usize) -> Result<Vec<Row>> {
    course.cargo(&["build", "--quiet", "--package", "netlesson-class"])?;
    let class = course.root().join("target/bench-class");
    for number in 0..count {
        for lesson in &LESSONS[..CORE] {
            let folder = class
                .join(format!("student-{number}/exercises"))
                .join(lesson.slug);
            hand_in(course, lesson, &folder)?;
        }
    }
    // What is built once for all submissions is no submission's.
    let one = course.root().join("target/bench-one");
    for lesson in &LESSONS[..CORE] {
        hand_in(
            course,
            lesson,
            &one.join("student/exercises").join(lesson.slug),
        )?;
    }
    grade(course, &one, 1)?;
    grade(course, &one, 2)?;

    let (by_one, peak) = grade(course, &class, 1)?;
    let (by_two, peak_of_two) = grade(course, &class, 2)?;
    let alone = built_alone(course, count.min(5))?;
    let each = by_one / count as f64;
    Ok(vec![
        Row {
            what: format!(
                "a class of {count}, six lessons each, time per submission by one worker"
            ),
            beside: "`cargo build` of the six alone".into(),
            goal: Goal::AtMost(1.3),
            figure: each / alone,
            detail: format!(
                "{each:.1} s and {alone:.1} s, {:.1} submissions a minute",
                60.0 / each
            ),
        },
        Row {
            what: "the same by two workers, in submissions a minute".into(),
            beside: "by one; linear would be 2".into(),
            goal: Goal::AtLeast(1.8),
            figure: by_one / by_two,
            detail: format!("{:.1} submissions a minute", 60.0 * count as f64 / by_two),
        },
        Row {
            what: "the grader's memory at its peak, without compilers and programs, in MiB".into(),
            beside: "–".into(),
            goal: Goal::Shown,
            figure: peak,
            detail: format!("one worker; {peak_of_two:.1} MiB with two"),
        },
    ])
}

/// Writes a lesson's solution as a student would hand it in, with a line of its own in it.
fn hand_in(course: &Course, lesson: &Lesson, folder: &Path) -> Result<()> {
    course.edit_solution(lesson)?;
    let solution = course.root().join("solutions").join(lesson.slug);
    for path in student_files(&solution)? {
        let text = fs::read_to_string(solution.join(&path))?;
        let to = folder.join(&path);
        fs::create_dir_all(to.parent().context("a file in no folder")?)?;
        fs::write(to, renamed(&text, lesson))?;
    }
    Ok(())
}

/// Grades a class; the seconds that it took, and the MiB that the grader itself had at most.
fn grade(course: &Course, class: &Path, workers: usize) -> Result<(f64, f64)> {
    let out = course.root().join("target/bench-report");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    let start = Instant::now();
    let mut grader = course
        .command("target/debug/netlesson-class")
        .arg("grade")
        .arg(class)
        .arg("--out")
        .arg(&out)
        .args(["--workers", &workers.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("netlesson-class")?;
    let mut peak = 0;
    let status = loop {
        if let Some((_, most)) = kernel::memory(grader.id()) {
            peak = peak.max(most);
        }
        if let Some(status) = grader.try_wait()? {
            break status;
        }
        thread::sleep(LOOK);
    };
    let seconds = start.elapsed().as_secs_f64();
    ensure!(
        status.success(),
        "the grader ended with {status}: see {}",
        out.display()
    );
    Ok((seconds, peak as f64 / f64::from(1 << 20)))
}

/// The median of the seconds in which cargo builds what a submission changes.
fn built_alone(course: &Course, rounds: usize) -> Result<f64> {
    let exercises: Vec<String> = LESSONS[..CORE].iter().map(Lesson::exercise).collect();
    let mut build = vec!["build", "--quiet", "--bins"];
    for exercise in &exercises {
        build.extend(["--package", exercise]);
    }
    let mut times = Vec::new();
    for round in 0..=rounds {
        for lesson in &LESSONS[..CORE] {
            let folder = course.root().join("exercises").join(lesson.slug);
            hand_in(course, lesson, &folder)?;
        }
        let time = course.cargo(&build)?;
        // The first has more to build than a submission.
        if round > 0 {
            times.push(time.as_secs_f64());
        }
    }
    Ok(median(times.into_iter()))
}
