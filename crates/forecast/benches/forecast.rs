//! What a forecast costs. The budget is 20 ms for 10,000 runs.

use criterion::{Criterion, criterion_group, criterion_main};
use forecast::{Inputs, Part, when};
use time::macros::date;

/// Five years of weeks, with a level that wanders and quiet weeks in between.
fn inputs() -> Inputs {
    let finished = (0..260_u32).map(|week| if week % 9 == 4 { 0 } else { 4 + week * 7 % 5 + week / 40 }).collect();
    Inputs {
        as_of: date!(2026 - 06 - 30),
        period_days: 7,
        horizon: 4,
        history: 12,
        finished,
        created: None,
        in_progress: None,
        runs: 10_000,
        seed: 1,
    }
}

fn forecasts(criterion: &mut Criterion) {
    let inputs = inputs();
    criterion.bench_function("how many, 10,000 runs", |bencher| bencher.iter(|| inputs.how_many()));
    let level = inputs.level().ok();
    let part = Part { remaining: 40, growth: level.clone(), teams: level.into_iter().cycle().take(3).collect() };
    criterion.bench_function("when, three teams and growth, 10,000 runs", |bencher| {
        bencher.iter(|| when(std::slice::from_ref(&part), 260, inputs.runs, inputs.seed));
    });
    let mut group = criterion.benchmark_group("of the past");
    group.sample_size(10).bench_function("62 forecasts", |bencher| bencher.iter(|| inputs.backtest()));
    group.finish();
}

criterion_group!(benches, forecasts);
criterion_main!(benches);
