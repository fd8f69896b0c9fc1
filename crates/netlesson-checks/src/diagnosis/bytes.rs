//! What came beside what was expected. Each rule is an equation: these bytes, and no others, are what the
//! mistake makes of the expected ones.

use crate::verdict::Diagnosis;

/// The mistake that turns `expected` into `came`, if there is one that does.
pub fn compared(expected: &[u8], came: &[u8]) -> Option<Diagnosis> {
    if came.is_empty() || expected.is_empty() || came == expected {
        return None;
    }
    header(expected, came)
        .or_else(|| text(expected, came))
        .or_else(|| cut(expected, came))
}

fn named(key: &'static str) -> Option<Diagnosis> {
    Some(Diagnosis::new(key, &[]))
}

/// Mistakes in the four bytes before a frame's payload.
fn header(expected: &[u8], came: &[u8]) -> Option<Diagnosis> {
    let (announced, rest) = expected.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*announced)).ok()?;
    // What follows the first frame, of a reply its body, is another matter.
    let payload = rest.get(..length).filter(|payload| !payload.is_empty())?;
    let begins = |came: &[u8]| came.starts_with(&payload[..payload.len().min(came.len())]);
    if came.len() >= 4 && begins(came) {
        return named("diagnosis-no-header");
    }
    if let Some((header, rest)) = came.split_first_chunk::<8>()
        && begins(rest)
    {
        let length = length as u64;
        if *header == length.to_le_bytes() || *header == length.to_be_bytes() {
            return named("diagnosis-eight-byte-header");
        }
    }
    if let Some((header, rest)) = came.split_first_chunk::<2>()
        && !rest.is_empty()
        && begins(rest)
        && let Ok(length) = u16::try_from(length)
        && (*header == length.to_le_bytes() || *header == length.to_be_bytes())
    {
        return named("diagnosis-two-byte-header");
    }
    let digits = came.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let in_digits = str::from_utf8(&came[..digits]).ok();
    if digits > 0 && came.starts_with(length.to_string().as_bytes())
        || in_digits.and_then(|digits| digits.parse().ok()) == Some(length)
    {
        return named("diagnosis-header-as-text");
    }
    let (said, rest) = came.split_first_chunk::<4>()?;
    if said == announced {
        return None;
    }
    let mut turned = *announced;
    turned.reverse();
    // Both its ends alike, a number reads the same in both orders.
    if *said == turned && begins(rest) {
        return named("diagnosis-big-endian");
    }
    let said = usize::try_from(u32::from_le_bytes(*said)).ok()?;
    let characters = str::from_utf8(payload).map_or(length, |text| text.chars().count());
    if said == rest.len() && said < length && rest == payload.trim_ascii() {
        return named("diagnosis-trimmed");
    }
    if !begins(&rest[..rest.len().min(payload.len())]) {
        return None;
    }
    match said {
        _ if said == length + 4 => named("diagnosis-header-counts-itself"),
        _ if said == characters => named("diagnosis-header-counts-characters"),
        _ if said == length + 1 && rest.get(payload.len()) == Some(&b'\n') => {
            named("diagnosis-line-break-sent")
        }
        _ => None,
    }
}

/// Mistakes in text, or in what is taken for text.
fn text(expected: &[u8], came: &[u8]) -> Option<Diagnosis> {
    /// So many zeros in a row at the end are a buffer's, not a message's.
    const PADDING: usize = 8;
    /// A prompt is shorter than this: `>>: `, `$ `.
    const PROMPT: usize = 6;
    if let Some(more) = came.strip_prefix(expected)
        // Printed, they may have a line break behind them.
        && let more = more.strip_suffix(b"\n").unwrap_or(more)
        && more.len() >= PADDING
        && more.iter().all(|byte| *byte == 0)
    {
        return named("diagnosis-whole-buffer");
    }
    if [&b"\n"[..], b"\r\n"]
        .iter()
        .any(|end| came.strip_suffix(*end) == Some(expected))
    {
        return named("diagnosis-line-break-sent");
    }
    let unbroken = came
        .strip_prefix(b"\r\n")
        .or_else(|| came.strip_prefix(b"\n"));
    if unbroken.is_some_and(|came| expected.starts_with(came) || came.starts_with(expected)) {
        return named("diagnosis-line-break-before");
    }
    if let Some(marks) = came.iter().position(|byte| *byte == b' ')
        && marks < PROMPT
        && came[..marks].iter().all(|byte| b">:$#%".contains(byte))
        && marks > 0
        // Perhaps it is all that has come.
        && expected.starts_with(&came[marks + 1..])
    {
        return named("diagnosis-prompt-shown");
    }
    if came.to_ascii_uppercase() == expected {
        return named("diagnosis-not-upper-case");
    }
    let lossy = String::from_utf8_lossy(expected);
    if str::from_utf8(expected).is_err() && came == lossy.as_bytes() {
        return named("diagnosis-replaced-characters");
    }
    if came == lossy.to_uppercase().as_bytes() {
        return named("diagnosis-other-letters-too");
    }
    if let Ok(text) = str::from_utf8(expected) {
        let cut = text.chars().map(|character| character as u32 as u8);
        if !text.is_ascii() && cut.eq(came.iter().copied()) {
            return named("diagnosis-characters-cut-to-bytes");
        }
    }
    let latin: String = expected.iter().copied().map(char::from).collect();
    if came == latin.as_bytes() {
        return named("diagnosis-bytes-as-characters");
    }
    if came == lossy.trim().as_bytes()
        || came == lossy.trim_end().as_bytes()
        || came == expected.trim_ascii()
        || came == expected.trim_ascii_end()
    {
        return named("diagnosis-trimmed");
    }
    // The end of a line shown as Rust shows it for debugging: it begins with a mark of its own.
    let pairs = expected.iter().zip(came);
    let same = pairs.take_while(|(one, other)| one == other).count();
    let (rest, came) = (&expected[same..], &came[same..]);
    if !rest.is_empty() && came == format!("{rest:?}").as_bytes() {
        return named("diagnosis-shown-as-numbers");
    }
    if !rest.is_empty() && came == format!("{:?}", String::from_utf8_lossy(rest)).as_bytes() {
        return named("diagnosis-shown-for-debugging");
    }
    None
}

/// Only the beginning came.
fn cut(expected: &[u8], came: &[u8]) -> Option<Diagnosis> {
    let begins = expected.starts_with(came);
    begins.then(|| only(came.len(), expected.len()))
}

/// Only the first `count` of `length` bytes came.
pub fn only(count: usize, length: usize) -> Diagnosis {
    let arguments = [("count", count.to_string()), ("length", length.to_string())];
    Diagnosis::new(
        if fills_a_buffer(count) {
            "diagnosis-one-buffer-full"
        } else {
            "diagnosis-only-the-beginning"
        },
        &arguments,
    )
}

/// Whether a buffer may have this size: those that people choose are multiples of 512, or powers of two.
pub fn fills_a_buffer(count: usize) -> bool {
    count > 0 && count.is_multiple_of(512) || count >= 8 && count.is_power_of_two()
}

/// How many bytes are missing, if `came` is `expected` without one piece from its middle.
pub fn gap(expected: &[u8], came: &[u8]) -> Option<usize> {
    let missing = expected.len().checked_sub(came.len())?;
    let pairs = expected.iter().zip(came);
    let before = pairs.take_while(|(one, other)| one == other).count();
    let after = &came[before..];
    let inside = before > 0 && !after.is_empty() && expected.ends_with(after);
    (missing > 0 && inside).then_some(missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(expected: &[u8], came: &[u8]) -> Option<&'static str> {
        compared(expected, came).map(|diagnosis| diagnosis.key)
    }

    #[test]
    fn headers_that_others_would_write_are_named() {
        let expected = b"\x05\0\0\0hello";
        for (came, name) in [
            (&b"\0\0\0\x05hello"[..], "diagnosis-big-endian"),
            (b"hello", "diagnosis-no-header"),
            (b"\x05\0\0\0\0\0\0\0hello", "diagnosis-eight-byte-header"),
            (b"\0\0\0\0\0\0\0\x05hello", "diagnosis-eight-byte-header"),
            (b"\x05\0hello", "diagnosis-two-byte-header"),
            (b"5hello", "diagnosis-header-as-text"),
            (b"0005hello", "diagnosis-header-as-text"),
            (b"\x09\0\0\0hello", "diagnosis-header-counts-itself"),
            (b"\x06\0\0\0hello\n", "diagnosis-line-break-sent"),
        ] {
            assert_eq!(key(expected, came), Some(name), "{came:?}");
        }
        let [expected, came] = ["\x06\0\0\0你好", "\x02\0\0\0你好"];
        assert_eq!(
            key(expected.as_bytes(), came.as_bytes()),
            Some("diagnosis-header-counts-characters")
        );
    }

    #[test]
    fn texts_that_mistakes_make_are_named() {
        for (expected, came, name) in [
            (&b"HELLO"[..], &b"hello"[..], "diagnosis-not-upper-case"),
            (b"HELLO", b"HELLO\n", "diagnosis-line-break-sent"),
            (b"FENG", b"\nFENG", "diagnosis-line-break-before"),
            (
                b"HELLO",
                b"HELLO\0\0\0\0\0\0\0\0\0",
                "diagnosis-whole-buffer",
            ),
            (
                b"error: no",
                b"error: no\0\0\0\0\0\0\0\0\n",
                "diagnosis-whole-buffer",
            ),
            (b"\xff", b"\xef\xbf\xbd", "diagnosis-replaced-characters"),
            (
                "GRüßE".as_bytes(),
                "GRÜSSE".as_bytes(),
                "diagnosis-other-letters-too",
            ),
            (b" two ", b"two", "diagnosis-trimmed"),
            (b"\xff\n", b"\xff", "diagnosis-trimmed"),
            (
                "a你".as_bytes(),
                b"a\x60",
                "diagnosis-characters-cut-to-bytes",
            ),
            (b"a\xff", "aÿ".as_bytes(), "diagnosis-bytes-as-characters"),
            (b"\x05\0\0\0 two ", b"\x03\0\0\0two", "diagnosis-trimmed"),
            (b"hello\n", b">>: he", "diagnosis-prompt-shown"),
            (b"hello\n", b">>: ", "diagnosis-prompt-shown"),
            (
                b"received 2 bytes: hi",
                b"received 2 bytes: \"hi\"",
                "diagnosis-shown-for-debugging",
            ),
            (
                b"received 2 bytes: hi",
                b"received 2 bytes: [104, 105]",
                "diagnosis-shown-as-numbers",
            ),
            (&[b'x'; 5000], &[b'x'; 1024], "diagnosis-one-buffer-full"),
            (b"hello feng", b"hello", "diagnosis-only-the-beginning"),
        ] {
            assert_eq!(key(expected, came), Some(name), "{came:?}");
        }
    }

    #[test]
    fn a_gap_is_one_piece_from_the_middle() {
        assert_eq!(gap(b"one two three", b"one three"), Some(4));
        assert_eq!(gap(b"one two three", b"one two"), None, "the end");
        assert_eq!(gap(b"one two three", b"two three"), None, "the beginning");
        assert_eq!(gap(b"one two three", b"on two thre"), None, "two pieces");
        assert_eq!(gap(b"one two three", b"one two three"), None);
        assert_eq!(gap(b"one", b"one two"), None);
        assert_eq!(gap(b"one", b""), None);
    }

    #[test]
    fn what_could_be_anything_is_not_named() {
        assert_eq!(key(b"HELLO", b"HALLO"), None);
        assert_eq!(key(b"HELLO", b""), None);
        assert_eq!(key(b"", b"more"), None);
        assert_eq!(key(b"\x05\0\0\0hello", b"\x04\0\0\0hello"), None);
        assert_eq!(key(b"\x05\0\0\0hello", b"\x05\0\0\0hallo"), None);
    }
}
