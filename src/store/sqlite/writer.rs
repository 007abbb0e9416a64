//! Group commit without timers: what waited during the last transaction forms the next.

use super::super::{StoreError, Unit};
use super::commit::apply;
use super::logs::Logs;
use sqlx::sqlite::SqlitePool;
use sqlx::{Acquire, Sqlite, Transaction};
use std::sync::{Mutex, PoisonError};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// How many units may wait; with more, the answer is `Busy` at once.
const QUEUE: usize = 2_048;
/// How many units one transaction takes, so that a commit stays short.
const BATCH: usize = 512;

struct Entry {
    unit: Unit,
    answer: oneshot::Sender<Result<(), StoreError>>,
}

/// The one task that writes.
pub(super) struct Writer {
    queue: Mutex<Option<mpsc::Sender<Entry>>>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(super) fn start(pool: SqlitePool) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let task = tokio::spawn(write(pool, waiting));
        Self { queue: Mutex::new(Some(queue)), task: Mutex::new(Some(task)) }
    }

    pub(super) async fn commit(&self, unit: Unit) -> Result<(), StoreError> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone().ok_or(StoreError::Closed)?;
        let (answer, answered) = oneshot::channel();
        queue.try_send(Entry { unit, answer }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => StoreError::Closed,
        })?;
        drop(queue);
        answered.await.map_err(|_| StoreError::Closed)?
    }

    /// Takes nothing more, and waits until what waited is written.
    pub(super) async fn close(&self) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task {
            // The task ends when the queue does; it was not cancelled, and a panic in it has been answered as `Closed`.
            let _ended = task.await;
        }
    }
}

async fn write(pool: SqlitePool, mut waiting: mpsc::Receiver<Entry>) {
    let mut batch = Vec::new();
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        let (units, answers): (Vec<Unit>, Vec<_>) = batch.drain(..).map(|entry| (entry.unit, entry.answer)).unzip();
        let outcomes = match save(&pool, &units).await {
            Ok(outcomes) => outcomes,
            Err(error) => {
                let message = error.to_string();
                units.iter().map(|_| Err(StoreError::Unavailable(sqlx::Error::Protocol(message.clone())))).collect()
            }
        };
        for (answer, outcome) in answers.into_iter().zip(outcomes) {
            // A caller that went away does not undo what is saved.
            let _gone = answer.send(outcome);
        }
    }
}

/// Saves a batch in one transaction. The outer error means: nothing is saved, or nobody knows.
async fn save(pool: &SqlitePool, units: &[Unit]) -> Result<Vec<Result<(), StoreError>>, sqlx::Error> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    let (mut logs, mut outcomes) = (Logs::default(), Vec::with_capacity(units.len()));
    for unit in units {
        let outcome = save_one(&mut transaction, &mut logs, unit).await?;
        if outcome.is_ok() {
            logs.append(unit);
        }
        outcomes.push(outcome);
    }
    logs.write(&mut transaction).await?;
    transaction.commit().await?;
    Ok(outcomes)
}

/// Changes what a unit changes, under a savepoint of its own. Most units are uses of keys: they change nothing and need none.
async fn save_one(
    transaction: &mut Transaction<'_, Sqlite>,
    logs: &mut Logs,
    unit: &Unit,
) -> Result<Result<(), StoreError>, sqlx::Error> {
    if unit.changes.is_empty() {
        return Ok(apply(transaction, logs, unit).await);
    }
    let mut savepoint = transaction.begin().await?;
    let outcome = apply(&mut savepoint, logs, unit).await;
    match outcome {
        Ok(()) => savepoint.commit().await?,
        Err(_) => savepoint.rollback().await?,
    }
    Ok(outcome)
}
