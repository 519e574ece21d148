//! What to build, from a file of what could be.

use std::io::{self, Write};
use std::time::Instant;

use clap::{Args, ValueEnum};
use ground::web::Result;
use release_plan::front::{Doing, NoPlan, Report, Request, plan_file};
use release_plan::nrp::{Instance, Unreadable};
use serde::Serialize;

use super::plain::{self, Plain};

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
    #[arg(long, required_if_eq("format", "nrp"), value_parser = share)]
    ratio: Option<f64>,
    /// How long the plan is looked for at the most; comparisons may take as long again
    #[arg(long, default_value_t = 30.0, value_parser = share)]
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
estimates (what is in nearly every plan when values and efforts are off by up to a fifth, and what comes and goes) and comparison
(going down the file, and down the list by value for effort). With --format nrp: objective, bound, proven, cost, budget, seconds,
customers and requirements, numbered from 1.

What cannot be read is named with its line, with 1 as the exit code and {\"error\": {\"name\", \"message\", \"hint\"}}.";

fn share(text: &str) -> std::result::Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if number.is_finite() && number >= 0.0 { Ok(number) } else { Err("below nothing, or endless".to_owned()) }
}

/// Reads a file and says what to build.
pub(super) fn plan(plan: &Plan) -> Result<()> {
    let told = match (plan.format, plan.ratio) {
        (Format::Nrp, Some(ratio)) => customers(plan, ratio),
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
    for release in &report.releases {
        writeln!(out, "{}: {}", release.name, release.items.join(", "))?;
        for load in &release.load {
            writeln!(out, "    {}: {:.6} of {:.6}", load.team, load.used, load.capacity)?;
        }
    }
    for left in &report.left_out {
        let instead = left.costs.map_or_else(|| left.why.replace('-', " "), |costs| format!("would cost {costs:.2}"));
        writeln!(out, "left out: {}: {instead} {}", left.id, left.items.join(", "))?;
    }
    let better = |other: f64| 100.0 * (report.objective / other.max(f64::MIN_POSITIVE) - 1.0);
    let (order, ratio) = (report.comparison.order.objective, report.comparison.ratio.objective);
    writeln!(
        out,
        "{:+.1} % beside the order of the file, {:+.1} % beside value for effort.",
        better(order),
        better(ratio)
    )?;
    let sure = if report.proven {
        "proven: nothing better exists".to_owned()
    } else {
        format!("at most {:.2} ({:.2} % more) could be had", report.bound, 100.0 * report.gap)
    };
    writeln!(out, "Worth {:.2}; {sure}.", report.objective)
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
