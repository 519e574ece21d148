//! A file coming in: kept beside the database until its run is over, looked at once.

use std::path::{Path, PathBuf};

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use ground::web::{Failure, Refusal, Result};
use together::app::App;
use together::people::PersonId;
use together::products::ProductId;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use super::rows;
use super::store::{self, NewRun};
use crate::exchange::reading::{As, Mapping, Survey, guess, guess_as, survey};

/// The largest file that is taken.
pub const FILE_LIMIT: usize = 512 * 1024 * 1024;

/// A file that was sent, and the names of the form it came with.
pub struct Sent {
    /// The token of the form.
    pub csrf: Option<String>,
    /// What the rows are to become, if that was said.
    pub rows_as: Option<As>,
    /// Where the file lies.
    pub file: PathBuf,
    /// What it was called.
    pub name: String,
}

/// Takes a file from a form, in pieces, so that its size does not matter.
pub async fn receive(app: &App, mut form: Multipart) -> Result<Sent> {
    let folder = app.settings.files.clone();
    tokio::fs::create_dir_all(&folder)
        .await
        .map_err(|error| Failure::Broken(format!("{}: {error}", folder.display())))?;
    let file = folder.join(format!("import-{}", app.ids.next()));
    let mut sent = Sent { csrf: None, rows_as: None, file, name: String::new() };
    while let Some(field) = form.next_field().await.map_err(|error| unreadable(&error.to_string()))? {
        match field.name().unwrap_or_default() {
            "csrf" => sent.csrf = field.text().await.ok(),
            "as" => sent.rows_as = field.text().await.ok().and_then(|name| as_named(&name)),
            "file" => {
                sent.name = field.file_name().unwrap_or("file").chars().take(200).collect();
                save(field, &sent.file).await?;
            }
            _ => {}
        }
    }
    if sent.name.is_empty() {
        return Err(Refusal::new("file-missing", "Choose a file first.").at("file").into());
    }
    Ok(sent)
}

async fn save(mut field: Field<'_>, to: &Path) -> Result<()> {
    let broken = |error: std::io::Error| Failure::Broken(format!("{}: {error}", to.display()));
    let mut out = tokio::fs::File::create(to).await.map_err(broken)?;
    while let Some(piece) = field.chunk().await.map_err(|error| unreadable(&error.to_string()))? {
        out.write_all(&piece).await.map_err(broken)?;
    }
    out.flush().await.map_err(broken)
}

fn unreadable(why: &str) -> Failure {
    let message = format!("The file did not arrive whole ({why}). Nothing was kept.");
    Refusal::new("file-did-not-arrive", message).at("file").into()
}

/// What rows are called on the command line and in forms.
pub fn as_named(name: &str) -> Option<As> {
    [As::Requests, As::Stories, As::Features].into_iter().find(|rows| rows.name() == name)
}

/// A file that was looked at.
pub struct Looked {
    /// What it is.
    pub survey: Survey,
    /// Where its columns seem to go.
    pub mapping: Mapping,
    /// What its rows are known by.
    pub source: String,
}

/// Looks at all of a file, on a thread where that may take its time.
pub async fn look(file: &Path, name: &str, rows_as: Option<As>) -> Result<Looked> {
    let (file, name) = (file.to_owned(), name.to_owned());
    let looked = tokio::task::spawn_blocking(move || {
        let mut reader = rows::open(&file)?;
        let survey = survey(&mut reader, &name)?;
        let rows_as = rows_as.unwrap_or_else(|| guess_as(&survey));
        let mapping = guess(&survey, rows_as);
        let source = mapping.export.clone().unwrap_or_else(|| stem(&name));
        Ok::<_, Failure>(Looked { survey, mapping, source })
    });
    looked.await.map_err(|error| Failure::Broken(error.to_string()))?
}

/// The file's name without folder and ending.
fn stem(name: &str) -> String {
    Path::new(name).file_stem().map_or_else(|| name.to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// Writes a new run down.
pub async fn keep(app: &App, product: ProductId, by: Option<PersonId>, sent: &Sent, looked: &Looked) -> Result<Uuid> {
    let id = app.ids.next();
    let samples: Vec<String> =
        looked.survey.columns.iter().map(|column| column.samples.first().cloned().unwrap_or_default()).collect();
    let mut tx = app.db.write().await?;
    let file = sent.file.to_string_lossy().into_owned();
    let new = NewRun {
        id,
        product,
        name: &sent.name,
        file: &file,
        mapping: &looked.mapping,
        samples: &samples,
        source: &looked.source,
        rows: looked.survey.rows,
        by,
        now: app.clock.now(),
    };
    store::insert(&mut tx, new).await?;
    tx.commit().await?;
    Ok(id)
}
