//! A manager without Scrum: no owner, no scrum master and no sprints. What would be the owner’s is the manager’s; the
//! project manager is asked about the order of work, since no sprint makes it visible.

use super::letters::{__, A, C, I, R, RD};
use super::{Right, Table};

/// The rows.
#[rustfmt::skip]
pub(super) const TABLE: &Table = &[
    //                         PM  PO  Dev SM  BL  Pj
    (Right::SetVision,         [A,  __, I,  __, C,  I ]),
    (Right::ChooseGoals,       [A,  __, I,  __, C,  I ]),
    (Right::DescribeMarket,    [A,  __, __, __, C,  __]),
    (Right::ShapeBusiness,     [A,  __, __, __, C,  __]),
    (Right::OrderRoadmap,      [A,  __, C,  __, C,  C ]),
    (Right::MovePhase,         [R,  __, I,  __, A,  I ]),

    (Right::RankNeeds,         [A,  __, C,  __, __, __]),
    (Right::PlaceRequest,      [A,  __, __, __, __, __]),
    (Right::AnswerCustomer,    [A,  __, __, __, __, __]),
    (Right::DefineFeature,     [A,  __, C,  __, __, __]),
    (Right::RateValue,         [A,  __, __, __, C,  __]),

    (Right::RateEffort,        [C,  __, A,  __, __, __]),
    (Right::WriteStory,        [A,  __, RD, __, __, __]),
    (Right::OrderBacklog,      [A,  __, C,  __, __, C ]),
    (Right::AnswerQuestion,    [A,  __, I,  __, __, __]),
    (Right::AcceptStory,       [A,  __, I,  __, __, __]),
    (Right::DefinitionOfReady, [A,  __, R,  __, __, __]),
    (Right::DefinitionOfDone,  [R,  __, A,  __, __, __]),

    (Right::ScopeRelease,      [A,  __, C,  __, I,  C ]),
    (Right::SignReadiness,     [A,  __, R,  __, __, __]),
    (Right::DecideGo,          [A,  __, C,  __, C,  I ]),
    (Right::WriteReleaseNotes, [A,  __, __, __, __, __]),

    (Right::ChangeWhoDecides,  [A,  __, I,  __, C,  I ]),
];
