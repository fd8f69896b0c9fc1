//! The command started itself, as just does it, when its sources are newer, and when they are not.

use std::fs::{self, File};
use std::path::Path;
use std::time::Duration;

use assert_cmd::Command;

/// The command's copy in a folder, what it is said to be made of, and in cargo's place a program that prints what
/// it is told.
fn placed(folder: &Path) -> Command {
    let own = folder.join("netlesson");
    // A link, and no copy: a file that another thread's child still has open for writing cannot be executed.
    fs::hard_link(env!("CARGO_BIN_EXE_netlesson"), &own).unwrap();
    let source = folder.join("one source.rs");
    fs::write(&source, "").unwrap();
    for file in ["Cargo.toml", "Cargo.lock"] {
        fs::write(folder.join(file), "").unwrap();
    }
    fs::create_dir(folder.join("exercises")).unwrap();
    let listed = source.display().to_string().replace(' ', "\\ ");
    let line = format!("{}: {listed}\n", own.display());
    fs::write(folder.join("netlesson.d"), line).unwrap();
    for file in ["one source.rs", "Cargo.toml", "Cargo.lock"] {
        touch(&folder.join(file), -60);
    }
    let mut command = Command::new(own);
    command
        .current_dir(folder)
        .env("CARGO", "echo")
        .env("NETLESSON_DIRECTLY", "1")
        .env_remove("NETLESSON_REBUILT")
        .args(["--version", "--lang", "en"]);
    command
}

/// Makes a file so many seconds older or newer than the command.
fn touch(path: &Path, seconds: i64) {
    let by = Duration::from_secs(seconds.unsigned_abs());
    let command = fs::metadata(env!("CARGO_BIN_EXE_netlesson")).unwrap();
    let built = command.modified().unwrap();
    let time = if seconds < 0 { built - by } else { built + by };
    let file = File::options().append(true).open(path).unwrap();
    file.set_modified(time).unwrap();
}

#[test]
fn an_old_command_leaves_its_place_to_cargo() {
    let by_cargo = "run --package netlesson -- --version --lang en\n";
    let by_itself = concat!("netlesson ", env!("CARGO_PKG_VERSION"), "\n");

    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut command = placed(folder.path());
    command.assert().success().stdout(by_itself);
    for file in ["one source.rs", "Cargo.toml", "Cargo.lock"] {
        touch(&folder.path().join(file), 60);
        command.assert().success().stdout(by_cargo);
        touch(&folder.path().join(file), -60);
    }
    fs::remove_file(folder.path().join("one source.rs")).unwrap();
    command.assert().success().stdout(by_cargo);
    // Built just now: whatever the times say, nothing is built twice.
    command.env("NETLESSON_REBUILT", "1");
    command.assert().success().stdout(by_itself);
    // Not put there by cargo.
    command.env_remove("NETLESSON_REBUILT");
    fs::remove_file(folder.path().join("netlesson.d")).unwrap();
    command.assert().success().stdout(by_itself);
}
