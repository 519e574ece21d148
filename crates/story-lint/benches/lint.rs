//! A thousand stories, as they are linted while people type.

use criterion::{Criterion, criterion_group, criterion_main};
use story_lint::{Options, lint};

const LABELS: &str = include_str!("../tests/data/atomic.tsv");

fn bench(criterion: &mut Criterion) {
    let stories: Vec<&str> = LABELS.lines().filter_map(|line| line.split('\t').nth(4)).collect();
    let text = stories.iter().cycle().take(1_000).copied().collect::<Vec<_>>().join("\n");
    let options = Options::default();
    criterion.bench_function("lint 1,000 stories", |bencher| bencher.iter(|| lint(text.as_bytes(), &options)));
    criterion.bench_function("lint one story", |bencher| bencher.iter(|| lint(stories[0].as_bytes(), &options)));
}

criterion_group!(benches, bench);
criterion_main!(benches);
