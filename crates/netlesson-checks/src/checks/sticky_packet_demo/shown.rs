//! How the receiver shows what a recv got, and what is meant by what is shown.

/// The line for a recv of this size that got these bytes.
pub fn line(size: usize, got: &[u8]) -> String {
    format!("{}{}\"", beginning(size), got.escape_ascii())
}

fn beginning(size: usize) -> String {
    format!("recv({size}) -> \"")
}

/// The bytes that a line for a recv of this size shows; `None` if it is no such line.
pub fn got(size: usize, line: &[u8]) -> Option<Vec<u8>> {
    let shown = line.strip_prefix(beginning(size).as_bytes())?;
    Some(meant(shown.strip_suffix(b"\"")?))
}

/// The bytes that stand so between the quotes of a line. Hexadecimal digits may be of either case, and
/// what is not ASCII may stand as itself: it is the bytes that count.
pub fn meant(shown: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = shown;
    while let Some((&first, after)) = rest.split_first() {
        let (byte, after) = match (first, after) {
            (b'\\', [b'x', high, low, after @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => (high * 16 + low, after),
                _ => (first, &rest[1..]),
            },
            (b'\\', [b't', after @ ..]) => (b'\t', after),
            (b'\\', [b'r', after @ ..]) => (b'\r', after),
            (b'\\', [b'n', after @ ..]) => (b'\n', after),
            (b'\\', [quoted @ (b'\\' | b'"' | b'\''), after @ ..]) => (*quoted, after),
            _ => (first, after),
        };
        bytes.push(byte);
        rest = after;
    }
    bytes
}

/// The mistake of a recv of this size that got these bytes and shows others, if only one makes them of
/// each other. `earlier` is what the recvs before have got.
pub fn other_bytes<'a>(
    size: usize,
    got: &[u8],
    shown: &[u8],
    earlier: impl Iterator<Item = &'a [u8]>,
) -> Option<&'static str> {
    let fresh = vec![0; size];
    let mut used = fresh.clone();
    for bytes in earlier {
        let length = bytes.len().min(size);
        used[..length].copy_from_slice(&bytes[..length]);
    }
    let whole = |mut buffer: Vec<u8>| {
        buffer[..got.len()].copy_from_slice(got);
        buffer == shown
    };
    if got.len() < size && (whole(fresh) || whole(used)) {
        return Some("diagnosis-whole-buffer-shown");
    }
    if shown.len() > size && shown.starts_with(got) {
        return Some("diagnosis-buffer-larger-than-asked");
    }
    if shown == String::from_utf8_lossy(got).as_bytes() {
        return Some("diagnosis-decoded-per-recv");
    }
    let zero = got.iter().position(|byte| *byte == 0)?;
    (shown == &got[..zero]).then_some("diagnosis-cut-at-a-zero")
}

/// The mistake of a recv of this size that got these bytes and prints another line, if there is one that
/// makes this line of them.
pub fn other_line(size: usize, got: &[u8], other: &[u8]) -> Option<&'static str> {
    if other == line(got.len(), got).as_bytes() {
        return Some("diagnosis-count-for-size");
    }
    let numbers = format!("recv({size}) -> {got:?}");
    (other == numbers.as_bytes()).then_some("diagnosis-bytes-as-numbers")
}

fn digit(char: u8) -> Option<u8> {
    let digit = char::from(char).to_digit(16)?;
    u8::try_from(digit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_means_the_bytes_that_were_got() {
        let every: Vec<u8> = (0..=255).collect();
        assert_eq!(got(300, line(300, &every).as_bytes()), Some(every));
        assert_eq!(got(10, b"recv(10) -> \"\""), Some(Vec::new()));
        assert_eq!(got(10, b"recv(2) -> \"he\""), None);
        assert_eq!(got(10, b"recv(10) -> hello"), None);
    }

    #[test]
    fn a_character_may_stand_as_itself_and_hexadecimal_digits_as_capitals() {
        assert_eq!(meant("你\\xE5".as_bytes()), b"\xe4\xbd\xa0\xe5");
    }

    #[test]
    fn bytes_that_mistakes_show_are_named() {
        let before: [&[u8]; 1] = [b"abcde"];
        for (size, got, shown, name) in [
            (
                5,
                &b"abc"[..],
                &b"abc\0\0"[..],
                "diagnosis-whole-buffer-shown",
            ),
            (5, b"xyz", b"xyzde", "diagnosis-whole-buffer-shown"),
            (2, b"ab", b"abc", "diagnosis-buffer-larger-than-asked"),
            (2, b"a\xff", b"a\xef\xbf\xbd", "diagnosis-decoded-per-recv"),
            (4, b"a\0b", b"a", "diagnosis-cut-at-a-zero"),
        ] {
            let named = other_bytes(size, got, shown, before.into_iter());
            assert_eq!(named, Some(name), "{shown:?}");
        }
        for (got, shown) in [(&b"abc"[..], &b"abcxy"[..]), (b"ab", b"b"), (b"abc", b"ab")] {
            let named = other_bytes(5, got, shown, before.into_iter());
            assert_eq!(named, None, "{shown:?}");
        }
    }

    #[test]
    fn lines_that_mistakes_print_are_named() {
        let named = |line: &str| other_line(10, b"ab", line.as_bytes());
        assert_eq!(named("recv(2) -> \"ab\""), Some("diagnosis-count-for-size"));
        assert_eq!(
            named("recv(10) -> [97, 98]"),
            Some("diagnosis-bytes-as-numbers")
        );
        assert_eq!(named("recv(3) -> \"ab\""), None);
    }

    #[test]
    fn a_backslash_that_begins_nothing_is_itself() {
        assert_eq!(meant(b"\\q \\x4 \\"), b"\\q \\x4 \\");
    }
}
