//! One manager and several teams, each with its own owner. What teams share (needs, the value of things, the common
//! order) is the manager’s, prepared by the owners; what is one team’s own is that team’s. The definition of done
//! stays common: teams on one product work to the same.

use super::letters::{__, A, C, I, R, RD};
use super::{Right, Table};

/// The rows of the product.
#[rustfmt::skip]
pub(super) const TABLE: &Table = &[
    //                         PM  PO  Dev SM  BL  Pj
    (Right::SetVision,         [A,  C,  I,  I,  C,  I ]),
    (Right::ChooseGoals,       [A,  C,  I,  I,  C,  I ]),
    (Right::DescribeMarket,    [A,  R,  __, __, C,  __]),
    (Right::ShapeBusiness,     [A,  C,  __, __, C,  __]),
    (Right::OrderRoadmap,      [A,  R,  C,  __, C,  C ]),
    (Right::MovePhase,         [R,  C,  I,  I,  A,  I ]),

    (Right::RankNeeds,         [A,  R,  C,  __, __, __]),
    (Right::PlaceRequest,      [C,  A,  __, __, __, __]),
    (Right::AnswerCustomer,    [RD, A,  __, __, __, __]),
    (Right::DefineFeature,     [A,  R,  C,  __, __, __]),
    (Right::RateValue,         [A,  R,  __, __, C,  __]),

    (Right::RateEffort,        [__, C,  A,  __, __, __]),
    (Right::WriteStory,        [__, A,  RD, __, __, __]),
    (Right::OrderBacklog,      [A,  R,  C,  __, __, __]),
    (Right::AnswerQuestion,    [R,  A,  I,  __, __, __]),
    (Right::AcceptStory,       [I,  A,  I,  __, __, __]),
    (Right::PlanSprint,        [I,  R,  A,  C,  __, __]),
    (Right::ChangeSprint,      [I,  R,  A,  __, __, __]),
    (Right::CancelSprint,      [I,  A,  C,  __, __, __]),
    (Right::DefinitionOfReady, [__, A,  R,  __, __, __]),
    (Right::DefinitionOfDone,  [__, R,  A,  C,  __, __]),

    (Right::ScopeRelease,      [A,  R,  C,  __, I,  C ]),
    (Right::SignReadiness,     [A,  C,  R,  __, __, __]),
    (Right::DecideGo,          [A,  C,  C,  I,  C,  I ]),
    (Right::WriteReleaseNotes, [A,  R,  __, __, __, __]),

    (Right::ChangeWhoDecides,  [A,  R,  I,  I,  C,  I ]),
];

/// The rows of each team; its roles are those held in the team or for the whole product.
#[rustfmt::skip]
pub(super) const OF_EACH_TEAM: &Table = &[
    //                         PM  PO  Dev SM  BL  Pj
    (Right::DefineFeature,     [R,  A,  C,  __, __, __]),
    (Right::RateEffort,        [__, C,  A,  __, __, __]),
    (Right::WriteStory,        [__, A,  RD, __, __, __]),
    (Right::OrderBacklog,      [C,  A,  C,  __, __, __]),
    (Right::AnswerQuestion,    [R,  A,  I,  __, __, __]),
    (Right::AcceptStory,       [I,  A,  I,  __, __, __]),
    (Right::PlanSprint,        [I,  R,  A,  C,  __, __]),
    (Right::ChangeSprint,      [I,  R,  A,  __, __, __]),
    (Right::CancelSprint,      [I,  A,  C,  __, __, __]),
    (Right::DefinitionOfReady, [__, A,  R,  __, __, __]),
];
