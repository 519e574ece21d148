use std::collections::BTreeSet;
use std::fs;

use axum::body::to_bytes;
use axum::http::Request;
use tower::ServiceExt;

use super::*;
use crate::ui::{Document, Theme, document};

const IMMUTABLE: &str = "public, max-age=31536000, immutable";

async fn fetch(address: &str, accept_encoding: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
    let request = Request::get(address).header(ACCEPT_ENCODING, accept_encoding).body(Body::empty()).unwrap();
    let (parts, body) = routes::<()>().oneshot(request).await.unwrap().into_parts();
    (parts.status, parts.headers, to_bytes(body, usize::MAX).await.unwrap().to_vec())
}

fn embedded(path: &str) -> &'static File {
    FILES.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("{path} is not embedded"))
}

fn text(path: &str) -> &'static str {
    std::str::from_utf8(embedded(path).plain).unwrap()
}

/// Every file below `assets/<folder>`, with its path below `assets`.
fn sources(folder: &str) -> Vec<(String, String)> {
    let assets = DiskPath::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    let entries = fs::read_dir(assets.join(folder)).unwrap().map(|entry| entry.unwrap());
    let visible = entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
    visible
        .flat_map(|entry| {
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() { sources(&path) } else { vec![(path, fs::read_to_string(entry.path()).unwrap())] }
        })
        .collect()
}

#[test]
fn table_is_sorted_by_path_since_it_is_searched_so() {
    assert!(FILES.is_sorted_by(|one, next| one.path < next.path));
}

#[test]
fn every_style_sheet_is_in_the_bundle_and_every_script_in_the_table() {
    let bundle = text("css/app.css");
    for (path, source) in sources("css").iter().filter(|(path, _)| path != "css/app.css") {
        assert!(bundle.contains(source), "{path} is not imported by app.css");
    }
    for (path, source) in sources("js") {
        assert_eq!(text(&path), source);
    }
}

#[test]
fn bundle_names_the_layers_first_and_then_fills_them_in_that_order() {
    let bundle = text("css/app.css");
    assert!(!bundle.contains("@import"));
    let layers =
        |line: &str| line.strip_prefix("@layer ").map(|rest| rest.trim_end_matches([' ', '{', ';']).to_owned());
    let mut found: Vec<String> = bundle.lines().filter_map(layers).collect();
    found.dedup();
    assert_eq!(found, ["tokens, base, layout, components", "tokens", "base", "layout", "components"]);
}

#[test]
fn addresses_in_the_bundle_lead_to_embedded_files() {
    let named: BTreeSet<&str> =
        text("css/app.css").split("url(\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(named.len(), 2, "the two fonts: {named:?}");
    for address in named {
        embedded(address.strip_prefix("../").unwrap());
    }
}

#[test]
fn document_asks_for_embedded_files_only() {
    let nothing = || maud::html! {};
    let page = Document { title: "", lang: "en", theme: Theme::System, head_meta: nothing(), body: nothing() };
    let page = document(&page).0;
    let asked: Vec<&str> = page.split(BASE).skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(asked.contains(&"css/app.css") && asked.contains(&"js/app.js"));
    for path in asked {
        embedded(path);
    }
}

#[test]
fn dots_have_a_symbol_for_each_of_the_64_patterns() {
    let icons = text("i.svg");
    for present in 0..64_u32 {
        let initials = "vgnfsr".chars().enumerate();
        let name: String = initials.filter(|(stop, _)| present >> stop & 1 == 1).map(|(_, initial)| initial).collect();
        assert_eq!(icons.matches(&format!("<symbol id=\"t-{name}\"")).count(), 1, "t-{name}");
    }
    let drawn = "<symbol id=\"t-vgs\" viewBox=\"0 0 58 8\"><path d=\"M6.5 4H11.5\" stroke=\"var(--line-strong)\"/>\
        <path d=\"M16.5 4H21.5M26.5 4H31.5M36.5 4H41.5M46.5 4H51.5\" stroke=\"var(--line-strong)\" stroke-dasharray=\"1.5 1.5\"/>\
        <circle cx=\"4\" cy=\"4\" r=\"2.8\" fill=\"var(--manager)\"/><circle cx=\"14\" cy=\"4\" r=\"2.8\" fill=\"var(--manager)\"/>";
    assert!(icons.contains(drawn));
}

#[test]
fn gzip_is_smaller_and_left_out_where_it_would_not_help() {
    for file in FILES {
        assert!(file.gzip.is_none_or(|gzip| gzip.len() < file.plain.len()), "{}", file.path);
    }
    assert!(embedded("css/app.css").gzip.is_some());
    assert!(embedded("fonts/inter-latin-opsz-normal.woff2").gzip.is_none());
}

#[test]
fn scripts_stay_below_120_kilobytes_compressed() {
    let scripts = FILES.iter().filter(|file| file.path.ends_with(".js"));
    let sent: usize = scripts.map(|file| file.gzip.unwrap_or(file.plain).len()).sum();
    assert!(sent < 120_000, "{sent} bytes");
}

#[tokio::test]
async fn file_is_kept_for_good_under_its_own_hash_only() {
    let address = format!("{BASE}css/app.css");
    let (status, headers, body) = fetch(&address, "br").await;
    assert_eq!((status, headers[CACHE_CONTROL].to_str().unwrap()), (StatusCode::OK, IMMUTABLE));
    assert_eq!(headers[CONTENT_TYPE], "text/css; charset=utf-8");
    assert_eq!(body, embedded("css/app.css").plain);

    let (status, headers, _) = fetch("/assets/00000000/css/app.css", "br").await;
    assert_eq!((status, headers[CACHE_CONTROL].to_str().unwrap()), (StatusCode::OK, "no-cache"));

    assert_eq!(fetch(&format!("{BASE}css/none.css"), "br").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn gzip_goes_to_those_who_take_it() {
    let address = format!("{BASE}vendor/turbo.js");
    let (_, headers, body) = fetch(&address, "br;q=1, gzip;q=0.8").await;
    assert_eq!(headers[CONTENT_ENCODING], "gzip");
    assert_eq!(headers[VARY], "accept-encoding");
    assert_eq!(Some(body.as_slice()), embedded("vendor/turbo.js").gzip);

    let (_, headers, body) = fetch(&address, "gzip;q=0, identity").await;
    assert!(!headers.contains_key(CONTENT_ENCODING));
    assert_eq!(body, embedded("vendor/turbo.js").plain);
}

#[test]
fn development_reads_css_and_scripts_from_the_folder_and_nothing_outside_it() {
    let folder = DiskPath::new("assets");
    assert_eq!(on_disk(folder, "js/live.js"), Some(folder.join("js/live.js")));
    for path in ["js/../package.json", "css//etc/passwd/..", "/etc/passwd", "vendor/turbo.js", "i.svg"] {
        assert_eq!(on_disk(folder, path), None, "{path}");
    }
}
