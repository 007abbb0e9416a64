//! The time that operations decide by: the clock, watched by a timer that nobody can set.

use crate::domain::{Clock, WitnessedTime};
use crate::store::{Store, StoreError};
use std::sync::{Arc, Mutex, PoisonError};
use time::{Duration, OffsetDateTime};

/// How often the witnessed time is saved when nothing happens.
const SAVED_EVERY: Duration = Duration::seconds(10);

/// The clock and what was witnessed of it.
pub struct TimeKeeper {
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Clone, Copy)]
struct State {
    witnessed: WitnessedTime,
    /// The row that it succeeds.
    revision: u64,
    /// The timer when it was witnessed.
    noticed_at: Duration,
    /// The timer when it was saved.
    saved_at: Duration,
    saved_as_held: bool,
}

impl TimeKeeper {
    pub fn new(clock: Arc<dyn Clock>, witnessed: WitnessedTime, revision: u64) -> Self {
        let running = clock.running();
        let state = State { witnessed, revision, noticed_at: running, saved_at: running, saved_as_held: witnessed.held };
        Self { clock, state: Mutex::new(state) }
    }

    /// The time for everything that can be undone: never before what was witnessed, so a clock set back revives nothing.
    pub fn now(&self) -> OffsetDateTime {
        let state = self.state();
        whole_micros(self.carried_on(&state).max(self.clock.now()))
    }

    /// The time for what cannot be undone: by witness and timer alone. `None` while that waits.
    pub fn sure(&self) -> Option<OffsetDateTime> {
        let state = self.state();
        let now = whole_micros(self.carried_on(&state));
        (!state.witnessed.held).then_some(now)
    }

    pub fn is_held(&self) -> bool {
        self.state().witnessed.held
    }

    pub fn clock(&self) -> OffsetDateTime {
        self.clock.now()
    }

    pub fn running(&self) -> Duration {
        self.clock.running()
    }

    /// Takes notice of the clock at a start, when no timer ran.
    pub async fn begin(&self, store: &dyn Store) -> Result<(), StoreError> {
        let before = *self.state();
        let witnessed = before.witnessed.after_a_stop(self.clock.now());
        store.save_witnessed_time(witnessed, before.revision).await?;
        self.take(witnessed, before.revision.saturating_add(1), self.clock.running());
        Ok(())
    }

    /// Takes notice of the clock; to be called every second. What another process saved meanwhile counts.
    pub async fn notice(&self, store: &dyn Store) -> Result<(), StoreError> {
        let Some((row, revision)) = store.find_witnessed_time().await? else { return Err(StoreError::Damaged("witnessed_time")) };
        let running = self.clock.running();
        let before = *self.state();
        let (base, ran) =
            if revision == before.revision { (before.witnessed, running - before.noticed_at) } else { (row, Duration::ZERO) };
        let witnessed = base.after(ran, self.clock.now());
        if witnessed.held && !before.saved_as_held {
            tracing::error!("the clock leapt: what cannot be undone waits until it comes back or an operator accepts it");
        }
        let due = running - before.saved_at >= SAVED_EVERY || witnessed.held != row.held || revision != before.revision;
        if !due {
            let mut state = self.state();
            state.witnessed = witnessed;
            state.noticed_at = running;
            return Ok(());
        }
        match store.save_witnessed_time(witnessed, revision).await {
            Ok(()) => {
                self.take(witnessed, revision.saturating_add(1), running);
                Ok(())
            }
            // Somebody else was faster: their row is read at the next notice.
            Err(StoreError::Stale) => Ok(()),
            Err(other) => Err(other),
        }
    }

    /// The witnessed time, carried on by the timer.
    fn carried_on(&self, state: &State) -> OffsetDateTime {
        state.witnessed.at.saturating_add(self.clock.running() - state.noticed_at)
    }

    fn take(&self, witnessed: WitnessedTime, revision: u64, running: Duration) {
        *self.state() = State { witnessed, revision, noticed_at: running, saved_at: running, saved_as_held: witnessed.held };
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The timer counts finer than the database keeps.
fn whole_micros(at: OffsetDateTime) -> OffsetDateTime {
    crate::domain::moment(crate::domain::micros(at)).unwrap_or(at)
}
