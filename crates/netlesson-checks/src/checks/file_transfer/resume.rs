//! Uploads that were interrupted, and how they go on.

use serde_json::json;

use super::files::{Inbox, Sample};
use super::talk::{
    announce, expect_beginning, expect_error, expect_ok, expect_resumed, first_answer, framed,
    judge_offset,
};
use crate::checks::shared::hung_up;
use crate::play::Play;
use crate::verdict::Played;
use crate::wire::Script;

/// A file of some mebibytes, and two places in it, at least one mebibyte in, where it is interrupted.
fn long_file(play: &mut Play) -> (Sample, [usize; 2]) {
    const MEBIBYTE: usize = 1024 * 1024;
    let length = 4 * MEBIBYTE + play.random.usize(1..1000);
    let sample = Sample::new(play, length);
    let first = play.random.usize(MEBIBYTE + 1..2 * MEBIBYTE);
    let second = play.random.usize(3 * MEBIBYTE + 2..length);
    (sample, [first, second])
}

/// The first time the client says goodbye, the second time it does not.
pub fn resumes(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let (sample, places) = long_file(play);
    let mut stopped = 0;
    for (place, by_reset) in places.into_iter().zip([false, true]) {
        let mut caller = inbox.call(play)?;
        let offset = expect_resumed(&mut caller, &sample, stopped)?;
        inbox.interrupted(caller, &sample.bytes[offset..place], by_reset)?;
        stopped = place;
    }
    goes_on(play, &inbox, &sample, stopped)
}

/// The server is killed, twice: what has come before is in the folder, and in no program's memory.
pub fn resumes_after_kill(play: &mut Play) -> Played {
    let mut inbox = Inbox::open(play)?;
    let (sample, places) = long_file(play);
    let mut stopped = 0;
    for place in places {
        let mut caller = inbox.call(play)?;
        let offset = expect_resumed(&mut caller, &sample, stopped)?;
        let part = &sample.bytes[offset..place];
        caller.play(&Script::whole(part).hold_at(part.len()))?;
        inbox.kill_and_restart(play)?;
        inbox.lacks(&sample.name)?;
        stopped = place;
    }
    goes_on(play, &inbox, &sample, stopped)
}

/// Sends the rest of a file, says what the server says from where, and sees it stored.
pub fn goes_on(play: &mut Play, inbox: &Inbox, sample: &Sample, stopped: usize) -> Played {
    let mut caller = inbox.call(play)?;
    let offset = expect_resumed(&mut caller, sample, stopped)?;
    caller.send(&sample.bytes[offset..])?;
    expect_ok(&mut caller)?;
    inbox.holds(sample)?;
    let (peer, name, size) = (caller.address(), &sample.name, sample.bytes.len());
    inbox.server.expect_line_among(format!(
        "{peer} sends {name}: {size} bytes, from byte {offset}"
    ))
}

/// Another file of that name, and that file by another name: of neither has anything come.
pub fn its_own_alone(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 50_000);
    let mut caller = inbox.call(play)?;
    announce(&mut caller, &sample)?;
    inbox.interrupted(caller, &sample.bytes[..30_000], false)?;
    let other = Sample::new(play, 40_000).named(&sample.name);
    let renamed = sample.named(format!("{}.bin", play.word(8)));
    for one in [&other, &renamed] {
        inbox.takes_from_another(play, one)?;
    }
    goes_on(play, &inbox, &sample, 30_000)
}

/// What came before the interruption was not the beginning of the announced file. Gone on with, it is never right: it
/// must be given up, and then the file can be sent.
pub fn corrupt_beginning(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let (sample, [place, _]) = long_file(play);
    let mut wrong = sample.bytes[..place].to_vec();
    wrong[0] ^= 1;
    let mut caller = inbox.call(play)?;
    announce(&mut caller, &sample)?;
    inbox.interrupted(caller, &wrong, false)?;
    let mut caller = inbox.call(play)?;
    let offset = expect_resumed(&mut caller, &sample, place)?;
    caller.send(&sample.bytes[offset..])?;
    expect_error(&mut caller)?;
    inbox.lacks(&sample.name)?;
    let gone = hung_up(&caller);
    caller.close()?;
    inbox.server.expect_line_among(gone)?;
    let mut caller = inbox.call(play)?;
    caller.send(framed(&sample.announcement()))?;
    expect_beginning(&mut caller)?;
    caller.send(&sample.bytes)?;
    expect_ok(&mut caller)?;
    inbox.holds(&sample)
}

/// The same name and md5, announced as shorter than what has come of it already.
pub fn shorter_than_its_part(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 50_000);
    let mut caller = inbox.call(play)?;
    announce(&mut caller, &sample)?;
    inbox.interrupted(caller, &sample.bytes[..30_000], false)?;
    let size = 20_000;
    let lie = json!({"file_name": sample.name, "file_size": size, "md5": sample.md5});
    let mut caller = inbox.call(play)?;
    caller.send(framed(&lie))?;
    if let Some(offset) = first_answer(&mut caller, &json!({"error": "…"}))? {
        // No more than there is of so short a file.
        judge_offset(&caller, offset, size)?;
    }
    inbox.interrupted(caller, b"", false)?;
    let sample = Sample::new(play, 1000);
    inbox.takes_from_another(play, &sample)
}
