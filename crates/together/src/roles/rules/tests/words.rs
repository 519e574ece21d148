//! Codes are for ever: what one version writes, the next must read.

use std::collections::BTreeSet;

use super::super::{Cell, Group, Hours, LabelRefusal, Letter, OwnRight, Preset, Right, Role, Subject};

#[test]
fn every_code_reads_back_and_is_what_json_says() {
    for role in Role::ALL {
        assert_eq!(role.code().parse(), Ok(*role));
        assert_eq!(serde_json::to_value(role).unwrap(), role.code());
    }
    for right in Right::ALL {
        assert_eq!(right.code().parse(), Ok(*right));
        assert_eq!(serde_json::from_str::<Right>(&format!("{:?}", right.code())).unwrap(), *right);
    }
    for preset in Preset::ALL {
        assert_eq!(preset.code().parse(), Ok(*preset));
    }
    assert_eq!("order-backlogs".parse::<Right>().unwrap_err().to_string(), "“order-backlogs” is no decision right");
}

#[test]
fn codes_and_labels_are_distinct() {
    let codes: BTreeSet<_> = Right::ALL.iter().map(|right| right.code()).collect();
    let labels: BTreeSet<_> = Right::ALL.iter().map(|right| right.label()).collect();
    assert_eq!((codes.len(), labels.len()), (26, 26));
}

#[test]
fn rights_stand_in_the_order_of_their_groups() {
    let groups: Vec<_> = Right::ALL.iter().map(|right| right.group()).collect();
    assert!(groups.is_sorted());
    assert_eq!(groups.iter().copied().collect::<BTreeSet<Group>>().len(), Group::ALL.len());
}

#[test]
fn a_cell_is_what_one_types() {
    assert_eq!("a".parse(), Ok(Cell::Decides));
    assert_eq!("R delegated".parse(), Ok(Cell::Delegated));
    assert_eq!("C waits 24h".parse(), Ok(Cell::Waits(Hours::new(24).unwrap())));
    assert_eq!(" - ".parse(), Ok(Cell::NotInvolved));
    for text in
        ["", "B", "AA", "A delegated", "I waits 24h", "C waits 0h", "C waits 721h", "C waits 24", "R  delegated"]
    {
        assert!(text.parse::<Cell>().is_err(), "{text:?}");
    }
}

#[test]
fn a_mark_fits_its_letter_only() {
    let day = Hours::new(24);
    assert_eq!(Cell::of(Letter::R, true, None), Some(Cell::Delegated));
    assert_eq!(Cell::of(Letter::A, true, None), None);
    assert_eq!(Cell::of(Letter::R, false, day), None);
}

#[test]
fn a_wait_is_said_in_days_where_it_can_be() {
    let said = [1, 6, 24, 48, 30].map(|hours| Hours::new(hours).unwrap().in_words());
    assert_eq!(said, ["1 hour", "6 hours", "1 day", "2 days", "30 hours"]);
    assert_eq!((Hours::new(0), Hours::new(721)), (None, None));
    assert_eq!(Hours::new(720).unwrap().in_words(), "30 days");
}

#[test]
fn a_decision_for_the_log_gets_a_code_from_its_name() {
    let own = OwnRight::named("  Accept licence prices, 2027! ").unwrap();
    assert_eq!(own.label, "Accept licence prices, 2027!");
    let subject = Subject::from(own.code);
    assert_eq!(subject.to_string(), "own:accept-licence-prices-2027");
    assert_eq!(subject.to_string().parse(), Ok(subject));
    assert!("own:".parse::<Subject>().is_err());
    assert!("own:a b".parse::<Subject>().is_err());
}

#[test]
fn a_name_has_letters_and_room() {
    assert_eq!(OwnRight::named(" … "), Err(LabelRefusal::Missing));
    assert!(OwnRight::named(&"ž".repeat(80)).is_ok());
    assert_eq!(OwnRight::named(&"ž".repeat(81)), Err(LabelRefusal::TooLong));
}
