//! One person with both hats. Each decision stays under the role it belongs to, so the journal shows which hat was
//! on, and the line is there when a second person comes. Nobody prepares for themselves or tells themselves: of the
//! two hats only one is in a row, except in the last, which must hold on the day the hats part.
//!
//! Nothing waits in a small house: what is the developers’ call may be done by the one person too, and the phase is the
//! manager’s to move, since there may be no business leader to ask.

use super::letters::{__, A, C, I, R, RD};
use super::{Right, Table};

/// The rows.
#[rustfmt::skip]
pub(super) const TABLE: &Table = &[
    //                         PM  PO  Dev SM  BL  Pj
    (Right::SetVision,         [A,  __, I,  I,  C,  I ]),
    (Right::ChooseGoals,       [A,  __, I,  I,  C,  I ]),
    (Right::DescribeMarket,    [A,  __, __, __, C,  __]),
    (Right::ShapeBusiness,     [A,  __, __, __, C,  __]),
    (Right::OrderRoadmap,      [A,  __, C,  __, C,  C ]),
    (Right::MovePhase,         [A,  __, I,  I,  C,  I ]),

    (Right::RankNeeds,         [__, A,  C,  __, __, __]),
    (Right::PlaceRequest,      [__, A,  __, __, __, __]),
    (Right::AnswerCustomer,    [__, A,  __, __, __, __]),
    (Right::DefineFeature,     [__, A,  C,  __, __, __]),
    (Right::RateValue,         [__, A,  __, __, C,  __]),

    (Right::RateEffort,        [__, RD, A,  __, __, __]),
    (Right::WriteStory,        [__, A,  RD, __, __, __]),
    (Right::OrderBacklog,      [__, A,  C,  __, __, __]),
    (Right::AnswerQuestion,    [__, A,  I,  __, __, __]),
    (Right::AcceptStory,       [__, A,  I,  __, __, __]),
    (Right::PlanSprint,        [__, RD, A,  C,  __, __]),
    (Right::ChangeSprint,      [__, RD, A,  __, __, __]),
    (Right::CancelSprint,      [__, A,  C,  __, __, __]),
    (Right::DefinitionOfReady, [__, A,  R,  __, __, __]),
    (Right::DefinitionOfDone,  [__, RD, A,  C,  __, __]),

    (Right::ScopeRelease,      [A,  __, C,  __, I,  C ]),
    (Right::SignReadiness,     [A,  __, R,  __, __, __]),
    (Right::DecideGo,          [A,  __, C,  I,  C,  I ]),
    (Right::WriteReleaseNotes, [__, A,  __, __, __, __]),

    (Right::ChangeWhoDecides,  [A,  R,  I,  I,  C,  I ]),
];
