use proptest::prelude::*;

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
    let whole: serde_json::Value = serde_json::to_value(&report).unwrap();
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
    assert_eq!(told(r#"{"web": 4}"#, "[4]"), "not-readable: line 9: a number, or numbers by team, should stand here");
    assert_eq!(
        told(r#""effort": {"web": 3, "app": 2}"#, r#""effort": {"web": 3}, "requires": ["search"]"#),
        "circle: line 7: these require one another in a circle: login → search → login"
    );
    assert_eq!(
        told(r#""excludes": ["search"]"#, r#""pin": "in""#),
        "pins-contradict: line 9: “export” must be in, but needs “import”, which must be out"
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

#[test]
fn the_schema_names_what_is_read() {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
    let fields = |of: &serde_json::Value| of.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let item = &schema["properties"]["items"]["items"]["properties"];
    assert_eq!(fields(item), ["coupled", "effort", "excludes", "id", "pin", "requires", "title", "value"]);
    assert_eq!(fields(&schema["properties"]), ["$schema", "customers", "goals", "items", "releases", "teams"]);
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
