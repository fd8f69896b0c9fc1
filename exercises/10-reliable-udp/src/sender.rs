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
        todo!("step 3: packet 0 is the JSON, packet n begins at byte (n - 1) * MAX_PAYLOAD")
    }

    /// Sends all packets, each until it is acknowledged.
    pub fn send(mut self, socket: &UdpSocket) -> io::Result<()> {
        todo!("step 5: fill the window, wait for an acknowledgement, go back when time is up")
    }
}

/// The next acknowledgement that comes before `deadline`.
fn acknowledgement(socket: &UdpSocket, deadline: Instant) -> io::Result<Option<u32>> {
    todo!("step 4: receive until there is one, each time for no longer than is left")
}

/// Linux calls a receive that took too long WouldBlock, Windows calls it TimedOut.
fn is_timeout(why: &io::Error) -> bool {
    matches!(why.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
