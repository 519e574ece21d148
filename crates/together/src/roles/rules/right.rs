//! The kinds of decision that actions ask about.

use super::Role;
use super::words::words;

words! {
    /// A decision right: a kind of decision somebody must own. Whatever Tandem can do of it asks for it, and so does writing
    /// a decision of that kind down in the log.
    Right, "decision right" {
        SetVision          "set-vision"           "Set the vision";
        ChooseGoals        "choose-goals"         "Choose goals and key results";
        DescribeMarket     "describe-market"      "Describe market and segments";
        ShapeBusiness      "shape-business"       "Value proposition, business model, go-to-market";
        OrderRoadmap       "order-roadmap"        "Order the roadmap";
        MovePhase          "move-phase"           "Move the product to its next phase";

        RankNeeds          "rank-needs"           "Identify and rank needs";
        PlaceRequest       "place-request"        "Place, merge or decline a request";
        AnswerCustomer     "answer-customer"      "Answer a customer";
        DefineFeature      "define-feature"       "Define a feature";
        RateValue          "rate-value"           "Rate priorities: value";

        RateEffort         "rate-effort"          "Rate effort, estimate a story";
        WriteStory         "write-story"          "Write stories and acceptance criteria";
        OrderBacklog       "order-backlog"        "Order the product backlog";
        AnswerQuestion     "answer-question"      "Answer developers’ questions";
        AcceptStory        "accept-story"         "Accept a finished story";
        PlanSprint         "plan-sprint"          "Set the sprint goal, choose what enters a sprint";
        ChangeSprint       "change-sprint"        "Change scope inside a sprint";
        CancelSprint       "cancel-sprint"        "Cancel a sprint";
        DefinitionOfReady  "definition-of-ready"  "Definition of ready";
        DefinitionOfDone   "definition-of-done"   "Definition of done";

        ScopeRelease       "scope-release"        "Scope of a release";
        SignReadiness      "sign-readiness"       "Technically sound: sign the readiness criteria";
        DecideGo           "decide-go"            "Go or no-go";
        WriteReleaseNotes  "write-release-notes"  "Release notes, changelog";

        ChangeWhoDecides   "change-who-decides"   "Change who decides";
    }
}

words! {
    /// The part of the matrix a right is listed under.
    Group, "group of decision rights" {
        Strategy  "strategy"  "Strategy";
        Discovery "discovery" "Discovery";
        Delivery  "delivery"  "Delivery";
        Release   "release"   "Release";
        Together  "together"  "Together";
    }
}

impl Right {
    /// Where the matrix lists it.
    pub const fn group(self) -> Group {
        match self {
            Self::SetVision
            | Self::ChooseGoals
            | Self::DescribeMarket
            | Self::ShapeBusiness
            | Self::OrderRoadmap
            | Self::MovePhase => Group::Strategy,
            Self::RankNeeds | Self::PlaceRequest | Self::AnswerCustomer | Self::DefineFeature | Self::RateValue => {
                Group::Discovery
            }
            Self::RateEffort
            | Self::WriteStory
            | Self::OrderBacklog
            | Self::AnswerQuestion
            | Self::AcceptStory
            | Self::PlanSprint
            | Self::ChangeSprint
            | Self::CancelSprint
            | Self::DefinitionOfReady
            | Self::DefinitionOfDone => Group::Delivery,
            Self::ScopeRelease | Self::SignReadiness | Self::DecideGo | Self::WriteReleaseNotes => Group::Release,
            Self::ChangeWhoDecides => Group::Together,
        }
    }

    /// Whether Tandem can do nothing of it yet, so that the decision log alone asks for it. These rows stay in the matrix: a
    /// company agrees on them as on the others, and the log holds everybody to it.
    pub const fn in_log_alone(self) -> bool {
        matches!(self, Self::DescribeMarket | Self::ShapeBusiness | Self::SignReadiness | Self::WriteReleaseNotes)
    }

    /// Whether it has a meaning only where there are sprints.
    pub const fn needs_sprints(self) -> bool {
        matches!(self, Self::PlanSprint | Self::ChangeSprint | Self::CancelSprint)
    }

    /// Whether each team may have its own row: decisions about the work of one team. The rest is decided once a
    /// product.
    pub const fn fits_a_team(self) -> bool {
        matches!(self.group(), Group::Delivery) || matches!(self, Self::DefineFeature)
    }

    /// The role that must agree beside the one that decides. The line between manager and owner is drawn by both: a
    /// change of it takes effect when the owner agrees, whatever the row says.
    pub const fn agreement(self) -> Option<Role> {
        match self {
            Self::ChangeWhoDecides => Some(Role::ProductOwner),
            _ => None,
        }
    }
}
