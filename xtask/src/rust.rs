//! Just enough of Rust's grammar to tell code, texts, comments, tests and functions apart.

use std::ops::Range;

/// A Rust file, cut into what rules ask about.
pub(crate) struct Source {
    /// The file with comments and the insides of texts blanked, byte for byte, so that searching it finds code only.
    pub(crate) code: String,
    /// Every text literal.
    pub(crate) texts: Vec<Literal>,
    /// Where lines begin.
    starts: Vec<usize>,
    /// The bytes of items marked `#[cfg(test)]`.
    tests: Vec<Range<usize>>,
}

/// A text literal.
pub(crate) struct Literal {
    /// What it says, escapes as written.
    pub(crate) text: String,
    /// Where its opening quote stands in the code.
    pub(crate) at: usize,
}

/// A function with a body.
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) first_line: usize,
    pub(crate) lines: usize,
    pub(crate) at: usize,
}

impl Source {
    /// Cuts a file.
    pub(crate) fn scan(text: &str) -> Self {
        let (code, texts) =
            Cutter { whole: text, from: text.as_bytes(), at: 0, code: Vec::new(), texts: Vec::new() }.cut();
        let starts = std::iter::once(0)
            .chain(code.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1))
            .collect();
        let tests = tests_in(&code);
        Self { code, texts, starts, tests }
    }

    /// The number of the line a byte is on, from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }

    /// Whether a byte belongs to an item that exists in tests only.
    pub(crate) fn in_test(&self, at: usize) -> bool {
        self.tests.iter().any(|range| range.contains(&at))
    }

    /// How many lines belong to such items.
    pub(crate) fn test_lines(&self) -> usize {
        self.tests.iter().map(|range| self.line(range.end) - self.line(range.start) + 1).sum()
    }

    /// Where a word stands in the code, as a word of its own where it begins or ends with a letter.
    pub(crate) fn find<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        let whole = |at: usize| {
            let before =
                self.code[..at].bytes().next_back().is_some_and(is_name) && word.bytes().next().is_some_and(is_name);
            let after = self.code[at + word.len()..].bytes().next().is_some_and(is_name)
                && word.bytes().next_back().is_some_and(is_name);
            !before && !after
        };
        self.code.match_indices(word).map(|(at, _)| at).filter(move |at| whole(*at))
    }

    /// Every function that has a body.
    pub(crate) fn functions(&self) -> Vec<Function> {
        self.find("fn").filter_map(|at| self.function(at)).collect()
    }

    fn function(&self, at: usize) -> Option<Function> {
        let rest = self.code[at + 2..].trim_start();
        let name: String = rest.bytes().take_while(|b| is_name(*b)).map(char::from).collect();
        if name.is_empty() {
            return None;
        }
        let end = item_end(&self.code, at).filter(|end| self.code.as_bytes()[*end] == b'}')?;
        let first_line = self.line(at);
        Some(Function { name, first_line, lines: self.line(end) - first_line + 1, at })
    }
}

/// Whether a byte can be part of a name.
pub(crate) fn is_name(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}

/// Where the brace opened at `open` is closed.
pub(crate) fn closing(code: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at),
            b'}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

/// Where the item that begins at `at` ends: its closing brace or its semicolon.
fn item_end(code: &str, at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(at) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.checked_sub(1)?,
            b'{' if depth == 0 => return closing(code, at),
            b';' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

fn tests_in(code: &str) -> Vec<Range<usize>> {
    code.match_indices("#[cfg(test)]").filter_map(|(at, _)| Some(at..item_end(code, at)?)).collect()
}

struct Cutter<'a> {
    whole: &'a str,
    from: &'a [u8],
    at: usize,
    code: Vec<u8>,
    texts: Vec<Literal>,
}

impl Cutter<'_> {
    fn cut(mut self) -> (String, Vec<Literal>) {
        while let Some(byte) = self.peek(0) {
            match (byte, self.peek(1)) {
                (b'/', Some(b'/')) => self.blank_until(|c| c.peek(0) == Some(b'\n')),
                (b'/', Some(b'*')) => self.block_comment(),
                (b'"', _) => self.text(),
                (b'r', _) if !self.after_name() => self.raw(1),
                (b'b' | b'c', Some(b'r')) if !self.after_name() => self.raw(2),
                (b'\'', _) => self.quote(),
                _ => self.keep(),
            }
        }
        (String::from_utf8_lossy(&self.code).into_owned(), self.texts)
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.from.get(self.at + ahead).copied()
    }

    fn after_name(&self) -> bool {
        self.at > 0 && is_name(self.from[self.at - 1])
    }

    /// Bytes of letters beyond ASCII become `_`, so that the code stays text of the same length.
    fn keep(&mut self) {
        if let Some(byte) = self.peek(0) {
            self.code.push(if byte.is_ascii() { byte } else { b'_' });
            self.at += 1;
        }
    }

    fn blank(&mut self) {
        if let Some(byte) = self.peek(0) {
            self.code.push(if byte == b'\n' { byte } else { b' ' });
            self.at += 1;
        }
    }

    fn blank_until(&mut self, end: impl Fn(&Self) -> bool) {
        while self.at < self.from.len() && !end(self) {
            self.blank();
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        while self.at < self.from.len() {
            match (self.peek(0), self.peek(1)) {
                (Some(b'/'), Some(b'*')) => depth += 1,
                (Some(b'*'), Some(b'/')) => depth -= 1,
                _ => {
                    self.blank();
                    continue;
                }
            }
            self.blank();
            self.blank();
            if depth == 0 {
                return;
            }
        }
    }

    fn text(&mut self) {
        let opened = self.at;
        self.keep();
        while self.peek(0).is_some_and(|byte| byte != b'"') {
            if self.peek(0) == Some(b'\\') {
                self.blank();
            }
            self.blank();
        }
        self.remember(opened, opened + 1..self.at);
        self.keep();
    }

    /// `r"…"`, `r#"…"#` and the like; anything else that begins with these letters is a name.
    fn raw(&mut self, prefix: usize) {
        let hashes = self.from[self.at + prefix..].iter().take_while(|byte| **byte == b'#').count();
        if self.peek(prefix + hashes) != Some(b'"') {
            return self.keep();
        }
        for _ in 0..prefix + hashes {
            self.blank();
        }
        let opened = self.at;
        self.keep();
        let end = [b"\"".as_slice(), "#".repeat(hashes).as_bytes()].concat();
        self.blank_until(|c| c.from[c.at..].starts_with(&end));
        self.remember(opened, opened + 1..self.at);
        self.keep();
        for _ in 0..hashes {
            self.blank();
        }
    }

    /// A character like `'"'`, or a lifetime.
    fn quote(&mut self) {
        let rest = &self.whole[self.at + 1..];
        let first = rest.chars().next().map_or(1, char::len_utf8);
        self.keep();
        if rest.starts_with('\\') {
            self.blank();
            self.blank();
            self.blank_until(|c| c.peek(0) == Some(b'\''));
            self.keep();
        } else if rest.get(first..).is_some_and(|rest| rest.starts_with('\'')) {
            (0..first).for_each(|_| self.blank());
            self.keep();
        }
    }

    fn remember(&mut self, at: usize, inside: Range<usize>) {
        self.texts.push(Literal { text: String::from_utf8_lossy(&self.from[inside]).into_owned(), at });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        Source::scan(source).texts.into_iter().map(|literal| literal.text).collect()
    }

    #[test]
    fn comments_and_texts_are_no_code() {
        let source = Source::scan("a(); // b()\n/* c() /* d() */ e() */ f(\"g()\", r#\"h(\"x\")\"#);");
        for (word, there) in
            [("a", true), ("b", false), ("c", false), ("e", false), ("f", true), ("g", false), ("h", false)]
        {
            assert_eq!(source.find(word).count() == 1, there, "{word} in {}", source.code);
        }
    }

    #[test]
    fn texts_are_found_in_every_form() {
        assert_eq!(
            texts(r##"x("a\"b", r"c\", r#"d"e"#, b"f", br"g", '"', '\'', '\u{22}', 'é', "h");"##),
            ["a\\\"b", "c\\", "d\"e", "f", "g", "h"]
        );
        assert_eq!(texts("fn a<'b>(c: &'b str, r: u8, for_r: u8) { d(\"e\") }"), ["e"]);
    }

    #[test]
    fn the_cut_keeps_every_byte_in_place() {
        let text = "// ü\nlet ß = '“';\nlet a = \"“”\";";
        let source = Source::scan(text);
        assert_eq!(source.code.len(), text.len());
        assert_eq!(source.line(source.texts[0].at), 3);
    }

    #[test]
    fn functions_have_a_name_and_a_length() {
        let source = Source::scan("trait A { fn b(); }\nfn c(d: fn(u8) -> [u8; 2]) {\n    match e { _ => {} }\n}\n");
        let found: Vec<_> = source.functions().into_iter().map(|f| (f.name, f.first_line, f.lines)).collect();
        assert_eq!(found, [("c".to_owned(), 2, 3)]);
    }

    #[test]
    fn test_modules_are_told_apart() {
        let source = Source::scan("fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c() {}\n");
        let inside: Vec<_> = source.functions().into_iter().map(|f| source.in_test(f.at)).collect();
        assert_eq!(inside, [false, true, false]);
        assert_eq!(source.test_lines(), 4);
    }
}
