//! The UDP header (RFC 768): two ports, a length, a checksum.

use serde::Serialize;

use crate::checksum::Checksum;
use crate::ipv4::Payload;

/// The fields, by their names in the RFC.
#[derive(Debug, Serialize)]
pub struct Udp {
    pub source_port: u16,
    pub destination_port: u16,
    /// Header and data, in bytes.
    pub length: u16,
    pub checksum: Checksum,
}

/// UDP's number among the protocols that IPv4 carries.
pub const PROTOCOL: u8 = 17;

impl Udp {
    /// The header, as it stands there.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let header = bytes.first_chunk::<8>();
        let header = header.ok_or("the UDP header is cut short")?;
        let [s0, s1, d0, d1, l0, l1, c0, c1] = *header;
        Ok(Udp {
            source_port: u16::from_be_bytes([s0, s1]),
            destination_port: u16::from_be_bytes([d0, d1]),
            length: u16::from_be_bytes([l0, l1]),
            checksum: Checksum::unverified(u16::from_be_bytes([c0, c1])),
        })
    }

    /// Holds the length against what is there, and verifies the checksum.
    pub fn open(&mut self, payload: &Payload) -> Result<(), String> {
        // step 5: judge the length; where all is here and given is not 0, verify the checksum
        let length = usize::from(self.length);
        if length < 8 || (length > payload.length && !payload.is_fragment) {
            return Err(format!("the datagram cannot be {length} bytes long"));
        }
        let given = self.checksum.given;
        // 0 says that the sender has computed none.
        if given == 0 || payload.is_fragment {
            return Ok(());
        }
        let Some(datagram) = payload.bytes.get(..length) else {
            return Ok(()); // a part of it was not captured
        };
        let pseudo_header = payload.pseudo_header(PROTOCOL, self.length);
        self.checksum = Checksum::verified(given, &[&pseudo_header, datagram]);
        // And so one that comes to 0 is sent as all ones, which adds up to the same.
        let computed = self.checksum.computed;
        self.checksum.computed = computed.map(|sum| if sum == 0 { 0xffff } else { sum });
        Ok(())
    }
}
