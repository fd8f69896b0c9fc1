//! nobody-listens: what a UDP client learns of a port where nobody is.

use std::io::{self, ErrorKind};
use std::net::UdpSocket;

use anyhow::Result;
use netlesson_checks::wire::host::ANY_PORT;

use super::ends::LIMIT;
use super::{Page, Shown};

const QUESTION: &[u8] = b"anybody there?";

pub fn run(page: &mut Page) -> Result<Shown> {
    // The port is this socket's, so nobody else can have it; and connected to itself, it takes datagrams from itself
    // alone (udp(7)). For everybody else nobody listens there.
    let nobody = UdpSocket::bind(ANY_PORT)?;
    let address = nobody.local_addr()?;
    nobody.connect(address)?;

    let connected = socket()?;
    connected.connect(address)?;
    let sent = connected.send(QUESTION);
    tell(page, "show-nobody-listens-send", &sent);
    let learned = connected.recv(&mut [0; 100]);
    tell(page, "show-nobody-listens-recv", &learned);

    // To wait for a refusal that never comes would prove little. But it would come out of the very next call, and the
    // talk makes two.
    let (unconnected, somebody) = (socket()?, socket()?);
    let sent_to = unconnected.send_to(QUESTION, address);
    tell(page, "show-nobody-listens-send-to", &sent_to);
    let talk = talk(&unconnected, &somebody);
    tell(page, "show-nobody-listens-talk", &talk);

    let is_refused = learned.is_err_and(|error| error.kind() == ErrorKind::ConnectionRefused);
    let told = sent.is_ok() && is_refused && sent_to.is_ok() && talk.is_ok();
    Ok(if told {
        Shown::AsTold
    } else {
        Shown::Otherwise
    })
}

fn socket() -> io::Result<UdpSocket> {
    let socket = UdpSocket::bind(ANY_PORT)?;
    socket.set_read_timeout(Some(LIMIT))?;
    Ok(socket)
}

/// The one asks, and the other answers; how long the answer is.
fn talk(one: &UdpSocket, other: &UdpSocket) -> io::Result<usize> {
    one.send_to(QUESTION, other.local_addr()?)?;
    let (_, asker) = other.recv_from(&mut [0; 100])?;
    other.send_to(b"yes", asker)?;
    one.recv(&mut [0; 100])
}

fn tell(page: &mut Page, key: &str, answer: &io::Result<usize>) {
    let answer = match answer {
        Ok(length) => format!("Ok({length})"),
        Err(error) => error.to_string(),
    };
    page.tell(key, &[("answer", &answer)]);
}
