//! The table of saved views.

use ground::clock::Ts;
use ground::db::Tx;
use ground::sql;
use ground::web::Result;
use ground::{args, row};

use super::ViewId;
use crate::people::PersonId;
use crate::products::ProductId;

row! {
    /// A saved view.
    #[derive(Debug, Clone, PartialEq)]
    pub struct SavedView {
        /// Its id.
        pub id: ViewId,
        /// Whose it is; everybody’s when absent.
        pub person: Option<PersonId>,
        /// The list it is a view of: `backlog`.
        pub list: String,
        /// Its name.
        pub name: String,
        /// The query of the page, beginning with `?`, or empty.
        pub query: String,
        /// When it was saved.
        pub created_at: Ts,
    }
}

sql! {
    OF_LIST: SavedView = "SELECT id, person, list, name, query, created_at FROM saved_view WHERE product = $1 AND list = $2 AND (person IS NULL OR person = $3) ORDER BY name, id";
    BY_ID: SavedView = "SELECT id, person, list, name, query, created_at FROM saved_view WHERE product = $1 AND id = $2";
    INSERT: () = "INSERT INTO saved_view (id, product, person, list, name, query, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    DELETE: () = "DELETE FROM saved_view WHERE product = $1 AND id = $2";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM saved_view WHERE product = $1";
}

/// The views of a list that a person sees: the shared ones and their own, by name.
pub async fn of_list(tx: &mut Tx, product: ProductId, list: &str, person: PersonId) -> Result<Vec<SavedView>> {
    Ok(tx.all(OF_LIST, args![product, list, person]).await?)
}

/// A view of a product.
pub(crate) async fn by_id(tx: &mut Tx, product: ProductId, id: ViewId) -> Result<Option<SavedView>> {
    Ok(tx.first(BY_ID, args![product, id]).await?)
}

/// Writes a view.
pub(crate) async fn insert(tx: &mut Tx, product: ProductId, view: &SavedView) -> Result<()> {
    let SavedView { id, person, list, name, query, created_at } = view;
    tx.run(INSERT, args![*id, product, *person, list, name, query, *created_at]).await?;
    Ok(())
}

/// Takes a view away.
pub(crate) async fn delete(tx: &mut Tx, product: ProductId, id: ViewId) -> Result<()> {
    tx.run(DELETE, args![product, id]).await?;
    Ok(())
}
