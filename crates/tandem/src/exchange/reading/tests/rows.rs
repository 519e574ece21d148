//! Rows that are odd or broken: what is kept, what is left out, and that the rest goes on.

use super::super::{Loss, Reason};
use super::read;

#[test]
fn columns_with_one_name_are_one_column_of_several_values() {
    let file = read("a.csv", "Summary,Labels,Labels,Issue id,Labels\nLonger holds,a,b,1,\nQuiet hours,,,2,c\n");
    assert_eq!(file.survey.columns.len(), 3);
    assert_eq!(file.drafts[0].labels, ["a", "b"]);
    assert_eq!(file.drafts[1].labels, ["c"]);
}

#[test]
fn a_row_of_the_wrong_width_is_left_out_or_noted() {
    let file = read("a.csv", "Title,Text,Votes\na,b,1\nc,d,2,e\nf,g,3,,\nh\ni,j\nk,l,4\n");
    assert_eq!(file.titles(), ["a", "f", "i", "k"]);
    let numbers: Vec<_> = file.left_out.iter().map(|left| (left.number, &left.reason)).collect();
    assert_eq!(
        numbers,
        [(3, &Reason::WrongWidth { has: 4, header: 3 }), (5, &Reason::WrongWidth { has: 1, header: 3 })]
    );
    assert_eq!(file.drafts[2].notes[0].loss, Loss::CellsMissing);
}

#[test]
fn a_cell_of_two_megabytes_costs_its_row() {
    let large = "x".repeat(2 << 20);
    let csv = format!("Title,Text\na,b\nc,\"{large}\n{large}\"\nd,e\n");
    let json = format!(r#"[{{"title":"a"}},{{"title":"c","text":"{large}"}},{{"title":"d"}}]"#);
    let text = format!("a\n{large}\nd\n");
    for (name, bytes) in [("a.csv", csv), ("a.json", json), ("a.txt", text)] {
        let file = read(name, bytes);
        assert_eq!(file.titles(), ["a", "d"], "{name}");
        assert!(matches!(file.left_out[0].reason, Reason::CellTooLarge { bytes, .. } if bytes >= 2 << 20), "{name}");
    }
}

#[test]
fn an_open_quote_costs_one_row() {
    let file = read("a.csv", "Title,Text\na,b\nc,\"d\ne,f\ng,h\n");
    assert_eq!(file.titles(), ["a", "e", "g"]);
    assert_eq!(file.left_out.iter().map(|l| (l.line, &l.reason)).collect::<Vec<_>>(), [(3, &Reason::OpenQuote)]);
    assert_eq!(file.drafts[1].line, 4);
}

#[test]
fn an_open_quote_far_from_the_end_does_not_take_the_file_with_it() {
    let rest = format!("e,{}\n", "f".repeat(10_000)).repeat(1_000);
    let file = read("a.csv", format!("Title,Text\na,b\nc,\"d\n{rest}"));
    assert!(rest.len() > super::super::ROW_MAX);
    assert_eq!(file.drafts.len(), 1_001);
    assert_eq!(file.left_out.len(), 1);
}

#[test]
fn quotes_that_never_close_again_and_again_end_the_reading() {
    let file = read("a.csv", format!("Title,Text\na,b\n{}", "c\"d,\"e\n".repeat(100)));
    assert_eq!(file.titles(), ["a"]);
    assert_eq!(file.left_out.last().unwrap().reason, Reason::QuotesBroken);
}

#[test]
fn quotes_are_read_as_people_write_them() {
    let file = read("a.csv", "Title, Text\n\"say \"\"hi\"\"\", \"b, c\"\n5\" pipe,d \"e\" f\n");
    assert_eq!(file.titles(), ["say \"hi\"", "5\" pipe"]);
    assert_eq!(file.drafts[0].body, "b, c");
    assert_eq!(file.drafts[1].body, "d \"e\" f");
}

#[test]
fn a_broken_json_line_costs_its_row() {
    let file = read(
        "a.jsonl",
        "{\"title\":\"a\"}\n{\"title\":\"b\n{\"title\":\"c\"}\noops\n\n{\"title\":\"d\"}\n{\"title\":\"e\"}\n",
    );
    assert_eq!(file.titles(), ["a", "c", "d", "e"]);
    assert_eq!(file.left_out.iter().map(|l| l.line).collect::<Vec<_>>(), [2, 4]);
    assert!(file.left_out[0].reason.to_string().starts_with("It is not valid JSON"), "{}", file.left_out[0].reason);
}

#[test]
fn a_broken_object_in_a_list_costs_its_row() {
    let file =
        read("a.json", "[{\"title\":\"a\"},\n{\"title\":\"b},\n{\"title\" \"c\", \"n\":[1}},\n{\"title\":\"d\"}]");
    assert_eq!(file.titles(), ["a", "d"]);
    assert!(file.left_out.iter().all(|left| matches!(left.reason, Reason::BrokenJson { .. })), "{:?}", file.left_out);
}

#[test]
fn a_file_cut_off_keeps_the_rows_before() {
    let file = read("a.json", r#"{"data":[{"title":"a"},{"title":"b"},{"title":"c","te"#);
    assert_eq!(file.titles(), ["a", "b"]);
    assert_eq!(file.left_out[0].reason, Reason::CutOff);
    assert_eq!(file.left_out[0].number, 3);
}

#[test]
fn nested_fields_have_dotted_names_and_lists_several_values() {
    let json = r#"[{"title":"a","author":{"login":"ann"},"labels":[{"name":"x","color":"red"},{"name":""},"y"]},
                   {"title":"b","late":{"er":true},"labels":null}]"#;
    let file = read("a.json", json);
    let names: Vec<_> = file.survey.columns.iter().map(|facts| facts.name.as_str()).collect();
    assert_eq!(names, ["title", "author.login", "labels", "late.er"]);
    assert_eq!(file.drafts[0].labels, ["x", "y"]);
    assert!(file.targets().contains(&("author.login", "contact")));
}

#[test]
fn more_columns_than_fit_are_counted() {
    let fields: Vec<String> = (0..600).map(|n| format!("\"f{n}\":1")).collect();
    let file = read("a.json", format!("[{{\"title\":\"a\",{}}}]", fields.join(",")));
    assert_eq!(file.survey.columns.len(), super::super::COLUMNS_MAX);
    assert_eq!(file.survey.fields_dropped, 101);
    let names: Vec<String> = (0..3_000).map(|n| format!("f{n}")).collect();
    let file = read("a.csv", format!("Title,{}\na,{}\n", names.join(","), "1,".repeat(2_999) + "1"));
    assert_eq!(file.titles(), ["a"]);
    assert_eq!(file.survey.columns.len(), super::super::COLUMNS_MAX);
    assert_eq!(file.survey.fields_dropped, 2_501);
}

#[test]
fn brackets_without_end_take_no_memory_and_no_stack() {
    let file = read("a.jsonl", format!("{{\"title\":\"a\"}}\n{}\n{{\"title\":\"b\"}}\n", "[".repeat(1 << 20)));
    assert_eq!((file.titles(), file.left_out.len()), (vec!["a", "b"], 1));
    assert_eq!(super::refused("a.json", "[".repeat(1 << 20)).name(), "file-all-rows-left-out");
    assert_eq!(super::refused("a.json", "{\"a\":".repeat(1 << 18)).name(), "file-all-rows-left-out");
}

#[test]
fn a_cell_of_html_becomes_text_and_link_and_a_text_about_html_stays() {
    let json = r#"{"data":[
        [3,"<a href='https://example.org/i/7?a=1&amp;b=2'>#7</a>","<a href='https://example.org/ann'>@ann</a>","R&amp;D <-> shop"],
        [1,"<a href='https://example.org/i/8'>#8</a>","@bob","Use <b> for bold"]]}"#;
    let file = read("voted.json", json);
    let draft = &file.drafts[0];
    assert_eq!(
        (draft.source_id.as_deref(), draft.link.as_deref()),
        (Some("7"), Some("https://example.org/i/7?a=1&b=2"))
    );
    assert_eq!(file.titles(), ["R&amp;D <-> shop", "Use <b> for bold"]);
    let html = read("a.json", r#"[{"title":"t","text":"<p>One &amp; two</p><ul><li>x</li></ul>"}]"#);
    assert_eq!(html.drafts[0].body, "One & two\nx");
}
