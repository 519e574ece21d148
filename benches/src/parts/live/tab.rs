//! One open page, as the scripts of the program behave in a browser (`assets/js/live.js`, `assets/js/refresh.js`).

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::Result;
use crate::http::Client;
use crate::person::{PRODUCT, Person};
use crate::seed::Dice;

/// The shortest time between two refreshes of a page.
const PACE: Duration = Duration::from_secs(1);

/// What happened to a page.
pub(super) enum Event {
    /// It heard that it is no longer true.
    Told { tab: usize, at: std::time::Instant },
    /// It shows what is true now.
    Drawn { tab: usize, at: std::time::Instant },
    /// It is gone.
    Broken { why: String },
}

/// An open page with its socket.
pub(super) struct Tab {
    number: usize,
    person: Person,
    client: Client,
    socket: WebSocketStream<TcpStream>,
    events: UnboundedSender<Event>,
    dice: Dice,
    validator: String,
    drawn_at: Instant,
    /// When it fetches itself anew.
    due: Option<Instant>,
}

impl Tab {
    /// Fetches the page, opens its socket and says what it shows.
    pub(super) async fn open(
        number: usize,
        address: SocketAddr,
        person: Person,
        events: UnboundedSender<Event>,
    ) -> Result<Self> {
        let mut request = format!("ws://{address}/live").into_client_request()?;
        for (name, value) in person.socket_headers() {
            request.headers_mut().insert(name, HeaderValue::from_str(value)?);
        }
        let (socket, _) = client_async(request, TcpStream::connect(address).await?).await?;
        let (client, dice, validator) = (Client::new(address), Dice::of(number), String::new());
        let drawn_at = Instant::now();
        let mut tab = Self { number, person, client, socket, events, dice, validator, drawn_at, due: None };
        tab.draw().await?;
        Ok(tab)
    }

    /// Lives until it is ended.
    pub(super) async fn live(mut self) {
        loop {
            let went = match self.due {
                None => self.hear().await,
                Some(due) => match tokio::time::timeout_at(due, self.hear()).await {
                    Ok(heard) => heard,
                    Err(_) => self.refresh().await,
                },
            };
            if let Err(trouble) = went {
                let _ = self.events.send(Event::Broken { why: format!("a page broke: {trouble}") });
                return;
            }
        }
    }

    async fn hear(&mut self) -> Result<()> {
        let message = self.socket.next().await.ok_or("the socket closed")??;
        let Message::Text(text) = message else { return Ok(()) };
        let said: Value = serde_json::from_str(&text)?;
        if said["changed"].is_array() {
            let _ = self.events.send(Event::Told { tab: self.number, at: std::time::Instant::now() });
            let viewers = said["viewers"].as_u64().unwrap_or(0);
            let spread = if viewers > 50 { (viewers * 3 / 2).min(1_500) } else { 100 };
            let wait = Duration::from_millis(self.dice.below(usize::try_from(spread)?) as u64);
            let due = (Instant::now() + wait).max(self.drawn_at + PACE);
            self.due.get_or_insert(due);
        }
        Ok(())
    }

    async fn refresh(&mut self) -> Result<()> {
        self.due = None;
        self.draw().await?;
        let _ = self.events.send(Event::Drawn { tab: self.number, at: std::time::Instant::now() });
        Ok(())
    }

    async fn draw(&mut self) -> Result<()> {
        self.drawn_at = Instant::now();
        let path = format!("/{PRODUCT}/backlog");
        let headers = [("accept-encoding", "gzip"), ("if-none-match", self.validator.as_str())];
        let answer = self.client.send(&self.person.get_with(&path, &headers)).await?;
        if !matches!(answer.status, 200 | 304) {
            return Err(format!("the page was answered {}", answer.status).into());
        }
        self.validator = answer.header("etag").ok_or("a page without a validator")?.to_owned();
        // The validator ends in the sequence that the page shows.
        let seq = self.validator.trim_end_matches('"').rsplit('.').next().unwrap_or_default().parse::<i64>()?;
        let topics = ["story", "feature", "release", "sprint", "product", "view"];
        let watch = json!({ "watch": topics, "seq": seq, "page": path });
        self.socket.send(Message::text(watch.to_string())).await?;
        Ok(())
    }
}
