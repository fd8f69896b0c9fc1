//! The server's half: one number is expected, and everything else is answered with that number.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::net::{SocketAddr, UdpSocket};
use std::path::{Path, PathBuf};
use std::process;
use std::time::{Duration, Instant};

use crate::announcement::{Announcement, invalid, md5_of};
use crate::packet::{Packet, acknowledge, receive};

/// Who has said nothing for so long makes room for another client.
const PATIENCE: Duration = Duration::from_secs(6);

/// The server's folder. A file gets its name there when it is whole.
pub struct Folder {
    path: PathBuf,
    /// Where a file waits until then. No name that a client may give leads in here.
    part: PathBuf,
}

impl Folder {
    /// Opens a folder that is there.
    pub fn open(path: &Path) -> io::Result<Self> {
        let parts = path.join(".parts");
        match fs::create_dir(&parts) {
            Err(why) if why.kind() != ErrorKind::AlreadyExists => return Err(why),
            _ => {}
        }
        let part = parts.join(process::id().to_string());
        Ok(Folder {
            path: path.into(),
            part,
        })
    }

    /// Begins with what packet 0 announces. The packet itself is the first that is expected.
    pub fn begin(&self, client: SocketAddr, json: &[u8]) -> io::Result<Arrival> {
        let announcement = Announcement::from_json(json)?;
        let (name, size) = (&announcement.name, announcement.size);
        println!("{client} sends {name}: {size} bytes");
        Ok(Arrival {
            client,
            announcement,
            file: File::create(&self.part)?,
            size: 0,
            expected: 0,
            heard: Instant::now(),
        })
    }

    /// Gives the file its name, if it is what was announced.
    pub fn store(&self, arrival: &Arrival) -> io::Result<()> {
        let found = md5_of(&mut File::open(&self.part)?)?;
        if found != arrival.announcement.md5 {
            return Err(invalid(format!("the md5 of what came is {found}")));
        }
        fs::rename(&self.part, self.path.join(arrival.name()))
    }
}

/// A file that is arriving from one client.
pub struct Arrival {
    /// Where its packets come from. Whatever comes from elsewhere is not for this file.
    pub client: SocketAddr,
    announcement: Announcement,
    file: File,
    /// How many bytes of it are here.
    size: u64,
    expected: u32,
    heard: Instant,
}

impl Arrival {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.announcement.name
    }

    /// The number of the packet that is expected next.
    pub fn expected(&self) -> u32 {
        self.expected
    }

    /// Whether its client has been silent for so long that it has gone.
    pub fn is_abandoned(&self) -> bool {
        self.heard.elapsed() > PATIENCE
    }

    /// Takes in a packet, if it is the expected one. Whether it was.
    pub fn take(&mut self, number: u32, payload: &[u8]) -> io::Result<bool> {
        todo!("step 6: write the payload of the expected packet, and leave every other alone")
    }
}

/// Takes packets until a file is stored. What is wrong with one file ends that one, and not the server.
pub fn receive_file(socket: &UdpSocket, folder: &Folder) -> Arrival {
    let mut arriving: Option<Arrival> = None;
    loop {
        let Ok(Some((packet, client))) = receive(socket) else {
            continue; // nothing of ours, or news of a client that has gone
        };
        let Packet::Data {
            last,
            number,
            payload,
        } = packet
        else {
            continue;
        };
        if number == 0 && arriving.as_ref().is_none_or(Arrival::is_abandoned) {
            arriving = begin(folder, client, &payload);
        }
        // A packet from elsewhere is not for this file.
        let Some(mut arrival) = arriving.take_if(|arrival| arrival.client == client) else {
            continue;
        };
        arrival.heard = Instant::now();
        match arrival.take(number, &payload) {
            Ok(true) if last => match folder.store(&arrival) {
                Ok(()) => return arrival,
                Err(why) => eprintln!("error: {client}: {why}"),
            },
            Ok(_) => {
                acknowledge(socket, client, arrival.expected());
                arriving = Some(arrival);
            }
            Err(why) => eprintln!("error: {client}: {why}"),
        }
    }
}

fn begin(folder: &Folder, client: SocketAddr, json: &[u8]) -> Option<Arrival> {
    let begun = folder.begin(client, json);
    begun
        .map_err(|why| eprintln!("error: {client}: {why}"))
        .ok()
}
