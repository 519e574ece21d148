//! What a query and a change cost among 100,000 texts, and what the index weighs.
//!
//! ```sh
//! cargo bench -p alike
//! ```

#[path = "../tests/support/chance.rs"]
mod chance;
#[path = "../tests/support/texts.rs"]
mod texts;

use alike::{Index, Text};
use criterion::Criterion;
use std::hint::black_box;
use std::{env, fs};
use texts::Texts;

const MANY: usize = 100_000;
/// A page of the kernel, in which Linux counts what is resident.
const PAGE: f64 = 4096.0;

fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(50);
    if env::args().any(|word| word == "--test") {
        return;
    }
    let before = resident();
    let index = index_of(2 * MANY);
    if let (Some(before), Some(after)) = (before, resident()) {
        eprintln!("{} texts: {:.0} MB", index.len(), after - before);
    }
    drop(index);
    let mut index = index_of(MANY);
    queries(&mut criterion, &index);
    changes(&mut criterion, &mut index);
    criterion.final_summary();
}

fn index_of(texts: usize) -> Index<usize> {
    let mut index = Index::new();
    for (key, (title, text)) in Texts::new(1).take(texts).enumerate() {
        index.put(key, &Text { title: &title, text: &text });
    }
    index
}

fn queries(criterion: &mut Criterion, index: &Index<usize>) {
    let mut key = 0;
    criterion.bench_function("alike to one of 100,000", |bench| {
        bench.iter(|| {
            key = (key + 7919) % MANY;
            black_box(index.alike_to(&key, 10))
        });
    });
    for (name, least, most) in [("title", 4, 9), ("page", 500, 500)] {
        let mut asked = Texts::new(2);
        let asked: Vec<String> = (0..50).map(|_| asked.words(least, most)).collect();
        let mut texts = asked.iter().cycle();
        criterion.bench_function(&format!("a new {name} among 100,000"), |bench| {
            bench.iter(|| texts.next().map(|text| black_box(index.alike(&text_of(text), 10))));
        });
    }
    let text = Text { title: "how do we export ba", text: "" };
    criterion.bench_function("a word half written among 100,000", |bench| {
        bench.iter(|| black_box(index.alike_so_far(&text, 10)));
    });
}

/// A long one is a page, a short one a title.
fn text_of(words: &str) -> Text<'_> {
    if words.len() > 100 { Text { title: "", text: words } } else { Text { title: words, text: "" } }
}

fn changes(criterion: &mut Criterion, index: &mut Index<usize>) {
    let mut texts = Texts::new(3);
    let mut key = MANY;
    criterion.bench_function("one text more among 100,000", |bench| {
        bench.iter(|| {
            let (title, text) = texts.next().unwrap_or_default();
            key += 1;
            index.put(key, &Text { title: &title, text: &text });
        });
    });
    criterion.bench_function("one text replaced among 100,000", |bench| {
        bench.iter(|| {
            let (title, text) = texts.next().unwrap_or_default();
            key = (key + 7919) % MANY;
            index.put(key, &Text { title: &title, text: &text });
        });
    });
    let mut key = 0;
    criterion.bench_function("one text forgotten and taken in again among 100,000", |bench| {
        bench.iter(|| {
            let (title, text) = texts.next().unwrap_or_default();
            key = (key + 7919) % MANY;
            index.remove(&key);
            index.put(key, &Text { title: &title, text: &text });
        });
    });
}

/// Megabytes resident, where the kernel tells.
fn resident() -> Option<f64> {
    let pages = fs::read_to_string("/proc/self/statm").ok()?;
    Some(pages.split_whitespace().nth(1)?.parse::<f64>().ok()? * PAGE / 1e6)
}
