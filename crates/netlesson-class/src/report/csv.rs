//! Points for a gradebook: comma-separated values (RFC 4180), a row for each submission.

use super::model::ClassReport;
use super::said::one_line;

/// The report as CSV.
pub fn csv(report: &ClassReport) -> String {
    let words = report.words();
    let slugs = report.slugs();
    let heading = |key: &str| words.say(key, &[]);
    let mut rows = vec![vec![heading("class-submission")]];
    rows[0].extend(slugs.iter().map(|slug| slug.to_string()));
    rows[0].extend(["class-total", "class-possible", "class-again-column"].map(heading));
    for submission in &report.submissions {
        let mut row = vec![one_line(&submission.name)];
        for slug in &slugs {
            let lesson = submission
                .lessons
                .iter()
                .find(|lesson| lesson.slug == *slug);
            row.push(lesson.map_or(String::new(), |lesson| lesson.score.points.to_string()));
        }
        let score = submission.score;
        row.extend([score.points, score.possible, score.again].map(|number| number.to_string()));
        rows.push(row);
    }
    rows.iter()
        .map(|row| {
            row.iter()
                .map(|text| cell(text))
                .collect::<Vec<_>>()
                .join(",")
                + "\r\n"
        })
        .collect()
}

/// A cell. A spreadsheet would take one that begins with `=`, `+`, `-` or `@` for a formula: an apostrophe makes it text.
fn cell(text: &str) -> String {
    let formula = text
        .trim_start()
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let text = if formula {
        format!("'{text}")
    } else {
        text.to_string()
    };
    if text.contains(['"', ',', '\r', '\n', ';']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn cells_are_quoted_and_formulas_are_text() {
        assert_eq!(cell("anna"), "anna");
        assert_eq!(cell("a,\"b\""), "\"a,\"\"b\"\"\"");
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1"] {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
    }
}
