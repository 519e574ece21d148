//! The socket of an open page: it says what the page shows, and is told when that changes.
//!
//! Only names and sequences cross it, never content: the page fetches itself anew, with the rights of whoever is signed in.

use std::collections::HashSet;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use ground::live::{Announcement, Heard};
use ground::web::{Failure, Refusal, same_origin};
use serde::{Deserialize, Serialize};
use together::app::App;
use together::products::{self, Product};
use together::visit::Signed;

/// How often the session behind a socket is looked at again.
const LOOK_AGAIN: Duration = Duration::from_secs(30);
/// The close code that tells the page its session is over.
const SESSION_OVER: u16 = 4001;
/// The most topics one page may watch.
const TOPICS: usize = 500;

/// What the page says when it opens and whenever it shows something else.
#[derive(Debug, Deserialize)]
struct Watch {
    watch: Vec<String>,
    seq: i64,
    #[serde(default)]
    page: String,
}

/// What the page is told.
#[derive(Debug, Serialize)]
struct Changed<'a> {
    changed: Vec<&'a str>,
    seq: i64,
    by: &'a str,
    viewers: usize,
}

/// `GET /live`.
pub async fn open(State(app): State<App>, signed: Signed, headers: HeaderMap, upgrade: WebSocketUpgrade) -> Response {
    if !same_origin(&headers, app.settings.base_url.as_deref()) {
        return Failure::Forbidden(Refusal::new("socket-not-ours", "This socket was opened from another site."))
            .into_response();
    }
    upgrade.max_message_size(64 * 1024).on_upgrade(move |socket| async move {
        let page = OpenPage { app, signed, product: None, topics: HashSet::new(), seq: 0 };
        page.run(socket).await;
    })
}

struct OpenPage {
    app: App,
    signed: Signed,
    product: Option<Product>,
    topics: HashSet<String>,
    /// Up to where the page knows.
    seq: i64,
}

impl OpenPage {
    async fn run(mut self, mut socket: WebSocket) {
        let mut watcher = self.app.live.watch();
        let mut look = tokio::time::interval(LOOK_AGAIN);
        look.reset();
        loop {
            let goes_on = tokio::select! {
                message = socket.recv() => match message {
                    Some(Ok(message)) => self.listen(&mut socket, message).await,
                    _ => false,
                },
                heard = watcher.next() => self.hear(&mut socket, heard).await,
                _ = look.tick() => self.still_here(&mut socket).await,
            };
            if !goes_on {
                return;
            }
        }
    }

    /// The page says what it shows and up to which sequence; what it has missed it is told at once.
    async fn listen(&mut self, socket: &mut WebSocket, message: Message) -> bool {
        let text = match message {
            Message::Text(text) => text,
            Message::Close(_) => return false,
            _ => return true,
        };
        let Ok(watch) = serde_json::from_str::<Watch>(&text) else { return false };
        self.topics = watch.watch.into_iter().take(TOPICS).collect();
        self.product =
            self.visible_product(watch.page.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default()).await;
        self.seq = watch.seq;
        self.catch_up(socket).await
    }

    async fn hear(&mut self, socket: &mut WebSocket, heard: Heard) -> bool {
        match heard {
            Heard::Closed => false,
            Heard::Missed => {
                let key = self.product.as_ref().map(|product| product.key.clone()).unwrap_or_default();
                self.product = self.visible_product(&key).await;
                self.catch_up(socket).await
            }
            Heard::Change(announcement) => self.pass_on(socket, &announcement).await,
        }
    }

    async fn pass_on(&mut self, socket: &mut WebSocket, announcement: &Announcement) -> bool {
        let mine = self.product.as_ref().is_some_and(|product| uuid_of(product) == announcement.scope);
        if !mine || announcement.seq <= self.seq {
            return true;
        }
        self.seq = announcement.seq;
        let changed: Vec<&str> =
            announcement.topics.iter().map(String::as_str).filter(|topic| self.shows(topic)).collect();
        if changed.is_empty() {
            return true;
        }
        self.tell(
            socket,
            &Changed { changed, seq: announcement.seq, by: &announcement.by, viewers: self.app.live.watchers() },
        )
        .await
    }

    fn shows(&self, topic: &str) -> bool {
        self.topics.contains(topic)
    }

    /// Tells the page that it is behind, if it is: what exactly changed is not known.
    async fn catch_up(&mut self, socket: &mut WebSocket) -> bool {
        let seq = self.product.as_ref().map_or(0, |product| product.seq);
        if seq <= self.seq {
            return true;
        }
        self.seq = seq;
        let changed = self.topics.iter().map(String::as_str).collect();
        self.tell(socket, &Changed { changed, seq, by: "", viewers: self.app.live.watchers() }).await
    }

    async fn tell(&self, socket: &mut WebSocket, changed: &Changed<'_>) -> bool {
        let Ok(text) = serde_json::to_string(changed) else { return false };
        socket.send(Message::Text(text.into())).await.is_ok()
    }

    /// Closes the socket when the session or the membership has ended.
    async fn still_here(&self, socket: &mut WebSocket) -> bool {
        let key = self.product.as_ref().map(|product| product.key.as_str()).unwrap_or_default();
        let here = self.signed.still_valid(key).await;
        if !here.unwrap_or(true) {
            let frame = CloseFrame { code: SESSION_OVER, reason: "session over".into() };
            let _ = socket.send(Message::Close(Some(frame))).await;
            return false;
        }
        true
    }

    async fn visible_product(&self, key: &str) -> Option<Product> {
        if key.is_empty() || !self.signed.still_valid(key).await.unwrap_or(false) {
            return None;
        }
        let mut tx = self.app.db.read().await.ok()?;
        products::store::by_key(&mut tx, key).await.ok()?
    }
}

fn uuid_of(product: &Product) -> uuid::Uuid {
    product.id.into()
}
