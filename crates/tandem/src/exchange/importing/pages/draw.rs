//! The parts of an import's page: progress, figures, columns, what happens to which rows.

use std::collections::BTreeMap;

use ground::ui;
use maud::{Markup, html};
use together::visit::Visit;
use together::words::grouped;

use super::count;
use crate::exchange::importing::store::Run;
use crate::exchange::reading::{As, Target};

#[expect(clippy::cast_precision_loss, reason = "a share of rows on a bar")]
pub(super) fn progress(run: &Run) -> Markup {
    html! {
        .stack-s {
            .line { span { (grouped(run.rows_done)) " of " (grouped(run.rows_total)) " rows" } span.push.small.faint { "You can leave this page" } }
            (ui::progress(run.rows_done as f64, run.rows_total.max(1) as f64, "Rows settled", None))
        }
    }
}

pub(super) fn figures(visit: &Visit, run: &Run, counts: &BTreeMap<String, i64>, dry: bool) -> Markup {
    let words = if dry {
        [
            ("created", "will be created"),
            ("updated", "will be updated"),
            ("unchanged", "are here already"),
            ("kept", "changed here, kept"),
            ("skipped", "are left out"),
        ]
    } else {
        [
            ("created", "created"),
            ("updated", "updated"),
            ("unchanged", "were here already"),
            ("kept", "changed here, kept"),
            ("skipped", "left out"),
        ]
    };
    html! {
        .figures {
            @for (outcome, word) in words {
                @let number = count(counts, outcome);
                @if number > 0 || outcome == "created" { a href=(rows_address(visit, run, outcome, dry)) { b { (grouped(number)) } (word) } }
            }
        }
    }
}

pub(super) fn rows_address(visit: &Visit, run: &Run, outcome: &str, dry: bool) -> String {
    format!("{}?outcome={outcome}&dry={dry}", visit.at(format!("import/{}/rows", run.id)))
}

/// Where each column goes, changeable.
pub(super) fn columns(visit: &Visit, run: &Run) -> Markup {
    let mapping = &run.mapping.0;
    let used = mapping.columns.iter().filter(|choice| choice.target.is_some()).count();
    html! {
        section {
            (ui::sec_head("Columns").count(format!("{used} of {}", mapping.columns.len())).aside("Share of rows that fit the field"))
            form method="post" action=(visit.at(format!("import/{}/columns", run.id))) {
                input type="hidden" name="csrf" value=(visit.who().csrf);
                p.line { span.small.dim { "The rows are" } (ui::seg("as", "What the rows are", &[ui::choice("requests", "Requests"), ui::choice("stories", "Stories"), ui::choice("features", "Features")], mapping.rows.name())) }
                table.table.words.mid-rows {
                    colgroup { col.w-l; col; col.w-xs; col.w-xl; col.w-m; }
                    thead { tr { th scope="col" { "In the file" } th scope="col" { "First row" } td {} th scope="col" { "In Tandem" } th.num scope="col" { "Fits" } } }
                    tbody {
                        @for (n, choice) in mapping.columns.iter().enumerate() {
                            tr {
                                th scope="row" { span.secret { (choice.column) } }
                                td.dim { .clip { (run.samples.0.get(n).map_or("", String::as_str)) } }
                                td { (ui::icon("arrow")) }
                                td { (target_select(mapping.rows, n, &choice.column, choice.target)) }
                                td.num.small.dim { @if let Some(fits) = choice.fits { (format!("{:.0}%", fits * 100.0)) } }
                            }
                        }
                    }
                }
                p { (ui::button("Use these columns")) }
            }
        }
    }
}

pub(super) fn target_select(rows: As, n: usize, column: &str, chosen: Option<Target>) -> Markup {
    html! {
        select.input name=(format!("c{n}")) id=(format!("c{n}")) aria-label=(format!("Field for {column}")) {
            option value="" selected[chosen.is_none()] { "Leave out" }
            @for target in rows.targets() {
                option value=(target.name()) selected[chosen == Some(target)] { (target.label(rows).unwrap_or_default()) }
            }
        }
    }
}

pub(super) fn what_happens(
    visit: &Visit,
    run: &Run,
    counts: &BTreeMap<String, i64>,
    reasons: &[(String, String, i64)],
    dry: bool,
) -> Markup {
    html! {
        section #rows {
            (ui::sec_head(if dry { "What will happen to which rows" } else { "What happened to which rows" })
                .count(grouped(counts.values().sum()))
                .aside(html! { a.link href=(visit.at(format!("import/{}/report.csv?dry={dry}", run.id))) data-turbo="false" { "Save this list" } }))
            ul.rows {
                @for (outcome, icon, words) in [("created", "plus", "created"), ("updated", "edit", "updated, since the file changed"), ("unchanged", "check", "here already, unchanged"), ("kept", "lock", "changed here since, so ours was kept")] {
                    @let number = count(counts, outcome);
                    @if number > 0 { (outcome_row(visit, run, dry, outcome, icon, &format!("{} {words}", grouped(number)), "")) }
                }
                @for (outcome, reason, number) in reasons {
                    @let icon = if outcome == "skipped" { "ban" } else { "warn" };
                    @let what = if outcome == "skipped" { "left out" } else { "with a note" };
                    (outcome_row(visit, run, dry, outcome, icon, &format!("{} {what}", grouped(*number)), reason))
                }
            }
        }
    }
}

pub(super) fn outcome_row(
    visit: &Visit,
    run: &Run,
    dry: bool,
    outcome: &str,
    icon: &str,
    title: &str,
    sub: &str,
) -> Markup {
    html! {
        li.row.row-icon {
            span.faint { (ui::icon(icon)) }
            div { .t { (title) } @if !sub.is_empty() { .sub { (sub) } } }
            a.btn.btn-s href=(rows_address(visit, run, outcome, dry)) { "Show" }
        }
    }
}
