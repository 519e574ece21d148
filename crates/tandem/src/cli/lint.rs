//! What stands in the way of building the stories of a file.

use std::io::{self, Write};

use clap::Args;
use ground::web::Result;
use story_lint::{Ignore, LintError, Options, Severity, Story};

use super::plain::{self, Plain, count};

/// What is read, and how it is told.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub(super) struct Lint {
    #[command(flatten)]
    plain: Plain,
    /// What is not to be told, and why: unique=drafts, or atomic@3=ships at once for one line
    #[arg(long = "ignore", value_name = "CRITERION[@LINE]=REASON")]
    ignores: Vec<Ignore>,
}

const HELP: &str = "\
One story a line, its acceptance criteria in Given, When, Then below it. Byte order marks, Windows-1252, UTF-16, any line ends and \
labels before a story (#G03#) are read over.

With --json, one object a story: line, role, means, end, spans (role, means, end, action), findings (criterion, severity, span, \
message, suggestion, and ignored with the reason where it is) and alike (the lines of stories that say the same). Spans are \
characters of the line, from 0. What is found is no failure; a file without a story is, with 1 as the exit code and {\"error\": {\"name\", \"message\", \"hint\"}}.";

/// Reads a file of stories and says what was found in each.
pub(super) fn lint(lint: &Lint) -> Result<()> {
    plain::told(read(lint), lint.plain.json)
}

fn read(Lint { plain: file, ignores }: &Lint) -> Result<()> {
    let options = Options { ignores: ignores.clone(), ..Options::default() };
    let stories = story_lint::lint(&file.bytes()?, &options).map_err(|why| {
        let name = match why {
            LintError::Empty => "no-story",
            LintError::NoReason | LintError::NoIgnore(_) => "no-reason",
        };
        file.refused(name, &why)
    })?;
    file.write(|out| {
        if file.json { stories.iter().try_for_each(|story| plain::json_line(out, story)) } else { tell(out, &stories) }
    })
}

/// A finding a line, with its place as editors write it: line and character, from 1.
fn tell(out: &mut dyn Write, stories: &[Story]) -> io::Result<()> {
    let (mut findings, mut ignored) = (0, 0);
    for story in stories {
        for finding in &story.findings {
            if finding.ignored.is_some() {
                ignored += 1;
                continue;
            }
            let severity = match finding.severity {
                Severity::Advice => "advice",
                Severity::Hint => "hint",
                Severity::Defect => "defect",
            };
            let (line, character) = (finding.line.unwrap_or(story.line), finding.span.start + 1);
            writeln!(out, "{line}:{character}: {severity}: {}", finding.message)?;
            if let Some(suggestion) = &finding.suggestion {
                writeln!(out, "    instead: {suggestion}")?;
            }
            findings += 1;
        }
    }
    let (stories, findings) = (count(stories.len(), "story", "stories"), count(findings, "finding", "findings"));
    let ignored = if ignored > 0 { format!(", {ignored} more ignored") } else { String::new() };
    writeln!(out, "{stories}, {findings}{ignored}.")
}
