//! The race as a drawing: for each number that was measured a panel of bars, one for each way.

use std::fmt::Write as _;

use netlesson_checks::words::Words;

use super::{COLUMNS, Outcome, measured};
use crate::xml::escaped;

const WIDTH: usize = 760;
const LEFT: usize = 260;
const BAR: usize = 18;
const ROW: usize = 26;
const HEADING: usize = 34;
/// The room for the number behind the longest bar.
const RIGHT: usize = 110;

/// One colour a way, the same in every panel; the first is TCP's.
const COLOURS: [&str; 5] = ["#4e79a7", "#f28e2b", "#59a14f", "#f6b26b", "#93c47d"];

/// The drawing as SVG (W3C, Scalable Vector Graphics 1.1), with a name.
pub fn svg(words: &Words, name: &str, outcomes: &[Outcome]) -> String {
    let panel = HEADING + ROW * outcomes.len() + 12;
    let height = panel * COLUMNS.len() + 12;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" font-size=\"13\" \
         role=\"img\" aria-label=\"{}\">\n<desc>{}</desc>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
        escaped(name),
        escaped(&told(words, outcomes))
    );
    for (place, column) in COLUMNS.iter().enumerate() {
        let (key, number, _) = column;
        let top = 12 + place * panel;
        let largest = outcomes
            .iter()
            .map(number)
            .fold(f64::MIN_POSITIVE, f64::max);
        // Writing into a String cannot fail.
        let _ = writeln!(
            svg,
            "<text x=\"12\" y=\"{}\" font-weight=\"bold\">{}</text>",
            top + 18,
            escaped(&words.say(key, &[]))
        );
        for (row, outcome) in outcomes.iter().enumerate() {
            let y = top + HEADING + row * ROW;
            let room = (WIDTH - LEFT - RIGHT) as f64;
            let length = (number(outcome) / largest * room).max(1.0);
            let colour = COLOURS[row % COLOURS.len()];
            let _ = writeln!(
                svg,
                "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n\
                 <rect x=\"{LEFT}\" y=\"{y}\" width=\"{length:.1}\" height=\"{BAR}\" fill=\"{colour}\"/>\n\
                 <text x=\"{:.1}\" y=\"{}\">{}</text>",
                LEFT - 10,
                y + 14,
                escaped(&outcome.name),
                LEFT as f64 + length + 8.0,
                y + 14,
                escaped(&measured(outcome, column))
            );
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// The same in words, for those who do not see it: a line for each panel.
fn told(words: &Words, outcomes: &[Outcome]) -> String {
    let panels = COLUMNS.iter().map(|column| {
        let bar = |outcome: &Outcome| {
            let value = measured(outcome, column);
            let arguments = [("name", &*outcome.name), ("value", &*value)];
            words.say("race-told-bar", &arguments)
        };
        let bars: Vec<String> = outcomes.iter().map(bar).collect();
        let bars = bars.join(&words.say("race-told-between", &[]));
        let heading = words.say(column.0, &[]);
        words.say(
            "race-told-panel",
            &[("heading", &*heading), ("bars", &*bars)],
        )
    });
    panels.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use netlesson_checks::words::Language;

    use super::*;

    #[test]
    fn its_text_has_the_readers_punctuation() {
        let outcome = |name: &str| Outcome {
            name: name.into(),
            time: Duration::from_millis(1500),
            arrived: 3_000_000,
            size: 3_000_000,
        };
        let told = told(
            &Words::new(Language::Chinese),
            &[outcome("TCP，不丢包"), outcome("裸 UDP")],
        );
        assert!(
            told.starts_with("时间。TCP，不丢包：1.5 s；裸 UDP：1.5 s\n"),
            "{told}"
        );
    }

    #[test]
    fn every_way_has_a_bar_in_every_panel() {
        let outcome = |name: &str, arrived| Outcome {
            name: name.into(),
            time: Duration::from_millis(1500),
            arrived,
            size: 3_000_000,
        };
        let outcomes = [outcome("a < b", 3_000_000), outcome("c", 0)];
        let svg = svg(&Words::new(Language::English), "The \"race\"", &outcomes);
        // The background is a rectangle as well.
        assert_eq!(svg.matches("<rect").count(), 1 + 2 * 3);
        assert!(svg.contains("a &lt; b"));
        assert!(svg.contains("aria-label=\"The &quot;race&quot;\""));
        assert!(
            svg.contains("<desc>time. a &lt; b: 1.5 s; c: 1.5 s\n"),
            "{svg}"
        );
        assert!(svg.contains("2.0 MB/s"));
        assert!(svg.contains("1.5 s"));
        assert!(svg.contains("100 %") && svg.contains("0.000 %"));
    }
}
