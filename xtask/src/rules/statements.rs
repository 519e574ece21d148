//! The list of statements that one test prepares on both databases.

use super::{Fault, Rule};
use crate::house::Place;
use crate::rust::Source;

/// A statement that is not in the list is first prepared in front of a customer.
pub(crate) const ALL_PREPARED: Rule = Rule {
    name: "all statements prepared",
    why: "one test prepares every declared statement on both migrated schemas",
    find: |tree| {
        let mut faults = Vec::new();
        for (file, source) in tree.rust().filter(|(file, _)| !file.is_test()) {
            let Some(place) = Place::of(&file.path).filter(Place::has_rooms) else { continue };
            let lib = format!("crates/{}/src/lib.rs", place.floor);
            let wanted = format!("{}::TEXTS", place.module());
            let listed =
                tree.file(&lib).and_then(|lib| lib.rust.as_ref()).is_some_and(|lib| list(lib).contains(&wanted));
            for at in source.find("sql!").filter(|at| !source.in_test(*at) && !listed) {
                faults.push(Fault::at(
                    &file.path,
                    source.line(at),
                    format!("add {wanted} to the list of statements in {lib}."),
                ));
            }
        }
        faults
    },
};

/// The code of `pub const SQL: &[&[Text]] = &[…];`, or of the floor's `sql: &[…]` where it is written there, without spaces, so
/// that rustfmt may lay it out as it likes.
fn list(lib: &Source) -> String {
    let between = |begin, end| Some(lib.code.split_once(begin)?.1.split_once(end)?.0);
    let code = between("pub const SQL:", "];").or_else(|| between("sql: &[", "]")).unwrap_or_default();
    code.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::places;

    const LIB: &str = "crates/together/src/lib.rs";
    const STORE: (&str, &str) = ("crates/together/src/thread/store.rs", "//! Tables.\nsql! {\n    A: () = \"\";\n}\n");

    #[test]
    fn a_listed_module_is_prepared() {
        let lib = "pub const SQL: &[&[Text]] = &[\n    journal::store::TEXTS,\n    thread::store::TEXTS,\n];\n";
        assert!(places(&ALL_PREPARED, &[(LIB, lib), STORE]).is_empty());
        let lib = "pub const FLOOR: Floor = Floor {\n    sql: &[thread::store::TEXTS],\n};\n";
        assert!(places(&ALL_PREPARED, &[(LIB, lib), STORE]).is_empty());
    }

    #[test]
    fn a_forgotten_module_is_named() {
        let lib = "pub const SQL: &[&[Text]] = &[journal::store::TEXTS];\n// thread::store::TEXTS\nconst OTHER: A = [thread::store::TEXTS];\n";
        assert_eq!(places(&ALL_PREPARED, &[(LIB, lib), STORE]), ["crates/together/src/thread/store.rs:2"]);
    }
}
