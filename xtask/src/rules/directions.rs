//! What a crate may use, read from the `Cargo.toml` files.

use super::{Fault, Rule};
use crate::house::{ENGINES, FLOORS, TOOLS, height};
use crate::tree::{File, Tree};

/// Cargo refuses circles but not a short cut upwards that nobody has closed yet, and dev-dependencies may even form circles.
pub(crate) const FLOORS_LOOK_DOWN: Rule = Rule {
    name: "floors look down",
    why: "a floor that uses a higher one cannot be read, built or changed without it",
    find: |tree| {
        each_dependency(tree, |name, dependency| match (height(name), height(dependency)) {
            (Some(own), Some(other)) if other >= own => {
                Some(format!("{name} may use {}, not {dependency}: move what both need down.", below(own)))
            }
            (None, _) if !TOOLS.contains(&name) && !ENGINES.contains(&name) => {
                Some(format!("say in xtask/src/house.rs whether {name} is a floor, an engine or a tool."))
            }
            _ => None,
        })
    },
};

/// Engines are tested, benched and reused without a database or a server; one import ends that.
pub(crate) const ENGINES_STAND_ALONE: Rule = Rule {
    name: "engines stand alone",
    why: "an engine is a pure library: what it needs is handed to it",
    find: |tree| {
        each_dependency(tree, |name, dependency| {
            let heavy = height(dependency).is_some() || OUTSIDE.contains(&dependency);
            (ENGINES.contains(&name) && heavy)
                .then(|| format!("{name} is an engine: hand it what it needs instead of {dependency}."))
        })
    },
};

/// Crates that touch a database, the network, pages or a runtime.
const OUTSIDE: [&str; 11] = [
    "axum",
    "hyper",
    "maud",
    "reqwest",
    "rusqlite",
    "sqlx",
    "tokio",
    "tokio-postgres",
    "tower",
    "tower-http",
    "tungstenite",
];

/// Every crate is somebody's release to follow and seconds of everybody's build.
pub(crate) const FEW_CRATES: Rule = Rule {
    name: "few crates",
    why: "each locked crate is code we ship without having read it",
    find: |tree| {
        let crates = tree.file("Cargo.lock").map_or(0, |lock| lock.text.matches("[[package]]").count());
        let told =
            || format!("{crates} crates are locked, {MOST_CRATES} are the most: drop a dependency or a feature.");
        if crates > MOST_CRATES { vec![Fault::at("Cargo.lock", 1, told())] } else { Vec::new() }
    },
};

const MOST_CRATES: usize = 400;

fn below(own: usize) -> String {
    if own == 0 { "no floor".to_owned() } else { FLOORS[..own].join(", ") }
}

/// Asks about every dependency of every crate of the workspace.
fn each_dependency(tree: &Tree, ask: impl Fn(&str, &str) -> Option<String>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.files().iter().filter(|file| file.name() == "Cargo.toml" && file.path != "Cargo.toml") {
        let Some(name) = name(file) else { continue };
        let told = dependencies(file)
            .filter_map(|(line, dependency)| Some(Fault::at(&file.path, line, ask(name, dependency)?)));
        faults.extend(told);
    }
    faults
}

fn name(file: &File) -> Option<&str> {
    file.text.lines().find_map(|line| Some(line.strip_prefix("name = \"")?.split_once('"')?.0))
}

/// The names in `[dependencies]`, `[dev-dependencies]`, `[target.'…'.dependencies]` and `[dependencies.name]`.
fn dependencies(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let mut inside = false;
    file.lines().filter_map(move |(at, line)| {
        let line = line.trim();
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_end_matches(']');
            inside = section.ends_with("dependencies");
            let table = section.rsplit_once("dependencies.").map(|(_, name)| name);
            return table.map(|name| (at, name.trim_matches('"')));
        }
        let name = line.split(['.', '=', ' ']).next().unwrap_or_default().trim_matches('"');
        (inside && !name.is_empty() && !name.starts_with('#')).then_some((at, name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::places;

    const TOGETHER: &str = "crates/together/Cargo.toml";

    #[test]
    fn a_floor_may_use_lower_floors() {
        let good = "[package]\nname = \"together\"\n[dependencies]\nground.workspace = true\naxum = \"1\"\n";
        assert!(places(&FLOORS_LOOK_DOWN, &[(TOGETHER, good)]).is_empty());
    }

    #[test]
    fn a_floor_may_not_use_itself_or_a_higher_floor_even_in_tests() {
        let bad = "[package]\nname = \"together\"\n[dev-dependencies]\ndelivery = { path = \"../delivery\" }\n[dependencies.together]\n";
        let expected = ["crates/together/Cargo.toml:4", "crates/together/Cargo.toml:5"];
        assert_eq!(places(&FLOORS_LOOK_DOWN, &[(TOGETHER, bad)]), expected);
    }

    #[test]
    fn a_crate_nobody_placed_is_asked_about() {
        let unknown = "[package]\nname = \"attic\"\n[dependencies]\nground.workspace = true\n";
        assert_eq!(places(&FLOORS_LOOK_DOWN, &[("crates/attic/Cargo.toml", unknown)]), ["crates/attic/Cargo.toml:4"]);
    }

    #[test]
    fn an_engine_uses_no_floor_and_no_server() {
        let engine = "[package]\nname = \"forecast\"\n[dependencies]\nserde = \"1\"\n[target.'cfg(unix)'.dependencies]\nsqlx = \"1\"\nground.workspace = true\n";
        let path = "crates/forecast/Cargo.toml";
        assert_eq!(
            places(&ENGINES_STAND_ALONE, &[(path, engine)]),
            ["crates/forecast/Cargo.toml:6", "crates/forecast/Cargo.toml:7"]
        );
        assert!(places(&ENGINES_STAND_ALONE, &[(TOGETHER, &engine.replace("forecast", "together"))]).is_empty());
    }

    #[test]
    fn the_lock_file_has_an_end() {
        let lock = |crates: usize| "[[package]]\n".repeat(crates);
        assert!(places(&FEW_CRATES, &[("Cargo.lock", &lock(400))]).is_empty());
        assert_eq!(places(&FEW_CRATES, &[("Cargo.lock", &lock(401))]), ["Cargo.lock:1"]);
    }
}
