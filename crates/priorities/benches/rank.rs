//! A backlog that is scored while somebody moves an input.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use priorities::{Ice, Rice, file, kendall, report::scores};

/// Rows whose inputs go through their scales in steps that have nothing in common.
fn table(rows: usize) -> String {
    let mut text = "id,reach,impact,confidence,effort,ice impact,ice confidence,ease\n".to_owned();
    for row in 0..rows {
        let (reach, impact, sure, effort) =
            (row * 7_919 % 10_007, [0.25, 0.5, 1.0, 2.0, 3.0][row % 5], row % 11, row % 13);
        let (ice, ice_sure, ease) = (1 + row % 10, 1 + row * 3 % 10, 1 + row * 7 % 10);
        let _ = writeln!(text, "{row},{reach},{impact},{}%,{},{ice},{ice_sure},{ease}", sure * 10, effort + 1);
    }
    text
}

fn bench(criterion: &mut Criterion) {
    for rows in [200, 2_000] {
        let text = table(rows);
        criterion.bench_function(&format!("read {rows} rows"), |bencher| bencher.iter(|| file::read(text.as_bytes())));
        let read = file::read(text.as_bytes()).unwrap_or_default();
        criterion.bench_function(&format!("score {rows} rows, with what would change the order"), |bencher| {
            bencher.iter(|| scores(black_box(&read), &Rice, None));
        });
        criterion.bench_function(&format!("score {rows} rows by two methods and compare"), |bencher| {
            bencher.iter(|| scores(black_box(&read), &Rice, Some(&Ice)));
        });
    }
    let scores: Vec<f64> = (0_u32..100_000).map(|row| f64::from(row * 7_919 % 10_007)).collect();
    let others: Vec<f64> = (0_u32..100_000).map(|row| f64::from(row * 31 % 1_009)).collect();
    criterion.bench_function("compare the orders of 100,000 rows", |bencher| {
        bencher.iter(|| kendall(black_box(&scores), black_box(&others)));
    });
}

criterion_group!(benches, bench);
criterion_main!(benches);
