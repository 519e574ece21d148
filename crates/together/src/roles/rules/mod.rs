//! Who decides what: the rules of the responsibility matrix, without any storage.
//!
//! A [`Matrix`] has a [`Row`] for each [`Subject`]: a [`Right`] that actions ask for, or a decision the product added
//! for its log. A row has one [`Cell`] for each [`Role`], and may be set anew for one team. From a row and the
//! [`Hats`] people wear follows the [`Ruling`] on an action, and a [`Fault`] where the row does not say who decides.
//! A product starts from a [`Preset`]; [`advise`] says which one fits, and why.

mod advisor;
mod call;
mod cell;
mod cells;
mod change;
mod faults;
mod hats;
mod hearing;
mod matrix;
mod presets;
mod right;
mod right_set;
mod role;
mod role_set;
mod ruling;
mod subject;
#[cfg(test)]
mod tests;
mod words;

pub use advisor::{Advice, Agile, Answers, Factor, Maturity, People, Philosophy, Size, Sprints, Standing, Structure};
pub use advisor::{Answer, Teams, Turn, Voice, advise};
pub use call::Call;
pub use cell::{Cell, Hours, Letter, NoCell};
pub use cells::{Cells, NoCellForCustomers};
pub use change::{Change, ChangeRefusal, Difference};
pub use faults::{Fault, Flaw};
pub use hats::{Hats, Scope};
pub use hearing::{Asked, Awaited};
pub use matrix::{Matrix, NoMatrix, Row, Tally};
pub use presets::Preset;
pub use right::{Group, Right};
pub use right_set::RightSet;
pub use role::Role;
pub use role_set::RoleSet;
pub use ruling::{Assent, Hitch, Reason, Ruling};
pub use subject::{LabelRefusal, OwnCode, OwnRight, Subject};
pub use words::UnknownWord;
