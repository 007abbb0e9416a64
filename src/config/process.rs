//! The process: what it denies itself and others, the addresses that it takes, and how it hears that it is to stop.

use super::{Setting, WrongSetting};
use rustix::fs::Mode;
use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit, umask};
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Memory holds open keys, so it is never dumped, and no other process of this account may look into it.
/// What the machine refuses is logged: an operator decides whether that is good enough.
pub fn harden() {
    umask(Mode::RWXG | Mode::RWXO);
    if let Err(error) = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }) {
        tracing::warn!(%error, "core dumps could not be turned off");
    }
    if let Err(error) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
        tracing::warn!(%error, "other processes may look into this one's memory");
    }
}

/// Takes the address of a setting.
pub async fn bind(setting: Setting, address: SocketAddr) -> Result<TcpListener, WrongSetting> {
    let taken = |error| setting.wrong(format!("is {address}, which cannot be listened on ({error}); free it, or give another"));
    TcpListener::bind(address).await.map_err(taken)
}

/// Hears the signals that ask a process to stop. The receiver says `true` from the first of them on.
pub fn told_to_stop() -> std::io::Result<watch::Receiver<bool>> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let (tell, stop) = watch::channel(false);
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tell.send_replace(true);
        // Kept, as a receiver whose sender is gone counts as told.
        tell.closed().await;
    });
    Ok(stop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::process::{dumpable_behavior, getrlimit};

    #[test]
    fn memory_is_never_written_to_a_core_file() {
        harden();
        assert_eq!(getrlimit(Resource::Core), Rlimit { current: Some(0), maximum: Some(0) });
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
        assert_eq!(umask(Mode::RWXG | Mode::RWXO), Mode::RWXG | Mode::RWXO);
    }
}
