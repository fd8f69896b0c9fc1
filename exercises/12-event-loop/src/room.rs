//! The room: who is here, and who hears what. One thread looks after it, so there is no lock.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use crate::MAX_TEXT_LEN;
use crate::connection::Connection;

/// Everyone who is here, by number.
#[derive(Default)]
pub struct Room {
    clients: BTreeMap<usize, Connection>,
}

impl Room {
    /// Greets a client and puts it on the list.
    pub fn enter(&mut self, number: usize, peer: SocketAddr, mut client: Connection) {
        println!("client {number} connected from {peer}");
        client.send(&format!("you are client {number}"));
        self.clients.insert(number, client);
    }

    /// The connection of a client who is here.
    pub fn client(&mut self, number: usize) -> Option<&mut Connection> {
        self.clients.get_mut(&number)
    }

    /// Takes a client off the list.
    pub fn leave(&mut self, number: usize) -> Option<Connection> {
        let client = self.clients.remove(&number)?;
        println!("client {number} left");
        Some(client)
    }

    /// The number of some client who is still here.
    pub fn anyone(&self) -> Option<usize> {
        self.clients.keys().next().copied()
    }

    /// Passes on what client `sender` said.
    pub fn hear(&mut self, sender: usize, message: &str) {
        println!("client {sender}: {message}");
        let (addressee, text) = match message.strip_prefix('@').and_then(split_number) {
            Some((number, text)) => (Some(number), text),
            None => (None, message),
        };
        let said = format!("client {sender}: {text}");
        let outcome = match addressee {
            _ if text.is_empty() => Err("empty message".into()),
            Some(number) => self.tell(number, &said),
            None => {
                let others = self.clients.iter_mut();
                let others = others.filter(|(number, _)| **number != sender);
                others.for_each(|(_, client)| client.send(&said));
                Ok(())
            }
        };
        if let (Err(why), Some(own)) = (outcome, self.clients.get_mut(&sender)) {
            own.send(&format!("error: {why}"));
        }
    }

    /// Does what the operator typed: `2 text` for client 2, `all text` for everyone.
    pub fn announce(&mut self, line: &str) -> Result<(), String> {
        let (addressee, text) = line.split_once(' ').unwrap_or((line, ""));
        let said = format!("server: {text}");
        match addressee {
            _ if text.trim().is_empty() => Err("type N TEXT, all TEXT or quit".into()),
            _ if text.len() > MAX_TEXT_LEN => Err("message too long".into()),
            "all" if self.clients.is_empty() => Err("nobody is here".into()),
            "all" => {
                let clients = self.clients.values_mut();
                clients.for_each(|client| client.send(&said));
                Ok(())
            }
            number => self.tell(number, &said),
        }
    }

    /// Says something to the client with this number alone.
    fn tell(&mut self, number: &str, said: &str) -> Result<(), String> {
        // Found by how its number is written: `+2` and `02` are nobody.
        let found = number.parse().ok();
        let found = found.filter(|found: &usize| found.to_string() == number);
        let client = found.and_then(|found| self.clients.get_mut(&found));
        let client = client.ok_or(format!("no client {number}"))?;
        client.send(said);
        Ok(())
    }
}

/// Takes `2 text` apart; `None` for a line that does not begin with a number.
fn split_number(line: &str) -> Option<(&str, &str)> {
    let (number, text) = line.split_once(' ').unwrap_or((line, ""));
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some((number, text))
}
