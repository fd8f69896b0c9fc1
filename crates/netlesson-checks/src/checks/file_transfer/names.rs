//! Names that mean no good, in the place of the file's name and in that of its md5; and strange ones that do no harm.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::files::{DIR, Inbox, Sample, count_files, shown};
use super::resume::goes_on;
use super::talk::{announce, expect_error, expect_refused, first_answer, framed, is_taken};
use crate::play::Play;
use crate::verdict::{Played, Problem};
use crate::wire::Script;

/// An absolute path that is the same in every run, and leads to a place of this server's own: the folder that it was
/// started in (proc(5)).
const ITS_FOLDER: &str = "/proc/self/cwd";

/// Every spelling of a way out of the folder, and what else is no name of a file.
pub fn one_component(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let word = play.word(12);
    let names = [
        format!("../{word}"),
        format!("{ITS_FOLDER}/{word}"),
        String::new(),
        ".".into(),
        "..".into(),
        "/".into(),
        format!("a/{word}"),
        format!("./{word}"),
        format!("{word}/"),
        format!("{word}/."),
        format!("a/../../{word}"),
        format!("../{DIR}/{word}"),
        format!("..\\{word}"),
        format!("a\\{word}"),
        format!("{word}\0.bin"),
        format!("../{word}\0"),
    ];
    for name in &names {
        let sample = Sample::new(play, 20).named(name);
        refused(play, &inbox, sample.announcement().to_string(), &sample)?;
    }
    // The same name in other words: JSON may escape any character.
    let sample = Sample::new(play, 20).named(format!("../{word}"));
    let escaped = sample
        .announcement()
        .to_string()
        .replace("../", r"\u002e\u002e\u002f");
    refused(play, &inbox, escaped, &sample)?;
    let sample = Sample::new(play, 1000);
    inbox.takes_from_another(play, &sample)
}

fn refused(play: &mut Play, inbox: &Inbox, announcement: String, sample: &Sample) -> Played {
    let mut caller = inbox.call(play)?;
    let refused = expect_refused(&mut caller, announcement.as_bytes(), &sample.bytes);
    inbox.kept_inside(&sample.name)?;
    if refused.is_ok() {
        caller.close()?;
    }
    refused.map_err(|problem| {
        let arguments = [
            ("program", inbox.server.name()),
            ("name", shown(&sample.name)),
        ];
        match &problem {
            Problem::Failed(failure) if failure.name() == "answer-accepts" => {
                problem.because("diagnosis-name-believed", &arguments)
            }
            _ => problem,
        }
    })
}

/// The md5 is a stranger's word as the name is: who makes the name of a part of it can be led out of the folder by it.
/// That it is no md5 may be seen at once, or when all has come; and nothing is outside meanwhile.
pub fn md5_is_no_path(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let word = play.word(12);
    let lies = [
        format!("../{word}"),
        format!("../../{word}"),
        format!("{ITS_FOLDER}/{word}"),
        String::new(),
        "..".into(),
        "\0".into(),
        "0".repeat(300),
    ];
    for lie in lies {
        let sample = Sample::new(play, 20);
        let (half, rest) = sample.bytes.split_at(10);
        let announcement = json!({"file_name": sample.name, "file_size": 20, "md5": lie});
        let mut caller = inbox.call(play)?;
        caller.send(framed(&announcement))?;
        if first_answer(&mut caller, &json!({"error": "…"}))?.is_some() {
            caller.play(&Script::whole(half).hold_at(half.len()))?;
            inbox
                .kept_inside(&lie)
                .map_err(|problem| problem.because("diagnosis-md5-believed", &[]))?;
            caller.send(rest)?;
            expect_error(&mut caller)?;
        }
        inbox.lacks(&sample.name)?;
        caller.close()?;
    }
    let sample = Sample::new(play, 1000);
    inbox.takes_from_another(play, &sample)
}

/// Names that are strange, and yet names: nothing in them is a way out.
pub fn odd_names(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let elsewhere = play.temporary()?;
    let word = play.word(8);
    for name in [
        format!("..{word}"),
        "...".into(),
        format!(".{word}"),
        format!("{word}.."),
        format!("{word} with spaces"),
        format!("你好-{word}.txt"),
        format!("%2e%2e%2f{word}"),
        format!("-{word}"),
        // As long as the name of a file may be on most systems.
        format!("{word:x<255}"),
    ] {
        let sample = Sample::new(play, 50).named(name);
        // What this system does not take, no server can store.
        if sample.write(&elsewhere).is_ok() {
            inbox.takes_from_another(play, &sample)?;
        }
    }
    Ok(())
}

/// Somebody has put links into the folder: to a file that is not in it, to a folder, and to where nothing is yet. Whether
/// the server refuses to put a file in a link's place is its own affair.
pub fn link_in_the_way(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let outside = play.temporary()?;
    let secret = Sample::new(play, 500);
    secret.write(&outside)?;
    let (file, nothing) = (outside.join(&secret.name), outside.join("nothing"));
    for target in [&file, &outside, &nothing] {
        let sample = Sample::new(play, 400);
        if link(target, &inbox.place(&sample.name)).is_err() {
            return Err(Problem::Skipped("skipped-no-links"));
        }
        let mut caller = inbox.call(play)?;
        let stored = is_taken(&mut caller, &sample)?;
        let is_as_it_was = fs::read(&file).is_ok_and(|bytes| bytes == secret.bytes);
        if !is_as_it_was || count_files(&outside)? > 1 {
            let arguments = [
                ("program", inbox.server.name()),
                ("name", shown(&sample.name)),
            ];
            return Err(Problem::witness("witness-wrote-through-a-link", &arguments));
        }
        if stored {
            inbox.holds(&sample)?;
        }
        caller.close()?;
    }
    let sample = Sample::new(play, 300);
    inbox.takes_from_another(play, &sample)
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(to, at)
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// Files that cannot get their names: a folder with something in it has the name, or the name is longer than the
/// system's names may be (NAME_MAX is 255). Whoever says ok all the same has said it before the file was stored.
pub fn ok_when_stored(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let in_the_way = Sample::new(play, 30_000);
    let folder = inbox.place(&in_the_way.name);
    fs::create_dir(&folder)?;
    Sample::new(play, 300).write(&folder)?;
    let too_long = Sample::new(play, 20).named(play.word(12).repeat(30));
    for sample in [in_the_way, too_long] {
        let mut caller = inbox.call(play)?;
        if is_taken(&mut caller, &sample)? {
            inbox.holds(&sample)?;
        }
        caller.close()?;
    }
    let sample = Sample::new(play, 300);
    inbox.takes_from_another(play, &sample)
}

/// Files that are called as the server calls what it keeps in its folder of an upload on its way. It may refuse them;
/// whatever it answers, neither spoils the other. Nor do they where they come first.
pub fn name_of_a_part(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 50_000);
    let mut caller = inbox.call(play)?;
    announce(&mut caller, &sample)?;
    inbox.interrupted(caller, &sample.bytes[..30_000], false)?;
    let names = inbox.names()?;
    let stored = offered(play, &inbox, &names)?;
    goes_on(play, &inbox, &sample, 30_000).map_err(|problem| match stored.is_empty() {
        true => problem,
        false => problem.because("diagnosis-part-has-a-name", &[]),
    })?;
    for other in &stored {
        inbox.holds(other)?;
    }
    let inbox = Inbox::open(play)?;
    offered(play, &inbox, &names)?;
    inbox.takes_from_another(play, &sample)
}

/// Offers a file of each of these names; those that were stored.
fn offered(play: &mut Play, inbox: &Inbox, names: &[String]) -> Played<Vec<Sample>> {
    let mut stored = Vec::new();
    for name in names {
        let sample = Sample::new(play, 40_000).named(name);
        let mut caller = inbox.call(play)?;
        if is_taken(&mut caller, &sample)? {
            inbox.holds(&sample)?;
            stored.push(sample);
        }
        caller.close()?;
    }
    Ok(stored)
}
