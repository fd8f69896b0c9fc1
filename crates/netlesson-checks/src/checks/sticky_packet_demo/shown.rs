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
    fn a_backslash_that_begins_nothing_is_itself() {
        assert_eq!(meant(b"\\q \\x4 \\"), b"\\q \\x4 \\");
    }
}
