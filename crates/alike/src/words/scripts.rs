//! Which letters belong to scripts that put no spaces between words.

/// First and last letter of the blocks of Thai, Lao, Myanmar, Khmer, Japanese, Chinese and Korean (Unicode Blocks.txt). Korean
/// has spaces, but ties endings to its words, so that pairs find more than whole words do.
const UNSPACED: [(char, char); 10] = [
    ('\u{0e00}', '\u{0eff}'),
    ('\u{1000}', '\u{109f}'),
    ('\u{1100}', '\u{11ff}'),
    ('\u{1780}', '\u{17ff}'),
    ('\u{3005}', '\u{3007}'),
    ('\u{3040}', '\u{318f}'),
    ('\u{31f0}', '\u{9fff}'),
    ('\u{ac00}', '\u{d7ff}'),
    ('\u{f900}', '\u{faff}'),
    ('\u{20000}', '\u{3ffff}'),
];

pub(super) fn is_unspaced(letter: char) -> bool {
    letter >= '\u{0e00}' && UNSPACED.iter().any(|(first, last)| (*first..=*last).contains(&letter))
}

/// Marks that join or part letters in one word without being seen.
pub(super) fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}')
}
