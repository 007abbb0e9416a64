//! Passwords are hashed off the async threads, one for each core at once, and no more wait than can be answered soon.

use super::{OperationError, Unavailable};
use crate::domain::{Password, UserId};
use crate::keyring::Keyring;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Semaphore;

/// How many may wait or be hashed; one takes about a twentieth of a second.
const WAITING: usize = 128;

/// The queue in front of the password hash.
pub struct Passwords {
    at_once: Arc<Semaphore>,
    waiting: AtomicUsize,
}

/// A place in the queue, given back when it is dropped.
struct Turn<'a>(&'a AtomicUsize);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Passwords {
    /// A queue for this machine.
    pub fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { at_once: Arc::new(Semaphore::new(cores)), waiting: AtomicUsize::new(0) }
    }

    pub async fn hash(&self, keyring: &Arc<Keyring>, user: UserId, password: &Password) -> Result<String, OperationError> {
        let (keyring, password) = (Arc::clone(keyring), copy(password));
        self.off_thread(move || keyring.hash_password(user, &password)).await?.map_err(OperationError::from)
    }

    pub async fn verify(
        &self,
        keyring: &Arc<Keyring>,
        user: Option<UserId>,
        password: &Password,
        stored: Option<String>,
    ) -> Result<bool, OperationError> {
        let (keyring, password) = (Arc::clone(keyring), copy(password));
        self.off_thread(move || keyring.verify_password(user, &password, stored.as_deref())).await?.map_err(OperationError::from)
    }

    async fn off_thread<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, OperationError> {
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let turn = Turn(&self.waiting);
        if before >= WAITING {
            return Err(Unavailable::Busy.into());
        }
        let permit = Arc::clone(&self.at_once).acquire_owned().await.map_err(|_| Unavailable::Busy)?;
        // A caller who goes away does not free the core: the permit goes with the work.
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        });
        let done = done.await.map_err(|_| Unavailable::Busy)?;
        drop(turn);
        Ok(done)
    }
}

/// A copy that the other thread wipes.
fn copy(password: &Password) -> Password {
    Password::given(password.expose().to_owned())
}
