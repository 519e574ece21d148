//! Lists.
ground::sql! {
    ONE: (i64,) = "SELECT 1";
}
