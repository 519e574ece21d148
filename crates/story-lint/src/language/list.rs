//! The word lists a language has.

/// A word list: a file of one entry a line, a word or a phrase, for some lists with a value behind `:`, `->` or `+`.
/// What each list is for stands in its first line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each file says in its first line what it is for")]
#[repr(u8)]
pub enum List {
    Adverbs,
    Broad,
    Changes,
    Clauses,
    Creates,
    Determiners,
    Either,
    Empty,
    Ends,
    Examples,
    Given,
    Helpers,
    Infinitives,
    Irregular,
    Joins,
    Messages,
    Modals,
    More,
    Negative,
    NotAdverbs,
    Notes,
    Outcomes,
    Pairs,
    Phrasal,
    Prepositions,
    Pronouns,
    Qualities,
    References,
    Roles,
    Same,
    Scenarios,
    Solutions,
    Standards,
    States,
    Steps,
    Stems,
    Subjects,
    Then,
    Vague,
    Verbs,
    Wants,
    When,
}

impl List {
    /// Every list with the name of its file.
    pub const ALL: [(Self, &'static str); 42] = [
        (Self::Adverbs, "adverbs"),
        (Self::Broad, "broad"),
        (Self::Changes, "changes"),
        (Self::Clauses, "clauses"),
        (Self::Creates, "creates"),
        (Self::Determiners, "determiners"),
        (Self::Either, "either"),
        (Self::Empty, "empty"),
        (Self::Ends, "ends"),
        (Self::Examples, "examples"),
        (Self::Given, "given"),
        (Self::Helpers, "helpers"),
        (Self::Infinitives, "infinitives"),
        (Self::Irregular, "irregular"),
        (Self::Joins, "joins"),
        (Self::Messages, "messages"),
        (Self::Modals, "modals"),
        (Self::More, "more"),
        (Self::Negative, "negative"),
        (Self::NotAdverbs, "not-adverbs"),
        (Self::Notes, "notes"),
        (Self::Outcomes, "outcomes"),
        (Self::Pairs, "pairs"),
        (Self::Phrasal, "phrasal"),
        (Self::Prepositions, "prepositions"),
        (Self::Pronouns, "pronouns"),
        (Self::Qualities, "qualities"),
        (Self::References, "references"),
        (Self::Roles, "roles"),
        (Self::Same, "same"),
        (Self::Scenarios, "scenarios"),
        (Self::Solutions, "solutions"),
        (Self::Standards, "standards"),
        (Self::States, "states"),
        (Self::Steps, "steps"),
        (Self::Stems, "stems"),
        (Self::Subjects, "subjects"),
        (Self::Then, "then"),
        (Self::Vague, "vague"),
        (Self::Verbs, "verbs"),
        (Self::Wants, "wants"),
        (Self::When, "when"),
    ];

    /// Its bit in the set of lists a word stands in.
    pub(super) fn bit(self) -> u64 {
        1 << (self as u8)
    }
}
