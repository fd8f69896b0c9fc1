//! A capture file, as tcpdump writes it: a header, and then a record for each packet.
//!
//! ```text
//!  magic  version  zone  sigfigs  snaplen  link type     24 bytes, once
//!  seconds  fraction  captured length  original length   16 bytes, and the packet's bytes, again and again
//! ```
//!
//! All numbers are in the byte order of the machine that wrote the file, and the magic shows which that
//! was: it reads `a1b2c3d4`, or `d4c3b2a1` for whoever takes it the other way round. With `a1b23c4d` the
//! fractions are nanoseconds, otherwise microseconds.

/// The kinds of packets that are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// An Ethernet frame (LINKTYPE_ETHERNET, 1).
    Ethernet,
    /// An IP packet without anything around it (LINKTYPE_RAW, 101).
    Raw,
}

/// A capture: what its header says, and the bytes of its records that were not read yet.
#[derive(Debug)]
pub struct Capture<'a> {
    pub link: Link,
    big_endian: bool,
    nanoseconds: bool,
    rest: &'a [u8],
}

/// A packet as it was captured.
#[derive(Debug)]
pub struct Record<'a> {
    pub seconds: u32,
    pub nanoseconds: u64,
    /// How many of its bytes are in the file, by what the file says.
    pub captured_length: u32,
    /// How many it had on the wire.
    pub original_length: u32,
    /// Those that are there: fewer than said, where the file ends too soon.
    pub bytes: &'a [u8],
}

impl<'a> Capture<'a> {
    /// Reads the header of a capture file.
    pub fn open(file: &'a [u8]) -> Result<Self, String> {
        let not_one = || "this is no pcap file".to_string();
        let (header, rest) = file.split_first_chunk::<24>().ok_or_else(not_one)?;
        let [m0, m1, m2, m3, .., l0, l1, l2, l3] = *header;
        let (big_endian, nanoseconds) = match [m0, m1, m2, m3] {
            [0xa1, 0xb2, 0xc3, 0xd4] => (true, false),
            [0xa1, 0xb2, 0x3c, 0x4d] => (true, true),
            [0xd4, 0xc3, 0xb2, 0xa1] => (false, false),
            [0x4d, 0x3c, 0xb2, 0xa1] => (false, true),
            _ => return Err(not_one()),
        };
        let link = match number(big_endian, [l0, l1, l2, l3]) {
            1 => Link::Ethernet,
            101 => Link::Raw,
            other => return Err(format!("link type {other} is neither Ethernet nor raw IP")),
        };
        Ok(Capture {
            link,
            big_endian,
            nanoseconds,
            rest,
        })
    }

    /// The next record, or `None` at the end of the file. A file that ends inside a record's header is
    /// an error, once; one that ends inside a packet gives what there is of it.
    pub fn next_record(&mut self) -> Result<Option<Record<'a>>, String> {
        // step 1: the end is None; take 16 bytes apart, then as many as captured_length says
        if self.rest.is_empty() {
            return Ok(None);
        }
        let Some((header, rest)) = self.rest.split_first_chunk::<16>() else {
            self.rest = &[];
            return Err("the file ends inside a record's header".into());
        };
        let [s0, s1, s2, s3, f0, f1, f2, f3, lengths @ ..] = *header;
        let [c0, c1, c2, c3, o0, o1, o2, o3] = lengths;
        let number = |bytes| number(self.big_endian, bytes);
        let captured_length = number([c0, c1, c2, c3]);
        let (bytes, rest) = rest
            .split_at_checked(captured_length as usize)
            .unwrap_or((rest, &[]));
        let unit = if self.nanoseconds { 1 } else { 1000 };
        let record = Record {
            seconds: number([s0, s1, s2, s3]),
            nanoseconds: u64::from(number([f0, f1, f2, f3])) * unit,
            captured_length,
            original_length: number([o0, o1, o2, o3]),
            bytes,
        };
        self.rest = rest;
        Ok(Some(record))
    }
}

fn number(big_endian: bool, bytes: [u8; 4]) -> u32 {
    if big_endian {
        u32::from_be_bytes(bytes)
    } else {
        u32::from_le_bytes(bytes)
    }
}
