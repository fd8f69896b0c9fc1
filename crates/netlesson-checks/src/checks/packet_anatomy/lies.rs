//! Packets that are cut, that lie about their lengths, or that are rubbish.

use serde_json::{Value, json};

use super::datagram::{ACK, SYN, Tcp, Udp};
use super::file::raw;
use super::headers::of_a_syn;
use super::held::{Capture, ETHERNET, RAW, USUAL, run};
use super::packet::{Ipv4, Packet, TCP, UDP, unverified};
use super::parts::conversation;
use crate::play::Play;
use crate::verdict::Played;

/// A packet, and what must be shown of it when the file has only its first `length` bytes: the headers of which the
/// fixed part is there.
fn cut(packet: &Packet, length: usize) -> Packet {
    const FIXED: usize = 20;
    let mut cut = packet.clone();
    // What is right of a whole one may be wrong, or be missing, here.
    cut.telltales.clear();
    let shown = &mut cut.shown;
    let words = |header: &Value, name: &str| header[name].as_u64().unwrap_or_default() as usize * 4;
    let ipv4_length = words(&shown["ipv4"], "ihl");
    if length < FIXED {
        shown["ipv4"] = Value::Null;
    } else if length < ipv4_length {
        shown["ipv4"]["header_checksum"] = unverified(given(&shown["ipv4"]["header_checksum"]));
        forget(&mut shown["ipv4"], "options");
    }
    for (name, fixed) in [("udp", 8), ("tcp", FIXED)] {
        if shown[name].is_null() || length >= packet.bytes.len() {
            continue;
        }
        if length < ipv4_length + fixed {
            shown[name] = Value::Null;
            continue;
        }
        shown[name]["checksum"] = unverified(given(&shown[name]["checksum"]));
        if name == "tcp" && length < ipv4_length + words(&shown["tcp"], "data_offset") {
            forget(&mut shown["tcp"], "options");
            shown["tcp"]["data_length"] = Value::Null;
            shown["tcp"]["part"] = json!([]);
        }
    }
    cut
}

fn given(checksum: &Value) -> u16 {
    let given = checksum["given"].as_u64();
    given
        .and_then(|given| u16::try_from(given).ok())
        .unwrap_or_default()
}

/// Whatever is shown of this member will do.
fn forget(header: &mut Value, name: &str) {
    if let Value::Object(members) = header {
        members.remove(name);
    }
}

/// A SYN with all its options, a segment with data, a datagram.
fn some(play: &mut Play) -> Vec<Packet> {
    let mut ipv4 = Ipv4::any(play, TCP);
    ipv4.options = vec![1, 1, 1, 0];
    let mut syn = Tcp::any(play, 0);
    syn.control_bits = SYN;
    syn.part = vec!["syn"];
    (syn.options, syn.options_shown) = of_a_syn(play);
    let syn = syn.packet(&ipv4);
    let ipv4 = Ipv4::any(play, TCP);
    let segment = Tcp::any(play, 9).packet(&ipv4);
    let ipv4 = Ipv4::any(play, UDP);
    vec![syn, segment, Udp::any(play, 9).packet(&ipv4)]
}

/// Captured with a limit: the file has the first bytes of each packet, and says how many there were. Every limit
/// there can be.
pub fn cut_anywhere(play: &mut Play) -> Played {
    let mut capture = Capture::new(USUAL, RAW);
    for packet in some(play) {
        for length in 0..packet.bytes.len() {
            capture.add_cut(play, &cut(&packet, length), length);
            capture.last_is_wrong();
        }
        capture.add(play, &packet);
    }
    capture.play(play)?;
    cut_frame(play)
}

/// The same of a frame, whose first header is that of Ethernet.
fn cut_frame(play: &mut Play) -> Played {
    const HEADER: usize = 14;
    let ipv4 = Ipv4::any(play, UDP);
    let packet = Udp::any(play, 40).packet(&ipv4);
    let frame = packet.clone().in_ethernet(play);
    let mut capture = Capture::new(USUAL, ETHERNET);
    for length in 0..frame.bytes.len() {
        let mut part = cut(&packet, length.saturating_sub(HEADER));
        part.bytes = frame.bytes.clone();
        if length >= HEADER {
            part.shown["ethernet"] = frame.shown["ethernet"].clone();
        }
        capture.add_cut(play, &part, length);
        capture.last_is_wrong();
    }
    capture.add(play, &frame);
    capture.play(play)
}

/// Of every packet of a conversation the file has the headers, and nothing of the data: each plays its part all the
/// same.
pub fn cut_conversation(play: &mut Play) -> Played {
    const HEADERS: usize = 40;
    let mut capture = Capture::new(USUAL, RAW);
    for packet in conversation(play) {
        if packet.bytes.len() > HEADERS {
            capture.add_cut(play, &cut(&packet, HEADERS), HEADERS);
            capture.last_is_wrong();
        } else {
            capture.add(play, &packet);
        }
    }
    capture.play(play)
}

/// The file ends inside the last record: in its header, and in its packet. Whatever the record has announced.
pub fn file_ends(play: &mut Play) -> Played {
    const HEADER: usize = 16;
    let packets = some(play);
    let (last, before) = (&packets[0], &packets[1..]);
    let mut places: Vec<usize> = (1..HEADER).collect();
    places.extend((0..6).map(|_| HEADER + play.random.usize(..last.bytes.len())));
    places.push(HEADER);
    for place in places {
        let mut capture = Capture::new(USUAL, RAW);
        for packet in before {
            capture.add(play, packet);
        }
        match place.checked_sub(HEADER) {
            None => {
                // What is there of it is no line's but that of the error.
                let record: Vec<u8> = play.bytes(place);
                capture.expect_only_an_error();
                capture.bytes.extend(record);
            }
            Some(length) => {
                let whole = last.bytes.len() as u32;
                capture.begin(play, &cut(last, length), whole, whole);
                capture.bytes.extend(&last.bytes[..length]);
                capture.last_is_wrong();
            }
        }
        capture.play(play)?;
    }
    // Of what is not looked into a byte is missing, and nothing else is wrong with it.
    const ARP: u16 = 0x0806;
    let mut frame = super::file::frame(play, ARP, 28);
    let whole = frame.bytes.len() as u32;
    frame.bytes.pop();
    let mut capture = Capture::new(USUAL, ETHERNET);
    capture.begin(play, &frame, whole, whole);
    capture.bytes.extend(&frame.bytes);
    capture.last_is_wrong();
    capture.play(play)?;
    // A claim of 4 GiB, and 20 bytes behind it.
    let mut capture = Capture::new(USUAL, RAW);
    let mut claim = cut(last, 20);
    claim.bytes.truncate(20);
    capture.begin(play, &claim, u32::MAX, u32::MAX);
    capture.bytes.extend(&claim.bytes);
    capture.last_is_wrong();
    capture.play(play)
}

/// Which length lies, and what it says.
enum Lie {
    Ihl(u8),
    /// The total length, more or less than it is by so much.
    Total(i32),
    DataOffset(u8),
    Udp(i32),
}

/// Each length in turn: too small for its header, too large for what is there, by one and by much.
pub fn lengths(play: &mut Play) -> Played {
    let tcp = [
        Lie::Ihl(4),
        Lie::Ihl(0),
        Lie::Ihl(15),
        Lie::Total(1),
        Lie::Total(20_000),
        Lie::Total(-30),
        Lie::Total(-49),
        Lie::DataOffset(4),
        Lie::DataOffset(0),
        Lie::DataOffset(15),
    ];
    let udp = [
        Lie::Ihl(15),
        Lie::Total(1),
        Lie::Total(-30),
        Lie::Udp(1),
        Lie::Udp(20_000),
        Lie::Udp(-10),
        Lie::Udp(-17),
    ];
    let mut capture = Capture::new(USUAL, RAW);
    for (lie, protocol) in tcp
        .iter()
        .map(|lie| (lie, TCP))
        .chain(udp.iter().map(|lie| (lie, UDP)))
    {
        let ipv4 = Ipv4::any(play, protocol);
        // In all 49 bytes and 37, of which the headers take 40 and 28.
        let truth = match protocol {
            TCP => Tcp::any(play, 9).packet(&ipv4),
            _ => Udp::any(play, 9).packet(&ipv4),
        };
        capture.add(play, &lying(&truth, lie));
        capture.last_is_wrong();
        // Whoever goes on finds the next as it is.
        capture.add(play, &truth);
    }
    capture.play(play)
}

fn lying(truth: &Packet, lie: &Lie) -> Packet {
    let mut packet = truth.clone();
    packet.telltales.clear();
    let (bytes, shown) = (&mut packet.bytes, &mut packet.shown);
    // What these come to depends on what is believed.
    forget(&mut shown["ipv4"], "header_checksum");
    forget(&mut shown["ipv4"], "options");
    for (name, member) in [("tcp", "checksum"), ("tcp", "options"), ("udp", "checksum")] {
        forget(&mut shown[name], member);
    }
    let changed = |bytes: &mut Vec<u8>, at: usize, by: i32| {
        let length = i32::from(u16::from_be_bytes([bytes[at], bytes[at + 1]])) + by;
        bytes[at..at + 2].copy_from_slice(&(length as u16).to_be_bytes());
        json!(length)
    };
    let hide = |shown: &mut Value| {
        shown["tcp"] = Value::Null;
        shown["udp"] = Value::Null;
    };
    match *lie {
        Lie::Ihl(words) => {
            bytes[0] = 0x40 | words;
            shown["ipv4"]["ihl"] = words.into();
            hide(shown);
        }
        Lie::Total(by) => {
            let length = changed(bytes, 2, by);
            shown["ipv4"]["total_length"] = length;
            if by < 0 {
                hide(shown);
            } else if let Some(data) = shown["tcp"]["data_length"].as_i64() {
                shown["tcp"]["data_length"] = json!(data + i64::from(by));
            }
        }
        Lie::DataOffset(words) => {
            bytes[32] = words << 4;
            shown["tcp"]["data_offset"] = words.into();
            shown["tcp"]["data_length"] = Value::Null;
        }
        Lie::Udp(by) => shown["udp"]["length"] = changed(bytes, 24, by),
    }
    packet
}

/// Options of no length, of one byte, and of more bytes than the header has; the first, and behind right ones. The
/// packets are SYNs, and have no part all the same.
pub fn options(play: &mut Play) -> Played {
    let mut capture = Capture::new(USUAL, RAW);
    let shift = play.random.u8(0..15);
    let (nop, scale) = (
        json!({"name": "no_operation"}),
        json!({"name": "window_scale", "shift": shift}),
    );
    for (options, shown) in [
        (vec![8, 0, 0, 0], json!([])),
        (vec![1, 2, 1, 1], json!([nop])),
        (vec![3, 3, shift, 1, 5, 10, 1, 1], json!([scale, nop])),
        (vec![1, 1, 2, 4], json!([nop, nop])),
        (vec![1, 1, 1, 30], json!([nop, nop, nop])),
        (vec![254, 255, 1, 1], json!([])),
        (vec![3, 3, shift, 8], json!([scale])),
    ] {
        let ipv4 = Ipv4::any(play, TCP);
        let mut tcp = Tcp::any(play, 20);
        tcp.control_bits = SYN;
        (tcp.options, tcp.options_shown) = (options, shown);
        let mut liar = tcp.packet(&ipv4);
        // How much data there is says the data offset, and that is believed or not.
        forget(&mut liar.shown["tcp"], "data_length");
        capture.add(play, &liar);
        capture.last_is_wrong();
        tcp.control_bits = ACK;
        (tcp.options, tcp.options_shown) = of_a_syn(play);
        capture.add(play, &tcp.packet(&ipv4));
    }
    capture.play(play)
}

/// Bytes by chance, and packets in which some bytes were changed by chance: a line for each, whatever it says.
pub fn rubbish(play: &mut Play) -> Played {
    let mut packets = Vec::new();
    for _ in 0..200 {
        let length = play.random.usize(..120);
        let bytes = (0..length).map(|_| play.random.u8(..)).collect();
        packets.push(bytes);
        for Packet { mut bytes, .. } in some(play) {
            for _ in 0..play.random.usize(1..4) {
                let place = play.random.usize(..bytes.len());
                bytes[place] = play.random.u8(..);
            }
            packets.push(bytes);
        }
    }
    let packets: Vec<Packet> = packets
        .into_iter()
        .map(|bytes| Packet {
            bytes,
            shown: Value::Null,
            telltales: Vec::new(),
        })
        .collect();
    raw(play, &packets)?;
    // And behind the header of a capture nothing that is one. How many lines that makes is anybody's guess.
    for _ in 0..4 {
        let mut file = Capture::new(USUAL, RAW).bytes;
        file.extend((0..400).map(|_| play.random.u8(..)));
        run(play, &file)?.code(0)?;
    }
    Ok(())
}
