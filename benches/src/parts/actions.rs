//! Changes as people make them: through the forms of pages, one after the other, journal and live notice included.

use std::time::Duration;

use super::Part;
use crate::load::Load;
use crate::person::Person;
use crate::server::Server;
use crate::table::{Table, short};
use crate::{Result, Wanted, note};

const BUDGET: Duration = Duration::from_millis(2);
/// So many of each.
const TIMES: usize = 400;

/// Each kind of change many times, on things that lie far apart.
pub(super) async fn measure(wanted: &Wanted, server: &Server, person: &Person, table: &mut Table) -> Result<()> {
    table.section(format!("{}: CPU of one", Part::Actions.title()));
    for (what, action, pairs) in kinds() {
        note(action);
        let number = |n: usize| (n * 251) % (wanted.stories.min(wanted.requests) * 9 / 10) / 10 * 10 + 1;
        let requests: Vec<Vec<u8>> = (1..=TIMES)
            .map(|n| {
                let pairs: Vec<(&str, String)> = pairs
                    .iter()
                    .map(|(name, value)| {
                        (
                            *name,
                            value
                                .replace("{n}", &number(n).to_string())
                                .replace("{i}", &n.to_string())
                                .replace("{p}", &(n % 20 + 1).to_string()),
                        )
                    })
                    .collect();
                let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
                person.press(action, &pairs)
            })
            .collect();
        let load = Load { requests: TIMES, most: Duration::from_secs(20), ..Load::ONE };
        let measured = load.measure(server, &requests, 303).await?;
        let figure = format!(
            "{}, p50 {}, p99 {}",
            short(measured.each()),
            short(measured.percentile(50)),
            short(measured.percentile(99))
        );
        table.row(
            format!("{what} `{action}`"),
            figure,
            format!("≤ {}", short(BUDGET)),
            Some(measured.each() <= BUDGET),
        );
    }
    Ok(())
}

type Kind = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// `{n}` is a number of a thing, another each time; `{i}` counts, `{p}` is an estimate.
fn kinds() -> [Kind; 9] {
    [
        ("write a story", "story.write", &[("title", "As a reader I want to {i} so that I can")]),
        (
            "change its text",
            "story.edit",
            &[("thing", "S-{n}"), ("title", "Another title {i}"), ("text", "Another text {i}")],
        ),
        ("estimate it", "story.estimate", &[("things", "S-{n}"), ("points", "{p}")]),
        ("move it to the top", "backlog.move", &[("things", "S-{n}"), ("to", "top")]),
        ("move it into the middle", "backlog.move", &[("things", "S-{n}"), ("to", "4{i}")]),
        ("place it in a feature", "stories.place_in_feature", &[("things", "S-{n}"), ("feature", "F-9")]),
        ("say something about it", "comment.write", &[("thing", "S-{n}"), ("body", "Said {i}")]),
        (
            "record a request",
            "request.record",
            &[("title", "Wish {i}"), ("body", "Words {i}"), ("contact", "Contact {n}"), ("customer", "Company {i}")],
        ),
        ("say a request asks for a feature", "thread.link", &[("from", "R-{n}"), ("kind", "asks for"), ("to", "F-2")]),
    ]
}
