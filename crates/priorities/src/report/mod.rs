//! What the methods say of the rows of a file: the inputs beside every answer, what is missing, and what would change it.
//!
//! Each report takes the rows [`crate::file::read`] gives and can be serialised. Columns that are not the method's are told as
//! passed over, so that a slip in a name is seen.
//!
//! Also here: cells, game, moscow, needs, quadrants, refusal, scores, wants.

mod cells;
mod game;
mod moscow;
mod needs;
mod quadrants;
mod refusal;
mod scores;
mod wants;

pub use game::{Beyond, Bought, Game, game};
pub use moscow::{Grouped, Shares, moscow};
pub use needs::{Need, Needs, Turn, needs};
pub use quadrants::{Across, Fields, Lines, Lying, quadrants};
pub use refusal::Unscorable;
pub use scores::{Against, Placed, Scores, Swap, Taken, scores};
pub use wants::{Segment, Want, Wants, wants};
