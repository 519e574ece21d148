//! What people and tools call their columns, in English, German, French and Spanish.

use super::targets::Target;

/// Names of columns for each field, the likeliest first; in lower case, letters and digits only.
#[rustfmt::skip]
const WORDS: &[(Target, &[&str])] = &[
    (Target::Title, &[
        "title", "summary", "name", "subject", "headline", "request", "story", "idea", "wish", "suggestion", "issue title", "card name",
        "feature request", "short description", "user story", "task name", "task", "feature name", "feature", "capability",
        "titel", "wunsch", "betreff", "überschrift", "zusammenfassung", "bezeichnung", "anforderung", "anfrage", "thema",
        "titre", "demande", "souhait", "objet", "résumé", "sujet", "título", "titulo", "asunto", "petición", "solicitud", "resumen", "nombre",
    ]),
    (Target::Text, &[
        "description", "text", "details", "body", "content", "desc", "comment", "message", "issue description", "feedback", "note", "notes", "long description",
        "beschreibung", "inhalt", "bemerkung", "kommentar", "details text", "nachricht", "texte", "contenu", "commentaire", "détails",
        "descripción", "descripcion", "texto", "contenido", "comentario", "detalles", "mensaje",
    ]),
    (Target::Sentence, &["user story", "story", "sentence", "as a i want so that", "user stories", "nutzergeschichte", "récit utilisateur", "historia de usuario"]),
    (Target::Role, &["role", "as a", "as", "persona", "actor", "who", "rolle", "als", "rôle", "en tant que", "rol", "como"]),
    (Target::Means, &["means", "i want", "i want to", "want", "goal of user", "ich möchte", "möchte ich", "je veux", "quiero"]),
    (Target::End, &["end", "so that", "benefit", "in order to", "why", "damit", "nutzen", "afin de", "bénéfice", "para que", "beneficio"]),
    (Target::Contact, &[
        "contact", "requester", "requested by", "kontakt", "ansprechpartner", "kunde", "asked by", "author", "reporter", "created by", "submitter", "submitted by", "user", "person", "voter", "customer name",
        "contact name", "user name", "author name", "author login", "user login", "creator", "reported by", "posted by",
        "person name", "melder", "gemeldet von", "auteur", "demandeur", "contacto", "solicitante", "autor", "usuario",
    ]),
    (Target::Email, &[
        "email", "e mail", "mail", "email address", "contact email", "author email", "user email", "requester email", "reporter email",
        "customer email", "e mail adresse", "courriel", "adresse email", "correo", "correo electrónico",
    ]),
    (Target::Customer, &[
        "customer", "company", "organization", "organisation", "account", "client", "company name", "account name", "customer company",
        "firma", "unternehmen", "zweigstelle", "filiale", "abteilung", "mandant", "standort", "société", "entreprise", "cliente", "empresa", "branch", "office", "kunde",
    ]),
    (Target::Asked, &[
        "asked on", "asked", "created", "created at", "date", "created date", "creation date", "submitted", "submitted at", "requested at", "created on", "reported", "timestamp",
        "date created", "posted", "opened", "datum", "erstellt", "erstellt am", "angelegt", "angelegt am", "eingang", "eingegangen", "gemeldet am",
        "date de création", "créé", "créé le", "fecha", "fecha de creación", "creado", "createdat",
    ]),
    (Target::Importance, &[
        "importance", "priority", "severity", "urgency", "impact", "value", "wichtig", "wichtigkeit", "priorität", "prio", "dringlichkeit",
        "importance client", "priorité", "urgence", "importancia", "prioridad", "urgencia",
    ]),
    (Target::Votes, &[
        "votes", "vote count", "votes count", "upvotes", "likes", "thumbs up", "score", "supporters", "reactions 1", "reactions total count", "number of votes", "total votes", "votecount",
        "stimmen", "anzahl stimmen", "voix", "votos", "badges votes", "votes votes",
    ]),
    (Target::Points, &[
        "points", "story points", "estimate", "story point estimate", "custom field story points", "custom field story point estimate", "effort", "size", "weight", "complexity",
        "punkte", "schätzung", "aufwand", "storypoints", "points d effort", "estimación", "puntos", "puntos de historia",
    ]),
    (Target::Type, &["type", "issue type", "story type", "work item type", "kind", "tracker", "issuetype name", "typ", "art", "vorgangstyp", "tipo"]),
    (Target::State, &[
        "state", "status", "current state", "list", "column", "stage", "workflow state", "status name", "list name", "stand", "zustand",
        "état", "etat", "statut", "estado",
    ]),
    (Target::Outcome, &["resolution", "state reason", "resolution name", "outcome", "lösung", "ergebnis", "résolution", "resolución"]),
    (Target::Feature, &["feature", "epic", "epic name", "parent summary", "epic title", "epic link", "module name", "parent title", "funktion", "fonctionnalité", "funcionalidad", "épica", "parent"]),
    (Target::Goal, &["goal", "objective", "initiative", "theme", "ziel", "objectif", "objetivo"]),
    (Target::Criteria, &["acceptance criteria", "criteria", "acceptance criterion", "checklist", "custom field acceptance criteria", "conditions of satisfaction", "akzeptanzkriterien", "kriterien", "critères d acceptation", "criterios de aceptación"]),
    (Target::Labels, &["labels", "tags", "label", "tag", "category", "categories", "components", "component s", "schlagworte", "schlagwörter", "kategorie", "étiquettes", "catégorie", "etiquetas", "categoría"]),
    (Target::Created, &[
        "created", "created at", "created date", "creation date", "created on", "date created", "opened", "opened at", "date",
        "erstellt", "erstellt am", "angelegt", "angelegt am", "datum", "créé", "créé le", "date de création", "creado", "fecha de creación", "fecha", "createdat",
    ]),
    (Target::Finished, &[
        "finished", "resolved", "closed at", "completed", "completed at", "accepted at", "done at", "finished date", "closed", "resolution date", "resolutiondate", "finished at", "done on", "closed on", "date closed", "closedat",
        "erledigt am", "abgeschlossen am", "fertig am", "terminé le", "fermé le", "fecha de cierre", "terminado",
    ]),
    (Target::Id, &[
        "issue key", "key", "id", "identifier", "issue id", "number", "iid", "ticket", "ticket id", "uuid", "story id", "post id", "request id", "reference", "ref", "no", "nr",
        "nummer", "kennung", "vorgangsschlüssel", "schlüssel", "numéro", "référence", "número", "clave", "referencia",
    ]),
    (Target::DuplicateOf, &["duplicate of", "original number", "merged into", "duplikat von", "doublon de", "duplicado de"]),
    (Target::Link, &["url", "link", "web url", "html url", "permalink", "short url", "adresse url", "lien", "enlace"]),
];

/// Words around a name that say nothing about it.
const WRAPPINGS: &[&str] = &["fields ", "issue ", "node ", "attributes ", "content ", "issue fields ", "data "];

/// Letters and digits in lower case with single blanks: `Custom field (Story Points)` → `custom field story points`.
pub(super) fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() {
            plain.push(' ');
        } else {
            // `createdAt` is two words.
            if c.is_uppercase() && small {
                plain.push(' ');
            }
            plain.extend(c.to_lowercase());
        }
        small = c.is_lowercase();
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How well a column's name names a field: 100 for the likeliest of its names, less for others, nothing for none.
pub(super) fn score(name: &str, target: Target) -> Option<u32> {
    let name = plain(name);
    let words = WORDS.iter().find(|(of, _)| *of == target).map_or(&[][..], |(_, words)| words);
    let place =
        |name: &str| words.iter().position(|word| *word == name).map(|at| u32::try_from(at).unwrap_or(40).min(40));
    if let Some(at) = place(&name) {
        return Some(100 - at);
    }
    let inner = WRAPPINGS.iter().find_map(|wrapping| name.strip_prefix(wrapping));
    // What is called by an object's name: `fields.status.name`.
    let named = name.strip_suffix(" name").or_else(|| name.strip_suffix(" title"));
    let both = inner.map(|inner| inner.strip_suffix(" name").unwrap_or(inner));
    let at = inner.and_then(place).or_else(|| both.and_then(place)).or_else(|| named.and_then(place))?;
    Some(50 - at)
}

/// Whether a text is the name of a column somewhere.
pub(super) fn is_known(name: &str) -> bool {
    let name = plain(name);
    WORDS.iter().any(|(_, words)| words.contains(&name.as_str()))
}
