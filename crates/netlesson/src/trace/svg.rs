//! The picture as SVG: two lifelines, the kernel between them, time downwards.
//!
//! It holds program names, calls and bytes, and no word of any language. Text and lines take the colour of the page
//! around them (`currentColor`), so it is legible on a light page and on a dark one; alone it follows the reader's choice.

use std::fmt::Write as _;

use textwrap::core::display_width;

use super::kernel::Flow;
use super::picture::{FIRST, Label, Picture, Row, Side, shortened};
use super::text;
use crate::xml::escaped;

const ROW: usize = 26;
const TOP: usize = 44;
/// As wide as a page of the book: nobody has to scroll.
const WIDTH: usize = 744;
/// Where the lifelines stand, and what the kernel holds between them begins and ends.
const LEFT: usize = 242;
const RIGHT: usize = 502;
const KERNEL: (usize, usize) = (276, 468);
/// One column of the text, at the font's size below: a monospaced letter is 0.6 of it wide at most.
const COLUMN: usize = 8;
const LABEL: usize = 31;
const UNIT: usize = 12;

const STYLE: &str = "\
.wire{font:12px ui-monospace,Menlo,Consolas,monospace;fill:currentColor}\
.wire text{white-space:pre}\
.wire line,.wire path{stroke:currentColor}\
.wire .life{stroke-width:1;opacity:.35}\
.wire .waits{stroke-width:5;opacity:.25}\
.wire .printed,.wire .gap{opacity:.8}\
.wire .failed{font-style:italic}\
.wire .name{font-weight:bold}\
.wire .unit text{fill:#111}\
.wire .unit-0 rect{fill:#8fd3e8}\
.wire .unit-1 rect{fill:#f2cf63}\
.wire .unit-2 rect{fill:#a6dba0}\
.wire .unit-3 rect{fill:#dcb0e6}\
.wire .unit-4 rect{fill:#a9bff2}\
.wire .unit-5 rect{fill:#f0a8a0}";

/// Words that belong to a picture.
pub struct Said<'a> {
    /// What it is.
    pub name: &'a str,
    /// What it shows, for those who do not see it.
    pub alternative: &'a str,
    /// What stands for rows that are left out.
    pub gap: &'a str,
}

/// The picture.
pub fn drawing(picture: &Picture, said: &Said) -> String {
    let height = middle(picture, picture.rows.len()) - ROW / 2 + 12;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"wire\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {WIDTH} {height}\" \
         width=\"{WIDTH}\" height=\"{height}\">\n<desc>{}</desc>\n<style>{STYLE}</style>\n",
        escaped(said.name),
        escaped(said.alternative)
    );
    for (side, at) in [(Side::Left, LEFT), (Side::Right, RIGHT)] {
        let names = text::names(picture, side);
        let _ = writeln!(
            svg,
            "<text class=\"name\" x=\"{at}\" y=\"18\" text-anchor=\"middle\">{}</text>\n\
             <line class=\"life\" x1=\"{at}\" y1=\"26\" x2=\"{at}\" y2=\"{}\"/>",
            escaped(&names),
            height - 6
        );
    }
    for (place, row) in picture.rows.iter().enumerate() {
        draw(&mut svg, picture, place, row);
    }
    if picture.left_out > 0 {
        let y = middle(picture, FIRST) - ROW + 4;
        let _ = writeln!(
            svg,
            "<text class=\"gap\" x=\"{}\" y=\"{y}\" text-anchor=\"middle\">⋮ {}</text>",
            WIDTH / 2,
            escaped(said.gap)
        );
    }
    svg + "</svg>\n"
}

/// Where the middle of a row is. A row of its own stands for those that are left out.
fn middle(picture: &Picture, place: usize) -> usize {
    let gap = usize::from(picture.left_out > 0 && place >= FIRST);
    TOP + ROW * (place + gap) + ROW / 2
}

fn draw(svg: &mut String, picture: &Picture, place: usize, row: &Row) {
    let y = middle(picture, place);
    let side = picture.programs[row.program].1;
    let (life, label, anchor) = match side {
        Side::Left => (LEFT, LEFT - 12, "end"),
        Side::Right => (RIGHT, RIGHT + 12, "start"),
    };
    let waited = row.waited(place);
    if !waited.is_empty() {
        let from = middle(picture, waited.start);
        let _ = writeln!(
            svg,
            "<line class=\"waits\" x1=\"{life}\" y1=\"{from}\" x2=\"{life}\" y2=\"{y}\"/>"
        );
    }
    let (class, text) = match &row.label {
        Label::Call(text) => ("call", text),
        Label::Failed(text) => ("failed", text),
        Label::Printed(text) => ("printed", text),
    };
    let text = text::said(picture, row, text);
    let _ = writeln!(
        svg,
        "<text class=\"{class}\" x=\"{label}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
        y + 4,
        escaped(&shortened(&text, LABEL))
    );
    let Some(flow) = &row.flow else { return };
    let (from, to) = match (side, flow.goes_in) {
        (Side::Left, true) => (LEFT, KERNEL.0 - 4),
        (Side::Left, false) => (KERNEL.0 - 4, LEFT),
        (Side::Right, true) => (RIGHT, KERNEL.1 + 4),
        (Side::Right, false) => (KERNEL.1 + 4, RIGHT),
    };
    let back = if from < to { to - 6 } else { to + 6 };
    let _ = writeln!(
        svg,
        "<line x1=\"{from}\" y1=\"{y}\" x2=\"{to}\" y2=\"{y}\"/>\
         <path fill=\"none\" d=\"M{back} {} L{to} {y} L{back} {}\"/>",
        y - 4,
        y + 4
    );
    held(svg, flow, y);
}

/// What the kernel holds: a box for each unit, a black one for the end of the stream.
fn held(svg: &mut String, flow: &Flow, y: usize) {
    let mut x = KERNEL.0;
    let top = y - 9;
    for (place, run) in flow.holds.iter().enumerate() {
        let text = shortened(&run.text, UNIT);
        let width = display_width(&text) * COLUMN + 8;
        let is_last = place + 1 == flow.holds.len();
        let room = if is_last { 12 } else { 40 };
        if x + width + room > KERNEL.1 {
            let more = flow.holds.len() + flow.more - place;
            let _ = writeln!(svg, "<text x=\"{}\" y=\"{}\">+{more}</text>", x + 2, y + 4);
            x += 28;
            break;
        }
        let _ = writeln!(
            svg,
            "<g class=\"unit unit-{}\"><rect x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"18\" rx=\"2\"/>\
             <text x=\"{}\" y=\"{}\">{}</text></g>",
            run.unit % 6,
            x + 4,
            y + 4,
            escaped(&text)
        );
        x += width + 2;
    }
    if flow.is_ended {
        let _ = writeln!(
            svg,
            "<rect x=\"{}\" y=\"{top}\" width=\"8\" height=\"18\"/>",
            x + 1
        );
    }
}
