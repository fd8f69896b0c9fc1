//! Bytes for people: text as text, everything else escaped, and two of them side by side with the
//! first difference marked.

use std::cmp::Ordering;

use textwrap::core::display_width;

/// How many bytes before the first difference are shown when it is far from the beginning.
const BEFORE: usize = 12;

/// The bytes between quotes, at most `width` columns wide; what does not fit becomes `…` and the length.
/// Printable UTF-8 stands as it is; control characters, invisible ones and bytes that are no UTF-8
/// are escaped, so that nothing a program sends can act on the reader's terminal.
pub fn quoted(bytes: &[u8], width: usize) -> String {
    quoted_as(bytes, is_text(bytes), width)
}

fn quoted_as(bytes: &[u8], text: bool, width: usize) -> String {
    let units = || units(bytes, text);
    let whole = format!("\"{}\"", units().map(|(_, unit)| unit).collect::<String>());
    if display_width(&whole) <= width {
        return whole;
    }
    let length = format!("… ({} bytes)", bytes.len());
    let room = width.saturating_sub(display_width(&length) + 2);
    format!("\"{}\"{length}", fitting(units(), room))
}

/// Slices as they went, with a bar at every boundary.
pub fn sliced<S: AsRef<[u8]>>(slices: &[S], width: usize) -> String {
    let mut shown = String::from("\"");
    for (place, slice) in slices.iter().enumerate() {
        let bar = if place == 0 { "" } else { "|" };
        let slice = slice.as_ref();
        let slice: String = units(slice, is_text(slice)).map(|(_, unit)| unit).collect();
        if display_width(&shown) + display_width(&slice) + 8 > width && place > 0 {
            return format!("{shown}{bar}\"…");
        }
        shown.push_str(bar);
        shown.push_str(&fitting([(0, slice)].into_iter().flat_map(split), width));
    }
    shown + "\""
}

/// The offsets at which the slices were cut; of many only the first.
pub fn offsets<S: AsRef<[u8]>>(slices: &[S]) -> String {
    const SHOWN: usize = 8;
    let ends = slices.iter().scan(0, |end, slice| {
        *end += slice.as_ref().len();
        Some(*end)
    });
    let cuts = slices.len().saturating_sub(1);
    let shown: Vec<String> = ends
        .take(cuts.min(SHOWN))
        .map(|cut| cut.to_string())
        .collect();
    let more = if cuts > SHOWN { ", …" } else { "" };
    shown.join(", ") + more
}

/// One unit per character, so that a long slice can be cut anywhere.
fn split((offset, text): (usize, String)) -> impl Iterator<Item = (usize, String)> {
    text.chars()
        .map(move |char| (offset, char.to_string()))
        .collect::<Vec<_>>()
        .into_iter()
}

fn fitting(units: impl Iterator<Item = (usize, String)>, width: usize) -> String {
    let mut shown = String::new();
    let mut used = 0;
    for (_, unit) in units {
        used += display_width(&unit);
        if used > width {
            break;
        }
        shown.push_str(&unit);
    }
    shown
}

/// Two byte strings side by side around their first difference.
pub struct Difference {
    /// What was expected there.
    pub expected: String,
    /// What came there.
    pub came: String,
    /// The column of both strings in which the first difference stands.
    pub column: usize,
    /// The offset of the first byte that differs, from 0.
    pub offset: usize,
}

/// Where and how the two differ first; `None` if they do not.
pub fn difference(expected: &[u8], came: &[u8], width: usize) -> Option<Difference> {
    let offset = expected
        .iter()
        .zip(came)
        .position(|(expected, came)| expected != came);
    let offset = match offset {
        Some(offset) => offset,
        None if expected.len() == came.len() => return None,
        None => expected.len().min(came.len()),
    };
    let text = is_text(expected) && is_text(came);
    let units = |bytes| units(bytes, text);
    // Both are shown from the same byte on, a character's first if the difference is within one.
    let start = |bytes| {
        let starts = units(bytes).map(|(start, _)| start);
        starts
            .take_while(|start| *start <= offset)
            .last()
            .unwrap_or(0)
    };
    let first = match offset.cmp(&expected.len().min(came.len())) {
        Ordering::Less => start(expected).min(start(came)),
        _ => offset,
    };
    let before: Vec<(usize, String)> = units(&expected[..first]).collect();
    let near = before.len() <= BEFORE * 2;
    let shown = if near { 0 } else { before.len() - BEFORE };
    let from = before.get(shown).map_or(0, |(start, _)| *start);
    let lead = if near { "\"" } else { "…" };
    let column = display_width(lead)
        + before[shown..]
            .iter()
            .map(|(_, unit)| display_width(unit))
            .sum::<usize>();
    let side = |bytes: &[u8]| {
        let rest = quoted_as(
            &bytes[from.min(bytes.len())..],
            text,
            width.saturating_sub(1),
        );
        format!("{lead}{}", rest.strip_prefix('"').unwrap_or(&rest))
    };
    Some(Difference {
        expected: side(expected),
        came: side(came),
        column,
        offset,
    })
}

/// Whether the bytes are UTF-8 as a whole: then they are shown as text, otherwise byte by byte.
fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok()
}

/// The bytes cut into what is shown as one, a character or an escaped byte, each with its offset.
fn units(bytes: &[u8], text: bool) -> impl Iterator<Item = (usize, String)> {
    let mut offset = 0;
    bytes.utf8_chunks().flat_map(move |chunk| {
        let mut units = Vec::new();
        for char in chunk.valid().chars() {
            if text || char.is_ascii() {
                units.push((offset, shown(char)));
            } else {
                for (place, byte) in char.to_string().bytes().enumerate() {
                    units.push((offset + place, format!("\\x{byte:02x}")));
                }
            }
            offset += char.len_utf8();
        }
        for byte in chunk.invalid() {
            units.push((offset, format!("\\x{byte:02x}")));
            offset += 1;
        }
        units
    })
}

/// A text from a student's program or file, for the reader's terminal: line breaks and tabs stay, other
/// control characters and invisible ones are escaped.
pub fn printable(text: &str) -> String {
    text.chars()
        .map(|char| match char {
            '\n' | '\t' | '"' | '\\' => char.into(),
            _ => shown(char),
        })
        .collect()
}

fn shown(char: char) -> String {
    match char {
        '"' | '\\' => format!("\\{char}"),
        '\n' => "\\n".into(),
        '\r' => "\\r".into(),
        '\t' => "\\t".into(),
        _ if char.is_ascii_control() => format!("\\x{:02x}", u32::from(char)),
        _ if char.is_control() || display_width(char.encode_utf8(&mut [0; 4])) == 0 => {
            format!("\\u{{{:x}}}", u32::from(char))
        }
        _ => char.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stands_as_it_is_and_the_rest_is_escaped() {
        assert_eq!(quoted("你好".as_bytes(), 40), "\"你好\"");
        assert_eq!(
            quoted(b"\x06\0\0\0a\"\n\xff", 40),
            r#""\x06\x00\x00\x00a\"\n\xff""#
        );
    }

    #[test]
    fn nothing_that_could_act_on_a_terminal_comes_through() {
        for text in ["\x1b[31m", "\u{9b}1m", "\u{202e}abc", "\x07", "\r"] {
            let shown = quoted(text.as_bytes(), 40);
            assert!(
                shown
                    .chars()
                    .all(|char| !char.is_control() && char != '\u{202e}'),
                "{shown}"
            );
        }
    }

    #[test]
    fn what_does_not_fit_ends_with_the_length() {
        assert_eq!(
            quoted(&[b'a'; 1000], 30),
            "\"aaaaaaaaaaaaaa\"… (1000 bytes)"
        );
    }

    #[test]
    fn the_first_difference_is_marked_where_both_stand() {
        let difference = difference(b"HELLO", b"HELlO", 40).expect("they differ");
        assert_eq!(difference.offset, 3);
        assert_eq!(difference.column, 4);
        assert_eq!(&difference.came[difference.column..], "lO\"");
    }

    #[test]
    fn a_far_difference_is_shown_with_what_stands_before_it() {
        let expected = [b'a'; 500];
        let mut came = expected;
        came[400] = b'b';
        let difference = difference(&expected, &came, 60).expect("they differ");
        assert_eq!(difference.offset, 400);
        assert_eq!(difference.came.chars().nth(difference.column), Some('b'));
        assert_eq!(
            difference.expected.chars().nth(difference.column),
            Some('a')
        );
    }

    #[test]
    fn a_missing_rest_differs_where_it_is_missing() {
        let difference = difference(b"HELLO", b"HE", 40).expect("they differ");
        assert_eq!((difference.offset, difference.came.as_str()), (2, "\"HE\""));
        assert!(super::difference(b"same", b"same", 40).is_none());
    }

    #[test]
    fn a_difference_inside_a_character_is_marked_at_the_character() {
        let difference = difference("你好".as_bytes(), "你她".as_bytes(), 40).expect("they differ");
        assert_eq!((difference.offset, difference.column), (5, 3));
        assert_eq!(difference.came, "\"你她\"");
    }

    #[test]
    fn text_beside_bytes_is_shown_as_bytes_too() {
        let difference = difference("é".as_bytes(), b"\xff", 40).expect("they differ");
        assert_eq!(difference.expected, r#""\xc3\xa9""#);
        assert_eq!(difference.came, r#""\xff""#);
    }

    #[test]
    fn slices_have_bars_between_them() {
        assert_eq!(
            sliced(&[&b"\x02"[..], b"\0", b"hi"], 40),
            "\"\\x02|\\x00|hi\""
        );
    }
}
