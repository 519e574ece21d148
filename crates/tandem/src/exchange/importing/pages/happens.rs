//! What happens, or happened, to which rows.

use ground::ui;
use maud::{Markup, html};
use together::visit::Visit;
use together::words::{counted, grouped, lower_first};

use super::count;
use super::show::Seen;
use crate::exchange::importing::rules::{Became, Stays};
use crate::exchange::importing::store::Run;
use crate::exchange::importing::store::rows::Reason;
use crate::exchange::reading::Loss;

/// Rows in which something could not be used, though the row is.
pub(super) fn need_a_look(seen: &Seen) -> i64 {
    seen.reasons.iter().filter(|reason| is_loss(reason)).map(|reason| reason.rows).sum()
}

fn is_loss(reason: &Reason) -> bool {
    reason.outcome != Became::Skipped.code()
        && (Loss::of_name(&reason.about).is_some() || reason.about == "not-your-call")
}

/// How many rows came out how.
pub(super) fn figures(visit: &Visit, seen: &Seen) -> Markup {
    let look = need_a_look(seen);
    html! {
        .figures {
            @for became in Became::ALL {
                @let rows = count(&seen.counts, became);
                @if rows > 0 || became == Became::Created {
                    a href=(address(visit, seen, became.code(), "")) { b { (grouped(rows)) } (named(became, rows == 1, seen.dry)) }
                }
            }
            @if look > 0 { a href="#rows" { b.late { (grouped(look)) } (if look == 1 { "needs a look" } else { "need a look" }) } }
        }
    }
}

fn named(became: Became, one: bool, dry: bool) -> &'static str {
    match (became, dry, one) {
        (Became::Created, true, _) => "will be created",
        (Became::Created, false, _) => "created",
        (Became::Merged, true, true) => "joins one we have",
        (Became::Merged, true, false) => "join one we have",
        (Became::Merged, false, _) => "joined one we have",
        (Became::Updated, true, _) => "will be updated",
        (Became::Updated, false, _) => "updated",
        (Became::Unchanged, _, true) => "is here already",
        (Became::Unchanged, _, false) => "are here already",
        (Became::Kept, _, true) => "stays as it is here",
        (Became::Kept, _, false) => "stay as they are here",
        (Became::Skipped, true, true) => "is left out",
        (Became::Skipped, true, false) => "are left out",
        (Became::Skipped, false, _) => "left out",
    }
}

fn address(visit: &Visit, seen: &Seen, outcome: &str, about: &str) -> String {
    rows_address(visit, &seen.run, outcome, about, seen.dry)
}

/// Where the rows of one outcome are listed.
pub(super) fn rows_address(visit: &Visit, run: &Run, outcome: &str, about: &str, dry: bool) -> String {
    let about = if about.is_empty() { String::new() } else { format!("&about={about}") };
    format!("{}?outcome={outcome}{about}&dry={dry}", visit.at(format!("import/{}/rows", run.id)))
}

/// The list of what happens to which rows.
pub(super) fn what_happens(visit: &Visit, seen: &Seen) -> Markup {
    let report = visit.at(format!("import/{}/report.csv?dry={}", seen.run.id, seen.dry));
    let title = if seen.dry { "What will happen to which rows" } else { "What happened to which rows" };
    html! {
        section #rows {
            (ui::sec_head(title).count(grouped(seen.counts.values().sum())).aside(html! { a.link href=(report) data-turbo="false" { "Save this list" } }))
            ul.rows {
                @for line in lines(seen) { (row(visit, seen, &line)) }
            }
        }
    }
}

/// One line of the list.
struct Line {
    icon: &'static str,
    late: bool,
    outcome: String,
    about: String,
    title: String,
    sub: String,
}

fn lines(seen: &Seen) -> Vec<Line> {
    let line = |icon, became: Became, title: &str, sub: String| {
        let rows = count(&seen.counts, became);
        let (outcome, title) = (became.code().to_owned(), format!("{} {title}", grouped(rows)));
        (rows > 0).then(|| Line { icon, late: false, outcome, about: String::new(), title, sub })
    };
    let what = &seen.run.rows_as;
    let made = [
        line("plus", Became::Created, "created", format!("As new {what}, from {}", seen.run.source)),
        line("edit", Became::Updated, "updated", "They changed in the file and not here".to_owned()),
        line("check", Became::Unchanged, "here already", "Nothing about them changed in the file".to_owned()),
    ];
    made.into_iter().flatten().chain(seen.reasons.iter().map(of_reason)).collect()
}

fn of_reason(reason: &Reason) -> Line {
    let rows = grouped(reason.rows);
    let (icon, title) = match (reason.outcome.as_str(), reason.about.as_str()) {
        ("merged", "source-says-so") => ("merge", format!("{rows} join the request they repeat")),
        ("merged", _) => ("merge", format!("{rows} join a request that says the same")),
        ("kept", _) => ("lock", format!("{rows} stay as they are here")),
        ("updated", about) if Stays::is_code(about) => ("lock", format!("{rows} updated in part")),
        ("skipped", about) => ("ban", format!("{rows} left out: {}", left_out_for(about))),
        (_, about) => ("warn", noted(reason.rows, about)),
    };
    let (outcome, about) = (reason.outcome.clone(), reason.about.clone());
    Line { icon, late: is_loss(reason), outcome, about, title, sub: reason.first.clone() }
}

fn noted(rows: i64, about: &str) -> String {
    let sentence = match Loss::of_name(about) {
        Some(loss) => lower_first(&loss.sentence()),
        None => "what became of them is another's call".to_owned(),
    };
    format!("{}: {sentence}", counted(rows, "row", "rows"))
}

/// Why rows are left out, in a word or two.
fn left_out_for(about: &str) -> &'static str {
    match about {
        "no-text" => "no title and no text",
        "wrong-width" => "not as many cells as columns",
        "cell-too-large" | "row-too-large" | "text-too-long" => "too large",
        "open-quote" | "quotes-broken" => "a quote that never closes",
        "broken-json" => "not valid JSON",
        "cut-off" => "the file ends within",
        "not-a-story" => "no stories",
        "same-id" => "the same id twice",
        "removed-here" => "removed here",
        _ => "against a rule",
    }
}

fn row(visit: &Visit, seen: &Seen, line: &Line) -> Markup {
    html! {
        li.row.row-icon {
            span.faint[!line.late].late[line.late] { (ui::icon(line.icon)) }
            div { .t { (line.title) } @if !line.sub.is_empty() { .sub { .clip { (line.sub) } } } }
            a.btn.btn-s href=(address(visit, seen, &line.outcome, &line.about)) aria-label=(format!("Show {}", line.title)) { "Show" }
        }
    }
}
