//! Days, in every writing of the exports we know.

use super::super::dates::{Permitted, read};
use super::super::{Order, OrderFrom};

fn day_first(text: &str) -> Option<String> {
    read(text, Order::DayFirst).map(|at| at.to_string().replace(".000000Z", "Z"))
}

#[test]
fn every_writing_gives_its_moment() {
    let cases = [
        ("2016-03-07T05:24:40.340Z", "2016-03-07T05:24:40.340000Z"),
        ("2014-05-09T02:39:42.734+0200", "2014-05-09T00:39:42.734000Z"),
        ("2014-01-06 12:29:22.358", "2014-01-06T12:29:22.358000Z"),
        ("2019-01-04", "2019-01-04T00:00:00Z"),
        ("20190104", "2019-01-04T00:00:00Z"),
        ("2019/1/4 9:05", "2019-01-04T09:05:00Z"),
        ("14.08.2019", "2019-08-14T00:00:00Z"),
        ("14. 8. 2019, 13:45 Uhr", "2019-08-14T13:45:00Z"),
        ("4-1-19", "2019-01-04T00:00:00Z"),
        ("04/Jan/19 10:11 PM", "2019-01-04T22:11:00Z"),
        ("05/Feb/26 12:00 AM", "2026-02-05T00:00:00Z"),
        ("30/Sep/21 17:20", "2021-09-30T17:20:00Z"),
        ("Dec 19, 2011", "2011-12-19T00:00:00Z"),
        ("4. März 2019", "2019-03-04T00:00:00Z"),
        ("12 de enero de 2020", "2020-01-12T00:00:00Z"),
        ("mardi 3 août 2021", "2021-08-03T00:00:00Z"),
        ("Mon Apr 21 2025 10:17:06 GMT+0000 (GMT)", "2025-04-21T10:17:06Z"),
        ("Mon Apr 21 2025 10:17:06 GMT-0530 (Somewhere Time)", "2025-04-21T15:47:06Z"),
        ("Mon, 21 Apr 2025 10:17:06 UTC+0000", "2025-04-21T10:17:06Z"),
        ("1580339998696", "2020-01-29T23:19:58.696000Z"),
        ("1474898519", "2016-09-26T14:01:59Z"),
    ];
    for (text, expected) in cases {
        assert_eq!(day_first(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn what_is_no_day_is_none() {
    let cases = [
        "im Sommer",
        "?",
        "31.02.2020",
        "2019-13-01",
        "0000-00-00",
        "12",
        "1.2.3.4",
        "25:00",
        "2019-01-04 25:00",
        "31/31/2019",
        "1/1/1",
        "99999999999999999999",
        "Version 2",
    ];
    for text in cases {
        assert_eq!(day_first(text), None, "{text}");
        assert_eq!(read(text, Order::MonthFirst), None, "{text}");
    }
}

#[test]
fn the_order_is_decided_by_what_all_rows_permit() {
    let decide = |dates: &[&str]| {
        let mut permitted = Permitted::default();
        dates.iter().for_each(|date| permitted.look(date));
        (permitted.order(), permitted.order_from())
    };
    assert_eq!(decide(&["01/02/2020", "13/02/2020"]), (Order::DayFirst, OrderFrom::Rows));
    assert_eq!(decide(&["01/02/2020", "02/13/2020"]), (Order::MonthFirst, OrderFrom::Rows));
    assert_eq!(decide(&["01/02/2020", "03.04.2020"]), (Order::DayFirst, OrderFrom::Habit));
    assert_eq!(decide(&["1/2/2020 9:15 AM"]), (Order::MonthFirst, OrderFrom::Habit));
    assert_eq!(decide(&["2020-01-02", "1 May 2020"]), (Order::DayFirst, OrderFrom::Unneeded));
    assert_eq!(read("1/2/2020", Order::MonthFirst), read("2020-01-02", Order::DayFirst));
}
