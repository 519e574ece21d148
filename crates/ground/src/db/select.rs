use super::{Args, DbError, FromRow, Sql};

/// A list with filters: the only place where a statement is put together from parts. The parts are texts of the program; what
/// people typed goes in as values.
///
/// ```ignore
/// sql! { LIST: Line = "SELECT s.title, s.points FROM story s WHERE s.product = $1{and}{order}"; }
/// let lines = tx.select(
///     Select::of(LIST).with(args![product]).and("s.points <= ?", args![13]).order("s.rank").limit(200),
/// ).await?;
/// ```
pub struct Select<T> {
    base: Sql<T>,
    values: Args,
    and: String,
    order: String,
    limit: Option<i64>,
    /// How many of the values are the declared text's own.
    given: usize,
    fault: Option<&'static str>,
}

impl<T: FromRow> Select<T> {
    /// Starts from a declared text with the markers `{and}` (after a condition) and `{order}`.
    #[must_use]
    pub fn of(base: Sql<T>) -> Self {
        Self { base, values: Args::new(), and: String::new(), order: String::new(), limit: None, given: 0, fault: None }
    }

    /// Gives the values of the declared text's own `$1` to `$n`.
    #[must_use]
    pub fn with(mut self, values: Args) -> Self {
        if self.given > 0 || !self.and.is_empty() {
            self.fault = Some("the values of the text itself come first, once");
        }
        self.given = values.len();
        self.values = values;
        self
    }

    /// Adds a condition whose values are `?`, one after the other.
    #[must_use]
    pub fn and(mut self, condition: &'static str, values: Args) -> Self {
        self.and.push_str(" AND (");
        let wanted = number(condition, self.base.arity + self.values.len() - self.given, &mut self.and);
        self.and.push(')');
        if wanted != values.len() {
            self.fault = Some("a condition has another number of ? than values");
        }
        self.values.extend(values);
        self
    }

    /// Adds a condition if there is a value for it.
    #[must_use]
    pub fn and_if<V: Into<super::Value>>(self, condition: &'static str, value: Option<V>) -> Self {
        match value {
            Some(value) => self.and(condition, vec![value.into()]),
            None => self,
        }
    }

    /// Orders by this, after what it is ordered by already.
    #[must_use]
    pub fn order(mut self, by: &'static str) -> Self {
        self.order.push_str(if self.order.is_empty() { " ORDER BY " } else { ", " });
        self.order.push_str(by);
        self
    }

    /// Takes the first so many.
    #[must_use]
    pub fn limit(mut self, rows: usize) -> Self {
        self.limit = Some(i64::try_from(rows).unwrap_or(i64::MAX));
        self
    }

    /// The statement and its values.
    pub(super) fn build(mut self) -> Result<(String, Args), DbError> {
        let fault = self.fault.or_else(|| self.missing());
        if let Some(fault) = fault {
            return Err(DbError::Other(format!("{}: {fault}", self.base.name)));
        }
        let mut text = self.base.text.replacen("{and}", &self.and, 1).replacen("{order}", &self.order, 1);
        if let Some(limit) = self.limit {
            self.values.push(limit.into());
            text.push_str(" LIMIT $");
            text.push_str(&self.values.len().to_string());
        }
        Ok((text, self.values))
    }

    fn missing(&self) -> Option<&'static str> {
        let has = |marker: &str| self.base.text.contains(marker);
        if self.given != self.base.arity {
            Some("the text itself takes another number of values")
        } else if !self.and.is_empty() && !has("{and}") {
            Some("there is no {and} for a condition")
        } else if !self.order.is_empty() && !has("{order}") {
            Some("there is no {order} for an order")
        } else {
            None
        }
    }
}

/// The text without its markers, as it is prepared by the test.
pub(super) fn unmarked(text: &str) -> String {
    ["{columns}", "{joins}", "{and}", "{order}"]
        .iter()
        .fold(text.to_owned(), |text, marker| text.replacen(marker, "", 1))
}

/// Writes the condition with `$n` for each `?` outside of quotes, from the one after `used`; says how many there were.
fn number(condition: &str, used: usize, into: &mut String) -> usize {
    let (mut count, mut quoted) = (0, false);
    for letter in condition.chars() {
        quoted ^= letter == '\'';
        if letter == '?' && !quoted {
            count += 1;
            into.push('$');
            into.push_str(&(used + count).to_string());
        } else {
            into.push(letter);
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;
    use crate::db::Value;

    const LIST: Sql<(i64,)> = Sql::new("LIST", "SELECT n FROM t WHERE p = $1 AND q = $2{and}{order}");

    #[test]
    fn parts_are_numbered_on_from_the_text() {
        let (text, values) = Select::of(LIST)
            .with(args![1, 2])
            .and("a = ? AND b <> '?'", args![3])
            .and_if("c = ?", None::<i64>)
            .and("(d, e) > (?, ?)", args![4, 5])
            .order("n DESC")
            .order("p")
            .limit(9)
            .build()
            .unwrap();
        assert_eq!(
            text,
            "SELECT n FROM t WHERE p = $1 AND q = $2 AND (a = $3 AND b <> '?') AND ((d, e) > ($4, $5)) ORDER BY n DESC, p LIMIT $6"
        );
        assert_eq!(values, [1, 2, 3, 4, 5, 9].map(Value::Int));
    }

    #[test]
    fn a_wrong_number_of_values_is_told() {
        for wrong in [
            Select::of(LIST),
            Select::of(LIST).with(args![1]),
            Select::of(LIST).with(args![1, 2]).and("a = ?", args![]),
            Select::of(Sql::new("BARE", "SELECT n FROM t")).and("a = ?", args![1]),
            Select::of(Sql::new("BARE", "SELECT n FROM t")).order("n"),
        ] {
            assert!(matches!(wrong.build(), Err(DbError::Other(_))));
        }
    }
}
