//! Reading an export of a whole workspace into an empty one.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use ground::db::Db;
use ground::web::Result;
use together::app::App;
use together::checks::CHECKS;
use together::schema::MIGRATIONS;
use together::words::counted;

use crate::cli::{Global, of_file, say};
use crate::exchange::workspace::{self, rules::Head};

/// How much of a file is looked at to know what it is.
const FIRST_LINE: u64 = 64 * 1024;

/// The first line of an export; nothing of any other file.
pub(in crate::cli) fn head_of(file: &Path) -> Result<Option<Head>> {
    let unread = |error| of_file(file, "read", &error);
    let mut line = Vec::new();
    let open = File::open(file).map_err(unread)?;
    BufReader::new(open).take(FIRST_LINE).read_until(b'\n', &mut line).map_err(unread)?;
    Ok(Head::of(&String::from_utf8_lossy(&line)))
}

/// Reads an export into an empty workspace.
pub(in crate::cli) async fn whole(global: &Global, file: &Path, head: &Head) -> Result<()> {
    let db = Db::open(&global.place()?).await?;
    let open = File::open(file).map_err(|error| of_file(file, "read", &error))?;
    let counts = workspace::put(&db, MIGRATIONS, BufReader::new(open)).await?;
    let app = global.app(db);
    find_again(&app).await?;
    app.db.close().await;
    let rows = counted(i64::try_from(counts.rows).unwrap_or(i64::MAX), "row", "rows");
    let people = counted(i64::try_from(counts.of("person")).unwrap_or(i64::MAX), "person", "people");
    let products = counted(i64::try_from(counts.of("product")).unwrap_or(i64::MAX), "product", "products");
    say(&format!("{rows} were imported: {people}, {products}, and everything about them."));
    if !head.secrets {
        say("Passwords are not in the file, so people need new ones: tandem person reset NAME");
    }
    Ok(())
}

/// The words of search are not in the file, since every database keeps them in its own way.
async fn find_again(app: &App) -> Result<()> {
    let mut tx = app.db.write().await?;
    for check in CHECKS.iter().filter(|check| check.about == "search") {
        (check.look)(&mut tx, app, true).await?;
    }
    Ok(tx.commit().await?)
}
