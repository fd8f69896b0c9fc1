//! Lesson 11: a capture taken apart, packet by packet, header by header.
//!
//! | module       | what is in it                                                             |
//! |--------------|---------------------------------------------------------------------------|
//! | [`pcap`]     | the capture file: its header, and the records with a packet in each       |
//! | [`ipv4`]     | the IPv4 header (RFC 791)                                                 |
//! | [`udp`]      | the UDP header (RFC 768)                                                  |
//! | [`tcp`]      | the TCP header (RFC 9293)                                                 |
//! | [`options`]  | the options at the end of the TCP header                                  |
//! | [`checksum`] | the checksum that all three have (RFC 1071)                               |
//! | [`flow`]     | what a packet is to its connection: opens it, closes it, acknowledges that |
//! | [`line`]     | the JSON object of a packet, with all of these in it                      |
//!
//! Every byte here is a stranger's claim. Nothing is taken from a slice by an index that could be
//! outside: `split_first_chunk` and `get` say whether there is enough, and a pattern gives each byte
//! of a header its name.

pub mod checksum;
pub mod flow;
pub mod ipv4;
pub mod line;
pub mod options;
pub mod pcap;
pub mod tcp;
pub mod udp;
