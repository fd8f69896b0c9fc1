//! Makes an exercise out of its solution: the student's parts become `todo!`s.
//!
//! In a solution a comment line `// step 2: accept one connection` begins the student's part, which
//! reaches to the end of the block that it stands in:
//!
//! ```text
//! fn pick_up() -> TcpStream {                    fn pick_up() -> TcpStream {
//!     // step 2: accept one connection               todo!("step 2: accept one connection")
//!     let (stream, _) = listener.accept();        }
//!     stream
//! }
//! ```

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::lesson::Lesson;

/// The file, beside `src`, in which lesson 3's student predicts.
pub const PREDICTIONS: &str = "predictions.json";

/// The folder of the starters in a copy of the course without solutions.
pub const STARTERS: &str = "starters";

/// The files of a lesson's starter, each with its path inside the lesson's folder.
///
/// # Errors
///
/// When the solution, or where there is none the starter, cannot be read.
pub fn starter(root: &Path, lesson: &Lesson) -> io::Result<Vec<(PathBuf, String)>> {
    let solution = root.join("solutions").join(lesson.slug);
    let is_solved = solution.is_dir();
    let folder = match is_solved {
        true => solution,
        false => root.join(STARTERS).join(lesson.slug),
    };
    let mut files = Vec::new();
    for path in student_files(&folder)? {
        let text = fs::read_to_string(folder.join(&path))?;
        let text = if !is_solved {
            text
        } else if path == Path::new(PREDICTIONS) {
            unpredicted(&text)
        } else {
            unsolved(&text, lesson)
        };
        files.push((path, text));
    }
    Ok(files)
}

/// Whether the exercise is the starter to the byte.
pub fn is_untouched(root: &Path, lesson: &Lesson) -> bool {
    let folder = root.join("exercises").join(lesson.slug);
    let (Ok(starter), Ok(mut found)) = (starter(root, lesson), student_files(&folder)) else {
        return false;
    };
    found.retain(|path| !starter.iter().any(|(other, _)| other == path));
    let same = |(path, text): &(PathBuf, String)| {
        fs::read_to_string(folder.join(path)).is_ok_and(|found| found == *text)
    };
    found.is_empty() && starter.iter().all(same)
}

/// What belongs to the student in a lesson's folder: everything under `src`, and the predictions.
///
/// # Errors
///
/// When a folder cannot be read.
pub fn student_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if folder.join(PREDICTIONS).exists() {
        files.push(PREDICTIONS.into());
    }
    let mut folders = Vec::new();
    if folder.join("src").exists() {
        folders.push(PathBuf::from("src"));
    }
    while let Some(inside) = folders.pop() {
        for entry in fs::read_dir(folder.join(&inside))? {
            let entry = entry?;
            let path = inside.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if fs::metadata(entry.path()).is_ok_and(|found| found.is_file()) {
                // Not a link that leads nowhere, such as an editor's lock.
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The names of a solution in a text turned into those of its exercise.
pub fn renamed(text: &str, lesson: &Lesson) -> String {
    let number = format!("{:02}", lesson.number);
    text.replace(&format!("solution-{number}"), &format!("lesson-{number}"))
        .replace(&format!("solution_{number}"), &format!("lesson_{number}"))
}

fn unsolved(text: &str, lesson: &Lesson) -> String {
    let mut starter = String::new();
    let mut inside: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let indentation = line.len() - line.trim_start().len();
        let blank = line.trim().is_empty();
        match inside {
            Some(part) if blank || indentation >= part => continue,
            _ => inside = None,
        }
        match line.trim().strip_prefix("// step ") {
            Some(step) => {
                let ending = &line[line.trim_end().len()..];
                starter += &format!("{}todo!(\"step {step}\")", &line[..indentation]);
                starter += ending;
                inside = Some(indentation);
            }
            None => starter += line,
        }
    }
    renamed(&starter, lesson)
}

/// Every list of predictions turned into null, the rest of the text as it is.
fn unpredicted(text: &str) -> String {
    let mut starter = String::new();
    let mut depth = 0_u32;
    for char in text.chars() {
        match char {
            '[' => {
                if depth == 0 {
                    starter += "null";
                }
                depth += 1;
            }
            ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => starter.push(char),
            _ => {}
        }
    }
    starter
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::LESSONS;

    #[test]
    fn a_part_reaches_to_the_end_of_its_block() {
        let solution = "fn one() {\n    // step 1: do it\n    if a {\n\n        b();\n    }\n}\n\nfn two() {}\n";
        let starter = "fn one() {\n    todo!(\"step 1: do it\")\n}\n\nfn two() {}\n";
        assert_eq!(unsolved(solution, &LESSONS[0]), starter);
    }

    #[test]
    fn line_ends_stay_as_they_are() {
        let solution = "{\r\n    // step 1: do it\r\n    b();\r\n}\r\n";
        let starter = "{\r\n    todo!(\"step 1: do it\")\r\n}\r\n";
        assert_eq!(unsolved(solution, &LESSONS[0]), starter);
    }

    #[test]
    fn names_are_the_exercise_s() {
        let solution = "//! `cargo run --bin solution-01-server`\nuse solution_01::x;\n";
        let starter = "//! `cargo run --bin lesson-01-server`\nuse lesson_01::x;\n";
        assert_eq!(unsolved(solution, &LESSONS[0]), starter);
    }

    #[test]
    fn predictions_are_taken_out_and_their_order_stays() {
        assert_eq!(
            unpredicted("{\n  \"b\": [\"x\"],\n  \"a\": []\n}\n"),
            "{\n  \"b\": null,\n  \"a\": null\n}\n"
        );
    }
}
