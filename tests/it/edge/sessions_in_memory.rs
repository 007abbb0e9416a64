//! A store of sessions as strict as the real one: what is not there is never saved. And one that does not answer.

use async_trait::async_trait;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

/// Sessions of one test.
#[derive(Clone, Debug, Default)]
pub struct SessionsInMemory(Arc<Mutex<HashMap<Id, Record>>>);

impl SessionsInMemory {
    /// The ids of the sessions that live.
    pub fn ids(&self) -> Vec<Id> {
        self.0.lock().unwrap().keys().copied().collect()
    }
}

#[async_trait]
impl SessionStore for SessionsInMemory {
    async fn create(&self, record: &mut Record) -> Result<()> {
        self.0.lock().unwrap().insert(record.id, record.clone());
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        if let Some(found) = self.0.lock().unwrap().get_mut(&record.id) {
            *found = record.clone();
        }
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        Ok(self.0.lock().unwrap().get(id).cloned())
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.0.lock().unwrap().remove(id);
        Ok(())
    }
}

/// A store that does not answer.
#[derive(Clone, Copy, Debug)]
pub struct NoSessions;

fn no_answer<T>() -> Result<T> {
    Err(Error::Backend("no answer".to_owned()))
}

#[async_trait]
impl SessionStore for NoSessions {
    async fn create(&self, _: &mut Record) -> Result<()> {
        no_answer()
    }

    async fn save(&self, _: &Record) -> Result<()> {
        no_answer()
    }

    async fn load(&self, _: &Id) -> Result<Option<Record>> {
        no_answer()
    }

    async fn delete(&self, _: &Id) -> Result<()> {
        no_answer()
    }
}
