//! What the rules say of a list of actions before any of them is performed.

use ground::clock::Ts;
use ground::web::{Failure, Refusal, Result};
use serde::{Deserialize, Serialize};

use super::Act;
use super::act::Manner;
use super::action::{AnyAction, Need};
use super::proposals::{self, Wish};
use crate::decisions::hearing;
use crate::roles;
use crate::roles::rules::{Assent, Awaited, Reason, Right, RightSet, Role, RoleSet, Ruling};
use crate::thread::ThingId;

/// What becomes of a list of actions: it is one person's call, or one other's.
pub(crate) enum Verdict {
    /// The actor may.
    Acts(Vec<Weighed>),
    /// It becomes one proposal.
    Proposes(Wish),
}

/// An action that is the actor's: what it needs, in the role and by the right that gave it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weighed {
    need: Need,
    pub(super) standing: Standing,
}

/// In which role and by which rights something is the actor's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(super) role: Option<Role>,
    pub(super) rights: RightSet,
}

/// A decision that an action makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The decision right.
    pub right: Right,
    /// The number of the team whose row counts, 0 for the product's.
    #[serde(default, skip_serializing_if = "is_product")]
    pub team: i64,
    /// The question it answers, and since when that is asked; nothing if the action itself is the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<(ThingId, Ts)>,
    /// Whether whoever proposed it could have done it, so that nobody else need agree to this part.
    #[serde(default)]
    pub own: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_product(team: &i64) -> bool {
    *team == 0
}

impl Ask {
    /// Whether this is the decision that is needed.
    fn covers(&self, need: Need) -> bool {
        match need {
            Need::Right { right, team } | Need::Question { right, team, .. } => {
                (right, team) == (self.right, self.team)
            }
            _ => false,
        }
    }
}

/// What is needed that these decisions do not hold.
pub(super) fn beyond(asks: &[Ask], needs: &[Need]) -> Vec<Need> {
    let held = |need: &Need| match need {
        Need::Member | Need::Anybody | Need::Oneself => true,
        need => asks.iter().any(|ask| ask.covers(*need)),
    };
    needs.iter().copied().filter(|need| !held(need)).collect()
}

/// What the rules say of one action.
enum Call {
    /// It is the actor's, for some rights as soon as others have been heard.
    Acts { standing: Standing, ask: Option<Ask>, agreed: RoleSet, awaited: Vec<Awaited> },
    /// Another decides.
    Proposes { ask: Ask, to: Role, role: Role, agreed: RoleSet },
}

/// Asks the rules about each action.
pub(super) async fn weigh(act: &mut Act<'_>, actions: &[Box<dyn AnyAction>], manner: &Manner) -> Result<Verdict> {
    let (mut needs, mut calls) = (Vec::with_capacity(actions.len()), Vec::with_capacity(actions.len()));
    for action in actions {
        let need = action.need(act).await?;
        needs.push(need);
        calls.push(calls_for(act, need, manner).await?);
    }
    if calls.is_empty() {
        return Err(Failure::refused("nothing-to-do", "There was nothing to do."));
    }
    match leading(&calls)? {
        Some((lead, to, role)) => Ok(Verdict::Proposes(wish(&calls, lead, (to, role), manner))),
        None => {
            let standings = calls.iter().filter_map(|calls| standing(calls));
            Ok(Verdict::Acts(
                needs.into_iter().zip(standings).map(|(need, standing)| Weighed { need, standing }).collect(),
            ))
        }
    }
}

/// Asks again when the turn of an action comes: what was done before it in the list may have made it another decision.
pub(super) async fn again(
    act: &mut Act<'_>,
    action: &dyn AnyAction,
    weighed: Weighed,
    manner: &Manner,
) -> Result<Standing> {
    let need = action.need(act).await?;
    if need == weighed.need {
        return Ok(weighed.standing);
    }
    let calls = calls_for(act, need, manner).await?;
    let standing = standing(&calls);
    let anothers = calls.iter().any(|(_, call)| call.standing().is_none() || call.held().is_some());
    standing.filter(|_| !anothers).ok_or_else(becomes_anothers_call)
}

/// What stands earlier in a list has made an action another decision than was asked for.
pub(super) fn becomes_anothers_call() -> Failure {
    let message = "What comes before it in the list makes this another’s call. Nothing was done.";
    Refusal::new("becomes-anothers-call", message).hint("Send them one by one.").into()
}

/// How all of an action is the actor's: in the role that gave the first of its rights, by all of them.
fn standing(calls: &[(Need, Call)]) -> Option<Standing> {
    let each = calls.iter().map(|(_, call)| call.standing());
    let all = |one: Standing, other: Standing| Standing { rights: one.rights.or(other.rights), ..one };
    each.reduce(|one, other| Some(all(one?, other?))).flatten()
}

/// What an action decides, each by itself.
pub(super) async fn needs(act: &mut Act<'_>, action: &dyn AnyAction) -> Result<Vec<Need>> {
    let need = action.need(act).await?;
    each(act, need).await
}

async fn calls_for(act: &mut Act<'_>, need: Need, manner: &Manner) -> Result<Vec<(Need, Call)>> {
    let mut calls = Vec::new();
    for need in each(act, need).await? {
        calls.push((need, call_for(act, need, manner).await?));
    }
    Ok(calls)
}

/// What an action needs, one by one: where it makes or takes back several decisions, each of them.
async fn each(act: &mut Act<'_>, need: Need) -> Result<Vec<Need>> {
    let needs: Vec<_> = match need {
        Need::Rights(rights) => rights.iter().map(Need::right).collect(),
        Need::Settled { proposal } => {
            let asks = proposals::store::by_thing(act.tx, proposal).await?.asks();
            asks.iter().map(|ask| Need::Right { right: ask.right, team: ask.team }).collect()
        }
        one => vec![one],
    };
    Ok(if needs.is_empty() { vec![Need::Member] } else { needs })
}

/// The decision a proposal is named after, who takes it and in which role it is proposed: another's before one's own that
/// must wait for answers. Nothing if all of it is done at once.
fn leading(calls: &[Vec<(Need, Call)>]) -> Result<Option<(Ask, Role, Role)>> {
    let anothers = calls.iter().flatten().filter_map(|(_, call)| match call {
        Call::Proposes { ask, to, role, .. } => Some((*ask, *to, *role)),
        Call::Acts { .. } => None,
    });
    let anothers: Vec<_> = anothers.collect();
    let held = calls.iter().flatten().find_map(|(_, call)| call.held());
    let Some(lead) = anothers.first().copied().or(held) else { return Ok(None) };
    // These are asked of whoever sends them: nobody proposes to run the workspace, or to decide a proposal.
    let personal = calls.iter().flatten().any(|(need, _)| matches!(need, Need::Administrator | Need::Assent { .. }));
    if personal || anothers.iter().any(|(_, to, _)| *to != lead.1) {
        return Err(several_deciders());
    }
    Ok(Some(lead))
}

fn several_deciders() -> Failure {
    Refusal::new("several-deciders", "These changes are the call of different people, so they cannot be one proposal.")
        .hint("Send them one by one.")
        .into()
}

fn wish(calls: &[Vec<(Need, Call)>], lead: Ask, (to, role): (Role, Role), manner: &Manner) -> Wish {
    let agreed = calls.iter().flatten().fold(RoleSet::EMPTY, |all, (_, call)| match call {
        Call::Acts { agreed, .. } | Call::Proposes { agreed, .. } => all.or(*agreed),
    });
    let ask = |(_, call): &(Need, Call)| match call {
        Call::Acts { ask, .. } => *ask,
        Call::Proposes { ask, .. } => Some(*ask),
    };
    let asks = calls.iter().map(|calls| calls.iter().filter_map(ask).collect());
    Wish { lead, to, role, agreed, asks: asks.collect(), manner: manner.clone() }
}

impl Call {
    fn acts(role: Option<Role>) -> Self {
        let standing = Standing { role, rights: RightSet::EMPTY };
        Self::Acts { standing, ask: None, agreed: RoleSet::EMPTY, awaited: Vec::new() }
    }

    fn standing(&self) -> Option<Standing> {
        match self {
            Self::Acts { standing, .. } => Some(*standing),
            Self::Proposes { .. } => None,
        }
    }

    /// The decision that is one's own but must wait for answers.
    fn held(&self) -> Option<(Ask, Role, Role)> {
        match self {
            Self::Acts { standing: Standing { role: Some(role), .. }, ask: Some(ask), awaited, .. }
                if !awaited.is_empty() =>
            {
                Some((*ask, *role, *role))
            }
            _ => None,
        }
    }
}

async fn call_for(act: &mut Act<'_>, need: Need, manner: &Manner) -> Result<Call> {
    let member = act.roles.iter().map(|(role, _)| *role).find(|role| *role != Role::Customer);
    let program = act.actor.person.is_none();
    match need {
        // History asks nobody: it was decided then.
        Need::Right { .. } | Need::Question { .. } | Need::Member if manner.as_role.is_some() => {
            let standing = Standing { role: manner.as_role, rights: need.decides().into_iter().collect() };
            Ok(Call::Acts { standing, ask: None, agreed: RoleSet::EMPTY, awaited: Vec::new() })
        }
        Need::Right { right, .. } | Need::Question { right, .. } if program => {
            let standing = Standing { role: None, rights: right.into() };
            Ok(Call::Acts { standing, ask: None, agreed: RoleSet::EMPTY, awaited: Vec::new() })
        }
        Need::Right { right, team } => {
            call_for_right(act, Ask { right, team, question: None, own: false }, manner).await
        }
        Need::Question { right, team, thing, since } => {
            call_for_right(act, Ask { right, team, question: Some((thing, since)), own: false }, manner).await
        }
        Need::Assent { proposal } => call_for_assent(act, proposal).await,
        Need::Rights(_) | Need::Settled { .. } => {
            Err(Failure::Broken("several decisions are weighed one by one".to_owned()))
        }
        _ if program => Ok(Call::acts(None)),
        Need::Member if member.is_some() => Ok(Call::acts(member)),
        Need::Administrator if act.actor.administrator => Ok(Call::acts(member)),
        Need::Anybody | Need::Oneself => Ok(Call::acts(act.roles.first().map(|(role, _)| *role))),
        Need::Administrator => {
            Err(Failure::Forbidden(Refusal::new("administrators-only", "Only an administrator can do this.")))
        }
        Need::Member => {
            Err(Failure::Forbidden(Refusal::new("members-only", "Only members of the product can do this.")))
        }
    }
}

/// Deciding a proposal: only those whose agreement it takes may, and nobody proposes to decide.
async fn call_for_assent(act: &mut Act<'_>, proposal: ThingId) -> Result<Call> {
    let proposal = proposals::store::by_thing(act.tx, proposal).await?;
    let right = proposal.right();
    let role = match act.actor.person {
        None => None,
        Some(_) => match proposals::assent(act, &proposal).await? {
            Assent::Performs { as_role } | Assent::Waits { as_role, .. } => Some(as_role),
            Assent::Refused(reason) => return Err(forbidden(reason)),
        },
    };
    let standing = Standing { role, rights: right.into_iter().collect() };
    Ok(Call::Acts { standing, ask: None, agreed: RoleSet::EMPTY, awaited: Vec::new() })
}

fn forbidden(reason: Reason) -> Failure {
    Failure::Forbidden(Refusal::new("not-your-call", reason.to_string()))
}

async fn call_for_right(act: &mut Act<'_>, ask: Ask, manner: &Manner) -> Result<Call> {
    let Ask { right, team, .. } = ask;
    let product = act.product()?.id;
    let matrix = roles::store::row(act.tx, product, right).await?;
    match matrix.ruling(right, team, &act.hats(), &act.held) {
        Ruling::Acts { as_role, .. } if !manner.propose => {
            let awaited = match ask.question {
                Some(_) => {
                    hearing::must_be_over(act, &matrix, ask).await?;
                    Vec::new()
                }
                None => hearing::awaited(act, &matrix, ask).await?,
            };
            let agreed = matrix.must_agree(right, team, &act.held).and(act.hats().anywhere());
            let standing = Standing { role: Some(as_role), rights: right.into() };
            Ok(Call::Acts { standing, ask: Some(Ask { own: true, ..ask }), agreed, awaited })
        }
        Ruling::Acts { as_role, .. } => Ok(Call::Proposes { ask, to: as_role, role: as_role, agreed: RoleSet::EMPTY }),
        Ruling::Proposes { to, as_role, agreed, .. } => Ok(Call::Proposes { ask, to, role: as_role, agreed }),
        Ruling::Refused(reason) => Err(forbidden(reason)),
    }
}
