//! Exports that are recognised by their columns.

use super::targets::{As, Target};
use super::words;

/// An export of a tool.
pub(super) struct Export {
    /// The tool.
    pub(super) name: &'static str,
    /// Columns that together only this tool has.
    columns: &'static [&'static str],
    /// What its rows usually are.
    pub(super) rows: As,
    /// Where its columns go, where their names alone would not say so. `None` leaves a column out.
    fields: &'static [(&'static str, Option<Target>)],
}

#[rustfmt::skip]
const EXPORTS: &[Export] = &[
    Export {
        name: "Jira", columns: &["Summary", "Issue id"], rows: As::Stories,
        fields: &[
            ("Issue key", Some(Target::Id)), ("Resolved", Some(Target::Finished)), ("Parent", None), ("Parent summary", Some(Target::Feature)), ("Epic Name", Some(Target::Feature)),
            ("Custom field (Epic Name)", Some(Target::Feature)), ("Status Category", None), ("Reporter", Some(Target::Contact)), ("Creator", None), ("Project name", None), ("Comment", None),
            ("Custom field (Story Points)", Some(Target::Points)), ("Affects Version/s", None), ("Priority", Some(Target::Importance)),
        ],
    },
    Export {
        name: "Jira", columns: &["key", "fields.summary"], rows: As::Stories,
        fields: &[("key", Some(Target::Id)), ("fields.resolutiondate", Some(Target::Finished)), ("fields.issuetype.name", Some(Target::Type)),
            ("fields.reporter.displayName", Some(Target::Contact)), ("fields.priority.name", Some(Target::Importance)), ("id", None), ("fields.votes.votes", Some(Target::Votes)),
            ("fields.project.name", None), ("fields.creator.name", None)],
    },
    Export {
        name: "Linear", columns: &["Title", "Status", "Cycle Name", "Archived"], rows: As::Stories,
        fields: &[("Issue description", Some(Target::Text)), ("Project", Some(Target::Feature)), ("Completed", Some(Target::Finished)), ("Creator", Some(Target::Email)), ("Started", None)],
    },
    Export {
        name: "Plane", columns: &["Name", "State", "Module Name", "Cycle Name"], rows: As::Stories,
        // Its ID column repeats for all rows of a project in some versions; what repeats is no id.
        fields: &[("Module Name", Some(Target::Feature)), ("Project", None), ("Completed At", Some(Target::Finished)), ("Start Date", None)],
    },
    Export {
        name: "Pivotal Tracker", columns: &["Current State", "Story Type", "Requested By"], rows: As::Stories,
        fields: &[("Story", Some(Target::Title)), ("Title", Some(Target::Title)), ("Accepted at", Some(Target::Finished)), ("Requested By", Some(Target::Contact)), ("Iteration", None), ("Comment", None)],
    },
    Export {
        name: "Fider", columns: &["number", "votes_count", "original_number"], rows: As::Requests,
        fields: &[("number", Some(Target::Id)), ("created_by", Some(Target::Contact)), ("original_title", None), ("comments_count", None), ("response", None)],
    },
    Export {
        name: "Trello", columns: &["idList", "idBoard", "name", "desc"], rows: As::Stories,
        fields: &[("list", Some(Target::State)), ("list", Some(Target::Labels)), ("name", Some(Target::Title)), ("desc", Some(Target::Text)), ("shortUrl", None), ("checklist", Some(Target::Criteria)),
            ("closed", None), ("email", None), ("start", None), ("badges.votes", Some(Target::Votes)), ("members", None)],
    },
    Export {
        name: "GitLab", columns: &["iid", "web_url", "title"], rows: As::Stories,
        fields: &[("id", Some(Target::Id)), ("iid", None), ("author.name", Some(Target::Contact)), ("epic.title", Some(Target::Feature)), ("issue_type", Some(Target::Type)), ("type", None),
            ("milestone.title", None), ("upvotes", Some(Target::Votes)), ("references.full", None), ("weight", Some(Target::Points)), ("author.state", None), ("severity", None)],
    },
    Export {
        name: "GitHub", columns: &["number", "html_url", "title"], rows: As::Stories,
        fields: &[("number", Some(Target::Id)), ("id", None), ("user.login", Some(Target::Contact)), ("reactions.+1", Some(Target::Votes)), ("milestone.title", None), ("url", None), ("html_url", Some(Target::Link))],
    },
];

/// The export these columns belong to.
pub(super) fn export<'a>(columns: impl Iterator<Item = &'a str>) -> Option<&'static Export> {
    let have: Vec<String> = columns.map(words::plain).collect();
    EXPORTS.iter().find(|export| export.columns.iter().all(|name| have.contains(&words::plain(name))))
}

impl Export {
    /// Where a column of this export goes, the best first; empty if its name alone says so, `None` if it is left out.
    pub(super) fn targets(&self, column: &str) -> Vec<Option<Target>> {
        let column = words::plain(column);
        self.fields.iter().filter(|(name, _)| words::plain(name) == column).map(|(_, target)| *target).collect()
    }
}
