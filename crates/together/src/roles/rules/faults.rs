//! Where the matrix does not say who decides, or says it twice.

use super::ruling::needed;
use super::{Hats, Letter, Matrix, Right, Role, RoleSet, Row, Scope, Subject};

/// A row that does not do its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is decided.
    pub subject: Subject,
    /// Whose row.
    pub scope: Scope,
    /// The words for the decision.
    pub label: String,
    /// What is wrong with it.
    pub flaw: Flaw,
}

/// What is wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// More than one A.
    TwoDecide {
        /// Those who have it.
        deciders: RoleSet,
    },
    /// No A.
    NobodyDecides {
        /// Those who prepare it all the same, for nobody.
        preparers: RoleSet,
    },
    /// The role that has the A is nobody's.
    NobodyHolds {
        /// The role.
        decider: Role,
    },
    /// The row of a team gives the A to a role that nobody has in that team.
    NotInTheTeam {
        /// The role.
        decider: Role,
        /// The number of the team.
        team: i64,
    },
}

impl Matrix {
    /// Every fault, in the order of the page.
    ///
    /// `sprints` says whether the product works in sprints: the rows of sprints are missed only there.
    pub fn faults(&self, everybody: &Hats, sprints: bool) -> Vec<Fault> {
        let known = Right::ALL.iter().filter(|right| sprints || !right.needs_sprints());
        let known = known.flat_map(|right| self.rows_of(&Subject::from(*right)));
        let own = self.own.iter().flat_map(|own| self.rows_of(&Subject::from(own.code.clone())));
        known.chain(own).filter_map(|row| self.fault(row, everybody)).collect()
    }

    /// The product's row, there or not, and those of its teams.
    fn rows_of(&self, subject: &Subject) -> Vec<Row> {
        let product = self.row(subject.clone(), Scope::PRODUCT);
        let teams = self.rows.iter().filter(|row| row.subject == *subject && !row.scope.is_product());
        std::iter::once(product).chain(teams.cloned()).collect()
    }

    fn fault(&self, row: Row, everybody: &Hats) -> Option<Fault> {
        let flaw = flaw(&row, everybody)?;
        let label = self.label(&row.subject).to_owned();
        Some(Fault { subject: row.subject, scope: row.scope, label, flaw })
    }
}

fn flaw(row: &Row, everybody: &Hats) -> Option<Flaw> {
    let deciders = row.cells.roles(Letter::A);
    let Some(decider) = deciders.first() else {
        return Some(Flaw::NobodyDecides { preparers: row.cells.roles(Letter::R) });
    };
    match row.scope.team() {
        _ if deciders.len() > 1 => Some(Flaw::TwoDecide { deciders }),
        _ if !needed(row, everybody.at(row.scope)).is_empty() => None,
        Some(team) => Some(Flaw::NotInTheTeam { decider, team }),
        None => Some(Flaw::NobodyHolds { decider }),
    }
}

impl Fault {
    /// What is wrong, as a sentence: “Answer the press: nobody decides, and the product owner prepares it for nobody.”
    pub fn in_words(&self) -> String {
        let team = self.scope.team().map(|team| format!(" (team T-{team})")).unwrap_or_default();
        format!("{}{team}: {}", self.label, self.flaw.in_words())
    }
}

impl Flaw {
    /// What stands at the end of the row.
    pub const fn short(&self) -> &'static str {
        match self {
            Self::TwoDecide { .. } => "Two decide",
            Self::NobodyDecides { .. } => "Nobody decides",
            Self::NobodyHolds { .. } => "Held by nobody",
            Self::NotInTheTeam { .. } => "Nobody in the team",
        }
    }

    /// What is done about it, and by whom.
    pub fn way_out(&self) -> String {
        match self {
            Self::TwoDecide { .. } => {
                "Leave the A to one of them. Until then neither decides without the other.".to_owned()
            }
            Self::NobodyDecides { .. } => "Give one role the A. Until then what is proposed waits.".to_owned(),
            Self::NobodyHolds { decider } => format!(
                "An administrator can give somebody the role of {}, or the A goes to another role. Until then what is \
                 proposed waits.",
                decider.label().to_lowercase()
            ),
            Self::NotInTheTeam { decider, team } => format!(
                "An administrator can give somebody in team T-{team} the role of {}, or the team’s row goes and the \
                 product’s holds again. Until then what is proposed waits.",
                decider.label().to_lowercase()
            ),
        }
    }

    fn in_words(&self) -> String {
        match self {
            Self::TwoDecide { deciders } => format!("{} decide.", deciders.named()),
            Self::NobodyDecides { preparers } if preparers.is_empty() => "nobody decides.".to_owned(),
            Self::NobodyDecides { preparers } => {
                format!("nobody decides, and {} {} it for nobody.", preparers.named(), preparers.verb("prepare"))
            }
            Self::NobodyHolds { decider } => {
                format!("{} {}, and nobody has that role.", decider.named(), decider.verb("decide"))
            }
            Self::NotInTheTeam { decider, team } => {
                format!("{} {}, and nobody in team T-{team} has that role.", decider.named(), decider.verb("decide"))
            }
        }
    }
}
