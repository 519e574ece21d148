//! How long plans take to prove, and how good they are when time is short, on problems made from seeds. Time is that of one
//! core where the system tells it, else that of the clock.
//!
//! Only measured in release builds, where the figures mean something:
//! ```sh
//! TANDEM_DATA=DIR cargo test --release -p release-plan --test measured -- --nocapture --test-threads 1
//! ```

use std::ops::Range;
use std::path::Path;
use std::time::Instant;

use release_plan::general::{Slider, Step};
use release_plan::generator::Shape;
use release_plan::nrp::Instance;
use release_plan::problem::Problem;

/// Seeds that settings were chosen on, and seeds that were only looked at afterwards.
const TUNED: Range<u64> = 1..41;
const KEPT: Range<u64> = 1001..1041;
/// Of several releases, so many of each.
const OF_SEVERAL: usize = 8;
/// Nobody waits longer than this, in seconds.
const PATIENCE: f64 = 10.0;

#[test]
fn one_release_is_proven_soon() {
    each_kind(|name, seeds, follows| {
        let mut seconds = vec![];
        let mut moved = [0.95, 0.99, 1.01, 1.05].map(|by| (by, vec![], vec![]));
        for seed in seeds {
            let problem = Shape::usual(1, follows).problem(seed);
            let mut slider = Slider::default();
            let watch = Watch::new();
            if slider.plan(&problem, &mut watch.patience(PATIENCE)).is_none() {
                continue;
            }
            seconds.push(watch.seconds());
            for (by, warm, ratios) in &mut moved {
                let mut problem = problem.clone();
                problem.releases[0].capacity.iter_mut().for_each(|capacity| *capacity *= *by);
                let watch = Watch::new();
                let _ = problem.plan(&mut watch.patience(PATIENCE));
                let cold = watch.seconds();
                let (watch, mut slider) = (Watch::new(), slider.clone());
                let _ = slider.plan(&problem, &mut watch.patience(PATIENCE));
                warm.push(watch.seconds());
                ratios.push(watch.seconds() / cold);
            }
        }
        eprintln!("one release, {name}: proof {}", milliseconds(&mut seconds));
        for (by, mut warm, mut ratios) in moved {
            ratios.sort_by(f64::total_cmp);
            let (times, ratio) = (milliseconds(&mut warm), at(&ratios, 0.5));
            eprintln!("    slider moved to {by}: proof {times}; beside beginning anew {ratio:.2} at the median");
        }
    });
}

#[test]
fn three_releases_are_planned_soon() {
    each_kind(|name, seeds, follows| {
        let mut first = vec![];
        let mut gaps = [0.05, 0.2, 1.0, 10.0].map(|limit| (limit, vec![]));
        for seed in seeds.take(OF_SEVERAL) {
            let seen = steps(&Shape::usual(3, follows).problem(seed));
            first.push(seen.iter().find(|(_, step)| step.objective.is_some()).map_or(f64::INFINITY, |(at, _)| *at));
            for (limit, gaps) in &mut gaps {
                let last = seen.iter().rev().find(|(at, _)| at <= limit);
                let gap = last.and_then(|(_, step)| step.objective.map(|value| 1.0 - value / step.bound));
                gaps.push(gap.unwrap_or(1.0));
            }
        }
        eprintln!("three releases, {name}: first plan {}", milliseconds(&mut first));
        for (limit, mut gaps) in gaps {
            gaps.sort_by(f64::total_cmp);
            let (median, worst) = (100.0 * at(&gaps, 0.5), 100.0 * at(&gaps, 1.0));
            eprintln!("    after {limit} s: gap median {median:.2} %, worst {worst:.2} %");
        }
    });
}

/// The instances in the folder `nrp` of `TANDEM_DATA`.
#[test]
fn next_release_problems_are_proven_soon() {
    let Some(data) = std::env::var_os("TANDEM_DATA").filter(|_| !cfg!(debug_assertions)) else {
        eprintln!("skipped: TANDEM_DATA names no folder, or this is not a release build");
        return;
    };
    let files = std::fs::read_dir(Path::new(&data).join("nrp")).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "txt")) {
        let instance = Instance::read(&std::fs::read_to_string(file).unwrap()).unwrap();
        let told = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7].map(|ratio| {
            let watch = Watch::new();
            let chosen = instance.choose(instance.budget_at(ratio), &mut |_| watch.seconds() < PATIENCE);
            let milliseconds = 1000.0 * watch.seconds();
            let proven = if chosen.is_proven() { "" } else { " not proven" };
            format!("{ratio}: {} {milliseconds:.0} ms{proven}", chosen.objective)
        });
        eprintln!("{}: {}", file.file_stem().unwrap_or_default().display(), told.join(", "));
    }
}

fn each_kind(measure: impl Fn(&str, Range<u64>, bool)) {
    if cfg!(debug_assertions) {
        eprintln!("skipped: this is not a release build");
        return;
    }
    for (part, seeds) in [("tuned", TUNED), ("kept", KEPT)] {
        for (kind, follows) in [("any value", false), ("value follows effort", true)] {
            measure(&format!("{part}, {kind}"), seeds.clone(), follows);
        }
    }
}

/// What a search tells, with the seconds it took until then, for as long as anybody would wait.
fn steps(problem: &Problem) -> Vec<(f64, Step)> {
    let watch = Watch::new();
    let mut patience = watch.patience(PATIENCE);
    let mut seen: Vec<(f64, Step)> = vec![];
    let plan = problem.plan(&mut |step| {
        if seen.last().is_none_or(|(_, last)| (last.objective, last.bound) != (step.objective, step.bound)) {
            seen.push((watch.seconds(), step));
        }
        patience(step)
    });
    let end = plan.map(|plan| Step { objective: Some(plan.objective), bound: plan.bound, parts: plan.parts });
    seen.extend(end.map(|end| (watch.seconds(), end)));
    seen
}

fn milliseconds(seconds: &mut [f64]) -> String {
    seconds.sort_by(f64::total_cmp);
    let [median, late, worst] = [0.5, 0.95, 1.0].map(|share| 1000.0 * at(seconds, share));
    format!("median {median:.0} ms, p95 {late:.0} ms, worst {worst:.0} ms")
}

fn at(sorted: &[f64], share: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * share).round() as usize]
}

/// Tells the time since it was made.
struct Watch {
    cpu: Option<f64>,
    clock: Instant,
}

impl Watch {
    #[expect(clippy::disallowed_methods, reason = "telling time is what this is for")]
    fn new() -> Self {
        Self { cpu: cpu(), clock: Instant::now() }
    }

    fn seconds(&self) -> f64 {
        match (self.cpu, cpu()) {
            (Some(from), Some(to)) => to - from,
            _ => self.clock.elapsed().as_secs_f64(),
        }
    }

    /// Goes on for so many seconds; looks at the time now and then only, for looking takes as long as a part.
    fn patience(&self, limit: f64) -> impl FnMut(Step) -> bool + '_ {
        let mut looks = 0_u32;
        move |_| {
            looks += 1;
            !looks.is_multiple_of(64) || self.seconds() < limit
        }
    }
}

/// Seconds that this thread has had a core, where Linux tells.
fn cpu() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = told.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}
