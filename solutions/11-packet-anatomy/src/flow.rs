//! What a packet is to its connection. A SYN opens one direction and a FIN closes it; each is counted as
//! a byte, and is acknowledged like one. So a handshake is two SYNs and two acknowledgments, in three
//! packets, since the second SYN and the first acknowledgment travel together.

use std::collections::HashMap;
use std::net::SocketAddrV4;

use crate::tcp::Tcp;

/// One direction of a connection: what was sent in it that still waits for its acknowledgment.
#[derive(Default)]
struct Direction {
    /// The acknowledgment number that acknowledges the SYN.
    syn: Option<u32>,
    /// The one that acknowledges the FIN.
    fin: Option<u32>,
}

/// Every direction of every connection of a capture, by its sender and its receiver.
#[derive(Default)]
pub struct Flows {
    directions: HashMap<[SocketAddrV4; 2], Direction>,
}

impl Flows {
    /// The part that the next packet plays, whose data is this long.
    pub fn part(
        &mut self,
        [from, to]: [SocketAddrV4; 2],
        tcp: &Tcp,
        data: u32,
    ) -> Vec<&'static str> {
        // step 8: note what acknowledges a SYN or FIN; look up what this packet acknowledges
        let (syn, fin) = (tcp.has("SYN"), tcp.has("FIN"));
        let answered = self.directions.entry([to, from]).or_default();
        let acknowledges = |sent: &mut Option<u32>| {
            let number = tcp.acknowledgment_number;
            tcp.has("ACK") && sent.take_if(|sent| is_at_or_past(number, *sent)).is_some()
        };
        let all = [
            ("syn", syn),
            ("acks_syn", acknowledges(&mut answered.syn)),
            ("fin", fin),
            ("acks_fin", acknowledges(&mut answered.fin)),
            ("rst", tcp.has("RST")),
        ];
        let sent = self.directions.entry([from, to]).or_default();
        let after_syn = tcp.sequence_number.wrapping_add(u32::from(syn));
        if syn {
            // A FIN before it was of an older connection.
            *sent = Direction {
                syn: Some(after_syn),
                fin: None,
            };
        }
        if fin {
            sent.fin = Some(after_syn.wrapping_add(data).wrapping_add(1));
        }
        let is_so = all.into_iter().filter(|(_, is_so)| *is_so);
        is_so.map(|(part, _)| part).collect()
    }
}

/// Whether a sequence number has come to another one. They are counted modulo 2^32: after the highest
/// comes 0, and of two the one that is ahead by less than half of all is ahead.
fn is_at_or_past(number: u32, other: u32) -> bool {
    number.wrapping_sub(other) < 1 << 31
}
