//! The checksum of IPv4, UDP and TCP (RFC 1071): all 16-bit words added up, what overflows added at the
//! other end, and of that the one's complement: every bit turned over. Whoever adds up everything that
//! came, the checksum included, gets all ones, or it is not what was sent.

use serde::Serialize;

/// A checksum as it stands in a header, beside what it should be.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Checksum {
    /// What stands in the header.
    pub given: u16,
    /// What should stand there; `None` where nobody can tell, for lack of bytes.
    pub computed: Option<u16>,
    pub right: Option<bool>,
}

impl Checksum {
    /// One that cannot be verified.
    pub fn unverified(given: u16) -> Self {
        Checksum {
            given,
            computed: None,
            right: None,
        }
    }

    /// Verified against these bytes, in which it stands itself.
    pub fn verified(given: u16, parts: &[&[u8]]) -> Self {
        let sum = sum(parts);
        // To take a number away is to add it turned over. What is left is turned over in its turn.
        let computed = !fold(u64::from(sum) + u64::from(!given));
        Checksum {
            given,
            computed: Some(computed),
            right: Some(sum == 0xffff),
        }
    }
}

/// The sum of all 16-bit words, big-endian, of the parts. One part's last byte, if there is no other to
/// it, is the upper half of a word whose lower half is 0.
fn sum(parts: &[&[u8]]) -> u16 {
    todo!("step 3: add up the words of each part, an odd last byte as [byte, 0], and fold the sum")
}

fn number(word: &[u8]) -> u16 {
    match *word {
        [high, low] => u16::from_be_bytes([high, low]),
        [high] => u16::from_be_bytes([high, 0]),
        _ => 0,
    }
}

/// Adds what does not fit into 16 bits to what does, until all of it fits.
fn fold(mut sum: u64) -> u16 {
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    sum as u16
}
