//! Each criterion by example: what is told, what is suggested, and what is left alone.

use story_lint::{Criterion, Ignore, Options, Severity, Story, lint};

fn stories(text: &str) -> Vec<Story> {
    lint(text.as_bytes(), &Options::default()).unwrap_or_default()
}

/// The criteria told of a single story, "so that" aside.
fn told(text: &str) -> Vec<Criterion> {
    let story = stories(text).remove(0);
    story
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Advice)
        .map(|finding| finding.criterion)
        .collect()
}

#[test]
fn a_good_story_has_no_findings() {
    let story = stories("As a member, I want to see my bills, so that I can pay them.").remove(0);
    assert_eq!(story.findings, []);
}

#[test]
fn two_actions_are_told() {
    for text in [
        "As a member, I want to upload and check the file.",
        "As a member, I want to see the list and delete an entry.",
        "As a member, I want to import/export data.",
        "As a member, I want to search courses and can page through them.",
        "As a member, I want to prepare for and support hearings.",
        "As a member, I want the system to detect fraud and report it.",
        "As a member, I want the page to be safe and accessible.",
        "As a member, I want clear rules and safety standards.",
        "As a member, I want to draw a scalable and portable plan.",
        "As a member, I want to receive alerts and monthly reports by mail.",
        "As a member, I want access to past bills and payments.",
    ] {
        assert_eq!(told(text), [Criterion::Atomic], "{text}");
    }
}

#[test]
fn one_action_is_left_alone() {
    for text in [
        "As a member, I want to see tasks and events.",
        "As a member, I want to sign up via mail or phone.",
        "As a member, I want to enter my code and get a list.",
        "As a member, I want to analyze my visits and find the rooms I like.",
        "As a member, I want to receive the list and the map of rooms.",
        "As a member, I want to copy/paste rows.",
        "As a member, I want to track the activity and schedule at camp.",
        "As a member, I want to know how offices create and check files.",
        "As a member, I want to find a red and portable lamp.",
        "As a member, I want to have accurate and complete data.",
        "As a member, I want to compare prices, including old ones, to save money and avoid waste.",
    ] {
        assert_eq!(told(text), [], "{text}");
    }
}

#[test]
fn each_criterion_of_one_story_is_told() {
    let of = |wish: &str| told(&format!("As a member, I want to {wish}."));
    assert_eq!(of("see the area under the curve (AUC)"), [Criterion::Minimal]);
    assert_eq!(of("see the bills. They are sent in May"), [Criterion::Minimal]);
    assert_eq!(of("see the plan(s)"), []);
    assert_eq!(of("find a bill quickly"), [Criterion::Unambiguous]);
    assert_eq!(of("have a dropdown for the month"), [Criterion::ProblemOriented]);
    assert_eq!(of("manage bills"), [Criterion::Estimatable]);
    assert_eq!(of("see what AB-12 changed in UTF-8 files"), [Criterion::Independent]);
    assert_eq!(told("Bills page"), [Criterion::WellFormed, Criterion::WellFormed]);
    assert_eq!(told("As a member, I want validate my bills."), [Criterion::FullSentence]);
    assert_eq!(told("As a member, I want to see bills. So that I can pay."), [Criterion::FullSentence]);
}

#[test]
fn a_set_is_told_what_it_shares() {
    let set = "As a member, I want to see the bills, so that I can pay them soon.\n\
               As a member, I want to view bills, so that I can pay them soon.\n\
               As a clerk, I want to see bills.\n\
               As a clerk, I need to rename invoices, so that I can find them again.\n\
               As a clerk, I want to send letters, so that I can pay them soon.";
    let stories = stories(set);
    let told = |at: usize| -> Vec<(Criterion, Severity)> {
        let findings = stories[at].findings.iter().filter(|finding| finding.criterion > Criterion::Estimatable);
        findings.map(|finding| (finding.criterion, finding.severity)).collect()
    };
    assert_eq!(told(0), []);
    assert_eq!(told(1), [(Criterion::Unique, Severity::Defect)]);
    assert_eq!(told(2), [(Criterion::Unique, Severity::Hint)]);
    assert_eq!(told(3), [(Criterion::Uniform, Severity::Advice), (Criterion::Complete, Severity::Hint)]);
    assert_eq!(told(4), [(Criterion::Unique, Severity::Advice)]);
    assert_eq!(stories[0].alike, [2, 3, 5]);
}

/// What is suggested for a criterion in the story of a line.
fn suggested(stories: &[Story], line: usize, criterion: Criterion) -> Option<&str> {
    let story = stories.iter().find(|story| story.line == line)?;
    story.findings.iter().find(|finding| finding.criterion == criterion)?.suggestion.as_deref()
}

#[test]
fn what_is_suggested_can_be_put_in_its_place() {
    let set = "As a member, I want to see the bills, so that I pay.\n\
               As a member, I want to rename invoices, so that I find them.\n\
               As a clerk, I can send letters, so that I am heard.\n\
               As a clerk, I want to print letters, so that I keep them.\n\
               As a clerk\n\
               As a clerk, log in";
    let stories = stories(set);
    let uniform = "As a clerk, I want to send letters, so that I am heard.";
    assert_eq!(suggested(&stories, 3, Criterion::Uniform), Some(uniform));
    assert_eq!(suggested(&stories, 2, Criterion::Complete), Some("As a member, I want to create invoices."));
    assert_eq!(suggested(&stories, 5, Criterion::WellFormed), Some("As a clerk, I want to …"));
    assert_eq!(suggested(&stories, 6, Criterion::WellFormed), Some("As a clerk, I want to log in"));
    let can = set.replace("I want to", "I can").replace("As a clerk, I can print", "As a clerk, I want to print");
    let stories = self::stories(&can);
    let uniform = "As a clerk, I can print letters, so that I keep them.";
    assert_eq!(suggested(&stories, 4, Criterion::Uniform), Some(uniform));
}

#[test]
fn criteria_below_a_story_belong_to_it() {
    let text =
        "As a member, I want to pay, so that I am done.\nGiven a bill\nThen it is paid quickly, or an error shows";
    let found = stories(text);
    assert_eq!(found.len(), 1);
    let lines: Vec<Option<usize>> = found[0].findings.iter().map(|finding| finding.line).collect();
    assert_eq!(lines, [Some(3), Some(2)]);
}

#[test]
fn a_finding_is_ignored_for_a_reason() {
    let ignores = vec![Ignore::new(Some(1), Criterion::Estimatable, "the team knows what it means").unwrap()];
    let options = Options { ignores, ..Options::default() };
    let found = lint(b"As a member, I want to manage bills, so that I can pay.", &options).unwrap();
    assert_eq!(found[0].findings[0].ignored.as_deref(), Some("the team knows what it means"));
}

#[test]
fn a_story_is_one_json_object() {
    let found = stories("As a member, I want bills.");
    assert_eq!(
        serde_json::to_string(&found[0]).unwrap(),
        "{\"line\":1,\"role\":\"member\",\"means\":\"bills\",\"end\":null,\"spans\":{\"role\":[5,11],\"means\":[20,25],\"end\":null,\
         \"action\":[15,19]},\"findings\":[{\"criterion\":\"well-formed\",\"severity\":\"advice\",\"span\":[0,26],\"message\":\"It does \
         not say what for: \\\"so that\\\" is missing.\",\"suggestion\":\"As a member, I want bills, so that …\"}],\"alike\":[]}"
    );
}
