//! What a room looks like.

use super::{Fault, Rule};
use crate::house::{Place, declared};
use crate::tree::{File, Tree};

/// Whoever knows one room knows all of them.
pub(crate) const SHAPE: Rule = Rule {
    name: "shape of a room",
    why: "files have the same names in every room, and what a room is stands at its door",
    find: |tree| {
        let mut faults: Vec<Fault> = Vec::new();
        for file in tree.files().iter().filter(|file| file.path.ends_with(".rs")) {
            let Some(place) = Place::of(&file.path).filter(|place| place.has_rooms() && !place.room.is_empty()) else {
                continue;
            };
            if place.inside == "mod.rs" {
                faults.extend(nameless(file));
            } else {
                // A strange folder is reported once, not once a file.
                let fault = stranger(tree, file, place);
                faults.extend(fault.filter(|fault| faults.iter().all(|told| told.what != fault.what)));
            }
        }
        faults
    },
};

/// Rules that know neither database nor web nor time can be read as a text and tested as a table.
pub(crate) const PURE_RULES: Rule = Rule {
    name: "pure rules",
    why: "rules are facts about the product: the same at any hour, on any database",
    find: |tree| {
        let mut faults = Vec::new();
        for (file, source) in
            tree.rust().filter(|(file, _)| Place::of(&file.path).is_some_and(|p| p.has_rooms() && p.is("rules")))
        {
            for word in OUTSIDE {
                for at in source.find(word).filter(|at| !source.in_test(*at)) {
                    let what = format!(
                        "rules get what they need as values: take {word} out, or move this where the room acts."
                    );
                    faults.push(Fault::at(&file.path, source.line(at), what));
                }
            }
        }
        faults
    },
};

/// What the files of a room are called; a folder of the name may hold any files.
const NAMES: [&str; 6] = ["rules", "store", "actions", "pages", "api", "tests"];

/// What rules do not know. `Refusal`, `Ts` and `id!` are plain values and welcome.
const OUTSIDE: [&str; 20] = [
    "Clock",
    "HeaderMap",
    "Html",
    "Ids",
    "Instant",
    "Markup",
    "Response",
    "StatusCode",
    "SystemTime",
    "Tx",
    "args!",
    "async",
    "axum",
    "ground::db",
    "html!",
    "maud",
    "now_utc",
    "sql!",
    "std::fs",
    "tokio",
];

fn nameless(file: &File) -> Option<Fault> {
    let paragraph = file.text.lines().map_while(|line| line.strip_prefix("//!")).filter(|line| !line.trim().is_empty());
    let said = paragraph.filter(|line| !line.starts_with(" Tables:") && !line.starts_with(" Also here:")).count();
    (said < 2).then(|| {
        Fault::at(&file.path, 1, "begin with a paragraph of two lines or more: what the room is for, its words.")
    })
}

fn stranger(tree: &Tree, file: &File, place: Place<'_>) -> Option<Fault> {
    let mut folder = format!("crates/{}/src/{}", place.floor, place.room);
    for part in place.inside.split('/') {
        let name = part.strip_suffix(".rs").unwrap_or(part);
        if NAMES.contains(&name) || name == "mod" {
            return None;
        }
        let door = tree.file(&format!("{folder}/mod.rs")).map_or("", |door| &door.text);
        if !declared(door, "Also here").contains(&name) {
            let what = format!(
                "a room has mod, {}: put this into one of them, or name {name} in an `//! Also here:` line of {folder}/mod.rs.",
                NAMES.join(", ")
            );
            return Some(Fault::at(&file.path, 1, what));
        }
        folder = format!("{folder}/{name}");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::places;

    const DOOR: &str = "//! Needs: what\n//! personas need.\n//!\n//! Also here: scale, evidence.\n";

    #[test]
    fn a_room_has_the_agreed_files_and_those_it_names() {
        let room = [
            ("crates/discovery/src/needs/mod.rs", DOOR),
            ("crates/discovery/src/needs/rules/ranking.rs", ""),
            ("crates/discovery/src/needs/scale.rs", ""),
            ("crates/discovery/src/needs/evidence/store.rs", ""),
            ("crates/discovery/src/lib.rs", ""),
            ("crates/ground/src/db/place.rs", ""),
        ];
        assert!(places(&SHAPE, &room).is_empty());
    }

    #[test]
    fn other_files_and_silent_doors_are_reported() {
        let room = [
            ("crates/discovery/src/needs/evidence/deep/more.rs", ""),
            ("crates/discovery/src/needs/mod.rs", "//! Needs.\n//!\n//! Tables: need.\n"),
            ("crates/discovery/src/needs/extra.rs", ""),
            ("crates/discovery/src/needs/evidence/queries.rs", ""),
        ];
        let expected = [
            "crates/discovery/src/needs/evidence/deep/more.rs:1",
            "crates/discovery/src/needs/extra.rs:1",
            "crates/discovery/src/needs/mod.rs:1",
        ];
        assert_eq!(places(&SHAPE, &room), expected);
    }

    #[test]
    fn rules_may_use_values() {
        let good = "use ground::clock::Ts;\nuse ground::web::Refusal;\n// SQL, axum and Clock are for others\nfn a(now: Ts) {}\n";
        assert!(places(&PURE_RULES, &[("crates/discovery/src/needs/rules.rs", good)]).is_empty());
    }

    #[test]
    fn rules_know_no_database_web_or_clock() {
        let bad = "use ground::db::Value;\nfn a(clock: &Clock) {}\nasync fn b() {}\n";
        let samples = [("crates/discovery/src/needs/rules/a.rs", bad), ("crates/discovery/src/needs/actions.rs", bad)];
        let expected = [
            "crates/discovery/src/needs/rules/a.rs:1",
            "crates/discovery/src/needs/rules/a.rs:2",
            "crates/discovery/src/needs/rules/a.rs:3",
        ];
        assert_eq!(places(&PURE_RULES, &samples), expected);
    }
}
