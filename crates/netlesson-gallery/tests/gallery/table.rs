//! The gallery's table.

use netlesson_gallery::grade::Came;
use netlesson_gallery::piece::{Expected, Piece};

/// Prints a row for each piece that was graded, and the count of those that are as expected.
pub fn print(pieces: &[Piece], grades: &[(usize, Came)]) {
    if grades.is_empty() {
        return;
    }
    let rows: Vec<[String; 4]> = grades
        .iter()
        .map(|(place, came)| {
            let piece = &pieces[*place];
            let (check, diagnosis) = said(came);
            let mark = if came.is(&piece.expected) {
                "as expected".to_string()
            } else {
                let (check, diagnosis) = expected(&piece.expected);
                format!("EXPECTED {check} {diagnosis}")
            };
            [piece.id(), check, diagnosis, mark]
        })
        .collect();
    let head = ["mistake", "check", "diagnosis", ""].map(String::from);
    let width = |column: usize| {
        let cells = rows
            .iter()
            .chain([&head])
            .map(|row| row[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths = [width(0), width(1), width(2)];
    for row in [&head].into_iter().chain(&rows) {
        println!(
            "{:<3$}  {:<4$}  {:<5$}  {mark}",
            row[0],
            row[1],
            row[2],
            widths[0],
            widths[1],
            widths[2],
            mark = row[3]
        );
    }
    let good = |(place, came): &&(usize, Came)| came.is(&pieces[*place].expected);
    let count = grades.iter().filter(good).count();
    println!("\n{count} of {} are as expected\n", grades.len());
}

fn said(came: &Came) -> (String, String) {
    match came {
        Came::Passed => ("-".into(), "passes".into()),
        Came::Failed { check, diagnosis } => (check.clone(), diagnosis.clone()),
        Came::Fault { check, error } => (check.clone(), format!("the grader's fault: {error}")),
        Came::Apart => (
            "both-together".into(),
            "they do not understand each other".into(),
        ),
    }
}

fn expected(expected: &Expected) -> (&str, &str) {
    match expected {
        Expected::Passes => ("-", "passes"),
        Expected::Fails { check, diagnosis } => (check, diagnosis),
    }
}
