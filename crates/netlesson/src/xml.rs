//! Text in XML.

/// A text as it stands in an element or an attribute of XML 1.0 (sections 2.4 and 2.3): the signs that have a meaning
/// there are named. Blanks stay as they are; whether they are shown is the drawing's business.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_is_named_once() {
        assert_eq!(
            escaped("a < \"b\" && c > d"),
            "a &lt; &quot;b&quot; &amp;&amp; c &gt; d"
        );
    }
}
