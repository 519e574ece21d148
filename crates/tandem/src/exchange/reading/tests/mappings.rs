//! Where columns go: guessed, said on the command line, refused.

use std::io::Cursor;

use super::super::{As, Drafter, Mapping, Order, Refusal, Survey, Why, guess, survey};
use super::{read, read_as};

/// The export of a branch desk, as somebody keeps it by hand.
const BRANCH: &str = "Wunsch;Text;Kunde;Zweigstelle;Datum;Wichtig;Erledigt\n\
    Vormerkung pausieren;Jeden Sommer schreiben wir Zettel;D. Kessler;Ahornstr.;14.08.2019;+++;x\n\
    Ruhigere Ecke;Es ist laut;R. Bell;Ahornstr.;im Sommer;+;\n\
    Mehr Stühle;Stehen ist schwer;A. Nowak;Marktplatz;02.09.2019;++;x\n";

fn mapped(csv: &str, rows: As) -> (Survey, Mapping) {
    let survey = survey(&mut Cursor::new(csv), "a.csv").unwrap();
    let mapping = guess(&survey, rows);
    (survey, mapping)
}

#[test]
fn german_headers_are_understood_and_each_says_how_well_it_fits() {
    let (_, mapping) = mapped(BRANCH, As::Requests);
    let shown: Vec<_> = mapping.columns.iter().map(|c| (c.column.as_str(), c.label(As::Requests), c.fits)).collect();
    let label = |text: &str| Some(text.to_owned());
    assert_eq!(
        shown,
        [
            ("Wunsch", label("Request, title"), Some(1.0)),
            ("Text", label("Request, in their words"), Some(1.0)),
            ("Kunde", label("Contact"), Some(1.0)),
            ("Zweigstelle", label("Customer"), Some(1.0)),
            ("Datum", label("Asked on, d.m.y"), Some(2.0 / 3.0)),
            ("Wichtig", label("Importance, 0 to 3"), Some(1.0)),
            ("Erledigt", None, None),
        ]
    );
}

#[test]
fn french_and_spanish_headers_are_understood() {
    let french = read("a.csv", "Titre,Statut,Priorité,Créé le\nProlonger,en cours,haute,03/11/2020\n");
    assert_eq!(
        french.targets(),
        [("Titre", "title"), ("Statut", "state"), ("Priorité", "importance"), ("Créé le", "asked")]
    );
    let spanish = read("a.csv", "Título,Descripción,Votos,Correo electrónico\nRenovar,Desde casa,3,ana@example.org\n");
    let names = [("Título", "title"), ("Descripción", "text"), ("Votos", "votes"), ("Correo electrónico", "email")];
    assert_eq!(spanish.targets(), names);
}

#[test]
fn a_name_does_not_help_where_the_values_do_not_fit() {
    let file = read("a.csv", "Title,Points,Created\nLonger holds,many,soon\nQuiet hours,few,later\n");
    assert_eq!(file.targets(), [("Title", "title")]);
}

#[test]
fn columns_without_names_go_by_what_they_hold() {
    let file = read(
        "a.json",
        r##"[["#12","@ann",4,"Longer holds for travellers"],["#13","@bob",1,"Quiet hours on Monday"]]"##,
    );
    let targets = [("column 1", "id"), ("column 2", "contact"), ("column 3", "votes"), ("column 4", "title")];
    assert_eq!(file.targets(), targets);
    assert!(file.mapping.columns.iter().all(|choice| choice.why == Why::Content));
}

#[test]
fn rows_are_taken_for_what_they_most_likely_are() {
    let kind = |name: &str, bytes: &str| read(name, bytes).mapping.rows;
    assert_eq!(kind("a.csv", "Title,Votes\nLonger holds,3\n"), As::Requests);
    assert_eq!(kind("a.csv", "Title,Story points\nLonger holds,3\n"), As::Stories);
    assert_eq!(kind("a.csv", "What\n\"As a reader, I want longer holds\"\n"), As::Stories);
    assert_eq!(kind("a.csv", "Feature,Goal\nHolds that pause,Fewer trips\n"), As::Features);
}

#[test]
fn what_is_said_on_the_command_line_wins() {
    let file = read_as("a.csv", BRANCH, None, &["wunsch=text", "Text=title", "Datum=asked:m/d/y", "Zweigstelle=-"]);
    assert_eq!(file.drafts[0].title, "Jeden Sommer schreiben wir Zettel");
    assert_eq!(file.drafts[0].body, "Vormerkung pausieren");
    assert_eq!(file.drafts[0].at, None);
    assert!(file.drafts[2].at.unwrap().to_string().starts_with("2019-02-09"));
    let datum = file.mapping.columns.iter().find(|choice| choice.column == "Datum").unwrap();
    assert_eq!((datum.order, datum.why), (Order::MonthFirst, Why::Chosen));
    assert!(file.targets().iter().all(|(column, _)| *column != "Zweigstelle"));
}

#[test]
fn a_name_with_an_equals_sign_can_be_said() {
    let file = read_as("a.csv", "a=b,c\nLonger holds,3\n", None, &["a=b=title"]);
    assert!(file.targets().contains(&("a=b", "title")));
}

#[test]
fn refusals_name_what_is_near() {
    let (survey, mut mapping) = mapped(BRANCH, As::Requests);
    let mut refuse = |choice: &str| mapping.choose_from(&survey, choice).unwrap_err();
    let refusal = refuse("Wunschh=title");
    assert_eq!(refusal.name(), "map-unknown-column");
    assert_eq!(refusal.hint(), "Did you mean “Wunsch”?");
    let refusal = refuse("Wunsch=titel");
    assert_eq!((refusal.name(), refusal.hint().as_str()), ("map-unknown-field", "Did you mean “title”?"));
    assert_eq!(refuse("Wunsch=points").name(), "map-unknown-field");
    let unlike = refuse("Wunsch=banana").hint();
    assert!(unlike.starts_with("There are “title”, “text”, ") && unlike.contains("“votes”"), "{unlike}");
    let unlike = refuse("Xylophone=title").hint();
    assert!(unlike.starts_with("There are “") && unlike.contains("“Wunsch”"), "{unlike}");
    assert_eq!(refuse("Wunsch").name(), "map-without-equals");
    assert_eq!(refuse("Datum=asked:y/d/m").hint(), "Did you mean “asked:d.m.y” or “asked:m/d/y”?");
}

#[test]
fn a_mapping_that_cannot_be_read_is_refused() {
    let (survey, mut mapping) = mapped(BRANCH, As::Requests);
    mapping.choose(&survey, "Text", "title").unwrap();
    let twice = Drafter::new(mapping.clone()).err().unwrap();
    assert!(
        matches!(&twice, Refusal::MappedTwice { first, second, .. } if first == "Wunsch" && second == "Text"),
        "{twice}"
    );
    mapping.choose(&survey, "Wunsch", "-").unwrap();
    mapping.choose(&survey, "Text", "-").unwrap();
    assert_eq!(mapping.check().unwrap_err().name(), "map-without-text");
}

#[test]
fn a_mapping_can_be_stored() {
    let (_, mapping) = mapped(BRANCH, As::Requests);
    let stored = serde_json::to_string(&mapping).unwrap();
    assert_eq!(serde_json::from_str::<Mapping>(&stored).unwrap(), mapping);
}

#[test]
fn a_list_of_pairs_of_ids_says_nothing() {
    let says = |csv: &str| mapped(csv, As::Requests).1.check().is_ok();
    assert!(!says("pair_id,report_a_id,report_b_id,kind\n1,a_1,a_2,D2\n2,a_3,a_4,D2\n3,a_5,a_6,D2\n"));
    assert!(!says("Issue id,Duplicate id\nHADOOP-1,HADOOP-2\nHADOOP-3,HADOOP-4\n"));
    assert!(!says("Issue id,Duplicate id\n13438913,\"13547000, 13396667\"\n13478269,13478452\n"));
    // A single word is a title all the same.
    assert!(says("x,y\nDesk,Returns\nDesk,Renewals\nDesk,Queues\n"));
}
