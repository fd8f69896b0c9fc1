//! The student's server, and a client of it that the check plays.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use super::packets::{acknowledged, acknowledgement, packets};
use crate::checks::file_transfer::files::{DIR, Sample, empty, expect_file, expect_none};
use crate::patience;
use crate::play::Play;
use crate::program::Program;
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::{Datagrams, host::ANY_PORT};

/// The student's server, and the folder that it takes a file into.
pub struct Inbox {
    pub server: Arc<Program>,
    pub address: SocketAddr,
    pub folder: PathBuf,
    pub around: PathBuf,
}

/// A client of it that the check plays.
pub struct Caller {
    pub datagrams: Datagrams,
    server: SocketAddr,
    name: String,
}

impl Inbox {
    /// A server with an empty folder.
    pub fn open(play: &mut Play) -> Played<Self> {
        let around = empty(play)?;
        Self::open_in(play, around)
    }

    /// A server with the folder that another one has left.
    pub fn open_again(self, play: &mut Play) -> Played<Self> {
        Self::open_in(play, self.around)
    }

    fn open_in(play: &mut Play, around: PathBuf) -> Played<Self> {
        let server = play.start_in(&around, "server", &[&ANY_PORT.to_string(), DIR])?;
        let address = server.ready()?;
        let folder = around.join(DIR);
        Ok(Self {
            server,
            address,
            folder,
            around,
        })
    }

    /// A new client of it.
    pub fn call(&self, play: &mut Play) -> Played<Caller> {
        Ok(Caller {
            datagrams: play.peer(&self.server)?,
            server: self.address,
            name: self.server.name(),
        })
    }

    /// Expects the file to be there, whole.
    pub fn holds(&self, sample: &Sample) -> Played {
        expect_file(&self.server, &self.folder, sample)
    }

    /// Expects that nothing is seen under this name.
    pub fn lacks(&self, name: &str) -> Played {
        expect_none(&self.server, &self.folder, name)
    }

    /// Sends a file in the simplest way there is, and sees it stored.
    pub fn takes(&self, caller: &Caller, sample: &Sample) -> Played {
        for (next, packet) in (1..).zip(packets(sample, 1200)) {
            caller.say(&packet)?;
            caller.is_told(next)?;
        }
        self.holds(sample)
    }
}

impl Caller {
    /// Sends a packet, or what looks like one.
    pub fn say(&self, packet: &[u8]) -> Played {
        self.datagrams.send(packet, self.server)
    }

    /// The next acknowledgement.
    fn hears(&self, expected: u32) -> Played<u32> {
        let wanted = acknowledgement(expected);
        let heard = self.datagrams.receive();
        let (came, sender) = heard.map_err(|problem| problem.expecting(&wanted))?;
        self.datagrams.expect_sender(sender, self.server)?;
        self.judge(&came, &wanted)
    }

    fn judge(&self, came: &[u8], wanted: &[u8]) -> Played<u32> {
        acknowledged(came).ok_or_else(|| {
            let program = self.name.clone();
            Problem::compared(Symptom::WrongBytes { program }, wanted, came)
        })
    }

    /// Waits until every packet before `next` is acknowledged, and none behind it. An acknowledgement from before may
    /// still be on its way.
    pub fn is_told(&self, next: u32) -> Played {
        let told = self.is_told_at_least(next)?;
        if told == next {
            return Ok(());
        }
        Err(self.too_far(next, told))
    }

    /// Waits until every packet before `next` is acknowledged; which is the next, then.
    pub fn is_told_at_least(&self, next: u32) -> Played<u32> {
        loop {
            let told = self.hears(next)?;
            if told >= next {
                return Ok(told);
            }
        }
    }

    /// The problem that packets are acknowledged which cannot have come.
    pub fn too_far(&self, next: u32, told: u32) -> Problem {
        let arguments = [
            ("program", self.name.clone()),
            ("next", next.to_string()),
            ("told", told.to_string()),
        ];
        let symptom = Symptom::witness("witness-acknowledged-too-far", &arguments);
        Problem::compared(symptom, acknowledgement(next), acknowledgement(told))
    }

    /// Expects that no packet from `next` on has been acknowledged, once the server has nothing more to do.
    pub fn is_told_no_more_than(&self, next: u32, server: &Program) -> Played {
        patience::rests(server);
        while let Some(came) = self.datagrams.unseen()? {
            let told = self.judge(&came, &acknowledgement(next))?;
            if told > next {
                return Err(self.too_far(next, told));
            }
        }
        Ok(())
    }

    /// Sends these packets, from `next` on, until all are acknowledged.
    pub fn goes_on(&self, packets: &[Vec<u8>], mut next: u32) -> Played {
        while let Some(packet) = packets.get(next as usize) {
            self.say(packet)?;
            next = self.is_told_at_least(next + 1)?;
        }
        Ok(())
    }
}
