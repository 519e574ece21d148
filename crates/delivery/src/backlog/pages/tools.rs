//! What all rows share: one menu, one form that moves, one bar for those that are selected.

use ground::ui;
use maud::{Markup, html};
use together::roles::rules::Right;

use super::Shown;
use crate::pieces::press;

impl Shown<'_> {
    /// The menu of a row, the form a drag sends, and the bar of the selection.
    pub(super) fn tools(&self) -> Markup {
        html! {
            (self.row_menu()) (self.move_form()) (self.bulk())
            .why #why popover aria-label="Why" {}
        }
    }

    fn row_menu(&self) -> Markup {
        let says = |acts: &'static str, proposes: &'static str| {
            press(self.visit, &self.marks, Right::OrderBacklog, acts, proposes)
        };
        let more = self.visit.at("{thing}/more");
        let plain = self.visit.at(super::LIST);
        html! {
            .menu-list.row-menu #row-menu popover aria-label="Story" {
                p.label data-fill {}
                form.move-form method="post" action=(self.visit.action("backlog.move")) data-stay {
                    (self.visit.signed.hidden_fields())
                    label { "Rank " input.input name="rank" #rank size="3" autocomplete="off" data-key="m" aria-describedby="rank-words"; }
                    (ui::button(says("Move", "Propose")).small().kbd("M"))
                }
                p.hint-line #rank-words { "A number, “top”, or “after S-219”" }
                hr;
                form method="post" action=(self.visit.action("backlog.move")) data-stay {
                    (self.visit.signed.hidden_fields())
                    input type="hidden" name="to" value="top";
                    (ui::menu_item(says("Move to top", "Propose to move to top")).icon("up").kbd("⇧↑").attr("data-key", "shift+arrowup"))
                }
                a data-href=(format!("{plain}?add={{thing}}")) href=(plain) { (ui::icon("plus")) "Add a story below" }
                hr;
                @if self.has_sprint_to_choose() {
                    a data-href=(more) href=(plain) data-open="bulk-sprint" data-key="s" { (ui::icon("sprint")) "Set sprint" (ui::kbd("S")) }
                }
                a data-href=(more) href=(plain) data-open="bulk-release" data-key="l" { (ui::icon("release")) "Set release" (ui::kbd("L")) }
                a data-href=(more) href=(plain) data-open="bulk-feature" data-key="f" { (ui::icon("link")) "Set feature" (ui::kbd("F")) }
                a data-href=(more) href=(plain) data-open="bulk-estimate" data-key="p" { (ui::icon("sort")) "Estimate" (ui::kbd("P")) }
                hr;
                form method="post" action=(self.visit.action("story.drop")) data-stay {
                    (self.visit.signed.hidden_fields())
                    (ui::menu_item(says("Drop this story", "Propose to drop it")).icon("ban"))
                }
            }
        }
    }

    /// What a drag or a carried row sends.
    fn move_form(&self) -> Markup {
        html! {
            form #move-form method="post" action=(self.visit.action("backlog.move")) hidden {
                (self.visit.signed.hidden_fields())
                @for name in ["thing", "after", "before", "seen"] { input type="hidden" name=(name); }
            }
        }
    }

    fn bulk(&self) -> Markup {
        let open = |label: &'static str, dialog: &'static str, kbd: &'static str, key: &'static str| {
            html! { (ui::button(label).small().kbd(kbd).opens(dialog).attr("data-key", key)) }
        };
        html! {
            .bulk #bulk role="toolbar" aria-label="Selected stories" hidden {
                strong data-count {}
                (open("Move to…", "bulk-move", "M", "m"))
                (open("Feature", "bulk-feature", "F", "f"))
                @if self.has_sprint_to_choose() { (open("Sprint", "bulk-sprint", "S", "s")) }
                (open("Release", "bulk-release", "L", "l"))
                (open("Estimate", "bulk-estimate", "P", "p"))
                (ui::button("Clear selection").only_icon("x").small().script().attr("data-clear", ""))
            }
        }
    }
}
