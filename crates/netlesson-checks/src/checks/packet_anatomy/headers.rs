//! The headers, field by field, and their checksums.

use serde_json::{Value, json};

use super::datagram::{ACK, SYN, Tcp, Udp};
use super::file::{only_ipv4, raw};
use super::held::{Capture, ETHERNET, RAW, USUAL};
use super::packet::{Ipv4, Packet, TCP, UDP, unverified};
use crate::play::Play;
use crate::verdict::Played;

/// The flags one by one and all together, without any option.
pub fn ipv4(play: &mut Play) -> Played {
    let mut packets = Vec::new();
    for flags in [0b000, 0b010, 0b100, 0b111] {
        let (mut ipv4, payload) = only_ipv4(play);
        ipv4.flags = flags;
        packets.push(ipv4.packet(&payload));
        ipv4.fragment_offset = play.random.u16(0x0101..0x2000);
        packets.push(ipv4.packet(&payload));
    }
    raw(play, &packets)
}

/// From one word of them to as many as there can be.
pub fn ipv4_options(play: &mut Play) -> Played {
    let mut packets = Vec::new();
    for words in [1, 4, 10] {
        let (mut ipv4, payload) = only_ipv4(play);
        // No operation, and one of an experiment that takes up the rest (RFC 4727).
        let rest = words * 4 - 1;
        ipv4.options = [&[1, 0x9e, rest as u8], play.bytes(rest - 2).as_slice()].concat();
        packets.push(ipv4.packet(&payload));
    }
    raw(play, &packets)
}

/// Right, spoiled in one bit, and in many; and headers whose words add up past 16 bits more than once.
pub fn header_checksum(play: &mut Play) -> Played {
    let mut packets = Vec::new();
    for spoil in [0, 1, 0x8000, play.random.u16(1..)] {
        let (mut ipv4, payload) = only_ipv4(play);
        ipv4.spoil = spoil;
        ipv4.source = [255, 254, 253, play.random.u8(1..)];
        ipv4.destination = [251, 252, 253, play.random.u8(1..)];
        packets.push(ipv4.packet(&payload));
    }
    // Two whose sums must be folded twice: that without a checksum, and that with the wrong one.
    let (mut ipv4, payload) = only_ipv4(play);
    let without = |number: &u16| {
        ipv4.identification = *number;
        let mut header = ipv4.header(payload.len());
        header[10..12].fill(0);
        folds_twice(&header)
    };
    ipv4.identification = (1..=u16::MAX).find(without).unwrap_or_default();
    packets.push(ipv4.packet(&payload));
    let with = |number: &u16| {
        ipv4.spoil = *number;
        folds_twice(&ipv4.header(payload.len()))
    };
    ipv4.spoil = (1..=u16::MAX).find(with).unwrap_or_default();
    packets.push(ipv4.packet(&payload));
    raw(play, &packets)
}

/// Whether the sum of its words overflows again when what overflowed has been added to it.
fn folds_twice(header: &[u8]) -> bool {
    let words = header.chunks(2);
    let sum: u32 = words
        .map(|word| u32::from(word[0]) << 8 | u32::from(word[1]))
        .sum();
    (sum & 0xffff) + (sum >> 16) > 0xffff
}

/// In frames: IPv6, and something that only says that it is IPv4. Without: IPv6, and neither of the two.
pub fn not_ipv4(play: &mut Play) -> Played {
    let mut capture = Capture::new(USUAL, ETHERNET);
    let version = |play: &mut Play, version: u8, length: usize| {
        let rest = play.bytes(length - 1);
        Packet {
            bytes: [&[version << 4], rest.as_slice()].concat(),
            shown: json!({}),
            telltales: Vec::new(),
        }
    };
    let mut six = version(play, 6, 60).in_ethernet(play);
    six.bytes[12..14].copy_from_slice(&[0x86, 0xdd]);
    six.shown["ethernet"]["ethertype"] = 0x86dd.into();
    capture.add(play, &six);
    let liar = version(play, 6, 60).in_ethernet(play);
    capture.add(play, &liar);
    capture.last_is_wrong();
    capture.play(play)?;

    let mut capture = Capture::new(USUAL, RAW);
    let six = version(play, 6, 60);
    capture.add(play, &six);
    let neither = version(play, 5, 60);
    capture.add(play, &neither);
    capture.last_is_wrong();
    capture.play(play)
}

/// With data and without, and behind options.
pub fn udp(play: &mut Play) -> Played {
    let mut packets = Vec::new();
    for length in [0, 64, 1000] {
        let ipv4 = Ipv4::any(play, UDP);
        packets.push(Udp::any(play, length).packet(&ipv4));
    }
    let mut ipv4 = Ipv4::any(play, UDP);
    ipv4.options = vec![1, 1, 1, 0];
    packets.push(Udp::any(play, 20).packet(&ipv4));
    raw(play, &packets)
}

/// Even and odd lengths; a spoiled one; none at all; one that is sent as all ones since it comes to 0; and bytes
/// behind the datagram that do not belong to it.
pub fn udp_checksum(play: &mut Play) -> Played {
    let mut packets = Vec::new();
    for (length, spoil) in [(100, 0), (101, 0), (1, 0), (33, play.random.u16(1..))] {
        let ipv4 = Ipv4::any(play, UDP);
        let mut udp = Udp::any(play, length);
        udp.spoil = spoil;
        packets.push(udp.packet(&ipv4));
    }
    let ipv4 = Ipv4::any(play, UDP);
    packets.push(Udp::any(play, 40).packet_without_checksum(&ipv4));
    packets.push(comes_to_nothing(play));
    let ipv4 = Ipv4::any(play, UDP);
    let whole = Udp::any(play, 31).packet(&ipv4);
    let behind = play.bytes(5);
    let mut longer = ipv4.packet(&[&whole.bytes[20..], behind.as_slice()].concat());
    longer.shown["udp"] = whole.shown["udp"].clone();
    packets.push(longer);
    raw(play, &packets)
}

/// A datagram whose checksum comes to 0.
fn comes_to_nothing(play: &mut Play) -> Packet {
    let ipv4 = Ipv4::any(play, UDP);
    let mut udp = Udp::any(play, 20);
    udp.data[..2].fill(0);
    let sum = udp.packet(&ipv4).shown["udp"]["checksum"]["computed"].as_u64();
    // With its own checksum among the data, the sum of all is all ones, and that turned over is 0.
    let sum = sum
        .and_then(|sum| u16::try_from(sum).ok())
        .unwrap_or_default();
    udp.data[..2].copy_from_slice(&sum.to_be_bytes());
    let mut packet = udp.packet(&ipv4);
    // That 0 is shown in its place has more than one reason.
    packet.telltales.clear();
    packet
}

/// The control bits that are not about a connection, one by one and together, and none at all; the reserved bits;
/// everything in its place.
pub fn tcp(play: &mut Play) -> Played {
    let mut packets = Vec::new();
    for (control_bits, reserved) in [
        (ACK, 0),
        (ACK | 0x08, 0),
        (ACK | 0x20, 0b1010),
        (ACK | 0x40, 0),
        (ACK | 0x80, 0),
        (ACK | 0xe8, 0b0101),
        (0, 0),
    ] {
        let ipv4 = Ipv4::any(play, TCP);
        let mut tcp = Tcp::any(play, 40);
        tcp.control_bits = control_bits;
        tcp.reserved = reserved;
        tcp.urgent_pointer = tcp.window.wrapping_mul(3);
        packets.push(tcp.packet(&ipv4));
    }
    raw(play, &packets)
}

/// Even and odd lengths, no data at all, and spoiled ones.
pub fn tcp_checksum(play: &mut Play) -> Played {
    let mut packets = Vec::new();
    for (length, spoil) in [
        (0, 0),
        (100, 0),
        (101, 0),
        (1, 0),
        (20, 1),
        (33, play.random.u16(1..)),
    ] {
        let ipv4 = Ipv4::any(play, TCP);
        let mut tcp = Tcp::any(play, length);
        tcp.spoil = spoil;
        packets.push(tcp.packet(&ipv4));
    }
    raw(play, &packets)
}

/// A header's options: their bytes, and how they must be shown.
type Options = (Vec<u8>, Value);

/// What a SYN carries; selective acknowledgments; options that nobody knows, or of a length that they cannot have;
/// and the end of the list with something behind it.
pub fn tcp_options(play: &mut Play) -> Played {
    let mut packets = Vec::new();
    for (options, shown) in [of_a_syn(play), sack(play), unknown(play), ended(play)] {
        let ipv4 = Ipv4::any(play, TCP);
        let mut tcp = Tcp::any(play, 10);
        tcp.options = options;
        tcp.options_shown = shown;
        packets.push(tcp.packet(&ipv4));
    }
    raw(play, &packets)
}

/// The four that Linux sends in a SYN.
pub fn of_a_syn(play: &mut Play) -> Options {
    let chance = &mut play.random;
    let size = chance.u16(536..9000);
    let shift = chance.u8(0..15);
    let (value, echo_reply) = (chance.u32(..), chance.u32(..));
    let mut bytes = vec![2, 4];
    bytes.extend(size.to_be_bytes());
    bytes.extend([4, 2, 8, 10]);
    bytes.extend(value.to_be_bytes());
    bytes.extend(echo_reply.to_be_bytes());
    bytes.extend([1, 3, 3, shift]);
    let shown = json!([
        {"name": "maximum_segment_size", "value": size},
        {"name": "sack_permitted"},
        {"name": "timestamps", "value": value, "echo_reply": echo_reply},
        {"name": "no_operation"},
        {"name": "window_scale", "shift": shift},
    ]);
    (bytes, shown)
}

fn sack(play: &mut Play) -> Options {
    let blocks: Vec<[u32; 2]> = (0..3)
        .map(|_| [play.random.u32(..), play.random.u32(..)])
        .collect();
    let mut bytes = vec![1, 1, 5, 26];
    bytes.extend(blocks.iter().flatten().flat_map(|edge| edge.to_be_bytes()));
    let nop = json!({"name": "no_operation"});
    (bytes, json!([nop, nop, {"name": "sack", "blocks": blocks}]))
}

fn unknown(play: &mut Play) -> Options {
    let chance = &mut play.random;
    let (kind, one, two) = (chance.u8(70..250), chance.u8(..), chance.u8(..));
    let mut bytes = vec![kind, 4, one, two, 2, 3, one, 4, 3, two, kind, 2];
    // A selective acknowledgment of nothing.
    bytes.extend([5, 2, 1, 1]);
    let nop = json!({"name": "no_operation"});
    let shown = json!([
        {"name": "unknown", "kind": kind, "data": format!("{one:02x}{two:02x}")},
        {"name": "unknown", "kind": 2, "data": format!("{one:02x}")},
        {"name": "unknown", "kind": 4, "data": format!("{two:02x}")},
        {"name": "unknown", "kind": kind, "data": ""},
        {"name": "unknown", "kind": 5, "data": ""},
        nop,
        nop,
    ]);
    (bytes, shown)
}

fn ended(play: &mut Play) -> Options {
    // Behind the end stands what would be a wrong option.
    let (shift, behind) = (play.random.u8(0..15), play.random.u8(2..));
    let bytes = vec![3, 3, shift, 0, behind, 0, 1, behind];
    let shown = json!([
        {"name": "window_scale", "shift": shift},
        {"name": "end_of_option_list"},
    ]);
    (bytes, shown)
}

/// Short packets in frames, which are filled up to 60 bytes.
pub fn padding(play: &mut Play) -> Played {
    let mut capture = Capture::new(USUAL, ETHERNET);
    for length in [0, 1, 5] {
        let ipv4 = Ipv4::any(play, TCP);
        let packet = Tcp::any(play, length).packet(&ipv4).in_ethernet(play);
        capture.add(play, &packet);
        let ipv4 = Ipv4::any(play, UDP);
        let packet = Udp::any(play, length).packet(&ipv4).in_ethernet(play);
        capture.add(play, &packet);
    }
    let ipv4 = Ipv4::any(play, TCP);
    let packet = Tcp::any(play, 200).packet(&ipv4).in_ethernet(play);
    capture.add(play, &packet);
    capture.play(play)
}

/// The first of a datagram and of a segment has their header, of which the checksum cannot be verified, and which has
/// no part in any connection, SYN or not; the others have bytes that only look like one.
pub fn fragments(play: &mut Play) -> Played {
    const MORE: u8 = 0b001;
    const PIECE: usize = 80;
    let mut packets = Vec::new();
    let udp = Udp::any(play, 190);
    let mut tcp = Tcp::any(play, 190);
    tcp.control_bits = SYN;
    for protocol in [UDP, TCP] {
        let mut ipv4 = Ipv4::any(play, protocol);
        let mut whole = if protocol == UDP {
            udp.datagram()
        } else {
            tcp.segment()
        };
        // Not the checksum that it should have: nobody who has only a part of it can tell.
        let (at, given) = (if protocol == UDP { 6 } else { 16 }, play.random.u16(1..));
        whole[at..at + 2].copy_from_slice(&given.to_be_bytes());
        for (place, piece) in whole.chunks(PIECE).enumerate() {
            ipv4.fragment_offset = (place * PIECE / 8) as u16;
            let is_last = (place + 1) * PIECE >= whole.len();
            ipv4.flags = if is_last { 0 } else { MORE };
            let mut packet = ipv4.packet(piece);
            if place == 0 && protocol == UDP {
                packet.shown["udp"] = udp.shown(unverified(given));
            } else if place == 0 {
                tcp.data.truncate(PIECE - 20);
                packet.shown["tcp"] = tcp.shown(unverified(given));
            }
            packets.push(packet);
        }
    }
    raw(play, &packets)
}
