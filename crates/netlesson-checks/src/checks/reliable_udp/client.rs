//! What the client sends, what it sends again, and when it is content.

use std::fs;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::packets::{MAX_PAYLOAD, Packet, acknowledgement, data};
use crate::checks::file_transfer::files::Sample;
use crate::checks::shared;
use crate::kernel::{self, Wait};
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
        let received = self.host.receive();
        let (came, sender) = received.map_err(|problem| self.too_early(problem))?;
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

    /// Says something misleading to the client, and expects that it sends the packet that its server has not
    /// acknowledged all the same.
    fn misleads(&mut self, say: impl FnOnce(&Self) -> Played) -> Played<Packet> {
        say(self)?;
        if !self.is_heard()? {
            // Between this time and the next it looks for answers.
            self.again()?;
        }
        self.again()
    }

    /// Waits until the client has taken all that was said to it, and passes over what it has sent before. `false` if
    /// that cannot be seen.
    fn is_heard(&mut self) -> Played<bool> {
        /// A client that waits in another call than a receive, in poll(2) for one, is given this time.
        const LONGEST: Duration = Duration::from_secs(1);
        // One that waits for a datagram has taken all that has come.
        let client = Arc::clone(&self.client);
        let is_heard = kernel::wait_until(LONGEST, || {
            client.exit().is_some() || kernel::waits(client.pid()).contains(&Wait::ReceiveDatagram)
        });
        while self.host.unseen()?.is_some() {}
        Ok(is_heard)
    }

    /// Waits for the packet that the server has not acknowledged: nobody answers, so it has to come again.
    fn again(&mut self) -> Played<Packet> {
        let client = Arc::clone(&self.client);
        let mut patience = Patience::new(&client);
        loop {
            let packet = self.packet()?;
            if packet.number == self.next {
                return Ok(packet);
            }
            // Others may come again and again.
            patience.check(|_, _| self.never_came())?;
        }
    }

    fn never_came(&self) -> Problem {
        let arguments = [
            ("program", self.client.name()),
            ("number", self.next.to_string()),
        ];
        Problem::witness("witness-packet-never-came", &arguments)
    }

    /// Takes packets until all but the last are there, and that one has come.
    fn until_last(&mut self) -> Played {
        let client = Arc::clone(&self.client);
        let mut patience = Patience::new(&client);
        loop {
            let packet = self.packet()?;
            let before = self.next;
            match packet.last {
                true if packet.number == self.next => return Ok(()),
                true => {}
                false => self.takes(packet)?,
            }
            if self.next > before {
                patience = Patience::new(&client);
            }
            patience.check(|_, _| self.never_came())?;
        }
    }

    /// Takes packets until all are there. Those that `lost` says have never come: it is asked with the packet
    /// and with how often it has come before.
    fn until_whole(&mut self, lost: impl Fn(&Packet, usize) -> bool) -> Played {
        let client = Arc::clone(&self.client);
        let mut patience = Patience::new(&client);
        let mut seen: Vec<u32> = Vec::new();
        while !self.whole {
            let packet = self.packet()?;
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

    /// Expects that this is no packet behind the last one.
    fn not_beyond(&self, came: &[u8]) -> Played {
        let packet = self.parse(came)?;
        if packet.number < self.next {
            return Ok(());
        }
        let arguments = [
            ("program", self.client.name()),
            ("number", packet.number.to_string()),
            ("last", (self.next - 1).to_string()),
        ];
        Err(Problem::witness("witness-beyond-the-last", &arguments))
    }

    /// Answers whatever still comes, until the client has ended, and expects that it says the file is stored.
    fn ends_well(self, play: &Play) -> Played {
        let mut patience = Patience::new(&self.client);
        while self.client.exit().is_none() {
            if let Some((came, _)) = self.host.receive_soon()? {
                self.not_beyond(&came)?;
                self.answers()?;
            }
            patience.check(|certain, _| {
                let program = self.client.name();
                Problem::symptom(Symptom::Running { program, certain })
            })?;
        }
        while let Some(came) = self.host.unseen()? {
            self.not_beyond(&came)?;
        }
        let printed = format!("stored {}\n", self.sample.name);
        play.ended(&self.client)?.code(0)?.stdout(printed)?;
        Ok(())
    }
}

/// Packet 0, byte for byte but for the spelling of its JSON. Whatever the window, nothing else comes before it.
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

/// Nobody has answered packet 0: it comes again, with the same announcement.
pub fn asks_again(play: &mut Play) -> Played {
    let mut receiving = Receiving::of(play, 500)?;
    receiving.packet()?;
    let again = receiving.again();
    let again = again.map_err(|problem| sends_only_once(&receiving.client, problem))?;
    receiving.expect_announcement(&again.payload)
}

/// Names a client that waits for an answer without a limit.
fn sends_only_once(client: &Program, problem: Problem) -> Problem {
    let waits = kernel::waits(client.pid());
    match &problem {
        Problem::Failed(failure)
            if matches!(failure.symptom, Symptom::Silence { certain: true, .. })
                && waits.contains(&Wait::ReceiveDatagram) =>
        {
            let program = ("program", client.name());
            problem.because("diagnosis-no-timer", &[program])
        }
        _ => problem,
    }
}

/// Files of all lengths around a packet's, and one of more packets than a byte can number. Nothing is lost.
pub fn sends_a_file(play: &mut Play) -> Played {
    for length in [1, 1199, 1200, 1201, 2400, 310_000] {
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

/// The last packet is not answered before its third time: by then no client has given up, not even one that waits a
/// second, and then twice as long each time. What it has sent before it has heard of all other packets does not count:
/// of a check that is late, it has repeated everything meanwhile.
pub fn last_unanswered(play: &mut Play) -> Played {
    let mut receiving = Receiving::of(play, 2000)?;
    receiving.until_last()?;
    if receiving.is_heard()? {
        receiving.again()?;
    }
    let last = receiving.again()?;
    receiving.takes(last)?;
    receiving.until_whole(|_, _| false)?;
    receiving.ends_well(play)
}

/// Acknowledgements of what was never sent, and an old one: at the beginning, and behind the fourth packet.
pub fn odd_acknowledgements(play: &mut Play) -> Played {
    let mut receiving = Receiving::of(play, 12_000)?;
    receiving.packet()?;
    let first = receiving.misleads(odd)?;
    receiving.takes(first)?;
    while receiving.next < 4 {
        let packet = receiving.again()?;
        receiving.takes(packet)?;
    }
    let fifth = receiving.misleads(odd)?;
    receiving.takes(fifth)?;
    receiving.until_whole(|_, _| false)?;
    receiving.ends_well(play)
}

fn odd(receiving: &Receiving) -> Played {
    // So many packets there cannot be: there are not so many bytes.
    for next in [0, 1_000_000, u32::MAX] {
        let acknowledgement = acknowledgement(next);
        receiving.host.send(acknowledgement, receiving.address)?;
    }
    Ok(())
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
    // Who believes the stranger does not send it again.
    let first = receiving.misleads(|receiving| {
        for next in [1, 6] {
            // A client that takes datagrams from its server alone may have this refused.
            let _ = stranger.send(acknowledgement(next), receiving.address);
        }
        Ok(())
    })?;
    receiving.takes(first)?;
    receiving.until_whole(|_, _| false)?;
    receiving.ends_well(play)
}

/// Nothing is ever acknowledged: all that is said, now and then, is that packet 0 is expected. The client asks more
/// than once, for long enough, and gives up.
pub fn no_answer(play: &mut Play) -> Played {
    const AT_LEAST: Duration = Duration::from_secs(5);
    const BETWEEN: Duration = Duration::from_millis(500);
    // Begun before the client's own clock: what is too short by this one is too short by any.
    let start = Instant::now();
    let receiving = Receiving::of(play, 500)?;
    let mut patience = Patience::new(&receiving.client);
    let mut asked = 0;
    let mut answered: Option<Instant> = None;
    while receiving.client.exit().is_none() {
        if let Some((_, sender)) = receiving.host.receive_soon()? {
            asked += 1;
            if answered.is_none_or(|answered| answered.elapsed() > BETWEEN) {
                receiving.host.send(acknowledgement(0), sender)?;
                answered = Some(Instant::now());
            }
        }
        patience.check(|certain, _| {
            let program = receiving.client.name();
            Problem::symptom(Symptom::Running { program, certain })
        })?;
    }
    let tried = start.elapsed();
    play.ended(&receiving.client)?
        .stdout("")?
        .failed(&format!("no answer from {}", receiving.host.address()))?;
    let arguments = [("program", receiving.client.name())];
    if asked < 2 {
        return Err(Problem::witness("witness-asked-once", &arguments));
    }
    if tried < AT_LEAST {
        return Err(Problem::witness("witness-gave-up-too-early", &arguments));
    }
    Ok(())
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
