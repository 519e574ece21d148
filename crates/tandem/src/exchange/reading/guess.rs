//! Guesses what the rows are and where their columns go: by the tool that wrote them, by names, by what they hold.

use super::facts::{Facts, Survey};
use super::known::{self, Export};
use super::mapping::{Choice, Mapping, Why};
use super::targets::{As, Holds, Target};
use super::words;

/// A typed field needs this share of the values to fit before it is guessed.
const ENOUGH: f64 = 0.5;

/// What the rows most likely are.
#[must_use]
pub fn guess_as(survey: &Survey) -> As {
    if let Some(export) = export(survey) {
        return export.rows;
    }
    if survey.columns.iter().any(|facts| facts.share(facts.sentences) > 0.3) {
        return As::Stories;
    }
    let named = |targets: &[Target]| {
        let names =
            survey.columns.iter().flat_map(|facts| targets.iter().filter_map(|t| words::score(&facts.name, *t)));
        names.filter(|score| *score > 60).count()
    };
    let title = |word: &str| survey.columns.iter().any(|facts| words::plain(&facts.name) == word);
    let of_stories =
        named(&[Target::Points, Target::Type, Target::Criteria, Target::Role, Target::Means, Target::Finished]);
    let of_requests = named(&[Target::Votes, Target::Customer, Target::Contact, Target::Importance]);
    match () {
        () if title("feature") && !title("title") => As::Features,
        () if of_stories > of_requests => As::Stories,
        () => As::Requests,
    }
}

/// A mapping for rows of this kind. Nothing that does not fit is guessed; what is left goes nowhere.
#[must_use]
pub fn guess(survey: &Survey, rows: As) -> Mapping {
    let export = export(survey);
    let mut mapping = Mapping {
        rows,
        export: export.map(|export| export.name.to_owned()),
        columns: survey.columns.iter().map(Choice::new).collect(),
    };
    let mut candidates = Vec::new();
    for (place, facts) in survey.columns.iter().enumerate() {
        let known = export.map(|export| export.targets(&facts.name)).unwrap_or_default();
        // A tool's column has a known place, a second best where its values do not fit, or none.
        let here = known.iter().flatten().filter(|target| target.label(rows).is_some() && fits(facts, **target, rows));
        candidates.extend(here.zip(0..).map(|(target, later)| (300 - later, Why::Export, place, *target)));
        if !known.contains(&None) {
            candidates.extend(by_name(place, facts, rows));
        }
    }
    assign(&mut mapping, survey, candidates);
    let candidates = survey.columns.iter().enumerate().filter_map(|(place, facts)| by_content(place, facts, rows));
    assign(&mut mapping, survey, candidates.collect());
    give_a_title(&mut mapping, survey);
    mapping
}

type Candidate = (u32, Why, usize, Target);

fn export(survey: &Survey) -> Option<&'static Export> {
    known::export(survey.columns.iter().map(|facts| facts.name.as_str()))
}

fn by_name(place: usize, facts: &Facts, rows: As) -> impl Iterator<Item = Candidate> {
    rows.targets().filter_map(move |target| {
        let score = words::score(&facts.name, target)?;
        // An empty column may have a field by its full name.
        let good = (score > 60 || facts.filled > 0) && fits(facts, target, rows) && suits(facts, target, rows);
        // A sentence beats a title of the same name.
        let bonus = if target.holds() == Holds::Sentence { 50 } else { 0 };
        good.then_some((score + bonus, Why::Name, place, target))
    })
}

fn fits(facts: &Facts, target: Target, rows: As) -> bool {
    facts.fits(target, rows, facts.order()).is_none_or(|share| share >= ENOUGH)
}

/// What a name alone does not show: an essay is no title, and what comes again and again is no id.
fn suits(facts: &Facts, target: Target, rows: As) -> bool {
    match target {
        Target::Title | Target::Text if rows == As::Stories && facts.share(facts.sentences) > ENOUGH => false,
        Target::Title => facts.average() <= 300,
        Target::Id => !facts.repeats(),
        _ => true,
    }
}

/// Gives each candidate its field, best first, while column and field are free.
fn assign(mapping: &mut Mapping, survey: &Survey, mut candidates: Vec<Candidate>) {
    candidates.sort_by_key(|(score, _, place, target)| (std::cmp::Reverse(*score), *place, *target));
    for (_, why, place, target) in candidates {
        let taken = mapping.columns.iter().any(|choice| choice.target == Some(target)) && !target.takes_many();
        let choice = &mut mapping.columns[place];
        if choice.target.is_none() && !taken {
            choice.choose(Some(target), why, &survey.columns[place], mapping.rows);
        }
    }
}

/// Columns without a telling name: what they hold says what they are.
fn by_content(place: usize, facts: &Facts, rows: As) -> Option<Candidate> {
    let nameless = facts.name.starts_with("column ") || facts.name == super::text::LINE;
    let most = |count: u64| facts.share(count) > 0.8;
    let day = if rows == As::Requests { Target::Asked } else { Target::Created };
    let target = match () {
        () if facts.share(facts.sentences) > ENOUGH => Target::Sentence,
        () if !nameless => return None,
        () if most(facts.references) => Target::Id,
        () if most(facts.addresses) => Target::Email,
        () if most(facts.handles) => Target::Contact,
        () if most(facts.webs) => Target::Link,
        () if most(facts.dates.fitting(facts.order())) && facts.numbers == 0 => day,
        () if most(facts.numbers) => Target::Votes,
        () => return None,
    };
    target.label(rows).map(|_| (10, Why::Content, place, target))
}

/// Without a title, text or sentence so far, the column that reads most like one takes it; a list of pairs of ids has none.
fn give_a_title(mapping: &mut Mapping, survey: &Survey) {
    if mapping.check().is_ok() {
        return;
    }
    let free = |place: &usize| {
        let facts = &survey.columns[*place];
        let says = !names_ids(&facts.name) && (facts.phrases > 0 || !facts.repeats());
        mapping.columns[*place].target.is_none() && facts.filled > 0 && says
    };
    let worded = |place: &usize| {
        let facts = &survey.columns[*place];
        let plain = facts.share(facts.numbers.max(facts.webs).max(facts.dates.fitting(facts.order()))) < 0.5;
        (plain, !facts.repeats(), facts.average().min(300))
    };
    if let Some(place) = (0..survey.columns.len()).filter(free).max_by_key(worded) {
        let facts = &survey.columns[place];
        let long = facts.average() > 120 || facts.longest > 400;
        let target = if long { Target::Text } else { Target::Title };
        mapping.columns[place].choose(Some(target), Why::Content, facts, mapping.rows);
    }
}

/// Whether a column is named for ids: “Duplicate id”, “parent_key”.
fn names_ids(name: &str) -> bool {
    words::plain(name).split_whitespace().next_back().is_some_and(|last| matches!(last, "id" | "ids" | "key" | "keys"))
}
