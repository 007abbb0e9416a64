//! The root of trust: it derives, and never shows or wraps, the secret that protects a system key.

use async_trait::async_trait;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Names this installation in every derivation, so that two that share a token share no secret.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct InstallationId(pub Uuid);

/// The number of a root key and of the system key under it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Epoch(pub u32);

/// What a root key derives for one epoch; lives only while a system key is sealed or opened.
pub type RootSecret = super::seal::SealingKey;

/// Why the root of trust gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum RootOfTrustError {
    /// There is no root key of this epoch.
    #[error("there is no root key of epoch {}", .0.0)]
    NoSuchEpoch(Epoch),
    /// A root key of this epoch is there already; nothing was overwritten.
    #[error("a root key of epoch {} is there already", .0.0)]
    EpochTaken(Epoch),
    /// A root key's file is not as it must be.
    #[error("{path}: {fault}")]
    Unfit {
        /// The file or folder.
        path: String,
        /// What is wrong, and the mend.
        fault: &'static str,
    },
    /// The root did not answer.
    #[error("the root of trust did not answer")]
    Unavailable(#[source] std::io::Error),
}

/// What a root of trust says about itself, for operators.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RootDescription {
    /// What sort of root it is, as `--root` names it.
    pub kind: &'static str,
    /// Which one: a folder, or a token's label.
    pub label: String,
    /// Where random bytes come from.
    pub random: &'static str,
}

/// The message whose PRF under a root key is the root secret.
#[must_use]
pub fn derivation_message(installation: InstallationId, epoch: Epoch) -> [u8; 35] {
    let mut message = [0; 35];
    let parts =
        b"claviger/root/1".iter().chain(installation.0.as_bytes()).chain(&epoch.0.to_be_bytes()).copied().collect::<Vec<_>>();
    for (to, from) in message.iter_mut().zip(parts) {
        *to = from;
    }
    message
}

/// Keeps root keys, one an epoch, and derives root secrets with them. A key never leaves.
#[async_trait]
pub trait RootOfTrust: Send + Sync {
    /// Derives the root secret of `epoch` for `installation`.
    async fn derive(&self, installation: InstallationId, epoch: Epoch) -> Result<RootSecret, RootOfTrustError>;

    /// Makes the root key of `epoch`. Fails when there is one, so that none is ever overwritten.
    async fn make(&self, epoch: Epoch) -> Result<(), RootOfTrustError>;

    /// Destroys the root key of `epoch`: nothing under it opens again, in any backup.
    async fn destroy(&self, epoch: Epoch) -> Result<(), RootOfTrustError>;

    /// The epochs that have a root key, in order.
    async fn epochs(&self) -> Result<Vec<Epoch>, RootOfTrustError>;

    /// What this root is, for the line at the start and for the pages of operators.
    fn describe(&self) -> RootDescription;

    /// Random bytes of the root's own generator; the operating system's where it has none.
    async fn random(&self) -> Result<Zeroizing<[u8; 32]>, RootOfTrustError>;
}
