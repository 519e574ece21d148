//! What other tools' states and types are called here.

use super::targets::As;

/// The state of a request, story or feature under each of the names that others give it. A star says that there is no exact
/// counterpart.
#[rustfmt::skip]
const STATES: &[(&[&str], [&str; 3])] = &[
    // names, request, story, feature
    (&["new", "backlog", "todo", "to do", "open", "opened", "reopened", "unstarted", "unscheduled", "triage", "inbox", "pending", "draft", "created", "not started", "ready for development", "ready", "selected for development", "icebox", "unresolved", "next", "queued",
       "neu", "offen", "zu tun", "eingang", "nouveau", "ouvert", "à faire", "a faire", "nuevo", "abierto", "pendiente", "por hacer"], ["new", "draft", "draft"]),
    (&["under review", "considering", "under consideration", "gathering feedback", "needs info", "in discussion", "in prüfung", "à l étude", "en revisión"], ["open", "draft", "draft"]),
    (&["planned", "accepted for planning", "scheduled", "roadmap", "committed", "approved", "agreed", "geplant", "eingeplant", "planifié", "prévu", "planificado"], ["planned", "draft", "agreed"]),
    (&["in progress", "doing", "started", "in work", "wip", "active", "in development", "in arbeit", "in bearbeitung", "läuft", "en cours", "en curso", "en progreso", "working"], ["planned", "in work", "in work"]),
    (&["in sprint", "im sprint", "sprint"], ["planned", "in sprint", "in work"]),
    (&["in review", "code review", "review", "patch available", "testing", "in test", "qa", "in qa", "verify", "im test", "en test", "en revue", "en pruebas"], ["planned", "in review", "in work"]),
    (&["finished", "delivered", "waiting for acceptance", "uat", "ready for release", "ready for acceptance", "to verify", "abnahme", "wartet auf abnahme", "recette"], ["planned", "waiting for acceptance", "in work"]),
    (&["done", "closed", "resolved", "complete", "completed", "shipped", "released", "fixed", "implemented", "live", "accepted", "deployed", "launched", "workaround", "information provided", "pending closed", "answered",
       "erledigt", "fertig", "abgeschlossen", "geschlossen", "umgesetzt", "terminé", "fermé", "fait", "livré", "hecho", "terminado", "cerrado", "resuelto"], ["done", "done", "done"]),
    (&["declined", "rejected", "won t do", "wont do", "won t fix", "wontfix", "canceled", "cancelled", "dropped", "invalid", "abandoned", "not planned", "obsolete", "not a problem", "not a bug", "works for me", "cannot reproduce", "incomplete", "later", "deleted", "archived",
       "abgelehnt", "verworfen", "abgebrochen", "refusé", "rejeté", "annulé", "rechazado", "cancelado", "descartado"], ["declined", "dropped", "dropped"]),
    (&["duplicate", "merged", "duplikat", "doublon", "duplicado"], ["*declined", "*dropped", "*dropped"]),
];

/// A state as it is called here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub(super) name: &'static str,
    /// Whether the source's word says more than this one.
    pub(super) narrowed: bool,
}

/// What a source's word for a state is here.
pub(super) fn state(word: &str, kind: As) -> Option<State> {
    let word = super::words::plain(word);
    let (_, names) = STATES.iter().find(|(words, _)| words.contains(&word.as_str()))?;
    let name = names[kind as usize];
    Some(State { name: name.trim_start_matches('*'), narrowed: name.starts_with('*') })
}

/// Whether a state is an end, so that the source's outcome says which.
pub(super) fn is_end(state: &str) -> bool {
    matches!(state, "done" | "declined" | "dropped")
}

/// A story's type as it is called here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Is(&'static str),
    /// No story at all.
    NotAStory,
}

#[rustfmt::skip]
const TYPES: &[(&[&str], Kind)] = &[
    (&["story", "user story", "feature", "new feature", "improvement", "enhancement", "idea", "wish", "issue", "requirement", "anforderung", "funktion", "récit", "historia"], Kind::Is("user story")),
    (&["bug", "defect", "error", "incident", "fault", "problem", "fehler", "anomalie", "error de software"], Kind::Is("defect")),
    (&["task", "sub task", "subtask", "chore", "enabler", "technical task", "test", "documentation", "maintenance", "refactoring", "dependency upgrade", "aufgabe", "unteraufgabe", "tâche", "tarea", "subtarea"], Kind::Is("enabler")),
    (&["spike", "research", "investigation", "exploration", "recherche"], Kind::Is("spike")),
    (&["release", "milestone", "sprint", "version"], Kind::NotAStory),
];

/// What a source's word for a type is here.
pub(super) fn kind(word: &str) -> Option<Kind> {
    let word = super::words::plain(word);
    TYPES.iter().find(|(words, _)| words.contains(&word.as_str())).map(|(_, kind)| *kind)
}
