//! The written table, second part: what the facts say. They weigh more than judgement, and some rule a preset out.

use super::answers::{People, Sprints, Teams};
use super::{Says, rules_out, says};

pub(super) const fn teams(value: Teams) -> Says {
    match value {
        Teams::One => Says {
            manager_and_owner: says(0, "One team is enough work for an owner, and not too much for one person."),
            both_hats: says(0, "One team can ask one person."),
            owner_only: says(1, "One team, one owner: as Scrum describes it."),
            outside_scrum: says(0, "One manager can order the work of one team."),
            owner_per_team: rules_out("There is one team."),
        },
        Teams::Two => Says {
            manager_and_owner: says(1, "One owner can serve two teams if the market is another’s work."),
            both_hats: says(-1, "Two teams ask twice as much of one person."),
            owner_only: says(-1, "Two teams and the market are too much for one owner."),
            outside_scrum: says(0, "One manager can order the work of two teams."),
            owner_per_team: says(1, "Two owners for two teams answer at once."),
        },
        Teams::Many => Says {
            manager_and_owner: says(-1, "Three teams and more would wait for one owner."),
            both_hats: says(-3, "Three teams and more would wait for one person, and so would the market."),
            owner_only: says(-2, "One owner would be in planning all week."),
            outside_scrum: says(-1, "One manager would have to know what every team does."),
            owner_per_team: says(3, "Three teams and more need an owner each, and one common order."),
        },
    }
}

pub(super) const fn sprints(value: Sprints) -> Says {
    match value {
        Sprints::With => Says {
            manager_and_owner: says(1, "Sprints need somebody who is there for them: the owner."),
            both_hats: says(0, "Sprints can be served with both hats on."),
            owner_only: says(1, "Sprints and one owner are all that Scrum asks for."),
            outside_scrum: rules_out("It has no rows for sprints, and this product has sprints."),
            owner_per_team: says(1, "Each team has its sprint, and its owner in it."),
        },
        Sprints::Without => Says {
            manager_and_owner: says(-1, "Without sprints there is less for an owner to keep in step."),
            both_hats: says(0, "Both hats fit one head without sprints too."),
            owner_only: says(-3, "Owner is a role of Scrum, and there are no sprints."),
            outside_scrum: says(3, "It is made for work without sprints."),
            owner_per_team: says(-2, "Without sprints several owners have no common rhythm."),
        },
    }
}

pub(super) const fn people(value: People) -> Says {
    match value {
        People::One => Says {
            manager_and_owner: rules_out("There is one person for the two jobs."),
            both_hats: says(2, "One person does both jobs already; so it is at least written down."),
            owner_only: says(0, "One person can be the owner and leave out the manager’s work."),
            outside_scrum: says(0, "One person can be the manager and leave out the owner’s work."),
            owner_per_team: rules_out("There is one person for all these jobs."),
        },
        People::Two => Says {
            manager_and_owner: says(2, "There are two people for the two jobs."),
            both_hats: says(-2, "There are two people, and one of them would have nothing to decide."),
            owner_only: says(-1, "There are two people, and one of them would have no job."),
            outside_scrum: says(-1, "There are two people, and one of them would have no job."),
            owner_per_team: says(-2, "A manager and an owner in each team are more than two people."),
        },
        People::More => Says {
            manager_and_owner: says(1, "There are people for both jobs."),
            both_hats: says(-3, "There are several people, and all but one would have nothing to decide."),
            owner_only: says(-2, "There are several people, and one job for them."),
            outside_scrum: says(-2, "There are several people, and one job for them."),
            owner_per_team: says(2, "There are people enough for a manager and owners."),
        },
    }
}
