//! Whatever the bytes are, every packet of a capture gets its line, and nothing panics.

use proptest::collection::vec;
use proptest::prelude::*;

use solution_11::flow::Flows;
use solution_11::line::Line;
use solution_11::pcap::Capture;

/// What a kernel has sent: handshakes, options, fragments, a reset.
const TALK: &[u8] = include_bytes!("../../../crates/netlesson-checks/captures/talk.pcap");

/// The lines of a file; `None` if it is no capture.
fn lines(file: &[u8]) -> Option<Vec<Line>> {
    let mut capture = Capture::open(file).ok()?;
    let mut flows = Flows::default();
    let mut lines = Vec::new();
    for number in 1.. {
        lines.push(match capture.next_record() {
            Ok(None) => break,
            Ok(Some(record)) => Line::dissect(number, capture.link, &record, &mut flows),
            Err(why) => Line::missing(number, why),
        });
    }
    Some(lines)
}

/// A capture's header, of this link type.
fn header(link: u8) -> Vec<u8> {
    let mut header = vec![0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0];
    header.resize(20, 0);
    header.extend([link, 0, 0, 0]);
    header
}

/// A capture of these packets, each with a record that tells the truth.
fn capture(link: u8, packets: &[Vec<u8>]) -> Vec<u8> {
    let mut file = header(link);
    for packet in packets {
        let length = (packet.len() as u32).to_le_bytes();
        file.extend([[0; 4], [0; 4], length, length].concat());
        file.extend(packet);
    }
    file
}

/// Bytes that look like an IPv4 packet of TCP or UDP, for a while.
fn nearly_a_packet() -> impl Strategy<Value = Vec<u8>> {
    let first = prop_oneof![Just(0x45), Just(0x46), Just(0x4f), any::<u8>()];
    let protocol = prop_oneof![Just(6), Just(17), any::<u8>()];
    let offset = prop_oneof![Just(0x50), Just(0x80), Just(0xf0), any::<u8>()];
    (
        vec(any::<u8>(), 0..120),
        first,
        protocol,
        offset,
        any::<bool>(),
    )
        .prop_map(|(mut bytes, first, protocol, offset, whole)| {
            let length = bytes.len() as u8;
            let places = [(0, first), (9, protocol), (32, offset), (6, 0), (7, 0)];
            let lengths = [(2, 0), (3, length)];
            let lengths = lengths.into_iter().filter(|_| whole);
            for (place, value) in places.into_iter().chain(lengths) {
                if let Some(byte) = bytes.get_mut(place) {
                    *byte = value;
                }
            }
            bytes
        })
}

proptest! {
    #[test]
    fn any_bytes_at_all(file in vec(any::<u8>(), 0..200)) {
        lines(&file);
    }

    #[test]
    fn any_bytes_behind_a_header(link in prop_oneof![Just(1), Just(101)], rest in vec(any::<u8>(), 0..400)) {
        let file = [header(link), rest].concat();
        prop_assert!(lines(&file).is_some());
    }

    #[test]
    fn packets_that_are_nearly_right(packets in vec(nearly_a_packet(), 0..20)) {
        let lines = lines(&capture(101, &packets)).expect("it has a header");
        prop_assert_eq!(lines.len(), packets.len());
        for line in &lines {
            prop_assert!(serde_json::to_string(line).is_ok());
        }
    }

    #[test]
    fn what_a_kernel_has_sent_with_some_bytes_changed(
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
    ) {
        let mut file = TALK.to_vec();
        // Behind the header of the file: in records, headers, options, data.
        let (_, rest) = file.split_at_mut(24);
        for (place, byte) in changes {
            rest[place.index(rest.len())] = byte;
        }
        let lines = lines(&file).expect("its header was left alone");
        for (line, number) in lines.iter().zip(1..) {
            prop_assert_eq!(line.number, number);
            prop_assert!(serde_json::to_string(line).is_ok());
        }
    }

    #[test]
    fn a_file_cut_anywhere_loses_no_line_before_the_cut(
        packets in vec(nearly_a_packet(), 1..6), cut in any::<prop::sample::Index>(),
    ) {
        let file = capture(101, &packets);
        let cut = cut.index(file.len());
        if let Some(lines) = lines(&file[..cut]) {
            let mut end = 24;
            let whole = packets.iter().take_while(|packet| {
                end += 16 + packet.len();
                end <= cut
            });
            prop_assert!(lines.len() >= whole.count());
        }
    }
}
