//! The rules by example and by property.
