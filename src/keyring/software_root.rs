//! The software root of trust: one file of 32 bytes for each epoch. Who reads the files opens every key.

use super::prf::prf;
use super::root_of_trust::{
    Epoch, InstallationId, RootDescription, RootOfTrust, RootOfTrustError, RootSecret, derivation_message,
};
use async_trait::async_trait;
use rand::TryRng;
use rand::rngs::SysRng;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

const ENDING: &str = "key";
const NOT_A_FILE: &str = "is not a plain file; put the root key itself there";
const WRONG_SIZE: &str = "has not 32 bytes; put the file back from where you keep it";

/// A folder of root keys, mode 0700, with a file `<epoch>.key` of mode 0600 for each.
#[derive(Debug)]
pub struct SoftwareRoot {
    folder: PathBuf,
}

impl SoftwareRoot {
    /// Opens the folder, or makes it. Refuses one that others can enter.
    pub fn open(folder: &Path) -> Result<Self, RootOfTrustError> {
        match DirBuilder::new().mode(0o700).create(folder) {
            Ok(()) => sync(folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")))?,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(RootOfTrustError::Unavailable(error)),
        }
        check_folder(folder)?;
        Ok(Self { folder: folder.to_owned() })
    }

    fn path(&self, epoch: Epoch) -> PathBuf {
        self.folder.join(format!("{}.{ENDING}", epoch.0))
    }

    fn read(&self, epoch: Epoch) -> Result<Zeroizing<[u8; 32]>, RootOfTrustError> {
        let (path, mut file) = self.open_file(epoch, OpenOptions::new().read(true))?;
        let found = file.metadata().map_err(RootOfTrustError::Unavailable)?;
        if found.mode() & 0o077 != 0 {
            return Err(unfit(&path, "can be read by others; run chmod 600 on it"));
        }
        if found.len() != 32 {
            return Err(unfit(&path, WRONG_SIZE));
        }
        let mut key = Zeroizing::new([0; 32]);
        file.read_exact(&mut *key).map_err(|_| unfit(&path, WRONG_SIZE))?;
        if *key == [0; 32] {
            return Err(unfit(&path, "was wiped; what it protected is gone, so remove the file"));
        }
        Ok(key)
    }

    /// Opens an epoch's file, and no other: a link, or a file put in its place meanwhile, is refused.
    fn open_file(&self, epoch: Epoch, how: &OpenOptions) -> Result<(PathBuf, File), RootOfTrustError> {
        check_folder(&self.folder)?;
        let path = self.path(epoch);
        let named = std::fs::symlink_metadata(&path).map_err(|error| missing(epoch, error))?;
        if !named.is_file() {
            return Err(unfit(&path, NOT_A_FILE));
        }
        let file = how.open(&path).map_err(|error| missing(epoch, error))?;
        let found = file.metadata().map_err(RootOfTrustError::Unavailable)?;
        if (found.dev(), found.ino()) == (named.dev(), named.ino()) { Ok((path, file)) } else { Err(unfit(&path, NOT_A_FILE)) }
    }

    /// Puts a new root key in place whole or not at all: a stop in between leaves a file that no epoch names.
    fn place(&self, epoch: Epoch, key: &[u8; 32], draft: &Path) -> Result<(), RootOfTrustError> {
        let mut file =
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(draft).map_err(RootOfTrustError::Unavailable)?;
        file.write_all(key).and_then(|()| file.sync_all()).map_err(RootOfTrustError::Unavailable)?;
        std::fs::hard_link(draft, self.path(epoch)).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => RootOfTrustError::EpochTaken(epoch),
            _ => RootOfTrustError::Unavailable(error),
        })
    }
}

#[async_trait]
impl RootOfTrust for SoftwareRoot {
    async fn derive(&self, installation: InstallationId, epoch: Epoch) -> Result<RootSecret, RootOfTrustError> {
        let key = self.read(epoch)?;
        Ok(RootSecret::from_bytes(&prf(&key, &derivation_message(installation, epoch))))
    }

    async fn make(&self, epoch: Epoch) -> Result<(), RootOfTrustError> {
        check_folder(&self.folder)?;
        let (key, name) = (self.random().await?, self.random().await?);
        let draft = self.folder.join(format!("{}.{}.new", epoch.0, hex::encode(*name)));
        let placed = self.place(epoch, &key, &draft);
        let cleared = std::fs::remove_file(&draft).map_err(RootOfTrustError::Unavailable);
        placed.and(cleared)?;
        sync(&self.folder)
    }

    async fn destroy(&self, epoch: Epoch) -> Result<(), RootOfTrustError> {
        // Zeros first: a draft that a stop left behind is another name of the same bytes.
        let (path, mut file) = self.open_file(epoch, OpenOptions::new().write(true))?;
        file.write_all(&[0; 32]).and_then(|()| file.sync_all()).map_err(RootOfTrustError::Unavailable)?;
        std::fs::remove_file(path).map_err(|error| missing(epoch, error))?;
        sync(&self.folder)
    }

    async fn epochs(&self) -> Result<Vec<Epoch>, RootOfTrustError> {
        let mut epochs = Vec::new();
        for entry in std::fs::read_dir(&self.folder).map_err(RootOfTrustError::Unavailable)? {
            let path = entry.map_err(RootOfTrustError::Unavailable)?.path();
            let stem = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse().ok());
            // Only the name that we write counts: `07.key` would be counted and never found.
            epochs.extend(stem.map(Epoch).filter(|epoch| self.path(*epoch) == path));
        }
        epochs.sort_unstable();
        Ok(epochs)
    }

    fn describe(&self) -> RootDescription {
        let label = self.folder.display().to_string();
        RootDescription { kind: "software", label, random: "the operating system alone" }
    }

    async fn random(&self) -> Result<Zeroizing<[u8; 32]>, RootOfTrustError> {
        let mut bytes = Zeroizing::new([0; 32]);
        SysRng.try_fill_bytes(&mut *bytes).map_err(|error| RootOfTrustError::Unavailable(std::io::Error::other(error)))?;
        Ok(bytes)
    }
}

fn check_folder(folder: &Path) -> Result<(), RootOfTrustError> {
    let found = std::fs::symlink_metadata(folder).map_err(RootOfTrustError::Unavailable)?;
    if !found.is_dir() {
        return Err(unfit(folder, "is not a folder; name one with --root-dir"));
    }
    if found.mode() & 0o077 != 0 {
        return Err(unfit(folder, "can be entered by others; run chmod 700 on it"));
    }
    Ok(())
}

fn sync(folder: &Path) -> Result<(), RootOfTrustError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(RootOfTrustError::Unavailable)
}

fn unfit(path: &Path, fault: &'static str) -> RootOfTrustError {
    RootOfTrustError::Unfit { path: path.display().to_string(), fault }
}

fn missing(epoch: Epoch, error: std::io::Error) -> RootOfTrustError {
    if error.kind() == ErrorKind::NotFound { RootOfTrustError::NoSuchEpoch(epoch) } else { RootOfTrustError::Unavailable(error) }
}
