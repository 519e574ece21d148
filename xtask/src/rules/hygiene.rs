//! What has no business in a committed file.

use super::{Fault, Rule};
use crate::tree::{File, Tree};

/// An `expect` that is no longer needed is reported by the compiler; an `allow` stays for ever.
pub(crate) const EXPECT_NOT_ALLOW: Rule = Rule {
    name: "expect, not allow",
    why: "an exception says why and goes when its reason goes",
    find: |tree| {
        let mut faults = Vec::new();
        for (file, source) in tree.rust() {
            for attribute in ["#[allow", "#![allow"] {
                let places = source.code.match_indices(attribute);
                faults.extend(places.map(|(at, _)| {
                    Fault::at(
                        &file.path,
                        source.line(at),
                        "write #[expect(…, reason = \"…\")] instead, or mend what the lint sees.",
                    )
                }));
            }
        }
        faults
    },
};

/// A test that waits a while is slow on a fast machine and wrong on a slow one.
pub(crate) const NO_SLEEP: Rule = Rule {
    name: "no sleep",
    why: "a test waits for what it is waiting for",
    find: |tree| {
        const WHAT: &str = "wait for the thing itself, or move the clock the test was given.";
        let mut faults = Vec::new();
        for (file, source) in tree.rust() {
            let waits = ["sleep", "sleep_until"].into_iter().flat_map(|word| source.find(word));
            let waits = waits.filter(|at| file.is_test() || source.in_test(*at));
            faults.extend(waits.map(|at| Fault::at(&file.path, source.line(at), WHAT)));
        }
        for file in
            tree.files().iter().filter(|file| file.path.starts_with("tests/") && file.path.contains("/journeys/"))
        {
            let waits =
                file.lines().filter(|(_, line)| line.contains("waitForTimeout(") || line.contains("setTimeout("));
            faults.extend(waits.map(|(line, _)| Fault::at(&file.path, line, WHAT)));
        }
        faults
    },
};

/// What names one machine works on one machine.
pub(crate) const NO_MACHINE: Rule = Rule {
    name: "no machine",
    why: "a clone works anywhere: no folder of one machine, no address of a package registry",
    find: |tree| {
        each_line(tree, |file, line| {
            let found = MACHINES.into_iter().find(|name| line.contains(name))?;
            // Cargo writes its registry's name into every entry itself.
            let by_cargo = file.path == "Cargo.lock";
            (!by_cargo).then(|| format!("take out {found}: name things relative to the repository, packages by name."))
        })
    },
};

/// In two pieces, so that this file does not break its own rule.
const MACHINES: [&str; 9] = [
    concat!("/work", "/main"),
    concat!("/work", "/shared"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("registry", ".npmjs.org"),
    concat!("registry", ".yarnpkg.com"),
    concat!("index", ".crates.io"),
    concat!("static", ".crates.io"),
    concat!("deb", ".debian.org"),
];

/// An address in the lock file sends everybody to the registry of whoever wrote it; the integrity hashes are enough.
pub(crate) const LOCK_WITHOUT_ADDRESSES: Rule = Rule {
    name: "lock without addresses",
    why: "packages come from the reader's own registry, checked by their hash",
    find: |tree| {
        each_line(tree, |file, line| {
            let address = file.name() == "package-lock.json" && line.trim_start().starts_with("\"resolved\"");
            address.then(|| "write the lock file with npm's omit-lockfile-registry-resolved set to true.".to_owned())
        })
    },
};

fn each_line(tree: &Tree, ask: impl Fn(&File, &str) -> Option<String>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.files() {
        faults.extend(file.lines().filter_map(|(at, line)| Some(Fault::at(&file.path, at, ask(file, line)?))));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::places;

    #[test]
    fn an_exception_is_an_expectation() {
        let good = "#[expect(dead_code, reason = \"#[allow\")] // not #[allow(dead_code)]\nfn a() {}\n";
        assert!(places(&EXPECT_NOT_ALLOW, &[("a.rs", good)]).is_empty());
        assert_eq!(
            places(&EXPECT_NOT_ALLOW, &[("a.rs", "\n#[allow(dead_code)]\n"), ("b.rs", "#![allow(dead_code)]")]),
            ["a.rs:2", "b.rs:1"]
        );
    }

    #[test]
    fn only_tests_are_asked_not_to_sleep() {
        let code = "async fn retry() { sleep(WAIT).await }\n#[cfg(test)]\nmod tests { fn asleep() {} }\n";
        assert!(places(&NO_SLEEP, &[("crates/a/src/b.rs", code)]).is_empty());
    }

    #[test]
    fn sleeping_tests_are_reported() {
        let code = "#[cfg(test)]\nmod tests {\n    fn a() { tokio::time::sleep(b) }\n}\n";
        let journey = ("tests/browser/journeys/a.mjs", "await page.waitForTimeout(100);");
        assert_eq!(
            places(&NO_SLEEP, &[("crates/a/src/b.rs", code), journey]),
            ["crates/a/src/b.rs:3", "tests/browser/journeys/a.mjs:1"]
        );
    }

    #[test]
    fn machines_are_not_named() {
        let bad = format!("see\n{}/docs\n", concat!("/work", "/main"));
        assert_eq!(
            places(&NO_MACHINE, &[("docs/a.md", &bad), ("b.md", "/usr/bin/chromium and work/main")]),
            ["docs/a.md:2"]
        );
    }

    #[test]
    fn lock_files_hold_hashes_only() {
        let lock = "{\n  \"resolved\": \"https://somewhere\",\n  \"integrity\": \"sha512-\"\n}\n";
        assert_eq!(
            places(&LOCK_WITHOUT_ADDRESSES, &[("assets/package-lock.json", lock), ("a.json", lock)]),
            ["assets/package-lock.json:2"]
        );
    }
}
