//! The contract of every root of trust. A new root is one more line in the test at the end.

use claviger::keyring::{Context, Epoch, InstallationId, RootOfTrust, RootOfTrustError, RootSecret, RowFormat, SoftwareRoot};
use claviger::keyring::{open, seal};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use uuid::Uuid;

const HERE: InstallationId = InstallationId(Uuid::from_u128(1));
const ELSEWHERE: InstallationId = InstallationId(Uuid::from_u128(2));

/// Whether two secrets are the same, seen as the service sees it: what one seals, the other opens.
fn same(one: &RootSecret, other: &RootSecret) -> bool {
    let (header, context) = (RowFormat::A3.header(1), Context::default());
    let sealed = seal(one, &header, &[9; 32], context.as_bytes(), b"system key").unwrap();
    open(other, header.len(), context.as_bytes(), &sealed).is_ok()
}

async fn check(root: &dyn RootOfTrust) {
    assert!(root.epochs().await.unwrap().is_empty());
    assert!(matches!(root.derive(HERE, Epoch(1)).await, Err(RootOfTrustError::NoSuchEpoch(Epoch(1)))));
    root.make(Epoch(1)).await.unwrap();
    root.make(Epoch(2)).await.unwrap();
    assert_eq!(root.epochs().await.unwrap(), [Epoch(1), Epoch(2)]);
    let first = root.derive(HERE, Epoch(1)).await.unwrap();
    assert!(same(&first, &root.derive(HERE, Epoch(1)).await.unwrap()), "derivation repeats");
    assert!(!same(&first, &root.derive(HERE, Epoch(2)).await.unwrap()), "epochs differ");
    assert!(!same(&first, &root.derive(ELSEWHERE, Epoch(1)).await.unwrap()), "installations differ");
    assert!(matches!(root.make(Epoch(1)).await, Err(RootOfTrustError::EpochTaken(Epoch(1)))));
    assert!(same(&first, &root.derive(HERE, Epoch(1)).await.unwrap()), "nothing was overwritten");
    let described = root.describe();
    assert!(![described.kind, &described.label, described.random].contains(&""), "{described:?}");
    assert_ne!(*root.random().await.unwrap(), *root.random().await.unwrap());
    root.destroy(Epoch(1)).await.unwrap();
    assert!(matches!(root.derive(HERE, Epoch(1)).await, Err(RootOfTrustError::NoSuchEpoch(_))));
    root.make(Epoch(1)).await.unwrap();
    assert!(!same(&first, &root.derive(HERE, Epoch(1)).await.unwrap()), "a destroyed root key does not come back");
}

#[tokio::test]
async fn every_root_of_trust_keeps_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    check(&SoftwareRoot::open(&folder.path().join("root")).unwrap()).await;
}

#[tokio::test]
async fn a_software_root_refuses_files_that_others_can_read_or_that_are_not_root_keys() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("root");
    let root = SoftwareRoot::open(&path).unwrap();
    root.make(Epoch(1)).await.unwrap();
    let file = path.join("1.key");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);

    let unfit = async || match root.derive(HERE, Epoch(1)).await {
        Err(RootOfTrustError::Unfit { fault, .. }) => fault,
        other => panic!("{other:?}"),
    };
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    assert!(unfit().await.contains("chmod 600"));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    for size in [0, 31, 33] {
        fs::write(&file, vec![1; size]).unwrap();
        assert!(unfit().await.contains("32 bytes"), "{size}");
    }
    fs::write(&file, [0; 32]).unwrap();
    assert!(unfit().await.contains("wiped"));
    fs::rename(&file, path.join("real")).unwrap();
    std::os::unix::fs::symlink(path.join("real"), &file).unwrap();
    assert!(unfit().await.contains("plain file"));

    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert!(unfit().await.contains("plain file"));

    fs::set_permissions(&path, fs::Permissions::from_mode(0o750)).unwrap();
    assert!(matches!(SoftwareRoot::open(&path), Err(RootOfTrustError::Unfit { .. })));
    assert!(unfit().await.contains("chmod 700"), "loosened while the service runs");
    assert!(matches!(root.make(Epoch(2)).await, Err(RootOfTrustError::Unfit { .. })));
    let aside = folder.path().join("aside");
    std::os::unix::fs::symlink(&path, &aside).unwrap();
    assert!(matches!(SoftwareRoot::open(&aside), Err(RootOfTrustError::Unfit { .. })));
}

#[tokio::test]
async fn a_sentence_about_a_root_file_names_it_and_the_mend() {
    let folder = tempfile::tempdir().unwrap();
    let root = SoftwareRoot::open(&folder.path().join("root")).unwrap();
    root.make(Epoch(1)).await.unwrap();
    let file = folder.path().join("root/1.key");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o604)).unwrap();
    let refused = root.derive(HERE, Epoch(1)).await.unwrap_err().to_string();
    assert_eq!(refused, format!("{}: can be read by others; run chmod 600 on it", file.display()));
}

/// A stop while a root key is being written must not leave a short file under an epoch's name: that would block every start.
#[tokio::test]
async fn an_epoch_s_file_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("root");
    let root = SoftwareRoot::open(&path).unwrap();
    fs::write(path.join("1.00ff.new"), [1; 7]).unwrap();
    for name in ["07.key", "+8.key", "9.KEY", "x.key", "4294967296.key"] {
        fs::write(path.join(name), [1; 32]).unwrap();
    }
    assert!(root.epochs().await.unwrap().is_empty(), "only the names that we write are epochs");
    root.make(Epoch(1)).await.unwrap();
    assert!(matches!(root.make(Epoch(1)).await, Err(RootOfTrustError::EpochTaken(_))));
    let names = fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.filter(|name| name.contains(".new")).collect::<Vec<_>>(), ["1.00ff.new"], "no draft of ours stays");
    assert_eq!(fs::metadata(path.join("1.key")).unwrap().len(), 32);

    fs::hard_link(path.join("1.key"), path.join("1.00aa.new")).unwrap();
    root.destroy(Epoch(1)).await.unwrap();
    assert_eq!(fs::read(path.join("1.00aa.new")).unwrap(), [0; 32], "a draft keeps no destroyed root key");
}
