//! When a story is ready to be chosen for a sprint: what it lacks, and which of that the product’s definition of ready asks for.
//!
//! To change what is checked, change [`Facts::lacks`]: lists, marks, counts, the page of a story and its state follow. A fact
//! that is not looked at yet is read in `store/derived.rs` and handed over in `follow.rs` and `actions/write.rs`.

use std::fmt;

use together::thread::Kind;
use together::thread::rules::Dots;
use together::words::counted;

use super::StoryType;
use crate::definitions::rules::Definition;

/// The most points of a story that is small enough, whatever fits a sprint.
pub const SMALL: i64 = 8;

/// The points up to which a story is small enough: not more than fit a whole sprint, and never more than [`SMALL`].
pub fn small_enough(sprint_capacity: Option<i64>) -> i64 {
    sprint_capacity.map_or(SMALL, |capacity| capacity.min(SMALL))
}

/// What is known of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// What it is.
    pub of_type: StoryType,
    /// Its thread has a need, or somebody said why it needs none.
    pub has_need: bool,
    /// It says for whom.
    pub says_who: bool,
    /// It says what they want.
    pub says_what: bool,
    /// It says what for.
    pub says_why: bool,
    /// How many acceptance criteria it has.
    pub criteria: i64,
    /// How many of them are agreed.
    pub agreed: i64,
    /// Its estimate.
    pub points: Option<i64>,
    /// Points up to which a story is small enough.
    pub small_enough: i64,
    /// How many stories it depends on that are not done.
    pub blockers: i64,
    /// How many questions about it are not answered.
    pub questions: i64,
}

/// Whether a thread is broken above a story: no feature, need or goal, and nobody said why. The vision is the product’s to
/// set, the release comes later; neither is the story’s gap.
pub fn has_gap(thread: Dots) -> bool {
    [Kind::Feature, Kind::Need, Kind::Goal].iter().any(|kind| !thread.has(*kind))
}

/// One thing that keeps a story from being ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// It hangs from no need.
    Need,
    /// It does not say for whom.
    Who,
    /// It does not say what they want.
    What,
    /// It does not say what for.
    Why,
    /// It has no criteria, or not all are agreed.
    Criteria {
        /// How many are agreed.
        agreed: i64,
        /// How many there are.
        of: i64,
    },
    /// It is larger than fits.
    Split,
    /// It has no estimate.
    Points,
    /// A story it depends on is not done.
    Blocked,
    /// Questions about it are not answered.
    Questions(i64),
}

/// One line of the list a story is measured by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The row of the definition.
    pub row: &'static str,
    /// What is asked, or what is still missing of it.
    pub words: String,
    /// Whether it is so.
    pub met: bool,
}

impl Facts {
    /// What keeps the story from being ready, most important first; nothing when it is.
    pub fn lacks(&self) -> Vec<Lack> {
        let tells = self.of_type == StoryType::UserStory;
        let criteria = Lack::Criteria { agreed: self.agreed, of: self.criteria };
        let wanting = [
            (!self.has_need, Lack::Need),
            (tells && !self.says_who, Lack::Who),
            (tells && !self.says_what, Lack::What),
            (tells && !self.says_why, Lack::Why),
            (self.criteria == 0 || self.agreed < self.criteria, criteria),
            (self.questions > 0, Lack::Questions(self.questions)),
            (self.points.is_some_and(|points| points > self.small_enough), Lack::Split),
            (self.points.is_none(), Lack::Points),
            (self.blockers > 0, Lack::Blocked),
        ];
        wanting.into_iter().filter(|(wanting, _)| *wanting).map(|(_, lack)| lack).collect()
    }

    /// The whole list in words, for the page of the story.
    pub fn checks(&self) -> Vec<Check> {
        let lacks = self.lacks();
        let lacking = |of: &[&str]| lacks.iter().find(|lack| of.contains(&lack.code())).copied();
        let check = |row: &'static str, words: &str, of: &[&str]| {
            let lack = lacking(of);
            let words = lack.and_then(Lack::instead).unwrap_or_else(|| words.to_owned());
            Check { row, words, met: lack.is_none() }
        };
        let sentence = match self.of_type {
            StoryType::UserStory => "Says who, what and why",
            _ => "Says what is to be done",
        };
        vec![
            check("need", "Hangs from a need", &["need"]),
            check("sentence", sentence, &["who", "what", "why"]),
            check("criteria", "Has acceptance criteria", &["criteria"]),
            check("size", "Small enough for one sprint", &["split"]),
            check("estimate", "Estimated by the developers", &["points"]),
            check("blocked", "No story blocks it", &["blocked"]),
            check("questions", "No open question", &["question"]),
        ]
    }
}

impl Lack {
    /// The word in tables.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Need => "need",
            Self::Who => "who",
            Self::What => "what",
            Self::Why => "why",
            Self::Criteria { .. } => "criteria",
            Self::Split => "split",
            Self::Points => "points",
            Self::Blocked => "blocked",
            Self::Questions(_) => "question",
        }
    }

    /// The word in a row of a list.
    pub fn label(&self) -> &'static str {
        label(self.code())
    }

    /// What a check says instead, where there is more to say than that it is not met.
    fn instead(self) -> Option<String> {
        match self {
            Self::Criteria { of: 0, .. } | Self::Need | Self::Points | Self::Blocked => None,
            Self::Questions(open) => Some(format!("{} not answered", counted(open, "question", "questions"))),
            Self::Who => Some("Does not say who wants it".to_owned()),
            Self::What => Some("Does not say what they want".to_owned()),
            Self::Why => Some("Does not say what for".to_owned()),
            Self::Criteria { agreed, of } => Some(format!("Criteria {agreed} of {of}")),
            Self::Split => Some("Larger than a sprint. Split it.".to_owned()),
        }
    }
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Criteria { agreed, of } if *of > 0 => write!(f, "criteria:{agreed}/{of}"),
            Self::Questions(open) => write!(f, "question:{open}"),
            other => f.write_str(other.code()),
        }
    }
}

/// What a story lacks as its table keeps it: `why criteria:1/3 question:1 points`.
pub fn written(lacks: &[Lack]) -> String {
    lacks.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// What of all a story lacks the definition of ready asks for, as both are kept, with how many rows are still to be ticked
/// where so many of those it asks for are: `criteria:1/3 own:2`.
pub fn asked_for(lacks: &str, ready: &Definition, ticked: i64) -> String {
    let asked = lacks.split_whitespace().filter(|lack| ready.enforces(row_of(lack))).map(str::to_owned);
    let left = ready.to_tick() - ticked;
    asked.chain((left > 0).then(|| format!("own:{left}"))).collect::<Vec<_>>().join(" ")
}

/// The row of the definition of ready that asks for what is missing.
fn row_of(lack: &str) -> &str {
    match lack.split(':').next().unwrap_or_default() {
        "who" | "what" | "why" => "sentence",
        "split" => "size",
        "points" => "estimate",
        "question" => "questions",
        same => same,
    }
}

/// The word a list shows for what its table keeps: that of the first thing missing, or “Ready”.
pub fn first_label(missing: &str) -> &'static str {
    missing.split([' ', ':']).next().map_or("Ready", label)
}

/// Everything a story lacks in the words of a list: “Criteria 1 of 3”, “Points”; nothing when it is ready.
pub fn labels(missing: &str) -> Vec<String> {
    let in_words = |lack: &str| match lack.split_once(':') {
        Some(("question", open)) => counted(open.parse().unwrap_or_default(), "open question", "open questions"),
        Some(("own", left)) => format!("{left} to tick"),
        Some((code, counted)) => format!("{} {}", label(code), counted.replace('/', " of ")),
        None => label(lack).to_owned(),
    };
    missing.split_whitespace().map(in_words).collect()
}

fn label(code: &str) -> &'static str {
    match code {
        "" => "Ready",
        "need" => "Need",
        "who" => "“As a”",
        "what" => "“I want”",
        "why" => "“So that”",
        "criteria" => "Criteria",
        "split" => "Split",
        "points" => "Points",
        "question" => "Question",
        "own" => "To tick",
        _ => "Blocked",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READY: Facts = Facts {
        of_type: StoryType::UserStory,
        has_need: true,
        says_who: true,
        says_what: true,
        says_why: true,
        criteria: 3,
        agreed: 3,
        points: Some(5),
        small_enough: SMALL,
        blockers: 0,
        questions: 0,
    };

    fn label_of(facts: Facts) -> &'static str {
        first_label(&written(&facts.lacks()))
    }

    #[test]
    fn a_story_says_first_what_matters_most() {
        assert_eq!(label_of(READY), "Ready");
        assert_eq!(label_of(Facts { has_need: false, points: None, ..READY }), "Need");
        assert_eq!(label_of(Facts { says_who: false, says_why: false, ..READY }), "“As a”");
        assert_eq!(label_of(Facts { says_what: false, ..READY }), "“I want”");
        assert_eq!(label_of(Facts { says_why: false, criteria: 0, agreed: 0, ..READY }), "“So that”");
        assert_eq!(label_of(Facts { criteria: 0, agreed: 0, ..READY }), "Criteria");
        assert_eq!(label_of(Facts { agreed: 1, points: Some(13), ..READY }), "Criteria");
        assert_eq!(label_of(Facts { agreed: 2, questions: 1, ..READY }), "Criteria");
        assert_eq!(label_of(Facts { questions: 1, points: Some(13), ..READY }), "Question");
        assert_eq!(label_of(Facts { points: Some(13), blockers: 1, ..READY }), "Split");
        assert_eq!(label_of(Facts { points: None, blockers: 1, ..READY }), "Points");
        assert_eq!(label_of(Facts { blockers: 2, ..READY }), "Blocked");
    }

    #[test]
    fn a_desk_says_everything_that_is_missing() {
        let poor = Facts { says_why: false, agreed: 1, questions: 2, points: None, ..READY };
        assert_eq!(labels(&written(&poor.lacks())), ["“So that”", "Criteria 1 of 3", "2 open questions", "Points"]);
        assert_eq!(labels(&written(&Facts { criteria: 0, agreed: 0, ..READY }.lacks())), ["Criteria"]);
        assert_eq!(labels(&written(&READY.lacks())), [] as [String; 0]);
    }

    #[test]
    fn what_the_definition_does_not_enforce_is_not_missing() {
        use crate::definitions::rules::{Level, Of, Row};
        let poor = Facts { says_why: false, agreed: 1, questions: 2, points: None, ..READY };
        let lacks = written(&poor.lacks());
        let usual = Definition::usual(Of::Ready);
        assert_eq!(asked_for(&lacks, &usual, 0), lacks);
        let mut other = usual.clone();
        for row in other.rows.iter_mut().filter(|row| ["sentence", "estimate", "questions"].contains(&&*row.name())) {
            row.level = Level::Advisory;
        }
        assert_eq!(asked_for(&lacks, &other, 0), "criteria:1/3");
        let own = |level| Row { machine: None, id: None, place: 1, words: "Tested".into(), level };
        other.rows.extend([own(Level::Enforced), own(Level::Enforced), own(Level::Advisory)]);
        assert_eq!(asked_for(&lacks, &other, 0), "criteria:1/3 own:2");
        assert_eq!((asked_for("", &other, 1), asked_for("", &other, 2)), ("own:1".to_owned(), String::new()));
        assert_eq!((first_label("own:1"), labels("own:1")), ("To tick", vec!["1 to tick".to_owned()]));
    }

    #[test]
    fn eight_points_are_small_enough_unless_the_sprint_is_smaller() {
        let of = |points, capacity| {
            let facts = Facts { points: Some(points), small_enough: small_enough(capacity), ..READY };
            facts.lacks().contains(&Lack::Split)
        };
        assert!(!of(8, None) && of(9, None));
        assert!(!of(8, Some(27)) && of(13, Some(27)));
        assert!(!of(5, Some(5)) && of(6, Some(5)));
    }

    #[test]
    fn only_user_stories_must_say_who_and_why() {
        for of_type in [StoryType::Defect, StoryType::Enabler, StoryType::Spike] {
            let facts = Facts { of_type, says_who: false, says_what: false, says_why: false, ..READY };
            assert_eq!(facts.lacks(), []);
        }
    }

    #[test]
    fn a_thread_is_broken_without_feature_need_or_goal_alone() {
        let with = |kinds: &[Kind]| kinds.iter().fold(Dots::of(Kind::Story), |dots, kind| dots.and(Dots::of(*kind)));
        assert!(!has_gap(with(&[Kind::Goal, Kind::Need, Kind::Feature])));
        assert!(has_gap(with(&[Kind::Vision, Kind::Goal, Kind::Need, Kind::Release])));
        assert!(has_gap(with(&[Kind::Goal, Kind::Feature])) && has_gap(with(&[Kind::Need, Kind::Feature])));
    }

    #[test]
    fn an_estimate_of_nothing_is_an_estimate() {
        assert_eq!(Facts { points: Some(0), ..READY }.lacks(), []);
    }

    #[test]
    fn the_list_has_seven_lines_and_says_what_is_missing() {
        let met = |facts: Facts| facts.checks().iter().map(|check| check.met).collect::<Vec<_>>();
        assert_eq!(met(READY), [true; 7]);
        let poor =
            Facts { has_need: false, says_why: false, agreed: 1, points: Some(13), blockers: 1, questions: 1, ..READY };
        assert_eq!(met(poor), [false, false, false, false, true, false, false]);
        let words: Vec<String> = poor.checks().into_iter().map(|check| check.words).collect();
        assert_eq!(words[1..4], ["Does not say what for", "Criteria 1 of 3", "Larger than a sprint. Split it."]);
        assert_eq!(words[6], "1 question not answered");
        assert_eq!(written(&poor.lacks()), "need why criteria:1/3 question:1 split blocked");
    }
}
