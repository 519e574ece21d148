//! The socket of an open page: it says what the page shows, and is told when that changes.
//!
//! Only names and sequences cross it, never content: the page fetches itself anew, with the rights of whoever is signed in.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use ground::live::{Announcement, Heard};
use ground::web::{Failure, Refusal, same_origin};
use serde::{Deserialize, Serialize};
use together::app::App;
use together::presence::{Here, Present, Stay};
use together::products::ProductId;
use together::visit::{Signed, Standing};
use tokio::sync::watch;
use uuid::Uuid;

/// How often the session behind a socket is looked at again, should nobody have said that it ended.
const LOOK_AGAIN: Duration = Duration::from_secs(30);
/// The close code that tells the page its session is over.
const SESSION_OVER: u16 = 4001;
/// The most topics one page may watch.
const TOPICS: usize = 500;
/// What changes where sessions end, and where roles do.
const ENDINGS: [&str; 2] = ["person", "member"];

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
#[serde(untagged)]
enum Told<'a> {
    Changed { changed: Vec<&'a str>, seq: i64, by: &'a str, viewers: usize },
    Here { here: Vec<&'a Present> },
}

/// `GET /live`.
pub async fn open(State(app): State<App>, signed: Signed, headers: HeaderMap, upgrade: WebSocketUpgrade) -> Response {
    if !same_origin(&headers, app.settings.base_url.as_deref()) {
        return Failure::Forbidden(Refusal::new("socket-not-ours", "This socket was opened from another site."))
            .into_response();
    }
    upgrade.max_message_size(64 * 1024).on_upgrade(move |socket| async move {
        let page = OpenPage {
            here: app.presence.watch(),
            app,
            signed,
            key: String::new(),
            product: None,
            topics: HashSet::new(),
            known: 0,
            heard: 0,
            stay: None,
            shown: None,
        };
        page.run(socket).await;
    })
}

struct OpenPage {
    app: App,
    signed: Signed,
    /// The key of the product the page is in, and the product if it is theirs to see.
    key: String,
    product: Option<ProductId>,
    topics: HashSet<String>,
    /// The sequence the page was drawn at.
    known: i64,
    /// Up to where this socket has heard everything since.
    heard: i64,
    here: watch::Receiver<Arc<Here>>,
    /// Counts them as being here.
    stay: Option<Stay>,
    /// Who the page shows as being here.
    shown: Option<Arc<[Present]>>,
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
                Ok(()) = self.here.changed() => self.tell_here(&mut socket).await,
                _ = look.tick() => self.still_here(&mut socket).await.is_some(),
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
        let topics: HashSet<String> = watch.watch.into_iter().take(TOPICS).collect();
        let key = watch.page.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default();
        let same = key == self.key && topics == self.topics;
        self.heard = if same { self.heard.max(watch.seq) } else { watch.seq };
        (self.key, self.topics, self.known) = (key.to_owned(), topics, watch.seq);
        let Some(seq) = self.still_here(socket).await else { return false };
        self.catch_up(socket, seq).await && self.tell_here(socket).await
    }

    async fn hear(&mut self, socket: &mut WebSocket, heard: Heard) -> bool {
        match heard {
            Heard::Closed => false,
            Heard::Missed => {
                self.heard = self.known;
                let Some(seq) = self.still_here(socket).await else { return false };
                self.catch_up(socket, seq).await
            }
            Heard::Change(announcement) => self.pass_on(socket, &announcement).await,
        }
    }

    /// Two changes may be announced the other way round than they were made, so only what the page was drawn after is passed
    /// over.
    async fn pass_on(&mut self, socket: &mut WebSocket, announcement: &Announcement) -> bool {
        let of_all = announcement.scope.is_nil();
        let mine = self.product.map(Uuid::from) == Some(announcement.scope);
        let ends = ENDINGS.iter().any(|topic| announcement.topics.contains(*topic));
        if ends && (of_all || mine) && self.still_here(socket).await.is_none() {
            return false;
        }
        if !mine || (1..=self.known).contains(&announcement.seq) {
            return true;
        }
        self.heard = self.heard.max(announcement.seq);
        let changed: Vec<&str> =
            announcement.topics.iter().map(String::as_str).filter(|topic| self.topics.contains(*topic)).collect();
        if changed.is_empty() {
            return true;
        }
        let (seq, viewers) = (announcement.seq, self.app.live.watchers());
        tell(socket, &Told::Changed { changed, seq, by: &announcement.by, viewers }).await
    }

    /// Tells the page that it is behind, if it is: what exactly changed is not known.
    async fn catch_up(&mut self, socket: &mut WebSocket, seq: i64) -> bool {
        if seq <= self.heard {
            return true;
        }
        self.heard = seq;
        let changed = self.topics.iter().map(String::as_str).collect();
        tell(socket, &Told::Changed { changed, seq, by: "", viewers: self.app.live.watchers() }).await
    }

    /// Tells the page who else is here, if it shows others.
    async fn tell_here(&mut self, socket: &mut WebSocket) -> bool {
        let Some(product) = self.product else { return true };
        let here = self.here.borrow_and_update().get(&product).cloned();
        let Some(here) = here.filter(|here| self.shown.as_ref() != Some(here)) else { return true };
        let others = here.iter().filter(|present| present.person != self.signed.who.id).collect();
        let told = tell(socket, &Told::Here { here: others }).await;
        self.shown = Some(here);
        told
    }

    /// The sequence of the product the page is in, 0 outside of any. Closes the socket when session or membership has ended.
    async fn still_here(&mut self, socket: &mut WebSocket) -> Option<i64> {
        let standing = match self.signed.standing(&self.key).await {
            Ok(standing) => standing,
            // A database that does not answer ends nobody's session.
            Err(failure) => {
                tracing::warn!(%failure, "the session behind an open page could not be looked at");
                return Some(0);
            }
        };
        match standing {
            Standing::Holds(Some((product, seq))) => {
                self.stay_at(product);
                Some(seq)
            }
            Standing::Holds(None) if self.key.is_empty() => Some(0),
            _ => {
                let frame = CloseFrame { code: SESSION_OVER, reason: "session over".into() };
                let _ = socket.send(Message::Close(Some(frame))).await;
                None
            }
        }
    }

    fn stay_at(&mut self, product: ProductId) {
        if self.product != Some(product) {
            self.product = Some(product);
            self.stay = Some(Stay::begin(&self.app, product, self.signed.who.id));
            self.shown = None;
        }
    }
}

async fn tell(socket: &mut WebSocket, told: &Told<'_>) -> bool {
    let Ok(text) = serde_json::to_string(told) else { return false };
    socket.send(Message::Text(text.into())).await.is_ok()
}
