//! One spelling for what is written in several: case, accents, width, composed or not.

use super::scripts::is_joiner;
use unicode_normalization::UnicodeNormalization;

/// Lower case, NFKD without the accents of European scripts and without joiners, then composed again (NFC), so that the marks
/// of other scripts, which are letters there, stay.
pub(super) fn fold(written: &str) -> String {
    if written.is_ascii() {
        return written.to_ascii_lowercase();
    }
    written
        .chars()
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|letter| !('\u{300}'..='\u{36f}').contains(letter) && !is_joiner(*letter))
        .flat_map(char::to_lowercase)
        .nfc()
        .collect()
}
