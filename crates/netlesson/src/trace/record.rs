//! Records what programs do to sockets, and what they print, out of their system calls.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use nix::libc;
use nix::unistd::Pid;
use procfs::process::Process;

use super::calls::{Call, Transfer, address};
use super::event::{Did, Event, Protocol, Recording, Socket};
use super::sockets::{held, inode, looked_up};
use super::tracer::{Entered, Last, Player, Thread, Watcher};

/// Records the events of all programs in one order.
pub struct Recorder {
    manner: Player,
    start: Option<Instant>,
    programs: Vec<Pid>,
    /// The programs' processes: theirs and those that were forked.
    processes: BTreeSet<Pid>,
    /// What is known of sockets, by their inode.
    sockets: BTreeMap<u64, Socket>,
    /// Calls that are not over.
    open: BTreeMap<Pid, Open>,
    recording: Recording,
}

/// A call that is not over.
struct Open {
    at: Duration,
    begun: Vec<Begun>,
}

/// What a call has begun to do, as far as its entry tells it.
enum Begun {
    Connects(Socket),
    ShutsDown(Socket),
    Closes(u64, Socket),
    Prints(Vec<u8>),
    /// One message is sent: what, how many bytes of it, where to.
    Sends {
        call: &'static str,
        descriptor: u64,
        /// As long as it has no port, a first sendto(2) gives it one.
        socket: Option<Socket>,
        to: Option<SocketAddr>,
        bytes: Vec<u8>,
        asked: usize,
    },
}

impl Recorder {
    /// Nothing yet. What a followed player prints is for whoever has started it, and not recorded.
    pub fn new(manner: Player) -> Self {
        Self {
            manner,
            start: None,
            programs: Vec::new(),
            processes: BTreeSet::new(),
            sockets: BTreeMap::new(),
            open: BTreeMap::new(),
            recording: Recording::default(),
        }
    }

    /// All that was recorded.
    pub fn finish(mut self) -> Recording {
        self.recording.events.sort_by_key(|event| event.at);
        self.recording
    }

    fn now(&self) -> Duration {
        self.start.map_or(Duration::ZERO, |start| start.elapsed())
    }

    fn number(&self, program: Pid) -> usize {
        let place = self.programs.iter().position(|pid| *pid == program);
        place.unwrap_or_default()
    }

    /// Notes what a program has done between `at` and now.
    fn note(&mut self, program: Pid, at: Duration, did: Did) {
        let event = Event {
            at,
            until: self.now(),
            program: self.number(program),
            did,
        };
        self.recording.events.push(event);
    }

    /// The socket behind a descriptor, if it is one for TCP or UDP.
    fn socket(&mut self, thread: Thread, descriptor: u64) -> Option<Socket> {
        self.socket_of(thread, descriptor, inode(thread.task, descriptor)?)
    }

    fn socket_of(&mut self, thread: Thread, descriptor: u64, inode: u64) -> Option<Socket> {
        // What has a port keeps it, and what has a peer keeps that until it is connected once more, see Call::Connect.
        if let Some(socket) = self.sockets.get(&inode)
            && socket.local.port() != 0
            && (socket.peer.is_some() || socket.protocol == Protocol::Udp)
        {
            return Some(*socket);
        }
        let socket = looked_up(thread, descriptor, inode)?;
        self.sockets.insert(inode, socket);
        Some(socket)
    }

    fn begun(&mut self, thread: Thread, call: &Entered) -> Option<Vec<Begun>> {
        let task = thread.task;
        let [descriptor, second, third, ..] = call.arguments;
        Some(match Call::of(call)? {
            Call::Transfer { gives, .. } => self.gives(thread, &gives?),
            Call::Connect => {
                let inode = inode(task, descriptor)?;
                self.sockets.remove(&inode);
                let peer = address(task, second, third)?;
                // What it is for may be known only when it has a port.
                let found = looked_up(thread, descriptor, inode);
                let protocol = found.map_or(Protocol::Tcp, |found| found.protocol);
                vec![Begun::Connects(Socket {
                    protocol,
                    local: SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)),
                    peer: Some(peer),
                })]
            }
            Call::Close => {
                let inode = inode(task, descriptor)?;
                vec![Begun::Closes(
                    inode,
                    self.socket_of(thread, descriptor, inode)?,
                )]
            }
            Call::Shutdown if second != libc::SHUT_RD as u64 => {
                vec![Begun::ShutsDown(self.socket(thread, descriptor)?)]
            }
            _ => return None,
        })
    }

    /// What a call gives away: to a socket, or to a reader.
    fn gives(&mut self, thread: Thread, transfer: &Transfer) -> Vec<Begun> {
        let task = thread.task;
        let messages = transfer.messages(task).into_iter();
        if inode(task, transfer.descriptor).is_none() {
            let is_shown = self.manner == Player::IsNobody || self.number(thread.program) != 0;
            let prints = is_shown && matches!(transfer.descriptor, 1 | 2);
            let prints = messages.filter(|_| prints);
            return prints
                .map(|message| Begun::Prints(message.bytes(task, message.room)))
                .collect();
        }
        let socket = self.socket(thread, transfer.descriptor);
        messages
            .map(|message| Begun::Sends {
                call: transfer.name,
                descriptor: transfer.descriptor,
                socket,
                to: message.peer(task),
                bytes: message.bytes(task, message.room),
                asked: message.room,
            })
            .collect()
    }

    /// What was begun is over, with this result; none if the thread has ended meanwhile.
    fn over(&mut self, thread: Thread, call: &Entered, open: Open, result: Option<i64>) {
        let count = result.map(counted);
        let gives = match Call::of(call) {
            Some(Call::Transfer { gives, .. }) => gives,
            _ => None,
        };
        let messages = gives.map_or(Vec::new(), |gives| gives.messages(thread.task));
        for (place, begun) in open.begun.into_iter().enumerate() {
            // Of many messages so many were sent as the result says, or the first has failed.
            let message = messages
                .get(place)
                .filter(|message| message.is_one_of_many());
            let count = match (message, count) {
                (Some(_), Some(Ok(sent))) if place >= sent => break,
                (Some(_), Some(Err(_))) if place > 0 => break,
                (Some(message), Some(Ok(sent))) => Some(Ok(message.count(thread.task, sent))),
                _ => count,
            };
            if let Some(did) = self.done(thread, call, begun, count) {
                self.note(thread.program, open.at, did);
            }
        }
    }

    fn done(
        &mut self,
        thread: Thread,
        call: &Entered,
        begun: Begun,
        count: Option<Result<usize, i32>>,
    ) -> Option<Did> {
        Some(match begun {
            Begun::Sends {
                call,
                descriptor,
                socket,
                to,
                mut bytes,
                asked,
            } => {
                let has_port = socket.filter(|socket| socket.local.port() != 0);
                let mut socket = has_port.or_else(|| self.socket(thread, descriptor))?;
                socket.peer = to.or(socket.peer);
                bytes.truncate(count.map_or(asked, |count| count.unwrap_or(0)));
                Did::Sends {
                    socket,
                    call,
                    bytes,
                    asked,
                    result: count,
                }
            }
            Begun::Prints(mut bytes) => {
                bytes.truncate(count.map_or(bytes.len(), |count| count.unwrap_or(0)));
                Did::Prints { bytes }
            }
            Begun::Connects(mut socket) => {
                // Where it is connected from is known only now.
                if let Some(connected) = self.socket(thread, call.arguments[0]) {
                    socket.protocol = connected.protocol;
                    socket.local = connected.local;
                }
                let failed = count.and_then(Result::err);
                Did::Connects { socket, failed }
            }
            Begun::ShutsDown(socket) => Did::ShutsDown { socket },
            Begun::Closes(inode, socket) => {
                // Two threads may close two descriptors of it at once: who is told last has closed the last.
                count?.ok()?;
                if self.is_held(inode) {
                    return None;
                }
                self.sockets.remove(&inode)?;
                Did::Closes { socket }
            }
        })
    }

    /// Whether one of the programs' processes holds this socket.
    fn is_held(&self, inode: u64) -> bool {
        let mut processes = self.processes.iter();
        processes.any(|process| held(*process).iter().any(|(_, other)| *other == inode))
    }

    /// What is known only when a call is over.
    fn left(&mut self, thread: Thread, call: &Entered, result: i64) -> Vec<Did> {
        let descriptor = call.arguments[0];
        let count = counted(result);
        let did = match Call::of(call) {
            Some(Call::Transfer {
                takes: Some(takes), ..
            }) => return self.takes(thread, &takes, count),
            Some(Call::Accept) => count
                .ok()
                .and_then(|new| self.socket(thread, new as u64))
                .map(|socket| Did::Accepts { socket }),
            Some(Call::Listen) if count.is_ok() => self
                .socket(thread, descriptor)
                .map(|socket| Did::Listens { socket }),
            Some(Call::Bind) if count.is_ok() => self
                .socket(thread, descriptor)
                .filter(|socket| socket.protocol == Protocol::Udp)
                .map(|socket| Did::Binds { socket }),
            _ => None,
        };
        did.into_iter().collect()
    }

    /// What a call takes out of a socket.
    fn takes(
        &mut self,
        thread: Thread,
        transfer: &Transfer,
        count: Result<usize, i32>,
    ) -> Vec<Did> {
        let task = thread.task;
        let Some(socket) = self.socket(thread, transfer.descriptor) else {
            return Vec::new();
        };
        let flags = transfer.flags;
        // What lies there is an error's story, and was not sent by the peer (ip(7)).
        if flags & libc::MSG_ERRQUEUE != 0 {
            return Vec::new();
        }
        let mut taken = Vec::new();
        for (place, message) in transfer.messages(task).iter().enumerate() {
            let count = match count {
                Ok(came) if message.is_one_of_many() && place >= came => break,
                Ok(came) => Ok(message.count(task, came)),
                Err(_) if place > 0 => break,
                Err(error) => Err(error),
            };
            let came = count.unwrap_or(0);
            // With this flag TCP throws away what it counts (tcp(7)).
            let is_lost = flags & libc::MSG_TRUNC != 0 && socket.protocol == Protocol::Tcp;
            let from = count.ok().and_then(|_| message.peer(task));
            taken.push(Did::Receives {
                socket: Socket {
                    peer: from.or(socket.peer),
                    ..socket
                },
                call: transfer.name,
                peeks: flags & libc::MSG_PEEK != 0,
                room: message.room,
                bytes: message.bytes(task, if is_lost { 0 } else { came }),
                result: count,
            });
        }
        taken
    }
}

/// A call's result as a count, or an error's number.
fn counted(result: i64) -> Result<usize, i32> {
    usize::try_from(result).map_err(|_| i32::try_from(-result).unwrap_or(i32::MAX))
}

impl Watcher for Recorder {
    fn begins(&mut self, program: Pid) {
        self.start.get_or_insert_with(Instant::now);
        self.processes.insert(program);
        let file = Process::new(program.as_raw()).and_then(|process| process.exe());
        let file = file.unwrap_or_default();
        // A script's first line, or a wrapper: it is still the same program.
        match self.programs.iter().position(|pid| *pid == program) {
            Some(place) => self.recording.files[place] = file,
            None => {
                self.programs.push(program);
                self.recording.files.push(file);
            }
        }
    }

    fn forks(&mut self, _: Pid, process: Pid) {
        self.processes.insert(process);
    }

    fn departs(&mut self, process: Pid) {
        self.processes.remove(&process);
        let thread = Thread {
            program: process,
            process,
            task: process,
        };
        for (descriptor, inode) in held(process) {
            let socket = self.socket_of(thread, descriptor, inode);
            let ways = socket.and_then(|socket| socket.ways());
            self.recording.handed_on.extend(ways.map(|(out, _)| out));
        }
    }

    fn enters(&mut self, thread: Thread, call: &Entered) {
        let at = self.now();
        let begun = self.begun(thread, call).unwrap_or_default();
        self.open.insert(thread.task, Open { at, begun });
    }

    fn leaves(&mut self, thread: Thread, call: &Entered, result: i64) {
        let Some(open) = self.open.remove(&thread.task) else {
            return;
        };
        // A signal was handled in between, and the call is made once more: ERESTARTSYS and its like.
        if (-516..=-512).contains(&result) {
            return;
        }
        let at = open.at;
        let left = self.left(thread, call, result);
        self.over(thread, call, open, Some(result));
        for did in left {
            self.note(thread.program, at, did);
        }
    }

    fn is_torn(&mut self, thread: Thread) {
        let program = self.number(thread.program);
        self.recording.torn.insert(program);
    }

    fn exits(&mut self, thread: Thread, call: Option<&Entered>, last: Last) {
        if let (Some(open), Some(call)) = (self.open.remove(&thread.task), call) {
            self.over(thread, call, open, None);
        }
        let now = self.now();
        if last == Last::Nothing {
            return;
        }
        // The kernel closes what it leaves open.
        let left = held(thread.task);
        let left: BTreeMap<u64, u64> = left.into_iter().map(|(at, inode)| (inode, at)).collect();
        self.processes.remove(&thread.process);
        for (inode, descriptor) in left {
            if self.is_held(inode) {
                continue;
            }
            if let Some(socket) = self.socket_of(thread, descriptor, inode) {
                self.sockets.remove(&inode);
                self.note(thread.program, now, Did::Closes { socket });
            }
        }
        if last == Last::Program {
            self.note(thread.program, now, Did::Ends);
        }
    }
}
