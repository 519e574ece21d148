//! Well-formed and a full sentence.

use crate::finding::{Criterion, Finding, Severity};
use crate::language::{Language, List, phrase};
use crate::parse::Parsed;
use crate::token::{Span, cut, span};

/// What is missing of role, means and end, and where the sentence is broken.
pub(super) fn check(story: &Parsed<'_>, language: &Language) -> Vec<Finding> {
    let mut found = missing(story, language);
    if story.without_to {
        let mut places = story.want.clone();
        places = places.zip(story.action.clone()).map(|(want, action)| want.start..action.end);
        let said = story.said(places.as_ref()).unwrap_or_default();
        let place = story.place(places.as_ref()).unwrap_or_default();
        let message = language.say("no-to", &[said]);
        let want = story.said(story.want.as_ref()).unwrap_or_default();
        let to = language.say("to", &[want, story.said(story.action.as_ref()).unwrap_or_default()]);
        found.push(Finding::new(Criterion::FullSentence, Severity::Defect, place, message).suggest(to));
    }
    found.extend(fragment(story, language));
    found
}

fn missing(story: &Parsed<'_>, language: &Language) -> Vec<Finding> {
    let say = |name: &str, parts: &[&str]| (language.say(name, &[]), language.say(&format!("{name}-fix"), parts));
    let whole = span(&story.tokens[story.whole()]).unwrap_or_default();
    let mut found = Vec::new();
    let mut tell = |severity, place: Span, (message, fix): (String, String)| {
        found.push(Finding::new(Criterion::WellFormed, severity, place, message).suggest(fix));
    };
    let means = story.said(story.means.as_ref());
    if story.role.is_none() {
        let wanted = means.unwrap_or_else(|| cut(story.text, &story.tokens[story.whole()]));
        tell(Severity::Defect, whole, say("no-role", &[wanted]));
    }
    let role_range = story.role_mark.as_ref().zip(story.role.as_ref()).map(|(mark, role)| mark.start..role.end);
    let any_role = language.say("any-role", &[]);
    let role = story.said(role_range.as_ref()).unwrap_or(&any_role);
    match (means, &story.want) {
        (None, _) => tell(Severity::Defect, whole, say("no-means", &[role])),
        (Some(means), None) => {
            let place = story.place(story.means.as_ref()).unwrap_or_default();
            tell(Severity::Defect, place, say("no-want", &[role, means]));
        }
        (Some(_), Some(_)) if story.end.is_none() => {
            let said = cut(story.text, &story.tokens[story.whole()]);
            tell(Severity::Advice, whole, say("no-end", &[said.trim_end_matches(['.', ' ', ','])]));
        }
        _ => {}
    }
    found
}

/// "… final status. So that I can finish it."
fn fragment(story: &Parsed<'_>, language: &Language) -> Option<Finding> {
    let mark = story.end_mark.clone().filter(|mark| mark.start > 0)?;
    let before = &story.tokens[mark.start - 1];
    phrase(&story.tokens[mark.start..], List::Ends).filter(|_| before.text == ".")?;
    let said = story.said(Some(&mark))?;
    let place = story.place(Some(&mark))?;
    let joined = format!("{}, {}", cut(story.text, &story.tokens[story.whole().start..mark.start - 1]), {
        let rest = cut(story.text, &story.tokens[mark.start..]);
        let mut chars = rest.chars();
        chars.next().map(|first| first.to_lowercase().chain(chars).collect::<String>()).unwrap_or_default()
    });
    let message = language.say("fragment", &[said]);
    Some(Finding::new(Criterion::FullSentence, Severity::Hint, place, message).suggest(joined))
}
