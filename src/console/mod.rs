//! The console's pages: views that are ready to print, and the templates that print them.

pub mod account;
mod address;
pub mod audit;
mod badge;
mod crumb;
mod dates;
mod form;
pub mod keys;
mod notice;
mod pager;
pub mod people;
mod proof;
pub mod refusal;
mod shell;
mod sign_in;
mod trouble;

pub use badge::{Badge, BadgeView};
pub use crumb::Crumb;
pub use dates::{Dates, Moment};
pub use form::{Field, Problem, Problems};
pub use notice::{Kind, Notice, NoticeView, Way};
pub use pager::Pager;
pub use proof::ProofField;
pub use shell::{NavEntry, Plain, ProjectEntry, Section, Shell, ShellFacts, Trust, TrustView};
pub use sign_in::{SessionExpiredPage, SignInPage, SignInProblem};
pub use trouble::{Denied, TroublePage, TroubleWay};
