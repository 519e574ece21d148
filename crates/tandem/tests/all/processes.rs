//! Several processes before one database: what one changes, the open pages of another are told. The processes are the real
//! program; on SQLite the second one is the command line beside the server.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::http::{HeaderValue, header};
use futures_util::{SinkExt, StreamExt};
use ground::db::{Engine, Place, Sql};
use ground::testing::TestDb;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use together::roles::rules::Role;

use crate::client::{House, Person};

/// Long enough for a machine that has other things to do.
const PATIENCE: Duration = Duration::from_secs(20);
/// Within this time a change is seen elsewhere, on a machine that has not.
const SOON: Duration = Duration::from_secs(1);

/// A server of the program, ended when dropped.
struct Server {
    child: Child,
    host: String,
}

impl Server {
    fn start(db: &TestDb) -> Self {
        let mut child = tandem(db, &["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let host = line.trim().rsplit_once("http://").unwrap_or_else(|| panic!("{line}")).1.to_owned();
        Self { child, host }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn tandem(db: &TestDb, words: &[&str]) -> Command {
    tandem_on(&database(db), words)
}

fn database(db: &TestDb) -> String {
    match db.place() {
        Place::File(file) => file.to_str().unwrap().to_owned(),
        Place::Postgres(url) => url,
    }
}

fn tandem_on(database: &str, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tandem"));
    command.env_clear().env("TANDEM_DATABASE_URL", database).args(words);
    command
}

/// The socket of an open page.
struct Tab(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Tab {
    /// Opens one as a page of the server does, or from another site.
    async fn open(server: &Server, person: &Person, origin: &str) -> Result<Self, Error> {
        let mut request = format!("ws://{}/live", server.host).into_client_request()?;
        let headers = request.headers_mut();
        headers.insert(header::COOKIE, HeaderValue::from_str(person.cookie()).unwrap());
        headers.insert(header::ORIGIN, HeaderValue::from_str(origin).unwrap());
        Ok(Self(connect_async(request).await?.0))
    }

    /// The page of a list that was drawn at a sequence.
    async fn at(server: &Server, person: &Person, seq: i64, topic: &str) -> Self {
        let mut tab = Self::open(server, person, &format!("http://{}", server.host)).await.unwrap();
        tab.watch(seq, topic).await;
        tab
    }

    async fn watch(&mut self, seq: i64, topic: &str) {
        let watch = json!({ "watch": [topic], "seq": seq, "page": format!("/shelf/{topic}s") });
        self.0.send(Message::text(watch.to_string())).await.unwrap();
    }

    /// The next message with this word; the code with which the socket closes is an error.
    async fn hears(&mut self, word: &str) -> Result<Value, u16> {
        let next = async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Text(text))) => {
                        let told: Value = serde_json::from_str(&text).unwrap();
                        if !told[word].is_null() {
                            return Ok(told[word].clone());
                        }
                    }
                    Some(Ok(Message::Close(frame))) => return Err(frame.map_or(0, |frame| CloseCode::into(frame.code))),
                    Some(Ok(_)) => {}
                    other => panic!("the socket broke: {other:?}"),
                }
            }
        };
        tokio::time::timeout(PATIENCE, next).await.unwrap_or_else(|_| panic!("nothing was heard of {word}"))
    }
}

/// Somebody whose session holds by the clock of the server, which is not that of the fixtures.
async fn signed_in(house: &House, name: &str) -> Person {
    let person = house.person(name).await;
    house.run("UPDATE session SET expires_at = 9000000000000000", vec![]).await;
    person
}

/// Chooses a goal through another process and returns the sequence of the product then.
async fn choose(house: &House, title: &str) -> i64 {
    if house.world.app.db.engine() == Engine::Postgres {
        // This process, which shares nothing with the server but the database.
        return house.person("Ines").await.does("goal.choose", json!({ "title": title })).await["seq"]
            .as_i64()
            .unwrap();
    }
    let fields = json!({ "title": title }).to_string();
    let output = tandem(&house.world.db, &["act", "goal.choose", &fields, "--product", "shelf"]).output().unwrap();
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    said["seq"].as_i64().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_in_one_process_is_told_to_the_pages_of_another() {
    let house = House::new().await;
    let priya = signed_in(&house, "Priya").await;
    let server = Server::start(&house.world.db);
    let mut tab = Tab::at(&server, &priya, 0, "goal").await;
    let mut elsewhere = Tab::at(&server, &priya, 0, "request").await;
    tab.hears("here").await.unwrap();
    let mut at_once = 0;
    for n in 0..3 {
        let seq = choose(&house, &format!("Goal {n}")).await;
        let heard = match tokio::time::timeout(SOON, tab.hears("changed")).await {
            Ok(heard) => {
                at_once += 1;
                heard
            }
            Err(_) => tab.hears("changed").await,
        };
        assert_eq!(heard, Ok(json!(["goal"])));
        tab.watch(seq, "goal").await;
    }
    assert!(at_once > 0, "none of the changes was told within {SOON:?}");
    if house.world.app.db.engine() == Engine::Postgres {
        // Of SQLite's other process it is only known that it changed something.
        house.person("Tomas").await.does("request.record", json!({ "body": "Pause my holds.", "contact": "A" })).await;
        assert_eq!(elsewhere.hears("changed").await, Ok(json!(["request"])), "goals were none of this page's business");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_changes_while_the_listening_connection_is_cut_is_told_all_the_same() {
    const CUT: Sql<(bool,)> = Sql::new(
        "CUT",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' AND pid <> pg_backend_pid()",
    );
    let house = House::new().await;
    if house.world.app.db.engine() == Engine::Sqlite {
        return;
    }
    let priya = signed_in(&house, "Priya").await;
    let server = Server::start(&house.world.db);
    let mut tab = Tab::at(&server, &priya, 0, "goal").await;
    tab.hears("here").await.unwrap();
    for n in 0..2 {
        let mut tx = house.world.app.db.write().await.unwrap();
        let cut = tx.all(CUT, vec![]).await.unwrap();
        assert!(cut.len() >= 2, "both of its channels were listened to");
        let seq = choose(&house, &format!("Goal {n}")).await;
        assert_eq!(tab.hears("changed").await, Ok(json!(["goal"])));
        tab.watch(seq, "goal").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_socket_is_of_our_own_pages_and_ends_with_session_and_membership() {
    let house = House::new().await;
    let (priya, jonas) = (signed_in(&house, "Priya").await, signed_in(&house, "Jonas").await);
    let adele = signed_in(&house, "Adele").await;
    let server = Server::start(&house.world.db);
    let foreign = Tab::open(&server, &priya, "https://elsewhere.example").await.err().unwrap();
    assert!(matches!(&foreign, Error::Http(answer) if answer.status() == 403), "{foreign}");
    let nobody = Tab::open(&server, &house.stranger(), &format!("http://{}", server.host)).await.err().unwrap();
    assert!(matches!(&nobody, Error::Http(answer) if answer.status() == 303), "{nobody}");
    assert_eq!(
        Tab::at(&server, &adele, 0, "goal").await.hears("changed").await,
        Err(4001),
        "a customer watches nothing"
    );

    let mut of_priya = Tab::at(&server, &priya, 0, "goal").await;
    of_priya.hears("here").await.unwrap();
    priya.post_form("/sign-out", &[]).await;
    assert_eq!(of_priya.hears("changed").await, Err(4001));

    let mut of_jonas = Tab::at(&server, &jonas, 0, "goal").await;
    of_jonas.hears("here").await.unwrap();
    let role = json!({ "person": house.world.person("Jonas"), "role": Role::Developer });
    house.person("Ada").await.does("membership.take", role).await;
    assert_eq!(of_jonas.hears("changed").await, Err(4001));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_shows_who_else_is_here() {
    let house = House::new().await;
    let (priya, ines) = (signed_in(&house, "Priya").await, signed_in(&house, "Ines").await);
    let one = Server::start(&house.world.db);
    let other = (house.world.app.db.engine() == Engine::Postgres).then(|| Server::start(&house.world.db));
    let second = other.as_ref().unwrap_or(&one);
    let mut of_priya = Tab::at(&one, &priya, 0, "goal").await;
    assert_eq!(of_priya.hears("here").await, Ok(json!([])));
    let mut of_ines = Tab::at(second, &ines, 0, "goal").await;
    let said_of_ines =
        json!([{ "name": "Ines Okafor", "initials": "IO", "role": "product manager", "mark": "manager" }]);
    assert_eq!(of_priya.hears("here").await, Ok(said_of_ines));
    loop {
        let here = of_ines.hears("here").await.unwrap();
        if here != json!([]) {
            assert_eq!(here[0]["name"], "Priya Raman");
            break;
        }
    }
    of_ines.0.close(None).await.unwrap();
    assert_eq!(of_priya.hears("here").await, Ok(json!([])));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_while_people_work_is_whole() {
    let house = House::furnished().await;
    let ines = house.person("Ines").await;
    let working = Arc::new(AtomicBool::new(true));
    let work = tokio::spawn({
        let working = Arc::clone(&working);
        async move {
            while working.load(Ordering::Relaxed) {
                ines.does("goal.choose", json!({ "title": "More residents borrow" })).await;
            }
        }
    });
    let folder = ground::testing::fresh_folder();
    let copy = folder.join("copy").to_str().unwrap().to_owned();
    let copied = tandem(&house.world.db, &["backup", &copy]).output().unwrap();
    assert!(copied.status.success(), "{copied:?}");
    working.store(false, Ordering::Relaxed);
    work.await.unwrap();

    let on_server = TestDb::new(&[]).await;
    let restored = match house.world.app.db.engine() {
        Engine::Sqlite => folder.join("restored.db").to_str().unwrap().to_owned(),
        Engine::Postgres => database(&on_server),
    };
    for words in [&["restore", copy.as_str()][..], &["doctor"]] {
        let done = tandem_on(&restored, words).output().unwrap();
        assert!(done.status.success(), "{words:?}: {done:?}");
    }
    let _ = std::fs::remove_dir_all(folder);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_restored_under_a_running_server() {
    let house = House::furnished().await;
    let folder = ground::testing::fresh_folder();
    let copy = folder.join("copy").to_str().unwrap().to_owned();
    assert!(tandem(&house.world.db, &["backup", &copy]).status().unwrap().success());
    let _server = Server::start(&house.world.db);
    let refused = tandem(&house.world.db, &["restore", &copy, "--force"]).output().unwrap();
    let why = String::from_utf8(refused.stderr).unwrap();
    let expected = match house.world.app.db.engine() {
        Engine::Sqlite => "is in use: stop the server first",
        Engine::Postgres => "There is something in this workspace already",
    };
    assert!(!refused.status.success() && why.contains(expected), "{why}");
    let _ = std::fs::remove_dir_all(folder);
}
