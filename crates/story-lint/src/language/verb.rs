//! Which words are verbs, and in which form.

use super::{Language, List};

/// A word that is or can be a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verb {
    pub(crate) form: Form,
    /// Whether it is hardly ever anything else.
    pub(crate) clear: bool,
}

/// The form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// "write"
    Base,
    /// "writes"
    Third,
    /// "written", "stored": what follows "be" or "have".
    Past,
    /// "writing"
    Ing,
}

impl Language {
    /// What verb a word can be.
    pub(crate) fn verb(&self, key: &str) -> Option<Verb> {
        if let Some(clear) = self.base(key) {
            return Some(Verb { form: Form::Base, clear });
        }
        if self.word(key).is_some_and(|word| word.is(List::Irregular)) {
            return Some(Verb { form: Form::Past, clear: true });
        }
        self.stems.iter().find_map(|(ending, instead)| {
            let stem = key.strip_suffix(ending.as_str()).filter(|stem| stem.len() > 1)?;
            let form = match ending.chars().last() {
                Some('s') => Form::Third,
                Some('d') => Form::Past,
                _ => Form::Ing,
            };
            let clear = self.base(&format!("{stem}{instead}")).or_else(|| self.base(undoubled(stem)?))?;
            Some(Verb { form, clear })
        })
    }

    /// The form words are compared in: without the ending if the lists know what is left, without the "s" of several else.
    pub(crate) fn stem(&self, key: &str) -> String {
        let known = self.stems.iter().find_map(|(ending, instead)| {
            let base = format!("{}{instead}", key.strip_suffix(ending.as_str())?);
            self.base(&base).map(|_| base)
        });
        let plain = key.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']));
        known.unwrap_or_else(|| plain.unwrap_or(key).to_owned())
    }

    /// Whether a word is the base form of a verb: of one that is nothing else (true) or can be (false).
    fn base(&self, key: &str) -> Option<bool> {
        let word = self.word(key)?;
        if word.is(List::Verbs) { Some(true) } else { word.is(List::Either).then_some(false) }
    }
}

/// "stopp" is "stop".
fn undoubled(stem: &str) -> Option<&str> {
    let mut ends = stem.char_indices().rev();
    let (at, last) = ends.next()?;
    (ends.next()?.1 == last).then_some(&stem[..at])
}

#[cfg(test)]
mod tests {
    use super::{Form, Language, Verb};

    #[test]
    fn forms_go_back_to_the_list() {
        let english = Language::english();
        let form = |word| english.verb(word).map(|verb| verb.form);
        assert_eq!(english.verb("delete"), Some(Verb { form: Form::Base, clear: true }));
        assert_eq!(english.verb("report"), Some(Verb { form: Form::Base, clear: false }));
        assert_eq!(form("verifies"), Some(Form::Third));
        assert_eq!(form("stopped"), Some(Form::Past));
        assert_eq!(form("written"), Some(Form::Past));
        assert_eq!(form("managing"), Some(Form::Ing));
        assert_eq!(form("table"), None);
    }
}
