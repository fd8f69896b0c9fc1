//! Packets that a kernel has sent: `captures/talk.pcap`, recorded by `captures/record.py` on a wire on which checksums
//! are complete. What is known of it is told here; what is not, tshark knows, where it is installed.

use std::io::ErrorKind;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::datagram::{ACK, CONTROL_BITS, Tcp, Udp};
use super::headers::of_a_syn;
use super::held::{Capture, ETHERNET, USUAL, hold, lines, parsed, run, too_few_or_many};
use super::packet::{Ipv4, TCP, UDP};
use crate::folder::Folder;
use crate::play::Play;
use crate::verdict::{Played, Problem, Symptom};

/// The capture. Its ports and its sequence numbers are what the kernel chose.
pub const TALK: &[u8] = include_bytes!("../../../captures/talk.pcap");

/// What is known of each of its packets of TCP: whether the caller sent it, the control bits, the length of its data,
/// its part.
const SEGMENTS: [(bool, &str, usize, &str); 24] = [
    // A word, its answer, and a close in four packets.
    (true, "SYN", 0, "syn"),
    (false, "ACK SYN", 0, "syn acks_syn"),
    (true, "ACK", 0, "acks_syn"),
    (true, "ACK PSH", 5, ""),
    (false, "ACK", 0, ""),
    (false, "ACK PSH", 5, ""),
    (true, "ACK", 0, ""),
    (true, "ACK FIN", 0, "fin"),
    (false, "ACK", 0, "acks_fin"),
    (false, "ACK FIN", 0, "fin"),
    (true, "ACK", 0, "acks_fin"),
    // Nobody listens.
    (true, "SYN", 0, "syn"),
    (false, "ACK RST", 0, "acks_syn rst"),
    // Three segments of which the second was lost, and is sent again; at the end a reset.
    (true, "SYN", 0, "syn"),
    (false, "ACK SYN", 0, "syn acks_syn"),
    (true, "ACK", 0, "acks_syn"),
    (true, "ACK PSH", 1000, ""),
    (false, "ACK", 0, ""),
    (true, "ACK PSH", 1000, ""),
    (true, "ACK PSH", 1000, ""),
    (false, "ACK", 0, ""),
    (true, "ACK PSH", 1000, ""),
    (false, "ACK", 0, ""),
    (true, "ACK RST", 0, "rst"),
];

/// How many packets are in it: these, two small datagrams, and one in three fragments.
const PACKETS: usize = SEGMENTS.len() + 5;

/// The names of the options of its SYNs.
const OF_A_SYN: [&str; 5] = [
    "maximum_segment_size",
    "sack_permitted",
    "timestamps",
    "no_operation",
    "window_scale",
];

/// Every checksum in it is right, by the kernel's own word.
pub fn talk(play: &mut Play) -> Played {
    let came = lines(&run(play, TALK)?)?;
    let mut expected: Vec<Value> = SEGMENTS
        .iter()
        .map(|&(from_caller, bits, data, part)| {
            let words = |text: &str| text.split_whitespace().map(Value::from).collect::<Vec<_>>();
            let (from, to) = if from_caller { (1, 2) } else { (2, 1) };
            json!({
                "ipv4": {
                    "version": 4,
                    "flags": ["DF"],
                    "source_address": format!("10.11.0.{from}"),
                    "destination_address": format!("10.11.0.{to}"),
                },
                "tcp": {
                    "control_bits": words(bits),
                    "data_length": data,
                    "part": words(part),
                    "checksum": {"right": true},
                },
                "udp": null,
            })
        })
        .collect();
    // The third segment was there when the second was not.
    let nop = json!({"name": "no_operation"});
    let block: [u32; 2] = [3_985_614_507, 3_985_615_507];
    expected[20]["tcp"]["options"] =
        json!([nop, nop, {"name": "timestamps"}, nop, nop, {"name": "sack", "blocks": [block]}]);
    for place in [0, 1, 11, 13, 14] {
        let options = OF_A_SYN.iter().map(|name| json!({"name": name}));
        expected[place]["tcp"]["options"] = options.collect();
        expected[place]["tcp"]["options"][0]["value"] = 1460.into();
        expected[place]["tcp"]["options"][4]["shift"] = 10.into();
    }
    let right = json!({"right": true});
    for (length, checksum) in [(12, &right), (13, &right), (3008, &json!({"right": null}))] {
        expected.push(json!({"udp": {"length": length, "checksum": checksum}, "tcp": null}));
    }
    for fragment in [185, 370] {
        expected.push(json!({"ipv4": {"fragment_offset": fragment}, "udp": null, "tcp": null}));
    }
    for (place, (expected, line)) in expected.iter_mut().zip(&came).enumerate() {
        expected["number"] = (place + 1).into();
        expected["error"] = Value::Null;
        expected["ipv4"]["header_checksum"] = right.clone();
        hold(line, expected, &[])?;
    }
    if came.len() != PACKETS {
        return Err(too_few_or_many(PACKETS, came.len()));
    }
    Ok(())
}

/// A field as tshark calls it, and how it is shown by us.
type Field = (&'static str, fn(&Value) -> Value);

/// The fields that both show. A number may be written in decimal or, with 0x, in hexadecimal. Their names are the same
/// in every edition of tshark from 3.0 on. Those of ECE and of the reserved bits are not, so all control bits are
/// compared as one number.
const FIELDS: &[Field] = &[
    ("frame.len", |line| line["original_length"].clone()),
    ("frame.cap_len", |line| line["captured_length"].clone()),
    ("eth.dst", |line| line["ethernet"]["destination"].clone()),
    ("eth.src", |line| line["ethernet"]["source"].clone()),
    ("eth.type", |line| line["ethernet"]["ethertype"].clone()),
    ("ip.version", |line| line["ipv4"]["version"].clone()),
    ("ip.hdr_len", |line| times(&line["ipv4"]["ihl"], 4)),
    ("ip.dsfield", |line| line["ipv4"]["type_of_service"].clone()),
    ("ip.len", |line| line["ipv4"]["total_length"].clone()),
    ("ip.id", |line| line["ipv4"]["identification"].clone()),
    ("ip.flags.rb", |line| {
        has(&line["ipv4"]["flags"], "reserved")
    }),
    ("ip.flags.df", |line| has(&line["ipv4"]["flags"], "DF")),
    ("ip.flags.mf", |line| has(&line["ipv4"]["flags"], "MF")),
    // In eights of bytes, or in bytes: the editions differ.
    ("ip.frag_offset", |line| {
        let offset = &line["ipv4"]["fragment_offset"];
        json!([offset, times(offset, 8)])
    }),
    ("ip.ttl", |line| line["ipv4"]["time_to_live"].clone()),
    ("ip.proto", |line| line["ipv4"]["protocol"].clone()),
    ("ip.checksum", |line| {
        line["ipv4"]["header_checksum"]["given"].clone()
    }),
    ("ip.checksum.status", |line| {
        line["ipv4"]["header_checksum"]["right"].clone()
    }),
    ("ip.src", |line| line["ipv4"]["source_address"].clone()),
    ("ip.dst", |line| line["ipv4"]["destination_address"].clone()),
    ("udp.srcport", |line| line["udp"]["source_port"].clone()),
    ("udp.dstport", |line| {
        line["udp"]["destination_port"].clone()
    }),
    ("udp.length", |line| line["udp"]["length"].clone()),
    ("udp.checksum", |line| {
        line["udp"]["checksum"]["given"].clone()
    }),
    ("udp.checksum.status", |line| {
        line["udp"]["checksum"]["right"].clone()
    }),
    ("tcp.srcport", |line| line["tcp"]["source_port"].clone()),
    ("tcp.dstport", |line| {
        line["tcp"]["destination_port"].clone()
    }),
    ("tcp.seq", |line| line["tcp"]["sequence_number"].clone()),
    ("tcp.ack", |line| {
        line["tcp"]["acknowledgment_number"].clone()
    }),
    ("tcp.hdr_len", |line| times(&line["tcp"]["data_offset"], 4)),
    ("tcp.flags", |line| flags(&line["tcp"])),
    ("tcp.window_size_value", |line| {
        line["tcp"]["window"].clone()
    }),
    ("tcp.checksum", |line| {
        line["tcp"]["checksum"]["given"].clone()
    }),
    ("tcp.checksum.status", |line| {
        line["tcp"]["checksum"]["right"].clone()
    }),
    ("tcp.urgent_pointer", |line| {
        line["tcp"]["urgent_pointer"].clone()
    }),
    ("tcp.len", |line| line["tcp"]["data_length"].clone()),
    ("tcp.options.mss_val", |line| {
        option(line, "maximum_segment_size", "value")
    }),
    ("tcp.options.wscale.shift", |line| {
        option(line, "window_scale", "shift")
    }),
    ("tcp.options.sack_le", |line| {
        option(line, "sack", "blocks")[0][0].clone()
    }),
    ("tcp.options.sack_re", |line| {
        option(line, "sack", "blocks")[0][1].clone()
    }),
    ("tcp.options.timestamp.tsval", |line| {
        option(line, "timestamps", "value")
    }),
    ("tcp.options.timestamp.tsecr", |line| {
        option(line, "timestamps", "echo_reply")
    }),
];

fn times(number: &Value, factor: u64) -> Value {
    number
        .as_u64()
        .map_or(Value::Null, |number| (number * factor).into())
}

fn has(names: &Value, name: &str) -> Value {
    let names = names.as_array();
    names.map_or(Value::Null, |names| names.contains(&name.into()).into())
}

/// The reserved bits and the control bits as the one number that they are in the header.
fn flags(tcp: &Value) -> Value {
    let Some(reserved) = tcp["reserved"].as_u64() else {
        return Value::Null;
    };
    let bits = CONTROL_BITS.iter().fold(reserved, |bits, name| {
        let is_set = has(&tcp["control_bits"], name) == Value::Bool(true);
        bits << 1 | u64::from(is_set)
    });
    bits.into()
}

fn option(line: &Value, name: &str, member: &str) -> Value {
    let options = line["tcp"]["options"].as_array();
    let found = options.and_then(|options| options.iter().find(|option| option["name"] == name));
    found.map_or(Value::Null, |option| option[member].clone())
}

/// tshark shows the same in every field that both show, of every packet: of the real capture, and of one in frames,
/// with padding, with wrong checksums, with datagrams without any, with segments of which a part was not captured.
pub fn as_tshark_says(play: &mut Play) -> Played {
    let mut capture = Capture::new(USUAL, ETHERNET);
    for spoil in [0, 0, 1] {
        let mut ipv4 = Ipv4::any(play, TCP);
        let mut tcp = Tcp::any(play, 2);
        (tcp.options, tcp.options_shown) = of_a_syn(play);
        (tcp.reserved, tcp.control_bits) = (0b0101, ACK | 0xe8);
        (tcp.spoil, ipv4.spoil) = (spoil, spoil);
        let packet = tcp.packet(&ipv4).in_ethernet(play);
        capture.add(play, &packet);
        // Within the options, and within the data.
        for length in [60, packet.bytes.len() - 1] {
            capture.add_cut(play, &packet, length);
        }
        let ipv4 = Ipv4::any(play, UDP);
        let mut udp = Udp::any(play, 9);
        udp.spoil = spoil;
        let packet = udp.packet(&ipv4).in_ethernet(play);
        capture.add(play, &packet);
        let packet = udp.packet_without_checksum(&ipv4).in_ethernet(play);
        capture.add(play, &packet);
    }
    let ours = (capture.bytes.as_slice(), capture.packets());
    for (bytes, packets) in [(TALK, PACKETS), ours] {
        let came = lines(&run(play, bytes)?)?;
        if came.len() != packets {
            return Err(too_few_or_many(packets, came.len()));
        }
        let said = tshark(bytes)?;
        if said.len() != packets {
            let said = said.len();
            return Err(Problem::Fault(format!(
                "tshark shows {said} packets of {packets}"
            )));
        }
        for (line, said) in came.iter().zip(&said) {
            agree(line, said)?;
        }
    }
    Ok(())
}

fn agree(line: &[u8], said: &str) -> Played {
    let shown = parsed(line)?;
    for ((name, ours), theirs) in FIELDS.iter().zip(said.split('\t')) {
        let ours = ours(&shown);
        // What tshark leaves out it does not know, or does not want to say of this packet.
        if theirs.is_empty() || ours.is_null() || same(&ours, theirs) {
            continue;
        }
        let arguments = [
            ("program", "dissect".to_string()),
            ("number", shown["number"].to_string()),
            ("field", name.to_string()),
            ("theirs", theirs.to_string()),
            ("ours", ours.to_string()),
        ];
        let symptom = Symptom::witness("witness-tshark-says-otherwise", &arguments);
        return Err(Problem::compared(symptom, said, line.to_vec()));
    }
    Ok(())
}

/// Whether a value of ours is what tshark has written: a number either way, text as it is. A bit is 1 or True, the
/// status of a right checksum 1 or Good; there are others, of one that tshark has not verified.
fn same(ours: &Value, theirs: &str) -> bool {
    match ours {
        Value::Bool(true) => matches!(theirs, "1" | "True" | "Good"),
        Value::Bool(false) => matches!(theirs, "0" | "False" | "Bad"),
        Value::Array(either) => either.iter().any(|ours| same(ours, theirs)),
        Value::Number(ours) => {
            let theirs = match theirs.strip_prefix("0x") {
                Some(digits) => u64::from_str_radix(digits, 16).ok(),
                None => theirs.parse().ok(),
            };
            ours.as_u64() == theirs
        }
        Value::String(ours) => ours == theirs,
        _ => false,
    }
}

/// What tshark shows of each packet: a line, the fields parted by tabs. It verifies checksums, shows sequence numbers
/// as they are, and puts nothing together from several packets. What anybody has set for their own use of it does not
/// count.
fn tshark(bytes: &[u8]) -> Played<Vec<String>> {
    let folder = Folder::new()?;
    let path = folder.path().join("capture.pcap");
    std::fs::write(&path, bytes)?;
    let mut command = Command::new("tshark");
    command
        .env("WIRESHARK_CONFIG_DIR", folder.path())
        .arg("-r")
        .arg(&path)
        .args(["-n", "-T", "fields", "-E", "occurrence=f"]);
    for preference in [
        "ip.check_checksum:TRUE",
        "tcp.check_checksum:TRUE",
        "udp.check_checksum:TRUE",
        "ip.defragment:FALSE",
        "tcp.relative_sequence_numbers:FALSE",
        "tcp.desegment_tcp_streams:FALSE",
    ] {
        command.args(["-o", preference]);
    }
    for (name, _) in FIELDS {
        command.args(["-e", name]);
    }
    let output = match command.stdin(Stdio::null()).output() {
        // To ask it first for its version would take as long as this.
        Err(why) if why.kind() == ErrorKind::NotFound => {
            return Err(Problem::Skipped("skipped-no-tshark"));
        }
        output => output?,
    };
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(Problem::Fault(format!("tshark: {said}")));
    }
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(shown.lines().map(String::from).collect())
}
