//! What nobody may do to the server: leave its folder, make it believe what is no announcement, keep it from
//! serving others, fill its disk for good.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use super::files::{DIR, Inbox, Sample, count_files, empty, md5_hex, shown};
use super::talk::{announce, expect_ok, expect_refused, framed, is_stored, receive_json};
use crate::checks::shared::hung_up;
use crate::kernel;
use crate::patience::LIMIT;
use crate::play::Play;
use crate::program::{Exit, Program, is_installed};
use crate::verdict::{Played, Problem};
use crate::wire::{Script, host::ANY_PORT};

/// Every spelling of a way out of the folder, and what else is no name of a file.
pub fn one_component(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let word = play.word(12);
    // The same in every run, and on most systems a place where every program may write.
    let absolute = format!("/tmp/netlesson-{word}");
    let names = [
        format!("../{word}"),
        absolute.clone(),
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
        // Longer than the name of a file may be (NAME_MAX is 255).
        word.repeat(30),
    ];
    let mut played = Ok(());
    for name in &names {
        let sample = Sample::new(play, 20).named(name);
        played = refused(play, &inbox, sample.announcement().to_string(), &sample);
        if played.is_err() {
            break;
        }
    }
    let went_out = fs::remove_file(&absolute).is_ok();
    if went_out {
        let arguments = [("program", inbox.server.name()), ("name", shown(&absolute))];
        return Err(Problem::witness("witness-outside-the-folder", &arguments));
    }
    played?;
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

/// Names that are strange, and yet names: nothing in them is a way out.
pub fn odd_names(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
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
        word.repeat(25),
    ] {
        let sample = Sample::new(play, 50).named(name);
        inbox.takes_from_another(play, &sample)?;
    }
    Ok(())
}

/// Somebody has put a link into the folder, to a file that is not in it.
pub fn link_in_the_way(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let outside = play.temporary()?;
    let secret = Sample::new(play, 500);
    secret.write(&outside)?;
    let sample = Sample::new(play, 400);
    let linked = link(&outside.join(&secret.name), &inbox.place(&sample.name));
    if linked.is_err() {
        return Err(Problem::Skipped("skipped-no-links"));
    }
    let mut caller = inbox.call(play)?;
    announce(&mut caller, &sample)?;
    caller.send(&sample.bytes)?;
    let stored = is_stored(&mut caller)?;
    if fs::read(outside.join(&secret.name))? != secret.bytes {
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

/// Frames that announce no file get their error; what is no frame gets its end. Everybody else is served.
pub fn bad_announcement(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let (name, md5) = (format!("{}.bin", play.word(8)), md5_hex(b""));
    let json = |size: Value| json!({"file_name": name, "file_size": size, "md5": md5}).to_string();
    let texts = [
        b"no json".to_vec(),
        b"".to_vec(),
        b"[]".to_vec(),
        b"\xff\xfe".to_vec(),
        json!({"file_size": 0, "md5": md5}).to_string().into_bytes(),
        json!({"file_name": name, "md5": md5})
            .to_string()
            .into_bytes(),
        json!({"file_name": name, "file_size": 0})
            .to_string()
            .into_bytes(),
        json!({"file_name": 7, "file_size": 0, "md5": md5})
            .to_string()
            .into_bytes(),
        json((-1).into()).into_bytes(),
        json("0".into()).into_bytes(),
        json(0.5.into()).into_bytes(),
        // 2^64, one more than a u64 can be.
        json(0.into())
            .replace(":0,", ":18446744073709551616,")
            .into_bytes(),
        json(Value::Null).into_bytes(),
    ];
    for text in texts {
        let mut caller = inbox.call(play)?;
        expect_refused(&mut caller, &text, b"")?;
        caller.close()?;
    }
    for length in [-1, i32::MAX] {
        let mut caller = inbox.call(play)?;
        caller.send(length.to_le_bytes())?;
        caller.finish()?;
        caller.expect_gone()?;
    }
    inbox.lacks(&name)?;
    let sample = Sample::new(play, 1000);
    inbox.takes_from_another(play, &sample)
}

/// Clients that go in every place where one can go.
pub fn callers_vanish(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    for by_reset in [false, true] {
        let sample = Sample::new(play, 3000);
        let announcement = framed(&sample.announcement());
        for length in [0, 2, 4, 20] {
            let caller = inbox.call(play)?;
            caller.accepted()?;
            inbox.interrupted(caller, &announcement[..length], by_reset)?;
        }
        for length in [0, 1, 2999] {
            let mut caller = inbox.call(play)?;
            caller.send(&announcement)?;
            let offset = super::talk::expect_offset(&mut caller)?;
            let rest = sample.bytes[..length]
                .get(offset as usize..)
                .unwrap_or_default();
            inbox.interrupted(caller, rest, by_reset)?;
        }
        // Gone before it is told that all is well.
        let sample = Sample::new(play, 3000);
        let mut caller = inbox.call(play)?;
        announce(&mut caller, &sample)?;
        inbox.interrupted(caller, &sample.bytes, by_reset)?;
    }
    let sample = Sample::new(play, 1000);
    inbox.takes_from_another(play, &sample)
}

/// Two who send a file of the same name at the same time: two different files, then twice the same. One may be
/// refused; what is seen in the end is one of them, whole, and whoever was told so has been stored.
pub fn same_name_at_once(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let one = Sample::new(play, 90_000);
    let other = Sample::new(play, 70_000).named(&one.name);
    at_once(play, &inbox, &one, &other)?;
    let one = Sample::new(play, 80_000);
    at_once(play, &inbox, &one, &one)
}

fn at_once(play: &mut Play, inbox: &Inbox, one: &Sample, other: &Sample) -> Played {
    let half = one.bytes.len() / 2;
    let mut first = inbox.call(play)?;
    announce(&mut first, one)?;
    first.play(&Script::whole(&one.bytes[..half]).hold_at(half))?;
    let mut second = inbox.call(play)?;
    second.send(framed(&other.announcement()))?;
    let answer = receive_json(&mut second, &json!({"offset": 0}))?;
    let mut seen = None;
    if let Some(offset) = answer["offset"].as_u64() {
        let rest = usize::try_from(offset)
            .ok()
            .and_then(|from| other.bytes.get(from..));
        let Some(rest) = rest else {
            let arguments = [
                ("program", inbox.server.name()),
                ("offset", offset.to_string()),
                ("count", half.to_string()),
            ];
            return Err(Problem::witness("witness-offset-beyond", &arguments));
        };
        second.send(rest)?;
        if is_stored(&mut second)? {
            inbox.holds(other)?;
            seen = Some(other);
        }
    }
    first.send(&one.bytes[half..])?;
    if is_stored(&mut first)? {
        seen = Some(one);
    }
    match seen {
        Some(sample) => inbox.holds(sample),
        None => {
            let arguments = [("program", inbox.server.name())];
            Err(Problem::witness("witness-both-lost", &arguments))
        }
    }
}

/// How large the small disk is, in bytes.
const DISK: usize = 1024 * 1024;

/// A folder on a small disk of its own, in a mount namespace that only the server is in: what becomes of a file that
/// is larger than the disk.
pub fn disk_full(play: &mut Play) -> Played {
    let (server, address, inside) = on_a_small_disk(play)?;
    let sample = Sample::new(play, 4 * DISK);
    let mut caller = play.call(&server, address)?;
    caller.send(framed(&sample.announcement()))?;
    let answer = receive_json(&mut caller, &json!({"offset": 0}))?;
    // It may see at once that there is no room.
    if !answer["error"].is_string() {
        // What cannot be sent, for the server has hung up, need not be.
        let _ = caller.send(&sample.bytes);
        super::talk::expect_error(&mut caller)?;
    }
    let gone = hung_up(&caller);
    caller.reset()?;
    server.expect_line_among(gone)?;
    // Its place may be seen free a moment later: when the last descriptor is closed.
    let is_empty = || matches!(count_files(&inside), Ok(0));
    if !kernel::wait_until(LIMIT / 5, is_empty) {
        let count = count_files(&inside)?;
        let arguments = [("program", server.name()), ("count", count.to_string())];
        return Err(Problem::witness("witness-left-on-a-full-disk", &arguments));
    }
    // There is room for what fits.
    let sample = Sample::new(play, DISK / 2);
    let mut caller = play.call(&server, address)?;
    announce(&mut caller, &sample)?;
    caller.send(&sample.bytes)?;
    expect_ok(&mut caller)?;
    super::files::expect_file(&server, &inside, &sample)
}

/// The server with its folder on a tmpfs(5) of its own, its address, and where we see into that folder.
fn on_a_small_disk(play: &mut Play) -> Played<(Arc<Program>, SocketAddr, PathBuf)> {
    /// The exit code of a shell that could not mount.
    const NO_RIGHTS: i32 = 99;
    const NO_DISK: Problem = Problem::Skipped("skipped-no-small-disk");
    if !cfg!(target_os = "linux") || !is_installed("unshare") {
        return Err(NO_DISK);
    }
    let around = empty(play)?;
    let executable = play.executable("server")?.to_string_lossy().into_owned();
    let mount =
        format!("mount -t tmpfs -o size={DISK} tmpfs {DIR} || exit {NO_RIGHTS}; exec \"$@\"");
    let port = ANY_PORT.to_string();
    let arguments = [
        "-r",
        "-m",
        "sh",
        "-c",
        &mount,
        "sh",
        &executable,
        &port,
        DIR,
    ];
    let server = play.start_as("server", Path::new("unshare"), &around, &arguments)?;
    let ready = server.ready();
    // unshare(1) says so itself when it may not.
    let may_not = server.stderr().starts_with(b"unshare: ");
    if may_not || server.exit() == Some(Exit::Code(NO_RIGHTS)) {
        return Err(NO_DISK);
    }
    let address = ready?;
    let folder = around.join(DIR);
    let root = Path::new("/proc")
        .join(server.pid().to_string())
        .join("root");
    let inside = root.join(folder.strip_prefix("/").unwrap_or(&folder));
    if fs::read_dir(&inside).is_err() {
        return Err(NO_DISK);
    }
    Ok((server, address, inside))
}
