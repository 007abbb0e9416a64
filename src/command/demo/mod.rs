//! The demonstration: two tenants and the two years behind them, all of it asked of the gate by those who did it.

mod cast;
mod credentials;
mod stage;
mod story;

use super::Known;
use crate::domain::{ManualClock, Name, SecretHash};
use crate::gate::{Gate, OperationError};
use stage::Stage;
use time::{Duration, OffsetDateTime};

/// How far back the story begins.
const BEFORE: Duration = Duration::days(730);

/// An act of the story did not go as it is told.
#[derive(Debug, thiserror::Error)]
pub enum DemoFailed {
    /// It was not done.
    #[error("the demonstration failed at {act}")]
    At {
        /// The act.
        act: String,
        /// Why it was not done.
        #[source]
        cause: OperationError,
    },
    /// It was done, and is told as refused.
    #[error("the demonstration failed at {0}: it should have been refused")]
    Unrefused(String),
}

impl DemoFailed {
    fn at(act: impl Into<String>, cause: OperationError) -> Self {
        Self::At { act: act.into(), cause }
    }
}

/// What the story needs from outside the gate.
pub trait Outside {
    /// The clock moved: what time asks for is done.
    fn time_passes(&self) -> impl Future<Output = Result<(), OperationError>>;

    /// Somebody opens a browser: a session that is nobody's yet.
    fn open_browser(&self) -> impl Future<Output = Result<SecretHash, OperationError>>;
}

/// A clock that stands at the beginning of the story.
#[must_use]
pub const fn clock_before(now: OffsetDateTime) -> ManualClock {
    ManualClock::at(now.saturating_sub(BEFORE))
}

/// Lets two years pass, and everything in them happen. `clock` is the gate's, at its beginning; at the end it stands at
/// `now`. Answers who may sign in.
pub async fn fill(
    gate: &Gate,
    clock: &ManualClock,
    now: OffsetDateTime,
    region: &Name,
    outside: &impl Outside,
) -> Result<Vec<Known>, DemoFailed> {
    let passing = |cause| DemoFailed::at("the passing of time", cause);
    let mut stage = Stage::empty(gate, outside, clock, now.saturating_sub(BEFORE));
    stage.open(region).await?;
    for scene in story::scenes(now) {
        stage.move_to(scene.when.before(now));
        outside.time_passes().await.map_err(passing)?;
        stage.play(scene).await?;
    }
    stage.move_to(now);
    outside.time_passes().await.map_err(passing)?;
    Ok(stage.into_people())
}
