//! Moving an import on, a button at a time.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use ground::web::{Failure, FormPairs, Refusal, Result};
use together::app::App;
use together::journal::{Actor, Via};
use together::visit::Visit;
use uuid::Uuid;

use super::show::draw;
use super::{fresh, ours};
use crate::exchange::importing::rows::as_named;
use crate::exchange::importing::runner::{self, Turn, Work};
use crate::exchange::importing::store::{self, Run};
use crate::exchange::reading::{Mapping, guess};

/// `POST /{product}/import/{run}/{step}`.
pub(super) async fn step(
    visit: Visit,
    Path((_, id, step)): Path<(String, Uuid, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let form = FormPairs::parse(&body)?;
    if form.get("csrf") != Some(visit.who().csrf.as_str()) || !ours(&visit, &headers) {
        return Err(Failure::Forbidden(Refusal::new("form-not-ours", "This form did not come from a page of yours.")));
    }
    let app = visit.app().clone();
    let actor = Actor { via: Via::Import, ..visit.signed.actor() };
    let run = store::run(&mut visit.read().await?, visit.product.id, id).await?;
    match go(&app, &actor, run, &step, &form).await {
        Ok(()) if step == "discard" => Ok(Redirect::to(&visit.at("import")).into_response()),
        Ok(()) => Ok(Redirect::to(&visit.at(format!("import/{id}"))).into_response()),
        Err(Failure::Refused(refusal)) => draw(fresh(visit), id, Some(&refusal)).await,
        Err(failure) => Err(failure),
    }
}

async fn go(app: &App, actor: &Actor, run: Run, step: &str, form: &FormPairs) -> Result<()> {
    let dead = run.broken_off(app.clock.now());
    match (step, run.state.as_str()) {
        ("columns", "columns" | "trying" | "tried") => {
            let turn = choose(app, &run, form).await?;
            runner::start(app, actor, turn);
            Ok(())
        }
        ("try", "columns" | "tried") => work(app, actor, run, Work::Try, true).await,
        ("try", "trying") if dead => work(app, actor, run, Work::Try, true).await,
        ("start", "tried") => {
            runner::decides(app, actor, run.product, &run.mapping.0).await?;
            work(app, actor, run, Work::Go, true).await
        }
        ("resume", "paused" | "stopped" | "broken") => work(app, actor, run, Work::Go, false).await,
        ("resume", "running") if dead => work(app, actor, run, Work::Go, false).await,
        ("pause", "running") => halt(app, &run, "paused").await,
        ("stop", "running" | "paused") => halt(app, &run, "stopped").await,
        ("take-back", "done" | "paused" | "stopped" | "broken" | "running") => {
            runner::may_take_back(app, actor, &run).await?;
            work(app, actor, run, Work::TakeBack, false).await
        }
        ("take-back", "taking back") if dead => work(app, actor, run, Work::TakeBack, false).await,
        ("discard", "columns" | "trying" | "tried") => runner::discard(app, &run).await,
        _ => Err(runner::moved_on().into()),
    }
}

/// Takes the run up and works on it beside the request.
async fn work(app: &App, actor: &Actor, run: Run, work: Work, anew: bool) -> Result<()> {
    let turn = runner::take_up(app, run, work, anew).await?;
    runner::start(app, actor, turn);
    Ok(())
}

/// Whoever runs it finds out with its next batch.
async fn halt(app: &App, run: &Run, state: &str) -> Result<()> {
    let mut tx = app.db.write().await?;
    if !store::set_state(&mut tx, run, (state, None), None, app.clock.now()).await? {
        return Err(runner::moved_on().into());
    }
    tx.commit().await?;
    runner::announce(app, run);
    Ok(())
}

/// Tries the columns that a person chose.
async fn choose(app: &App, run: &Run, form: &FormPairs) -> Result<Turn> {
    let rows_as = form.get("as").and_then(as_named).unwrap_or(run.mapping.0.rows);
    let mapping = match rows_as == run.mapping.0.rows {
        true => chosen(run, form)?,
        false => guess(&run.survey.0, rows_as),
    };
    mapping.check()?;
    let source = form.get("source").map(str::trim).filter(|source| !source.is_empty()).unwrap_or(&run.source);
    let source: String = source.chars().take(200).collect();
    runner::take_up_with(app, run, &mapping, &source).await
}

/// The columns as the form says; where a field takes one column, the one that was just chosen has it.
fn chosen(run: &Run, form: &FormPairs) -> Result<Mapping> {
    let mut mapping = run.mapping.0.clone();
    for n in 0..mapping.columns.len() {
        let Some(wanted) = form.get(&format!("c{n}")) else { continue };
        let choice = &mapping.columns[n];
        let target = choice.target.map_or("-", |target| target.name());
        let same = wanted == target || wanted == format!("{target}:{}", choice.order.label());
        if !same {
            mapping.choose_at(&run.survey.0, n, wanted)?;
        }
    }
    Ok(mapping)
}
