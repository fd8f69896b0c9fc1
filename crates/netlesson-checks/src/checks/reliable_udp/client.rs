//! What the client sends, what it sends again, and when it is content.

use std::fs;
use std::net::SocketAddr;
use std::sync::Arc;

use serde_json::Value;

use super::packets::{MAX_PAYLOAD, Packet, acknowledgement, data};
use crate::checks::file_transfer::files::Sample;
use crate::checks::shared;
use crate::kernel;
use crate::patience::Patience;
use crate::play::Play;
use crate::program::Program;
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::{Datagrams, host::ANY_PORT};

/// A student's client, and the check's socket that is its server.
struct Receiving {
    client: Arc<Program>,
    host: Datagrams,
    sample: Sample,
    /// Where the client sends from.
    address: SocketAddr,
    /// The packet that is expected next, and what has come before it.
    next: u32,
    bytes: Vec<u8>,
    /// Whether the last packet has come, and all before it.
    whole: bool,
}

impl Receiving {
    /// A client that sends so many bytes.
    fn of(play: &mut Play, length: usize) -> Played<Self> {
        let folder = play.temporary()?;
        let sample = Sample::new(play, length);
        sample.write(&folder)?;
        let (client, host) = play.client_of_peer_in(&folder, &[&sample.name])?;
        Ok(Self {
            client,
            host,
            sample,
            address: ANY_PORT.into(),
            next: 0,
            bytes: Vec::new(),
            whole: false,
        })
    }

    /// The next packet that comes.
    fn packet(&mut self) -> Played<Packet> {
        let (came, sender) = self.host.receive()?;
        self.address = sender;
        self.parse(&came)
    }

    fn parse(&self, came: &[u8]) -> Played<Packet> {
        if let Some(packet) = Packet::parse(came) {
            return Ok(packet);
        }
        let arguments = [
            ("program", self.client.name()),
            ("count", came.len().to_string()),
            ("most", (MAX_PAYLOAD + 5).to_string()),
        ];
        let symptom = Symptom::witness("witness-not-a-packet", &arguments);
        Err(Problem::compared(symptom, data(self.next, ""), came))
    }

    /// Acknowledges all that has come.
    fn answers(&self) -> Played {
        self.host.send(acknowledgement(self.next), self.address)
    }

    /// Takes a packet in, if it is the expected one, and answers it. It must be as the brief says.
    fn takes(&mut self, packet: Packet) -> Played {
        if packet.number == self.next && !self.whole {
            if packet.number == 0 {
                self.expect_announcement(&packet.payload)?;
            } else {
                self.bytes.extend(&packet.payload);
            }
            self.next += 1;
            self.whole = packet.last;
        }
        let came = self.bytes.as_slice();
        if !self.sample.bytes.starts_with(came) {
            let program = self.client.name();
            let symptom = Symptom::WrongBytes { program };
            return Err(Problem::compared(symptom, &self.sample.bytes, came));
        }
        self.answers()
    }

    fn expect_announcement(&self, payload: &[u8]) -> Played {
        let expected = self.sample.announcement();
        let came: Value = serde_json::from_slice(payload).unwrap_or_default();
        let is_right = ["file_name", "file_size", "md5"]
            .iter()
            .all(|key| came[*key] == expected[*key]);
        if is_right {
            return Ok(());
        }
        let arguments = [("program", self.client.name())];
        let symptom = Symptom::witness("witness-other-announcement", &arguments);
        Err(Problem::compared(symptom, expected.to_string(), payload))
    }

    /// Expects that the client goes on sending the packet that its server has not acknowledged, though nobody answers.
    /// What has been said to it before, it has heard then: between two times it looks for answers.
    fn insists(&mut self) -> Played {
        const TIMES: usize = 6;
        let client = Arc::clone(&self.client);
        // What was sent before does not count.
        while self.host.unseen()?.is_some() {}
        let mut patience = Patience::new(&client);
        let mut times = 0;
        while times < TIMES {
            let packet = self.packet().map_err(|problem| self.too_early(problem))?;
            if packet.number == self.next {
                times += 1;
                patience = Patience::new(&client);
            }
            patience.check(|_, _| self.never_came())?;
        }
        Ok(())
    }

    fn never_came(&self) -> Problem {
        let arguments = [
            ("program", self.client.name()),
            ("number", self.next.to_string()),
        ];
        Problem::witness("witness-packet-never-came", &arguments)
    }

    /// Takes packets until all are there. Those that `lost` says have never come: it is asked with the packet
    /// and with how often it has come before.
    fn until_whole(&mut self, lost: impl Fn(&Packet, usize) -> bool) -> Played {
        let client = Arc::clone(&self.client);
        let mut patience = Patience::new(&client);
        let mut seen: Vec<u32> = Vec::new();
        while !self.whole {
            let packet = self.packet().map_err(|problem| self.too_early(problem))?;
            let (number, before) = (packet.number, self.next);
            let times = seen.iter().filter(|seen| **seen == number).count();
            seen.push(number);
            if !lost(&packet, times) {
                self.takes(packet)?;
            }
            if self.next > before {
                patience = Patience::new(&client);
            }
            // The same may come again and again, and never what is missing.
            patience.check(|_, _| self.never_came())?;
        }
        if self.bytes == self.sample.bytes {
            return Ok(());
        }
        let program = self.client.name();
        let symptom = Symptom::WrongBytes { program };
        Err(Problem::compared(
            symptom,
            &self.sample.bytes,
            self.bytes.as_slice(),
        ))
    }

    /// Names what makes a client end well that has not been told of its last packet.
    fn too_early(&self, problem: Problem) -> Problem {
        match &problem {
            Problem::Failed(failure)
                if matches!(failure.symptom, Symptom::Ended { code: 0, .. }) =>
            {
                problem.because("diagnosis-content-too-early", &[])
            }
            _ => problem,
        }
    }

    /// Answers whatever still comes, until the client has ended, and expects that it says the file is stored.
    fn ends_well(self, play: &Play) -> Played {
        let mut patience = Patience::new(&self.client);
        while self.client.exit().is_none() {
            if self.host.receive_soon()?.is_some() {
                self.answers()?;
            }
            patience.check(|certain, _| {
                let program = self.client.name();
                Problem::symptom(Symptom::Running { program, certain })
            })?;
        }
        let printed = format!("stored {}\n", self.sample.name);
        play.ended(&self.client)?.code(0)?.stdout(printed)?;
        Ok(())
    }
}

/// Packet 0, byte for byte but for the spelling of its JSON; and nothing else, whatever the window, can be right before.
pub fn golden_packet(play: &mut Play) -> Played {
    let mut receiving = Receiving::of(play, 3000)?;
    let (came, sender) = receiving.host.receive()?;
    receiving.address = sender;
    let expected = data(0, receiving.sample.announcement().to_string());
    if !came.starts_with(b"\0\0\0\0\0") {
        let program = receiving.client.name();
        let symptom = Symptom::WrongBytes { program };
        return Err(Problem::compared(symptom, expected, came));
    }
    receiving.expect_announcement(&came[5..])
}

/// Nobody has answered packet 0: it comes again, the same.
pub fn asks_again(play: &mut Play) -> Played {
    let receiving = Receiving::of(play, 500)?;
    let (first, _) = receiving.host.receive()?;
    loop {
        let again = receiving.host.receive();
        let (again, _) = again.map_err(|problem| sends_only_once(&receiving.client, problem))?;
        if again == first {
            return Ok(());
        }
        receiving.parse(&again)?;
    }
}

/// Names a client that waits for an answer without a limit.
fn sends_only_once(client: &Program, problem: Problem) -> Problem {
    let waits = kernel::waits(client.pid());
    match &problem {
        Problem::Failed(failure)
            if matches!(failure.symptom, Symptom::Silence { certain: true, .. })
                && waits.contains(&kernel::Wait::ReceiveDatagram) =>
        {
            let program = ("program", client.name());
            problem.because("diagnosis-no-timer", &[program])
        }
        _ => problem,
    }
}

/// Files of all lengths around a packet's, on a wire that loses nothing.
pub fn sends_a_file(play: &mut Play) -> Played {
    for length in [1, 1199, 1200, 1201, 2400, 50_000] {
        let mut receiving = Receiving::of(play, length)?;
        receiving.until_whole(|_, _| false)?;
        receiving.ends_well(play)?;
    }
    Ok(())
}

/// Whether the announcement or an empty packet behind it is the last is the client's affair.
pub fn empty_file(play: &mut Play) -> Played {
    let mut receiving = Receiving::of(play, 0)?;
    receiving.until_whole(|_, _| false)?;
    receiving.ends_well(play)
}

/// Some packets get lost, once or twice.
pub fn lost_packet(play: &mut Play) -> Played {
    let mut receiving = Receiving::of(play, 50_000)?;
    let unlucky: Vec<u32> = (0..4).map(|_| play.random.u32(1..42)).collect();
    receiving.until_whole(|packet, times| unlucky.contains(&packet.number) && times < 2)?;
    receiving.ends_well(play)
}

/// All acknowledgements of the last packet but the fourth are lost.
pub fn last_unanswered(play: &mut Play) -> Played {
    let mut receiving = Receiving::of(play, 2000)?;
    receiving.until_whole(|packet, times| packet.last && times < 3)?;
    receiving.ends_well(play)
}

/// Acknowledgements of what was never sent, and an old one: at the beginning, and behind the fourth packet.
pub fn odd_acknowledgements(play: &mut Play) -> Played {
    let mut receiving = Receiving::of(play, 12_000)?;
    let first = receiving.packet()?;
    // So many packets there cannot be: there are not so many bytes.
    let misleading = [0, 1_000_000, u32::MAX];
    for next in misleading {
        let acknowledgement = acknowledgement(next);
        receiving.host.send(acknowledgement, receiving.address)?;
    }
    receiving.insists()?;
    receiving.takes(first)?;
    while receiving.next < 4 {
        let packet = receiving.packet()?;
        receiving.takes(packet)?;
    }
    for next in misleading {
        let acknowledgement = acknowledgement(next);
        receiving.host.send(acknowledgement, receiving.address)?;
    }
    receiving.insists()?;
    receiving.until_whole(|_, _| false)?;
    receiving.ends_well(play)
}

/// Datagrams that are no acknowledgements.
pub fn not_an_acknowledgement(play: &mut Play) -> Played {
    let mut receiving = Receiving::of(play, 5000)?;
    let first = receiving.packet()?;
    let noise = [
        Vec::new(),
        vec![2],
        vec![2, 0, 0, 1],
        vec![9, 0, 0, 0, 6],
        data(6, "what?"),
        vec![0xff; 3000],
    ];
    for bytes in &noise {
        receiving.host.send(bytes, receiving.address)?;
    }
    receiving.takes(first)?;
    receiving.until_whole(|_, _| false)?;
    receiving.ends_well(play)
}

/// Somebody else acknowledges everything, while its server has not got a packet yet.
pub fn stranger(play: &mut Play) -> Played {
    let mut receiving = Receiving::of(play, 5000)?;
    receiving.packet()?;
    let stranger = play.peer(&receiving.client)?;
    for next in [1, 6] {
        // A client that takes datagrams from its server alone may have this refused.
        let _ = stranger.send(acknowledgement(next), receiving.address);
    }
    // Who has believed the stranger does not send it again.
    receiving.insists()?;
    receiving.until_whole(|_, _| false)?;
    receiving.ends_well(play)
}

/// Nobody ever answers. It asks more than once, and gives up.
pub fn no_answer(play: &mut Play) -> Played {
    let receiving = Receiving::of(play, 500)?;
    let mut patience = Patience::new(&receiving.client);
    let mut asked = 0;
    while receiving.client.exit().is_none() {
        asked += usize::from(receiving.host.receive_soon()?.is_some());
        patience.check(|certain, _| {
            let program = receiving.client.name();
            Problem::symptom(Symptom::Running { program, certain })
        })?;
    }
    play.ended(&receiving.client)?
        .stdout("")?
        .failed(&format!("no answer from {}", receiving.host.address()))?;
    if asked > 1 {
        return Ok(());
    }
    let arguments = [("program", receiving.client.name())];
    Err(Problem::witness("witness-asked-once", &arguments))
}

pub fn nobody_listens(play: &mut Play) -> Played {
    let folder = play.temporary()?;
    let sample = Sample::new(play, 100);
    sample.write(&folder)?;
    let address = play.nobody_udp()?.to_string();
    play.run_in(&folder, "client", &[&address, &sample.name])?
        .stdout("")?
        .failed(&format!("no answer from {address}"))?;
    Ok(())
}

/// A file that is not there, and a folder in its place.
pub fn cannot_read(play: &mut Play) -> Played {
    let folder = play.temporary()?;
    fs::create_dir(folder.join("album"))?;
    let address = play.nobody_udp()?.to_string();
    for name in ["nothing.bin", "album"] {
        play.run_in(&folder, "client", &[&address, name])?
            .stdout("")?
            .failed(&format!("cannot read {name}"))?;
    }
    Ok(())
}

pub fn interrupt(play: &mut Play) -> Played {
    let mut receiving = Receiving::of(play, 1000)?;
    receiving.packet()?;
    shared::interrupt(&receiving.client)
}
