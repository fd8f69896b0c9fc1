//! The JSON object of a packet.

use std::net::SocketAddrV4;

use serde::Serialize;

use crate::flow::Flows;
use crate::ipv4::{Ipv4, Payload};
use crate::pcap::{Link, Record};
use crate::tcp::{self, Tcp};
use crate::udp::{self, Udp};

/// A packet, as far as it could be taken apart. What is not there is left out.
#[derive(Debug, Default, Serialize)]
pub struct Line {
    /// Its place in the file, from 1.
    pub number: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captured_length: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_length: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ethernet: Option<Ethernet>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipv4: Option<Ipv4>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub udp: Option<Udp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tcp: Option<Tcp>,
    /// What is wrong with it: the first thing that was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// When a packet was captured, since the beginning of 1970.
#[derive(Debug, Serialize)]
pub struct Time {
    pub seconds: u32,
    pub nanoseconds: u64,
}

/// The header of an Ethernet frame.
#[derive(Debug, Serialize)]
pub struct Ethernet {
    pub destination: String,
    pub source: String,
    /// What it carries: 2048, which is 0x0800, is IPv4.
    pub ethertype: u16,
}

const IPV4: u16 = 0x0800;

impl Line {
    /// A packet that is not even in the file.
    pub fn missing(number: usize, why: String) -> Self {
        Line {
            number,
            error: Some(why),
            ..Line::default()
        }
    }

    /// Takes a packet apart, as far as it goes.
    pub fn dissect(number: usize, link: Link, record: &Record, flows: &mut Flows) -> Self {
        let mut line = Line {
            number,
            time: Some(Time {
                seconds: record.seconds,
                nanoseconds: record.nanoseconds,
            }),
            captured_length: Some(record.captured_length),
            original_length: Some(record.original_length),
            ..Line::default()
        };
        let outcome = line.take_apart(link, record.bytes, flows);
        let is_cut = record.bytes.len() < record.captured_length as usize;
        line.error = match outcome {
            Err(why) => Some(why),
            Ok(()) if is_cut => Some("the file ends inside this packet".into()),
            Ok(()) => None,
        };
        line
    }

    /// Fills in header after header, up to the first thing that is wrong.
    fn take_apart(&mut self, link: Link, bytes: &[u8], flows: &mut Flows) -> Result<(), String> {
        let packet = match link {
            Link::Raw if bytes.first().is_some_and(|first| first >> 4 == 6) => return Ok(()),
            Link::Raw => bytes,
            Link::Ethernet => {
                let frame = bytes.split_first_chunk::<14>();
                let (header, packet) = frame.ok_or("the Ethernet header is cut short")?;
                if self.ethernet.insert(Ethernet::read(*header)).ethertype != IPV4 {
                    return Ok(());
                }
                packet
            }
        };
        let ipv4 = self.ipv4.insert(Ipv4::read(packet)?);
        let payload = ipv4.open(packet)?;
        let carried = match ipv4.protocol {
            // Of all fragments only the first has a header of what it carries.
            _ if ipv4.fragment_offset > 0 => Ok(()),
            udp::PROTOCOL => self.take_udp_apart(&payload),
            tcp::PROTOCOL => self.take_tcp_apart(&payload, flows),
            _ => Ok(()),
        };
        carried?;
        if payload.is_whole() {
            Ok(())
        } else {
            let (there, length) = (payload.bytes.len(), payload.length);
            Err(format!(
                "only {there} of {length} bytes after the header are here"
            ))
        }
    }

    fn take_udp_apart(&mut self, payload: &Payload) -> Result<(), String> {
        self.udp.insert(Udp::read(payload.bytes)?).open(payload)
    }

    fn take_tcp_apart(&mut self, payload: &Payload, flows: &mut Flows) -> Result<(), String> {
        let tcp = self.tcp.insert(Tcp::read(payload.bytes)?);
        tcp.open(payload)?;
        if let (Some(data), false) = (tcp.data_length, payload.is_fragment) {
            let [from, to] = payload.addresses;
            let ends = [
                SocketAddrV4::new(from, tcp.source_port),
                SocketAddrV4::new(to, tcp.destination_port),
            ];
            // No IPv4 packet has more than 65,515 bytes of data.
            tcp.part = flows.part(ends, tcp, data as u32);
        }
        Ok(())
    }
}

impl Ethernet {
    fn read(header: [u8; 14]) -> Self {
        let [d0, d1, d2, d3, d4, d5, s0, s1, s2, s3, s4, s5, e0, e1] = header;
        Ethernet {
            destination: address([d0, d1, d2, d3, d4, d5]),
            source: address([s0, s1, s2, s3, s4, s5]),
            ethertype: u16::from_be_bytes([e0, e1]),
        }
    }
}

/// `aa:bb:cc:dd:ee:ff`.
fn address(bytes: [u8; 6]) -> String {
    bytes.map(|byte| format!("{byte:02x}")).join(":")
}
