//! Many connections on one thread. Each sends a request, waits for the whole reply, looks whether it is right, and sends the next.

use std::io::{self, ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};

/// How long nothing may happen.
const LIMIT: Duration = Duration::from_secs(30);
/// How long a request is, in bytes.
const REQUEST: usize = 64;

/// What a server says, and what it is asked.
#[derive(Clone, Copy)]
pub enum Talk {
    /// It sends back what it gets.
    Echo,
    /// Lessons 6 and 12: it greets each, and passes on what one says; each speaks to itself.
    Room,
}

/// The connections.
pub struct Crowd {
    poll: Poll,
    clients: Vec<Client>,
}

struct Client {
    stream: TcpStream,
    request: Vec<u8>,
    reply: Vec<u8>,
    /// How much of the reply has come.
    came: usize,
}

impl Crowd {
    /// Connects so many, one after the other: each has had an answer before the next comes, so that a short backlog holds up none.
    pub fn connect(address: SocketAddr, talk: Talk, clients: usize) -> Result<Self> {
        let poll = Poll::new()?;
        let mut crowd = Vec::with_capacity(clients);
        for place in 0..clients {
            let mut stream = std::net::TcpStream::connect(address)
                .with_context(|| format!("connection {place}"))?;
            stream.set_read_timeout(Some(LIMIT))?;
            let (request, reply) = match talk {
                Talk::Echo => echoed(&mut stream)?,
                Talk::Room => own_words(&mut stream)?,
            };
            stream.set_nonblocking(true)?;
            stream.set_nodelay(true)?;
            let mut stream = TcpStream::from_std(stream);
            poll.registry()
                .register(&mut stream, Token(place), Interest::READABLE)?;
            crowd.push(Client {
                stream,
                request,
                reply,
                came: 0,
            });
        }
        Ok(Self {
            poll,
            clients: crowd,
        })
    }

    /// Has all of them ask again and again, until so many requests are answered; how long that took.
    pub fn ask(&mut self, requests: usize) -> Result<Duration> {
        let start = Instant::now();
        let (mut asked, mut answered) = (0, 0);
        for client in self.clients.iter_mut().take(requests) {
            client.ask()?;
            asked += 1;
        }
        let mut events = Events::with_capacity(1024);
        while answered < requests {
            self.poll.poll(&mut events, Some(LIMIT))?;
            ensure!(
                !events.is_empty(),
                "no answer for {LIMIT:?}: {answered} of {requests} requests"
            );
            for event in &events {
                let client = &mut self.clients[event.token().0];
                // Behind a whole reply nothing can wait unread, for nothing more was asked: the next makes a new event.
                if client.hear()? {
                    answered += 1;
                    if asked < requests {
                        client.ask()?;
                        asked += 1;
                    }
                }
            }
        }
        Ok(start.elapsed())
    }
}

impl Client {
    fn ask(&mut self) -> Result<()> {
        // A socket whose peer has read all before has room for a short request.
        let written = self.stream.write(&self.request).context("asking")?;
        ensure!(
            written == self.request.len(),
            "a request of which {written} bytes went out"
        );
        Ok(())
    }

    /// Takes in what has come; whether a reply is whole. Where none is, it has read until nothing is left, as mio wants it.
    fn hear(&mut self) -> Result<bool> {
        let mut buffer = [0; 1024];
        loop {
            let missing = self.reply.len() - self.came;
            match self.stream.read(&mut buffer[..missing]) {
                Ok(0) => bail!("the server hung up"),
                Ok(length) => {
                    let expected = &self.reply[self.came..self.came + length];
                    ensure!(&buffer[..length] == expected, "a wrong reply");
                    self.came += length;
                    if self.came == self.reply.len() {
                        self.came = 0;
                        return Ok(true);
                    }
                }
                Err(why) if why.kind() == ErrorKind::WouldBlock => return Ok(false),
                Err(why) => return Err(why).context("hearing"),
            }
        }
    }
}

/// Has the same words come back once.
fn echoed(stream: &mut std::net::TcpStream) -> Result<(Vec<u8>, Vec<u8>)> {
    let request = vec![b'x'; REQUEST];
    stream.write_all(&request)?;
    let mut reply = vec![0; REQUEST];
    stream.read_exact(&mut reply)?;
    ensure!(reply == request, "a wrong reply");
    Ok((request, reply))
}

/// Hears which number the room gives, and so what to say to oneself and what to hear then.
fn own_words(stream: &mut std::net::TcpStream) -> Result<(Vec<u8>, Vec<u8>)> {
    let greeting = String::from_utf8(hear_frame(stream)?)?;
    let number = greeting.strip_prefix("you are client ");
    let number = number.with_context(|| format!("no greeting: {greeting:?}"))?;
    let mut request = format!("@{number} ");
    let text = "x".repeat(REQUEST - 4 - request.len());
    request.push_str(&text);
    let reply = format!("client {number}: {text}");
    Ok((frame(&request)?, frame(&reply)?))
}

fn frame(text: &str) -> Result<Vec<u8>> {
    let length = u32::try_from(text.len())?;
    Ok([&length.to_le_bytes(), text.as_bytes()].concat())
}

fn hear_frame(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let mut text = vec![0; u32::from_le_bytes(length) as usize];
    stream.read_exact(&mut text)?;
    Ok(text)
}

/// Connects so many at once, none of which waits for another; how long each takes, of those that are there in `limit`. They
/// have been answered when this returns: none waits for the server any more, and takes the place of a later one.
pub fn burst(address: SocketAddr, clients: usize, limit: Duration) -> Result<Vec<Duration>> {
    let mut poll = Poll::new()?;
    let mut streams = Vec::with_capacity(clients);
    let start = Instant::now();
    for place in 0..clients {
        let begun = Instant::now();
        let mut stream = TcpStream::connect(address)?;
        poll.registry()
            .register(&mut stream, Token(place), Interest::WRITABLE)?;
        streams.push((stream, begun));
    }
    let mut took = vec![None; clients];
    let mut events = Events::with_capacity(1024);
    while took.contains(&None) {
        let Some(left) = limit.checked_sub(start.elapsed()) else {
            break;
        };
        poll.poll(&mut events, Some(left))?;
        for event in &events {
            let place = event.token().0;
            let (stream, begun) = &streams[place];
            if let Some(error) = stream.take_error()? {
                return Err(error).context("connecting");
            }
            match stream.peer_addr() {
                Ok(_) => {
                    took[place].get_or_insert(begun.elapsed());
                }
                // Not yet: mio's documentation of `TcpStream::connect`.
                Err(why) if why.kind() == ErrorKind::NotConnected => (),
                Err(why) => return Err(why).context("connecting"),
            }
        }
    }
    for ((stream, _), took) in streams.into_iter().zip(&took) {
        if took.is_some() {
            let mut stream = std::net::TcpStream::from(stream);
            stream.set_nonblocking(false)?;
            stream.set_read_timeout(Some(LIMIT))?;
            echoed(&mut stream)?;
        }
    }
    Ok(took.into_iter().flatten().collect())
}
