//! Which column goes where: guessed, shown, and changed by a person.

use serde::{Deserialize, Serialize};

use super::dates::{Order, OrderFrom};
use super::facts::{Facts, Survey};
use super::refusals::{Refusal, Similar};
use super::targets::{As, Target};
use super::values;

/// Where the columns of a file go. It can be stored and used again for the same file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// What the rows become.
    pub rows: As,
    /// The tool whose export it was recognised as.
    pub export: Option<String>,
    /// One choice a column, in the order of the file.
    pub columns: Vec<Choice>,
}

/// Where one column goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// The column's name.
    pub column: String,
    /// The field; nothing leaves the column out.
    pub target: Option<Target>,
    /// In which order day and month are read.
    pub order: Order,
    /// What that order rests on.
    pub order_from: OrderFrom,
    /// The end of the scale that an importance in numbers is on.
    pub scale: u32,
    /// Whether values in one cell are separated by a comma and a blank, so that a bare comma belongs to the value.
    pub comma_blank: bool,
    /// The share of its values that the field can take, 0 to 1.
    pub fits: Option<f64>,
    /// How it came to go there.
    pub why: Why,
}

/// How a column came to go where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The export of a known tool.
    Export,
    /// By its name.
    Name,
    /// By what it holds.
    Content,
    /// A person chose it.
    Chosen,
    /// Nothing said where it belongs.
    Unknown,
}

impl Choice {
    pub(super) fn new(facts: &Facts) -> Self {
        Self {
            column: facts.name.clone(),
            target: None,
            order: facts.order(),
            order_from: facts.order_from(),
            scale: values::scale(facts.highest),
            comma_blank: facts.comma_blanks > 0,
            fits: None,
            why: Why::Unknown,
        }
    }

    pub(super) fn choose(&mut self, target: Option<Target>, why: Why, facts: &Facts, rows: As) {
        self.fits = target.and_then(|target| facts.fits(target, rows, self.order));
        (self.target, self.why) = (target, why);
    }

    /// The field with how it is read, as it is offered: “Asked on, d.m.y”.
    #[must_use]
    pub fn label(&self, rows: As) -> Option<String> {
        let target = self.target?;
        let label = target.label(rows)?;
        let ordered = target.is_date() && self.order_from != OrderFrom::Unneeded;
        Some(if ordered { format!("{label}, {}", self.order.label()) } else { label.to_owned() })
    }
}

impl Mapping {
    /// Maps one column, as a person chose: to the field with this name, or out of the import with `-`. A date's order may
    /// follow its name: `asked:m/d/y`.
    ///
    /// # Errors
    /// If there is no such column or field; the refusal names those with a similar name.
    pub fn choose(&mut self, survey: &Survey, column: &str, target: &str) -> Result<(), Refusal> {
        let place = self.place(column)?;
        self.set(survey, place, target)
    }

    /// Maps the column at a place, as a person chose; what was mapped to the same field makes room.
    ///
    /// # Errors
    /// If there is no such field.
    pub fn choose_at(&mut self, survey: &Survey, place: usize, target: &str) -> Result<(), Refusal> {
        self.set(survey, place, target)?;
        self.make_room(place, |_| true);
        Ok(())
    }

    /// Maps one column as the command line says it: `column=field`. What was mapped there by guess makes room.
    ///
    /// # Errors
    /// If it is not written so, or names a column or field that is not there.
    pub fn choose_from(&mut self, survey: &Survey, text: &str) -> Result<(), Refusal> {
        let (column, target) = text.rsplit_once('=').ok_or_else(|| Refusal::NoEquals(text.to_owned()))?;
        self.choose(survey, column, target)?;
        let place = self.place(column)?;
        self.make_room(place, |choice| choice.why != Why::Chosen);
        Ok(())
    }

    fn set(&mut self, survey: &Survey, place: usize, target: &str) -> Result<(), Refusal> {
        let (name, order) = target.split_once(':').map_or((target, None), |(name, order)| (name, Some(order)));
        let wanted = match name.trim() {
            "-" | "" => None,
            name => Some(self.rows.target(name)?),
        };
        let rows = self.rows;
        let Some(choice) = self.columns.get_mut(place) else { return Ok(()) };
        if let Some(order) = order {
            choice.order = match order.trim() {
                "d.m.y" => Order::DayFirst,
                "m/d/y" => Order::MonthFirst,
                _ => {
                    let nearest = vec![format!("{name}:d.m.y"), format!("{name}:m/d/y")];
                    return Err(Refusal::UnknownTarget { asked: target.to_owned(), nearest: Similar::Some(nearest) });
                }
            };
            choice.order_from = OrderFrom::Chosen;
        }
        if let Some(facts) = survey.columns.get(place) {
            choice.choose(wanted, Why::Chosen, facts, rows);
        }
        Ok(())
    }

    /// Takes the field of a column from the others, where it takes one.
    fn make_room(&mut self, chosen: usize, yields: impl Fn(&Choice) -> bool) {
        let target = self.columns.get(chosen).and_then(|choice| choice.target).filter(|target| !target.takes_many());
        for (place, choice) in self.columns.iter_mut().enumerate() {
            if place != chosen && choice.target.is_some() && choice.target == target && yields(choice) {
                (choice.target, choice.fits, choice.why) = (None, None, Why::Unknown);
            }
        }
    }

    /// Whether rows can be read under it.
    ///
    /// # Errors
    /// If two columns go to a field that takes one, or none to a title or text.
    pub fn check(&self) -> Result<(), Refusal> {
        for (place, choice) in self.columns.iter().enumerate() {
            let Some(target) = choice.target.filter(|target| !target.takes_many()) else {
                continue;
            };
            if let Some(first) = self.columns[..place].iter().find(|earlier| earlier.target == Some(target)) {
                let field = target.label(self.rows).unwrap_or(target.name());
                let [first, second] = [first, choice].map(|choice| choice.column.clone());
                return Err(Refusal::MappedTwice { field, first, second });
            }
        }
        let says = |target| matches!(target, Target::Title | Target::Text | Target::Sentence | Target::Means);
        let any = self.columns.iter().any(|choice| choice.target.is_some_and(says));
        if any { Ok(()) } else { Err(Refusal::NoText) }
    }

    /// The places of the columns that go to a field.
    pub(super) fn places(&self, target: Target) -> Vec<usize> {
        let here = self.columns.iter().enumerate().filter(|(_, choice)| choice.target == Some(target));
        here.map(|(place, _)| place).collect()
    }

    fn place(&self, column: &str) -> Result<usize, Refusal> {
        let asked = column.trim();
        let is = |same: fn(&str, &str) -> bool| self.columns.iter().position(|choice| same(&choice.column, asked));
        is(|a, b| a == b).or_else(|| is(|a, b| a.to_lowercase() == b.to_lowercase())).ok_or_else(|| {
            let names = self.columns.iter().map(|choice| choice.column.clone()).collect();
            Refusal::UnknownColumn { nearest: nearest(&asked.to_lowercase(), names), asked: asked.to_owned() }
        })
    }
}

/// The three names most like the one asked for; all where none is like it.
pub(super) fn nearest(asked: &str, names: Vec<String>) -> Similar {
    let far = |name: &str| {
        let name = name.to_lowercase();
        if !asked.is_empty() && (name.contains(asked) || asked.contains(&name)) { 1 } else { distance(asked, &name) }
    };
    let most = asked.chars().count() / 3 + 1;
    let mut near: Vec<_> = names.iter().map(|name| (far(name), name)).filter(|(far, _)| *far <= most).collect();
    near.sort();
    match near[..] {
        [] => Similar::None(names),
        _ => Similar::Some(near.into_iter().take(3).map(|(_, name)| name.clone()).collect()),
    }
}

/// How many letters must change to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(80).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(80).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
