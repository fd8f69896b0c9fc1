//! Lesson 8: files of any size over TCP, whole or not at all, gone on with where they were interrupted.
//!
//! | module    | what is in it                                                          |
//! |-----------|------------------------------------------------------------------------|
//! | `files`   | files that are sent, and the folder that they are sent to                |
//! | `talk`    | announcements, offsets and answers as the check says and reads them     |
//! | `server`  | what the server stores, and when it is seen                             |
//! | `names`   | names that lead out of the folder, or to what the server keeps in it    |
//! | `hostile` | announcements and clients that mean no good; a full disk                |
//! | `resume`  | interrupted uploads                                                     |
//! | `client`  | what the client announces and sends, and what it does not believe       |

mod client;
pub mod files;
mod hostile;
mod names;
mod resume;
mod server;
mod talk;

use serde_json::json;

use crate::play::{Check, Play};
use crate::verdict::Played;
use files::{Inbox, Sample};

/// The checks of lesson 8, in the order in which a student meets them.
pub const CHECKS: &[Check] = &[
    Check {
        name: "ready-line",
        needs: &[],
        play: server::ready_line,
    },
    Check {
        name: "port-taken",
        needs: &["ready-line"],
        play: server::port_taken,
    },
    Check {
        name: "no-folder",
        needs: &[],
        play: server::no_folder,
    },
    Check {
        name: "interrupt-server",
        needs: &["ready-line"],
        play: server::interrupt,
    },
    Check {
        name: "stores-a-file",
        needs: &["ready-line"],
        play: server::stores_a_file,
    },
    Check {
        name: "empty-file",
        needs: &["stores-a-file"],
        play: server::empty_file,
    },
    Check {
        name: "announcement-in-pieces",
        needs: &["stores-a-file"],
        play: server::in_pieces,
    },
    Check {
        name: "stuck-together",
        needs: &["stores-a-file"],
        play: server::stuck_together,
    },
    Check {
        name: "not-seen-until-whole",
        needs: &["stores-a-file"],
        play: server::not_seen_until_whole,
    },
    Check {
        name: "replaces-in-one-step",
        needs: &["stores-a-file"],
        play: server::replaces_in_one_step,
    },
    Check {
        name: "too-much",
        needs: &["stores-a-file", "empty-file"],
        play: server::too_much,
    },
    Check {
        name: "wrong-md5",
        needs: &["stores-a-file"],
        play: server::wrong_md5,
    },
    Check {
        name: "one-component",
        needs: &["stores-a-file"],
        play: names::one_component,
    },
    Check {
        name: "md5-is-no-path",
        needs: &["wrong-md5"],
        play: names::md5_is_no_path,
    },
    Check {
        name: "odd-names",
        needs: &["stores-a-file"],
        play: names::odd_names,
    },
    Check {
        name: "link-in-the-way",
        needs: &["stores-a-file"],
        play: names::link_in_the_way,
    },
    Check {
        name: "ok-when-stored",
        needs: &["stores-a-file"],
        play: names::ok_when_stored,
    },
    Check {
        name: "bad-announcement",
        needs: &["stores-a-file"],
        play: hostile::bad_announcement,
    },
    Check {
        name: "callers-vanish",
        needs: &["stores-a-file"],
        play: hostile::callers_vanish,
    },
    Check {
        name: "slow-caller",
        needs: &["stores-a-file"],
        play: server::slow_caller,
    },
    Check {
        name: "resumes",
        needs: &["not-seen-until-whole"],
        play: resume::resumes,
    },
    Check {
        name: "resumes-after-kill",
        needs: &["resumes"],
        play: resume::resumes_after_kill,
    },
    Check {
        name: "its-own-alone",
        needs: &["resumes"],
        play: resume::its_own_alone,
    },
    Check {
        name: "corrupt-beginning",
        needs: &["resumes", "wrong-md5"],
        play: resume::corrupt_beginning,
    },
    Check {
        name: "shorter-than-its-part",
        needs: &["resumes"],
        play: resume::shorter_than_its_part,
    },
    Check {
        name: "name-of-a-part",
        needs: &["resumes"],
        play: names::name_of_a_part,
    },
    Check {
        name: "same-name-at-once",
        needs: &["slow-caller", "replaces-in-one-step"],
        play: hostile::same_name_at_once,
    },
    Check {
        name: "beyond-4-gib",
        needs: &["stores-a-file"],
        play: server::beyond_4_gib,
    },
    Check {
        name: "huge-size",
        needs: &["beyond-4-gib"],
        play: hostile::huge_size,
    },
    Check {
        name: "little-memory",
        needs: &["stores-a-file"],
        play: server::little_memory,
    },
    Check {
        name: "disk-full",
        needs: &["stores-a-file"],
        play: hostile::disk_full,
    },
    Check {
        name: "announces",
        needs: &[],
        play: client::announces,
    },
    Check {
        name: "sends-from-offset",
        needs: &["announces"],
        play: client::sends_from_offset,
    },
    Check {
        name: "empty-file-sent",
        needs: &["sends-from-offset"],
        play: client::empty_file,
    },
    Check {
        name: "says-what-the-server-says",
        needs: &["sends-from-offset"],
        play: client::says_what_the_server_says,
    },
    Check {
        name: "hung-up-on",
        needs: &["says-what-the-server-says"],
        play: client::hung_up_on,
    },
    Check {
        name: "odd-answers",
        needs: &["sends-from-offset"],
        play: client::odd_answers,
    },
    Check {
        name: "answer-in-pieces",
        needs: &["sends-from-offset"],
        play: client::answer_in_pieces,
    },
    Check {
        name: "cannot-read",
        needs: &[],
        play: client::cannot_read,
    },
    Check {
        name: "shorter-meanwhile",
        needs: &["sends-from-offset"],
        play: client::shorter_meanwhile,
    },
    Check {
        name: "longer-meanwhile",
        needs: &["sends-from-offset"],
        play: client::longer_meanwhile,
    },
    Check {
        name: "client-memory",
        needs: &["sends-from-offset"],
        play: client::little_memory,
    },
    Check {
        name: "progress",
        needs: &["sends-from-offset"],
        play: client::progress,
    },
    Check {
        name: "interrupt-client",
        needs: &["announces"],
        play: client::interrupt,
    },
    Check {
        name: "nobody-listens",
        needs: &[],
        play: client::nobody_listens,
    },
    Check {
        name: "both-together",
        needs: &["stores-a-file", "sends-from-offset"],
        play: both_together,
    },
    Check {
        name: "killed-and-gone-on",
        needs: &["both-together", "resumes-after-kill"],
        play: killed_and_gone_on,
    },
    Check {
        name: "usage",
        needs: &[],
        play: client::usage,
    },
];

/// What passes before the student has written a line.
pub const GIVEN: &[&str] = &[
    "ready-line",
    "port-taken",
    "no-folder",
    "interrupt-server",
    "usage",
];

/// The student's own programs, with three files.
fn both_together(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    for length in [0, 1, 300_000] {
        let sample = Sample::new(play, length);
        sends(play, &inbox, &sample, 0)?;
    }
    Ok(())
}

/// Runs the student's client, and sees the file stored. It is asked to send it from `least` on, or from further on.
fn sends(play: &mut Play, inbox: &Inbox, sample: &Sample, least: usize) -> Played {
    let folder = play.temporary()?;
    sample.write(&folder)?;
    let client = play.client_in(&folder, inbox.address, &[&sample.name])?;
    let ended = play.ended(&client)?;
    ended.code(0)?;
    let (name, size) = (&sample.name, sample.bytes.len());
    let printed = String::from_utf8_lossy(ended.stdout_bytes()).into_owned();
    let offset = printed
        .strip_prefix(&format!("sending {name}: {size} bytes, from byte "))
        .and_then(|rest| rest.lines().next()?.parse::<usize>().ok())
        .filter(|offset| (least..=size).contains(offset))
        .unwrap_or(least);
    ended.stdout(format!(
        "sending {name}: {size} bytes, from byte {offset}\nstored {name}\n"
    ))?;
    inbox.holds(sample)
}

/// Between the student's own programs the check passes on what they say, up to a byte: there the client is killed, and
/// the next time the server. The third time nobody is in between.
fn killed_and_gone_on(play: &mut Play) -> Played {
    const MEBIBYTE: usize = 1024 * 1024;
    let mut inbox = Inbox::open(play)?;
    let length = 4 * MEBIBYTE + play.random.usize(1..1000);
    let sample = Sample::new(play, length);
    let folder = play.temporary()?;
    sample.write(&folder)?;
    let mut stopped = 0;
    for place in [
        play.random.usize(MEBIBYTE + 1..2 * MEBIBYTE),
        play.random.usize(3 * MEBIBYTE + 2..length),
    ] {
        let host = play.host()?;
        let client = play.client_in(&folder, host.address(), &[&sample.name])?;
        let mut from_client = host.accept(&client)?;
        let announcement = talk::receive_json(&mut from_client, &sample.announcement())?;
        let mut to_server = inbox.call(play)?;
        to_server.send(talk::framed(&announcement))?;
        let offset = talk::expect_offset(&mut to_server)?;
        let offset = talk::judge_offset(&to_server, offset, stopped)?;
        from_client.send(talk::framed(&json!({"offset": offset})))?;
        let part = from_client.receive(place.saturating_sub(offset))?;
        let gone = crate::checks::shared::hung_up(&to_server);
        to_server.send(part)?;
        to_server.drained()?;
        client.kill()?;
        if stopped == 0 {
            to_server.reset()?;
            inbox.server.expect_line_among(gone)?;
        } else {
            crate::patience::rests(&inbox.server);
            inbox.kill_and_restart(play)?;
        }
        inbox.lacks(&sample.name)?;
        stopped = place;
    }
    sends(play, &inbox, &sample, stopped - MEBIBYTE)
}
