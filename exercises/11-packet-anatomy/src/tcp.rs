//! The TCP header (RFC 9293, 3.1).
//!
//! ```text
//!  0                   1                   2                   3
//!  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//! +-------------------------------+-------------------------------+
//! |          Source Port          |        Destination Port       |
//! +-------------------------------+-------------------------------+
//! |                        Sequence Number                        |
//! +---------------------------------------------------------------+
//! |                     Acknowledgment Number                     |
//! +-------+-------+-+-+-+-+-+-+-+-+-------------------------------+
//! | Data  | Reser-|C|E|U|A|P|R|S|F|                               |
//! | Offset| ved   |W|C|R|C|S|S|Y|I|             Window            |
//! |       |       |R|E|G|K|H|T|N|N|                               |
//! +-------+-------+-+-+-+-+-+-+-+-+-------------------------------+
//! |            Checksum           |         Urgent Pointer        |
//! +-------------------------------+-------------------------------+
//! |                       Options, up to 40 bytes                 |
//! ```

use serde::Serialize;

use crate::checksum::Checksum;
use crate::ipv4::Payload;
use crate::options::{self, TcpOption};

/// The fields, by their names in the RFC.
#[derive(Debug, Serialize)]
pub struct Tcp {
    pub source_port: u16,
    pub destination_port: u16,
    pub sequence_number: u32,
    pub acknowledgment_number: u32,
    /// The header's length, in words of 32 bits.
    pub data_offset: u8,
    pub reserved: u8,
    pub control_bits: Vec<&'static str>,
    pub window: u16,
    pub checksum: Checksum,
    pub urgent_pointer: u16,
    pub options: Vec<TcpOption>,
    /// How many bytes of data come after the header: `None` where the header lies about its own length.
    pub data_length: Option<usize>,
    /// What the packet does for the handshake or the close.
    pub part: Vec<&'static str>,
}

/// TCP's number among the protocols that IPv4 carries.
pub const PROTOCOL: u8 = 6;

/// The control bits, from the highest to the lowest.
const CONTROL_BITS: [&str; 8] = ["CWR", "ECE", "URG", "ACK", "PSH", "RST", "SYN", "FIN"];

impl Tcp {
    /// The fixed part of a header, as it stands there.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        todo!("step 6: a pattern for the 20 bytes, a field from each, names for the bits")
    }

    /// Verifies the checksum, reads the options, and finds how much data there is.
    pub fn open(&mut self, payload: &Payload) -> Result<(), String> {
        if payload.is_whole() && !payload.is_fragment {
            // Of at most 65,515 bytes: what the length of an IPv4 packet leaves.
            let length = u16::try_from(payload.length).unwrap_or(u16::MAX);
            let parts = [&payload.pseudo_header(PROTOCOL, length), payload.bytes];
            self.checksum = Checksum::verified(self.checksum.given, &parts);
        }
        let header = usize::from(self.data_offset) * 4;
        let Some(options) = payload.bytes.get(20..header) else {
            let words = self.data_offset;
            return Err(format!("the header cannot be {words} words long"));
        };
        self.data_length = payload.length.checked_sub(header);
        let (options, outcome) = options::read(options);
        self.options = options;
        outcome
    }

    /// Whether this control bit is set.
    pub fn has(&self, name: &str) -> bool {
        self.control_bits.contains(&name)
    }
}
