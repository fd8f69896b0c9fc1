//! How long a check waits: until the answer comes, until the kernel shows that none ever will, or
//! until a generous deadline.

use std::time::{Duration, Instant};

use crate::kernel::{self, ProcessorTime, Stillness};
use crate::program::Program;
use crate::verdict::{Millis, Played, Problem};

/// The deadline of every wait. Only a program that is silent and yet not still makes a check wait
/// so long, so it can be generous to slow machines.
pub const LIMIT: Duration = Duration::from_secs(15);

/// How long a program must be seen perfectly still before its silence counts as certain. What is
/// on its way over loopback arrives within microseconds; this leaves room for a machine on which
/// everything else is queueing for the processor.
const STILL: Duration = Duration::from_millis(500);

/// How often it must have been looked at meanwhile: a grader that slept through its wait has seen
/// nothing.
const LOOKS: u32 = 12;

/// How long it is left alone between two looks, each of which asks the kernel about every thread of it.
const BETWEEN_LOOKS: Duration = Duration::from_millis(40);

/// One wait for a student's program.
pub struct Patience<'a> {
    program: &'a Program,
    waited: Duration,
    looked: Instant,
    /// How long the program had stood in the queue for a processor when it was first asked about.
    queued: Option<Duration>,
    still: Option<(Vec<Stillness>, Instant, u32)>,
    /// When it was last looked whether it is still.
    seen: Option<Instant>,
}

impl<'a> Patience<'a> {
    /// How often a wait looks up from its event to ask whether it still makes sense.
    pub const TICK: Duration = Duration::from_millis(20);

    /// Begins a wait for this program.
    pub fn new(program: &'a Program) -> Self {
        Self {
            program,
            waited: Duration::ZERO,
            looked: Instant::now(),
            queued: None,
            still: None,
            seen: None,
        }
    }

    /// Whether the deadline has passed, without the time in which the program stood in the queue for a
    /// processor: a busy machine is none of its doing.
    fn is_over(&self) -> bool {
        if self.waited <= LIMIT {
            return false;
        }
        let queued = match (self.queued, kernel::queued(self.program.pid())) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => Duration::ZERO,
        };
        // Of many threads several may have stood there at once: it is given so much more and no more.
        self.waited > LIMIT + queued.min(LIMIT * 3)
    }

    /// Goes on waiting, or gives up with the problem that `give_up` makes of whether the silence is
    /// certain and how long it lasted.
    pub fn check(&mut self, give_up: impl FnOnce(bool, Millis) -> Problem) -> Played {
        if self.program.is_given_up() {
            return Err(Problem::given_up());
        }
        // A grader that was stopped, or had no processor, has not waited meanwhile.
        self.waited += self.looked.elapsed().min(Self::TICK * 5);
        self.looked = Instant::now();
        let waited = self.waited;
        if self.is_over() {
            return Err(give_up(false, waited.into()));
        }
        // Most answers come at once: the kernel is asked only about those that do not.
        if waited < Self::TICK * 3 {
            return Ok(());
        }
        if self.queued.is_none() {
            self.queued = kernel::queued(self.program.pid());
        }
        if self.seen.is_some_and(|seen| seen.elapsed() < BETWEEN_LOOKS) {
            return Ok(());
        }
        self.seen = Some(Instant::now());
        let Some(pictures) = self.program.stillness() else {
            self.still = None;
            return Ok(());
        };
        match &mut self.still {
            Some((before, since, looks)) if *before == pictures => {
                *looks += 1;
                if since.elapsed() >= STILL && *looks >= LOOKS {
                    return Err(give_up(true, waited.into()));
                }
            }
            _ => self.still = Some((pictures, Instant::now(), 0)),
        }
        Ok(())
    }
}

/// Measures a time that the contract limits, on a machine that may be busy with others: a program
/// that had to wait for its processor is not to blame for that.
pub struct Stopwatch<'a> {
    program: &'a Program,
    start: Instant,
    looked: Instant,
    queued: Option<Duration>,
    late: Duration,
}

impl<'a> Stopwatch<'a> {
    /// Begins to measure.
    pub fn start(program: &'a Program) -> Self {
        let now = Instant::now();
        Self {
            program,
            start: now,
            looked: now,
            queued: kernel::queued(program.pid()),
            late: Duration::ZERO,
        }
    }

    /// The time that the program has had. To be asked after every wait of a tick: by as much as such
    /// a wait took longer, the look came late.
    pub fn passed(&mut self) -> Duration {
        let turn = self.looked.elapsed();
        self.looked += turn;
        let late = turn.saturating_sub(Patience::TICK);
        let not_its_own = match (self.queued, kernel::queued(self.program.pid())) {
            (Some(before), Some(now)) => now.saturating_sub(before) + late,
            // Where the kernel does not tell, the machine was late with the program as often as with
            // the check.
            _ => {
                self.late += late;
                self.late
            }
        };
        (self.looked - self.start).saturating_sub(not_its_own)
    }
}

/// Waits until the program has come to rest: blocked, with nothing left to do. One that is still
/// running at the deadline, or wakes all the time, is spinning. Where the kernel does not tell, it is
/// taken to rest.
pub fn rests(program: &Program) -> bool {
    if !kernel::WITNESS {
        return true;
    }
    /// Of this many looks in a row, at most a few may find the program running.
    const WINDOW: usize = 20;
    let pid = program.pid();
    let (start, before) = (Instant::now(), kernel::processor_times(pid));
    let (mut ran, mut last) = (Vec::new(), None);
    let rested = kernel::wait_until(LIMIT / 3, || {
        // Twice the same: while one picture is taken, a thread that was seen already may be woken.
        let picture = program.stillness();
        if program.exit().is_some() || picture.is_some() && picture == program.stillness() {
            return true;
        }
        let runs = program.is_in_exchange() || kernel::runs(pid) != Some(false);
        if !runs {
            // None of its threads stands in the queue for a processor: the times are whole.
            last = kernel::processor_times(pid).map(|times| (start.elapsed(), times));
        }
        ran.push(runs);
        ran.len() >= WINDOW && ran[ran.len() - WINDOW..].iter().filter(|&&ran| ran).count() <= 2
    });
    // On a busy machine one that polls, with pauses, stands in that queue most of the time. It still wants a
    // small part of a processor; one that spins wants all that it can get.
    rested
        || matches!((before, last), (Some(before), Some((passed, now)))
            if passed >= LIMIT / 6 && now.iter().all(|thread| pauses(thread, &before, passed)))
}

/// Whether a thread, in this time, was at rest for nine tenths of what it did not have to queue.
fn pauses(thread: &ProcessorTime, before: &[ProcessorTime], passed: Duration) -> bool {
    let earlier = before.iter().find(|one| one.thread == thread.thread);
    let (ran, queued) = earlier.map_or_else(Default::default, |one| (one.ran, one.queued));
    let own = passed.saturating_sub(thread.queued.saturating_sub(queued));
    thread.ran.saturating_sub(ran) * 10 < own
}
