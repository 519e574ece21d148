//! The files a browser loads, embedded by `build.rs` under one hash: `/assets/<hash>/{css,js,icons,fonts,vendor}/…`.
//!
//! A file's address changes with its content, so browsers keep it for good. While working on CSS or JavaScript, start a debug
//! build with `TANDEM_ASSETS_DIR=assets`: those two folders are then read from disk, without a rebuild.

use std::path::{Component, Path as DiskPath, PathBuf};
use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri};
use axum::response::IntoResponse;
use axum::routing::get;

/// The address of an embedded file: `url("css/app.css")` is `/assets/<hash>/css/app.css`.
pub fn url(path: &str) -> String {
    format!("{}{path}", base())
}

/// The address of one symbol of `icons.svg`, for `<use href=…>`.
pub fn icon_href(name: &str) -> String {
    format!("{}{ICONS}{name}", base())
}

/// The hash of all embedded files: what is drawn for one is stale under another.
pub fn hash() -> &'static str {
    HASH
}

/// Serves the embedded files. Mount it outside sessions: nothing here depends on who asks.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{hash}/{*path}", get(serve))
}

/// `/assets/<hash>/`; while files come from disk the hash would promise too much, so the address has none.
pub(crate) fn base() -> &'static str {
    if DISK.is_some() { "/assets/disk/" } else { BASE }
}

/// What stands between [`base`] and the name of an icon; short, since a list says it twice in every row.
pub(crate) const ICONS: &str = "i.svg#";

async fn serve(uri: Uri, Path((_, path)): Path<(String, String)>, headers: HeaderMap) -> Response<Body> {
    if let Some(found) = DISK.as_deref().and_then(|folder| on_disk(folder, &path))
        && let Ok(bytes) = tokio::fs::read(&found).await
    {
        return respond(if path.ends_with(".css") { "text/css" } else { "text/javascript" }, "no-store", bytes);
    }
    let Ok(place) = FILES.binary_search_by(|file| file.path.cmp(&path)) else {
        return (StatusCode::NOT_FOUND, "There is no such file.").into_response();
    };
    let file = &FILES[place];
    // A page drawn by another build still gets a file, but may not keep it under an address that stands for other content.
    let keep = if uri.path().starts_with(BASE) { "public, max-age=31536000, immutable" } else { "no-cache" };
    match file.gzip.filter(|_| takes_gzip(&headers)) {
        Some(gzip) => {
            let mut response = respond(file.kind, keep, gzip);
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            response
        }
        None => respond(file.kind, keep, file.plain),
    }
}

fn respond(kind: &'static str, keep: &'static str, body: impl Into<Body>) -> Response<Body> {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, keep), (VARY, "accept-encoding")], body.into()).into_response()
}

/// A browser that names gzip takes it, unless it gives it no weight.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let codings = headers.get_all(ACCEPT_ENCODING).into_iter().filter_map(|value| value.to_str().ok());
    codings.flat_map(|value| value.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = weight.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()) == Some(0.0);
        name.trim() == "gzip" && !refused
    })
}

/// The folder to read CSS and JavaScript from, in debug builds only.
static DISK: LazyLock<Option<PathBuf>> =
    LazyLock::new(|| std::env::var_os("TANDEM_ASSETS_DIR").filter(|_| cfg!(debug_assertions)).map(PathBuf::from));

/// Where a requested file lies in the development folder; icons and packages are made by the build and never read from there.
fn on_disk(folder: &DiskPath, path: &str) -> Option<PathBuf> {
    let stays_inside = DiskPath::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    let ours = path.starts_with("css/") || path.starts_with("js/");
    (stays_inside && ours).then(|| folder.join(path))
}

/// One embedded file.
struct File {
    /// Below `/assets/<hash>/`; the table is sorted by it.
    path: &'static str,
    /// Its content type.
    kind: &'static str,
    plain: &'static [u8],
    /// Present when it is at least a tenth smaller.
    gzip: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

#[cfg(test)]
mod tests;
