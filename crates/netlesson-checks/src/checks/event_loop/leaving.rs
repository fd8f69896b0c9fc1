//! Clients that are leaving: something is still to be written to them, or their own end is still to come.

use std::time::{Duration, Instant};

use super::super::socketserver_threading::operator::keep_waiting;
use super::super::socketserver_threading::room::{Guest, Room, has_left};
use crate::kernel;
use crate::patience::LIMIT;
use crate::play::Play;
use crate::program::Program;
use crate::verdict::{Played, Problem};

/// The server has ended the connection, and the client has not yet.
const NOT_HUNG_UP: &str = "witness-spins-until-hung-up";
/// The client has ended its side, and does not read what waits for it.
const NOT_READ: &str = "witness-spins-over-what-waits";

/// A guest who was told off and does not hang up, one who leaves without reading, one who does not hang up when the
/// server closes: none of them gives the server anything to do.
pub fn asleep_while_one_leaves(play: &mut Play) -> Played {
    if !kernel::WITNESS {
        return Err(Problem::Skipped("skipped-no-witness"));
    }
    let mut room = Room::open(play)?;
    let (mut anna, mut rude, mut slow) = (room.join()?, room.join()?, room.join_narrow()?);
    rude.stream.send(b"\xff\xff\xff\xff")?;
    rude.stream.expect_gone()?;
    room.server.expect_line_among(has_left(rude.number))?;
    sleeps(&room, &rude, NOT_HUNG_UP)?;
    rude.stream.reset()?;

    keep_waiting(&mut room, &mut anna)?;
    slow.stream.finish()?;
    // The kernel has woken the server by now, if it is to be told of this.
    slow.stream.arrived()?;
    sleeps(&room, &slow, NOT_READ)?;
    slow.stream.reset()?;

    room.server.type_line("quit");
    anna.stream.expect_gone()?;
    sleeps(&room, &anna, NOT_HUNG_UP)
}

/// The server comes to sleep while it holds this connection. How long it holds it is its own affair, and so what counts
/// is what it has had of the processors until it lets go: [`patience::rests`](crate::patience::rests) would wait until
/// the spinning is over, and find it asleep.
fn sleeps(room: &Room, leaving: &Guest, otherwise: &'static str) -> Played {
    /// Of this many looks in a row, at most a few may find the server running.
    const WINDOW: usize = 20;
    const FEW: usize = 2;
    /// What is over sooner is no spinning that anybody would notice.
    const NOTICED: Duration = Duration::from_millis(500);
    /// Whoever has only to let go of a connection needs far less than this of a processor, however long it queues for it.
    const MUCH: Duration = Duration::from_millis(20);
    let (server, stream) = (&room.server, &leaving.stream);
    let (start, before) = (Instant::now(), processor_time(server));
    let (mut looks, mut slept) = (Vec::new(), false);
    kernel::wait_until(LIMIT / 3, || {
        let runs = server.is_in_exchange() || kernel::runs(server.pid()) != Some(false);
        looks.push(runs);
        let last = looks.iter().rev().take(WINDOW);
        slept = looks.len() >= WINDOW && last.filter(|&&ran| ran).count() <= FEW;
        let is_held = kernel::accepted(stream.peer(), stream.address()) == Some(true);
        slept || !is_held || server.exit().is_some()
    });
    let passed = start.elapsed();
    if slept || passed < NOTICED {
        return Ok(());
    }
    let now = processor_time(server);
    let (Some((ran_before, queued_before)), Some((ran, queued))) = (before, now) else {
        return Ok(());
    };
    let ran = ran.saturating_sub(ran_before);
    // The time in which it could have run: one that spins runs in all of it, one that polls in a small part.
    let free = passed.saturating_sub(queued.saturating_sub(queued_before));
    if ran < MUCH || ran * 10 < free {
        return Ok(());
    }
    let arguments = [
        ("program", server.name()),
        ("client", leaving.number.to_string()),
        ("ran", ran.as_millis().to_string()),
        ("free", free.as_millis().to_string()),
    ];
    Err(Problem::witness(otherwise, &arguments))
}

/// How long the program's threads have run, and how long they have stood in the queue for a processor.
fn processor_time(program: &Program) -> Option<(Duration, Duration)> {
    let threads = kernel::processor_times(program.pid())?;
    let ran = threads.iter().map(|thread| thread.ran).sum();
    let queued = threads.iter().map(|thread| thread.queued).sum();
    Some((ran, queued))
}
