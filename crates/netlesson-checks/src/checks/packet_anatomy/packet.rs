//! Packets as they are on a wire, made from their fields, each beside what a dissector must show of it.

use serde_json::{Value, json};

use crate::play::Play;

/// Some other value that a member may be shown with, where one mistake alone makes it so: the path of
/// the member, the value, and the diagnosis.
pub type Telltale = (&'static str, Value, &'static str);

/// A packet: its bytes, what must be shown of it, and what would give a mistake away.
#[derive(Clone)]
pub struct Packet {
    pub bytes: Vec<u8>,
    pub shown: Value,
    pub telltales: Vec<Telltale>,
}

/// The numbers of UDP and TCP among the protocols that IPv4 carries.
pub const UDP: u8 = 17;
pub const TCP: u8 = 6;

/// The 16-bit words of these bytes added up, the last byte as the upper half of one if it is alone; not folded.
fn words(bytes: &[u8]) -> u32 {
    let word = |pair: &[u8]| match *pair {
        [high, low] => u32::from(u16::from_be_bytes([high, low])),
        [high] => u32::from(high) << 8,
        _ => 0,
    };
    bytes.chunks(2).map(word).sum()
}

/// RFC 1071.
pub fn checksum(parts: &[&[u8]]) -> u16 {
    let sum: u32 = parts.iter().map(|part| words(part)).sum();
    let once = (sum & 0xffff) + (sum >> 16);
    !(((once & 0xffff) + (once >> 16)) as u16)
}

/// What the same comes to when the carries are dropped; or one more, if the given one is taken away by adding it turned
/// over.
fn without_carries(parts: &[&[u8]]) -> u16 {
    let sum: u32 = parts.iter().map(|part| words(part)).sum();
    !(sum as u16)
}

/// How a checksum is shown that is held against `computed`.
fn shown_checksum(given: u16, computed: u16) -> Value {
    json!({"given": given, "computed": computed, "right": given == computed})
}

/// How one is shown that nobody can verify.
pub fn unverified(given: u16) -> Value {
    json!({"given": given, "computed": null, "right": null})
}

/// The fields of an IPv4 header that a sender chooses.
#[derive(Clone)]
pub struct Ipv4 {
    pub type_of_service: u8,
    pub identification: u16,
    /// The three bits: reserved, DF, MF.
    pub flags: u8,
    pub fragment_offset: u16,
    pub time_to_live: u8,
    pub protocol: u8,
    pub source: [u8; 4],
    pub destination: [u8; 4],
    /// A multiple of four bytes.
    pub options: Vec<u8>,
    /// What the checksum is spoiled with; 0 leaves it right.
    pub spoil: u16,
}

impl Ipv4 {
    /// One that no program can know in advance, with nothing unusual about it.
    pub fn any(play: &mut Play, protocol: u8) -> Self {
        let chance = &mut play.random;
        Self {
            type_of_service: chance.u8(1..),
            identification: telling(chance),
            flags: 0b010,
            fragment_offset: 0,
            time_to_live: chance.u8(1..),
            protocol,
            source: [10, chance.u8(..), chance.u8(..), chance.u8(1..)],
            destination: [192, 168, chance.u8(..), chance.u8(1..)],
            options: Vec::new(),
            spoil: 0,
        }
    }

    /// The header of a packet with so much behind it.
    pub fn header(&self, payload_length: usize) -> Vec<u8> {
        let mut header = self.unsummed(payload_length);
        let sum = checksum(&[&header]) ^ self.spoil;
        header[10..12].copy_from_slice(&sum.to_be_bytes());
        header
    }

    fn unsummed(&self, payload_length: usize) -> Vec<u8> {
        let length = 20 + self.options.len();
        // What a check makes is far below 64 KiB, and its options below 40 bytes.
        let total = (length + payload_length) as u16;
        let flags_and_offset = u16::from(self.flags) << 13 | self.fragment_offset;
        let mut header = vec![0x40 | (length / 4) as u8, self.type_of_service];
        header.extend(total.to_be_bytes());
        header.extend(self.identification.to_be_bytes());
        header.extend(flags_and_offset.to_be_bytes());
        header.extend([self.time_to_live, self.protocol, 0, 0]);
        header.extend(self.source);
        header.extend(self.destination);
        header.extend(&self.options);
        header
    }

    /// What must be shown of the header of a packet with so much behind it.
    pub fn shown(&self, payload_length: usize) -> Value {
        let length = 20 + self.options.len();
        let computed = checksum(&[&self.unsummed(payload_length)]);
        let names = ["reserved", "DF", "MF"].into_iter().zip([4, 2, 1]);
        let flags = names.filter(|(_, bit)| self.flags & bit != 0);
        json!({
            "version": 4,
            "ihl": length / 4,
            "type_of_service": self.type_of_service,
            "total_length": length + payload_length,
            "identification": self.identification,
            "flags": flags.map(|(name, _)| name).collect::<Vec<_>>(),
            "fragment_offset": self.fragment_offset,
            "time_to_live": self.time_to_live,
            "protocol": self.protocol,
            "header_checksum": shown_checksum(computed ^ self.spoil, computed),
            "source_address": dotted(self.source),
            "destination_address": dotted(self.destination),
            "options": hexadecimal(&self.options),
        })
    }

    /// A packet that carries these bytes and of which nothing else is understood.
    pub fn packet(&self, payload: &[u8]) -> Packet {
        let header = self.unsummed(payload.len());
        let computed = |value: u16| ("ipv4.header_checksum.computed", json!(value));
        let telltale = |value: u16, key| {
            let (path, value) = computed(value);
            (path, value, key)
        };
        let right = checksum(&[&header]);
        let mut telltales = vec![
            telltale(!right, "diagnosis-not-turned-over"),
            telltale(without_carries(&[&header]), "diagnosis-carries-lost"),
            telltale(
                without_carries(&[&header]).wrapping_add(1),
                "diagnosis-carries-lost",
            ),
            // With the field itself in the sum.
            telltale(
                checksum(&[&self.header(payload.len())]),
                "diagnosis-sums-itself",
            ),
        ];
        if !self.options.is_empty() {
            let fixed = checksum(&[&header[..20]]);
            telltales.push(telltale(fixed, "diagnosis-options-not-summed"));
        }
        let bytes = [self.header(payload.len()), payload.to_vec()].concat();
        let shown = json!({"ipv4": self.shown(payload.len())});
        Packet {
            bytes,
            shown,
            telltales,
        }
    }

    /// The pseudo header of a datagram of this length.
    fn pseudo_header(&self, length: usize) -> Vec<u8> {
        let mut bytes = [self.source, self.destination].concat();
        bytes.extend([0, self.protocol]);
        bytes.extend((length as u16).to_be_bytes());
        bytes
    }

    /// A packet with this datagram in it, whose checksum, at the place `at`, is computed here and spoiled with
    /// `spoil`; and what must be shown of that checksum.
    pub fn around(
        &self,
        mut datagram: Vec<u8>,
        at: usize,
        spoil: u16,
        path: &'static str,
    ) -> (Packet, Value) {
        let pseudo_header = self.pseudo_header(datagram.len());
        let sums = |parts: &[&[u8]]| match checksum(parts) {
            0 if self.protocol == UDP => 0xffff,
            sum => sum,
        };
        let right = sums(&[&pseudo_header, &datagram]);
        let even = datagram.len() / 2 * 2;
        let mut telltales = vec![
            (!right, "diagnosis-not-turned-over"),
            (
                without_carries(&[&pseudo_header, &datagram]),
                "diagnosis-carries-lost",
            ),
            (
                without_carries(&[&pseudo_header, &datagram]).wrapping_add(1),
                "diagnosis-carries-lost",
            ),
            (sums(&[&datagram]), "diagnosis-no-pseudo-header"),
        ];
        if let [.., last] = datagram[even..] {
            let lower = [0, last];
            let without = [pseudo_header.as_slice(), &datagram[..even]];
            telltales.push((sums(&without), "diagnosis-odd-byte-left-out"));
            let [pseudo_header, even] = without;
            telltales.push((
                sums(&[pseudo_header, even, &lower]),
                "diagnosis-odd-byte-lower",
            ));
        }
        let given = match right ^ spoil {
            // In UDP that says that there is none.
            0 if self.protocol == UDP => 1,
            given => given,
        };
        datagram[at..at + 2].copy_from_slice(&given.to_be_bytes());
        let itself = checksum(&[&pseudo_header, &datagram]);
        telltales.push((itself, "diagnosis-sums-itself"));
        let mut packet = self.packet(&datagram);
        let telltales = telltales.into_iter();
        packet
            .telltales
            .extend(telltales.map(|(value, key)| (path, json!(value), key)));
        (packet, shown_checksum(given, right))
    }
}

impl Packet {
    /// Inside an Ethernet frame, filled up to the 60 bytes that one has at least.
    pub fn in_ethernet(mut self, play: &mut Play) -> Self {
        const SHORTEST: usize = 60;
        let addresses: Vec<u8> = (0..12).map(|_| play.random.u8(..)).collect();
        let colons = |bytes: &[u8]| {
            bytes
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect::<Vec<_>>()
                .join(":")
        };
        self.shown["ethernet"] = json!({
            "destination": colons(&addresses[..6]),
            "source": colons(&addresses[6..]),
            "ethertype": 0x0800,
        });
        let mut frame = [addresses.as_slice(), &[0x08, 0x00], &self.bytes].concat();
        let padding = SHORTEST.saturating_sub(frame.len());
        frame.extend(play.bytes(padding));
        if let (1.., Some(length)) = (padding, self.shown["tcp"]["data_length"].as_u64()) {
            let counted = json!(length + padding as u64);
            let mut told = vec![("tcp.data_length", counted)];
            // The packet has no options of IPv4, and its checksum is that of TCP.
            let mut segment = frame[34..].to_vec();
            segment[16..18].fill(0);
            for length in [segment.len(), segment.len() - padding] {
                let [high, low] = (length as u16).to_be_bytes();
                let pseudo_header = [&frame[26..34], &[0, TCP, high, low]].concat();
                let sum = checksum(&[&pseudo_header, &segment]);
                told.push(("tcp.checksum.computed", json!(sum)));
            }
            let told = told.into_iter();
            let key = "diagnosis-padding-counted";
            self.telltales
                .extend(told.map(|(path, value)| (path, value, key)));
        }
        self.bytes = frame;
        self
    }
}

/// A number that shows when its bytes are taken the other way round.
pub fn telling(chance: &mut fastrand::Rng) -> u16 {
    let high = chance.u8(1..=250);
    u16::from_be_bytes([high, chance.u8(high + 1..)])
}

fn dotted(address: [u8; 4]) -> String {
    std::net::Ipv4Addr::from(address).to_string()
}

/// Two lower-case digits a byte.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
