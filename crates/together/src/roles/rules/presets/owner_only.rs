//! A small Scrum team. There is no manager, so what would be the manager’s is the owner’s, and the developers, who
//! hear of strategy first hand, are asked about it.

use super::letters::{__, A, C, I, R, RD};
use super::{Right, Table};

/// The rows.
#[rustfmt::skip]
pub(super) const TABLE: &Table = &[
    //                         PM  PO  Dev SM  BL  Pj
    (Right::SetVision,         [__, A,  C,  I,  C,  I ]),
    (Right::ChooseGoals,       [__, A,  C,  I,  C,  I ]),
    (Right::DescribeMarket,    [__, A,  __, __, C,  __]),
    (Right::ShapeBusiness,     [__, A,  __, __, C,  __]),
    (Right::OrderRoadmap,      [__, A,  C,  __, C,  C ]),
    (Right::MovePhase,         [__, A,  I,  I,  C,  I ]),

    (Right::RankNeeds,         [__, A,  C,  __, __, __]),
    (Right::PlaceRequest,      [__, A,  __, __, __, __]),
    (Right::AnswerCustomer,    [__, A,  __, __, __, __]),
    (Right::DefineFeature,     [__, A,  C,  __, __, __]),
    (Right::RateValue,         [__, A,  __, __, C,  __]),

    (Right::RateEffort,        [__, C,  A,  __, __, __]),
    (Right::WriteStory,        [__, A,  RD, __, __, __]),
    (Right::OrderBacklog,      [__, A,  C,  __, __, __]),
    (Right::AnswerQuestion,    [__, A,  I,  __, __, __]),
    (Right::AcceptStory,       [__, A,  I,  __, __, __]),
    (Right::PlanSprint,        [__, R,  A,  C,  __, __]),
    (Right::ChangeSprint,      [__, R,  A,  __, __, __]),
    (Right::CancelSprint,      [__, A,  C,  __, __, __]),
    (Right::DefinitionOfReady, [__, A,  R,  __, __, __]),
    (Right::DefinitionOfDone,  [__, R,  A,  C,  __, __]),

    (Right::ScopeRelease,      [__, A,  C,  __, I,  C ]),
    (Right::SignReadiness,     [__, A,  R,  __, __, __]),
    (Right::DecideGo,          [__, A,  C,  I,  C,  I ]),
    (Right::WriteReleaseNotes, [__, A,  __, __, __, __]),

    (Right::ChangeWhoDecides,  [__, A,  C,  I,  C,  I ]),
];
