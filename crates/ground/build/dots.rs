//! The six dots beside a row of a list: one symbol for each of the 64 patterns of what is there and what is missing, so that a
//! row carries a single `<use>`. A pattern is named by the initials of what is there: `t-vgnfsr` is whole, `t-` has nothing.

use std::fmt::Write as _;

/// Initial and colour of each stop, from left to right.
const STOPS: [(char, Colour); 6] = [
    ('v', Colour::Manager),
    ('g', Colour::Manager),
    ('n', Colour::Owner),
    ('f', Colour::Both),
    ('s', Colour::Owner),
    ('r', Colour::Manager),
];

#[derive(Clone, Copy)]
enum Colour {
    Manager,
    Owner,
    Both,
}

/// The icon file with the 64 symbols before its end.
pub(crate) fn add_to(icons: &str) -> String {
    let dots: String = (0..1 << STOPS.len()).map(symbol).collect();
    icons.replacen("</svg>", &format!("{dots}</svg>"), 1)
}

/// One pattern; bit `i` of `present` says whether stop `i` is there.
fn symbol(present: usize) -> String {
    let has = |stop: usize| present >> stop & 1 == 1;
    let name: String = (0..STOPS.len()).filter(|&stop| has(stop)).map(|stop| STOPS[stop].0).collect();
    let mut svg = format!("<symbol id=\"t-{name}\" viewBox=\"0 0 58 8\">");
    svg.push_str(&lines("", |left| has(left) && has(left + 1)));
    svg.push_str(&lines(" stroke-dasharray=\"1.5 1.5\"", |left| !(has(left) && has(left + 1))));
    for (stop, (_, colour)) in STOPS.iter().enumerate() {
        svg.push_str(&dot(10 * stop + 4, has(stop).then_some(*colour)));
    }
    svg + "</symbol>\n"
}

/// The lines between neighbours that `wanted` picks by the left one, as one path.
fn lines(dashes: &str, wanted: impl Fn(usize) -> bool) -> String {
    let mut path = String::new();
    for left in (0..STOPS.len() - 1).filter(|&left| wanted(left)) {
        let _ = write!(path, "M{}.5 4H{}.5", 10 * left + 6, 10 * left + 11);
    }
    if path.is_empty() { path } else { format!("<path d=\"{path}\" stroke=\"var(--line-strong)\"{dashes}/>") }
}

fn dot(x: usize, colour: Option<Colour>) -> String {
    match colour {
        Some(Colour::Manager) => format!("<circle cx=\"{x}\" cy=\"4\" r=\"2.8\" fill=\"var(--manager)\"/>"),
        Some(Colour::Owner) => format!("<circle cx=\"{x}\" cy=\"4\" r=\"2.8\" fill=\"var(--owner)\"/>"),
        Some(Colour::Both) => format!(
            "<path d=\"M{x} 1.2a2.8 2.8 0 0 0 0 5.6z\" fill=\"var(--manager)\"/>\
             <path d=\"M{x} 1.2a2.8 2.8 0 0 1 0 5.6z\" fill=\"var(--owner)\"/>"
        ),
        None => format!(
            "<circle cx=\"{x}\" cy=\"4\" r=\"2.4\" fill=\"var(--surface)\" stroke=\"var(--control)\" stroke-width=\"1\" \
             stroke-dasharray=\"1.4 1.2\"/>"
        ),
    }
}
