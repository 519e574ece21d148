//! The story's sentence.

use super::super::Sentence;

fn parse(text: &str) -> Option<(String, String, Option<String>)> {
    Sentence::parse(text).map(|s| (s.role, s.means, s.end))
}

#[test]
fn sentences_as_people_write_them() {
    let cases = [
        (
            "As a reader, I want to renew a loan, so that I can keep it.",
            "reader",
            "to renew a loan",
            Some("I can keep it"),
        ),
        ("As an Owner,  I want lists.", "Owner", "lists", None),
        ("as the site editor I'd like to add news So That people read", "site editor", "add news", Some("people read")),
        (
            "As a clerk, would like the ability to print, so that I see it",
            "clerk",
            "would like the ability to print",
            Some("I see it"),
        ),
        ("As a reader, I don't want to see ads.", "reader", "don't want to see ads", None),
        ("As a reader, who is away, I want to pause", "reader, who is away", "pause", None),
        ("In order to travel, as a reader, I want to pause a hold", "reader", "pause a hold", Some("travel")),
        ("Als Leserin möchte ich verlängern, damit ich reisen kann.", "Leserin", "verlängern", Some("ich reisen kann")),
        ("En tant que lecteur, je veux prolonger afin de voyager", "lecteur", "prolonger", Some("voyager")),
        ("Como lectora, quiero renovar para viajar", "lectora", "renovar", Some("viajar")),
    ];
    for (text, role, means, end) in cases {
        let means = means.strip_prefix("to ").unwrap_or(means).to_owned();
        assert_eq!(parse(text), Some((role.to_owned(), means, end.map(str::to_owned))), "{text}");
    }
}

#[test]
fn titles_say_what_is_wanted() {
    let title = |text: &str| Sentence::parse(text).unwrap().title();
    assert_eq!(title("As a reader, I want to be able to pause a hold"), "Pause a hold");
    assert_eq!(title("As a reader, I want to pause a hold"), "Pause a hold");
    assert_eq!(title("As a reader, I want to be able to"), "Be able to");
}

#[test]
fn other_texts_are_no_sentence() {
    for text in [
        "",
        "As a",
        "As a reader",
        "Fix the printer",
        "Assign a role, I want it",
        "As soon as possible",
        "I want a pony",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}

#[test]
fn a_means_makes_a_title() {
    let sentence = Sentence::parse("As a reader, I want élan in the app").unwrap();
    assert_eq!(sentence.title(), "Élan in the app");
}
