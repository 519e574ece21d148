//! Looking at the data: whether all of it is there, and everything derived is as if counted anew.

use ground::db::{Db, check};
use ground::web::{Failure, Result};
use together::app::App;
use together::checks::{Check, Finding};
use together::schema::MIGRATIONS;

use super::{Global, of_database, say};
use crate::FLOORS;
use crate::exchange::importing;

/// The checks of every floor, lowest first.
const CHECKS: &[&[Check]] = &[together::checks::CHECKS, discovery::CHECKS, delivery::CHECKS, &[importing::CHECK]];

/// Says what is wrong, and fails if something is left.
pub(super) async fn doctor(global: &Global, mend: bool) -> Result<()> {
    let db = Db::open(&global.place()?).await?;
    let examined = examine(&global.app(db), mend).await?;
    for finding in &examined.findings {
        say(&format!("{}{}", finding.what, if finding.mended { " Mended." } else { "" }));
    }
    let left = examined.findings.iter().filter(|finding| !finding.mended).count();
    match left {
        0 => {
            say(&format!("{} checks, all well.", examined.checks));
            Ok(())
        }
        _ if examined.curable && !mend => {
            Err(Failure::Broken("Something is wrong. Some of it can be mended: tandem doctor --mend".to_owned()))
        }
        _ => Err(Failure::Broken("Something is wrong.".to_owned())),
    }
}

/// What an examination found.
#[derive(Debug, Default)]
pub struct Examined {
    /// How many checks were made.
    pub checks: usize,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// Some of it could be mended.
    pub curable: bool,
}

/// Looks at a workspace whose schema need not be up to date; nothing is changed but what is to be mended.
///
/// # Errors
/// When the database cannot be asked.
pub async fn examine(app: &App, mend: bool) -> Result<Examined> {
    let mut examined = Examined { checks: 2, ..Examined::default() };
    let missing = app.db.missing(MIGRATIONS).await.map_err(of_database)?;
    if missing.len() == MIGRATIONS.len() {
        examined.findings.push(Finding::new("This is no workspace of Tandem, or one that was never opened."));
        return Ok(examined);
    }
    let broken = |what: String| Finding::new(format!("The database says: {what}."));
    examined.findings.extend(app.db.integrity().await?.into_iter().map(broken));
    if !missing.is_empty() {
        let steps = missing.join(", ");
        let what = format!("The schema is older than this program ({steps} did not run): start the server once.");
        examined.findings.push(Finding::new(what));
        return Ok(examined);
    }
    let sql: Vec<_> = FLOORS.iter().flat_map(|floor| floor.sql.iter().copied()).collect();
    let unfit = |what: String| Finding::new(format!("The schema is not what it should be: {what}."));
    examined.findings.extend(check(&app.db, &sql).await?.into_iter().map(unfit));
    if examined.findings.is_empty() {
        derived(app, mend, &mut examined).await?;
    }
    Ok(examined)
}

/// All of it in one transaction: what one check mends the next one counts on.
async fn derived(app: &App, mend: bool, examined: &mut Examined) -> Result<()> {
    let mut tx = if mend { app.db.write().await? } else { app.db.read().await? };
    for check in CHECKS.iter().copied().flatten() {
        examined.checks += 1;
        let found = (check.look)(&mut tx, app, mend).await?;
        examined.curable |= check.mends && !found.is_empty();
        examined.findings.extend(found);
    }
    if mend {
        tx.commit().await?;
    }
    Ok(())
}
