//! What is taken of folders, archives and revisions as students hand them in, and what is refused.
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Command;

use netlesson_checks::program::is_installed;
use netlesson_class::files;
use netlesson_class::submission::{Refusal, Submission, read};
use tempfile::TempDir;

const SERVER: &str = "02-loop-server/src/bin/server.rs";

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder of its own")
}

fn write(folder: &Path, path: &str, text: &str) {
    files::write(&folder.join(path), text).expect("the file");
}

fn took(place: &Path) -> Submission {
    read(place.to_str().expect("a path in UTF-8")).expect("it can be read")
}

fn text(submission: &Submission, path: &str) -> String {
    let (slug, inside) = path.split_once('/').expect("a lesson's folder");
    let bytes = &submission.lessons[slug][Path::new(inside)];
    String::from_utf8(bytes.clone()).expect("text")
}

fn refusals(submission: &Submission) -> Vec<(&str, Refusal)> {
    let refused = submission.refused.iter();
    refused
        .map(|refused| (refused.path.as_str(), refused.why))
        .collect()
}

#[test]
fn a_folder_s_sources_are_taken_and_its_manifests_are_not() {
    let handed_in = folder();
    for (path, content) in [
        ("exercises/02-loop-server/src/bin/server.rs", "fn main() {}"),
        ("exercises/02-loop-server/Cargo.toml", "[package]"),
        ("exercises/02-loop-server/build.rs", "fn main() {}"),
        ("exercises/03-sticky-packet-demo/predictions.json", "{}"),
        ("solutions/02-loop-server/src/bin/client.rs", "fn main() {}"),
        (".cargo/config.toml", "[build]"),
    ] {
        write(handed_in.path(), path, content);
    }
    let submission = took(handed_in.path());
    assert_eq!(text(&submission, SERVER), "fn main() {}");
    assert_eq!(
        text(&submission, "03-sticky-packet-demo/predictions.json"),
        "{}"
    );
    let files: usize = submission.lessons.values().map(|files| files.len()).sum();
    assert_eq!((files, refusals(&submission)), (2, vec![]));
}

#[cfg(unix)]
#[test]
fn links_pipes_and_a_source_of_two_gigabytes_are_refused_by_name() {
    let handed_in = folder();
    let source = handed_in.path().join("02-loop-server/src");
    fs::create_dir_all(source.join("bin")).expect("the folder");
    std::os::unix::fs::symlink("/etc/passwd", source.join("bin/server.rs")).expect("a link");
    std::os::unix::fs::symlink("/etc", source.join("etc")).expect("a link to a folder");
    let large = File::create(source.join("large.rs")).expect("a file");
    large.set_len(2 << 30).expect("a file with holes");
    if is_installed("mkfifo") {
        let made = Command::new("mkfifo").arg(source.join("pipe.rs")).status();
        assert!(made.expect("mkfifo runs").success());
    }
    let submission = took(handed_in.path());
    let mut refused = refusals(&submission);
    refused.retain(|(path, _)| !path.ends_with("pipe.rs"));
    assert_eq!(
        refused,
        [
            ("02-loop-server/src/bin/server.rs", Refusal::Link),
            ("02-loop-server/src/etc", Refusal::Link),
            ("02-loop-server/src/large.rs", Refusal::TooLarge),
        ]
    );
    assert!(submission.lessons.values().all(|files| files.is_empty()));
}

#[test]
fn a_zip_is_read_without_being_unpacked() {
    let handed_in = folder();
    let place = handed_in.path().join("anna.zip");
    let mut zip = zip::ZipWriter::new(File::create(&place).expect("a file"));
    let options = zip::write::SimpleFileOptions::default();
    for (path, content) in [
        (
            "anna/exercises/02-loop-server/src/bin/server.rs",
            "fn main() {}",
        ),
        (
            "anna/exercises/02-loop-server/src/../../../../evil.rs",
            "evil",
        ),
        ("/etc/02-loop-server/src/evil.rs", "evil"),
        ("anna/README.md", "hello"),
    ] {
        zip.start_file(path, options).expect("an entry");
        zip.write_all(content.as_bytes()).expect("its bytes");
    }
    zip.add_symlink("02-loop-server/src/link.rs", "/etc/passwd", options)
        .expect("a link");
    zip.start_file("02-loop-server/src/bomb.rs", options)
        .expect("an entry");
    for _ in 0..64 {
        zip.write_all(&[b' '; 1 << 20]).expect("its bytes");
    }
    zip.finish().expect("a zip archive");
    let submission = took(&place);
    assert_eq!(text(&submission, SERVER), "fn main() {}");
    let refused = refusals(&submission);
    assert_eq!(
        refused,
        [
            (
                "anna/exercises/02-loop-server/src/../../../../evil.rs",
                Refusal::Path
            ),
            ("/etc/02-loop-server/src/evil.rs", Refusal::Path),
            ("02-loop-server/src/link.rs", Refusal::Link),
            ("02-loop-server/src/bomb.rs", Refusal::TooLarge),
        ]
    );
}

#[test]
fn a_tar_is_read_without_being_unpacked_compressed_or_not() {
    let handed_in = folder();
    let build = |writer: &mut dyn Write| {
        let mut tar = tar::Builder::new(writer);
        let mut header = tar::Header::new_gnu();
        header.set_size(12);
        header.set_mode(0o644);
        tar.append_data(&mut header, SERVER, &b"fn main() {}"[..])
            .expect("an entry");
        for (kind, path) in [
            (tar::EntryType::Symlink, "02-loop-server/src/soft.rs"),
            (tar::EntryType::Link, "02-loop-server/src/hard.rs"),
            (tar::EntryType::Char, "02-loop-server/src/device.rs"),
        ] {
            let mut header = tar::Header::new_gnu();
            header.set_entry_type(kind);
            header.set_size(0);
            header.set_mode(0o644);
            tar.append_link(&mut header, path, "/etc/passwd")
                .expect("an entry");
        }
        tar.finish().expect("a tar archive");
    };
    let (plain, packed) = (
        handed_in.path().join("anna.tar"),
        handed_in.path().join("anna.tar.gz"),
    );
    build(&mut File::create(&plain).expect("a file"));
    let file = File::create(&packed).expect("a file");
    build(&mut flate2::write::GzEncoder::new(
        file,
        flate2::Compression::fast(),
    ));
    for place in [plain, packed] {
        let submission = took(&place);
        assert_eq!(text(&submission, SERVER), "fn main() {}");
        assert_eq!(
            refusals(&submission),
            [
                ("02-loop-server/src/soft.rs", Refusal::Link),
                ("02-loop-server/src/hard.rs", Refusal::Link),
                ("02-loop-server/src/device.rs", Refusal::Special),
            ]
        );
    }
}

#[test]
fn a_revision_is_read_without_being_checked_out() {
    let repository = folder();
    let git = |arguments: &[&str]| {
        let done = Command::new("git")
            .arg("-C")
            .arg(repository.path())
            .args(["-c", "user.name=anna", "-c", "user.email=anna@example.org"])
            .args(arguments)
            .output()
            .expect("git runs");
        assert!(done.status.success(), "{done:?}");
    };
    git(&["init", "--quiet"]);
    write(repository.path(), SERVER, "fn main() {}");
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "hand in"]);
    git(&["tag", "handed-in"]);
    write(repository.path(), SERVER, "fn main() { later() }");
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        "/etc/passwd",
        repository.path().join("02-loop-server/src/x.rs"),
    )
    .expect("a link");
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "go on"]);

    let place = repository.path().display().to_string();
    let handed_in = read(&format!("{place}@handed-in")).expect("the revision is there");
    assert_eq!(text(&handed_in, SERVER), "fn main() {}");
    let later = read(&format!("{place}@HEAD")).expect("the revision is there");
    assert_eq!(text(&later, SERVER), "fn main() { later() }");
    if cfg!(unix) {
        assert_eq!(
            refusals(&later),
            [("02-loop-server/src/x.rs", Refusal::Link)]
        );
    }
    let error = read(&format!("{place}@no-such-revision")).expect_err("there is none");
    assert!(error.to_string().contains("no-such-revision"), "{error}");
}

#[test]
fn what_is_no_submission_is_told_by_name() {
    let handed_in = folder();
    write(handed_in.path(), "notes.txt", "hello");
    write(handed_in.path(), "broken.zip", "no zip");
    for name in ["notes.txt", "broken.zip", "not-there"] {
        let place = handed_in.path().join(name).display().to_string();
        let error = read(&place).expect_err("it is none");
        assert!(error.to_string().contains(name), "{error}");
    }
}
