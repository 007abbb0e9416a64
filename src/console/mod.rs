//! The console's pages: views that are ready to print, and the templates that print them.

mod badge;
mod crumb;
mod dates;
mod form;
mod notice;
mod pager;
mod shell;

pub use badge::{Badge, BadgeView};
pub use crumb::Crumb;
pub use dates::{Dates, Moment};
pub use form::{Field, Problem, Problems};
pub use notice::{Kind, Notice, NoticeView, Way};
pub use pager::Pager;
pub use shell::{NavEntry, Plain, ProjectEntry, Section, Shell, ShellFacts, Trust, TrustView};
