//! What goes over the wire, as bytes.
//!
//! ```text
//!  data      +------+-------------------+----------------------+
//!            | 00   | 00   00   00   07 | up to 1200 bytes     |
//!            +------+-------------------+----------------------+
//!             01: the    number, u32 BE
//!             last one
//!
//!  answer    +------+-------------------+
//!            | 02   | 00   00   00   08 |
//!            +------+-------------------+
//!                     the next expected
//! ```

use std::io;
use std::net::{SocketAddr, UdpSocket};

/// The most bytes of the file that a packet carries: with all headers it fits into an Ethernet frame.
pub const MAX_PAYLOAD: usize = 1200;
/// Any datagram fits into this.
const BUFFER: usize = 65_536;

const DATA: u8 = 0;
const LAST: u8 = 1;
const ACKNOWLEDGEMENT: u8 = 2;

/// What one datagram says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Packet {
    /// A part of what is sent: packet 0 is the announcement, the file's bytes begin in packet 1.
    Data {
        last: bool,
        number: u32,
        payload: Vec<u8>,
    },
    /// Every packet before `next` has arrived.
    Acknowledgement { next: u32 },
}

impl Packet {
    /// As it goes over the wire.
    pub fn to_bytes(&self) -> Vec<u8> {
        todo!("step 1: the kind in one byte, the number in four, big-endian, and the payload")
    }

    /// What a datagram says; `None` if that is nothing of ours. Anybody can send anything to a port.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        todo!("step 2: take the kind and the number off the front; what is none of ours is None")
    }
}

/// Waits for the next datagram: what it says, and who has sent it. `None` if it is nothing of ours.
pub fn receive(socket: &UdpSocket) -> io::Result<Option<(Packet, SocketAddr)>> {
    let mut buffer = vec![0; BUFFER];
    let (length, sender) = socket.recv_from(&mut buffer)?;
    let packet = Packet::from_bytes(&buffer[..length]);
    Ok(packet.map(|packet| (packet, sender)))
}

/// Tells a client that everything before `next` has arrived. If this gets lost, it will ask again.
pub fn acknowledge(socket: &UdpSocket, client: SocketAddr, next: u32) {
    let packet = Packet::Acknowledgement { next };
    if let Err(why) = socket.send_to(&packet.to_bytes(), client) {
        eprintln!("cannot send to {client}: {why}");
    }
}
