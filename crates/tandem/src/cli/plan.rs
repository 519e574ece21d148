//! What to build, from a file of what could be.

use std::io::{self, Write};
use std::time::Instant;

use clap::{Args, ValueEnum};
use ground::web::{Failure, Result};
use release_plan::front::{ByList, Doing, Finding, InRelease, Left, Load, NoPlan, Report, Request, Varied, plan_file};
use release_plan::nrp::{Instance, Unreadable};
use serde::Serialize;

use super::plain::{self, Plain, number, percent};

/// What is read, and how long it may take.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub(super) struct Plan {
    #[command(flatten)]
    plain: Plain,
    /// What the file holds
    #[arg(long, value_enum, default_value_t = Format::Plan)]
    format: Format,
    /// The budget of a Next Release Problem, as a share of what everything costs
    #[arg(long, required_if_eq("format", "nrp"), value_parser = from_nothing, allow_negative_numbers = true)]
    ratio: Option<f64>,
    /// How long the plan is looked for at the most; comparisons may take as long again
    #[arg(long, default_value_t = 30.0, value_parser = from_nothing, allow_negative_numbers = true)]
    seconds: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// JSON: items, releases, teams
    Plan,
    /// A Next Release Problem as Xuan et al. (2012) wrote theirs
    Nrp,
}

const HELP: &str = "\
The file is JSON: releases (name, capacity, weight), items in the order of the backlog (id, title, value, effort, requires,
coupled, excludes, pin: \"in\", \"out\" or {\"release\": name}), customers (name, value, wants) and goals (name, items, least).
Capacity and effort are a number, or numbers by team: {\"web\": 3, \"app\": 2}.

With --json, one object: objective, bound, gap, proven (nothing better exists), seconds, releases, customers, left_out (what each
would push out and cost, and at which share of the capacity it comes in), curve (the value for each share of the capacity),
estimates (what is in nearly every plan when values and efforts are off by up to a fifth, and what comes and goes), comparison
(going down the file, and down the list by value for effort) and findings (line, item, message: what can never be in). With --format nrp: objective, bound, proven, cost, budget, seconds,
customers and requirements, numbered from 1.

What cannot be read is named with its line, with 1 as the exit code and {\"error\": {\"name\", \"message\", \"hint\"}}.";

fn from_nothing(text: &str) -> std::result::Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| "it must be a number from 0 on".to_owned())
}

/// Reads a file and says what to build.
pub(super) fn plan(plan: &Plan) -> Result<()> {
    let told = match (plan.format, plan.ratio) {
        (Format::Nrp, Some(ratio)) => customers(plan, ratio),
        (_, Some(_)) => Err(Failure::refused("wrong-option", "--ratio is for --format nrp.")),
        _ => releases(plan),
    };
    plain::told(told, plan.plain.json)
}

/// Says when time is over.
struct Watch(Instant);

impl Watch {
    #[expect(clippy::disallowed_methods, reason = "how long it takes is what is told; nothing depends on the date")]
    fn new() -> Self {
        Self(Instant::now())
    }

    fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}

#[derive(Serialize)]
struct Timed<'a> {
    #[serde(flatten)]
    report: &'a Report,
    seconds: f64,
}

fn releases(Plan { plain: file, seconds, .. }: &Plan) -> Result<()> {
    let watch = Watch::new();
    let mut planned = 0.0;
    let report = plan_file(&file.bytes()?, &Request::default(), &mut |doing| {
        if matches!(doing, Doing::Planning(_)) {
            planned = watch.seconds();
            return planned < *seconds;
        }
        watch.seconds() - planned < *seconds
    });
    let report = report.map_err(|why| file.refused(name_of(&why), &why))?;
    file.write(|out| {
        if file.json {
            plain::json_line(out, &Timed { report: &report, seconds: watch.seconds() })
        } else {
            tell(out, &report)
        }
    })
}

fn name_of(why: &NoPlan) -> &'static str {
    match why {
        NoPlan::Unreadable(why) => why.name(),
        NoPlan::None => "no-plan",
        NoPlan::NotFound => "no-plan-found",
    }
}

fn tell(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    for Finding { line, item, message } in &report.findings {
        writeln!(out, "line {line}: {item}: {message}.")?;
    }
    for InRelease { name, items, load } in &report.releases {
        writeln!(out, "{name}: {}", listed(items))?;
        for Load { team, used, capacity } in load {
            writeln!(out, "    {team}: {} of {}", number(*used), number(*capacity))?;
        }
    }
    if !report.customers.is_empty() {
        writeln!(out, "Satisfied: {}.", listed(&report.customers))?;
    }
    for left in &report.left_out {
        writeln!(out, "left out: {}: {}", left.id, why_left_out(left))?;
    }
    beside(out, report)?;
    let (worth, bound) = (number(report.objective), number(report.bound));
    if report.proven {
        writeln!(out, "Worth {worth}; proven: nothing better exists.")
    } else {
        writeln!(out, "Worth {worth}; at most {bound} could be had ({:.2} % of it are open).", 100.0 * report.gap)
    }
}

fn why_left_out(left: &Left) -> String {
    let others = listed(&left.items);
    let why = match (left.why, left.costs) {
        ("pinned-out", _) => "it must be out".to_owned(),
        ("needs-pinned-out", _) => format!("it needs {others}, which must be out"),
        ("no-plan-with-it", _) => "no plan with it keeps every rule".to_owned(),
        (_, Some(costs)) if left.items.is_empty() => format!("it would cost {}", number(costs)),
        (_, Some(costs)) => format!("it would push out {others} and cost {}", number(costs)),
        _ => "there was no time to look for a plan with it".to_owned(),
    };
    let comes_in = left.comes_in_at.map(|share| format!("; in from {} of the capacity on", percent(share)));
    why + &comes_in.unwrap_or_default()
}

/// What more or less capacity would bring, what is sure, and what others would have planned.
fn beside(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    // Every quarter of the capacity: the whole curve is for programs.
    let quarters = report.curve.iter().filter(|point| (4.0 * point.capacity).fract().abs() < 1e-9);
    let worth: Vec<String> =
        quarters.map(|point| format!("{} at {}", number(point.objective), percent(point.capacity))).collect();
    if !worth.is_empty() {
        writeln!(out, "Worth by capacity: {}.", worth.join(", "))?;
    }
    if let Some(Varied { spread, core, swing, .. }) = report.estimates.as_ref().filter(|varied| varied.draws > 0) {
        let swing: Vec<String> = swing.iter().map(|item| format!("{} ({})", item.id, percent(item.share))).collect();
        let some = if swing.is_empty() { String::new() } else { format!(", in some {}", swing.join(", ")) };
        let (off, core) = (percent(*spread), listed(core));
        writeln!(out, "When estimates are off by up to {off}: in nearly every plan {core}{some}.")?;
    }
    let told = |list: &ByList| {
        let not = if list.keeps_all { "" } else { " without keeping all pins and goals" };
        format!("{}{not}", number(list.objective))
    };
    let (order, ratio) = (told(&report.comparison.order), told(&report.comparison.ratio));
    writeln!(out, "Going down the file would bring {order}, going by value for effort {ratio}.")
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}

#[derive(Serialize)]
struct Chosen {
    objective: i64,
    bound: i64,
    proven: bool,
    cost: i64,
    budget: i64,
    seconds: f64,
    customers: Vec<usize>,
    requirements: Vec<usize>,
}

fn customers(Plan { plain: file, seconds, .. }: &Plan, ratio: f64) -> Result<()> {
    let bytes = file.bytes()?;
    let text = std::str::from_utf8(&bytes).map_err(|_| file.refused("not-utf8", &"it is not UTF-8"))?;
    let instance = Instance::read(text).map_err(|why| {
        let name = match why {
            Unreadable::Ends(_) => "ends-early",
            Unreadable::NotANumber { .. } => "not-a-number",
            Unreadable::OutOfRange { .. } => "number-out-of-range",
        };
        file.refused(name, &why)
    })?;
    let watch = Watch::new();
    let chosen = instance.choose(instance.budget_at(ratio), &mut |_| watch.seconds() < *seconds);
    let told = Chosen {
        objective: chosen.objective,
        bound: chosen.bound,
        proven: chosen.is_proven(),
        cost: chosen.cost,
        budget: chosen.budget,
        seconds: watch.seconds(),
        customers: chosen.customers,
        requirements: chosen.requirements,
    };
    file.write(|out| {
        if file.json {
            return plain::json_line(out, &told);
        }
        let sure = if told.proven { "proven".to_owned() } else { format!("at most {}", told.bound) };
        let customers: Vec<String> = told.customers.iter().map(ToString::to_string).collect();
        writeln!(out, "{} of profit ({sure}) for {} of {}.", told.objective, told.cost, told.budget)?;
        writeln!(out, "Customers: {}", customers.join(" "))
    })
}
