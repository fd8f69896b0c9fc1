//! The client's half: a window of packets that are on their way, and a timer.
//!
//! ```text
//!   0  1  2  3 | 4  5  6  7  8  9 | 10 11 12
//!  acknowledged|    on their way   | not sent yet
//!            base              base + WINDOW
//! ```

use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::net::UdpSocket;
use std::time::{Duration, Instant};

use crate::announcement::{Announcement, invalid};
use crate::packet::{self, MAX_PAYLOAD, Packet};

/// So many packets may be on their way. A receiver's buffer holds some 90 that nobody has read yet.
const WINDOW: u32 = 32;
/// When the first of them has not been acknowledged for so long, all are sent again.
const TIMER: Duration = Duration::from_millis(20);
/// When nothing has been acknowledged for so long, nobody is there.
const PATIENCE: Duration = Duration::from_secs(6);

/// A file cut into packets. They are read from the disk when they are sent, each time.
pub struct Packets {
    announcement: Announcement,
    file: File,
    last: u32,
}

impl Packets {
    /// Looks at the file of this announcement.
    pub fn of(file: File, announcement: Announcement) -> io::Result<Self> {
        // An empty file has no bytes to follow: then the announcement is the last packet.
        let last = u32::try_from(announcement.size.div_ceil(MAX_PAYLOAD as u64));
        Ok(Packets {
            last: last
                .ok()
                .filter(|last| *last < u32::MAX)
                .ok_or_else(|| invalid("it has more packets than there are numbers"))?,
            announcement,
            file,
        })
    }

    /// The packet of this number.
    fn packet(&mut self, number: u32) -> io::Result<Packet> {
        // step 3: packet 0 is the JSON, packet n begins at byte (n - 1) * MAX_PAYLOAD
        let mut payload = Vec::new();
        if number == 0 {
            payload = self.announcement.to_json().to_string().into_bytes();
        } else {
            let start = u64::from(number - 1) * MAX_PAYLOAD as u64;
            self.file.seek(SeekFrom::Start(start))?;
            let mut part = (&mut self.file).take(MAX_PAYLOAD as u64);
            part.read_to_end(&mut payload)?;
        }
        let last = number == self.last;
        Ok(Packet::Data {
            last,
            number,
            payload,
        })
    }

    /// Sends all packets, each until it is acknowledged.
    pub fn send(mut self, socket: &UdpSocket) -> io::Result<()> {
        // step 5: fill the window, wait for an acknowledgement, go back when time is up
        let end = self.last + 1;
        // All before `base` is acknowledged, all before `next` is on its way, nothing from `sent` on ever was.
        let (mut base, mut next, mut sent) = (0, 0, 0);
        let (mut progress, mut timer) = (Instant::now(), Instant::now());
        while base < end {
            while next < end.min(base.saturating_add(WINDOW)) {
                socket.send(&self.packet(next)?.to_bytes())?;
                next += 1;
            }
            sent = sent.max(next);
            match acknowledgement(socket, timer + TIMER)? {
                Some(acknowledged) if acknowledged > base && acknowledged <= sent => {
                    base = acknowledged;
                    next = next.max(base);
                    (progress, timer) = (Instant::now(), Instant::now());
                }
                // An old one, repeated or overtaken, or one for what was never sent.
                Some(_) => {}
                None if progress.elapsed() > PATIENCE => {
                    let why = "nothing was acknowledged for 6 seconds";
                    return Err(io::Error::new(ErrorKind::TimedOut, why));
                }
                None => {
                    next = base;
                    timer = Instant::now();
                }
            }
        }
        Ok(())
    }
}

/// The next acknowledgement that comes before `deadline`.
fn acknowledgement(socket: &UdpSocket, deadline: Instant) -> io::Result<Option<u32>> {
    // step 4: receive until there is one, each time for no longer than is left
    while let Some(left) = deadline.checked_duration_since(Instant::now()) {
        // A timeout of zero would be an error.
        socket.set_read_timeout(Some(left.max(Duration::from_millis(1))))?;
        match packet::receive(socket) {
            Ok(Some((Packet::Acknowledgement { next }, _))) => return Ok(Some(next)),
            Ok(_) => {}
            Err(why) if is_timeout(&why) => {}
            Err(why) => return Err(why),
        }
    }
    Ok(None)
}

/// Linux calls a receive that took too long WouldBlock, Windows calls it TimedOut.
fn is_timeout(why: &io::Error) -> bool {
    matches!(why.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
