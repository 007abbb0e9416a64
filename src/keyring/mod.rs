//! Where key material lives: the root of trust, the keys under it, the formats of ciphertexts.

mod format;
mod hierarchy;
mod material_cache;
mod passwords;
mod prf;
mod random;
mod root_of_trust;
mod rows;
mod seal;
mod secrets;
mod self_test;
mod software_root;

pub use format::{CiphertextHeader, Context, RowFormat, caller_context, frame, unframe};
pub use hierarchy::{Binding, Keyring, KeyringError};
pub use material_cache::MATERIAL_KEPT;
pub use random::{Random, RandomFailed};
pub use root_of_trust::{Epoch, InstallationId, RootDescription, RootOfTrust, RootOfTrustError, RootSecret, derivation_message};
pub use rows::{Foundation, KekId, Row, SealedKek, SealedSecret, SealedSystemKey, WrappedKey, bucket_of};
pub use seal::{DoesNotOpen, OVERHEAD, SALT_LENGTH, SealFailed, SealingKey, open, seal};
pub use secrets::SecretName;
pub use self_test::{SelfTestFailed, self_test};
pub use software_root::SoftwareRoot;
