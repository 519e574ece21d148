//! The plan of the house: its floors, and where in it a file stands.

/// The floors, lowest first. A floor may use those before it in this list.
pub(crate) const FLOORS: [&str; 6] = ["ground", "together", "strategy", "discovery", "delivery", "tandem"];

/// The floors that have rooms: `ground` is made of technical pieces and knows no noun.
pub(crate) const FLOORS_WITH_ROOMS: &[&str] = FLOORS.split_at(1).1;

/// Pure libraries, useful on their own: they know no floor, no database and no web.
pub(crate) const ENGINES: [&str; 5] = ["story-lint", "release-plan", "forecast", "priorities", "alike"];

/// What stands beside the house: the program that keeps these rules, and the one that measures.
pub(crate) const TOOLS: [&str; 2] = ["xtask", "benches"];

/// How high a floor is; none for what is no floor.
pub(crate) fn height(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| *floor == name)
}

/// Where a source file stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Place<'a> {
    /// The crate.
    pub(crate) floor: &'a str,
    /// The folder below `src`, empty for files beside `lib.rs`.
    pub(crate) room: &'a str,
    /// The path inside the room.
    pub(crate) inside: &'a str,
}

impl<'a> Place<'a> {
    /// Where a path stands, if it is a source of a crate.
    pub(crate) fn of(path: &'a str) -> Option<Self> {
        let (floor, below) = path.strip_prefix("crates/")?.split_once("/src/")?;
        let (room, inside) = below.split_once('/').unwrap_or(("", below));
        Some(Self { floor, room, inside })
    }

    /// Whether it is on a floor that has rooms.
    pub(crate) fn has_rooms(&self) -> bool {
        FLOORS_WITH_ROOMS.contains(&self.floor)
    }

    /// Whether the file has this name or lies in a folder of this name: `store` is `store.rs` or `store/…`.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.inside.split('/').any(|part| part.strip_suffix(".rs").unwrap_or(part) == name)
    }

    /// The module's path below the crate: `journal::proposals::store`.
    pub(crate) fn module(&self) -> String {
        let inside = self.inside.strip_suffix(".rs").unwrap_or(self.inside);
        let parts = std::iter::once(self.room).chain(inside.split('/'));
        parts.filter(|part| !part.is_empty() && *part != "mod").collect::<Vec<_>>().join("::")
    }
}

/// The words behind a machine-readable line of a room's paragraph, such as `//! Tables: thing, link.`
pub(crate) fn declared<'a>(text: &'a str, label: &str) -> Vec<&'a str> {
    let line = text.lines().find_map(|line| line.strip_prefix("//!")?.trim().strip_prefix(label)?.strip_prefix(':'));
    let words = line.unwrap_or_default().trim().trim_end_matches('.').split(',');
    words.map(|word| word.trim().trim_matches('`')).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_floor_a_room_and_a_file() {
        let place = Place::of("crates/together/src/journal/proposals/store.rs").unwrap();
        assert_eq!((place.floor, place.room, place.inside), ("together", "journal", "proposals/store.rs"));
        assert!(place.is("store") && place.is("proposals") && !place.is("stor") && !place.is("rules"));
        assert_eq!(place.module(), "journal::proposals::store");
        assert_eq!(Place::of("crates/delivery/src/stories/store/mod.rs").unwrap().module(), "stories::store");
        assert_eq!(Place::of("crates/ground/src/lib.rs").unwrap().room, "");
        assert_eq!(Place::of("xtask/src/main.rs"), None);
    }

    #[test]
    fn declared_words_end_with_the_line() {
        assert_eq!(declared("//! A.\n//!\n//! Tables: thing, `link`.\n", "Tables"), ["thing", "link"]);
        assert_eq!(declared("//! Tables:\nmod a;", "Tables"), Vec::<&str>::new());
        assert_eq!(declared("// Tables: a", "Tables"), Vec::<&str>::new());
    }
}
