//! The headers that an IPv4 packet carries: of UDP and of TCP.

use serde_json::{Value, json};

use super::packet::{Ipv4, Packet, telling, unverified};
use crate::play::Play;

/// The fields of a UDP header that a sender chooses, and the data.
#[derive(Clone)]
pub struct Udp {
    pub source_port: u16,
    pub destination_port: u16,
    pub data: Vec<u8>,
    pub spoil: u16,
}

impl Udp {
    /// One that no program can know in advance.
    pub fn any(play: &mut Play, length: usize) -> Self {
        Self {
            source_port: telling(&mut play.random),
            destination_port: telling(&mut play.random),
            data: play.bytes(length),
            spoil: 0,
        }
    }

    /// Header and data, without a checksum.
    pub fn datagram(&self) -> Vec<u8> {
        let mut datagram = Vec::new();
        let length = (8 + self.data.len()) as u16;
        for field in [self.source_port, self.destination_port, length, 0] {
            datagram.extend(field.to_be_bytes());
        }
        datagram.extend(&self.data);
        datagram
    }

    /// What must be shown of the header, with this for the checksum.
    pub fn shown(&self, checksum: Value) -> Value {
        json!({
            "source_port": self.source_port,
            "destination_port": self.destination_port,
            "length": 8 + self.data.len(),
            "checksum": checksum,
        })
    }

    /// The packet.
    pub fn packet(&self, ipv4: &Ipv4) -> Packet {
        let path = "udp.checksum.computed";
        let (mut packet, sum) = ipv4.around(self.datagram(), 6, self.spoil, path);
        packet.shown["udp"] = self.shown(sum);
        packet
    }

    /// The packet of a sender who computes no checksum.
    pub fn packet_without_checksum(&self, ipv4: &Ipv4) -> Packet {
        let mut packet = ipv4.packet(&self.datagram());
        packet.shown["udp"] = self.shown(unverified(0));
        packet
    }
}

/// The fields of a TCP header that a sender chooses, the data, and what must be shown of the options and of
/// the packet's part.
#[derive(Clone)]
pub struct Tcp {
    pub source_port: u16,
    pub destination_port: u16,
    pub sequence_number: u32,
    pub acknowledgment_number: u32,
    pub reserved: u8,
    /// From the highest: CWR, ECE, URG, ACK, PSH, RST, SYN, FIN.
    pub control_bits: u8,
    pub window: u16,
    pub urgent_pointer: u16,
    /// A multiple of four bytes.
    pub options: Vec<u8>,
    pub options_shown: Value,
    pub data: Vec<u8>,
    pub part: Vec<&'static str>,
    pub spoil: u16,
}

/// The control bits that most packets are about.
pub const FIN: u8 = 0x01;
pub const SYN: u8 = 0x02;
pub const RST: u8 = 0x04;
pub const ACK: u8 = 0x10;

/// The names of all of them, from the highest.
pub const CONTROL_BITS: [&str; 8] = ["CWR", "ECE", "URG", "ACK", "PSH", "RST", "SYN", "FIN"];

impl Tcp {
    /// One that no program can know in advance, in the midst of a conversation.
    pub fn any(play: &mut Play, length: usize) -> Self {
        let data = play.bytes(length);
        let chance = &mut play.random;
        Self {
            source_port: telling(chance),
            destination_port: telling(chance),
            sequence_number: chance.u32(..),
            acknowledgment_number: chance.u32(..),
            reserved: 0,
            control_bits: ACK,
            window: telling(chance),
            urgent_pointer: 0,
            options: Vec::new(),
            options_shown: json!([]),
            data,
            part: Vec::new(),
            spoil: 0,
        }
    }

    /// Header and data, without a checksum.
    pub fn segment(&self) -> Vec<u8> {
        let mut segment = Vec::new();
        segment.extend(self.source_port.to_be_bytes());
        segment.extend(self.destination_port.to_be_bytes());
        segment.extend(self.sequence_number.to_be_bytes());
        segment.extend(self.acknowledgment_number.to_be_bytes());
        let data_offset = (self.header_length() / 4) as u8;
        segment.extend([data_offset << 4 | self.reserved, self.control_bits]);
        for field in [self.window, 0, self.urgent_pointer] {
            segment.extend(field.to_be_bytes());
        }
        segment.extend(&self.options);
        segment.extend(&self.data);
        segment
    }

    fn header_length(&self) -> usize {
        20 + self.options.len()
    }

    /// What must be shown of the header, with this for the checksum.
    pub fn shown(&self, checksum: Value) -> Value {
        let names = CONTROL_BITS.iter().zip(0..8);
        let control_bits = names.filter(|(_, place)| self.control_bits & 0x80 >> place != 0);
        json!({
            "source_port": self.source_port,
            "destination_port": self.destination_port,
            "sequence_number": self.sequence_number,
            "acknowledgment_number": self.acknowledgment_number,
            "data_offset": self.header_length() / 4,
            "reserved": self.reserved,
            "control_bits": control_bits.map(|(name, _)| name).collect::<Vec<_>>(),
            "window": self.window,
            "checksum": checksum,
            "urgent_pointer": self.urgent_pointer,
            "options": self.options_shown,
            "data_length": self.data.len(),
            "part": self.part,
        })
    }

    /// The packet.
    pub fn packet(&self, ipv4: &Ipv4) -> Packet {
        let path = "tcp.checksum.computed";
        let (mut packet, sum) = ipv4.around(self.segment(), 16, self.spoil, path);
        packet.shown["tcp"] = self.shown(sum);
        packet
    }
}
