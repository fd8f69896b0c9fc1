//! What the server acknowledges, what it writes, and when it ends.

use std::fs;
use std::net::UdpSocket;
use std::time::{Duration, Instant};

use super::inbox::{Caller, Inbox};
use super::packets::{acknowledgement, data, last, packets};
use crate::checks::file_transfer::files::{DIR, Sample, empty, shown};
use crate::checks::shared;
use crate::kernel::{self, Wait};
use crate::patience::{LIMIT, Patience, Stopwatch, rests};
use crate::play::Play;
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::{TakenPort, host::ANY_PORT};

pub fn ready_line(play: &mut Play) -> Played {
    let around = empty(play)?;
    let asked = ANY_PORT.to_string();
    let server = play.start_in(&around, "server", &[&asked, DIR])?;
    let address = server.ready()?;
    if address.ip() != *ANY_PORT.ip() {
        let arguments = [
            ("program", server.name()),
            ("asked", asked),
            ("address", address.to_string()),
        ];
        return Err(Problem::witness("witness-listens-elsewhere", &arguments));
    }
    // A port that nobody has would refuse this.
    let peer = play.peer(&server)?;
    peer.knock(b"", address)
}

pub fn port_taken(play: &mut Play) -> Played {
    let around = empty(play)?;
    let taken = TakenPort::udp()?;
    let address = taken.address().to_string();
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

/// Byte for byte, and from the address that the client has sent to.
pub fn golden_acknowledgement(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 3000);
    let caller = inbox.call(play)?;
    caller.say(&packets(&sample, 1200)[0])?;
    caller.datagrams.expect(b"\x02\0\0\0\x01", inbox.address)
}

/// Packet by packet, each once its forerunner is acknowledged; and all that the server prints, up to its end. The next
/// one takes another file into the same folder.
pub fn stores_a_file(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 3000);
    let caller = inbox.call(play)?;
    inbox.takes(&caller, &sample)?;
    let (peer, name) = (caller.datagrams.address(), &sample.name);
    let server = &inbox.server;
    server.expect_line(format!("{peer} sends {name}: 3000 bytes"))?;
    server.expect_line(format!("{peer} stored {name}"))?;
    server.expect_exit(0)?;
    let inbox = inbox.open_again(play)?;
    let other = Sample::new(play, 1000);
    let caller = inbox.call(play)?;
    inbox.takes(&caller, &other)?;
    inbox.holds(&sample)
}

/// More packets than one byte can number, each with a few bytes in it.
pub fn many_packets(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 2000);
    let caller = inbox.call(play)?;
    let packets = packets(&sample, 7);
    for (next, packet) in (1..).zip(&packets) {
        caller.say(packet)?;
        caller.is_told(next)?;
    }
    inbox.holds(&sample)
}

/// The announcement is the last packet, or an empty one behind it is.
pub fn empty_file(play: &mut Play) -> Played {
    for behind in [false, true] {
        let inbox = Inbox::open(play)?;
        let sample = Sample::new(play, 0);
        let caller = inbox.call(play)?;
        let announcement = sample.announcement().to_string();
        if behind {
            caller.say(&data(0, announcement))?;
            caller.is_told(1)?;
            caller.say(&last(1, ""))?;
            caller.is_told(2)?;
        } else {
            caller.say(&last(0, announcement))?;
            caller.is_told(1)?;
        }
        inbox.holds(&sample)?;
    }
    Ok(())
}

pub fn not_seen_until_whole(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 10_000);
    let caller = inbox.call(play)?;
    let packets = packets(&sample, 1200);
    let (half, _) = packets.split_at(packets.len() / 2);
    caller.goes_on(half, 0)?;
    inbox.lacks(&sample.name)?;
    caller.goes_on(&packets, half.len() as u32)?;
    inbox.holds(&sample)
}

/// Every packet three times in a row, and old ones in between.
pub fn repeated(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 6000);
    let caller = inbox.call(play)?;
    let all = packets(&sample, 1200);
    let (packets, last) = all.split_at(all.len() - 1);
    for (next, packet) in (1..).zip(packets) {
        for _ in 0..3 {
            caller.say(packet)?;
        }
        caller.say(&packets[0])?;
        caller.is_told(next)?;
    }
    // All that was repeated is answered before the last one comes: none of it is taken for an answer to that.
    rests(&inbox.server);
    while caller.datagrams.unseen()?.is_some() {}
    caller.say(&last[0])?;
    caller.is_told(all.len() as u32)?;
    inbox.holds(&sample).map_err(|problem| {
        let twice = sample.bytes[..1200].repeat(2);
        match shared::came(&problem) {
            Some(came) if came.starts_with(&twice) => {
                problem.because("diagnosis-repeat-written", &[])
            }
            _ => problem,
        }
    })
}

/// Each two packets in the wrong order. What the server keeps of those that come too early is its own affair.
pub fn out_of_order(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 9000);
    let caller = inbox.call(play)?;
    let packets = packets(&sample, 1200);
    caller.say(&packets[0])?;
    caller.is_told(1)?;
    let played = in_pairs(&caller, &packets).and_then(|()| inbox.holds(&sample));
    played.map_err(|problem| {
        let swapped = [&sample.bytes[1200..2400], &sample.bytes[..1200]].concat();
        match fs::read(inbox.folder.join(&sample.name)) {
            Ok(found) if found.starts_with(&swapped) => {
                problem.because("diagnosis-written-as-it-came", &[])
            }
            _ => problem,
        }
    })
}

/// Sends the packets behind the first, each two in the wrong order, until all are acknowledged.
fn in_pairs(caller: &Caller, packets: &[Vec<u8>]) -> Played {
    let mut next = 1;
    while next as usize + 1 < packets.len() {
        let (first, second) = (&packets[next as usize], &packets[next as usize + 1]);
        caller.say(second)?;
        caller.say(first)?;
        let told = caller.is_told_at_least(next + 1)?;
        if told > next + 2 {
            return Err(caller.too_far(next + 2, told));
        }
        next = told;
    }
    caller.goes_on(packets, next)
}

/// One packet is missing, and three behind it come.
pub fn gap(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 9000);
    let caller = inbox.call(play)?;
    let packets = packets(&sample, 1200);
    let missing = play.random.usize(1..4);
    caller.goes_on(&packets[..missing], 0)?;
    for packet in &packets[missing + 1..missing + 4] {
        caller.say(packet)?;
    }
    caller.is_told_no_more_than(missing as u32, &inbox.server)?;
    caller.goes_on(&packets, missing as u32)?;
    inbox.holds(&sample)
}

/// The last packet comes and one before it is missing: that is no end.
pub fn last_too_early(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 3600);
    let caller = inbox.call(play)?;
    let packets = packets(&sample, 1200);
    caller.goes_on(&packets[..2], 0)?;
    caller.say(&packets[3])?;
    caller.is_told_no_more_than(2, &inbox.server)?;
    inbox.lacks(&sample.name)?;
    caller.goes_on(&packets, 2)?;
    inbox.holds(&sample)
}

/// For so long after its client's last packet the server must be there, once it has its file.
const AT_LEAST: Duration = Duration::from_secs(1);

/// The last acknowledgement was lost, and the next one, too: the client asks again, and is answered. In the end the
/// server ends.
pub fn last_again(play: &mut Play) -> Played {
    const TRIES: usize = 8;
    for _ in 0..TRIES {
        let inbox = Inbox::open(play)?;
        let sample = Sample::new(play, 2000);
        let caller = inbox.call(play)?;
        let packets = packets(&sample, 1200);
        let last = packets.len() as u32 - 1;
        caller.goes_on(&packets[..packets.len() - 1], 0)?;
        let mut heard = Instant::now();
        caller.goes_on(&packets, last)?;
        let is_answered = |heard: &mut Instant| is_answered_again(&inbox, &caller, &packets, heard);
        if is_answered(&mut heard)? && is_answered(&mut heard)? {
            return inbox.server.expect_exit(0);
        }
    }
    Err(Problem::Fault(
        "the machine is too busy for this check".into(),
    ))
}

/// Sends the last packet once more, and expects an answer. `heard` is when the server cannot have heard the packet
/// before this one yet: if we are late ourselves, it need not have waited for us, and this is `false`.
fn is_answered_again(
    inbox: &Inbox,
    caller: &Caller,
    packets: &[Vec<u8>],
    heard: &mut Instant,
) -> Played<bool> {
    while caller.datagrams.unseen()?.is_some() {}
    let now = Instant::now();
    caller.say(&packets[packets.len() - 1])?;
    if heard.elapsed() >= AT_LEAST {
        return Ok(false);
    }
    *heard = now;
    let server = &inbox.server;
    let mut stayed = false;
    kernel::wait_until(AT_LEAST / 4, || {
        stayed = kernel::waits(server.pid()).contains(&Wait::ReceiveDatagram);
        stayed || server.exit().is_some()
    });
    let told = caller.is_told(packets.len() as u32);
    told.map_err(|problem| match is_end(&problem) {
        true if stayed => problem.because("diagnosis-repeat-unanswered", &[]),
        true => problem.because("diagnosis-gone-after-the-last", &[]),
        false => problem,
    })?;
    Ok(true)
}

/// Whether the problem is that the program has ended, or that nobody is at its port.
fn is_end(problem: &Problem) -> bool {
    match problem {
        Problem::Failed(failure) => matches!(
            failure.symptom,
            Symptom::Ended { .. } | Symptom::Refused { .. }
        ),
        _ => false,
    }
}

/// Datagrams that are no packets, before the first and between others.
pub fn not_a_packet(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 3000);
    let caller = inbox.call(play)?;
    let packets = packets(&sample, 1200);
    let noise = [
        Vec::new(),
        vec![0],
        vec![0, 0, 0, 1],
        vec![7, 0, 0, 0, 1, b'?'],
        acknowledgement(9),
        vec![0xff; 65_507],
        data(u32::MAX, "far"),
        // Nobody has announced anything, or it is not this one's turn.
        data(9, "what?"),
    ];
    let mut next = 0;
    while let Some(packet) = packets.get(next as usize) {
        for bytes in &noise {
            caller.say(bytes)?;
        }
        caller.say(packet)?;
        next = caller.is_told_at_least(next + 1)?;
        if next as usize > packets.len() {
            return Err(caller.too_far(packets.len() as u32, next));
        }
    }
    inbox.holds(&sample)
}

/// Somebody else sends packets with the right numbers and other bytes, and announces a file of his own.
pub fn stranger(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 6000);
    let other = Sample::new(play, 6000);
    let (caller, stranger) = (inbox.call(play)?, inbox.call(play)?);
    let (own, others) = (packets(&sample, 1200), packets(&other, 1200));
    for (next, (packet, strange)) in (1..).zip(own.iter().zip(&others)) {
        if next > 1 {
            stranger.say(strange)?;
        }
        if next == 3 {
            stranger.say(&others[0])?;
        }
        caller.say(packet)?;
        caller.is_told(next)?;
    }
    inbox.holds(&sample)
}

/// A client has begun, and says nothing more. Another one asks again and again, and is let in before long.
pub fn silent_client(play: &mut Play) -> Played {
    /// How often a client asks.
    const TIMER: Duration = Duration::from_millis(100);
    let inbox = Inbox::open(play)?;
    let silent = inbox.call(play)?;
    silent.goes_on(&packets(&Sample::new(play, 3000), 1200)[..2], 0)?;
    let sample = Sample::new(play, 2000);
    let (caller, packets) = (inbox.call(play)?, packets(&sample, 1200));
    let mut stopwatch = Stopwatch::start(&inbox.server);
    let mut asked = Instant::now();
    caller.say(&packets[0])?;
    loop {
        let mut answer = None;
        kernel::wait_until(Patience::TICK, || {
            answer = caller.datagrams.unseen().transpose();
            answer.is_some()
        });
        if let Some(answer) = answer {
            answer?;
            break;
        }
        if let Some(exit) = inbox.server.exit() {
            return Err(Problem::symptom(inbox.server.ended_early(exit)));
        }
        if stopwatch.passed() > LIMIT {
            let arguments = [("program", inbox.server.name())];
            return Err(Problem::witness("witness-kept-out", &arguments));
        }
        if asked.elapsed() >= TIMER {
            asked = Instant::now();
            caller.say(&packets[0])?;
        }
    }
    caller.goes_on(&packets, 0)?;
    inbox.holds(&sample)
}

/// What came is not what was announced: it is not acknowledged to the end, and the next client is served.
pub fn wrong_md5(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let sample = Sample::new(play, 3000);
    let mut other = sample.clone();
    let place = play.random.usize(..3000);
    other.bytes[place] ^= 1;
    let mut wrong = packets(&other, 1200);
    wrong[0] = packets(&sample, 1200)[0].clone();
    let caller = inbox.call(play)?;
    let end = wrong.len() as u32 - 1;
    caller.goes_on(&wrong[..end as usize], 0)?;
    caller.say(&wrong[end as usize])?;
    let refused = inbox.server.expect_error();
    caller.is_told_no_more_than(end, &inbox.server)?;
    inbox.lacks(&sample.name)?;
    refused?;
    inbox.takes(&inbox.call(play)?, &sample)
}

/// Names that lead elsewhere, and announcements that are none: no acknowledgement, one line, and the next is served.
pub fn one_component(play: &mut Play) -> Played {
    let inbox = Inbox::open(play)?;
    let word = play.word(12);
    let sample = Sample::new(play, 20);
    let named = |name: String| sample.named(name).announcement().to_string();
    let announcements = [
        named(format!("../{word}")),
        named(format!("/netlesson-{word}/{word}")),
        named(String::new()),
        named(".".into()),
        named("..".into()),
        named(format!("a/{word}")),
        named(format!("{word}/")),
        named(format!("..\\{word}")),
        named(format!("{word}\0")),
        named(format!("../{word}")).replace("../", r"\u002e\u002e\u002f"),
        "no json".into(),
        String::new(),
        r#"{"file_name":"a.bin","file_size":-1,"md5":""}"#.into(),
        r#"{"file_name":"a.bin"}"#.into(),
    ];
    for announcement in announcements {
        let caller = inbox.call(play)?;
        caller.say(&data(0, &announcement))?;
        let refused = inbox.server.expect_error();
        caller.is_told_no_more_than(0, &inbox.server)?;
        if fs::read_dir(&inbox.around)?.count() > 1 {
            let name = ("name", shown(&announcement));
            let arguments = [("program", inbox.server.name()), name];
            return Err(Problem::witness("witness-outside-the-folder", &arguments));
        }
        refused?;
    }
    inbox.takes(&inbox.call(play)?, &sample)
}

pub fn usage(play: &mut Play) -> Played {
    let around = empty(play)?;
    // Taken, so that nobody else can answer there.
    let taken = UdpSocket::bind(ANY_PORT)?;
    let (free, nobody) = (ANY_PORT.to_string(), taken.local_addr()?.to_string());
    let mut misused = |program: &str, arguments: &[&str]| -> Played {
        play.run_in(&around, program, arguments)?.misused()?;
        Ok(())
    };
    misused("server", &[])?;
    misused("server", &["127.0.0.1:no-port", DIR])?;
    misused("server", &[&free])?;
    misused("server", &[&free, DIR, "more"])?;
    misused("client", &[])?;
    misused("client", &["127.0.0.1:no-port", "letter"])?;
    misused("client", &[&nobody])?;
    misused("client", &[&nobody, "letter", "more"])
}
