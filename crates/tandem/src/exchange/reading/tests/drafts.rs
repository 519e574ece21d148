//! Values of a row → fields, and a note for every loss.

use super::super::{BODY_MAX, LIST_MAX, Loss, Parts, Reason, RequestParts, StoryParts};
use super::{Read, read, read_as};

fn request(file: &Read, at: usize) -> &RequestParts {
    match &file.drafts[at].parts {
        Parts::Request(parts) => parts,
        parts => panic!("{parts:?}"),
    }
}

fn story(file: &Read, at: usize) -> &StoryParts {
    match &file.drafts[at].parts {
        Parts::Story(parts) => parts,
        parts => panic!("{parts:?}"),
    }
}

fn losses(file: &Read, at: usize) -> Vec<Loss> {
    file.drafts[at].notes.iter().map(|note| note.loss).collect()
}

#[test]
fn a_title_is_found_where_there_is_none() {
    let file = read("a.csv", "Title,Text,Votes\n,\"\n  The first line\nand more\",\n \t,,3\n,,\nQuiet hours,,\n");
    assert_eq!(file.titles(), ["The first line", "Quiet hours"]);
    assert_eq!(file.drafts[0].body, "The first line\nand more");
    assert_eq!(file.left_out[0].reason, Reason::NoText);
    assert_eq!(file.left_out[0].number, 3);
}

#[test]
fn a_long_title_is_cut_at_a_word_and_kept_in_the_text() {
    let long = "hold ".repeat(41);
    let file = read("a.csv", format!("Title,Text\n{},exactly\n{long}x,why\n", "h".repeat(200)));
    assert!(losses(&file, 0).is_empty());
    assert_eq!(file.drafts[1].title, format!("{}…", "hold ".repeat(39).trim_end()));
    assert_eq!(file.drafts[1].body, format!("{long}x\n\nwhy"));
    assert_eq!(losses(&file, 1), [Loss::TitleCut]);
}

#[test]
fn a_text_too_long_leaves_the_row_out() {
    let file = read("a.csv", format!("Title,Text\na,{}\nb,{}\n", "x".repeat(BODY_MAX), "y".repeat(BODY_MAX + 1)));
    assert_eq!(file.titles(), ["a"]);
    assert_eq!(file.left_out[0].reason, Reason::TextTooLong { chars: BODY_MAX + 1 });
}

#[test]
fn control_characters_go_and_are_told() {
    let file = read("a.csv", "Title,Text\nLong\u{7}er\u{202e} holds,\"a\r\n\tb\u{0}c\"\n");
    assert_eq!(file.titles(), ["Longer holds"]);
    assert_eq!(file.drafts[0].body, "a\n\tbc");
    assert_eq!(losses(&file, 0), [Loss::ControlsRemoved, Loss::ControlsRemoved]);
}

#[test]
fn people_are_read_from_name_address_or_both() {
    let csv = "Title,Contact\na,Ann Bell <Ann@Example.org>\nb,bob@example.org\nc,@cleo\nd,D. Kessler\n";
    let file = read("a.csv", csv);
    let people: Vec<_> =
        (0..4).map(|at| (request(&file, at).contact.as_deref(), request(&file, at).email.as_deref())).collect();
    let expected = [
        (Some("Ann Bell"), Some("ann@example.org")),
        (None, Some("bob@example.org")),
        (Some("cleo"), None),
        (Some("D. Kessler"), None),
    ];
    assert_eq!(people, expected);
}

#[test]
fn importance_is_read_from_words_signs_and_scales() {
    let read_all = |values: &[&str]| {
        let csv = format!("Title,Importance\n{}", values.iter().map(|v| format!("t,{v}\n")).collect::<String>());
        let file = read_as("a.csv", csv, None, &["Importance=importance"]);
        (0..values.len()).map(|at| request(&file, at).importance).collect::<Vec<_>>()
    };
    let some = |values: &[u8]| values.iter().copied().map(Some).collect::<Vec<_>>();
    assert_eq!(read_all(&["0", "1", "2", "3"]), some(&[0, 1, 2, 3]));
    assert_eq!(read_all(&["1", "2", "3", "4", "5"]), some(&[0, 1, 2, 2, 3]));
    assert_eq!(read_all(&["0", "5", "10"]), some(&[0, 2, 3]));
    assert_eq!(read_all(&["+", "++", "+++"]), some(&[1, 2, 3]));
    assert_eq!(read_all(&["Lowest", "Medium", "Must have", "Kritisch", "haute"]), some(&[0, 1, 3, 3, 2]));
    assert_eq!(read_all(&["high", "none", "purple"]), [Some(2), None, None]);
}

#[test]
fn numbers_that_cannot_be_are_told_and_left_open() {
    let file =
        read_as("a.csv", "Title,Votes\na,\"1,234\"\nb,-3\nc,lots\nd,12 votes\ne,2.5\nf,\n", None, &["Votes=votes"]);
    let votes: Vec<_> = (0..6).map(|at| request(&file, at).votes).collect();
    assert_eq!(votes, [Some(1234), None, None, Some(12), Some(3), None]);
    let losses: Vec<_> = (0..6).flat_map(|at| losses(&file, at)).collect();
    assert_eq!(losses, [Loss::NumberOutOfRange, Loss::NotANumber, Loss::NumberRounded]);
    let file = read("a.csv", "Title,Points\na,1000\nb,1001\nc,5.0\nd,8 pts\ne,\"3,5\"\n");
    let points: Vec<_> = (0..5).map(|at| story(&file, at).points).collect();
    assert_eq!(points, [Some(1000), None, Some(5), Some(8), Some(4)]);
}

#[test]
fn days_that_are_no_days_are_told_and_left_open() {
    let file = read("a.csv", "Title,Datum\na,14.08.2019\nb,31.02.2020\nc,05.05.2020\n");
    assert_eq!(file.drafts.iter().map(|d| d.at.is_some()).collect::<Vec<_>>(), [true, false, true]);
    assert_eq!(file.notes(1), ["Not a date; the day is left open, column “Datum”: “31.02.2020”"]);
}

#[test]
fn what_was_finished_is_done_unless_a_column_says_otherwise() {
    let states = |csv: &str| read("a.csv", csv).drafts.iter().map(|draft| draft.state).collect::<Vec<_>>();
    assert_eq!(states("Task,Finished\na,2025-03-01\nb,\n"), [Some("done"), None]);
    let says = states("Task,Finished,Status\na,2025-03-01,In progress\nb,2025-03-01,\n");
    assert_eq!(says, [Some("in work"), None]);
}

#[test]
fn finished_before_created_is_told_and_clamped() {
    let file = read("a.csv", "Task,Created,Finished\na,2015-02-05,2015-02-04\nb,2015-02-05,2015-02-09\n");
    assert_eq!(story(&file, 0).finished, file.drafts[0].at);
    assert_eq!(losses(&file, 0), [Loss::FinishedBeforeCreated]);
    assert!(story(&file, 1).finished > file.drafts[1].at);
}

#[test]
fn states_take_the_way_a_row_was_closed_into_account() {
    let csv = "Title,Status,Resolution,Votes\na,Closed,Fixed,1\nb,Closed,Won't Fix,1\nc,Open,Fixed,1\nd,Done,Duplicate,1\ne,Limbo,,1\nf,Geplant,,1\ng,Done,Sunk,1\n";
    let file = read("a.csv", csv);
    let states: Vec<_> = file.drafts.iter().map(|draft| draft.state).collect();
    assert_eq!(
        states,
        [Some("done"), Some("declined"), Some("new"), Some("declined"), None, Some("planned"), Some("done")]
    );
    assert_eq!((losses(&file, 3), losses(&file, 4)), (vec![Loss::StateNarrowed], vec![Loss::StateUnknown]));
    assert_eq!(losses(&file, 6), [Loss::OutcomeUnknown]);
}

#[test]
fn labels_are_parted_as_their_column_parts_them() {
    let tight = read("a.csv", "Title,Tags\na,\"ui,api;Ui\"\n");
    assert_eq!(tight.drafts[0].labels, ["ui", "api"]);
    let wide = read("a.csv", "Title,Tags\na,\"easy, ignored\"\nb,\"one,with comma\"\n");
    assert_eq!(wide.drafts[0].labels, ["easy", "ignored"]);
    assert_eq!(wide.drafts[1].labels, ["one,with comma"]);
    let many: Vec<String> = (0..60).map(|n| format!("l{n}")).collect();
    let file = read("a.csv", format!("Title,Tags\na,\"{}\"\n", many.join(",")));
    assert_eq!((file.drafts[0].labels.len(), losses(&file, 0)), (LIST_MAX, vec![Loss::ListCut]));
}

#[test]
fn a_story_has_its_sentence_type_and_criteria() {
    let csv = "User story,Type,Acceptance criteria,Epic\n\
        \"As a reader, I want to pause a hold, so that I can travel\",Bug,\"- [ ] it pauses\n2. it goes on\",Holds\n\
        Tidy the shelves,Spike,,\n";
    let file = read("a.csv", csv);
    assert_eq!(file.titles(), ["Pause a hold", "Tidy the shelves"]);
    let first = story(&file, 0);
    assert_eq!((first.role.as_deref(), first.end.as_deref()), (Some("reader"), Some("I can travel")));
    assert_eq!((first.kind, first.feature.as_deref()), (Some("defect"), Some("Holds")));
    assert_eq!(first.criteria, ["it pauses", "it goes on"]);
    assert_eq!(file.drafts[0].body, "");
}

#[test]
fn a_wish_that_is_not_said_as_a_want_keeps_its_words() {
    let file = read("a.txt", "As a reader, I don't want to see ads.\nAs a reader, I want holds.\n");
    assert_eq!(file.drafts[0].body, "As a reader, I don't want to see ads.");
    assert_eq!(file.drafts[1].body, "");
}

#[test]
fn addresses_and_links_are_checked() {
    let csv = "Title,Email,URL\na,ann@example.org,https://example.org/a\nb,at home,javascript:alert(1)\nc,x@example.org,http://example.org\n";
    let file = read("a.csv", csv);
    assert_eq!(file.drafts[0].link.as_deref(), Some("https://example.org/a"));
    assert_eq!((request(&file, 1).email.as_deref(), file.drafts[1].link.as_deref()), (None, None));
    assert_eq!(losses(&file, 1), [Loss::NotAnAddress, Loss::NotALink]);
}
