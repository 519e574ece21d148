//! Whose answer a decision waits for.

use ground::clock::Ts;

use super::ruling::needed;
use super::{Hats, Matrix, Role, Row, Scope, Subject};

/// A role whose answer a decision still waits for, and until when it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Awaited {
    /// Who is asked.
    pub role: Role,
    /// When the time for an answer is over.
    pub until: Ts,
}

/// What has become of asking: who there is, who has said something, and since when they are asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a, P> {
    /// Every member with their hats.
    pub everybody: &'a [(P, Hats)],
    /// Those who have said what they think.
    pub spoke: &'a [P],
    /// Since when they are asked.
    pub since: Ts,
}

impl Matrix {
    /// The roles a decision still waits for: those the row gives time to answer, as far as somebody has the role, until
    /// one of them has spoken or the time is over.
    ///
    /// Whoever decides is not asked: nobody waits for themselves, and their word is the decision.
    pub fn awaited<P: PartialEq>(
        &self,
        subject: impl Into<Subject>,
        scope: impl Into<Scope>,
        asked: &Asked<'_, P>,
        now: Ts,
    ) -> Vec<Awaited> {
        let row = self.row(subject, scope);
        let waits = row.cells.iter().filter_map(|(role, cell)| {
            let until = Ts(asked.since.0 + cell.waits()?.get() * HOUR);
            (now < until && asked.is_missing(&row, role)).then_some(Awaited { role, until })
        });
        waits.collect()
    }

    /// Whether decisions of this row wait for anybody at all.
    pub fn may_wait(&self, subject: impl Into<Subject>, scope: impl Into<Scope>) -> bool {
        !self.row(subject, scope).cells.those(|cell| cell.waits().is_some()).is_empty()
    }
}

impl<P: PartialEq> Asked<'_, P> {
    /// Whether somebody has the role, does not decide, and none of these has spoken.
    fn is_missing(&self, row: &Row, role: Role) -> bool {
        let has = |hats: &Hats| hats.at(row.scope).contains(role) && needed(row, hats.at(row.scope)).is_empty();
        let mut asked = self.everybody.iter().filter(|(_, hats)| has(hats)).peekable();
        asked.peek().is_some() && !asked.any(|(person, _)| self.spoke.contains(person))
    }
}

/// In microseconds.
const HOUR: i64 = 3_600_000_000;
