//! The room: who is here, and who hears what.

use std::collections::BTreeMap;
use std::io;
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use netlesson_common::frame::read_frame_within;

use crate::MAX_TEXT_LEN;
use crate::outbox::Outbox;
use crate::socketserver::{Handler, wait_until};

/// Everyone who is here, by number.
#[derive(Default)]
pub struct Room {
    clients: Mutex<BTreeMap<usize, Outbox>>,
}

impl Handler for Room {
    fn handle(&self, number: usize, stream: Arc<TcpStream>, peer: SocketAddr) {
        // step 2: open an outbox, take a seat, listen, give up the seat, wait for the writer
        let (outbox, writer) = Outbox::open(&stream);
        let seat = self.take_seat(number, peer, outbox);
        if let Err(why) = self.listen(number, &stream) {
            eprintln!("client {number}: {why}");
        }
        // The outbox goes with the seat. The writer writes what waits, and comes to its end, unless
        // the client does not read: then its time runs out, and the writer is woken.
        drop(seat);
        wait_until(|| writer.is_finished());
        let _ = stream.shutdown(Shutdown::Both);
        let _ = writer.join();
    }

    fn say_goodbye(&self) {
        self.clients().clear();
    }
}

impl Room {
    /// The list of those here. A thread that panicked while it held the lock has poisoned it; the
    /// list itself is whole all the same, so the others go on.
    fn clients(&self) -> MutexGuard<'_, BTreeMap<usize, Outbox>> {
        self.clients.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Greets a client and puts it on the list, both under one lock: nothing is said in between.
    fn take_seat(&self, number: usize, peer: SocketAddr, outbox: Outbox) -> Seat<'_> {
        let mut clients = self.clients();
        println!("client {number} connected from {peer}");
        outbox.send(&format!("you are client {number}"));
        clients.insert(number, outbox);
        Seat { room: self, number }
    }

    /// Hears message after message, until the client has no more.
    fn listen(&self, number: usize, mut stream: &TcpStream) -> io::Result<()> {
        while let Some(message) = read_frame_within(&mut stream, MAX_TEXT_LEN)? {
            let message = String::from_utf8(message).map_err(io::Error::other)?;
            self.hear(number, &message);
        }
        Ok(())
    }

    /// Passes on what client `sender` said. Nothing done under the lock waits for a client.
    fn hear(&self, sender: usize, message: &str) {
        let clients = self.clients();
        let Some(own) = clients.get(&sender) else {
            return; // the room is closing
        };
        println!("client {sender}: {message}");
        let (addressee, text) = match message.strip_prefix('@').and_then(split_number) {
            Some((number, text)) => (Some(number), text),
            None => (None, message),
        };
        let said = format!("client {sender}: {text}");
        let outcome = match addressee {
            _ if text.is_empty() => Err("empty message".into()),
            Some(number) => tell(&clients, number, &said),
            None => {
                let others = clients.iter().filter(|(number, _)| **number != sender);
                others.for_each(|(_, client)| client.send(&said));
                Ok(())
            }
        };
        if let Err(why) = outcome {
            own.send(&format!("error: {why}"));
        }
    }

    /// Does what the operator typed: `2 text` for client 2, `all text` for everyone.
    pub fn announce(&self, line: &str) -> Result<(), String> {
        let clients = self.clients();
        let (addressee, text) = line.split_once(' ').unwrap_or((line, ""));
        let said = format!("server: {text}");
        match addressee {
            _ if text.trim().is_empty() => Err("type N TEXT, all TEXT or quit".into()),
            _ if text.len() > MAX_TEXT_LEN => Err("message too long".into()),
            "all" if clients.is_empty() => Err("nobody is here".into()),
            "all" => {
                clients.values().for_each(|client| client.send(&said));
                Ok(())
            }
            number => tell(&clients, number, &said),
        }
    }
}

/// A client's place in the room, given up when the conversation ends, by a panic too.
struct Seat<'a> {
    room: &'a Room,
    number: usize,
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        let mut clients = self.room.clients();
        clients.remove(&self.number);
        println!("client {} left", self.number);
    }
}

/// Takes `2 text` apart; `None` for a line that does not begin with a number.
fn split_number(line: &str) -> Option<(&str, &str)> {
    let (number, text) = line.split_once(' ').unwrap_or((line, ""));
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some((number, text))
}

/// Says something to the client with this number alone.
fn tell(clients: &BTreeMap<usize, Outbox>, number: &str, said: &str) -> Result<(), String> {
    // Found by how its number is written: `+2` and `02` are nobody.
    let client = clients.iter().find(|(n, _)| n.to_string() == number);
    let (_, client) = client.ok_or(format!("no client {number}"))?;
    client.send(said);
    Ok(())
}
