//! The places on disk: nobody but the service enters the data directory or reads the database.

use super::{Setting, WrongSetting};
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// What group and others may do, in a mode.
const FOR_OTHERS: u32 = 0o077;

/// How many names are tried for a folder that is thrown away.
const NAMES: u32 = 100;

/// Makes the data directory with mode 0700, or checks the one that is there.
pub fn prepare_data_dir(folder: &Path) -> Result<(), WrongSetting> {
    match make(folder) {
        Ok(()) => return Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(unfit(Setting::DataDir, folder, &format!("cannot be made ({error}); name a place that can"))),
    }
    let found =
        folder.metadata().map_err(|error| unfit(Setting::DataDir, folder, &format!("cannot be read ({error}); mend that")))?;
    if !found.is_dir() {
        return Err(unfit(Setting::DataDir, folder, "is not a folder; name one"));
    }
    if found.mode() & FOR_OTHERS != 0 {
        return Err(unfit(Setting::DataDir, folder, "can be entered by others; run chmod 700 on it"));
    }
    Ok(())
}

/// Makes a new folder for what is thrown away.
pub fn throwaway_data_dir() -> Result<PathBuf, WrongSetting> {
    let place = |number| std::env::temp_dir().join(format!("claviger-demo-{}-{number}", std::process::id()));
    for folder in (1..=NAMES).map(place) {
        match make(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(unfit(Setting::DataDir, &folder, &format!("cannot be made ({error}); name another place"))),
        }
    }
    Err(Setting::DataDir.wrong("is not given and every name in the temporary folder is taken; name one"))
}

/// Checks that a folder that will be thrown away holds nothing of anybody's.
pub fn check_throwaway(folder: &Path) -> Result<(), WrongSetting> {
    let is_empty = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == ErrorKind::NotFound,
    };
    let fault = "is not an empty folder; a demonstration is thrown away at its end, so name a new one";
    if is_empty { Ok(()) } else { Err(unfit(Setting::DataDir, folder, fault)) }
}

/// Makes the database's file with mode 0600, or checks the one that is there. Its neighbours take over its mode.
pub fn prepare_database_file(file: &Path) -> Result<(), WrongSetting> {
    let unfit = |fault: &str| unfit(Setting::DatabaseUrl, file, fault);
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Ok(made) => {
            return made
                .sync_all()
                .and_then(|()| sync_parent(file))
                .map_err(|error| unfit(&format!("is not kept ({error}); mend that")));
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(unfit(&format!("cannot be made ({error}); name a place that can"))),
    }
    let found = file.metadata().map_err(|error| unfit(&format!("cannot be read ({error}); mend that")))?;
    if !found.is_file() {
        return Err(unfit("is not a file; name one"));
    }
    if found.mode() & FOR_OTHERS != 0 {
        return Err(unfit("can be read by others; run chmod 600 on it"));
    }
    Ok(())
}

fn make(folder: &Path) -> std::io::Result<()> {
    DirBuilder::new().mode(0o700).create(folder)?;
    sync_parent(folder)
}

/// A new name is durable once its folder is.
fn sync_parent(path: &Path) -> std::io::Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    File::open(parent.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all())
}

fn unfit(setting: Setting, path: &Path, fault: &str) -> WrongSetting {
    setting.wrong(format!("is {}, which {fault}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{Permissions, create_dir, set_permissions, write};
    use std::os::unix::fs::PermissionsExt;

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().mode() & 0o777
    }

    #[test]
    fn a_data_directory_is_made_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        prepare_data_dir(&data).unwrap();
        assert_eq!(mode(&data), 0o700);
        prepare_data_dir(&data).unwrap();
        assert!(prepare_data_dir(&folder.path().join("no/such/parent")).is_err());
    }

    #[test]
    fn a_data_directory_that_others_can_enter_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        create_dir(&data).unwrap();
        for mode in [0o755, 0o710, 0o701, 0o777] {
            set_permissions(&data, Permissions::from_mode(mode)).unwrap();
            let said = prepare_data_dir(&data).unwrap_err().to_string();
            let expected = format!(
                "CLAVIGER_DATA_DIR (--data-dir) is {}, which can be entered by others; run chmod 700 on it",
                data.display()
            );
            assert_eq!(said, expected, "{mode:o}");
        }
        let file = folder.path().join("file");
        write(&file, "").unwrap();
        assert!(prepare_data_dir(&file).unwrap_err().fault.ends_with("is not a folder; name one"));
    }

    #[test]
    fn a_database_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("claviger.db");
        prepare_database_file(&file).unwrap();
        assert_eq!(mode(&file), 0o600);
        prepare_database_file(&file).unwrap();
        set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
        assert!(prepare_database_file(&file).unwrap_err().fault.ends_with("can be read by others; run chmod 600 on it"));
        assert!(prepare_database_file(folder.path()).unwrap_err().fault.ends_with("is not a file; name one"));
    }

    #[test]
    fn what_will_be_thrown_away_is_nobody_elses() {
        let folder = tempfile::tempdir().unwrap();
        check_throwaway(folder.path()).unwrap();
        check_throwaway(&folder.path().join("new")).unwrap();
        let file = folder.path().join("letter");
        write(&file, "").unwrap();
        for used in [folder.path(), &file] {
            assert!(check_throwaway(used).is_err(), "{}", used.display());
        }
    }

    #[test]
    fn two_throwaway_folders_are_two() {
        let (one, two) = (throwaway_data_dir().unwrap(), throwaway_data_dir().unwrap());
        assert_ne!(one, two);
        for folder in [one, two] {
            assert_eq!(mode(&folder), 0o700);
            std::fs::remove_dir(folder).unwrap();
        }
    }
}
