//! Bytes to text, whatever program wrote them.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::{Unreadable, line_at};

/// The text of a file: by its byte order mark if it has one, as UTF-8 if it is, else as the old encoding it looks like.
pub(super) fn decode(file: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    let text = match Encoding::for_bom(file) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&file[mark..]).0,
        None => unmarked(file),
    };
    // No table and no JSON has zeros in it: such a file is a spreadsheet, a picture or the like.
    match text.find('\0') {
        Some(place) => Err(Unreadable::NoText { line: line_at(text.as_bytes(), place) }),
        None => Ok(text),
    }
}

fn unmarked(file: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(file);
    if matches!(text, Cow::Borrowed(_)) || is_damaged(&text) {
        return text;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(file, true);
    detector.guess(None, Utf8Detection::Deny).decode_without_bom_handling(file).0
}

/// A few wrong bytes in a file that is otherwise UTF-8 are damage, not another encoding.
fn is_damaged(text: &str) -> bool {
    let (wrong, beyond) = text.chars().filter(|letter| !letter.is_ascii()).fold((0, 0), |(wrong, beyond), letter| {
        if letter == char::REPLACEMENT_CHARACTER { (wrong + 1, beyond) } else { (wrong, beyond + 1) }
    });
    beyond >= 4 * wrong
}

#[cfg(test)]
mod tests {
    use encoding_rs::{WINDOWS_1251, WINDOWS_1252};

    use super::*;

    #[test]
    fn any_program_may_have_written_it() {
        assert_eq!(decode(b"\xef\xbb\xbftitle").unwrap(), "title");
        assert_eq!(decode(b"\xff\xfet\0i\0").unwrap(), "ti");
        assert_eq!(decode("Größe".as_bytes()).unwrap(), "Größe");
        for (encoding, text) in [
            (WINDOWS_1252, "Größe;Aufwand für „später“;3 €"),
            (WINDOWS_1252, "titre;durée prévue;à côté"),
            (WINDOWS_1251, "название;стоимость;польза"),
        ] {
            assert_eq!(decode(&encoding.encode(text).0).unwrap(), text);
        }
    }

    #[test]
    fn a_wrong_byte_leaves_utf8_what_it_is() {
        let damaged = [b"\xe4 ".as_slice(), "Größe für später".as_bytes()].concat();
        assert_eq!(decode(&damaged).unwrap(), "\u{fffd} Größe für später");
    }

    #[test]
    fn what_is_no_text_is_told_with_its_line() {
        assert_eq!(decode(b"a\nPK\x03\x04\0"), Err(Unreadable::NoText { line: 2 }));
    }
}
