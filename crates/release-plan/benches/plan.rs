//! What a plan costs: to the proof for one release, to a good plan for three, and when the capacity is moved a little.

use criterion::{Criterion, criterion_group, criterion_main};
use release_plan::general::Slider;
use release_plan::generator::Shape;
use release_plan::nrp::{Customer, Instance};

fn plans(criterion: &mut Criterion) {
    let one = Shape::usual(1, false).problem(1);
    criterion.bench_function("200 items, four teams, one release, proof", |bencher| {
        bencher.iter(|| one.plan(&mut |_| true));
    });
    let mut slider = Slider::default();
    let _ = slider.plan(&one, &mut |_| true);
    let mut moved = one.clone();
    moved.releases[0].capacity.iter_mut().for_each(|capacity| *capacity *= 1.01);
    criterion.bench_function("capacity moved by 1 %, proof", |bencher| {
        bencher.iter(|| slider.clone().plan(&moved, &mut |_| true));
    });
    let three = Shape::usual(3, false).problem(1);
    criterion.bench_function("200 items, four teams, three releases, to a gap of 1.5 %", |bencher| {
        bencher.iter(|| three.plan(&mut |step| step.objective.is_none_or(|value| value < 0.985 * step.bound)));
    });
}

fn customers(criterion: &mut Criterion) {
    let instance = shared(120, 200);
    let budget = instance.budget_at(0.3);
    criterion.bench_function("120 customers, 200 requirements, 30 %, proof", |bencher| {
        bencher.iter(|| instance.choose(budget, &mut |_| true));
    });
}

/// Customers who share much of what they want.
fn shared(customers: usize, requirements: usize) -> Instance {
    let wish = |customer: usize, of: usize| 1 + (customer * 37 + of * of * 11) % requirements;
    Instance {
        costs: (0..requirements).map(|number| 1 + (number * 7 % 10) as i64).collect(),
        dependencies: (1..requirements).step_by(3).map(|number| (number, number + 1)).collect(),
        customers: (0..customers)
            .map(|number| Customer {
                profit: 10 + (number * 13 % 40) as i64,
                requests: (0..=number % 5).map(|of| wish(number, of)).collect(),
            })
            .collect(),
    }
}

criterion_group!(benches, plans, customers);
criterion_main!(benches);
