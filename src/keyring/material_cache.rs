//! Unwrapped key material, kept for minutes, so that a busy key is not unwrapped for every request.

use super::format::Context;
use super::rows::WrappedKey;
use super::seal::SealingKey;
use crate::domain::KeyId;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use time::Duration;

/// How long material is kept, and how long a forgotten key's is not.
pub const MATERIAL_KEPT: Duration = Duration::minutes(5);

/// A version of a key.
type Version = (KeyId, u32);

/// Material by key and version. Entries leave in the order they came: all are kept equally long.
pub struct MaterialCache {
    capacity: usize,
    state: RwLock<State>,
}

#[derive(Default)]
struct State {
    entries: BTreeMap<Version, Entry>,
    arrivals: VecDeque<(Version, Duration)>,
    forgotten: HashMap<KeyId, Duration>,
}

struct Entry {
    wrapped: WrappedKey,
    context: Context,
    material: Arc<SealingKey>,
    since: Duration,
}

impl MaterialCache {
    /// A cache that never holds more than `capacity` versions.
    pub fn holding(capacity: usize) -> Self {
        Self { capacity, state: RwLock::default() }
    }

    /// The material that exactly this row held in exactly this place; another row or place has to be opened, and fails there.
    pub fn find(&self, wrapped: &WrappedKey, context: &Context, now: Duration) -> Option<Arc<SealingKey>> {
        let state = self.read();
        let entry = state.entries.get(&(wrapped.key_id, wrapped.version))?;
        let same = entry.wrapped == *wrapped && entry.context == *context;
        (same && now - entry.since < MATERIAL_KEPT).then(|| Arc::clone(&entry.material))
    }

    /// Keeps what a row held, unless its key was forgotten while the row was on its way.
    pub fn keep(&self, wrapped: &WrappedKey, context: Context, material: &Arc<SealingKey>, now: Duration) {
        let mut state = self.write();
        state.wipe_expired(now);
        if state.forgotten.get(&wrapped.key_id).is_some_and(|since| now - *since < MATERIAL_KEPT) {
            return;
        }
        while state.arrivals.len() >= self.capacity && state.wipe_oldest() {}
        let version = (wrapped.key_id, wrapped.version);
        let entry = Entry { wrapped: wrapped.clone(), context, material: Arc::clone(material), since: now };
        state.entries.insert(version, entry);
        state.arrivals.push_back((version, now));
    }

    /// Wipes every version of a key, and takes none in again before all that was under way has ended.
    pub fn forget(&self, key_id: KeyId, now: Duration) {
        let mut state = self.write();
        let versions: Vec<Version> = state.entries.range((key_id, 0)..=(key_id, u32::MAX)).map(|(version, _)| *version).collect();
        for version in versions {
            state.entries.remove(&version);
        }
        state.forgotten.insert(key_id, now);
    }

    /// Wipes what has been kept long enough.
    pub fn wipe_expired(&self, now: Duration) {
        let mut state = self.write();
        state.wipe_expired(now);
        state.forgotten.retain(|_, since| now - *since < MATERIAL_KEPT);
    }

    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn wipe_expired(&mut self, now: Duration) {
        while self.arrivals.front().is_some_and(|(_, since)| now - *since >= MATERIAL_KEPT) {
            self.wipe_oldest();
        }
    }

    /// Wipes what the oldest arrival brought, unless a later one replaced it. Whether there was one.
    fn wipe_oldest(&mut self) -> bool {
        let Some((version, since)) = self.arrivals.pop_front() else { return false };
        if self.entries.get(&version).is_some_and(|entry| entry.since == since) {
            self.entries.remove(&version);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyring::KekId;
    use std::sync::Weak;
    use uuid::Uuid;

    const START: Duration = Duration::hours(1);

    fn key_id(id: u128) -> KeyId {
        KeyId::from_uuid(Uuid::from_u128(id))
    }

    fn row(id: u128, version: u32) -> WrappedKey {
        WrappedKey { key_id: key_id(id), version, kek: KekId { bucket: 0, number: 1 }, sealed: vec![7; 117] }
    }

    fn keep(cache: &MaterialCache, row: &WrappedKey, now: Duration) -> Weak<SealingKey> {
        let material = Arc::new(SealingKey::from_slice(&[3; 32]).unwrap());
        cache.keep(row, Context::default(), &material, now);
        Arc::downgrade(&material)
    }

    fn holds(cache: &MaterialCache, row: &WrappedKey, now: Duration) -> bool {
        cache.find(row, &Context::default(), now).is_some()
    }

    #[test]
    fn material_is_found_for_its_own_row_and_place_only() {
        let cache = MaterialCache::holding(4);
        keep(&cache, &row(1, 1), START);
        assert!(holds(&cache, &row(1, 1), START));
        assert!(!holds(&cache, &row(1, 2), START));
        assert!(!holds(&cache, &row(2, 1), START));
        assert!(!holds(&cache, &WrappedKey { sealed: vec![8; 117], ..row(1, 1) }, START), "another row");
        assert!(cache.find(&row(1, 1), &Context::default().number(1), START).is_none(), "another place");
    }

    #[test]
    fn material_is_wiped_after_five_minutes_even_if_nobody_asks() {
        let cache = MaterialCache::holding(4);
        let material = keep(&cache, &row(1, 1), START);
        let last = START + MATERIAL_KEPT - Duration::MILLISECOND;
        cache.wipe_expired(last);
        assert!(holds(&cache, &row(1, 1), last));
        assert!(!holds(&cache, &row(1, 1), START + MATERIAL_KEPT), "too old before it is wiped, too");
        cache.wipe_expired(START + MATERIAL_KEPT);
        assert_eq!(material.strong_count(), 0);
    }

    #[test]
    fn a_row_sealed_anew_is_kept_for_its_own_five_minutes() {
        let cache = MaterialCache::holding(4);
        let resealed = WrappedKey { sealed: vec![8; 117], ..row(1, 1) };
        let first = keep(&cache, &row(1, 1), START);
        keep(&cache, &resealed, START + Duration::MINUTE);
        assert_eq!(first.strong_count(), 0, "one a version");
        cache.wipe_expired(START + MATERIAL_KEPT);
        assert!(holds(&cache, &resealed, START + MATERIAL_KEPT));
    }

    #[test]
    fn a_full_cache_wipes_the_oldest() {
        let cache = MaterialCache::holding(3);
        let kept: Vec<_> =
            (0..10).map(|id| keep(&cache, &row(id, 1), START + Duration::seconds(1) * u32::try_from(id).unwrap())).collect();
        let alive: Vec<_> = kept.iter().map(Weak::strong_count).collect();
        assert_eq!(alive, [0, 0, 0, 0, 0, 0, 0, 1, 1, 1]);
        for second in 10..100 {
            keep(&cache, &row(9, 1), START + Duration::seconds(second));
        }
        let state = cache.read();
        assert!(state.entries.len() <= 3 && state.arrivals.len() <= 3, "one busy key does not make it grow");
        drop(state);
        assert!(holds(&cache, &row(9, 1), START + Duration::seconds(100)));
    }

    #[test]
    fn a_forgotten_key_is_wiped_at_once_and_not_taken_in_again_by_what_was_under_way() {
        let cache = MaterialCache::holding(8);
        let materials = [1, 2, 3].map(|version| keep(&cache, &row(1, version), START));
        let neighbour = keep(&cache, &row(2, 1), START);
        cache.forget(key_id(1), START);
        assert!(materials.iter().all(|material| material.strong_count() == 0));
        assert_eq!(neighbour.strong_count(), 1);
        let late = keep(&cache, &row(1, 1), START + Duration::SECOND);
        assert_eq!(late.strong_count(), 0, "a request that had read the row before it was destroyed");
        assert_eq!(keep(&cache, &row(1, 1), START + MATERIAL_KEPT).strong_count(), 1, "imported anew");
        cache.wipe_expired(START + MATERIAL_KEPT);
        assert!(cache.read().forgotten.is_empty());
    }
}
