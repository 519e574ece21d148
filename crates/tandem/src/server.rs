//! The server: routes, the layers around them, starting and stopping.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use axum::{Router, ServiceExt};
use ground::assets;
use ground::web::{FailurePage, content_security_policy, secure, speak};
use together::app::App;
use together::visit::failure_page;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::compression::{CompressionLayer, CompressionLevel};

use crate::{FLOORS, api, joined, socket};

/// The largest form; files come through their own route.
const FORM_LIMIT: usize = 2 * 1024 * 1024;

/// All routes with everything around them.
pub fn router(app: &App) -> Router {
    let _ = app.offers.set(joined::OFFERS);
    let pages = pages().with_state(app.clone());
    // A refused form is shown again by asking for its page; set once, the first router serves for that.
    let _ = app.pages.set(pages.clone());
    let speaks: FailurePage = Arc::new(failure_page);
    let policy = Policy::of(app);
    pages
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(speaks, speak))
        .layer(compression())
        .layer(middleware::from_fn_with_state(policy, add_security))
}

fn pages() -> Router<App> {
    let floors = FLOORS.iter().fold(Router::new(), |router, floor| router.merge((floor.routes)()));
    floors
        .merge(api::routes())
        .merge(assets::routes())
        .route("/healthz", get(healthz))
        .route("/live", get(socket::open))
        .fallback(nothing)
        .method_not_allowed_fallback(otherwise)
}

/// Plain text for whoever watches the server: the database answers.
async fn healthz(State(app): State<App>) -> ground::web::Result<&'static str> {
    drop(app.db.read().await?);
    Ok("ok\n")
}

async fn nothing() -> ground::web::Failure {
    ground::web::Failure::NotFound
}

async fn otherwise() -> ground::web::Failure {
    ground::web::Failure::WrongMethod
}

/// A panic is a fault of ours like any other: said, logged, and over with this request.
#[expect(clippy::needless_pass_by_value, reason = "the shape the layer wants")]
fn panicked(why: Box<dyn std::any::Any + Send>) -> Response {
    let text = why.downcast_ref::<String>().map(String::as_str).or_else(|| why.downcast_ref::<&str>().copied());
    axum::response::IntoResponse::into_response(ground::web::Failure::Broken(format!("panic: {}", text.unwrap_or("?"))))
}

fn compression() -> CompressionLayer<impl Predicate> {
    let worth_it = SizeAbove::new(1024).and(NotForContentType::IMAGES).and(NotForContentType::const_new("font/"));
    CompressionLayer::new().quality(CompressionLevel::Precise(3)).compress_when(worth_it)
}

#[derive(Clone)]
struct Policy {
    text: HeaderValue,
    https: bool,
}

impl Policy {
    fn of(app: &App) -> Self {
        let text = HeaderValue::from_str(&content_security_policy())
            .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"));
        Self { text, https: app.settings.https() }
    }
}

async fn add_security(State(policy): State<Policy>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.status() != StatusCode::SWITCHING_PROTOCOLS {
        secure(response.headers_mut(), &policy.text, policy.https);
    }
    response
}

/// Serves until the process is asked to stop; requests under way are finished.
///
/// # Errors
/// When the socket breaks.
pub async fn serve(app: &App, listener: TcpListener) -> std::io::Result<()> {
    let service = ServiceExt::<Request>::into_make_service_with_connect_info::<SocketAddr>(router(app));
    axum::serve(listener, service).with_graceful_shutdown(stopped()).await
}

/// Resolves when the process gets SIGINT or SIGTERM.
async fn stopped() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
