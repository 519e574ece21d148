//! Changing who decides: one cell, several at once, a row, or all of it.

use ground::web::{Refusal, Result, maybe};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::{CHANGES_WHO_DECIDES, change, matrix, need, replace, start_from};
use crate::journal::{Act, Action, Need};
use crate::roles::changes::RowName;
use crate::roles::rules::{Cell, Change, Matrix, OwnRight, Preset, Role, RoleSet, Scope, Subject};
use crate::roles::store;

/// Changes the matrix in several places at once, all or none: so an A goes from one role to another.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ChangeCells {
    /// The changes, in order; they are judged together.
    pub changes: Vec<Change>,
}

impl Action for ChangeCells {
    const NAME: &'static str = "matrix.change";
    const DID: &'static str = "Changed who decides";
    type Answer = ();

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        need(act, &self.changes).await
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        change(act, &self.changes).await?;
        let many = crate::words::counted(i64::try_from(self.changes.len()).unwrap_or(i64::MAX), "place", "places");
        act.say(format!("Who decides changed in {many}"), format!("Change who decides in {many}"));
        Ok(())
    }
}

/// Changes one cell. An A that another role has goes over from it, if it is said what that role gets instead.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetCell {
    /// The row: `order-backlog`, or `order-backlog@T-2` for one team.
    pub right: RowName,
    /// The column.
    #[serde(deserialize_with = "column")]
    pub role: Role,
    /// What it says now: A, R, R delegated, C, C waits 24h, I or -.
    pub value: Cell,
    /// With an A: what the role that has it until now gets instead.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub instead: Option<Cell>,
}

/// A role by its code, or by the word its column has on the page.
fn column<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Role, D::Error> {
    let word = String::deserialize(deserializer)?;
    let role = Role::of_code(&word).or_else(|| Role::MEMBERS.into_iter().find(|role| role.css() == Some(&word)));
    role.ok_or_else(|| serde::de::Error::custom(format!("“{word}” is no role")))
}

impl SetCell {
    fn changes(&self, now: &Matrix) -> Vec<Change> {
        let RowName { subject, scope } = &self.right;
        let set = |role, cell| Change::SetCell { subject: subject.clone(), scope: *scope, role, cell };
        let deciders = now.deciders(subject.clone(), *scope).without(self.role.into());
        let gives_way = self.instead.filter(|_| self.value == Cell::Decides);
        let instead = gives_way.into_iter().flat_map(|cell| deciders.iter().map(move |role| set(role, cell)));
        instead.chain([set(self.role, self.value)]).collect()
    }

    /// “Order the product backlog, developers: told before, may answer”.
    fn in_words(&self, now: &Matrix) -> String {
        let team = self.right.scope.team().map(|team| format!(" (team T-{team})")).unwrap_or_default();
        let role = self.role.column().to_lowercase();
        format!("{}{team}, {role}: {}", now.label(&self.right.subject), self.value.in_words())
    }
}

impl Action for SetCell {
    const NAME: &'static str = "matrix.set_cell";
    const DID: &'static str = "Changed who decides";
    type Answer = ();

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        let changes = self.changes(&matrix(act).await?);
        need(act, &changes).await
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let now = matrix(act).await?;
        change(act, &self.changes(&now)).await?;
        let words = self.in_words(&now);
        act.say(words.clone(), words);
        Ok(())
    }
}

/// Starts the matrix anew from a preset. What the product added for its log stays.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct StartFrom {
    /// The preset.
    pub preset: Preset,
}

impl StartFrom {
    async fn next(&self, act: &mut Act<'_>, now: &Matrix) -> Result<Matrix> {
        let product = act.product()?.id;
        let teams = store::teams(act.tx, product).await?;
        Ok(now.restarted(self.preset, teams.into_iter().map(|(team, _)| team)))
    }
}

impl Action for StartFrom {
    const NAME: &'static str = "matrix.start_from";
    const DID: &'static str = "Started who decides anew";
    type Answer = ();

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        let now = matrix(act).await?;
        if self.next(act, &now).await? == now {
            let message = format!("The matrix is that of “{}” already.", self.preset.label());
            return Err(Refusal::new("nothing-to-change", message).into());
        }
        Ok(CHANGES_WHO_DECIDES)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let now = matrix(act).await?;
        let next = self.next(act, &now).await?;
        replace(act, &now, &next).await?;
        start_from(act, self.preset).await?;
        let label = self.preset.label();
        act.say(format!("Who decides: {label}"), format!("Start who decides from “{label}”"));
        Ok(())
    }
}

/// Adds a decision that no action asks for, so that the decision log can say whose it is.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddOwn {
    /// What is decided.
    pub label: String,
    /// Who decides it, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub decides: Option<Role>,
}

impl AddOwn {
    fn changes(&self) -> Vec<Change> {
        let add = Change::AddOwn { label: self.label.clone() };
        let decider = self.decides.zip(OwnRight::named(&self.label).ok()).map(|(role, own)| Change::SetCell {
            subject: own.code.into(),
            scope: Scope::PRODUCT,
            role,
            cell: Cell::Decides,
        });
        [add].into_iter().chain(decider).collect()
    }
}

impl Action for AddOwn {
    const NAME: &'static str = "matrix.add_own";
    const DID: &'static str = "Added a decision";
    type Answer = ();

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        need(act, &self.changes()).await
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        change(act, &self.changes()).await?;
        let label = self.label.trim();
        let decider = self.decides.map(|role| format!(", {}", RoleSet::from(role).named())).unwrap_or_default();
        act.say(format!("“{label}” added{decider}"), format!("Add the decision “{label}”{decider}"));
        Ok(())
    }
}

/// Gives a decision the product added other words.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct RenameOwn {
    /// The decision: `own:accept-licence-prices`.
    pub right: RowName,
    /// What is decided.
    pub label: String,
}

impl RenameOwn {
    fn changes(&self) -> Result<Vec<Change>> {
        match &self.right.subject {
            Subject::Own(code) => Ok(vec![Change::RenameOwn { code: code.clone(), label: self.label.clone() }]),
            Subject::Known(right) => {
                let message =
                    format!("“{}” is a word of Tandem; only decisions you added have other words.", right.label());
                Err(Refusal::new("not-yours-to-name", message).at("label").into())
            }
        }
    }
}

impl Action for RenameOwn {
    const NAME: &'static str = "matrix.rename_own";
    const DID: &'static str = "Gave a decision other words";
    type Answer = ();

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        need(act, &self.changes()?).await
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let was = matrix(act).await?.label(&self.right.subject).to_owned();
        change(act, &self.changes()?).await?;
        let label = self.label.trim();
        act.say(format!("“{was}” is “{label}” now"), format!("Call “{was}” “{label}”"));
        Ok(())
    }
}

/// Removes a decision the product added, or a team's own row, so that the product's holds for the team again.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct DropRow {
    /// The row: `own:accept-licence-prices`, or `order-backlog@T-2`.
    pub right: RowName,
}

impl DropRow {
    fn changes(&self) -> Result<Vec<Change>> {
        let RowName { subject, scope } = self.right.clone();
        if let (Subject::Known(right), true) = (&subject, scope.is_product()) {
            let message = format!("Actions ask whose call “{}” is, so its row stays.", right.label());
            return Err(Refusal::new("row-stays", message).at("right").into());
        }
        Ok(vec![Change::DropRow { subject, scope }])
    }
}

impl Action for DropRow {
    const NAME: &'static str = "matrix.drop_row";
    const DID: &'static str = "Removed a row of who decides";
    type Answer = ();

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        need(act, &self.changes()?).await
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let label = matrix(act).await?.label(&self.right.subject).to_owned();
        change(act, &self.changes()?).await?;
        match self.right.scope.team() {
            Some(team) => {
                let words = format!("“{label}”: the product’s row holds for T-{team}");
                act.say(words.clone(), words);
            }
            None => act.say(format!("“{label}” removed"), format!("Remove the decision “{label}”")),
        }
        Ok(())
    }
}
