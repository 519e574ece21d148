//! Nothing that anybody can put into a file makes reading panic, and what is written comes back.

use std::io::Cursor;

use proptest::prelude::*;

use super::super::csv::CsvRows;
use super::super::{Drafter, Identities, SafeWriter, Table, csv_plain, csv_safe, guess, guess_as, survey};

/// Reads a file to its end, whatever it is; how many rows it had.
fn read_anything(name: &str, bytes: &[u8]) -> Option<u64> {
    let survey = survey(&mut Cursor::new(bytes), name).ok()?;
    let mapping = guess(&survey, guess_as(&survey));
    let drafter = Drafter::new(mapping).ok()?;
    let mut table = Table::open(Cursor::new(bytes), &survey.format).ok()?;
    let mut identities = Identities::new(name);
    let mut rows = 0;
    while let Some(row) = table.next_row().ok()? {
        rows += 1;
        if let Ok(draft) = row.and_then(|row| drafter.draft(&row)) {
            assert!(!draft.title.is_empty() && draft.title.chars().count() <= super::super::TITLE_MAX);
            identities.of(&draft);
            assert!(draft.fingerprints().contains_key("title"));
        }
    }
    assert_eq!(rows, survey.rows, "both passes see the same rows");
    Some(rows)
}

/// Pieces that files are made of, so that random files come near to real ones.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just("Title,Votes\n"),
        Just("{\"title\":"),
        Just("[{"),
        Just("\"a\""),
        Just("}"),
        Just("]"),
        Just(","),
        Just(";"),
        Just("\n"),
        Just("\r"),
        Just("\""),
        Just("\\"),
        Just("As a x, I want y"),
        Just("<a href='"),
        Just("&#x41;"),
        Just("1/2/2020"),
        Just("é"),
        Just("{\"cards\":["),
        Just("\"lists\":"),
        Just("#G1# "),
        Just("12:30 PM"),
        Just("\u{202e}"),
        Just("null"),
        Just(":"),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat().into_bytes())
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400), csv in any::<bool>()) {
        read_anything(if csv { "a.csv" } else { "a" }, &bytes);
    }

    #[test]
    fn any_pieces_are_read_or_refused(bytes in pieces(), csv in any::<bool>()) {
        read_anything(if csv { "a.csv" } else { "a" }, &bytes);
    }

    /// What another writer writes is read cell for cell; line ends inside a cell become LF, blank rows are passed over.
    #[test]
    fn rows_of_another_writer_are_read(rows in proptest::collection::vec(proptest::collection::vec("[ -~é\r\n]{0,9}", 3), 1..9)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        let bytes = writer.into_inner().unwrap();
        let mut reader = CsvRows::new(bytes.as_slice(), b',');
        let mut read = Vec::new();
        while reader.next().unwrap().unwrap() {
            read.push(reader.splitter.cells().map(|cell| String::from_utf8(cell.to_vec()).unwrap()).collect::<Vec<_>>());
        }
        let lf = |cell: &String| cell.replace("\r\n", "\n").replace('\r', "\n");
        let blank = |row: &&Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
        let written: Vec<Vec<String>> = rows.iter().filter(|row| !blank(row)).map(|row| row.iter().map(lf).collect()).collect();
        prop_assert_eq!(read, written);
    }

    /// A safe cell is no formula, and its reader gets back what was meant.
    #[test]
    fn safe_cells_are_no_formulas_and_come_back(cell in "['=+@a1.\t\r\n -]{0,6}") {
        let safe = csv_safe(&cell);
        prop_assert_eq!(csv_plain(&safe), cell.as_str());
        let number = safe.trim().trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit() || c == ' ');
        prop_assert!(number || !safe.starts_with(['=', '+', '-', '@', '\t', '\r']), "{:?}", safe);
    }
}

#[test]
fn formulas_are_written_with_an_apostrophe() {
    let mut writer = SafeWriter::new(Vec::new());
    writer.row(["=cmd|' /C calc'!A0", "-5", "+1-2", "@SUM(A1)", "plain, text"]).unwrap();
    let written = String::from_utf8(writer.finish().unwrap()).unwrap();
    assert_eq!(written, "'=cmd|' /C calc'!A0,-5,'+1-2,'@SUM(A1),\"plain, text\"\n");
}
