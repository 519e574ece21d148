//! What a game of buying features came to.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Unscorable;
use super::cells::{name, passed_over, some_inputs, whole};
use crate::file::Row;
use crate::fund::{Purchase, fund};

/// A game.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Game {
    /// The name of the method.
    pub model: &'static str,
    /// How much everybody had.
    pub purse: u64,
    /// The features, those with most money first.
    pub features: Vec<Bought>,
    /// Who put more than they had; what is beyond does not count, in the order of the file.
    pub beyond: Vec<Beyond>,
    /// Columns that are not the method's.
    pub passed_over: Vec<String>,
}

/// A feature after the game.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bought {
    /// Its name.
    pub feature: String,
    /// What it costs.
    pub price: Option<u64>,
    /// What was put on it.
    pub paid: u64,
    /// By how many people.
    pub people: usize,
    /// Whether it was bought; nothing when it has no price.
    pub bought: Option<bool>,
    /// The change of the price that would make it the other way round: what was lacking, or how much dearer it could have been
    /// and still been bought.
    pub margin: Option<u64>,
    /// The inputs it lacks.
    pub missing: Vec<String>,
    /// The lines that name a person without an amount or an amount without a person; they are not counted.
    pub incomplete: Vec<usize>,
}

/// Somebody who put more than they had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Beyond {
    /// Who.
    pub person: String,
    /// How much they put.
    pub put: u64,
}

/// Sums up a game in which everybody had so much. A row is what a `person` put on a `feature`, the `amount`, in whole money; the
/// `price` stands in at least one row of each feature, which may name nobody.
///
/// # Errors
/// See [`Unscorable`].
pub fn game(rows: &[Row], purse: u64) -> Result<Game, Unscorable> {
    some_inputs(rows, "buy a feature", &[&["price"], &["person"], &["amount"]])?;
    let mut table = Table::default();
    for row in rows {
        table.add(row)?;
    }
    let prices: Vec<u64> = table.features.iter().map(|feature| feature.price.unwrap_or(u64::MAX)).collect();
    for (funded, feature) in fund(&prices, purse, &table.purchases).into_iter().zip(&mut table.features) {
        (feature.paid, feature.people) = (funded.paid, funded.people);
        feature.bought = feature.price.map(|_| funded.bought);
        feature.margin = feature.price.map(|price| price.abs_diff(funded.paid));
        feature.missing = feature.price.is_none().then(|| "price".to_owned()).into_iter().collect();
    }
    table.features.sort_by_key(|feature| std::cmp::Reverse(feature.paid));
    Ok(Game {
        model: "buy a feature",
        purse,
        features: table.features,
        beyond: table.people.into_iter().filter(|person| person.put > purse).collect(),
        passed_over: passed_over(rows, ["feature", "price", "person", "amount"]),
    })
}

/// What the rows say so far.
#[derive(Default)]
struct Table<'row> {
    features: Vec<Bought>,
    known_features: BTreeMap<&'row str, usize>,
    people: Vec<Beyond>,
    known_people: BTreeMap<&'row str, usize>,
    purchases: Vec<Purchase>,
}

impl<'row> Table<'row> {
    fn add(&mut self, row: &'row Row) -> Result<(), Unscorable> {
        let feature = self.feature(name(row, "feature")?);
        let (person, amount) = (row.cells.get("person"), whole(row, "amount")?);
        if let Some(price) = whole(row, "price")? {
            let before = *self.features[feature].price.get_or_insert(price);
            if before != price {
                let feature = self.features[feature].feature.clone();
                return Err(Unscorable::TwoPrices { line: row.line, feature, price, before });
            }
        }
        match (person, amount) {
            (Some(person), Some(amount)) => {
                let person = self.person(person);
                self.people[person].put = self.people[person].put.saturating_add(amount);
                self.purchases.push(Purchase { person, feature, amount });
            }
            (None, None) => {}
            _ => self.features[feature].incomplete.push(row.line),
        }
        Ok(())
    }

    fn feature(&mut self, name: &'row str) -> usize {
        *self.known_features.entry(name).or_insert_with(|| {
            self.features.push(Bought {
                feature: name.to_owned(),
                price: None,
                paid: 0,
                people: 0,
                bought: None,
                margin: None,
                missing: Vec::new(),
                incomplete: Vec::new(),
            });
            self.features.len() - 1
        })
    }

    fn person(&mut self, name: &'row str) -> usize {
        *self.known_people.entry(name).or_insert_with(|| {
            self.people.push(Beyond { person: name.to_owned(), put: 0 });
            self.people.len() - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file;

    fn of(file: &str) -> Result<Game, Unscorable> {
        game(&file::read(file.as_bytes()).unwrap(), 100)
    }

    #[test]
    fn features_are_bought_together_and_nobody_spends_more_than_they_have() {
        let file = "feature,price,person,amount\nMap,120,Ann,80\nMap,,Ben,40\nChat,50,Ann,90\nChat,,Ben,\nSong,,Cy,7\nBell,9,,\n";
        let game = of(file).unwrap();
        let told: Vec<_> =
            game.features.iter().map(|of| (of.feature.as_str(), of.paid, of.people, of.bought, of.margin)).collect();
        assert_eq!(
            told,
            [
                ("Map", 120, 2, Some(true), Some(0)),
                ("Chat", 20, 1, Some(false), Some(30)),
                ("Song", 7, 1, None, None),
                ("Bell", 0, 0, Some(false), Some(9))
            ]
        );
        assert_eq!(game.beyond, [Beyond { person: "Ann".to_owned(), put: 170 }]);
        assert_eq!(
            (game.features[1].incomplete.as_slice(), game.features[2].missing.as_slice()),
            (&[5][..], &["price".to_owned()][..])
        );
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let told = |file: &str| of(file).unwrap_err().to_string();
        let price = "line 3: the price of “a” is 6, but was 5 above";
        assert_eq!(told("feature,price\na,5\na,6\n"), price);
        let whole = "but must be one of the whole numbers from 0";
        assert_eq!(told("feature,price\na,-5\n"), format!("line 2: price is “-5”, {whole}"));
        assert_eq!(told("feature,amount\na,NaN\n"), format!("line 2: amount is “NaN”, {whole}"));
    }

    #[test]
    fn the_most_money_there_is_does_not_overflow() {
        let most = u64::MAX;
        let file = format!("feature,price,person,amount\na,{most},x,{most}\na,,y,{most}\na,,y,{most}\n");
        let rows = file::read(file.as_bytes()).unwrap();
        assert_eq!(game(&rows, most).unwrap().features[0].bought, Some(true));
    }
}
