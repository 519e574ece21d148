//! Bytes to lines, whatever program wrote them.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};

/// The text of a file: by its byte order mark if it has one, as UTF-8 if it is, as Windows-1252 else.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// The lines that say something, each with its number from 1; they end as on any system.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = |c: char| matches!(c, '\n' | '\u{85}' | '\u{2028}');
    let mut number = 0;
    text.split(ends).flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r')).filter_map(move |line| {
        number += 1;
        (!line.trim().is_empty()).then_some((number, line))
    })
}

#[cfg(test)]
mod tests {
    use super::{decode, lines};

    #[test]
    fn any_program_may_have_written_it() {
        assert_eq!(decode(b"\xef\xbb\xbfAs a"), "As a");
        assert_eq!(decode(b"\xff\xfeA\0s\0"), "As");
        assert_eq!(decode(b"caf\xe9 \x93it\x94"), "café “it”");
        assert_eq!(decode("café".as_bytes()), "café");
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts() {
        assert_eq!(lines("a\r\n\r\nb\rc\n").collect::<Vec<_>>(), [(1, "a"), (3, "b"), (4, "c")]);
    }
}
