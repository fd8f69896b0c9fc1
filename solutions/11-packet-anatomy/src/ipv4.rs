//! The IPv4 header (RFC 791, 3.1).
//!
//! ```text
//!  0                   1                   2                   3
//!  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//! +-------+-------+---------------+-------------------------------+
//! |Version|  IHL  |Type of Service|          Total Length         |
//! +-------+-------+---------------+-----+-------------------------+
//! |         Identification        |Flags|     Fragment Offset     |
//! +---------------+---------------+-----+-------------------------+
//! | Time to Live  |   Protocol    |        Header Checksum        |
//! +---------------+---------------+-------------------------------+
//! |                         Source Address                        |
//! +---------------------------------------------------------------+
//! |                      Destination Address                      |
//! +---------------------------------------------------------------+
//! |                       Options, up to 40 bytes                 |
//! ```

use std::net::Ipv4Addr;

use serde::Serialize;

use crate::checksum::Checksum;

/// The fields, by their names in the RFC.
#[derive(Debug, Serialize)]
pub struct Ipv4 {
    pub version: u8,
    /// The header's length, in words of 32 bits.
    pub ihl: u8,
    pub type_of_service: u8,
    /// Header and payload, in bytes.
    pub total_length: u16,
    pub identification: u16,
    pub flags: Vec<&'static str>,
    /// Where in its datagram this fragment belongs, in units of 8 bytes.
    pub fragment_offset: u16,
    pub time_to_live: u8,
    pub protocol: u8,
    pub header_checksum: Checksum,
    pub source_address: Ipv4Addr,
    pub destination_address: Ipv4Addr,
    /// The bytes after the fixed part, in hexadecimal.
    pub options: String,
}

/// What a packet carries.
#[derive(Clone, Copy)]
pub struct Payload<'a> {
    /// The bytes that are there.
    pub bytes: &'a [u8],
    /// How many there should be.
    pub length: usize,
    /// Whether it is only a part of a datagram.
    pub is_fragment: bool,
    /// Where it comes from and where it goes, which its checksum vouches for too.
    pub addresses: [Ipv4Addr; 2],
}

impl Ipv4 {
    /// The fixed part of a header, as it stands there.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        // step 2: a pattern for the 20 bytes, a field from each; another version is an error
        let fixed = bytes.first_chunk::<20>();
        let fixed = fixed.ok_or("the IPv4 header is cut short")?;
        let [first, type_of_service, t0, t1, i0, i1, f0, f1, rest @ ..] = *fixed;
        let [ttl, protocol, c0, c1, s0, s1, s2, s3, d0, d1, d2, d3] = rest;
        let (version, ihl) = (first >> 4, first & 0x0f);
        if version != 4 {
            return Err(format!("this is version {version} of IP, not 4"));
        }
        let flags_and_offset = u16::from_be_bytes([f0, f1]);
        let all = [(0x8000, "reserved"), (0x4000, "DF"), (0x2000, "MF")];
        let flags = all.iter().filter(|(bit, _)| flags_and_offset & bit != 0);
        Ok(Ipv4 {
            version,
            ihl,
            type_of_service,
            total_length: u16::from_be_bytes([t0, t1]),
            identification: u16::from_be_bytes([i0, i1]),
            flags: flags.map(|(_, name)| *name).collect(),
            fragment_offset: flags_and_offset & 0x1fff,
            time_to_live: ttl,
            protocol,
            header_checksum: Checksum::unverified(u16::from_be_bytes([c0, c1])),
            source_address: Ipv4Addr::new(s0, s1, s2, s3),
            destination_address: Ipv4Addr::new(d0, d1, d2, d3),
            options: String::new(),
        })
    }

    /// Reads the options, verifies the checksum, and finds where the header ends and what it carries.
    pub fn open<'a>(&mut self, bytes: &'a [u8]) -> Result<Payload<'a>, String> {
        // step 4: judge ihl and total_length; verify the checksum; leave padding out
        let (length, total) = (usize::from(self.ihl) * 4, usize::from(self.total_length));
        let (Some(header), Some(options)) = (bytes.get(..length), bytes.get(20..length)) else {
            let ihl = self.ihl;
            return Err(format!("the header cannot be {ihl} words long"));
        };
        self.options = options.iter().map(|byte| format!("{byte:02x}")).collect();
        self.header_checksum = Checksum::verified(self.header_checksum.given, &[header]);
        let Some(payload_length) = total.checked_sub(length) else {
            return Err(format!(
                "{total} bytes in all are fewer than the header has"
            ));
        };
        // What comes after them is padding: Ethernet has no frames of less than 60 bytes.
        let bytes = bytes.get(length..total).or(bytes.get(length..));
        Ok(Payload {
            bytes: bytes.unwrap_or_default(),
            length: payload_length,
            is_fragment: self.flags.contains(&"MF") || self.fragment_offset > 0,
            addresses: [self.source_address, self.destination_address],
        })
    }
}

impl Payload<'_> {
    /// Whether all of it is here.
    pub fn is_whole(&self) -> bool {
        self.bytes.len() == self.length
    }

    /// What the checksum of a datagram covers besides the datagram itself: the pseudo header, with its
    /// addresses, its protocol and its length.
    pub fn pseudo_header(&self, protocol: u8, length: u16) -> [u8; 12] {
        let [source, destination] = self.addresses.map(|address| address.octets());
        let ([s0, s1, s2, s3], [d0, d1, d2, d3]) = (source, destination);
        let [l0, l1] = length.to_be_bytes();
        [s0, s1, s2, s3, d0, d1, d2, d3, 0, protocol, l0, l1]
    }
}
