//! The same row in a later file.

use proptest::prelude::*;

use super::super::{Identities, Identity};
use super::{Read, read, read_as};

fn identities(file: &Read) -> Vec<Identity> {
    let mut identities = Identities::new("desk: 2019");
    file.drafts.iter().map(|draft| identities.of(draft)).collect()
}

fn keys(csv: &str) -> Vec<String> {
    identities(&read("a.csv", csv)).into_iter().map(|identity| identity.key).collect()
}

#[test]
fn the_sources_id_comes_first_then_the_text_and_its_occurrence() {
    let file = read(
        "a.csv",
        "Id,Title,Votes\n7,Longer holds,3\n,Longer holds,3\n,longer  HOLDS,9\n,Quiet hours,3\n7,Longer holds,3\n",
    );
    let found = identities(&file);
    assert_eq!(found[0].key, "desk_ 2019:id:7");
    assert_eq!((&found[4].key, found[4].occurrence, found[4].by_id), (&found[0].key, 2, true));
    assert_eq!((found[1].occurrence, found[2].occurrence, found[3].occurrence), (1, 2, 1));
    assert_eq!(found[1].key.trim_end_matches(":1"), found[2].key.trim_end_matches(":2"));
    assert_ne!(found[1].key, found[3].key);
}

#[test]
fn votes_do_not_make_another_row() {
    assert_eq!(keys("Title,Votes\nLonger holds,3\n"), keys("Title,Votes\nLonger holds,12\n"));
    assert_ne!(keys("Title,Votes\nLonger holds,3\n"), keys("Title,Votes\nLonger loans,3\n"));
}

#[test]
fn fingerprints_tell_which_fields_changed() {
    let [before, after] = ["3,open,a", "5,open,\"b, a\""].map(|rest| {
        let file = read("a.csv", format!("Title,Votes,Status,Labels\nLonger holds,{rest}\n"));
        file.drafts[0].fingerprints()
    });
    let changed: Vec<_> =
        before.iter().filter(|(field, print)| after[*field] != **print).map(|(field, _)| *field).collect();
    assert_eq!(changed, ["labels", "votes"]);
    assert_eq!(before.keys().copied().collect::<Vec<_>>(), ["labels", "state", "text", "title", "votes"]);
}

#[test]
fn a_column_left_out_has_no_fingerprint() {
    let file = read_as("a.csv", "Title,Votes\nLonger holds,3\n", None, &["Votes=-"]);
    assert!(!file.drafts[0].fingerprints().contains_key("votes"));
}

proptest! {
    /// Columns may move, and a second text column with them: rows stay the same rows.
    #[test]
    fn the_order_of_columns_does_not_matter(
        rows in proptest::collection::vec(proptest::array::uniform4("[a-zA-Z ,\"é\n]{1,12}"), 1..6),
        order in Just([0_usize, 1, 2, 3]).prop_shuffle(),
    ) {
        let names = ["Title", "Description", "Comment", "Customer"];
        let write = |order: &[usize]| {
            let mut csv = csv::Writer::from_writer(Vec::new());
            csv.write_record(order.iter().map(|at| names[*at])).unwrap();
            for row in &rows {
                csv.write_record(order.iter().map(|at| format!("w{}", row[*at]))).unwrap();
            }
            read("a.csv", csv.into_inner().unwrap())
        };
        let (one, other) = (write(&[0, 1, 2, 3]), write(&order));
        prop_assert_eq!(identities(&one), identities(&other));
    }
}
