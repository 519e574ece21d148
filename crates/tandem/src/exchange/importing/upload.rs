//! A file coming in: kept beside the database until its run is over, looked at once.

use std::path::{Path, PathBuf};

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use ground::web::{Failure, Refusal, Result};
use together::app::App;
use together::people::PersonId;
use together::products::ProductId;
use tokio::io::AsyncWriteExt;

use super::files;
use super::rows::{self, as_named};
use super::store::{self, NewRun, Run};
use crate::exchange::reading::{As, Mapping, Survey, guess, guess_as, survey};

/// The largest file that is taken from a browser.
pub const FILE_LIMIT: usize = 512 * 1024 * 1024;

/// A file that was sent, and the fields of the form it came with.
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

/// Takes a file from a form, in pieces, so that its size does not matter. Nothing is left of one that does not arrive.
pub async fn receive(app: &App, form: Multipart) -> Result<Sent> {
    let folder = app.settings.files.clone();
    tokio::fs::create_dir_all(&folder)
        .await
        .map_err(|error| Failure::Broken(format!("{}: {error}", folder.display())))?;
    let mut sent = Sent {
        csrf: None,
        rows_as: None,
        file: folder.join(format!("{}{}", files::PREFIX, app.ids.next())),
        name: String::new(),
    };
    let read = read(&mut sent, form).await;
    if read.is_err() {
        sent.throw_away().await;
    }
    read.map(|()| sent)
}

async fn read(sent: &mut Sent, mut form: Multipart) -> Result<()> {
    while let Some(field) = form.next_field().await.map_err(not_arrived)? {
        match field.name().unwrap_or_default() {
            "csrf" => sent.csrf = field.text().await.ok(),
            "as" => sent.rows_as = field.text().await.ok().and_then(|name| as_named(&name)),
            "file" => {
                sent.name = field.file_name().unwrap_or_default().chars().take(200).collect();
                save(field, &sent.file).await?;
            }
            _ => {}
        }
    }
    if sent.name.is_empty() {
        return Err(Refusal::new("file-missing", "Choose a file first.").at("file").into());
    }
    Ok(())
}

impl Sent {
    /// Removes the file.
    pub async fn throw_away(&self) {
        files::remove(&self.file).await;
    }
}

async fn save(mut field: Field<'_>, to: &Path) -> Result<()> {
    let broken = |error: std::io::Error| Failure::Broken(format!("{}: {error}", to.display()));
    let mut out = tokio::fs::File::create(to).await.map_err(broken)?;
    while let Some(piece) = field.chunk().await.map_err(not_arrived)? {
        out.write_all(&piece).await.map_err(broken)?;
    }
    out.flush().await.map_err(broken)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err wants")]
fn not_arrived(error: MultipartError) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let message = format!("The file is larger than {} MB.", FILE_LIMIT / 1024 / 1024);
        let hint = "On the server, “tandem import FILE” takes files of any size; or send it in parts.";
        return Refusal::new("file-too-large", message).at("file").hint(hint).into();
    }
    let message = format!("The file did not arrive whole ({}).", error.body_text());
    Refusal::new("file-did-not-arrive", message).at("file").hint("Send it again.").into()
}

/// A file that was looked at.
#[derive(Debug, Clone)]
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

/// The file's name without folder and ending, nor the “ (1)” of a second download.
fn stem(name: &str) -> String {
    let stem = Path::new(name).file_stem().map_or_else(|| name.to_owned(), |stem| stem.to_string_lossy().into_owned());
    let again = stem.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match again {
        Some((first, copy))
            if !first.trim().is_empty() && !copy.is_empty() && copy.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            first.trim_end().to_owned()
        }
        _ => stem,
    }
}

/// A file and what it is called.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Where it lies.
    pub file: &'a Path,
    /// What it is called.
    pub name: &'a str,
}

/// Writes a new run down.
pub async fn keep(
    app: &App,
    product: ProductId,
    by: Option<PersonId>,
    file: Named<'_>,
    looked: &Looked,
) -> Result<Run> {
    let id = app.ids.next();
    let mut tx = app.db.write().await?;
    let new = NewRun {
        id,
        product,
        name: file.name,
        file: &file.file.to_string_lossy(),
        mapping: &looked.mapping,
        survey: &looked.survey,
        source: &looked.source,
        by,
        now: app.clock.now(),
    };
    store::insert(&mut tx, new).await?;
    let run = store::run(&mut tx, product, id).await?;
    tx.commit().await?;
    Ok(run)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_download_is_the_same_source() {
        for (name, source) in [
            ("board.json", "board"),
            ("board (1).json", "board"),
            ("board(12).json", "board"),
            ("a (b).csv", "a (b)"),
            ("(1).csv", "(1)"),
        ] {
            assert_eq!(stem(name), source);
        }
    }
}
