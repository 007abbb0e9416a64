//! What both faces share: languages and assets.

mod assets;
mod language;
mod words;

pub use assets::{asset, serve};
pub use language::Language;
pub use words::{Term, Words};
