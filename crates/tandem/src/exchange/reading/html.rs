//! Cells that are a piece of HTML → their text and the first address they link to.

/// Tags whose presence at the very beginning says that a cell is HTML and not a text about it.
const TAGS: &[&str] = &[
    "a",
    "p",
    "div",
    "span",
    "b",
    "i",
    "em",
    "strong",
    "ul",
    "ol",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "table",
    "img",
    "pre",
    "code",
    "blockquote",
];

/// Tags that end a line.
const LINES: &[&str] =
    &["p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "blockquote"];

const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("szlig", 'ß'),
    ("eacute", 'é'),
    ("euro", '€'),
];

/// The text and link of a cell that begins with a tag and ends with one; nothing if the cell is not HTML.
pub(super) fn read(cell: &str) -> Option<(String, Option<String>)> {
    let html = cell.trim();
    if !html.starts_with('<') || !html.ends_with('>') || !TAGS.contains(&tag_name(html.get(1..)?).as_str()) {
        return None;
    }
    let (mut text, mut link, mut rest) = (String::with_capacity(html.len()), None, html);
    while let Some(at) = rest.find('<') {
        unescape(&rest[..at], &mut text);
        let Some(end) = rest[at..].find('>') else {
            break;
        };
        let tag = &rest[at + 1..at + end];
        let name = tag_name(tag.trim_start_matches('/'));
        if name == "a" && link.is_none() {
            link = attribute(tag, "href").filter(|href| href.starts_with("http"));
        }
        if LINES.contains(&name.as_str()) && !text.ends_with('\n') && !text.is_empty() {
            text.push('\n');
        }
        rest = &rest[at + end + 1..];
    }
    unescape(rest, &mut text);
    Some((text.trim().to_owned(), link))
}

fn tag_name(tag: &str) -> String {
    tag.chars().take_while(char::is_ascii_alphanumeric).take(12).collect::<String>().to_ascii_lowercase()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split_once(name)?.1.trim_start().strip_prefix('=')?.trim_start();
    let raw = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split_ascii_whitespace().next()?,
    };
    let mut plain = String::new();
    unescape(raw, &mut plain);
    Some(plain)
}

fn unescape(escaped: &str, into: &mut String) {
    let mut rest = escaped;
    while let Some(at) = rest.find('&') {
        into.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest[1..].find(';').filter(|end| *end <= 8).and_then(|end| Some((end, entity(&rest[1..=end])?)));
        if let Some((end, char)) = entity {
            into.push(char);
            rest = &rest[end + 2..];
        } else {
            into.push('&');
            rest = &rest[1..];
        }
    }
    into.push_str(rest);
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, char)| *char)
}
