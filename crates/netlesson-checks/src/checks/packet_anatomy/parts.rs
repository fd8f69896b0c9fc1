//! What packets are to their connection: the handshake, the close, the reset.

use super::datagram::{ACK, FIN, RST, SYN, Tcp};
use super::file::raw;
use super::packet::{Ipv4, Packet, TCP};
use crate::play::Play;
use crate::verdict::Played;

/// A connection between two, as both ends count it: the sequence number of each one's next byte.
struct Talk {
    ends: [Ipv4; 2],
    ports: [u16; 2],
    next: [u32; 2],
}

/// Who calls, and who is called.
const CALLER: usize = 0;
const CALLED: usize = 1;

impl Talk {
    fn any(play: &mut Play) -> Self {
        let next = [play.random.u32(..), play.random.u32(..)];
        Self::counting_from(play, next)
    }

    fn counting_from(play: &mut Play, next: [u32; 2]) -> Self {
        let (there, back) = (Ipv4::any(play, TCP), Ipv4::any(play, TCP));
        let back = Ipv4 {
            source: there.destination,
            destination: there.source,
            ..back
        };
        let ports = Tcp::any(play, 0);
        Self {
            ends: [there, back],
            ports: [ports.source_port, ports.destination_port],
            next,
        }
    }

    /// The next packet of one end.
    fn says(
        &mut self,
        play: &mut Play,
        who: usize,
        bits: u8,
        length: usize,
        part: &[&'static str],
    ) -> Packet {
        let mut tcp = Tcp::any(play, length);
        tcp.source_port = self.ports[who];
        tcp.destination_port = self.ports[1 - who];
        tcp.sequence_number = self.next[who];
        // Without ACK the number means nothing, and is anything.
        if bits & ACK != 0 {
            tcp.acknowledgment_number = self.next[1 - who];
        }
        tcp.control_bits = bits;
        tcp.part = part.to_vec();
        // SYN and FIN are counted as a byte each.
        let counted = length as u32 + (bits & SYN != 0) as u32 + (bits & FIN != 0) as u32;
        self.next[who] = self.next[who].wrapping_add(counted);
        tcp.packet(&self.ends[who])
    }

    fn handshake(&mut self, play: &mut Play) -> Vec<Packet> {
        vec![
            self.says(play, CALLER, SYN, 0, &["syn"]),
            self.says(play, CALLED, SYN | ACK, 0, &["syn", "acks_syn"]),
            self.says(play, CALLER, ACK, 0, &["acks_syn"]),
        ]
    }

    fn data(&mut self, play: &mut Play, who: usize) -> Packet {
        let length = play.random.usize(1..100);
        self.says(play, who, ACK, length, &[])
    }

    /// One end closes first, the other a word later.
    fn close_in_four(&mut self, play: &mut Play, first: usize) -> Vec<Packet> {
        let length = play.random.usize(1..50);
        vec![
            self.says(play, first, FIN | ACK, length, &["fin"]),
            self.says(play, 1 - first, ACK, 0, &["acks_fin"]),
            self.data(play, 1 - first),
            self.says(play, first, ACK, 0, &[]),
            self.says(play, 1 - first, FIN | ACK, 0, &["fin"]),
            self.says(play, first, ACK, 0, &["acks_fin"]),
        ]
    }
}

/// Three packets, and data in both directions, of which none has a part; with data in the very
/// acknowledgment; and with an acknowledgment that comes late.
pub fn handshake(play: &mut Play) -> Played {
    let mut talk = Talk::any(play);
    let mut packets = talk.handshake(play);
    for who in [CALLER, CALLED, CALLED, CALLER] {
        packets.push(talk.data(play, who));
    }
    let mut talk = Talk::any(play);
    packets.extend([
        talk.says(play, CALLER, SYN, 0, &["syn"]),
        talk.says(play, CALLED, SYN | ACK, 0, &["syn", "acks_syn"]),
        talk.says(play, CALLER, ACK, 20, &["acks_syn"]),
        talk.data(play, CALLED),
    ]);
    // The third packet was not captured: what acknowledges the data behind a SYN acknowledges the SYN, too.
    let mut talk = Talk::any(play);
    packets.extend([
        talk.says(play, CALLER, SYN, 0, &["syn"]),
        talk.says(play, CALLED, SYN | ACK, 0, &["syn", "acks_syn"]),
        talk.data(play, CALLED),
        talk.says(play, CALLER, ACK, 0, &["acks_syn"]),
    ]);
    raw(play, &packets)
}

/// In four packets and in three, from either end, with data in the FIN; both at once; and after a SYN that was
/// sent before the capture begins.
pub fn close(play: &mut Play) -> Played {
    let mut packets = Vec::new();
    for first in [CALLER, CALLED] {
        let mut talk = Talk::any(play);
        packets.extend(talk.handshake(play));
        packets.extend(talk.close_in_four(play, first));
        let mut talk = Talk::any(play);
        packets.extend(talk.handshake(play));
        packets.extend([
            talk.says(play, first, FIN | ACK, 30, &["fin"]),
            talk.says(play, 1 - first, FIN | ACK, 0, &["fin", "acks_fin"]),
            talk.says(play, first, ACK, 0, &["acks_fin"]),
        ]);
        let mut talk = Talk::any(play);
        packets.extend(talk.close_in_four(play, first));
    }
    packets.extend(both_close(play));
    // What acknowledges the data before a FIN does not acknowledge the FIN.
    let mut talk = Talk::any(play);
    packets.extend(talk.handshake(play));
    packets.push(talk.says(play, CALLER, FIN | ACK, 20, &["fin"]));
    talk.next[CALLER] = talk.next[CALLER].wrapping_sub(1);
    packets.push(talk.says(play, CALLED, ACK, 0, &[]));
    talk.next[CALLER] = talk.next[CALLER].wrapping_add(1);
    packets.push(talk.says(play, CALLED, ACK, 0, &["acks_fin"]));
    raw(play, &packets)
}

/// A whole conversation, with data behind some of its headers.
pub fn conversation(play: &mut Play) -> Vec<Packet> {
    let mut talk = Talk::any(play);
    let mut packets = talk.handshake(play);
    packets.push(talk.data(play, CALLER));
    packets.extend(talk.close_in_four(play, CALLER));
    packets
}

/// Each has sent its FIN before the other's came, and acknowledges only what came before that.
fn both_close(play: &mut Play) -> Vec<Packet> {
    let mut talk = Talk::any(play);
    let mut packets = talk.handshake(play);
    let before = talk.next;
    packets.push(talk.says(play, CALLER, FIN | ACK, 0, &["fin"]));
    let after = talk.next;
    talk.next = before;
    packets.push(talk.says(play, CALLED, FIN | ACK, 0, &["fin"]));
    talk.next[CALLER] = after[CALLER];
    packets.push(talk.says(play, CALLER, ACK, 0, &["acks_fin"]));
    packets.push(talk.says(play, CALLED, ACK, 0, &["acks_fin"]));
    packets
}

/// Where nobody listens, and in the midst of a conversation, with ACK and without.
pub fn reset(play: &mut Play) -> Played {
    let mut talk = Talk::any(play);
    let mut packets = vec![
        talk.says(play, CALLER, SYN, 0, &["syn"]),
        talk.says(play, CALLED, RST | ACK, 0, &["acks_syn", "rst"]),
    ];
    for bits in [RST | ACK, RST] {
        let mut talk = Talk::any(play);
        packets.extend(talk.handshake(play));
        packets.push(talk.data(play, CALLED));
        packets.push(talk.says(play, CALLER, bits, 0, &["rst"]));
    }
    raw(play, &packets)
}

/// A SYN, a SYN with its acknowledgment and a FIN that are sent again; and the same ports once more, for a new
/// connection that counts from elsewhere.
pub fn sent_again(play: &mut Play) -> Played {
    let mut talk = Talk::any(play);
    let mut packets = Vec::new();
    let start = talk.next;
    for _ in 0..3 {
        talk.next = start;
        packets.push(talk.says(play, CALLER, SYN, 0, &["syn"]));
    }
    packets.push(talk.says(play, CALLED, SYN | ACK, 0, &["syn", "acks_syn"]));
    // The answer got lost. The SYN that it acknowledged is acknowledged already.
    talk.next[CALLED] = start[CALLED];
    packets.push(talk.says(play, CALLED, SYN | ACK, 0, &["syn"]));
    packets.push(talk.says(play, CALLER, ACK, 0, &["acks_syn"]));
    let before = talk.next;
    packets.push(talk.says(play, CALLER, FIN | ACK, 0, &["fin"]));
    talk.next = before;
    packets.push(talk.says(play, CALLER, FIN | ACK, 0, &["fin"]));
    packets.push(talk.says(play, CALLED, ACK, 0, &["acks_fin"]));
    packets.push(talk.says(play, CALLED, ACK, 0, &[]));
    // It never closes: its machine is started anew, and its next connection has the same ports.
    packets.push(talk.says(play, CALLED, FIN | ACK, 0, &["fin"]));
    talk.next = [play.random.u32(..), talk.next[CALLED].wrapping_add(1 << 30)];
    packets.extend(talk.handshake(play));
    packets.extend(talk.close_in_four(play, CALLER));
    raw(play, &packets)
}

/// Sequence numbers that go past the highest there is, and on from 0.
pub fn past_the_highest(play: &mut Play) -> Played {
    let mut packets = Vec::new();
    for next in [
        [u32::MAX, u32::MAX],
        [u32::MAX - 1, 5],
        [u32::MAX - 60, u32::MAX - 2],
    ] {
        let mut talk = Talk::counting_from(play, next);
        packets.extend(talk.handshake(play));
        packets.push(talk.data(play, CALLER));
        packets.extend(talk.close_in_four(play, CALLED));
    }
    // Here the highest lies between a FIN and the acknowledgment of what came before it.
    let mut talk = Talk::counting_from(play, [u32::MAX - 21, u32::MAX - 41]);
    packets.extend(talk.handshake(play));
    packets.push(talk.says(play, CALLER, FIN | ACK, 20, &["fin"]));
    let last = talk.next[CALLER];
    talk.next[CALLER] = last.wrapping_sub(1);
    packets.push(talk.says(play, CALLED, ACK, 40, &[]));
    talk.next[CALLER] = last;
    packets.push(talk.says(play, CALLED, ACK, 0, &["acks_fin"]));
    raw(play, &packets)
}

/// Conversations between the same two machines, and between others by the same ports, all mixed up.
pub fn many_at_once(play: &mut Play) -> Played {
    let first = Talk::any(play);
    let mut talks = vec![first];
    for change in 0..4 {
        let mut talk = Talk::any(play);
        let (ends, ports) = (talks[0].ends.clone(), talks[0].ports);
        match change {
            // The same machines, and one port or the other.
            0 => (talk.ends, talk.ports) = (ends, [ports[0], ports[1] ^ 1]),
            1 => (talk.ends, talk.ports) = (ends, [ports[0] ^ 1, ports[1]]),
            // Other machines by the same ports; and one of these machines with another one.
            2 => talk.ports = ports,
            _ => {
                talk.ports = ports;
                talk.ends[CALLER].source = ends[CALLER].source;
                talk.ends[CALLED].destination = ends[CALLER].source;
            }
        }
        talks.push(talk);
    }
    let mut each: Vec<Vec<Packet>> = Vec::new();
    for (talk, place) in talks.iter_mut().zip(0..) {
        let mut packets = talk.handshake(play);
        packets.push(talk.data(play, CALLER));
        packets.extend(talk.close_in_four(play, place % 2));
        packets.reverse();
        each.push(packets);
    }
    let mut packets = Vec::new();
    while each.iter().any(|packets| !packets.is_empty()) {
        let next = play.random.usize(..each.len());
        packets.extend(each[next].pop());
    }
    raw(play, &packets)
}
