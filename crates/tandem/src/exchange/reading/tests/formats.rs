//! What kind of file it is, and what is refused.

use super::super::Shape;
use super::{read, refused};

const ROWS: &str = "Title,Votes\nLonger holds,3\nQuiet hours,5\n";

#[test]
fn every_separator_is_found() {
    for (mark, name) in [(',', "a.csv"), (';', "a.csv"), ('\t', "a.tsv"), ('|', "a.txt"), (';', "pasted")] {
        let file = read(name, ROWS.replace(',', &mark.to_string()));
        assert_eq!(file.titles(), ["Longer holds", "Quiet hours"], "{mark:?}");
        assert!(
            matches!(file.survey.format.shape, Shape::Separated { delimiter, .. } if char::from(delimiter) == mark)
        );
    }
}

#[test]
fn decimal_commas_do_not_hide_semicolons() {
    let file = read("a.csv", "Titel;Aufwand;Stand\nAusleihe, länger;3,5;offen\nRuhe;1,5;offen\n");
    assert_eq!(file.titles(), ["Ausleihe, länger", "Ruhe"]);
}

#[test]
fn headings_and_excels_separator_line_stand_above_the_header() {
    assert_eq!(read("a.csv", "sep=;\nTitle;Votes\nLonger holds;3\n").titles(), ["Longer holds"]);
    assert_eq!(read("a.csv", format!("Wishes of our branches\n\n{ROWS}")).titles(), ["Longer holds", "Quiet hours"]);
}

#[test]
fn a_file_without_header_loses_no_row() {
    let file = read("a.csv", "2019-08-14,Longer holds please,12\n2019-08-15,Quiet hours in July,3\n");
    assert_eq!(file.titles(), ["Longer holds please", "Quiet hours in July"]);
    assert_eq!(file.survey.columns[0].name, "column 1");
    assert!(file.drafts[0].at.is_some());
}

#[test]
fn line_ends_may_be_mixed() {
    let file = read("a.csv", "Title,Votes\r\nLonger holds,3\rQuiet hours,5\n\n\r\n\"Two\r\nlines\",7");
    assert_eq!(file.titles(), ["Longer holds", "Quiet hours", "Two lines"]);
    assert_eq!(file.drafts.iter().map(|d| (d.number, d.line)).collect::<Vec<_>>(), [(2, 2), (3, 3), (6, 6)]);
}

#[test]
fn one_column_is_a_table_if_its_name_says_so() {
    assert_eq!(read("wishes", "Title\nLonger holds\nQuiet hours\n").titles(), ["Longer holds", "Quiet hours"]);
    assert_eq!(read("wishes", "Longer holds\nQuiet hours, please\n").titles(), ["Longer holds", "Quiet hours, please"]);
}

#[test]
fn sentences_with_as_many_commas_in_every_line_stay_text() {
    let lines =
        "As a reader, I want longer holds, so that I can travel.\nAs a clerk, I want a list, so that I see it.\n";
    let file = read("stories.txt", lines);
    assert_eq!(file.survey.format.shape, Shape::Text { prefixed: false });
    assert_eq!(file.titles(), ["Longer holds", "A list"]);
}

#[test]
fn prefixes_and_bullets_are_not_part_of_a_story() {
    let file = read("stories.txt", "#G99# As a reader, I want to renew.\n#G99# - As a clerk, I want a list.\n");
    assert_eq!(file.survey.format.shape, Shape::Text { prefixed: true });
    assert_eq!(file.titles(), ["Renew", "A list"]);
    let plain = read("wishes.txt", "1. Longer holds\n2) Quiet hours\n* [ ] More chairs\n");
    assert_eq!(plain.titles(), ["Longer holds", "Quiet hours", "More chairs"]);
}

#[test]
fn json_comes_in_five_shapes() {
    let rows = r#"{"title":"Longer holds","votes":3},{"title":"Quiet hours","votes":5}"#;
    let lines = rows.replace("},{", "}\n{");
    let shapes = [
        format!("[{rows}]"),
        lines,
        format!(r#"{{"total":2,"data":[{rows}]}}"#),
        format!(r#"{{"data":{{"issues":{{"nodes":[{rows}]}},"labels":[{{"name":"x"}}]}}}}"#),
        r#"{"data":[["Longer holds",3],["Quiet hours",5]]}"#.to_owned(),
    ];
    for json in shapes {
        assert_eq!(read("a.json", &json).titles(), ["Longer holds", "Quiet hours"], "{json}");
    }
    assert_eq!(read("a.json", r#"["Longer holds","Quiet hours"]"#).titles(), ["Longer holds", "Quiet hours"]);
    assert_eq!(read("a.json", r#"{"title":"Longer holds","labels":[{"name":"a"}]}"#).titles(), ["Longer holds"]);
}

#[test]
fn encodings_are_told_apart() {
    let text = "Titel;Stimmen\nLängere Vormerkung für Ältere – schön;3\nGrößere Stühle;5\n";
    let expected = ["Längere Vormerkung für Ältere – schön", "Größere Stühle"];
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let files = [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("windows-1252", encoding_rs::WINDOWS_1252.encode(text).0.into_owned()),
        ("UTF-16LE", [b"\xFF\xFE".to_vec(), utf16(u16::to_le_bytes)].concat()),
        ("UTF-16BE", [b"\xFE\xFF".to_vec(), utf16(u16::to_be_bytes)].concat()),
        ("UTF-16LE", utf16(u16::to_le_bytes)),
    ];
    for (encoding, bytes) in files {
        let file = read("a.csv", bytes);
        assert_eq!(file.survey.format.encoding.name(), encoding);
        assert_eq!(file.titles(), expected, "{encoding}");
        assert_eq!(file.survey.columns[0].name, "Titel", "{encoding}");
    }
}

#[test]
fn a_stray_byte_damages_its_row_and_not_the_file() {
    let mut bytes = "Title;Votes\nLängere Größen für Ältere;3\nöäü;1\n".as_bytes().to_vec();
    bytes.extend_from_slice(b"Gr\xFC\xDFe;5\n");
    let file = read("a.csv", bytes);
    assert_eq!(file.survey.format.encoding.name(), "UTF-8");
    assert_eq!(file.titles()[0], "Längere Größen für Ältere");
    assert_eq!(file.survey.damaged, 1);
    assert!(file.notes(2)[0].starts_with("Some characters could not be read"), "{:?}", file.notes(2));
}

#[test]
fn what_is_no_list_of_rows_is_named_and_told_what_to_do() {
    let cases: [(&str, &[u8], &str, &str); 9] = [
        ("a.xlsx", b"PK\x03\x04\x14\x00", "file-not-a-table", "save the sheet as CSV"),
        ("a.pdf", b"%PDF-1.7 \x00\x01", "file-not-a-table", "CSV"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "file-not-a-table", "Choose"),
        ("a.html", b"\n<!DOCTYPE html><html>", "file-not-a-table", "sign-in page"),
        ("a.csv", b"\x00\x01\x02\x03\x00\x00\x05\x06\x00\x09\x00\x0b", "file-not-a-table", "Choose"),
        ("a.csv", b"", "file-empty", "at least one row"),
        ("a.csv", b"\xEF\xBB\xBF \r\n\n", "file-empty", "at least one row"),
        ("a.csv", b"Title,Votes\n", "file-without-rows", "rows included"),
        ("a.json", b"{\n \"a\": 1\n}\n", "file-without-list", "one object a line"),
    ];
    for (name, bytes, refusal, hint) in cases {
        let refused = refused(name, bytes);
        assert_eq!(refused.name(), refusal, "{name} {refused}");
        assert!(refused.hint().contains(hint), "{name}: {}", refused.hint());
    }
    assert_eq!(refused("a.json", "[]").name(), "file-without-rows");
    assert_eq!(refused("a.json", r#"{"data":[]}"#).name(), "file-without-rows");
    assert_eq!(refused("a.json", "[{]").name(), "file-all-rows-left-out");
}

#[test]
fn a_survey_can_be_stored() {
    let file = read("a.csv", ROWS);
    let stored = serde_json::to_string(&file.survey).unwrap();
    assert_eq!(serde_json::from_str::<super::super::Survey>(&stored).unwrap(), file.survey);
}
