//! The capture file: how it is opened, its records, its byte orders.

use serde_json::json;

use super::held::{Capture, ETHERNET, Format, RAW, USUAL, run};
use super::packet::{Ipv4, Packet};
use crate::folder::Folder;
use crate::play::Play;
use crate::verdict::Played;

/// A file that is not there.
pub fn cannot_open(play: &mut Play) -> Played {
    let folder = Folder::new()?;
    let path = folder.path().join("not there.pcap");
    let path = path.to_string_lossy().into_owned();
    let ended = play.run("dissect", &[&path])?;
    ended.stdout("")?.failed(&format!("cannot read {path}"))?;
    Ok(())
}

/// Text, the next format (pcapng), nothing, a header cut short, and packets of a kind that is not asked for.
pub fn no_capture(play: &mut Play) -> Played {
    const IEEE802_11: u32 = 105;
    let capture = Capture::new(USUAL, RAW).bytes;
    for bytes in [
        play.bytes(100),
        [b"\x0a\x0d\x0d\x0a".to_vec(), play.bytes(40)].concat(),
        Vec::new(),
        capture[..23].to_vec(),
        Capture::new(USUAL, IEEE802_11).bytes,
    ] {
        let ended = run(play, &bytes)?;
        ended.stdout("")?.complained()?;
    }
    Ok(())
}

/// Frames of other protocols than IP, of several lengths, one of them without a byte behind its header.
pub fn a_line_for_each(play: &mut Play) -> Played {
    let mut capture = Capture::new(USUAL, ETHERNET);
    for (ethertype, length) in [(0x0806_u16, 28), (0x86dd, 60), (0x88cc, 0)] {
        let frame = frame(play, ethertype, length);
        capture.add(play, &frame);
    }
    capture.play(play)?;
    // A capture may be empty, and then so is the output.
    Capture::new(USUAL, ETHERNET).play(play)
}

/// An Ethernet frame that carries so many bytes of something.
pub fn frame(play: &mut Play, ethertype: u16, length: usize) -> Packet {
    let nothing = Packet {
        bytes: play.bytes(length),
        shown: json!({}),
        telltales: Vec::new(),
    };
    let mut frame = nothing.in_ethernet(play);
    // Without the padding of a real frame: what is behind the header is not looked at.
    frame.bytes.truncate(14 + length);
    frame.bytes[12..14].copy_from_slice(&ethertype.to_be_bytes());
    frame.shown["ethernet"]["ethertype"] = ethertype.into();
    frame
}

/// Both byte orders, both units of time, both kinds of packets.
pub fn byte_orders(play: &mut Play) -> Played {
    for (big_endian, nanoseconds) in [(false, false), (true, false), (false, true), (true, true)] {
        let format = Format {
            big_endian,
            nanoseconds,
        };
        let mut capture = Capture::new(format, ETHERNET);
        for length in [46, 300] {
            let frame = frame(play, 0x0806, length);
            capture.add(play, &frame);
        }
        capture.play(play)?;
    }
    Ok(())
}

/// No file, and two of them.
pub fn usage(play: &mut Play) -> Played {
    play.run("dissect", &[])?.misused()?;
    play.run("dissect", &["one.pcap", "two.pcap"])?.misused()?;
    Ok(())
}

/// A capture of these packets, without anything around them.
pub fn raw(play: &mut Play, packets: &[Packet]) -> Played {
    let mut capture = Capture::new(USUAL, RAW);
    for packet in packets {
        capture.add(play, packet);
    }
    capture.play(play)
}

/// Of ICMP, which is not looked into: a packet of which the IPv4 header is all that counts.
pub fn only_ipv4(play: &mut Play) -> (Ipv4, Vec<u8>) {
    const ICMP: u8 = 1;
    let length = play.random.usize(1..200);
    (Ipv4::any(play, ICMP), play.bytes(length))
}
