//! Packets and acknowledgements, as the check makes them and as it reads them.

use crate::checks::file_transfer::files::Sample;

/// The most bytes that a packet carries behind its number.
pub const MAX_PAYLOAD: usize = 1200;

const DATA: u8 = 0;
const LAST: u8 = 1;
const ACKNOWLEDGEMENT: u8 = 2;

/// A packet that others follow.
pub fn data(number: u32, payload: impl AsRef<[u8]>) -> Vec<u8> {
    numbered(DATA, number, payload.as_ref())
}

/// The last packet.
pub fn last(number: u32, payload: impl AsRef<[u8]>) -> Vec<u8> {
    numbered(LAST, number, payload.as_ref())
}

/// What is answered: every packet before `next` is there.
pub fn acknowledgement(next: u32) -> Vec<u8> {
    numbered(ACKNOWLEDGEMENT, next, b"")
}

fn numbered(kind: u8, number: u32, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![kind];
    bytes.extend(number.to_be_bytes());
    bytes.extend(payload);
    bytes
}

/// The number in an acknowledgement.
pub fn acknowledged(bytes: &[u8]) -> Option<u32> {
    match bytes {
        [ACKNOWLEDGEMENT, number @ ..] => Some(u32::from_be_bytes(number.try_into().ok()?)),
        _ => None,
    }
}

/// A packet of a client's.
pub struct Packet {
    pub last: bool,
    pub number: u32,
    pub payload: Vec<u8>,
}

impl Packet {
    /// What a datagram says; `None` if it is none of a client's.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let &[kind @ (DATA | LAST), a, b, c, d, ref payload @ ..] = bytes else {
            return None;
        };
        (payload.len() <= MAX_PAYLOAD).then(|| Self {
            last: kind == LAST,
            number: u32::from_be_bytes([a, b, c, d]),
            payload: payload.to_vec(),
        })
    }
}

/// A file as packets, with so many bytes of it in each.
pub fn packets(sample: &Sample, size: usize) -> Vec<Vec<u8>> {
    let announcement = sample.announcement().to_string();
    if sample.bytes.is_empty() {
        return vec![last(0, announcement)];
    }
    let mut packets = vec![data(0, announcement)];
    let chunks = sample.bytes.chunks(size);
    let count = chunks.len();
    for (number, payload) in (1..).zip(chunks) {
        packets.push(match number as usize == count {
            true => last(number, payload),
            false => data(number, payload),
        });
    }
    packets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packets_are_what_the_brief_says() {
        assert_eq!(data(258, b"hi"), b"\0\0\0\x01\x02hi");
        assert_eq!(last(7, b""), b"\x01\0\0\0\x07");
        assert_eq!(acknowledgement(8), b"\x02\0\0\0\x08");
        assert_eq!(acknowledged(b"\x02\0\0\0\x08"), Some(8));
        assert_eq!(acknowledged(b"\x02\0\0\x08"), None);
    }

    #[test]
    fn a_file_is_cut_and_its_last_packet_marked() {
        let sample = Sample {
            name: "a".into(),
            bytes: vec![7; 2400],
            md5: "of these".into(),
        };
        let packets = packets(&sample, 1200);
        let parsed: Vec<Packet> = packets.iter().filter_map(|p| Packet::parse(p)).collect();
        let numbers: Vec<(u32, bool)> = parsed.iter().map(|p| (p.number, p.last)).collect();
        assert_eq!(numbers, [(0, false), (1, false), (2, true)]);
        assert_eq!(parsed[2].payload.len(), 1200);
    }
}
