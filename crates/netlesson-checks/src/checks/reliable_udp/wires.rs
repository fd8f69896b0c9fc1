//! The student's own programs, with a wire between them that is not to be relied on.

use std::sync::Arc;

use super::inbox::Inbox;
use super::packets::acknowledged;
use crate::checks::file_transfer::files::Sample;
use crate::kernel;
use crate::log::Did;
use crate::patience::Patience;
use crate::play::Play;
use crate::program::Program;
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::relay::Plan;
use crate::wire::{Fate, Way};

/// How many bytes are sent: some forty packets.
const LENGTH: usize = 48_000;

/// How many files are sent in a check, each on a wire with a seed of its own.
const FILES: usize = 3;

/// How many of them may end without the client being told, though its file is stored.
const MOST_UNLUCKY: usize = 3;

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

/// The student's two programs with nothing in between.
pub fn both_together(play: &mut Play) -> Played {
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
        inbox.server.expect_exit(0)?;
    }
    Ok(())
}

pub fn clean_wire(play: &mut Play) -> Played {
    send_through(play, [0.0, 0.0, 0.0])
}

pub fn a_tenth_lost(play: &mut Play) -> Played {
    send_through(play, [0.1, 0.0, 0.0])
}

pub fn a_third_lost(play: &mut Play) -> Played {
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
fn send_through(play: &mut Play, [lost, repeated, delayed]: [f64; 3]) -> Played {
    let odds = Odds {
        lost,
        repeated,
        delayed,
    };
    let mut servers = Vec::new();
    let mut unlucky = 0;
    while servers.len() < FILES {
        let inbox = Inbox::open(play)?;
        let sample = Sample::new(play, LENGTH);
        let folder = play.temporary()?;
        sample.write(&folder)?;
        let plan = wire(odds, play.random.u64(..));
        let begun = play.log().events().len();
        let at = (&inbox.server, inbox.address);
        let (client, relay) = play.client_through_in(&folder, at, plan, &[&sample.name])?;
        ends(play, &client, begun)?;
        let ended = play.ended(&client)?;
        // Every last acknowledgement that the server sent while it stayed may have been lost. Its client cannot know
        // then, and no program can mend that: another wire is tried.
        let was_told = ended.code(0).is_ok();
        if !was_told && inbox.holds(&sample).is_ok() && unlucky < MOST_UNLUCKY {
            unlucky += 1;
            continue;
        }
        ended.code(0)?.stdout(format!("stored {}\n", sample.name))?;
        inbox.holds(&sample)?;
        servers.push((inbox, relay));
    }
    for (inbox, _relay) in &servers {
        inbox.server.expect_exit(0)?;
    }
    Ok(())
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
