//! The written table: what each answer to the five factors says about each preset, how strongly, and why.
//!
//! 2 is strongly for, 1 for, 0 either way, -1 against, -2 strongly against. To change the advice, change this table.

use super::answers::{Agile, Maturity, Philosophy, Size, Structure};
use super::{Says, says};

pub(super) const fn maturity(value: Maturity) -> Says {
    match value {
        Maturity::New => Says {
            manager_and_owner: says(-1, "All of it is still one question, and two people would wait for each other."),
            both_hats: says(2, "Market and backlog change together every week, and one head holds them both."),
            owner_only: says(1, "There is little market work yet; what to try next is most of the job."),
            outside_scrum: says(0, "A new product can be begun in sprints or without."),
            owner_per_team: says(-2, "There is not yet enough of a product to divide among owners."),
        },
        Maturity::Growing => Says {
            manager_and_owner: says(2, "Market work and backlog work each fill a week."),
            both_hats: says(-1, "Market work and backlog work each fill a week, and one of the two would go short."),
            owner_only: says(-1, "Price, position and partners need somebody, and the team is not the place for it."),
            outside_scrum: says(0, "Growth fills the manager’s week whether there are sprints or not."),
            owner_per_team: says(1, "Growth brings new teams, and each will want its own owner."),
        },
        Maturity::Settled => Says {
            manager_and_owner: says(1, "The manager guards what the product is for, the owner keeps its order."),
            both_hats: says(0, "Little changes in a month, so one person can keep up, and so can two."),
            owner_only: says(-1, "Contracts, prices and old promises need somebody who is not in the sprint."),
            outside_scrum: says(1, "Changes are few and known long ahead; sprints add little."),
            owner_per_team: says(1, "Its parts are well known and can be given to a team each."),
        },
    }
}

pub(super) const fn size(value: Size) -> Says {
    match value {
        Size::Small => Says {
            manager_and_owner: says(-1, "There is hardly a week of work for each of the two."),
            both_hats: says(2, "Everybody sits within earshot of the one who decides."),
            owner_only: says(1, "The rest of the house is close enough to ask; the team needs one voice."),
            outside_scrum: says(0, "A small house gets on with sprints or without."),
            owner_per_team: says(-2, "There are not enough people for several owners."),
        },
        Size::Medium => Says {
            manager_and_owner: says(2, "There is work for two, and the two can still talk daily."),
            both_hats: says(-1, "Sales, support and developers would all wait at one door."),
            owner_only: says(
                0,
                "One owner can serve the team, but the rest of the house will look for somebody to ask.",
            ),
            outside_scrum: says(1, "One manager can still know everybody who does the work."),
            owner_per_team: says(-1, "Several owners would have more to agree on than to decide."),
        },
        Size::Large => Says {
            manager_and_owner: says(1, "Other departments fill one calendar, the developers fill another."),
            both_hats: says(-2, "Other departments alone fill one person’s week."),
            owner_only: says(-2, "Nobody would speak for the product where budgets and promises are made."),
            outside_scrum: says(0, "Large houses run products with sprints and without."),
            owner_per_team: says(2, "Each team needs a decision close by, and somebody must hold them together."),
        },
    }
}

pub(super) const fn structure(value: Structure) -> Says {
    match value {
        Structure::Function => Says {
            manager_and_owner: says(2, "Sales, finance and law sit elsewhere: one must face them, one must stay."),
            both_hats: says(-1, "Whoever faces the other departments is away when the developers ask."),
            owner_only: says(-1, "An owner inside the team has no standing in the other departments."),
            outside_scrum: says(1, "Departments hand work to each other and are used to one manager across them."),
            owner_per_team: says(
                0,
                "Owners in teams work where departments lend their people for good, not where they do not.",
            ),
        },
        Structure::Mixed => Says {
            manager_and_owner: says(1, "Part of the people needed sit elsewhere, and somebody must go and see them."),
            both_hats: says(0, "One person can reach both sides, at the price of a day a week."),
            owner_only: says(0, "The team reaches most of the people it needs, not all of them."),
            outside_scrum: says(0, "Half of the work is handed over, half is done together."),
            owner_per_team: says(1, "Teams own their part, and the manager joins them to the departments."),
        },
        Structure::Product => Says {
            manager_and_owner: says(0, "All sit together: two people share easily, and one would do as well."),
            both_hats: says(1, "All the product needs sit together, and one person can reach them."),
            owner_only: says(1, "The team has its own sales, design and support; one owner among them is enough."),
            outside_scrum: says(-1, "People who sit together plan in short steps, and a plan from outside comes late."),
            owner_per_team: says(1, "Each team has what it needs, and an owner completes it."),
        },
    }
}

pub(super) const fn agile(value: Agile) -> Says {
    match value {
        Agile::Little => Says {
            manager_and_owner: says(-1, "Without a rhythm to keep, an owner soon only carries messages."),
            both_hats: says(0, "Both hats fit one head, agile or not."),
            owner_only: says(-2, "Owner is a role of Scrum; here nobody would know what it decides."),
            outside_scrum: says(2, "Nobody expects sprints, and a manager can order the work without."),
            owner_per_team: says(-2, "Several owners without a common rhythm never meet."),
        },
        Agile::Some => Says {
            manager_and_owner: says(1, "The team wants an owner at hand while the house still plans by the quarter."),
            both_hats: says(1, "Developers ask little enough for one person to answer in time."),
            owner_only: says(0, "The team would follow one owner; the rest of the house would not yet."),
            outside_scrum: says(0, "Part of the work runs in sprints, part does not."),
            owner_per_team: says(0, "Some teams are ready for an owner, some are not."),
        },
        Agile::Deep => Says {
            manager_and_owner: says(
                1,
                "Developers ask every day and expect answers in a day: that is one person’s work.",
            ),
            both_hats: says(-1, "Developers ask every day, and the market would wait."),
            owner_only: says(2, "Everybody knows what an owner decides, and the team decides the rest."),
            outside_scrum: says(-2, "Teams that plan every sprint would miss an owner in each."),
            owner_per_team: says(2, "Every team plans and reviews each sprint and needs its owner there."),
        },
    }
}

pub(super) const fn philosophy(value: Philosophy) -> Says {
    match value {
        Philosophy::TopDown => Says {
            manager_and_owner: says(1, "One answers to the leaders for the goals, one turns them into stories."),
            both_hats: says(0, "One person can carry goals down from the leaders as well as two."),
            owner_only: says(-2, "Goals come from above, and an owner in the team could only pass them on."),
            outside_scrum: says(2, "The leaders want one name that answers for it all."),
            owner_per_team: says(0, "The leaders deal with the manager; how teams decide is nothing to them."),
        },
        Philosophy::Shared => Says {
            manager_and_owner: says(
                2,
                "People are used to deciding in pairs, if the line between them is written down.",
            ),
            both_hats: says(0, "One voice is possible where many are heard before it speaks."),
            owner_only: says(0, "The team has its say through one owner; strategy would want a second view."),
            outside_scrum: says(-1, "A manager who decides it all shares little."),
            owner_per_team: says(1, "Where sharing is a habit, owners get on with one common order."),
        },
        Philosophy::TeamLed => Says {
            manager_and_owner: says(-1, "One person with both hats would also work."),
            both_hats: says(1, "The team decides most of it itself; one person to ask is enough."),
            owner_only: says(2, "The team chooses its work and wants one owner for the order."),
            outside_scrum: says(-2, "A manager outside the team would decide what the team decides now."),
            owner_per_team: says(1, "Each team leads itself, and gets an owner of its own."),
        },
    }
}
