//! What nobody may do to the server: make it believe what is no announcement, keep it from serving others, fill its
//! disk for good.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use super::files::{DIR, Inbox, Sample, count_files, empty, md5_hex};
use super::talk::{
    announce, expect_error, expect_offset, expect_ok, expect_refused, first_answer, frame, framed,
    is_stored, is_taken, rest,
};
use crate::checks::shared::hung_up;
use crate::kernel;
use crate::patience::LIMIT;
use crate::play::Play;
use crate::program::{Exit, Program, is_installed};
use crate::verdict::{Played, Problem};
use crate::wire::{Script, host::ANY_PORT};

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
    // Names that are no text, in their bytes and in JSON's escapes: some languages refuse them, others read U+FFFD there.
    let before = br#"{"file_name":""#.as_slice();
    let behind = format!(r#"","file_size":0,"md5":"{md5}"}}"#);
    for odd in [b"\xff.bin".as_slice(), br"\ud800.bin"] {
        let text = [before, odd, behind.as_bytes()].concat();
        let mut caller = inbox.call(play)?;
        caller.send(frame(text))?;
        if first_answer(&mut caller, &json!({"error": "…"}))?.is_some() {
            is_stored(&mut caller)?;
        }
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
            let offset = expect_offset(&mut caller)?;
            let missing = rest(&sample.bytes[..length], offset).unwrap_or_default();
            inbox.interrupted(caller, missing, by_reset)?;
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
    let mut seen = None;
    if is_taken(&mut second, other)? {
        inbox.holds(other)?;
        seen = Some(other);
    }
    // It may be the first that is refused: then what cannot be sent any more need not be.
    let _ = first.send(&one.bytes[half..]);
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

/// Sizes that no disk has room for, up to the largest that is one. Whether the server says so at once or waits for the
/// bytes is its own affair; it reserves no memory for them, and goes on.
pub fn huge_size(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    for size in [1_u64 << 63, u64::MAX] {
        let sample = Sample::new(play, 1000);
        let md5 = sample.md5.clone();
        let announcement = json!({"file_name": sample.name, "file_size": size, "md5": md5});
        let mut caller = inbox.call(play)?;
        caller.send(framed(&announcement))?;
        if first_answer(&mut caller, &json!({"offset": 0}))?.is_some() {
            caller.play(&Script::whole(&sample.bytes).hold_at(sample.bytes.len()))?;
        }
        inbox.lacks(&sample.name)?;
        inbox.interrupted(caller, b"", false)?;
    }
    let sample = Sample::new(play, 1000);
    inbox.takes_from_another(play, &sample)
}

/// How large the small disk is, in bytes.
const DISK: usize = 1024 * 1024;

/// A folder on a small disk of its own, in a mount namespace that only the server is in: what becomes of a file that
/// is larger than the disk.
pub fn disk_full(play: &mut Play) -> Played {
    let (server, address, inside) = on_a_small_disk(play)?;
    // What it has made before the first client is no upload's.
    let before = count_files(&inside)?;
    let sample = Sample::new(play, 4 * DISK);
    let mut caller = play.call(&server, address)?;
    caller.send(framed(&sample.announcement()))?;
    // It may see at once that there is no room.
    if first_answer(&mut caller, &json!({"offset": 0}))?.is_some() {
        // What cannot be sent, for the server has hung up, need not be.
        let _ = caller.send(&sample.bytes);
        expect_error(&mut caller)?;
    }
    let gone = hung_up(&caller);
    caller.reset()?;
    server.expect_line_among(gone)?;
    // Its place may be seen free a moment later: when the last descriptor is closed.
    let is_gone = || matches!(count_files(&inside), Ok(count) if count <= before);
    if !kernel::wait_until(LIMIT / 5, is_gone) {
        let count = count_files(&inside)?.saturating_sub(before);
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
