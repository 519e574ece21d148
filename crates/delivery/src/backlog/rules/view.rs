//! A view of the backlog: the whole state of its page, as it stands in the address.

use ground::web::encoded;
use together::people::PersonId;
use together::thread::{Key, Kind};

use crate::stories::rules::StoryType;

/// What a page of the backlog shows. Filters combine; what is not said is not filtered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// The feature the stories are part of.
    pub feature: Option<Pick>,
    /// The goal their thread leads to.
    pub goal: Option<Key>,
    /// Estimated, at most at so many points.
    pub points: Option<i64>,
    /// What they are.
    pub of_type: Option<StoryType>,
    /// Ready, or not.
    pub ready: Option<bool>,
    /// With a broken thread.
    pub gaps: bool,
    /// The release they ship in.
    pub release: Option<Pick>,
    /// Words they have.
    pub words: String,
    /// Who looks after them.
    pub owner: Option<PersonId>,
    /// Only what fits the next sprint.
    pub sprint: bool,
    /// The most asked for first, instead of the order.
    pub asked: bool,
    /// Grouped by feature.
    pub by_feature: bool,
    /// Where the page begins: behind the last row of the one before.
    pub after: Option<Cursor>,
    /// The story shown beside the list.
    pub open: Option<Key>,
    /// The story below which a new one is written.
    pub add: Option<Key>,
}

/// A thing to filter by, or having none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// This one.
    Of(Key),
    /// None at all.
    None,
}

/// The last row of a page: how it was sorted before its rank, and its rank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// People who asked for it, or the rank of its feature; empty where the rank is all.
    pub first: String,
    /// Its rank in the backlog.
    pub rank: String,
}

impl View {
    /// Reads the pairs of an address. What cannot be understood is left out and told.
    pub fn read(pairs: &[(String, String)]) -> (Self, Vec<String>) {
        let mut view = Self::default();
        let mut ignored = Vec::new();
        for (name, value) in pairs.iter().filter(|(_, value)| !value.trim().is_empty()) {
            if view.take(name, value.trim()).is_none() {
                ignored.push(format!("{name}={value}"));
            }
        }
        (view, ignored)
    }

    fn take(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "feature" => self.feature = Some(Pick::read(value, Kind::Feature)?),
            "goal" => self.goal = Some(key(value, Kind::Goal)?),
            "points" => self.points = Some(value.parse().ok().filter(|points| (0..=1_000).contains(points))?),
            "type" => self.of_type = Some(StoryType::of_code(value)?),
            "ready" => self.ready = Some(yes_or_no(value)?),
            "gaps" => self.gaps = yes_or_no(value)?,
            "release" => self.release = Some(Pick::read(value, Kind::Release)?),
            "q" => self.words = value.chars().take(200).collect(),
            "owner" => self.owner = Some(value.parse().ok()?),
            "view" if value == "sprint" => self.sprint = true,
            "sort" if value == "asked" => self.asked = true,
            "by" if value == "feature" => self.by_feature = true,
            "after" => self.after = Some(Cursor::read(value)?),
            "open" => self.open = Some(key(value, Kind::Story)?),
            "add" => self.add = Some(key(value, Kind::Story)?),
            // For the forms on the page, and how a list is arranged anyway.
            "new" | "for" | "edit" | "save" | "view" | "sort" | "by" => {}
            _ => return None,
        }
        Some(())
    }

    /// The query of this view, `?…`, in one order whatever it was read from; empty for the plain backlog.
    pub fn query(&self) -> String {
        let pick = |pick: &Option<Pick>| pick.map(|pick| pick.to_string());
        let yes = |flag: bool, word: &str| flag.then(|| word.to_owned());
        let pairs = [
            ("view", yes(self.sprint, "sprint")),
            ("by", yes(self.by_feature, "feature")),
            ("feature", pick(&self.feature)),
            ("goal", self.goal.map(|key| key.to_string())),
            ("points", self.points.map(|points| points.to_string())),
            ("type", self.of_type.map(|of_type| of_type.code().replace(' ', "+"))),
            ("ready", self.ready.map(|ready| if ready { "yes" } else { "no" }.to_owned())),
            ("gaps", yes(self.gaps, "yes")),
            ("release", pick(&self.release)),
            ("owner", self.owner.map(|owner| owner.to_string())),
            ("q", yes(!self.words.is_empty(), &encoded(&self.words))),
            ("sort", yes(self.asked, "asked")),
            ("after", self.after.as_ref().map(Cursor::written)),
            ("open", self.open.map(|key| key.to_string())),
            ("add", self.add.map(|key| key.to_string())),
        ];
        let mut query = String::new();
        for (name, value) in pairs.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(name);
            query.push('=');
            query.push_str(&value);
        }
        query
    }

    /// The same from its beginning with nothing beside it, changed.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut view = Self { after: None, open: None, add: None, ..self.clone() };
        change(&mut view);
        view
    }

    /// What is saved of it: neither the place in it nor what is open beside it.
    pub fn saved(&self) -> String {
        self.with(|_| {}).query()
    }

    /// Whether rows follow one another as in the backlog, none left out: then they can be moved, and lines be drawn.
    pub fn is_whole(&self) -> bool {
        let plain = Self { after: self.after.clone(), open: self.open, add: self.add, ..Self::default() };
        *self == plain
    }

    /// Whether rows follow one another as in the backlog, perhaps only the first of them.
    pub fn follows(&self) -> bool {
        self.is_in_order() && !self.is_filtered()
    }

    /// Whether rows stand in the order of the backlog, some perhaps left out.
    pub fn is_in_order(&self) -> bool {
        !self.asked && !self.by_feature
    }

    /// Whether anything is filtered.
    pub fn is_filtered(&self) -> bool {
        let arranged = Self {
            sprint: self.sprint,
            asked: self.asked,
            by_feature: self.by_feature,
            after: self.after.clone(),
            open: self.open,
            add: self.add,
            ..Self::default()
        };
        *self != arranged
    }
}

impl Pick {
    fn read(value: &str, kind: Kind) -> Option<Self> {
        if value == "none" { Some(Self::None) } else { key(value, kind).map(Self::Of) }
    }
}

impl std::fmt::Display for Pick {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Of(key) => key.fmt(f),
            Self::None => f.write_str("none"),
        }
    }
}

impl Cursor {
    /// The cursor behind a row that is sorted by its rank alone.
    pub fn rank(rank: &str) -> Self {
        Self { first: String::new(), rank: rank.to_owned() }
    }

    fn read(value: &str) -> Option<Self> {
        let (first, rank) = value.split_once('.').unwrap_or(("", value));
        let plain = |text: &str| text.len() <= 200 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        (plain(first) && together::order::rank::is_rank(rank))
            .then(|| Self { first: first.to_owned(), rank: rank.to_owned() })
    }

    fn written(&self) -> String {
        if self.first.is_empty() { self.rank.clone() } else { format!("{}.{}", self.first, self.rank) }
    }
}

fn key(value: &str, kind: Kind) -> Option<Key> {
    value.parse::<Key>().ok().filter(|key| key.kind == kind)
}

fn yes_or_no(value: &str) -> Option<bool> {
    match value {
        "yes" | "1" | "on" | "true" => Some(true),
        "no" | "0" | "false" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> (View, Vec<String>) {
        let pairs = ground::web::FormPairs::parse(query.trim_start_matches('?').as_bytes()).unwrap();
        View::read(pairs.pairs())
    }

    #[test]
    fn an_address_is_read_and_written_the_same() {
        let whole = "?view=sprint&by=feature&feature=F-12&goal=G-3&points=13&type=user+story&ready=no&gaps=yes&release=none\
                     &owner=01890a5d-ac96-774b-bcce-b302099a8057&q=%C3%BCber+100%25&sort=asked&after=41.b02&open=S-214";
        let (view, ignored) = read(whole);
        assert_eq!((view.query().as_str(), ignored.len()), (whole, 0));
        assert_eq!(view.words, "über 100%");
        assert_eq!(read("?open=S-214&points=13&ready=").0.query(), "?points=13&open=S-214");
        assert_eq!(read("").0, View::default());
    }

    #[test]
    fn what_is_not_understood_is_told_and_left_out() {
        let (view, ignored) = read("points=many&ready=perhaps&feature=G-1&after=nonsense&colour=red&owner=me&q=hold");
        assert_eq!(view.query(), "?q=hold");
        let told = ["points=many", "ready=perhaps", "feature=G-1", "after=nonsense", "colour=red", "owner=me"];
        assert_eq!(ignored, told);
    }

    #[test]
    fn a_saved_view_keeps_its_state_and_not_its_place() {
        let (view, _) = read("gaps=yes&after=b02&open=S-1");
        assert_eq!(view.saved(), "?gaps=yes");
        assert!(!view.is_whole() && view.is_in_order() && view.is_filtered());
        assert!(read("after=b02&open=S-1").0.is_whole());
        assert!(!read("sort=asked").0.is_whole() && !read("sort=asked").0.is_filtered());
        assert_eq!(view.with(|view| view.gaps = false).query(), "");
    }
}
