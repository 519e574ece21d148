//! Where each column goes, changeable.

use ground::ui;
use maud::{Markup, html};
use together::visit::Visit;

use super::show::Seen;
use crate::exchange::importing::store::Run;
use crate::exchange::reading::{As, Choice, Order, OrderFrom};

/// Rows up to which a changed column is tried at once; more of them are tried when the button says so.
const AT_ONCE: i64 = 20_000;

/// The table of columns with what the rows are and where they come from.
pub(super) fn columns(visit: &Visit, seen: &Seen, sources: &[String]) -> Markup {
    let run = &seen.run;
    let mapping = &run.mapping.0;
    let used = mapping.columns.iter().filter(|choice| choice.target.is_some()).count();
    let kinds =
        [ui::choice("requests", "Requests"), ui::choice("stories", "Stories"), ui::choice("features", "Features")];
    html! {
        section {
            (ui::sec_head("Columns").count(format!("{used} of {}", mapping.columns.len())).aside(html! { span { "Share of rows that fit the field" } }))
            form #columns.stack-s method="post" action=(visit.at(format!("import/{}/columns", run.id))) data-autosubmit[run.rows_total <= AT_ONCE] {
                input type="hidden" name="csrf" value=(visit.who().csrf);
                .line { span.small.dim { "The rows are" } (ui::seg("as", "What the rows are", &kinds, mapping.rows.name())) }
                table.table.words.mid-rows {
                    colgroup { col.w-l; col; col.w-xs; col.w-xl; col.w-m; }
                    thead { tr { th scope="col" { "In the file" } th scope="col" { "First row" } td.only-wide {} th scope="col" { "In Tandem" } th.num scope="col" { "Fits" } } }
                    tbody { @for (n, choice) in mapping.columns.iter().enumerate() { (column(run, n, choice)) } }
                }
                (source(run, sources))
                div { (ui::button("Use these columns")) }
            }
        }
    }
}

fn column(run: &Run, n: usize, choice: &Choice) -> Markup {
    let sample = run.survey.0.columns.get(n).and_then(|facts| facts.samples.first());
    html! {
        tr {
            th scope="row" { span.secret { (choice.column) } }
            td.dim { .clip { (sample.map_or("", String::as_str)) } }
            td.only-wide { (ui::icon("arrow")) }
            td { (target_select(run.mapping.0.rows, n, choice)) }
            @match choice.fits {
                Some(fits) if fits < 1.0 => { td.num.small.late { (format!("{:.0}%", (fits * 100.0).floor())) } }
                Some(_) => { td.num.small.dim { "100%" } }
                None => { td.num.small.dim {} }
            }
        }
    }
}

fn target_select(rows: As, n: usize, choice: &Choice) -> Markup {
    html! {
        select.input name=(format!("c{n}")) id=(format!("c{n}")) aria-label=(format!("Field for {}", choice.column)) {
            option value="-" selected[choice.target.is_none()] { "Leave out" }
            @for target in rows.targets() {
                @let chosen = choice.target == Some(target);
                @let label = target.label(rows).unwrap_or_default();
                // Which of two numbers is the day is asked only where the rows permit both.
                @if target.is_date() && choice.order_from != OrderFrom::Unneeded {
                    @for order in [Order::DayFirst, Order::MonthFirst] {
                        option value=(format!("{}:{}", target.name(), order.label())) selected[chosen && choice.order == order] { (label) ", " (order.label()) }
                    }
                } @else {
                    option value=(target.name()) selected[chosen] { (label) }
                }
            }
        }
    }
}

fn source(run: &Run, sources: &[String]) -> Markup {
    let hint = "A row with the same id, or without ids the same text, from the same place is the same row: it changes what it became.";
    html! {
        (ui::field("source", "Where the rows come from").value(&run.source).required().attr("list", "sources").attr("maxlength", "200").hint(hint))
        datalist #sources { @for source in sources { option value=(source) {} } }
    }
}
