//! The list feature by feature.

use ground::ui::{self, State};
use maud::{Markup, html};
use together::roles::rules::Right;
use together::words::counted;

use super::lines::{Row, columns};
use super::{Group, Grouped, Shown};
use crate::pieces::demand_of;

impl Shown<'_> {
    /// The table, with a head for each feature.
    pub(super) fn groups(&self, rows: &[Grouped], groups: &[Group]) -> Markup {
        let most_people = rows.iter().filter_map(|row| row.people).max().unwrap_or(0);
        html! {
            @if self.is_empty() { (self.nothing()) }
            .backlog {
                table.table {
                    caption.vh { "Product backlog by feature" }
                    (columns())
                    tbody data-drawers {
                        @for (index, row) in rows.iter().enumerate() {
                            @if index == 0 || rows[index - 1].group != row.group { (self.group_head(row, groups)) }
                            (self.grouped(row, index, most_people))
                        }
                    }
                }
            }
        }
    }

    fn grouped(&self, row: &Grouped, index: usize, most_people: i64) -> Markup {
        self.row(&Row {
            number: row.number,
            place: self.places.of(index, &row.rank, row.within),
            title: &row.title,
            state: &row.state,
            thread: row.thread,
            beside: row.ships.as_deref().unwrap_or("later"),
            demand: demand_of([row.people, row.voices, row.importance, row.value]),
            most_people,
            missing: &row.missing,
            points: row.points,
        })
    }

    fn group_head(&self, row: &Grouped, groups: &[Group]) -> Markup {
        let group = groups.iter().find(|group| Some(group.id) == row.group);
        html! {
            tr.group id=(group.map_or("no-feature".to_owned(), |group| format!("group-F-{}", group.number))) {
                th colspan="10" scope="rowgroup" {
                    .line {
                        @match group {
                            Some(group) => {
                                (ui::icon("feature"))
                                strong { a href=(self.visit.at(format!("F-{}", group.number))) { (group.title) } }
                                span.faint.small {
                                    "F-" (group.number) ", " (counted(group.stories, "story", "stories")) ", " (counted(group.points, "point", "points"))
                                }
                                (self.marks.call(Right::DefineFeature))
                            },
                            None => {
                                (ui::icon("notready")) strong { "No feature" }
                                (ui::chip("Choose a feature for them").state(State::MISSING))
                            },
                        }
                    }
                }
            }
        }
    }
}
