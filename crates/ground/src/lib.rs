//! The ground every floor stands on, knowing no word of the product: the database behind one face, time and ids that are
//! passed in, forms and failures, the pieces pages are drawn with, live announcements, and what tests need.

pub mod assets;
pub mod clock;
pub mod db;
pub mod ids;
pub mod live;
pub mod testing;
pub mod ui;
pub mod web;
