//! What came of a class, as one model, and the forms in which people and other programs read it.
//!
//! | module         | what is in it                                                         | one file for   |
//! |----------------|-----------------------------------------------------------------------|----------------|
//! | [`model`]      | the report itself: JSON, `docs/class-report.schema.json`              | the class      |
//! | [`build`]      | what was graded becomes a report                                      |                |
//! | [`canonical`]  | the numbers that the system chose, the same in every grading          |                |
//! | [`points`]     | what each check is worth                                              |                |
//! | [`merge`]      | the shards of a class become the report of the whole                  | the class      |
//! | [`mistakes`]   | which mistakes the class makes most                                   |                |
//! | [`said`]       | what is said of a check and a lesson, the same in every form          |                |
//! | [`page`]       | one HTML page                                                         | the class      |
//! | [`markdown`]   | a summary for GitHub's step summaries                                 | the class      |
//! | [`csv`]        | points for a gradebook                                                | the class      |
//! | [`junit`]      | JUnit XML                                                             | the class      |
//! | [`gradescope`] | Gradescope's `results.json`                                           | one submission |
//! | [`classroom`]  | the result of a GitHub Classroom runner                               | one submission |
//! | [`check50`]    | what `check50 -o json` writes                                         | one submission |
//!
//! Whatever a student's program printed, and what a submission is called, is a stranger's text: it goes through
//! [`said`], which escapes what could act on a terminal or hide itself, and then through the form's own escaping.

pub mod build;
pub mod canonical;
pub mod check50;
pub mod classroom;
pub mod csv;
pub mod gradescope;
pub mod junit;
pub mod markdown;
pub mod merge;
pub mod mistakes;
pub mod model;
pub mod page;
pub mod points;
pub mod said;

/// The name of a submission's own file, without its ending: different names give different files, and none leads
/// out of the folder.
pub fn file_name(submission: &str) -> String {
    let mut name = String::new();
    for (place, char) in submission.chars().enumerate() {
        let stands = char.is_alphanumeric() || "-_ ".contains(char) || (char == '.' && place > 0);
        if stands {
            name.push(char);
        } else {
            for byte in char.encode_utf8(&mut [0; 4]).bytes() {
                name.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn different_submissions_have_different_files_that_stay_in_their_folder() {
        assert_eq!(file_name("anna-main"), "anna-main");
        assert_eq!(file_name("王芳.zip"), "王芳.zip");
        assert_eq!(file_name("../x"), "%2E.%2Fx");
        assert_eq!(file_name(".."), "%2E.");
        assert_ne!(file_name("a/b"), file_name("a%2Fb"));
    }
}
