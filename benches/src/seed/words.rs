//! The same words in every run: sentences put together from lists, by numbers that only look random.

/// Numbers that look random and are the same each time.
pub(crate) struct Dice(u64);

impl Dice {
    /// The numbers of one thing.
    pub(crate) fn of(seed: usize) -> Self {
        Self(seed as u64 ^ 0x5eed_0f7a_4de3)
    }

    /// A number below an end.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((number ^ (number >> 31)) % end.max(1) as u64) as usize
    }

    /// One of a list.
    pub(crate) fn one<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// Some sentences about the library.
    pub(crate) fn sentences(&mut self, count: usize) -> String {
        let sentences = (0..count).map(|_| {
            format!(
                "{} the {} {} of {} {} {}.",
                self.one(BEGINNINGS),
                self.one(ADJECTIVES),
                self.one(NOUNS),
                self.name(),
                self.one(VERBS),
                self.one(ENDINGS)
            )
        });
        sentences.collect::<Vec<_>>().join(" ")
    }

    /// A word that few others have.
    fn name(&mut self) -> String {
        let mut name: String = (0..3).map(|_| self.one(SYLLABLES)).collect();
        name[..1].make_ascii_uppercase();
        name
    }

    /// A few words, as a title has them.
    pub(crate) fn title(&mut self) -> String {
        format!("{} {} {} {}", self.one(DEEDS), self.one(ADJECTIVES), self.one(NOUNS), self.one(ENDINGS))
    }

    /// A role of the readers.
    pub(crate) fn role(&mut self) -> &'static str {
        self.one(ROLES)
    }

    /// What somebody wants.
    pub(crate) fn wish(&mut self) -> String {
        format!("to {} {} {}", self.one(DEEDS).to_lowercase(), self.one(ADJECTIVES), self.one(NOUNS))
    }
}

const DEEDS: &[&str] = &[
    "Find",
    "Borrow",
    "Return",
    "Reserve",
    "Renew",
    "Compare",
    "Share",
    "Print",
    "Scan",
    "Sort",
    "Count",
    "Move",
    "Check",
    "Export",
    "Announce",
    "Hide",
    "Translate",
    "Rate",
    "Recommend",
    "Collect",
    "Order",
    "Merge",
    "Label",
];
const ADJECTIVES: &[&str] = &[
    "overdue",
    "new",
    "lost",
    "damaged",
    "popular",
    "rare",
    "digital",
    "foreign",
    "reserved",
    "returned",
    "heavy",
    "shared",
    "monthly",
    "local",
    "hidden",
    "quiet",
    "recent",
    "printed",
    "borrowed",
    "unread",
    "illustrated",
];
const NOUNS: &[&str] = &[
    "books",
    "loans",
    "shelves",
    "readers",
    "reminders",
    "branches",
    "catalogues",
    "fees",
    "labels",
    "magazines",
    "reservations",
    "returns",
    "reports",
    "invitations",
    "lists",
    "cards",
    "audiobooks",
    "maps",
    "notes",
    "rooms",
];
const ENDINGS: &[&str] = &[
    "at the desk",
    "from a phone",
    "before closing time",
    "in another branch",
    "without asking",
    "by barcode",
    "for a school class",
    "during the holidays",
    "on the first day",
    "after a reminder",
    "in one step",
    "with a screen reader",
    "for the whole family",
    "while offline",
    "by e-mail",
    "over the weekend",
];
const VERBS: &[&str] = &[
    "were missing",
    "took too long",
    "could not be found",
    "came back twice",
    "were shown in the wrong order",
    "needed three people",
    "were printed again",
    "never arrived",
    "must be easier to see",
    "are hard to explain",
];
const BEGINNINGS: &[&str] =
    &["Last week", "Every morning", "When we open", "For many of us", "Since the move", "Now and then", "In March"];
const SYLLABLES: &[&str] =
    &["ba", "del", "fo", "gar", "hin", "ka", "lo", "mer", "nu", "pol", "ra", "sten", "tri", "vo", "wes", "zan"];
const ROLES: &[&str] =
    &["reader", "librarian", "teacher", "parent", "student", "branch manager", "volunteer", "visitor"];
