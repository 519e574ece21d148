use super::*;
use proptest::collection::vec;
use proptest::prelude::*;

const REQUESTS: [(&str, &str); 6] = [
    ("Export the board to CSV", "We report to our board every month and copy rows by hand."),
    ("Dark theme", "The white pages hurt at night."),
    ("Download all requests as a spreadsheet", "An export of the board, as CSV, for people who live in spreadsheets."),
    ("Sign in with the company account", "Single sign-on by OpenID Connect."),
    ("SSO", "People want to sign in with their company's account."),
    ("検索機能を改善", "検索が遅い。"),
];

fn index() -> Index<usize> {
    let mut index = Index::new();
    for (key, (title, text)) in REQUESTS.into_iter().enumerate() {
        index.put(key, &Text { title, text });
    }
    index
}

fn keys(found: &[Found<usize>]) -> Vec<usize> {
    found.iter().map(|found| found.id).collect()
}

#[test]
fn the_same_wish_in_other_words_comes_first() {
    let index = index();
    for (one, other) in [(0, 2), (2, 0), (3, 4), (4, 3)] {
        assert_eq!(index.alike_to(&one, 10)[0].id, other);
    }
    assert_eq!(keys(&index.alike(&Text { title: "検索を速く", text: "" }, 10)), [5]);
    assert!(index.alike(&Text { title: "", text: "" }, 10).is_empty());
    assert!(index.alike(&Text { title: "zebra", text: "" }, 10).is_empty());
    assert!(index.alike_to(&99, 10).is_empty());
}

#[test]
fn answers_come_while_the_word_is_written() {
    let index = index();
    for typed in ["dar", "dark", "Dark th", "spreadshe", "spreadsheet"] {
        let found = index.alike_so_far(&Text { title: typed, text: "" }, 1);
        assert_eq!(found[0].id, if typed.starts_with('s') { 2 } else { 1 }, "{typed}");
    }
    assert!(index.alike_so_far(&Text { title: "dar ", text: "" }, 1).is_empty());
    let mut index = Index::new();
    index.put(1, &Text { title: "authentication", text: "" });
    assert_eq!(index.alike_so_far(&Text { title: "authenticatio", text: "" }, 1).len(), 1);
}

#[test]
fn the_shared_words_add_up_to_the_score() {
    let index = index();
    let text = Text { title: "Exporting to CSV", text: "The whole board, please." };
    let shared = index.explain(&text, &0);
    for word in ["CSV", "Exporting", "board"] {
        assert!(shared.iter().any(|shared| shared.word == word), "{shared:?}");
    }
    let found = index.alike(&text, 10);
    let score = found.iter().find(|found| found.id == 0).unwrap().score;
    assert!((shared.iter().map(|shared| shared.score).sum::<f32>() - score).abs() < 1e-5);
    assert!(index.explain(&text, &99).is_empty());
}

#[test]
fn a_forgotten_text_leaves_no_word_behind() {
    let mut index = index();
    index.put(7, &Text { title: "Call Aunt Wilhelmina", text: "wilhelmina at dawn" });
    assert!(format!("{index:?}").contains("wilhelmina"));
    index.put(7, &Text { title: "Call Tombstone", text: "" });
    assert!(!format!("{index:?}").contains("wilhelmina"));
    assert!(index.remove(&7));
    assert!(!index.remove(&7));
    assert!(!format!("{index:?}").contains("tombston"));
    assert_eq!(index.len(), REQUESTS.len());
}

#[test]
fn equal_texts_score_one_and_come_in_order_of_their_keys() {
    let mut index = Index::new();
    for key in [3, 1, 2] {
        index.put(key, &Text { title: "export board", text: "export board" });
    }
    let found = index.alike_to(&2, 10);
    assert_eq!(keys(&found), [1, 3]);
    assert!(found.iter().all(|found| found.score > 0.999));
}

fn any_text() -> impl Strategy<Value = String> {
    let word =
        prop_oneof![8 => "[a-e]{2,3}", 1 => Just("getBlockSize".to_owned()), 1 => "\\PC{1,4}", 1 => "[検索機能]{1,3}"];
    vec(word, 0..8).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn an_index_knows_only_what_is_in_it_now(steps in vec((0..6_usize, any::<bool>(), any_text(), any_text()), 0..30), asked in any_text()) {
        let mut index = Index::new();
        let mut texts = std::collections::BTreeMap::new();
        for (key, put, title, text) in steps {
            if put {
                index.put(key, &Text { title: &title, text: &text });
                texts.insert(key, (title, text));
            } else {
                prop_assert_eq!(index.remove(&key), texts.remove(&key).is_some());
            }
        }
        let mut fresh = Index::new();
        for (key, (title, text)) in &texts {
            fresh.put(*key, &Text { title, text });
        }
        prop_assert_eq!(index.len(), texts.len());
        let asked = Text { title: &asked, text: "" };
        let (now, then) = (index.alike(&asked, 10), fresh.alike(&asked, 10));
        prop_assert_eq!(now.len(), then.len());
        for found in &now {
            let other = then.iter().find(|other| other.id == found.id).map(|other| other.score);
            prop_assert!(other.is_some_and(|score| (score - found.score).abs() < 1e-5));
        }
    }

    #[test]
    fn scores_fall_from_at_most_one_and_are_explained(texts in vec((any_text(), any_text()), 1..12)) {
        let mut index = Index::new();
        for (key, (title, text)) in texts.iter().enumerate() {
            index.put(key, &Text { title, text });
        }
        let (title, text) = &texts[0];
        let asked = Text { title, text };
        let found = index.alike(&asked, 12);
        prop_assert!(found.is_sorted_by(|one, other| one.score >= other.score));
        for found in &found {
            prop_assert!(found.score > 0.0 && found.score <= 1.0);
            let explained: f32 = index.explain(&asked, &found.id).iter().map(|shared| shared.score).sum();
            prop_assert!((explained - found.score).abs() < 1e-4);
        }
        let _ = index.alike_so_far(&asked, 5);
    }
}
