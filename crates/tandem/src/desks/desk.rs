//! What stands on a person's desk.

use delivery::{acceptance, questions, releases, sprints, stories};
use discovery::requests;
use ground::db::Tx;
use ground::web::Result;
use maud::Markup;
use strategy::goals::pages::Running;
use together::journal::{Boxed, proposals};
use together::roles::marks::{self, Marks};
use together::roles::rules::{Right, Role};
use together::visit::{Queue, Visit};
use together::{decisions, notices};

use super::{gaps, store};

/// The decisions that queues of a desk are about.
const RIGHTS: [Right; 7] = [
    Right::AcceptStory,
    Right::AnswerCustomer,
    Right::AnswerQuestion,
    Right::ChooseGoals,
    Right::PlaceRequest,
    Right::RateEffort,
    Right::WriteStory,
];

/// How many things wait on the desk the side bar leads to. It is drawn on every page, so nothing is read but counts.
pub fn waiting<'a>(tx: &'a mut Tx, visit: &'a Visit) -> Boxed<'a, i64> {
    Box::pin(waiting_as(tx, visit, visit.main_role()))
}

/// The same of the desk of one of a person's roles.
pub(super) async fn waiting_as(tx: &mut Tx, visit: &Visit, role: Option<Role>) -> Result<i64> {
    let visit = &wearing(visit, role);
    let decided = marks::decided(tx, visit, &RIGHTS).await?;
    let queues = store::waiting(tx, visit, &decided).await?;
    let proposals = proposals::pages::waiting(tx, visit).await?;
    Ok(queues + proposals + decisions::pages::waiting(visit, tx).await?)
}

/// The desk of one of a person's roles.
pub(super) struct Desk {
    /// Whose it is.
    pub(super) role: Option<Role>,
    /// What waits, in the order it is worked off.
    pub(super) queues: Vec<Queue>,
    /// Open decisions, which stand beside.
    pub(super) decisions: Queue,
    /// The running goals.
    pub(super) goals: Running,
    /// How the sprint stands: a sentence and a section.
    pub(super) sprint: (String, Markup),
    /// The releases ahead.
    pub(super) releases: Markup,
    /// What waits for others because this person proposed it.
    pub(super) between: Markup,
    /// Where the thread is broken.
    pub(super) gaps: Markup,
}

impl Desk {
    /// Loads the desk of a role. Who has both hats has two desks, and what the matrix gives to one of them is on that one.
    pub(super) async fn load(visit: &Visit, tx: &mut Tx, role: Option<Role>) -> Result<Self> {
        let visit = &wearing(visit, role);
        let marks = Marks::load(tx, visit, &RIGHTS).await?;
        let (proposals, between) = proposals::pages::for_desk(visit, tx).await?;
        let answers = requests::pages::to_answer(visit, tx, &marks).await?;
        let to_tell = requests::pages::to_tell(visit, tx, &marks).await?;
        let questions = questions::pages::to_answer(visit, tx, &marks).await?;
        let asked = questions::pages::asked(visit, tx, &marks).await?;
        let acceptance = acceptance::pages::desk::to_accept(visit, tx, &marks).await?;
        let (not_ready, estimates) = stories::pages::desk::near_the_top(visit, tx, &marks).await?;
        let new = requests::pages::to_place(visit, tx, &marks).await?;
        let goals = Running::load(visit, tx).await?;
        let check_ins = goals.to_check_in(visit, &marks);
        let hands = stories::pages::desk::in_hands(visit, tx).await?;
        let mentions = notices::pages::for_desk(visit, tx).await?;
        let queues = vec![
            proposals, questions, answers, acceptance, hands, asked, to_tell, estimates, not_ready, new, check_ins,
            mentions,
        ];
        Ok(Self {
            role,
            queues: queues.into_iter().filter(Queue::says_something).collect(),
            decisions: decisions::pages::for_desk(visit, tx).await?,
            goals,
            sprint: sprints::pages::for_desk(visit, tx, &marks).await?,
            releases: releases::pages::for_desk(visit, tx).await?,
            between,
            gaps: gaps::section(visit, tx, role).await?,
        })
    }

    /// How many things wait.
    pub(super) fn waiting(&self) -> i64 {
        self.queues.iter().map(|queue| queue.count).sum::<i64>() + self.decisions.count
    }
}

/// The visitor without the other of the two hats.
fn wearing(visit: &Visit, role: Option<Role>) -> Visit {
    let other = match role {
        Some(Role::ProductManager) => Role::ProductOwner,
        Some(Role::ProductOwner) => Role::ProductManager,
        _ => return visit.clone(),
    };
    let mut visit = visit.clone();
    visit.roles.retain(|(held, _)| *held != other);
    visit
}
