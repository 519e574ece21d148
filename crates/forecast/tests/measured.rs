//! The figures of `docs/measured.md`, on series that nobody here made. `TANDEM_DATA` names the folder that holds them:
//!
//! `TANDEM_DATA=DIR cargo test -p forecast --release --test measured -- --nocapture`

#[cfg(test)]
mod support {
    pub(crate) mod series;
}

use forecast::{Inputs, LevelScore, NOMINALS, Reach, Replay, Replays, judge};
use support::series::{self, Named, is_kept_aside};

/// Of how many series drawn anew the interval is made.
const RESAMPLED: usize = 2_000;

#[test]
fn forecasts_hold_as_often_as_they_say() {
    let Some(series) = series::series() else {
        eprintln!("TANDEM_DATA names no folder of data: nothing is measured");
        return;
    };
    for open in [false, true] {
        let from =
            if open { "finished work and work in progress, where the file shows it" } else { "finished work alone" };
        eprintln!("\n## From {from}");
        let replayed: Vec<(Named, Replays)> =
            series.iter().filter_map(|named| Some((named.clone(), replay(named, open)?))).collect();
        let part = |name: &str, wanted: &dyn Fn(&Named) -> bool| {
            let chosen: Vec<&Replays> =
                replayed.iter().filter(|(named, _)| wanted(named)).map(|(_, replays)| replays).collect();
            tell(name, &chosen);
        };
        part("tuned on", &|named| !is_kept_aside(&named.name));
        part("kept aside", &|named| is_kept_aside(&named.name));
        part("all", &|_| true);
        for (named, replays) in replayed.iter().filter(|(_, replays)| !replays.made.is_empty()) {
            tell(&named.name, &[replays]);
        }
        let all: Vec<&Replays> = replayed.iter().map(|(_, replays)| replays).collect();
        hold(&judge(&pool(&all, |replays| &replays.made)), &judge(&pool(&all, |replays| &replays.plain)));
    }
}

/// As often as they say, and with less loss than the plain method where people commit.
fn hold(ours: &[LevelScore], plain: &[LevelScore]) {
    for (ours, plain) in ours.iter().zip(plain) {
        let people_commit = ours.nominal >= 85;
        let allowed = if people_commit { 0.03 } else { 0.04 };
        assert!((ours.held - f64::from(ours.nominal) / 100.0).abs() <= allowed, "{ours:?}");
        assert!(!people_commit || ours.pinball < plain.pinball, "{ours:?} {plain:?}");
    }
}

/// Four weeks ahead from twelve weeks of history.
fn replay(named: &Named, open: bool) -> Option<Replays> {
    let mut items = named.items.clone();
    if !open {
        items.iter_mut().for_each(|item| item.created = None);
    }
    let as_of = items.iter().filter_map(|item| item.finished).max()?;
    let reach = Reach { period_days: 7, horizon: 4, history: 12, runs: 10_000, seed: 1 };
    Some(Inputs::of(&items, as_of, reach).ok()?.replay())
}

fn tell(name: &str, series: &[&Replays]) {
    let (made, plain) = (pool(series, |replays| &replays.made), pool(series, |replays| &replays.plain));
    let refused: usize = series.iter().map(|replays| replays.refused).sum();
    eprintln!("\n{name}: {} forecasts, {refused} refused", made.len());
    for (at, (ours, plain)) in judge(&made).iter().zip(judge(&plain)).enumerate() {
        let LevelScore { nominal, came_true, held, stated, promised_mean, pinball, .. } = ours;
        let (low, high) = interval(series, at);
        eprintln!(
            "{nominal}: came true {came_true:.3} stated {stated:.3} held {held:.3} [{low:.3} {high:.3}] promised {promised_mean:.2} \
             ({:.3}) pinball {pinball:.3} | plain came true {:.3} stated {:.3} held {:.3} promised {:.2} pinball {:.3}",
            promised_mean / plain.promised_mean,
            plain.came_true,
            plain.stated,
            plain.held,
            plain.promised_mean,
            plain.pinball
        );
    }
}

fn pool(series: &[&Replays], chosen: impl Fn(&Replays) -> &Vec<Replay>) -> Vec<Replay> {
    series.iter().flat_map(|replays| chosen(replays)).copied().collect()
}

/// The middle 90 % of what held when the series are drawn anew, with replacement.
fn interval(series: &[&Replays], at: usize) -> (f64, f64) {
    let below = 1.0 - f64::from(NOMINALS[at]) / 100.0;
    let held = |replays: &Replays| replays.made.iter().filter(|replay| replay.place >= below).count();
    let counts: Vec<(usize, usize)> = series.iter().map(|replays| (held(replays), replays.made.len())).collect();
    let mut state = 1_u64;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        counts[(state >> 33) as usize % counts.len()]
    };
    let mut shares: Vec<f64> = (0..RESAMPLED)
        .filter_map(|_| {
            let (held, made) = counts.iter().map(|_| draw()).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            (made > 0).then(|| held as f64 / made as f64)
        })
        .collect();
    shares.sort_by(f64::total_cmp);
    let share = |percent: usize| shares.get(shares.len() * percent / 100).copied().unwrap_or(f64::NAN);
    (share(5), share(95))
}
