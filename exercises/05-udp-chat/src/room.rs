//! The room of the chat: who is here, and what a datagram that comes in sends out again.
//!
//! Nothing in here touches the network. The server hands every datagram in, and sends what comes
//! out: one text, to nobody, to one peer or to many.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use crate::MAX_PAYLOAD;

/// A text, and everyone to whom it goes.
pub type Letter = (String, Vec<SocketAddr>);

/// Everyone who has signed in. UDP knows no connections, so this is all there is of one.
#[derive(Default)]
pub struct Room {
    /// From name to address: a `BTreeMap` keeps the names in the order of their code points.
    peers: BTreeMap<String, SocketAddr>,
}

impl Room {
    /// Takes what one datagram carried, and says what goes out because of it, and to whom.
    pub fn take(&mut self, sender: SocketAddr, payload: &[u8]) -> Letter {
        todo!("step 2: decode and answer the payload, and tell its sender of every error")
    }

    /// Finds out what a text asks for.
    fn answer(&mut self, sender: SocketAddr, text: &str) -> Result<Letter, String> {
        match text {
            "" => Err("empty message".to_owned()),
            "/who" => Ok((self.who(), vec![sender])),
            "/bye" => {
                self.sign_off(sender);
                Ok((String::new(), vec![]))
            }
            _ => match text.split_once(' ').unwrap_or((text, "")) {
                ("/name", name) => self.sign_in(sender, name),
                ("/to", name_and_text) => self.tell_one(sender, name_and_text),
                _ => Ok(self.tell_the_others(sender, text)),
            },
        }
    }

    fn sign_in(&mut self, sender: SocketAddr, name: &str) -> Result<Letter, String> {
        todo!("step 3: refuse a bad name and one that is taken, else note the name and say hello")
    }

    fn sign_off(&mut self, sender: SocketAddr) {
        self.peers.retain(|_, peer| *peer != sender);
    }

    fn tell_one(&self, sender: SocketAddr, name_and_text: &str) -> Result<Letter, String> {
        todo!("step 4: refuse an empty text and an absent name, else address that one peer")
    }

    fn tell_the_others(&self, sender: SocketAddr, text: &str) -> Letter {
        let others = self.peers.values().copied().filter(|peer| *peer != sender);
        let from = self.name_of(sender);
        (format!("{from}: {text}"), others.collect())
    }

    fn who(&self) -> String {
        let names: Vec<&str> = self.peers.keys().map(String::as_str).collect();
        match names.is_empty() {
            true => "here: nobody".to_owned(),
            false => format!("here: {}", names.join(", ")),
        }
    }

    /// The name of this peer, or its address when it has none.
    fn name_of(&self, sender: SocketAddr) -> String {
        let named = self.peers.iter().find(|(_, peer)| **peer == sender);
        named.map_or_else(|| sender.to_string(), |(name, _)| name.clone())
    }
}
