//! Numbers as people and their spreadsheets write them: `0.8`, `0,8`, `1,234.5`, `1.234,5`, `1 234,5`.
//!
//! One number alone may be read two ways, `1,234` as more than a thousand or as little more than one; the file it stands in may
//! not. So [`of_file`] looks at all of them first.

/// What may part thousands beside the mark that does not stand before decimals.
const BLANKS: [char; 5] = [' ', '\u{a0}', '\u{202f}', '\'', '’'];

/// What stands before decimals in a file: the mark that surely does so in one of its cells, if the other one does not in another.
/// Else it is as the separator of the table says, as where decimals have commas tables have semicolons.
pub(super) fn of_file<'cell>(cells: impl Iterator<Item = &'cell str>, semicolons: bool) -> char {
    let (mut comma, mut point) = (false, false);
    for cell in cells {
        match surely(cell) {
            Some(',') => comma = true,
            Some(_) => point = true,
            None => {}
        }
    }
    let comma = if comma == point { semicolons } else { comma };
    if comma { ',' } else { '.' }
}

/// The number a cell says, in a file with this mark before decimals; one that can be reckoned with.
pub(crate) fn number(cell: &str, decimal: char) -> Option<f64> {
    let plain = match Number::of(cell) {
        Some(number) => number.plain(number.decimal.unwrap_or(decimal))?,
        None => cell.to_owned(),
    };
    plain.parse().ok().filter(|number: &f64| number.is_finite())
}

/// The mark that stands before decimals in whatever number is there, if there is no other way to read it.
fn surely(cell: &str) -> Option<char> {
    let number = Number::of(cell.strip_suffix('%').unwrap_or(cell).trim_end())?;
    number.decimal.filter(|decimal| number.plain(*decimal).is_some())
}

/// Digits with marks between them, and the mark that stands before decimals where one look tells.
struct Number<'cell> {
    sign: &'static str,
    digits: &'cell str,
    decimal: Option<char>,
}

impl<'cell> Number<'cell> {
    fn of(cell: &'cell str) -> Option<Self> {
        let (sign, digits) = match cell.strip_prefix(['-', '−']) {
            Some(digits) => ("-", digits),
            None => ("", cell.strip_prefix('+').unwrap_or(cell)),
        };
        let fits = |letter: char| letter.is_ascii_digit() || is_mark(letter) || BLANKS.contains(&letter);
        let is_number = digits.contains(|letter: char| letter.is_ascii_digit()) && digits.chars().all(fits);
        is_number.then(|| Self { sign, digits, decimal: decimal(digits) })
    }

    /// As the program itself would write it; none if what parts thousands does not.
    fn plain(&self, decimal: char) -> Option<String> {
        let (whole, part) = self.digits.rsplit_once(decimal).unwrap_or((self.digits, ""));
        let between = |letter: char| !letter.is_ascii_digit();
        let mut groups = whole.split(between);
        let first = groups.next()?.len();
        let (mut thousands, mut parted) = (true, false);
        for group in groups {
            (thousands, parted) = (thousands && group.len() == 3, true);
        }
        let one_way = whole.chars().filter(|letter| between(*letter)).is_sorted_by(|one, other| one == other);
        let fits = !whole.contains(decimal) && thousands && one_way && (!parted || (1..=3).contains(&first));
        (fits && !part.contains(between)).then(|| format!("{}{}.{part}", self.sign, whole.replace(between, "")))
    }
}

fn is_mark(letter: char) -> bool {
    matches!(letter, ',' | '.')
}

fn decimal(digits: &str) -> Option<char> {
    let (before, after) = digits.rsplit_once(is_mark)?;
    let mark = if digits[before.len()..].starts_with(',') { ',' } else { '.' };
    if before.contains(mark) {
        return Some(if mark == ',' { '.' } else { ',' });
    }
    let may_part_thousands = after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
    (!may_part_thousands).then_some(mark)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_read_however_they_are_written() {
        for (cell, number_is) in [
            ("0.8", 0.8),
            ("0,8", 0.8),
            ("-1,5", -1.5),
            ("−1,5", -1.5),
            ("+3", 3.0),
            ("1.234,5", 1234.5),
            ("1,234.5", 1234.5),
            ("1 234,5", 1234.5),
            ("1\u{202f}234\u{202f}567", 1_234_567.0),
            ("1’234.50", 1234.5),
            ("1.234.567", 1_234_567.0),
            ("0,125", 0.125),
            ("12345,678", 12345.678),
            (".5", 0.5),
            ("5.", 5.0),
            ("1e3", 1000.0),
        ] {
            assert_eq!([',', '.'].map(|decimal| number(cell, decimal)), [Some(number_is); 2], "{cell}");
        }
        assert_eq!([',', '.'].map(|decimal| number("1,234", decimal)), [Some(1.234), Some(1234.0)]);
        assert_eq!([',', '.'].map(|decimal| number("1.234", decimal)), [Some(1234.0), Some(1.234)]);
    }

    #[test]
    fn what_is_no_number_is_none() {
        for cell in [
            "",
            "-",
            ",",
            "1,2,3",
            "1.2.3",
            "12 34",
            "1,23.4,5",
            "1 234.567 8",
            "1.5.2026",
            "NaN",
            "inf",
            "5 %",
            "1,,5",
        ] {
            assert_eq!([',', '.'].map(|decimal| number(cell, decimal)), [None; 2], "{cell}");
        }
    }

    #[test]
    fn the_whole_file_says_what_stands_before_decimals() {
        let told = |cells: &[&str], semicolons| of_file(cells.iter().copied(), semicolons);
        assert_eq!(told(&["1,234", "0,8"], false), ',');
        assert_eq!(told(&["1.234", "80,5 %"], false), ',');
        assert_eq!(told(&["1,234", "0.8", "1.5.2026"], true), '.');
        assert_eq!(told(&["1.234.567", "1.234"], false), ',');
        assert_eq!([false, true].map(|semicolons| told(&["1,234", "x,5"], semicolons)), ['.', ',']);
        assert_eq!([false, true].map(|semicolons| told(&["1,5", "1.5"], semicolons)), ['.', ',']);
    }

    proptest! {
        #[test]
        fn a_number_is_the_same_in_either_notation(thousandths in -10_000_000_i64..10_000_000) {
            let point = format!("{:.3}", thousandths as f64 / 1000.0);
            let value: f64 = point.parse().unwrap();
            prop_assert_eq!(number(&point, '.'), Some(value));
            prop_assert_eq!(number(&point.replace('.', ","), ','), Some(value));
        }

        #[test]
        fn no_cell_stops_the_reader(cell in "\\PC*|[-+0-9,. ']{0,12}", comma in any::<bool>()) {
            let decimal = if comma { ',' } else { '.' };
            prop_assert!(number(&cell, decimal).is_none_or(f64::is_finite));
            of_file([cell.as_str()].into_iter(), comma);
        }
    }
}
