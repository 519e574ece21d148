//! Decision rights and what asks for them.

use super::{Fault, Rule};
use crate::house::Place;
use crate::tree::Tree;

/// A row of the matrix that nothing asks for promises what nobody keeps.
pub(crate) const ASKED_FOR: Rule = Rule {
    name: "rights are asked for",
    why: "a decision right is asked for by an action, or says that the decision log alone asks for it",
    find: |tree| {
        let Some(file) = tree.file(RIGHTS) else { return Vec::new() };
        let in_log_alone = body(&file.text, "fn in_log_alone");
        let mut faults = Vec::new();
        for (line, name) in names(&file.text) {
            let told = in_log_alone.contains(&format!("Self::{name}"));
            let what = match (is_asked(tree, name), told) {
                (true, true) => format!("an action asks for {name} now: take it out of in_log_alone."),
                (false, false) => format!("no action asks for {name}: give it one, or name it in in_log_alone."),
                _ => continue,
            };
            faults.push(Fault::at(RIGHTS, line, what));
        }
        faults
    },
};

const RIGHTS: &str = "crates/together/src/roles/rules/right.rs";

/// The rights with the lines they stand in: `SetVision "set-vision" "Set the vision";`
fn names(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = (1..).zip(text.lines()).skip_while(|(_, line)| !line.contains("Right, \"decision right\""));
    let rows = lines.skip(1).take_while(|(_, line)| line.trim() != "}").filter(|(_, line)| line.contains('"'));
    rows.filter_map(|(line, row)| Some((line, row.split_whitespace().next()?)))
}

/// The text of a function up to the first brace that closes a block on its level.
fn body<'a>(text: &'a str, function: &str) -> &'a str {
    text.split_once(function).map_or("", |(_, after)| after.split_once("\n    }\n").map_or(after, |(body, _)| body))
}

/// Whether anything but rules of the matrix, pages and tests speaks of a right.
fn is_asked(tree: &Tree, name: &str) -> bool {
    let word = format!("Right::{name}");
    tree.rust().filter(|(file, _)| !file.is_test() && !file.path.contains("/roles/rules/")).any(|(file, source)| {
        let draws = Place::of(&file.path).is_some_and(|place| place.is("pages"));
        !draws && source.find(&word).any(|at| !source.in_test(at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::places;

    const RIGHT: &str = "words! {\n    Right, \"decision right\" {\n        SetVision \"set-vision\" \"Set it\";\n\n        DecideGo \"decide-go\" \"Go\";\n    }\n}\nimpl Right {\n    pub const fn in_log_alone(self) -> bool {\n        matches!(self, Self::DecideGo)\n    }\n}\n";

    #[test]
    fn a_right_is_asked_for_or_says_that_it_is_not() {
        let vision = ("crates/strategy/src/vision/actions.rs", "fn need() { Need::right(Right::SetVision) }\n");
        assert!(places(&ASKED_FOR, &[(RIGHTS, RIGHT), vision]).is_empty());
        let go = ("crates/delivery/src/releases/rules/states.rs", "fn need() -> Right { Right::DecideGo }\n");
        assert_eq!(places(&ASKED_FOR, &[(RIGHTS, RIGHT), vision, go]), [format!("{RIGHTS}:5")]);
    }

    #[test]
    fn what_a_page_marks_is_not_asked_for() {
        let page = ("crates/strategy/src/vision/pages.rs", "fn draw() { marks.call(Right::SetVision) }\n");
        assert_eq!(places(&ASKED_FOR, &[(RIGHTS, RIGHT), page]), [format!("{RIGHTS}:3")]);
    }
}
