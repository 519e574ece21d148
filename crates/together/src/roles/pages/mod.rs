//! The page of who decides what: the matrix, what is wrong with it, where to start from, and the advisor.

mod advisor;
mod cell;
mod faults;
mod presets;
mod table;

use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use serde::Deserialize;

use super::marks::Marks;
use super::names::Names;
use super::rules::{Fault, Hats, Matrix, Preset, Right, Role, Ruling, Scope};
use super::store;
use crate::app::App;
use crate::journal::proposals;
use crate::products::rules::Mode;
use crate::visit::{Page, Visit};

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/roles", get(show))
}

/// What the page is asked for.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// The cell to be changed by a form: `order-backlog:developer`.
    cell: Option<String>,
    /// The preset to look at before starting from it.
    from: Option<String>,
    maturity: Option<String>,
    size: Option<String>,
    structure: Option<String>,
    agile: Option<String>,
    philosophy: Option<String>,
}

/// What every part of the page needs.
struct Board {
    matrix: Matrix,
    everybody: Hats,
    faults: Vec<Fault>,
    names: Names,
    teams: Vec<(i64, String)>,
    sprints: bool,
    /// What becomes of a change of the matrix by this visitor.
    ruling: Ruling,
}

/// `GET /{product}/roles`.
async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let board = Board::load(&visit, &mut tx).await?;
    let marks = Marks::load(&mut tx, &visit, &[Right::ChangeWhoDecides]).await?;
    let waiting = proposals::pages::of_right(&visit, &mut tx, Right::ChangeWhoDecides).await?;
    let advisor = advisor::section(&visit, &mut tx, &board, asked.given()).await?;
    drop(tx);
    let from = asked.from.as_deref().and_then(Preset::of_code);
    let body = html! {
        .page {
            (head(&board, &marks))
            .cols {
                .stack {
                    (waiting)
                    section {
                        .filters { span.small.dim { "Start from" } (presets::choice(&visit, &board, from)) }
                        .stack {
                            @if let Some(preset) = from { (presets::preview(&visit, &board, preset)) }
                            (cell::form(&visit, &board, asked.cell.as_deref()))
                            div { (table::table(&visit, &board)) (table::legend(&visit, &board)) }
                        }
                    }
                    (faults::section(&board))
                    (table::add_own(&visit, &board))
                }
                aside.rail.stack aria-label="Advisor" { (advisor) }
            }
            (cell::menu(&visit, &board))
        }
    };
    let topics = ["matrix", "advice", "member", "product", "proposal"].map(str::to_owned).to_vec();
    visit.page(Page { title: "Roles", place: "roles", topics, body, ..Page::default() }).await
}

fn head(board: &Board, marks: &Marks) -> Markup {
    let aside = html! { span.call-line { (marks.call(Right::ChangeWhoDecides)) " " (board.who_changes()) } };
    ui::page_head("Who decides what", faults::finding(board), aside)
}

impl Asked {
    fn given(&self) -> store::Given {
        use super::rules::Factor;
        let answers = [
            (Factor::Maturity, &self.maturity),
            (Factor::Size, &self.size),
            (Factor::Structure, &self.structure),
            (Factor::Agile, &self.agile),
            (Factor::Philosophy, &self.philosophy),
        ];
        answers.into_iter().fold(store::Given::default(), |given, (factor, code)| given.with(factor, code.as_deref()))
    }
}

impl Board {
    async fn load(visit: &Visit, tx: &mut Tx) -> Result<Self> {
        let product = visit.product.id;
        let matrix = store::matrix(tx, product).await?;
        let everybody = store::held(tx, product).await?;
        let sprints = visit.product.mode == Mode::Scrum.code();
        Ok(Self {
            faults: matrix.faults(&everybody, sprints),
            names: Names::load(tx, product).await?,
            teams: store::teams(tx, product).await?,
            ruling: matrix.ruling(Right::ChangeWhoDecides, Scope::PRODUCT, &visit.hats(), &everybody),
            matrix,
            everybody,
            sprints,
        })
    }

    /// Whether this visitor may change the matrix or propose to.
    fn may(&self) -> bool {
        !matches!(self.ruling, Ruling::Refused(_))
    }

    /// What the button says that makes a change: `act` where it is done at once.
    fn press(&self, act: &str) -> String {
        match self.ruling {
            Ruling::Proposes { to, agreed, .. } if !agreed.is_empty() => format!("Ask {} to agree", self.names.of(to)),
            Ruling::Proposes { to, .. } => format!("Propose it to {}", self.names.of(to)),
            Ruling::Acts { .. } | Ruling::Refused(_) => act.to_owned(),
        }
    }

    /// “Ines changes it, Tomas agrees”.
    fn who_changes(&self) -> String {
        let right = Right::ChangeWhoDecides;
        let needed = self.matrix.must_agree(right, Scope::PRODUCT, &self.everybody);
        let deciders = self.matrix.deciders(right, Scope::PRODUCT).and(needed);
        let changes = if deciders.is_empty() { needed } else { deciders };
        let agrees = needed.without(changes);
        match (changes.len(), agrees.is_empty()) {
            (0, _) => "Nobody can change it".to_owned(),
            (1, true) if !changes.contains(Role::Developer) => format!("{} changes it", self.names.of_all(changes)),
            (1, false) if !changes.contains(Role::Developer) && agrees.len() == 1 => {
                format!("{} changes it, {} agrees", self.names.of_all(changes), self.names.of_all(agrees))
            }
            (_, true) => format!("Changed by {}", self.names.of_all(changes)),
            (_, false) => format!("Changed by {}, agreed by {}", self.names.of_all(changes), self.names.of_all(agrees)),
        }
    }

    /// The name of a team.
    fn team(&self, number: i64) -> &str {
        self.teams.iter().find(|(team, _)| *team == number).map_or("", |(_, name)| name)
    }
}
