use proptest::prelude::*;
use serde_json::Value;

use super::{SCHEMA, Unreadable, read};
use crate::front::{NoPlan, Request, plan_file};
use crate::problem::Pin;

const FILE: &str = r#"{
  "releases": [
    {"name": "spring", "capacity": {"web": 8, "app": 4}},
    {"name": "summer", "capacity": {"web": 8}, "weight": 0.9}
  ],
  "items": [
    {"id": "login", "title": "Sign in", "value": 10, "effort": {"web": 3, "app": 2}},
    {"id": "search", "value": 8, "effort": {"web": 5}, "requires": ["login"]},
    {"id": "export", "value": 3, "effort": {"web": 4}, "coupled": ["import"], "excludes": ["search"]},
    {"id": "import", "value": 1, "effort": {"app": 1}, "pin": "out"},
    {"id": "theme", "value": 2, "effort": {"web": 2}, "pin": {"release": "summer"}}
  ],
  "customers": [{"name": "Ann", "value": 5, "wants": ["login", "search"]}],
  "goals": [{"name": "found again", "items": ["search"]}]
}"#;

#[test]
fn a_file_is_read_by_its_names() {
    let read = read(FILE.as_bytes()).unwrap();
    let problem = read.problem;
    assert_eq!((problem.teams, read.lines), (vec!["app".to_owned(), "web".to_owned()], vec![7, 8, 9, 10, 11]));
    assert_eq!((problem.items[0].effort.as_slice(), problem.items[1].requires.as_slice()), (&[2.0, 3.0][..], &[0][..]));
    assert_eq!((problem.items[2].coupled.as_slice(), problem.items[2].excludes.as_slice()), (&[3][..], &[1][..]));
    assert_eq!((problem.items[3].pin, problem.items[4].pin), (Some(Pin::Out), Some(Pin::InRelease(1))));
    assert_eq!((problem.releases[1].capacity.as_slice(), problem.releases[1].weight), (&[0.0, 8.0][..], 0.9));
    assert_eq!((problem.customers[0].wants.as_slice(), problem.goals[0].least), (&[0, 1][..], 1));
}

#[test]
fn a_report_says_what_is_in_and_why_the_rest_is_not() {
    let report = plan_file(FILE.as_bytes(), &Request::default(), &mut |_| true).unwrap();
    assert!(report.proven && (report.objective - 24.8).abs() < 1e-9, "{report:?}");
    assert_eq!(
        (&report.releases[0].items[..], &report.customers[..]),
        (&["login".into(), "search".into()][..], &["Ann".into()][..])
    );
    assert_eq!((report.left_out[0].id.as_str(), report.left_out[0].why), ("export", "needs-pinned-out"));
    assert_eq!((report.left_out[1].id.as_str(), report.left_out[1].why), ("import", "pinned-out"));
    assert_eq!((report.findings.len(), report.findings[0].line), (1, 9));
    assert!(report.comparison.ratio.objective <= report.objective && report.curve.iter().all(|point| point.proven));
    let whole: Value = serde_json::to_value(&report).unwrap();
    assert_eq!(whole["releases"][0]["load"][1], serde_json::json!({"team": "web", "used": 8.0, "capacity": 8.0}));
}

#[test]
fn one_team_needs_no_name() {
    let file = r#"{"releases":[{"name":"a","capacity":5}],"items":[{"id":"x","value":2,"effort":3},{"id":"y","value":3,"effort":4}]}"#;
    let report = plan_file(file.as_bytes(), &Request::default(), &mut |_| true).unwrap();
    assert_eq!((report.objective, &report.releases[0].items[..]), (3.0, &["y".to_owned()][..]));
    let left = &report.left_out[0];
    assert_eq!((left.why, left.costs, left.costs_at_least), ("pushes-out", Some(1.0), Some(1.0)));
    assert_eq!((&left.items[..], left.comes_in_at), (&["y".to_owned()][..], Some(1.4)));
}

#[test]
fn what_cannot_be_read_is_named_with_its_line() {
    let told = |from: &str, to: &str| {
        assert!(FILE.contains(from));
        let why = read(FILE.replacen(from, to, 1).as_bytes()).unwrap_err();
        format!("{}: {why}", why.name())
    };
    assert_eq!(
        told(r#""value": 10"#, r#""value": -1"#),
        "number-out-of-range: line 7: the value of “login” cannot be -1"
    );
    assert_eq!(
        told(r#""web": 5"#, r#""web": 2e9"#),
        "number-out-of-range: line 8: the effort of “search” cannot be 2000000000"
    );
    assert_eq!(told(r#""value": 10"#, r#""value": NaN"#), "not-readable: line 7: expected value");
    assert_eq!(
        told(r#""value": 10"#, r#""worth": 10"#).split(',').next().unwrap(),
        "not-readable: line 7: unknown field `worth`"
    );
    assert_eq!(told(r#""id": "theme""#, r#""id": "login""#), "id-twice: line 11 has the id “login” of line 7 again");
    assert_eq!(told(r#"["login"]"#, r#"["nobody"]"#), "unknown: line 8 names the item “nobody”, which does not exist");
    assert_eq!(told(r#"{"web": 2}"#, r#"{"wbe": 2}"#), "unknown: line 11 names the team “wbe”, which does not exist");
    assert_eq!(
        told(r#""summer"}"#, r#""winter"}"#),
        "unknown: line 11 names the release “winter”, which does not exist"
    );
    assert_eq!(
        told(r#"{"web": 4}"#, "[4]"),
        "not-readable: line 9: invalid type: list, expected a number, or numbers by team"
    );
    assert_eq!(
        told(r#"{"web": 3, "app": 2}"#, r#"{"web": 3, "web": 2}"#),
        "not-readable: line 7: the team “web” stands there twice"
    );
    assert_eq!(
        told(
            r#""releases""#,
            r#""teams": ["web",
  "web"], "releases""#
        ),
        "id-twice: line 3 has the id “web” of line 2 again"
    );
    assert_eq!(
        told(r#"{"id": "theme", "value": 2, "effort": {"web": 2}, "pin": {"release": "summer"}}"#, r#"["theme", 2]"#),
        "not-readable: line 11: an object, {\"name\": value}, should stand here"
    );
    assert_eq!(
        told(r#""value": 10"#, r#""value": null"#),
        "not-readable: line 7: invalid type: null, expected a number"
    );
    assert_eq!(
        told(r#""effort": {"web": 3, "app": 2}"#, r#""effort": {"web": 3}, "requires": ["search"]"#),
        "circle: line 7: these require one another in a circle: login → search → login"
    );
    assert_eq!(
        told(r#""excludes": ["search"]"#, r#""pin": "in""#),
        "pins-contradict: line 9: “export” must be in, but needs “import”, which must be out"
    );
    assert_eq!(
        told(r#""requires": ["login"]"#, r#""requires": ["theme"], "pin": {"release": "spring"}"#),
        "pins-contradict: line 8: “search” must be in “spring”, but needs “theme”, which must be in a later release"
    );
    assert_eq!(
        told(r#""requires": ["login"]"#, r#""requires": ["login"], "excludes": ["theme"], "pin": "in""#),
        "pins-contradict: line 8: “search” and “theme” must both be in, but exclude each other"
    );
    assert_eq!(
        told(r#""items": ["search"]"#, r#""items": ["search", "import", "export"], "least": 2"#),
        "goal-out-of-reach: line 14: “found again” asks for 2 of its items, but no more than 1 of them may be in"
    );
}

#[test]
fn without_a_release_nothing_is_planned() {
    let file = r#"{"releases":[],"items":[{"id":"x","value":1,"effort":1}]}"#;
    let why = plan_file(file.as_bytes(), &Request::default(), &mut |_| true).unwrap_err();
    assert_eq!(why.to_string(), "line 1: there is no release");
}

#[test]
fn what_can_never_be_in_is_told() {
    let file = r#"{"releases":[{"name":"a","capacity":5}],"items":[
        {"id":"x","value":1,"effort":1,"requires":["y"],"excludes":["y"]},
        {"id":"y","value":1,"effort":1},
        {"id":"z","value":1,"effort":6}]}"#;
    let report = plan_file(file.as_bytes(), &Request::default(), &mut |_| true).unwrap();
    let told: Vec<_> = report.findings.iter().map(|finding| (finding.line, finding.message.as_str())).collect();
    assert_eq!(
        told,
        [
            (2, "it can never be in: it needs both “x” and “y”, which exclude each other"),
            (4, "it can never be in: no release has that much of “team”")
        ]
    );
}

#[test]
fn nothing_and_far_too_much_are_refused() {
    for empty in ["", "\u{feff} \n", r#"{"releases":[],"items":[]}"#] {
        assert_eq!(read(empty.as_bytes()), Err(Unreadable::Empty));
    }
    assert_eq!(read(b"{\n\xff"), Err(Unreadable::NotText { line: 2 }));
    for byte in ["[", "{", "\"", "9", "a"] {
        assert!(matches!(read(byte.repeat(10_000_000).as_bytes()), Err(Unreadable::Form { line: 1, .. })));
    }
    let nothing_fits = FILE.replace(r#"{"web": 2}"#, r#"{"web": 9}"#);
    assert_eq!(plan_file(nothing_fits.as_bytes(), &Request::default(), &mut |_| true), Err(NoPlan::None));
}

/// The schema is held against the reader: a field it asks for cannot be left out, any other can, and one it does not name is refused.
#[test]
fn the_schema_says_what_is_read() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let whole: Value = serde_json::from_str(FILE).unwrap();
    let refused = |file: &Value| read(file.to_string().as_bytes()).is_err();
    assert!(!refused(&whole));
    let mut parts = vec![(String::new(), schema.clone())];
    for list in ["releases", "items", "customers", "goals"] {
        parts.push((format!("/{list}/0"), schema["properties"][list]["items"].clone()));
    }
    for (place, schema) in parts {
        let required = schema["required"].as_array().unwrap();
        for field in schema["properties"].as_object().unwrap().keys() {
            let mut without = whole.clone();
            without.pointer_mut(&place).unwrap().as_object_mut().unwrap().remove(field);
            assert_eq!(refused(&without), required.contains(&Value::from(field.as_str())), "{place} without {field}");
        }
        let mut with = whole.clone();
        with.pointer_mut(&place).unwrap()["surprise"] = Value::Null;
        assert!(refused(&with) && schema["additionalProperties"] == false, "{place}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    #[test]
    fn a_file_with_anything_in_it_is_planned_or_refused(at in 0..FILE.len(), many in 0_usize..30, other in "[\"{}\\[\\],:a-z0-9 -]{0,12}") {
        let (from, to) = (at, (at + many).min(FILE.len()));
        let file = [&FILE[..from], other.as_str(), &FILE[to..]].concat();
        let request = Request { curve: vec![], left_out: false, estimates: None, ..Request::default() };
        if let Ok(report) = plan_file(file.as_bytes(), &request, &mut |_| true) {
            prop_assert!(report.objective <= report.bound && report.proven);
        }
    }
}
