//! Two people: the manager decides what is worth doing and when it goes out, the owner what is built first and when
//! it is good enough.

use super::letters::{__, A, C, I, R, RD};
use super::{Right, Table};

/// The rows.
#[rustfmt::skip]
pub(super) const TABLE: &Table = &[
    //                         PM  PO  Dev SM  BL  Pj
    (Right::SetVision,         [A,  C,  I,  I,  C,  I ]),
    (Right::ChooseGoals,       [A,  C,  I,  I,  C,  I ]),
    (Right::DescribeMarket,    [A,  R,  __, __, C,  __]),
    (Right::ShapeBusiness,     [A,  C,  __, __, C,  __]),
    (Right::OrderRoadmap,      [A,  R,  C,  __, C,  C ]),
    (Right::MovePhase,         [R,  C,  I,  I,  A,  I ]),

    (Right::RankNeeds,         [R,  A,  C,  __, __, __]),
    (Right::PlaceRequest,      [C,  A,  __, __, __, __]),
    (Right::AnswerCustomer,    [RD, A,  __, __, __, __]),
    (Right::DefineFeature,     [R,  A,  C,  __, __, __]),
    (Right::RateValue,         [R,  A,  __, __, C,  __]),

    (Right::RateEffort,        [__, C,  A,  __, __, __]),
    (Right::WriteStory,        [__, A,  RD, __, __, __]),
    (Right::OrderBacklog,      [C,  A,  C,  __, __, __]),
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
    (Right::WriteReleaseNotes, [R,  A,  __, __, __, __]),

    (Right::ChangeWhoDecides,  [A,  R,  I,  I,  C,  I ]),
];
