//! The rules of planning poker.

use ground::web::Refusal;
use together::thread::Key;

/// The cards with points.
pub const CARDS: [i64; 10] = [0, 1, 2, 3, 5, 8, 13, 20, 40, 100];

/// The card of who cannot tell.
pub const UNSURE: &str = "?";

/// What a card says: points, or that somebody cannot tell.
pub fn card(text: &str) -> Result<Option<i64>, Refusal> {
    if text.trim() == UNSURE {
        return Ok(None);
    }
    let points = text.trim().parse().ok().filter(|points| CARDS.contains(points));
    let no_card = || {
        let cards: Vec<String> = CARDS.iter().map(i64::to_string).collect();
        let message = format!("“{text}” is no card. There are {} and {UNSURE}.", cards.join(", "));
        Refusal::new("no-such-card", message).at("card")
    };
    points.map(Some).ok_or_else(no_card)
}

/// Whether a story in this stage is still to be estimated.
pub fn may_begin(story: Key, stage: &str) -> Result<(), Refusal> {
    if matches!(stage, "open" | "active") {
        return Ok(());
    }
    Err(Refusal::new("story-over", format!("{story} is over; nothing is left to estimate.")))
}

/// Cards are laid before they are shown.
pub fn may_lay(story: Key, shown: bool) -> Result<(), Refusal> {
    if !shown {
        return Ok(());
    }
    let refusal = Refusal::new("cards-shown", format!("The cards on {story} are shown already."));
    Err(refusal.hint("Begin once more, then lay another."))
}

/// What a round came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// All who could tell say the same.
    Agreed(i64),
    /// From the lowest card to the highest.
    Apart(i64, i64),
    /// Nobody could tell.
    Unsure,
}

/// What the cards come to.
pub fn came(cards: impl Iterator<Item = Option<i64>> + Clone) -> Came {
    let points = cards.flatten();
    match (points.clone().min(), points.max()) {
        (Some(low), Some(high)) if low == high => Came::Agreed(low),
        (Some(low), Some(high)) => Came::Apart(low, high),
        _ => Came::Unsure,
    }
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_card_says_points_or_that_nobody_can_tell() {
        assert_eq!((card("5").unwrap(), card(" ? ").unwrap()), (Some(5), None));
        for wrong in ["4", "-1", "", "many"] {
            assert_eq!(card(wrong).unwrap_err().name, "no-such-card", "{wrong}");
        }
    }

    #[test]
    fn cards_agree_or_lie_apart() {
        let of = |cards: &[Option<i64>]| came(cards.iter().copied());
        assert_eq!(of(&[Some(5), None, Some(5)]), Came::Agreed(5));
        assert_eq!(of(&[Some(5), Some(13), Some(3)]), Came::Apart(3, 13));
        assert_eq!(of(&[None]), Came::Unsure);
        assert_eq!(of(&[]), Came::Unsure);
    }
}
