//! The files of the seed, as they came in.

use std::time::Duration;

use super::Part;
use crate::seed::Seeded;
use crate::seed::bring::Brought;
use crate::table::{Table, bytes, short};

const PACE: f64 = 5_000.0;
const BATCH: Duration = Duration::from_millis(50);

/// Writes the rows of both files.
pub(crate) fn tell(seeded: &Seeded, table: &mut Table) {
    table.section(Part::Import.title());
    for brought in [&seeded.stories, &seeded.requests] {
        rows_of(brought, table);
    }
}

fn rows_of(brought: &Brought, table: &mut Table) {
    let Brought { what, rows, tried, took, cpu, memory, .. } = brought;
    let pace = brought.pace();
    let figure = format!("{pace:.0} rows/s");
    table.row(format!("{rows} {what}, done"), figure, format!("≥ {PACE:.0} rows/s"), Some(pace >= PACE));
    let each = *cpu / u32::try_from(*rows).unwrap_or(u32::MAX);
    table.told(
        "… in all, with CPU of a row; the dry run before it",
        format!("{}, {}; {}", short(*took), short(each), short(*tried)),
    );
    table.time("… another’s action meanwhile, p99", brought.others(99), BATCH * 2);
    table.told(
        "… the same, median and slowest",
        format!("{}, {}", short(brought.others(50)), short(brought.others(100))),
    );
    // The first samples are of caches that fill; from then on it stays where it is.
    let (middle, last) = (memory.get(memory.len() / 3), memory.last());
    let (middle, last) = (middle.copied().unwrap_or_default(), last.copied().unwrap_or_default());
    let flat = last <= middle + middle / 4;
    table.row(
        "… anonymous memory after a third, and at the end",
        format!("{}, {}", bytes(middle), bytes(last)),
        "flat".into(),
        Some(flat),
    );
}
