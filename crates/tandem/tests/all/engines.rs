//! The verbs that read plain files and need no workspace.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

/// A folder for files, gone when dropped.
struct Desk(PathBuf);

impl Desk {
    fn new() -> Self {
        Self(ground::testing::fresh_folder())
    }

    fn with(self, file: &str, bytes: impl AsRef<[u8]>) -> Self {
        std::fs::write(self.0.join(file), bytes).unwrap();
        self
    }

    /// `tandem …` with these bytes on the standard input.
    fn tandem(&self, words: &[&str], input: &[u8]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tandem"));
        command.current_dir(&self.0).env_clear().args(words);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A verb that does not read it may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input);
        child.wait_with_output().unwrap()
    }

    #[track_caller]
    fn well(&self, words: &[&str]) -> String {
        let output = self.tandem(words, b"");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    #[track_caller]
    fn json_lines(&self, words: &[&str]) -> Vec<Value> {
        self.well(words).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[track_caller]
    fn refused(&self, words: &[&str]) -> String {
        let output = self.tandem(words, b"");
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]));
        String::from_utf8(output.stderr).unwrap()
    }

    /// The name and the message of a refusal that a program reads.
    #[track_caller]
    fn refused_as_json(&self, words: &[&str]) -> (String, String) {
        let output = self.tandem(words, b"");
        assert_eq!(output.status.code(), Some(1));
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        let text = |field: &str| said["error"][field].as_str().unwrap().to_owned();
        (text("name"), text("message"))
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        assert!(!self.0.join("tandem.db").exists(), "no workspace was made");
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const STORIES: &[u8] = b"\xef\xbb\xbf#G03# As a clerk, I want to add an order and print the bill, so that caf\xc3\xa9s pay.\r\n\r\nAs a buyer, I want to delete orders quickly.\r\n";

#[test]
fn stories_are_linted_one_json_line_each() {
    let desk = Desk::new().with("stories.txt", STORIES).with("old.txt", b"As a clerk, I want to open a caf\xe9.\n");
    let lines = desk.json_lines(&["lint", "stories.txt", "--json"]);
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[0]["line"], &lines[0]["role"], &lines[1]["line"]), (&json!(1), &json!("clerk"), &json!(3)));
    let span =
        |part: &str| (lines[0]["spans"][part][0].as_u64().unwrap(), lines[0]["spans"][part][1].as_u64().unwrap());
    let (from, to) = span("action");
    let text = std::str::from_utf8(&STORIES[3..]).unwrap();
    let said: String = text.chars().skip(from as usize).take((to - from) as usize).collect();
    assert_eq!(said, "add");
    let atomic = &lines[0]["findings"][0];
    assert_eq!((&atomic["criterion"], &lines[1]["alike"]), (&json!("atomic"), &json!([])));
    assert!(atomic["message"].is_string() && atomic["suggestion"].is_string() && atomic["span"].is_array());
    assert_eq!(desk.json_lines(&["lint", "old.txt", "--json"])[0]["means"], "open a café");
}

#[test]
fn findings_are_told_with_their_places() {
    let desk = Desk::new().with("stories.txt", STORIES);
    let said = desk.well(&["lint", "stories.txt"]);
    assert!(said.contains("\n3:") && said.contains("    instead: ") && said.contains("2 stories, "), "{said}");
    let output = desk.tandem(&["lint", "-"], STORIES);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), said, "the standard input reads the same");
}

#[test]
fn a_finding_is_ignored_for_a_reason_that_is_kept() {
    let desk = Desk::new().with("stories.txt", STORIES);
    let asked = ["lint", "stories.txt", "--ignore", "atomic@1=ships at once", "--ignore", "unambiguous=drafts"];
    let said = desk.well(&asked);
    assert!(!said.contains("two actions") && said.ends_with(" more ignored.\n"), "{said}");
    let lines = desk.json_lines(&[&asked[..], &["--json"]].concat());
    assert_eq!(lines[0]["findings"][0]["ignored"], json!("ships at once"));
    let wrong = desk.tandem(&["lint", "stories.txt", "--ignore", "atomik=x"], b"");
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("criteria are well-formed, atomic, "));
}

#[test]
fn what_cannot_be_linted_is_named() {
    let desk = Desk::new().with("empty.txt", " \n");
    assert!(desk.refused(&["lint", "empty.txt"]).contains("empty.txt: there is no story in it."));
    assert!(desk.refused(&["lint", "nothing.txt"]).contains("nothing.txt cannot be read"));
    assert_eq!(desk.refused_as_json(&["lint", "empty.txt", "--json"]).0, "no-story");
}

const ROWS: &str = r#"{"id":7,"title":"Export to CSV","text":null}
{"id":"b","title":"CSV exports","votes":3}
{"id":8,"title":"Dark theme","text":"White pages hurt"}
"#;

#[test]
fn alike_rows_are_told_row_by_row() {
    let desk = Desk::new().with("rows.jsonl", ROWS);
    let lines = desk.json_lines(&["alike", "rows.jsonl", "--top", "1", "--json"]);
    let found: Vec<_> = lines.iter().map(|line| (&line["id"], &line["alike"][0]["id"])).collect();
    assert_eq!(found, [(&json!(7), &json!("b")), (&json!("b"), &json!(7)), (&json!(8), &Value::Null)]);
    assert!(lines[0]["alike"][0]["score"].as_f64().unwrap() > 0.0);
    let said = desk.well(&["alike", "rows.jsonl"]);
    assert!(said.starts_with("7 Export to CSV\n  0.") && said.contains(" b CSV exports (by CSV, Export)\n"), "{said}");
    assert_eq!(String::from_utf8(desk.tandem(&["alike", "-"], ROWS.as_bytes()).stdout).unwrap(), said);
}

#[test]
fn a_row_that_cannot_be_read_is_named_with_its_line() {
    let desk =
        Desk::new().with("twice.jsonl", [ROWS, ROWS].concat()).with("empty", "").with("bytes", b"{\"id\":1}\n\xff");
    let (name, message) = desk.refused_as_json(&["alike", "twice.jsonl", "--json"]);
    assert_eq!((name.as_str(), message.as_str()), ("id-twice", "twice.jsonl: line 4 has the id of line 1 again."));
    assert!(desk.refused(&["alike", "bytes"]).contains("bytes: line 2 is not UTF-8."));
    assert_eq!(desk.refused_as_json(&["alike", "empty", "--json"]).0, "no-rows");
}

const IDEAS: &str = "id,title,reach,impact,confidence,effort,ice impact,ice confidence,ease,votes\n\
    A,Pay,3000,1,100%,1.5,4,9,5,1\nB,Onboarding,5000,2,0.8,2,8,7,6,\nC,Search,,3,0.5,1,1,1,1,\n";

#[test]
fn ideas_are_scored_with_their_inputs_and_what_would_change_the_order() {
    let desk = Desk::new().with("ideas.csv", IDEAS);
    let told = desk.json_lines(&["priorities", "ideas.csv", "--against", "ice", "--json"]);
    let [scores] = told.as_slice() else { panic!("one object: {told:?}") };
    let rows: Vec<_> = scores["rows"].as_array().unwrap().iter().map(|row| (&row["id"], &row["score"])).collect();
    assert_eq!(rows, [(&json!("B"), &json!(4000.0)), (&json!("A"), &json!(2000.0)), (&json!("C"), &Value::Null)]);
    let (first, last) = (&scores["rows"][0], &scores["rows"][2]);
    assert_eq!((&first["values"], &last["missing"]), (&json!([5000.0, 2.0, 0.8, 2.0]), &json!(["reach"])));
    assert_eq!((&first["swap"]["input"], &first["swap"]["with"]), (&json!("reach"), &json!(2)));
    assert_eq!((&scores["against"]["tau"], &scores["passed_over"]), (&json!(1.0), &json!(["votes"])));
    let said = desk.well(&["priorities", "ideas.csv"]);
    assert!(said.starts_with("1. B Onboarding (line 3): 4000, from reach 5000, impact 2, "), "{said}");
    assert!(said.contains("Lines 3 and 2 change places when reach of line 3 falls below 2500; it is 5000."), "{said}");
    assert!(said.contains("– C Search (line 4): no score, ") && said.contains("without reach\n"), "{said}");
}

#[test]
fn what_a_spreadsheet_saves_in_a_country_with_decimal_commas_is_scored() {
    let desk = Desk::new()
        .with("ideen.csv", b"id;title;reach;impact;confidence;effort\r\nA;Gr\xf6\xdfe;1.200;0,5;80 %;1,5\r\n");
    assert!(
        desk.well(&["priorities", "ideen.csv"]).starts_with("1. A Größe (line 2): 320, from reach 1200, impact 0.5, ")
    );
}

#[test]
fn each_method_answers_in_sentences_and_in_json() {
    let files = [
        ("wsjf", "title,value,urgency,risk,size\nx,8,5,2,3\n", "rows", "1. x (line 2): 5, "),
        ("weighted", "title,value\nx,8\n", "rows", "1. x (line 2): 80, "),
        ("moscow", "title,moscow,effort\nx,must,7\ny,could,3\n", "rows", "must 7 (70 %)"),
        ("quadrants", "title,value,effort\nx,9,1\ny,2,3\n", "rows", "x (line 2): quick win"),
        ("kano", "feature,with,without,segment\nMap,like,dislike,new\n", "features", "   new: one-dimensional"),
        ("opportunity", "need,importance,satisfaction\nFind,5,1\nLend,1,5\n", "needs", "Find: 20 ("),
        ("buy-a-feature", "feature,price,person,amount\nMap,120,Ann,100\n", "features", "not bought at 120, 20 short"),
    ];
    for (method, file, list, sentence) in files {
        let desk = Desk::new().with("file", file);
        let mut words = vec!["priorities", "file", "--by", method];
        match method {
            "weighted" => words.extend(["--criterion", "value=1:0..10"]),
            "buy-a-feature" => words.extend(["--purse", "100"]),
            _ => {}
        }
        let said = desk.well(&words);
        assert!(said.contains(sentence), "{method}: {said}");
        words.push("--json");
        let told = desk.json_lines(&words);
        assert!(told.len() == 1 && told[0]["model"].is_string() && told[0][list].is_array(), "{told:?}");
    }
}

#[test]
fn what_cannot_be_scored_is_named_with_its_line() {
    let desk = Desk::new()
        .with("nan.csv", "title,reach\na,NaN\n")
        .with("below.csv", "title,reach\r\na,-1\r\n")
        .with("sheet.csv", b"PK\x03\x04\0\0title,reach\n")
        .with("empty.csv", "")
        .with("other.csv", "title,x\na,1\n");
    let told = |words: &[&str]| desk.refused_as_json(&[&["priorities"][..], words, &["--json"]].concat());
    let nan = ("not-a-number".to_owned(), "nan.csv: line 2: reach is “NaN”, which is no number.".to_owned());
    assert_eq!(told(&["nan.csv"]), nan);
    let names = ["below.csv", "sheet.csv", "empty.csv", "other.csv"].map(|file| told(&[file]).0);
    assert_eq!(names, ["off-scale", "no-text", "no-rows", "no-inputs"]);
    let wrong: [&[&str]; 6] = [
        &["--purse", "1"],
        &["--by", "weighted"],
        &["--by", "buy-a-feature"],
        &["--by", "kano", "--against", "ice"],
        &["--against", "kano"],
        &["--much-value", "3"],
    ];
    for options in wrong {
        assert_eq!(told(&[&["nan.csv"][..], options].concat()).0, "wrong-option", "{options:?}");
    }
}

/// Two to four a week for half a year; what is open, and what ends before it begins, in the last rows.
fn finished_work() -> String {
    let date = |day: i64| time::macros::date!(2026 - 01 - 04) + time::Duration::days(day);
    let days = (0..26).flat_map(|week| (0..2 + week % 3).map(move |at| 1 + week * 7 + at));
    let rows: String = days.map(|day| format!("A-{day};{};{}\n", date(day - 5), date(day))).collect();
    format!("Key;Created;Done\n{rows}A-98;2026-06-30;\nA-99;2026-07-02;2026-07-01\n")
}

#[test]
fn a_forecast_tells_several_certainties_and_how_they_fared() {
    let desk = Desk::new().with("work.csv", finished_work());
    let words =
        ["forecast", "work.csv", "--finished", "Done", "--created", "Created", "--horizon", "4w", "--history", "12w"];
    let asked = [words.as_slice(), &["--remaining", "20", "--backtest", "--json"]].concat();
    let told = &desk.json_lines(&asked)[0];
    assert_eq!(
        (&told["as_of"], &told["refused"], &told["inputs"]["seed"]),
        (&json!("2026-07-01"), &Value::Null, &json!(1))
    );
    let nominal: Vec<_> = told["levels"].as_array().unwrap().iter().map(|level| &level["nominal"]).collect();
    assert_eq!(nominal, [50, 70, 85, 95]);
    let sure = &told["levels"][2];
    assert!(sure["promised"].as_u64().unwrap() > 3 && sure["stated"].as_f64().unwrap() >= 0.85, "{sure}");
    assert!(told["when"][1]["by"].as_str().unwrap() > "2026-07-01");
    assert_eq!(told["findings"][0]["lines"], json!([80]));
    for score in [&told["backtest"], &told["backtest"]["plain"]] {
        assert!(score["forecasts"].as_u64().unwrap() >= 2 && score["refused"].is_u64());
        for field in ["nominal", "came_true", "stated", "promised_median", "promised_mean"] {
            assert!(score["levels"][3][field].is_number(), "{field}");
        }
    }
    assert_eq!(desk.well(&asked), desk.well(&asked), "the same again");
    let said = desk.well(&[words.as_slice(), &["--backtest"]].concat());
    assert!(
        said.contains("\n  85 % sure of at least ") && said.contains("\nThe plain method on the same days: "),
        "{said}"
    );
}

#[test]
fn what_grows_is_told_beside_what_does_not() {
    let desk = Desk::new().with("work.csv", finished_work()).with("bare.csv", "created,done\n,2026-01-01\n");
    let words = ["forecast", "work.csv", "--finished", "Done", "--remaining", "20", "--scope-growth"];
    let asked = [words.as_slice(), &["--created", "Created", "--json"]].concat();
    let told = &desk.json_lines(&asked)[0];
    assert!(
        told["when_growing"][0]["by"].as_str().is_none_or(|by| by > told["when"][0]["by"].as_str().unwrap()),
        "{told}"
    );
    let said = desk.well(&asked[..asked.len() - 1]);
    assert!(said.contains("\n  50 % sure to be all done with what comes in meanwhile"), "{said}");
    let without = desk.tandem(&words, b"");
    assert!(String::from_utf8_lossy(&without.stderr).contains("--created"));
    let bare =
        ["forecast", "bare.csv", "--finished", "done", "--created", "created", "--remaining", "2", "--scope-growth"];
    assert_eq!(desk.refused_as_json(&[bare.as_slice(), &["--json"]].concat()).0, "no-growth");
}

#[test]
fn thin_data_is_refused_and_what_cannot_be_read_is_named() {
    let desk = Desk::new().with("thin.csv", "done\n2026-01-01\n2026-03-05\n").with("empty.csv", "");
    let thin = &desk.json_lines(&["forecast", "thin.csv", "--finished", "done", "--json"])[0];
    assert!(thin["refused"].as_str().unwrap().contains("8 are needed"), "{thin}");
    assert_eq!(thin["levels"], json!([]));
    let (name, message) = desk.refused_as_json(&["forecast", "thin.csv", "--finished", "ended", "--json"]);
    assert_eq!(
        (name.as_str(), message.as_str()),
        ("no-column", "thin.csv: there is no column “ended”; there are: done.")
    );
    assert!(desk.refused(&["forecast", "empty.csv", "--finished", "done"]).contains("empty.csv: the file is empty."));
    let said = desk.tandem(&["forecast", "thin.csv", "--finished", "done", "--horizon", "4m"], b"");
    assert!(String::from_utf8_lossy(&said.stderr).contains("write 4w for four weeks"));
}

const BACKLOG: &str = r#"{"releases": [{"name": "spring", "capacity": 5}],
"items": [{"id": "x", "value": 2, "effort": 3},
{"id": "y", "value": 3, "effort": 4}]}
"#;

#[test]
fn a_backlog_is_planned_with_what_is_left_out_and_why() {
    let desk = Desk::new().with("backlog.json", BACKLOG);
    let plan = &desk.json_lines(&["plan", "backlog.json", "--json"])[0];
    assert_eq!((&plan["objective"], &plan["bound"], &plan["proven"]), (&json!(3.0), &json!(3.0), &json!(true)));
    assert_eq!((&plan["releases"][0]["items"], &plan["left_out"][0]["id"]), (&json!(["y"]), &json!("x")));
    assert_eq!((&plan["left_out"][0]["items"], &plan["left_out"][0]["comes_in_at"]), (&json!(["y"]), &json!(1.4)));
    assert!(plan["seconds"].is_number() && plan["curve"].is_array() && plan["comparison"]["ratio"].is_object());
    let said = desk.well(&["plan", "backlog.json"]);
    assert_eq!(
        said,
        "spring: y\n    team: 4 of 5\nleft out: x: it would push out y and cost 1; in from 140 % of the capacity on\n\
         Worth by capacity: 0 at 25 %, 0 at 50 %, 2 at 75 %, 3 at 100 %, 3 at 125 %, 5 at 150 %.\n\
         When estimates are off by up to 20 %: in nearly every plan y.\n\
         Going down the file would bring 2, going by value for effort 3.\n\
         Worth 3; proven: nothing better exists.\n"
    );
    let nothing = desk.with("zero.json", BACKLOG.replace(": 2", ": 0").replace(": 3,", ": 0,"));
    assert!(nothing.well(&["plan", "zero.json"]).contains("Worth 0; proven"), "nothing is divided by nothing");
    let hasty = nothing.well(&["plan", "backlog.json", "--seconds", "0"]);
    assert!(!hasty.contains("estimates") && !hasty.contains("by capacity"), "none was looked at: {hasty}");
}

#[test]
fn customers_are_chosen_within_a_budget() {
    let desk = Desk::new().with("nrp.txt", "2\n2\n3 4\n2\n5 6\n2\n1 3\n2 3\n3\n10 1 3\n9 2 4 1\n4 1 4\n");
    let chosen = &desk.json_lines(&["plan", "nrp.txt", "--format", "nrp", "--ratio", "0.7", "--json"])[0];
    let fields: Vec<&String> = chosen.as_object().unwrap().keys().collect();
    assert_eq!(fields.len(), 8);
    let number = |field: &str| chosen[field].as_i64().unwrap();
    assert_eq!((number("objective"), number("bound"), number("cost"), number("budget")), (13, 13, 9, 12));
    assert_eq!((&chosen["customers"], &chosen["requirements"]), (&json!([2, 3]), &json!([1, 4])));
    assert_eq!(desk.tandem(&["plan", "nrp.txt", "--format", "nrp"], b"").status.code(), Some(2), "a ratio is needed");
    let below = desk.tandem(&["plan", "nrp.txt", "--format", "nrp", "--ratio", "-1"], b"");
    assert!(String::from_utf8_lossy(&below.stderr).contains("it must be a number from 0 on"));
    assert_eq!(desk.refused_as_json(&["plan", "nrp.txt", "--ratio", "0.3", "--json"]).0, "wrong-option");
}

#[test]
fn what_cannot_be_planned_is_named_with_its_line() {
    let circle = BACKLOG.replace("\"value\": 2", "\"requires\": [\"x\"], \"value\": 2");
    let desk = Desk::new().with("circle.json", circle).with("empty.json", "").with("nrp.txt", "1\n1\n-4\n");
    let (name, message) = desk.refused_as_json(&["plan", "circle.json", "--json"]);
    assert_eq!(name, "circle");
    assert_eq!(message, "circle.json: line 2: these require one another in a circle: x → x.");
    assert_eq!(desk.refused_as_json(&["plan", "empty.json", "--json"]).0, "no-items");
    let said = desk.refused(&["plan", "nrp.txt", "--format", "nrp", "--ratio", "0.3"]);
    assert!(said.contains("nrp.txt: line 3: -4 cannot be the cost of a requirement."), "{said}");
}
