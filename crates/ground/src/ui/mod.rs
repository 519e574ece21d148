//! The pieces pages are drawn with: plain functions that return [`Markup`](maud::Markup), and builders where a piece has more
//! than three options. All draw the markup `assets/css` is written for; none carries a style, a script or a word of the product.
//!
//! A builder is placed like any value: `(button("Save").main().kbd("⌘↵"))`. Text is escaped; a piece that takes
//! `impl Render` takes text or markup, and draws nothing for an empty one.

mod buttons;
mod charts;
mod chips;
mod choices;
mod facts;
mod fields;
mod icons;
mod menus;
mod overlays;
mod page;
mod people;
mod rows;
mod states;
mod tag;
mod text;

pub use buttons::{Button, button, kbd, link_button};
pub use charts::{chart, path, pips, spark};
pub use chips::{Chip, State, chip, count, count_on, wait};
pub use choices::{Check, Choice, Tab, checkbox, choice, fieldset, picks, radio, seg, seg_links, tab, tabs, toggle};
pub use facts::{Change, Figure, diff, facts, figures, steps, verdict};
pub use fields::{Field, field};
pub use icons::{brand, dots, icon, icon_labelled, icon_lg, symbol};
pub use menus::{Menu, MenuItem, menu, menu_item, menu_label, menu_list};
pub use overlays::{Dialog, Palette, dialog, drawer, palette, toast, toasts};
pub use page::{
    Document, Gate, Portal, SecHead, Shell, Theme, crumbs, document, gate, page_head, portal, sec_head, shell,
};
pub use people::{Avatar, avatars, initials, who};
pub use rows::{Row, row, row_text, rows};
pub use states::{Notice, empty, notice, progress, progress_open, skeleton};
pub use text::Text;

#[cfg(test)]
mod tests;
