//! The rules, one file each, and what they say when one is broken.

mod directions;
mod docs;
mod hygiene;
mod migrations;
mod rights;
mod rooms;
mod size;
mod statements;
mod tables;
mod words;

use std::fmt;

use crate::tree::Tree;

/// One rule of the house.
pub(crate) struct Rule {
    /// Its name in messages.
    name: &'static str,
    /// Why it is there, in one sentence.
    why: &'static str,
    find: fn(&Tree) -> Vec<Fault>,
}

/// Every rule, in the order they are read.
pub(crate) const RULES: &[Rule] = &[
    directions::FLOORS_LOOK_DOWN,
    directions::ENGINES_STAND_ALONE,
    directions::FEW_CRATES,
    tables::ONE_OWNER,
    tables::OWN_WRITES,
    tables::SQL_IN_STORES,
    statements::ALL_PREPARED,
    rooms::SHAPE,
    rooms::PURE_RULES,
    rights::ASKED_FOR,
    migrations::PAIRED,
    size::SMALL_FILES,
    size::SMALL_FUNCTIONS,
    words::OUR_WORDS,
    hygiene::EXPECT_NOT_ALLOW,
    hygiene::NO_SLEEP,
    hygiene::NO_MACHINE,
    hygiene::LOCK_WITHOUT_ADDRESSES,
    docs::LINKS_LEAD_SOMEWHERE,
];

impl Rule {
    /// Everything that breaks it.
    pub(crate) fn find(&self, tree: &Tree) -> Vec<Finding> {
        (self.find)(tree).into_iter().map(|fault| Finding { fault, rule: self.name }).collect()
    }
}

/// One place where a rule is broken.
#[derive(PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Fault {
    path: String,
    line: usize,
    what: String,
}

impl Fault {
    /// At a line, with one sentence on what to do.
    fn at(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into() }
    }
}

/// A fault and the rule it breaks.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    fault: Fault,
    rule: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.fault.path, self.fault.line, self.rule, self.fault.what)
    }
}

/// Prints the rules with their reasons.
pub(crate) fn list(out: &mut impl std::io::Write) -> std::io::Result<()> {
    RULES.iter().try_for_each(|rule| writeln!(out, "{}: {}", rule.name, rule.why))
}

/// `path:line` of every place where a rule is broken, for the rules' own tests.
#[cfg(test)]
fn places(rule: &Rule, samples: &[(&str, &str)]) -> Vec<String> {
    let mut found: Vec<_> =
        (rule.find)(&Tree::of(samples)).iter().map(|fault| format!("{}:{}", fault.path, fault.line)).collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_names_place_rule_and_remedy() {
        let finding = Finding { fault: Fault::at("a.rs", 3, "do this."), rule: "rule" };
        assert_eq!(finding.to_string(), "a.rs:3: rule: do this.");
    }

    #[test]
    fn names_are_used_once() {
        let mut names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }
}
