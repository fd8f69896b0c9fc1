//! datagram-size: how large a datagram may be.

use std::net::UdpSocket;

use anyhow::Result;
use netlesson_checks::wire::host::ANY_PORT;
use rustix::io::Errno;
use rustix::net::sockopt;

use super::ends::LIMIT;
use super::{Page, Shown};

/// The largest payload: the 65535 that a header's 16 bits can say, less the 20 bytes of IPv4's header and the 8 of
/// UDP's (RFC 791, RFC 768).
const LARGEST: usize = 65_507;

/// What tutorials call the limit, and the largest.
const SIZES: [usize; 4] = [512, 1472, 8192, LARGEST];

/// How many of each size are sent.
const SENT: usize = 20;

pub fn run(page: &mut Page) -> Result<Shown> {
    let (sender, receiver) = (UdpSocket::bind(ANY_PORT)?, UdpSocket::bind(ANY_PORT)?);
    sender.connect(receiver.local_addr()?)?;
    receiver.set_read_timeout(Some(LIMIT))?;
    let mtu = sockopt::ip_mtu(&sender)?.to_string();
    page.tell("show-datagram-size-mtu", &[("mtu", &mtu)]);

    let mut all_whole = true;
    for size in SIZES {
        let whole = arrived_whole(&sender, &receiver, size);
        page.tell(
            "show-datagram-size-whole",
            &[
                ("size", &size.to_string()),
                ("sent", &SENT.to_string()),
                ("whole", &whole.to_string()),
            ],
        );
        all_whole &= whole == SENT;
    }

    let (answer, is_refused) = match sender.send(&[0; LARGEST + 1]) {
        Ok(length) => (format!("Ok({length})"), false),
        Err(error) => {
            let is_refused = error.raw_os_error() == Some(Errno::MSGSIZE.raw_os_error());
            (error.to_string(), is_refused)
        }
    };
    page.tell(
        "show-datagram-size-too-long",
        &[("size", &(LARGEST + 1).to_string()), ("answer", &answer)],
    );
    let told = all_whole && is_refused;
    Ok(if told {
        Shown::AsTold
    } else {
        Shown::Otherwise
    })
}

/// How many of the datagrams of this size arrive with every byte in its place. Each is read before the next is sent:
/// what a full buffer does is another experiment.
fn arrived_whole(sender: &UdpSocket, receiver: &UdpSocket, size: usize) -> usize {
    let (mut payload, mut buffer) = (vec![0; size], [0; LARGEST + 1]);
    let mut whole = 0;
    for _ in 0..SENT {
        fastrand::Rng::new().fill(&mut payload);
        let sent = sender.send(&payload);
        let Ok(length) = sent.and_then(|_| receiver.recv(&mut buffer)) else {
            break;
        };
        whole += usize::from(buffer[..length] == payload[..]);
    }
    whole
}
