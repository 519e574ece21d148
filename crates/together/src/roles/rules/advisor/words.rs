//! The advice in words.

use super::{Advice, Factor, Standing, Turn, Voice};
use crate::roles::rules::Preset;
use crate::words::{lower_first, upper_first};

impl Preset {
    /// As an advice: “two people”.
    pub const fn advised(self) -> &'static str {
        match self {
            Self::ManagerAndOwner => "two people",
            Self::BothHats => "one person with both hats",
            Self::OwnerOnly => "an owner alone",
            Self::OutsideScrum => "a manager outside Scrum",
            Self::OwnerPerTeam => "an owner per team",
        }
    }

    /// How the two jobs are done in it, by these two people; each name may also be a role: “the product owner”.
    pub fn in_words(self, manager: &str, owner: &str) -> String {
        let sentence = match self {
            Self::ManagerAndOwner => format!(
                "{manager} decides what is worth doing and when it goes out. {owner} decides what is built first and \
                 when it is good enough."
            ),
            Self::BothHats => {
                format!(
                    "{manager} decides both: what is worth doing, and what is built first. Each under its own role."
                )
            }
            Self::OwnerOnly => {
                format!("{owner} decides it all, from the vision to the last story; the developers decide what fits.")
            }
            Self::OutsideScrum => {
                format!(
                    "{manager} decides what is worth doing, what is built first and when it goes out, without sprints."
                )
            }
            Self::OwnerPerTeam => format!(
                "{manager} decides what is worth doing and when it goes out. In each team an owner decides what is \
                 built first and when it is good enough."
            ),
        };
        upper_first(&sentence)
    }

    const fn argued_for(self) -> &'static str {
        match self {
            Self::ManagerAndOwner => "For two.",
            Self::BothHats => "For one person.",
            Self::OwnerOnly => "For an owner alone.",
            Self::OutsideScrum => "For a manager alone.",
            Self::OwnerPerTeam => "For an owner per team.",
        }
    }
}

impl Advice {
    /// What is advised: “two people”; if several tie, all of them.
    pub fn title(&self) -> String {
        let advised: Vec<_> = self.advised().into_iter().map(Preset::advised).collect();
        advised.join(" or ")
    }

    /// How many say so, and who argues against it and why. Of several that tie, each is weighed. If the facts turned
    /// the advice of the five factors, that is said too.
    pub fn verdict(&self) -> String {
        let weighed = match self.best() {
            [one] => one.verdict(),
            several => {
                let each =
                    several.iter().map(|best| format!("{}: {}", upper_first(best.preset.advised()), best.verdict()));
                format!("The reasons weigh the same. {}", each.collect::<Vec<_>>().join(" "))
            }
        };
        self.turned_by_facts().into_iter().fold(weighed, |weighed, turned| format!("{weighed} {turned}"))
    }

    /// “The five factors alone say two people; people for the two jobs rules it out: there is one person.”
    fn turned_by_facts(&self) -> Option<String> {
        let advised = self.advised();
        let lost: Vec<_> = self.by_factors.iter().filter(|standing| !advised.contains(&standing.preset)).collect();
        let names: Vec<_> = lost.iter().map(|standing| standing.preset.advised()).collect();
        let facts =
            lost.iter().filter_map(|lost| self.standings.iter().find(|standing| standing.preset == lost.preset));
        let against: String = facts.flat_map(|standing| objections(standing, |factor| !factor.is_judged())).collect();
        (!lost.is_empty()).then(|| format!("The five factors alone say {}{against}.", names.join(" or ")))
    }
}

impl Standing {
    /// “4 of 5 say so; company philosophy argues against: one person with both hats would also work.”
    pub fn verdict(&self) -> String {
        let against: String = objections(self, |_| true).collect();
        format!("{}{against}.", self.say_so())
    }

    /// “4 of 5 say so”, and so many of the facts, if any are known.
    pub fn say_so(&self) -> String {
        let (factors, facts): (Vec<_>, Vec<_>) =
            self.voices.iter().partition(|voice| voice.answer.factor().is_judged());
        let for_it = |voices: &[&Voice]| voices.iter().filter(|voice| voice.weight > 0).count();
        let said = format!("{} of {} say so", for_it(&factors), factors.len());
        match facts.len() {
            0 => said,
            1 => format!("{said}, and {} of 1 fact", for_it(&facts)),
            known => format!("{said}, and {} of {known} facts", for_it(&facts)),
        }
    }
}

/// “; company philosophy argues against: one person with both hats would also work”, for each that does.
fn objections(standing: &Standing, of: impl Fn(Factor) -> bool) -> impl Iterator<Item = String> {
    standing.arguing_against().filter(move |voice| of(voice.answer.factor())).map(|voice| {
        let verb = if voice.rules_out() { "rules it out" } else { "argues against" };
        let (factor, reason) = (voice.answer.factor().label(), voice.reason.trim_end_matches('.'));
        format!("; {} {verb}: {}", lower_first(factor), lower_first(reason))
    })
}

impl Voice {
    /// Where it stands: “For two.”, “Against.”
    pub const fn stance(&self) -> &'static str {
        match self.weight {
            _ if self.rules_out() => "Rules it out.",
            ..=-1 => "Against.",
            0 => "Either way.",
            1.. => self.preset.argued_for(),
        }
    }

    /// “Market work and backlog work each fill a week. For two.”
    pub fn in_words(&self) -> String {
        format!("{} {}", self.reason, self.stance())
    }
}

impl Turn {
    /// “Organisation size “Large” would make it an owner per team.”
    pub fn in_words(&self) -> String {
        let advised: Vec<_> = self.advised.iter().map(|preset| preset.advised()).collect();
        format!("{} “{}” would make it {}.", self.answer.factor().label(), self.answer.label(), advised.join(" or "))
    }
}
