//! What the server stores, and when it is seen.

use std::fs;

use serde_json::json;

use super::files::{DIR, Inbox, Sample, empty};
use super::talk::{
    announce, expect_beginning, expect_error, expect_offset, expect_ok, framed, judge_offset,
};
use crate::checks::shared::{self, connection_from, hung_up};
use crate::kernel;
use crate::patience;
use crate::play::Play;
use crate::verdict::{Played, Problem};
use crate::wire::{Script, host::ANY_PORT};

pub fn ready_line(play: &mut Play) -> Played {
    let around = empty(play)?;
    shared::ready_line_in(play, &around, "server", &[DIR])
}

/// The port belongs to another program already.
pub fn port_taken(play: &mut Play) -> Played {
    let around = empty(play)?;
    let host = play.host()?;
    let address = host.address().to_string();
    play.run_in(&around, "server", &[&address, DIR])?
        .stdout("")?
        .failed(&format!("cannot listen on {address}"))?;
    Ok(())
}

/// A folder that is not there, and a file in its place.
pub fn no_folder(play: &mut Play) -> Played {
    let around = empty(play)?;
    fs::write(around.join("letter"), "no folder")?;
    for name in ["nowhere", "letter"] {
        play.run_in(&around, "server", &[&ANY_PORT.to_string(), name])?
            .stdout("")?
            .failed(&format!("cannot open {name}"))?;
    }
    Ok(())
}

pub fn interrupt(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    shared::interrupt(&inbox.server)
}

/// Two files, one after the other, and all that the server prints.
pub fn stores_a_file(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    for length in [3000, 200_000] {
        let sample = Sample::new(play, length);
        let mut caller = inbox.call(play)?;
        inbox.takes(&mut caller, &sample)?;
        let (name, peer) = (&sample.name, caller.address());
        let server = &inbox.server;
        server.expect_line(connection_from(&caller))?;
        server.expect_line(format!("{peer} sends {name}: {length} bytes, from byte 0"))?;
        server.expect_line(format!("{peer} stored {name}"))?;
        let gone = hung_up(&caller);
        caller.close()?;
        server.expect_line(gone)?;
    }
    Ok(())
}

/// No bytes are a file, too: nothing is to come before the second answer.
pub fn empty_file(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    for _ in 0..2 {
        let sample = Sample::new(play, 0);
        let mut caller = inbox.call(play)?;
        announce(&mut caller, &sample)?;
        expect_ok(&mut caller)?;
        inbox.holds(&sample)?;
        caller.close()?;
    }
    Ok(())
}

/// The announcement byte by byte, and the file cut by chance.
pub fn in_pieces(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 5000);
    let mut caller = inbox.call(play)?;
    caller.play(&Script::every_byte(framed(&sample.announcement())))?;
    expect_beginning(&mut caller)?;
    caller.play(&Script::random(&sample.bytes, &mut play.random))?;
    expect_ok(&mut caller)?;
    inbox.holds(&sample)
}

/// A client may know that the server has nothing of a file: then nothing keeps it from sending all at once.
pub fn stuck_together(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    for length in [700, 100_000] {
        let sample = Sample::new(play, length);
        let mut caller = inbox.call(play)?;
        let announcement = framed(&sample.announcement());
        caller.send([announcement.as_slice(), &sample.bytes].concat())?;
        expect_beginning(&mut caller)?;
        expect_ok(&mut caller)?;
        inbox.holds(&sample)?;
        caller.close()?;
    }
    Ok(())
}

/// While half of a file is there, and when its client has left at half.
pub fn not_seen_until_whole(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 100_000);
    let (half, rest) = sample.bytes.split_at(50_000);
    let mut caller = inbox.call(play)?;
    announce(&mut caller, &sample)?;
    caller.play(&Script::whole(half).hold_at(half.len()))?;
    inbox.lacks(&sample.name)?;
    caller.send(rest)?;
    expect_ok(&mut caller)?;
    inbox.holds(&sample)?;
    caller.close()?;
    for by_reset in [false, true] {
        let sample = Sample::new(play, 100_000);
        let mut caller = inbox.call(play)?;
        announce(&mut caller, &sample)?;
        inbox.interrupted(caller, &sample.bytes[..50_000], by_reset)?;
        inbox.lacks(&sample.name)?;
    }
    Ok(())
}

/// Another file of the same name: whoever opens it meanwhile finds the old one or the new one, each whole.
pub fn replaces_in_one_step(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let old = Sample::new(play, 60_000);
    let new = Sample::new(play, 40_000).named(&old.name);
    inbox.takes_from_another(play, &old)?;
    let mut caller = inbox.call(play)?;
    announce(&mut caller, &new)?;
    let (half, rest) = new.bytes.split_at(20_000);
    caller.play(&Script::whole(half).hold_at(half.len()))?;
    inbox.holds(&old)?;
    caller.send(rest)?;
    expect_ok(&mut caller)?;
    inbox.holds(&new)
}

/// More bytes than were announced, in the same piece as the last of the file, and behind one that is empty.
pub fn too_much(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    for length in [5000, 0] {
        let sample = Sample::new(play, length);
        let more = play.bytes(1000);
        let mut caller = inbox.call(play)?;
        announce(&mut caller, &sample)?;
        caller.send([sample.bytes.as_slice(), &more].concat())?;
        expect_ok(&mut caller)?;
        inbox.holds(&sample)?;
        // It may have hung up already, over what it has not read.
        let _ = caller.close();
    }
    let sample = Sample::new(play, 100);
    inbox.takes_from_another(play, &sample)
}

/// What came is not what was announced. Then it is of no use, and the next try begins anew.
pub fn wrong_md5(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 5000);
    let mut other = sample.bytes.clone();
    let place = play.random.usize(..other.len());
    other[place] ^= 1;
    let mut caller = inbox.call(play)?;
    announce(&mut caller, &sample)?;
    caller.send(other)?;
    expect_error(&mut caller)?;
    inbox.lacks(&sample.name)?;
    inbox.server.expect_error()?;
    let gone = hung_up(&caller);
    caller.close()?;
    inbox.server.expect_line_among(gone)?;
    let mut caller = inbox.call(play)?;
    inbox.takes(&mut caller, &sample)
}

/// One client has announced, sent a half and gone quiet.
pub fn slow_caller(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let (slow, quick) = (Sample::new(play, 100_000), Sample::new(play, 3000));
    let mut first = inbox.call(play)?;
    announce(&mut first, &slow)?;
    let (half, rest) = slow.bytes.split_at(50_000);
    first.send(half)?;
    // One that has said nothing at all.
    let _silent = inbox.call(play)?;
    let mut second = inbox.call(play)?;
    inbox.takes(&mut second, &quick)?;
    first.send(rest)?;
    expect_ok(&mut first)?;
    inbox.holds(&slow)
}

/// A size that no u32 and no i32 can hold, less what it would be as one of them. Nothing is stored when so much
/// has come, and it can be gone on with.
pub fn beyond_4_gib(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 1000);
    let size = (1_u64 << 32) + sample.bytes.len() as u64;
    let announcement = json!({"file_name": sample.name, "file_size": size, "md5": sample.md5});
    let mut caller = inbox.call(play)?;
    caller.send(framed(&announcement))?;
    expect_beginning(&mut caller)?;
    caller.play(&Script::whole(&sample.bytes).hold_at(sample.bytes.len()))?;
    if !caller.unseen()?.is_empty() {
        let arguments = [("program", inbox.server.name()), ("size", size.to_string())];
        return Err(Problem::witness("witness-size-cut-to-32-bits", &arguments));
    }
    inbox.lacks(&sample.name)?;
    inbox.interrupted(caller, b"", false)?;
    let mut caller = inbox.call(play)?;
    caller.send(framed(&announcement))?;
    let offset = expect_offset(&mut caller)?;
    judge_offset(&caller, offset, sample.bytes.len())?;
    Ok(())
}

/// The most memory that either program may ever have, in bytes.
pub const MEMORY: u64 = 48 * 1024 * 1024;

/// How much is sent to see it, in bytes: less than the longest file that a class's programs may write.
pub const MUCH: usize = 60 * 1024 * 1024;

/// All but the last byte of a large file.
pub fn little_memory(play: &mut Play) -> Played {
    if !kernel::WITNESS {
        return Err(Problem::Skipped("skipped-no-witness"));
    }
    let inbox = Inbox::open(play)?;
    let announcement = json!({
        "file_name": format!("{}.bin", play.word(8)),
        "file_size": MUCH + 1,
        "md5": super::files::md5_hex(b""),
    });
    let mut caller = inbox.call(play)?;
    caller.send(framed(&announcement))?;
    expect_beginning(&mut caller)?;
    caller.send_again(&play.bytes(64 * 1024), MUCH / (64 * 1024))?;
    caller.drained()?;
    patience::rests(&inbox.server);
    took_little_memory(&inbox.server)
}

/// Expects that a program has never had more memory than it may.
pub fn took_little_memory(program: &crate::program::Program) -> Played {
    let Some((_, most)) = kernel::memory(program.pid()) else {
        return Err(Problem::Skipped("skipped-no-witness"));
    };
    if most <= MEMORY {
        return Ok(());
    }
    let mebibytes = |bytes: u64| (bytes >> 20).to_string();
    let arguments = [
        ("program", program.name()),
        ("took", mebibytes(most)),
        ("size", mebibytes(MUCH as u64)),
    ];
    Err(Problem::witness("witness-file-in-memory", &arguments))
}
