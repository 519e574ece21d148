//! What the work in progress lets one expect: how old everything open is, how often work of that age was finished within a
//! period, and how much comes in.

use time::Date;

use crate::counts::Periods;
use crate::rows::Item;

/// How often work of an age was finished is remembered with this half-life, in days: a quarter of a year.
const HAZARD_HALF_LIFE: f64 = 91.0;
/// How much comes in is remembered with the shortest half-life of the paces, in days.
const ARRIVAL_HALF_LIFE: f64 = 14.0;
/// Older work is all of one age, in periods.
const OLDEST: usize = 64;
/// Ages are told apart by doubling: 0, 1, 2–3, 4–7, … periods.
const BANDS: usize = 8;
/// How many pieces of work the share over all ages counts for beside those of an age.
const SHRINK: f64 = 2.0;

/// Whether work in progress can be seen at all: a file of finished work alone does not hold what was given up or is still
/// open, and ages of the rest would tell what only the future knew.
pub(crate) fn is_known(items: &[Item]) -> bool {
    items.iter().any(|item| item.created.is_some() && item.finished.is_none())
}

/// How much is expected to be finished per period over the next `horizon` periods, as known at the beginning of the first
/// period and at the end of each. Nothing that happened later is used.
pub(crate) fn expected(items: &[Item], periods: &Periods, period_days: u32, horizon: u32) -> Vec<f64> {
    let (mut open, by_period) = arrange(items, periods);
    let mut seen = Ages::new(period_days);
    let mut told = Vec::with_capacity(periods.len + 1);
    told.push(0.0);
    for (created, finished) in &by_period {
        age(&mut open);
        open[0] += created;
        seen.remember(*created, &open, finished);
        for (open, finished) in open.iter_mut().zip(finished) {
            *open = (*open - finished).max(0.0);
        }
        told.push(seen.expect(&open, horizon));
    }
    told
}

type ByAge = [f64; OLDEST + 1];

/// What is open before the first period by age, and of each period how much was created and how much was finished by age.
fn arrange(items: &[Item], periods: &Periods) -> (ByAge, Vec<(f64, ByAge)>) {
    let mut open = [0.0; OLDEST + 1];
    let mut by_period = vec![(0.0, [0.0; OLDEST + 1]); periods.len];
    let in_series = |period: i64| usize::try_from(period).ok().filter(|period| *period < periods.len);
    for item in items {
        let Some(created) = item.created.map(|day: Date| periods.of(day)) else { continue };
        let finished = item.finished.map_or(i64::MAX, |day| periods.of(day)).max(created);
        if finished < 0 {
            continue;
        }
        match in_series(created) {
            Some(period) => by_period[period].0 += 1.0,
            // Its age at the end of the last period before the first.
            None if created < 0 => open[age_of(-1 - created)] += 1.0,
            None => continue,
        }
        if let Some(period) = in_series(finished) {
            by_period[period].1[age_of(finished - created)] += 1.0;
        }
    }
    (open, by_period)
}

fn age_of(periods: i64) -> usize {
    usize::try_from(periods).unwrap_or(0).min(OLDEST)
}

/// Everything open is one period older.
fn age(open: &mut ByAge) {
    let oldest = open[OLDEST] + open[OLDEST - 1];
    open.copy_within(..OLDEST - 1, 1);
    open[OLDEST] = oldest;
    open[0] = 0.0;
}

/// What the past says about work by age.
struct Ages {
    at_risk: [f64; BANDS],
    finished: [f64; BANDS],
    arrived: f64,
    arrived_over: f64,
    forget_ages: f64,
    forget_arrivals: f64,
}

impl Ages {
    fn new(period_days: u32) -> Self {
        let keep = |half_life: f64| 0.5_f64.powf(f64::from(period_days) / half_life);
        Self {
            at_risk: [0.0; BANDS],
            finished: [0.0; BANDS],
            arrived: 0.0,
            arrived_over: 0.0,
            forget_ages: keep(HAZARD_HALF_LIFE),
            forget_arrivals: keep(ARRIVAL_HALF_LIFE),
        }
    }

    fn remember(&mut self, created: f64, open: &ByAge, finished: &ByAge) {
        for band in 0..BANDS {
            self.at_risk[band] *= self.forget_ages;
            self.finished[band] *= self.forget_ages;
        }
        for (age, (open, finished)) in open.iter().zip(finished).enumerate() {
            self.at_risk[band_of(age)] += open;
            self.finished[band_of(age)] += finished;
        }
        self.arrived = self.arrived * self.forget_arrivals + created;
        self.arrived_over = self.arrived_over * self.forget_arrivals + 1.0;
    }

    /// The share of work of a band that is finished within a period, drawn to the share over all bands.
    fn hazards(&self) -> [f64; BANDS] {
        let overall = self.finished.iter().sum::<f64>() / self.at_risk.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        std::array::from_fn(|band| {
            ((self.finished[band] + SHRINK * overall) / (self.at_risk[band] + SHRINK)).clamp(0.0, 1.0)
        })
    }

    fn expect(&self, open: &ByAge, horizon: u32) -> f64 {
        let (hazards, arriving) = (self.hazards(), self.arrived / self.arrived_over);
        let (mut open, mut done) = (*open, 0.0);
        for _ in 0..horizon {
            age(&mut open);
            open[0] = arriving;
            for (age, open) in open.iter_mut().enumerate() {
                let now = *open * hazards[band_of(age)];
                done += now;
                *open -= now;
            }
        }
        done / f64::from(horizon.max(1))
    }
}

fn band_of(age: usize) -> usize {
    (usize::BITS - age.leading_zeros()) as usize
}

#[cfg(test)]
mod tests {
    use time::Duration;
    use time::macros::date;

    use super::*;

    const END: Date = date!(2026 - 06 - 30);

    fn item(created: i64, finished: Option<i64>) -> Item {
        let before = |days: i64| END - Duration::days(days);
        Item { line: 1, created: Some(before(created)), finished: finished.map(before) }
    }

    /// One piece a day, each finished two weeks later, until `END`.
    fn steady() -> Vec<Item> {
        (0..400).map(|day| item(day, (day >= 14).then(|| day - 14))).collect()
    }

    #[test]
    fn steady_work_is_expected_to_go_on() {
        let items = steady();
        let periods = Periods::after(END - Duration::days(364), END, 7);
        let told = expected(&items, &periods, 7, 4);
        assert_eq!(told.len(), periods.len + 1);
        assert!((told[periods.len] - 7.0).abs() < 1.0, "{}", told[periods.len]);
    }

    #[test]
    fn a_pile_of_young_work_raises_what_is_expected() {
        let mut items = steady();
        items.extend((0..40).map(|_| item(10, None)));
        let periods = Periods::after(END - Duration::days(364), END, 7);
        let piled = expected(&items, &periods, 7, 4);
        assert!(piled[periods.len] > 10.0, "{}", piled[periods.len]);
    }

    #[test]
    fn the_future_changes_nothing_of_the_past() {
        let later = steady();
        let earlier: Vec<Item> = later
            .iter()
            .map(|item| Item { finished: item.finished.filter(|day| *day <= END - Duration::days(70)), ..*item })
            .filter(|item| item.created.is_some_and(|day| day <= END - Duration::days(70)))
            .collect();
        let periods = Periods::after(END - Duration::days(364), END, 7);
        let (whole, cut) = (expected(&later, &periods, 7, 4), expected(&earlier, &periods, 7, 4));
        assert_eq!(whole[..=periods.len - 10], cut[..=periods.len - 10]);
    }

    #[test]
    fn a_file_of_finished_work_alone_says_nothing_about_open_work() {
        assert!(!is_known(&[item(9, Some(2))]));
        assert!(is_known(&[item(9, Some(2)), item(3, None)]));
    }

    #[test]
    fn bands_double() {
        assert_eq!([0, 1, 2, 3, 4, 7, 8, 63, OLDEST].map(band_of), [0, 1, 2, 2, 3, 3, 4, 6, 7]);
    }
}
