//! The files that are imported, as a spreadsheet would save them.

use std::fmt::Write as _;

use super::words::Dice;

/// Features that stories name.
pub(crate) const FEATURES: usize = 400;
/// Companies that ask.
const CUSTOMERS: usize = 2_000;
/// People who ask for them.
const CONTACTS: usize = 30_000;

/// The title of a feature, which rows name it by.
pub(crate) fn feature(number: usize) -> String {
    format!("{} ({number})", Dice::of(7_000_000 + number).title())
}

/// Stories in the order of the backlog: three of four with an estimate, a third with criteria, a tenth done long ago. Low
/// numbers of features are met far more often than high ones, as in life.
pub(crate) fn stories(count: usize) -> Vec<u8> {
    let mut file =
        "Id,Title,As a,I want,So that,Description,Story points,Type,Status,Feature,Acceptance criteria\n".to_owned();
    for number in 1..=count {
        let mut dice = Dice::of(number);
        let points = [1, 2, 3, 5, 8, 13][dice.below(6)];
        let points = if dice.below(4) == 0 { String::new() } else { points.to_string() };
        let kind = ["Story", "Story", "Story", "Bug", "Task", "Spike"][dice.below(6)];
        let state = if number % 10 == 9 { "Done" } else { "To do" };
        let part = dice.below(FEATURES) * dice.below(FEATURES) / FEATURES + 1;
        let part = if dice.below(5) == 0 { String::new() } else { feature(part) };
        let criteria = if dice.below(3) == 0 { dice.sentences(1) } else { String::new() };
        let (title, role, wish, end) = (dice.title(), dice.role(), dice.wish(), dice.title().to_lowercase());
        let text = dice.sentences(3);
        let _ = writeln!(
            file,
            "ST-{number},{title},{role},{wish},I can {end},{text},{points},{kind},{state},{part},{criteria}"
        );
    }
    file.into_bytes()
}

/// Requests over two years, from people at companies.
pub(crate) fn requests(count: usize) -> Vec<u8> {
    let mut file = "Id,Title,Description,Requester,Email,Company,Created,Importance,Votes\n".to_owned();
    for number in 1..=count {
        let mut dice = Dice::of(1_000_000 + number);
        let contact = dice.below(CONTACTS);
        let customer = contact % CUSTOMERS;
        let (title, text, importance, votes) = (dice.title(), dice.sentences(5), dice.below(4), dice.below(20));
        let (year, month, day) = (2024 + number * 2 / (count + 1), number % 12 + 1, dice.below(28) + 1);
        let _ = writeln!(
            file,
            "RQ-{number},{title},{text},Contact {contact},c{contact}@example.com,Company {customer},{year}-{month:02}-{day:02},{importance},{votes}"
        );
    }
    file.into_bytes()
}
