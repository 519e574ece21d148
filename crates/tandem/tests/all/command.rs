//! The command line, as whoever runs the server types it.

use std::path::PathBuf;
use std::process::Command;

use ground::db::Place;
use ground::testing::TestDb;
use serde_json::Value;
use together::schema::MIGRATIONS;

/// A folder with a workspace in it, gone when dropped.
struct Desk {
    folder: PathBuf,
}

/// What a command said.
struct Said {
    well: bool,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Self {
        Self { folder: ground::testing::fresh_folder() }
    }

    /// `tandem …` on the workspace `work.db`.
    fn tandem(&self, words: &[&str]) -> Said {
        self.tandem_on("work.db", words)
    }

    fn tandem_on(&self, database: &str, words: &[&str]) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tandem"));
        command.current_dir(&self.folder).env_clear().env("TANDEM_DATABASE_URL", database).args(words);
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Said { well: output.status.success(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.folder.join(file)).unwrap()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Said {
    #[track_caller]
    fn well(self) -> String {
        assert!(self.well, "{}{}", self.out, self.err);
        self.out
    }

    #[track_caller]
    fn refused(self) -> String {
        assert!(!self.well && self.out.is_empty(), "{}", self.out);
        assert!(self.err.starts_with("tandem: "), "{}", self.err);
        self.err
    }
}

const MAKE: [&str; 3] = ["act", "product.make", r#"{"key": "shelf", "name": "Shelf", "preset": "manager-and-owner"}"#];

fn with_a_goal() -> Desk {
    let desk = Desk::new();
    desk.tandem(&MAKE).well();
    let goal =
        ["act", "goal.choose", r#"{"title": "More residents borrow"}"#, "--product", "shelf", "--reason", "Asked"];
    let done: Value = serde_json::from_str(&desk.tandem(&goal).well()).unwrap();
    assert_eq!(done["answers"][0], "G-1");
    desk
}

#[test]
fn an_action_is_performed_as_the_program_itself() {
    let desk = with_a_goal();
    let export = desk.tandem(&["export", "-"]).well();
    let entry = export.lines().find(|line| line.contains("goal.choose")).unwrap();
    let row = &serde_json::from_str::<Value>(entry).unwrap()["row"];
    assert_eq!((&row["actor"], &row["via"], &row["reason"]), (&Value::Null, &"cli".into(), &"Asked".into()));
    for (wrong, why) in [
        (vec!["act", "goal.fly"], "There is no action “goal.fly”."),
        (vec!["act", "goal.choose", "{", "--product", "shelf"], "The fields are not JSON"),
        (vec!["act", "goal.choose", "{}", "--product", "shelf"], "missing field `title`"),
        (vec!["act", "goal.choose", r#"{"title": "x"}"#, "--product", "attic"], "There is no product with this key."),
    ] {
        let said = desk.tandem(&wrong).refused();
        assert!(said.contains(why), "{said}");
    }
}

#[test]
fn an_export_is_imported_into_a_new_workspace() {
    let desk = with_a_goal();
    desk.tandem(&["export", "all.jsonl"]).well();
    assert!(desk.tandem(&["export", "all.jsonl"]).refused().contains("is there already"));
    let said = desk.tandem_on("new.db", &["import", "all.jsonl"]).well();
    assert!(said.contains("1 product"), "{said}");
    desk.tandem_on("new.db", &["doctor"]).well();
    desk.tandem_on("new.db", &["export", "again.jsonl"]).well();
    assert_eq!(desk.read("again.jsonl"), desk.read("all.jsonl"));
    assert!(
        desk.tandem_on("new.db", &["import", "all.jsonl"]).refused().contains("something in this workspace already")
    );
}

#[test]
fn rows_are_imported_and_every_one_is_accounted_for() {
    let desk = Desk::new();
    desk.tandem(&MAKE).well();
    std::fs::write(desk.folder.join("board.csv"), "id,title,votes,sold\n7,Pause a hold,41,x\n8,,,\n").unwrap();
    let import = ["import", "board.csv", "--product", "shelf", "--as", "requests", "--map", "sold=-", "--json"];
    let dry: Value = serde_json::from_str(&desk.tandem(&[&import[..], &["--dry-run"]].concat()).well()).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&dry).unwrap(), @r#"
    {
      "as": "requests",
      "columns": [
        {
          "column": "id",
          "field": "id",
          "fits": 1.0,
          "why": "name"
        },
        {
          "column": "title",
          "field": "title",
          "fits": 1.0,
          "why": "name"
        },
        {
          "column": "votes",
          "field": "votes",
          "fits": 1.0,
          "why": "name"
        },
        {
          "column": "sold",
          "field": null,
          "fits": null,
          "why": "chosen"
        }
      ],
      "counts": {
        "created": 1,
        "kept": 0,
        "merged": 0,
        "rows": 2,
        "skipped": 1,
        "unchanged": 0,
        "updated": 0
      },
      "dry_run": true,
      "export": null,
      "file": "board.csv",
      "product": "shelf",
      "rows": [
        {
          "outcome": "created",
          "reason": "",
          "row": 2,
          "thing": null,
          "title": "Pause a hold"
        },
        {
          "outcome": "skipped",
          "reason": "It has no title and no text.",
          "row": 3,
          "thing": null,
          "title": ""
        }
      ],
      "run": null,
      "source": "board"
    }
    "#);
    let done: Value = serde_json::from_str(&desk.tandem(&import).well()).unwrap();
    assert_eq!((&done["counts"]["created"], &done["rows"][0]["thing"]), (&1.into(), &"R-1".into()));
    let said = desk.tandem(&import[..import.len() - 1]).well();
    assert!(said.contains("1 unchanged, 1 skipped.") && said.contains("It has no title and no text."), "{said}");
    assert!(desk.folder.join("board.csv").exists(), "one's own file stays");
    desk.tandem(&["doctor"]).well();
}

#[test]
fn what_cannot_be_imported_is_said_with_what_to_do() {
    let desk = Desk::new();
    desk.tandem(&MAKE).well();
    std::fs::write(desk.folder.join("board.csv"), "id,title\n7,Pause a hold\n").unwrap();
    std::fs::write(desk.folder.join("empty.csv"), "").unwrap();
    for (words, why) in [
        (vec!["import", "board.csv"], "Name one with --product KEY"),
        (vec!["import", "board.csv", "--product", "attic"], "There is no product “attic”"),
        (vec!["import", "nothing.csv", "--product", "shelf"], "nothing.csv cannot be read"),
        (vec!["import", "empty.csv", "--product", "shelf"], "The file is empty."),
        (vec!["import", "board.csv", "--product", "shelf", "--map", "titel=text"], "Did you mean “title”?"),
        (vec!["import", "board.csv", "--product", "shelf", "--map", "title=tekst"], "Did you mean “text”?"),
        (vec!["import", "board.csv", "--product", "shelf", "--map", "title"], "Write it as column=field"),
    ] {
        let said = desk.tandem(&words).refused();
        assert!(said.contains(why), "{said}");
    }
    let said = desk.tandem(&["import", "empty.csv", "--product", "shelf", "--json"]);
    insta::assert_snapshot!(said.out.trim(), @r#"{"error":{"hint":"Choose a file with a header and at least one row.","message":"The file is empty.","name":"file-empty"}}"#);
    assert!(!said.well);
    assert!(desk.tandem(&["import", "--help"]).well().contains("Every row is accounted for"));
}

#[test]
fn a_copy_is_restored_where_nothing_is_lost_by_it() {
    let desk = with_a_goal();
    let export = desk.tandem(&["export", "-"]).well();
    desk.tandem(&["backup", "copy.db"]).well();
    desk.tandem(&["act", "goal.choose", r#"{"title": "Another"}"#, "--product", "shelf"]).well();
    assert!(desk.tandem(&["restore", "copy.db"]).refused().contains("--force"));
    let said = desk.tandem(&["restore", "copy.db", "--force"]).well();
    assert!(said.contains("work.db.before-restore"), "{said}");
    assert_eq!(desk.tandem(&["export", "-"]).well(), export);
    assert!(desk.tandem_on("work.db.before-restore", &["export", "-"]).well().contains("Another"));

    desk.tandem_on("elsewhere.db", &["restore", "copy.db"]).well();
    assert_eq!(desk.tandem_on("elsewhere.db", &["export", "-"]).well(), export);
    std::fs::write(desk.folder.join("note.txt"), "No copy.").unwrap();
    assert!(desk.tandem_on("other.db", &["restore", "note.txt"]).refused().contains("no copy of a workspace"));
}

#[tokio::test]
async fn a_copy_of_a_server_is_restored_into_an_empty_database_of_either_kind() {
    let (full, empty) = (TestDb::new(MIGRATIONS).await, TestDb::new(MIGRATIONS).await);
    let (Place::Postgres(full), Place::Postgres(empty)) = (full.place(), empty.place()) else { return };
    let desk = with_a_goal();
    desk.tandem(&["export", "all.jsonl", "--with-secrets"]).well();
    desk.tandem_on(&full, &["restore", "all.jsonl"]).well();
    desk.tandem_on(&full, &["backup", "copy"]).well();
    assert_eq!(desk.read("copy"), desk.read("all.jsonl"));
    assert!(desk.tandem_on(&full, &["restore", "copy"]).refused().contains("something in this workspace already"));
    for place in [empty.as_str(), "file.db"] {
        desk.tandem_on(place, &["restore", "copy"]).well();
        desk.tandem_on(place, &["doctor"]).well();
        assert_eq!(desk.tandem_on(place, &["export", "-"]).well(), desk.tandem(&["export", "-"]).well());
    }
    std::fs::write(desk.folder.join("note.txt"), "No copy.").unwrap();
    assert!(desk.tandem_on(&empty, &["restore", "note.txt"]).refused().contains("no copy of a workspace"));
}

#[test]
fn what_is_not_there_is_not_copied() {
    let desk = Desk::new();
    assert!(desk.tandem(&["backup", "copy.db"]).refused().contains("There is no workspace in work.db"));
    assert!(std::fs::read_dir(&desk.folder).unwrap().next().is_none(), "nothing was made");
}

#[test]
fn the_doctor_fails_when_something_is_wrong() {
    let desk = with_a_goal();
    desk.tandem(&["doctor"]).well();
    let said = desk.tandem_on("nothing.db", &["doctor"]);
    assert!(!said.well && said.out.contains("This is no workspace of Tandem"), "{}", said.out);
    assert!(desk.tandem(&["person", "reset", "Nobody"]).refused().contains("Nobody with an account"));
}
