//! The picture in a terminal.

use anstyle::{AnsiColor, Style};
use textwrap::core::display_width;

use super::kernel::Flow;
use super::picture::{FIRST, Label, Picture, Row, Side, shortened};

/// The colours of units, in turn.
const COLOURS: [AnsiColor; 6] = [
    AnsiColor::Cyan,
    AnsiColor::Yellow,
    AnsiColor::Green,
    AnsiColor::Magenta,
    AnsiColor::Blue,
    AnsiColor::Red,
];
const FAINT: Style = Style::new().dimmed();
const STRONG: Style = Style::new().bold();
/// Milliseconds, and a gap.
const TIME: usize = 8;
const ARROW: usize = 3;
/// How much of one unit is shown while it waits in the kernel.
const UNIT: usize = 12;

/// How wide each part is.
struct Columns {
    side: usize,
    kernel: usize,
}

/// The lines of the picture, `width` columns wide. `gap` stands for rows that are left out.
pub fn lines(picture: &Picture, gap: &str, width: usize) -> Vec<String> {
    let room = width.saturating_sub(TIME + 2 * ARROW + 4);
    let kernel = (room / 4).max(10);
    let columns = Columns {
        side: room.saturating_sub(kernel) / 2,
        kernel,
    };
    let mut lines = vec![format!(
        "{STRONG}{}  {}{}{}{STRONG:#}",
        padded("ms", TIME - 2),
        padded(&names(picture, Side::Left), columns.side + 1 + ARROW + 1),
        padded("", columns.kernel),
        format_args!("{}{}", " ".repeat(ARROW + 2), names(picture, Side::Right)),
    )];
    for (place, row) in picture.rows.iter().enumerate() {
        if place == FIRST && picture.left_out > 0 {
            lines.push(format!("{FAINT}     ⋮  {gap}{FAINT:#}"));
        }
        lines.push(line(picture, row, &columns));
    }
    lines
}

/// The names of the programs on one side.
pub fn names(picture: &Picture, side: Side) -> String {
    let names = picture.programs.iter().filter(|(_, its)| *its == side);
    let names: Vec<&str> = names.map(|(name, _)| name.as_str()).collect();
    names.join(", ")
}

/// A row's words: with the program's name where others stand on its side, too.
pub fn said(picture: &Picture, row: &Row, text: &str) -> String {
    let (name, side) = &picture.programs[row.program];
    let others = picture.programs.iter().filter(|(_, its)| its == side);
    let who = if others.count() > 1 {
        format!("{name}: ")
    } else {
        String::new()
    };
    let mark = if matches!(row.label, Label::Printed(_)) {
        "▏"
    } else {
        ""
    };
    format!("{who}{mark}{text}")
}

fn line(picture: &Picture, row: &Row, columns: &Columns) -> String {
    let side = picture.programs[row.program].1;
    let (style, text) = match &row.label {
        Label::Call(text) => (Style::new(), text),
        Label::Failed(text) => (AnsiColor::Red.on_default(), text),
        Label::Printed(text) => (FAINT, text),
    };
    let text = said(picture, row, text);
    let text = padded(&shortened(&text, columns.side), columns.side);
    let (left, right) = match side {
        Side::Left => (text, " ".repeat(columns.side)),
        Side::Right => (" ".repeat(columns.side), text),
    };
    let arrows = row.flow.as_ref().map(|flow| match (side, flow.goes_in) {
        (Side::Left, true) => ("──▶", "   "),
        (Side::Left, false) => ("◀──", "   "),
        (Side::Right, true) => ("   ", "◀──"),
        (Side::Right, false) => ("   ", "──▶"),
    });
    let (before, after) = arrows.unwrap_or(("   ", "   "));
    let kernel = row
        .flow
        .as_ref()
        .map_or(" ".repeat(columns.kernel), |flow| {
            held(flow, columns.kernel)
        });
    let time = format!("{:.1}", row.at.as_secs_f64() * 1000.0);
    let line = format!(
        "{FAINT}{time:>6}{FAINT:#}  {style}{left}{style:#} {before} {kernel} {after} {style}{right}{style:#}"
    );
    line.trim_end().to_string()
}

/// What the kernel holds: units in their colours, and the end of the stream.
fn held(flow: &Flow, width: usize) -> String {
    let mut shown = String::new();
    let mut used = 0;
    let mut left = flow.holds.len() + flow.more;
    for run in &flow.holds {
        let text = shortened(&run.text, UNIT);
        let more = if left > 1 {
            format!("+{left}")
        } else {
            String::new()
        };
        if used + display_width(&text) + 1 + display_width(&more) > width.saturating_sub(2) {
            let more = format!("+{left}");
            used += display_width(&more);
            shown += &more;
            break;
        }
        let colour = COLOURS[run.unit % COLOURS.len()].on_default().invert();
        used += display_width(&text) + 1;
        shown += &format!("{colour}{text}{colour:#}│");
        left -= 1;
    }
    if flow.is_ended {
        shown.push('■');
        used += 1;
    }
    shown + &" ".repeat(width.saturating_sub(used))
}

fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(display_width(text));
    text.to_string() + &" ".repeat(missing)
}
