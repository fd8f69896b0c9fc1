//! The student's own programs, with a wire between them that is not to be relied on.
//!
//! May every client be expected to say that its file is stored? No: all acknowledgements of its last packet may get
//! lost, as long as the server stays and beyond, and then it cannot know (the two generals' problem). The wire knows
//! whether one got through, so each client is held against that.

use std::sync::Arc;

use super::inbox::Inbox;
use super::packets::{Packet, acknowledged};
use crate::checks::file_transfer::files::Sample;
use crate::kernel;
use crate::log::Did;
use crate::patience::Patience;
use crate::play::Play;
use crate::program::Program;
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::relay::Plan;
use crate::wire::{Fate, Way};

/// How many bytes are sent where nothing is lost: more packets than most windows hold.
const LENGTH: usize = 48_000;

/// How long the files of a check are, each sent on a wire with a seed of its own. Most are short: a slow timer is
/// right, too, and more can go wrong at the end of a file than in its middle.
const LENGTHS: [usize; 4] = [LENGTH, 6000, 6000, 6000];

/// With what chance a datagram is lost, repeated, or put behind the next.
#[derive(Clone, Copy)]
struct Odds {
    lost: f64,
    repeated: f64,
    delayed: f64,
}

/// A wire with these odds. What becomes of a datagram depends on the seed, its way and its place, and on nothing else.
fn wire(odds: Odds, seed: u64) -> Plan {
    Box::new(move |way, place| {
        let way = u64::from(way == Way::ToClient);
        let mut random = fastrand::Rng::with_seed(seed ^ (((place as u64) << 1) | way));
        let (lost, repeated, delayed) = (random.f64(), random.f64(), random.f64());
        if lost < odds.lost {
            Fate::Lost
        } else if repeated < odds.repeated {
            Fate::Repeated
        } else if delayed < odds.delayed {
            Fate::Delayed
        } else {
            Fate::Arrives
        }
    })
}

/// The student's two programs with nothing in between, a pair for each file. The servers may stay a while: they do so
/// together.
pub fn both_together(play: &mut Play) -> Played {
    let mut servers = Vec::new();
    for length in [0, 1, LENGTH] {
        let inbox = Inbox::open(play)?;
        let sample = Sample::new(play, length);
        let folder = play.temporary()?;
        sample.write(&folder)?;
        let client = play.client_in(&folder, inbox.address, &[&sample.name])?;
        play.ended(&client)?
            .code(0)?
            .stdout(format!("stored {}\n", sample.name))?;
        inbox.holds(&sample)?;
        servers.push(inbox.server);
    }
    for server in servers {
        server.expect_exit(0)?;
    }
    Ok(())
}

pub fn clean_wire(play: &mut Play) -> Played {
    send_through(play, [0.0, 0.0, 0.0])
}

pub fn a_tenth_lost(play: &mut Play) -> Played {
    send_through(play, [0.1, 0.0, 0.0])
}

pub fn three_in_ten_lost(play: &mut Play) -> Played {
    send_through(play, [0.3, 0.0, 0.0])
}

pub fn all_repeated(play: &mut Play) -> Played {
    send_through(play, [0.0, 0.3, 0.0])
}

pub fn disordered(play: &mut Play) -> Played {
    send_through(play, [0.0, 0.0, 0.3])
}

pub fn all_at_once(play: &mut Play) -> Played {
    send_through(play, [0.3, 0.3, 0.3])
}

/// Sends files through wires with these odds, one after the other, and expects that both sides end. The servers may
/// stay a while when their files have come: they do so together.
///
/// A client that was told says that its file is stored. One that was not may have given up, and says that.
fn send_through(play: &mut Play, [lost, repeated, delayed]: [f64; 3]) -> Played {
    let odds = Odds {
        lost,
        repeated,
        delayed,
    };
    let mut servers = Vec::new();
    for length in LENGTHS {
        let inbox = Inbox::open(play)?;
        let sample = Sample::new(play, length);
        let folder = play.temporary()?;
        sample.write(&folder)?;
        let plan = wire(odds, play.random.u64(..));
        let begun = play.log().events().len();
        let at = (&inbox.server, inbox.address);
        let (client, relay) = play.client_through_in(&folder, at, plan, &[&sample.name])?;
        ends(play, &client, begun)?;
        let ended = play.ended(&client)?;
        // What it would still carry is not to be taken for the next file's.
        drop(relay);
        let stored = inbox.holds(&sample);
        if stored.is_ok() && !is_told(play, begun) {
            ended.stdout("")?.complained()?;
        } else {
            ended.code(0)?.stdout(format!("stored {}\n", sample.name))?;
            stored?;
        }
        servers.push(inbox.server);
    }
    for server in servers {
        server.expect_exit(0)?;
    }
    Ok(())
}

/// Whether an acknowledgement of the last packet has got through to the client, by what was relayed from this event on.
fn is_told(play: &Play, begun: usize) -> bool {
    let (mut last, mut told) = (None, None);
    for event in play.log().events_from(begun) {
        let Did::Relayed { fate, bytes, .. } = event.did else {
            continue;
        };
        if let Some(packet) = Packet::parse(&bytes.0)
            && packet.last
        {
            last = Some(packet.number);
        }
        // What was delayed is relayed once more when it arrives.
        if matches!(fate, Fate::Arrives | Fate::Repeated) {
            told = told.max(acknowledged(&bytes.0));
        }
    }
    // The number that is expected next is larger than the last packet's.
    last.is_some() && told > last
}

/// Waits for the end of the client as long as its server acknowledges more and more: how fast is their affair.
fn ends(play: &Play, client: &Arc<Program>, mut place: usize) -> Played {
    let mut patience = Patience::new(client);
    let mut highest = None;
    while !kernel::wait_until(Patience::TICK, || client.exit().is_some()) {
        for event in play.log().events_from(place) {
            place += 1;
            let Did::Relayed { bytes, .. } = event.did else {
                continue;
            };
            let next = acknowledged(&bytes.0);
            if next > highest {
                highest = next;
                patience = Patience::new(client);
            }
        }
        patience.check(|certain, _| {
            let program = client.name();
            Problem::symptom(Symptom::Running { program, certain })
        })?;
    }
    Ok(())
}
