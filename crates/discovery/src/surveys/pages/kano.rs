//! What was answered about features, by Kano's method.

use std::collections::BTreeMap;

use ground::ui;
use maud::{Markup, html};
use priorities::{Category, Kano};
use together::thread::Thing;
use together::visit::Visit;
use together::words::upper_first;

use crate::surveys::rules::ENOUGH_ASKED;
use crate::surveys::rules::results::{Tally, kano};

/// A share of answers against themselves from which on the question was bad.
const BAD_QUESTION: f64 = 0.1;

/// A feature with what its answers come to, in all and by segment.
struct Found<'a> {
    feature: &'a Thing,
    all: Kano,
    segments: Vec<(&'a str, Kano)>,
}

/// The features with what they are to people, and where they stand by their coefficients.
pub(super) fn results(visit: &Visit, things: &[Thing], tallies: &[Tally]) -> Markup {
    let found: Vec<_> = things.iter().map(|feature| find(feature, tallies)).collect();
    let placed = found.iter().any(|one| place(&one.all).is_some());
    html! {
        section #results {
            (ui::sec_head("What it is to them").count(things.len()).aside("What most answers say"))
            ul.rows { @for one in &found { (row(visit, one)) } }
        }
        @if placed {
            section.stack-s {
                (ui::sec_head("With it and without it").aside("How much more content with it, how much less without it"))
                figure.figure { (chart(&found)) }
            }
        }
    }
}

fn find<'a>(feature: &'a Thing, tallies: &'a [Tally]) -> Found<'a> {
    let own: Vec<_> = tallies.iter().filter(|tally| tally.thing == feature.id).collect();
    let mut by_segment: BTreeMap<&str, Vec<&Tally>> = BTreeMap::new();
    for tally in own.iter().filter(|tally| !tally.segment.is_empty()) {
        by_segment.entry(&tally.segment).or_default().push(tally);
    }
    let segments = by_segment.into_iter().map(|(segment, tallies)| (segment, kano(tallies))).collect();
    Found { feature, all: kano(own), segments }
}

fn row(visit: &Visit, found: &Found<'_>) -> Markup {
    let (feature, all) = (found.feature, &found.all);
    let few = i64::try_from(all.answers).unwrap_or(i64::MAX) < ENOUGH_ASKED;
    let doubtful = all.questionable.filter(|share| *share >= BAD_QUESTION);
    html! {
        li.row.row-stackable id=(format!("of-{}", feature.key())) {
            div {
                .t { span.id { (feature.key()) } " " a href=(visit.at(feature.key())) { (feature.title) } }
                .sub {
                    span { @if few { strong { "only " (all.answers) } } @else { (all.answers) } " answered" }
                    @if let Some(strength) = all.strength.filter(|_| all.answers > 0) { span { "leads by " (per_cent(strength.0)) } }
                    @if let Some((better, worse)) = place(all) { span { "with it " (signed(better)) } span { "without it " (signed(worse)) } }
                    @if let Some(share) = all.questionable.filter(|share| *share > 0.0) { span { (per_cent(share)) " against themselves" } }
                }
                @if !found.segments.is_empty() {
                    .sub { @for (segment, kano) in &found.segments { span { (segment) ": " (word(kano)) " (" (kano.answers) ")" } } }
                }
                @if doubtful.is_some() { p.small.dim { "Many answers contradict themselves: the question may not be understood." } }
            }
            div { (ui::chip(&upper_first(word(all)))) }
        }
    }
}

/// What a feature is to people, in a word.
fn word(kano: &Kano) -> &'static str {
    match kano.category {
        None => "not known",
        Some(Category::Attractive) => "delights",
        Some(Category::OneDimensional) => "the more the better",
        Some(Category::MustBe) => "taken for granted",
        Some(Category::Indifferent) => "all the same",
        Some(Category::Reverse) => "rather not",
        Some(Category::Questionable) => "contradicts itself",
    }
}

fn per_cent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}

fn signed(coefficient: f64) -> String {
    format!("{}{:.2}", if coefficient < 0.0 { "−" } else { "+" }, coefficient.abs())
}

/// Both coefficients, where they are defined.
fn place(kano: &Kano) -> Option<(f64, f64)> {
    kano.better.zip(kano.worse)
}

const LEFT: f64 = 40.0;
const RIGHT: f64 = 548.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 344.0;

/// To the right what is missed without it, upwards what delights with it.
fn chart(found: &[Found<'_>]) -> Markup {
    let (middle_x, middle_y) = (f64::midpoint(LEFT, RIGHT), f64::midpoint(TOP, BOTTOM));
    let corners = [
        (LEFT + 8.0, TOP + 14.0, "start", "delights"),
        (RIGHT - 8.0, TOP + 14.0, "end", "the more the better"),
        (LEFT + 8.0, BOTTOM - 8.0, "start", "all the same"),
        (RIGHT - 8.0, BOTTOM - 8.0, "end", "taken for granted"),
    ];
    html! {
        svg.chart.chart-l viewBox="0 0 560 376" role="img" aria-label=(finding(found)) {
            line.grid x1=(LEFT) x2=(RIGHT) y1=(BOTTOM) y2=(BOTTOM) {}
            line.grid x1=(LEFT) x2=(LEFT) y1=(TOP) y2=(BOTTOM) {}
            line.plan x1=(LEFT) x2=(RIGHT) y1=(middle_y) y2=(middle_y) {}
            line.plan x1=(middle_x) x2=(middle_x) y1=(TOP) y2=(BOTTOM) {}
            @for (x, y, anchor, text) in corners { text."mid"."clear" x=(x) y=(y) text-anchor=(anchor) { (text) } }
            @for one in found { @if let Some(at) = place(&one.all) { (point(one, at)) } }
            text x=(RIGHT) y="368" text-anchor="end" { "missed without it" }
            text x="0" y="12" { "gladly had" }
        }
    }
}

fn point(found: &Found<'_>, (better, worse): (f64, f64)) -> Markup {
    let tenth = |number: f64| (number * 10.0).round() / 10.0;
    let x = tenth(LEFT - worse * (RIGHT - LEFT));
    let y = tenth(BOTTOM - better * (BOTTOM - TOP));
    let few = i64::try_from(found.all.answers).unwrap_or(i64::MAX) < ENOUGH_ASKED;
    let (at, anchor) = if x > RIGHT - 48.0 { (x - 9.0, "end") } else { (x + 10.0, "start") };
    html! {
        circle class=(if few { "miss" } else { "pt" }) cx=(x) cy=(y) r="5.5" {}
        text."strong"."clear" x=(tenth(at)) y=(tenth(y + 4.0)) text-anchor=(anchor) { (found.feature.key()) }
    }
}

fn finding(found: &[Found<'_>]) -> String {
    let told = found.iter().filter(|one| one.all.category.is_some());
    let told: Vec<_> = told.map(|one| format!("{} {}", one.feature.key(), word(&one.all))).collect();
    format!("What features are to people: {}", told.join(", "))
}
