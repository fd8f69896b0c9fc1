//! The options at the end of a TCP header (RFC 9293, 3.1; RFC 2018 for SACK, RFC 7323 for window scale
//! and timestamps).
//!
//! ```text
//!  02 04 05 b4   01   03 03 07   00
//!  MSS, 4 bytes  NOP  window     end
//!  long: 1460         scale: 7
//! ```

use serde::Serialize;

/// An option, as it is shown.
#[derive(Debug, Serialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum TcpOption {
    EndOfOptionList,
    NoOperation,
    MaximumSegmentSize {
        value: u16,
    },
    WindowScale {
        shift: u8,
    },
    SackPermitted,
    Sack {
        blocks: Vec<[u32; 2]>,
    },
    Timestamps {
        value: u32,
        echo_reply: u32,
    },
    /// One of another kind, or of another length than its kind has: its bytes after the length, in
    /// hexadecimal.
    Unknown {
        kind: u8,
        data: String,
    },
}

/// Reads one option after the other, up to the end of the list. One that cannot be as long as it says
/// ends it with an error, for where the next begins nobody knows then: so those that were found come
/// back beside how it ended.
pub fn read(mut bytes: &[u8]) -> (Vec<TcpOption>, Result<(), String>) {
    todo!("step 7: 0 ends the list, 1 is one byte, all others have a length behind the kind")
}

/// What an option of this kind says in these bytes.
fn option(kind: u8, data: &[u8]) -> TcpOption {
    match (kind, data) {
        (2, &[m0, m1]) => TcpOption::MaximumSegmentSize {
            value: u16::from_be_bytes([m0, m1]),
        },
        (3, &[shift]) => TcpOption::WindowScale { shift },
        (4, []) => TcpOption::SackPermitted,
        (5, blocks) if !blocks.is_empty() && blocks.len().is_multiple_of(8) => TcpOption::Sack {
            blocks: blocks.chunks(8).filter_map(block).collect(),
        },
        (8, &[v0, v1, v2, v3, e0, e1, e2, e3]) => TcpOption::Timestamps {
            value: u32::from_be_bytes([v0, v1, v2, v3]),
            echo_reply: u32::from_be_bytes([e0, e1, e2, e3]),
        },
        _ => TcpOption::Unknown {
            kind,
            data: data.iter().map(|byte| format!("{byte:02x}")).collect(),
        },
    }
}

/// The edges of a block of bytes that have arrived out of order.
fn block(bytes: &[u8]) -> Option<[u32; 2]> {
    let [l0, l1, l2, l3, r0, r1, r2, r3] = *bytes.first_chunk::<8>()?;
    let edges = [[l0, l1, l2, l3], [r0, r1, r2, r3]];
    Some(edges.map(u32::from_be_bytes))
}
