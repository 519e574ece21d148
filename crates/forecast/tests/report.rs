//! From bytes to a report, and back to the same report.

#[cfg(test)]
mod tests {
    use forecast::{Columns, Done, Inputs, Part, Problem, Report, Request, Span, forecast, when};
    use proptest::prelude::*;
    use serde_json::Value;
    use time::Duration;
    use time::macros::date;

    fn request() -> Request {
        Request {
            columns: Columns { finished: "done".to_owned(), created: Some("created".to_owned()), order: None },
            horizon: Span::weeks(4),
            history: Span::weeks(12),
            as_of: None,
            remaining: Some(30),
            growth: false,
            backtest: true,
            runs: 2_000,
            seed: 7,
        }
    }

    /// Three to five a week over a year, each created ten days before.
    fn file() -> Vec<u8> {
        let days = (0..52_i64).flat_map(|week| (0..3 + week % 3).map(move |at| week * 7 + at));
        let rows = days.map(|day| {
            let finished = date!(2025 - 01 - 06) + Duration::days(day);
            format!("{},{finished}\n", finished - Duration::days(10))
        });
        ["created,done\n".to_owned()].into_iter().chain(rows).collect::<String>().into_bytes()
    }

    fn told(file: &[u8], request: &Request) -> Report {
        forecast(file, request).unwrap()
    }

    #[test]
    fn a_forecast_is_made_again_from_what_was_kept() {
        let report = told(&file(), &request());
        let kept = serde_json::to_string(&report.inputs).unwrap();
        let inputs: Inputs = serde_json::from_str(&kept).unwrap();
        let again = inputs.how_many().unwrap();
        for level in &report.levels {
            assert_eq!(
                (again.promised(level.nominal), again.chance_of(level.promised)),
                (level.promised, level.stated)
            );
        }
        assert_eq!(report, told(&file(), &request()));
    }

    #[test]
    fn surer_is_less_and_later() {
        let report = told(&file(), &request());
        assert!(report.levels.is_sorted_by(|less, more| less.promised >= more.promised && less.nominal < more.nominal));
        assert!(report.levels.iter().all(|level| level.stated * 100.0 >= f64::from(level.nominal)));
        let by: Vec<_> = report.when.unwrap().iter().map(|done| (done.nominal, done.by.unwrap())).collect();
        assert_eq!(by.iter().map(|(nominal, _)| *nominal).collect::<Vec<_>>(), [50, 85, 95]);
        assert!(by.is_sorted_by_key(|(_, by)| *by) && by[0].1 < by[2].1);
    }

    #[test]
    fn what_grows_is_done_later() {
        let inputs = told(&file(), &request()).inputs.unwrap();
        let part = |growth| Part { remaining: 10, growth, teams: vec![inputs.level().unwrap()] };
        let share_done = |growth| when(&[part(growth)], 20, 2_000, 1).chance_by(20);
        assert!(share_done(inputs.growth()) < share_done(None));
        let report = told(&file(), &Request { growth: true, ..request() });
        let by = |when: &Option<Vec<Done>>| when.as_ref().unwrap()[0].by;
        assert!(by(&report.when_growing).is_none_or(|later| Some(later) > by(&report.when)));
    }

    #[test]
    fn an_earlier_day_knows_nothing_later() {
        let as_of = date!(2025 - 08 - 31);
        let lines: Vec<String> = String::from_utf8(file()).unwrap().lines().map(str::to_owned).collect();
        let known = lines.iter().filter(|line| line.starts_with('c') || line.as_str()[11..] <= *"2025-08-31");
        let cut = known.map(|line| format!("{line}\n")).collect::<String>();
        let finished_alone = Columns { created: None, ..request().columns };
        let asked = Request { as_of: Some(as_of), columns: finished_alone, ..request() };
        assert_eq!(told(&file(), &asked), told(cut.as_bytes(), &asked));
    }

    #[test]
    fn several_teams_share_what_is_left() {
        let inputs = told(&file(), &request()).inputs.unwrap();
        let team = inputs.level().unwrap();
        let part = |teams| Part { remaining: 40, growth: None, teams };
        let finish = |teams| when(&[part(teams)], 100, 5_000, 1).sure_after(85).unwrap();
        assert!(finish(vec![team.clone(), team.clone()]) < finish(vec![team]));
    }

    #[test]
    fn what_is_asked_in_vain_is_named() {
        let none = forecast(b"created,done\n", &request()).unwrap_err();
        assert_eq!(none, Problem::NoDay);
        let later = Request { as_of: Some(date!(2020 - 01 - 01)), ..request() };
        let refused = told(&file(), &later).refused.unwrap();
        assert_eq!(refused, "nothing was finished by 2020-01-01: there is no past to tell a future from");
        let mixed = Request { history: Span::days(20), ..request() };
        assert_eq!(told(&file(), &mixed).inputs.unwrap().period_days, 1);
    }

    #[test]
    fn the_report_has_the_fields_that_programs_read() {
        let report: Value = serde_json::to_value(told(&file(), &request())).unwrap();
        for field in ["as_of", "items", "periods", "refused", "levels", "backtest"] {
            assert!(report.get(field).is_some(), "{field}");
        }
        for score in [&report["backtest"], &report["backtest"]["plain"]] {
            for field in ["nominal", "came_true", "stated", "promised_median", "promised_mean"] {
                assert!(score["levels"][0][field].is_number(), "{field}");
            }
        }
    }

    fn cell() -> impl Strategy<Value = String> {
        let day = (0_i64..800).prop_map(|day| (date!(2024 - 01 - 01) + Duration::days(day)).to_string());
        prop_oneof![4 => day, 1 => "[0-9/. A-Za-z:+-]{0,14}", 1 => Just(String::new())]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_bytes_are_a_report_or_a_named_problem(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let few = Request { runs: 100, ..request() };
            let _ = forecast(&bytes, &few);
            let _ = forecast(&[b"done,created\n".as_slice(), &bytes].concat(), &few);
        }

        #[test]
        fn any_table_of_days_is_counted(rows in prop::collection::vec((cell(), cell()), 0..150), days in 1_u16..60, history in 1_u16..200) {
            let table: String = rows.iter().map(|(created, done)| format!("{created},{done}\n")).collect();
            let asked = Request { runs: 100, horizon: Span::days(days), history: Span::days(history), ..request() };
            if let Ok(report) = forecast(format!("created,done\n{table}").as_bytes(), &asked) {
                prop_assert!(report.items <= rows.len());
                prop_assert_eq!(report.levels.is_empty(), report.refused.is_some());
                for level in &report.levels {
                    prop_assert!((0.0..=1.0).contains(&level.stated));
                }
            }
        }
    }
}
