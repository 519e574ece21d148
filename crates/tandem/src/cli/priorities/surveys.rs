//! What people answered, and where they put their money, in sentences.

use std::io::{self, Write};

use priorities::report::{Bought, Game, Need, Needs, Wants};
use priorities::{Band, Category, Interval, Kano};

use super::super::plain::{count, number, percent};
use super::tell::{Tell, passed_over, without};

impl Tell for Wants {
    fn tell(&self, out: &mut dyn Write) -> io::Result<()> {
        for want in &self.features {
            writeln!(out, "{}: {}", want.feature, summed_up(&want.all, want.answers_to_change))?;
            for segment in &want.segments {
                writeln!(out, "   {}: {}", segment.segment, summed_up(&segment.kano, segment.answers_to_change))?;
            }
            lines(out, "Not counted, for want of an answer", &want.missing)?;
        }
        passed_over(out, &self.passed_over)
    }
}

fn summed_up(kano: &Kano, answers_to_change: Option<usize>) -> String {
    let Some(category) = kano.category else { return "no answers".to_owned() };
    let mut parts = vec![format!("{} by {}", category_word(category), count(kano.answers, "answer", "answers"))];
    if let Some(groups) = kano.by_groups.filter(|groups| *groups != category) {
        parts.push(format!("{} by groups of categories", category_word(groups)));
    }
    let shares = [("better", kano.better.map(number)), ("worse", kano.worse.map(number))];
    let questionable = ("questionable", kano.questionable.map(percent));
    let named = shares.into_iter().chain([questionable]);
    parts.extend(named.filter_map(|(name, share)| Some(format!("{name} {}", share?))));
    if let Some(answers) = answers_to_change {
        parts.push(format!("another category when {} otherwise", count(answers, "answer is", "answers are")));
    }
    parts.join(", ")
}

impl Tell for Needs {
    fn tell(&self, out: &mut dyn Write) -> io::Result<()> {
        for Need { need, opportunity, missing, turn } in &self.needs {
            let Some(found) = opportunity else {
                writeln!(out, "{need}: no score, {}", without(missing))?;
                continue;
            };
            let (score, low, high) = (number(found.score), number(found.low), number(found.high));
            let (important, satisfied) = (share(found.importance), share(found.satisfaction));
            writeln!(
                out,
                "{need}: {score} ({low} to {high}), {}, important to {important}, satisfied {satisfied}",
                band_word(found.band)
            )?;
            if let Some(turn) = turn {
                let answers = count(turn.answers, "answer", "answers");
                writeln!(
                    out,
                    "   The next goes before it when {answers} on the {} of {} change.",
                    turn.question, turn.need
                )?;
            }
        }
        passed_over(out, &self.passed_over)
    }
}

impl Tell for Game {
    fn tell(&self, out: &mut dyn Write) -> io::Result<()> {
        for feature in &self.features {
            let people = count(feature.people, "person", "people");
            writeln!(out, "{}: {} put by {people}, {}", feature.feature, feature.paid, outcome(feature))?;
            lines(out, "Not counted, for want of a person or an amount", &feature.incomplete)?;
        }
        for beyond in &self.beyond {
            let (put, purse) = (beyond.put, self.purse);
            writeln!(out, "{} put {put} but has {purse}; what is beyond does not count.", beyond.person)?;
        }
        passed_over(out, &self.passed_over)
    }
}

fn outcome(feature: &Bought) -> String {
    let (Some(price), Some(margin)) = (feature.price, feature.margin) else { return without(&feature.missing) };
    if feature.bought == Some(true) {
        format!("bought at {price}, {margin} over")
    } else {
        format!("not bought at {price}, {margin} short")
    }
}

fn category_word(category: Category) -> &'static str {
    match category {
        Category::Attractive => "attractive",
        Category::OneDimensional => "one-dimensional",
        Category::MustBe => "must-be",
        Category::Indifferent => "indifferent",
        Category::Reverse => "reverse",
        Category::Questionable => "questionable",
    }
}

fn band_word(band: Band) -> &'static str {
    match band {
        Band::Extreme => "an extreme opportunity",
        Band::High => "a high opportunity",
        Band::WorthALook => "worth a look",
        Band::Served => "served well enough",
    }
}

fn share(interval: Interval) -> String {
    let Interval { share, low, high, asked } = interval;
    format!("{} ({} to {}) of {asked}", percent(share), percent(low), percent(high))
}

fn lines(out: &mut dyn Write, why: &str, lines: &[usize]) -> io::Result<()> {
    let Some((first, rest)) = lines.split_first() else { return Ok(()) };
    let rest: String = rest.iter().map(|line| format!(", {line}")).collect();
    writeln!(out, "   {why}: {} {first}{rest}.", if lines.len() == 1 { "line" } else { "lines" })
}
