//! What this kernel does with datagrams: measured in the same run, with sockets of the check's own.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr, UdpSocket};

use socket2::SockRef;

use crate::kernel;
use crate::patience::LIMIT;
use crate::wire::host::ANY_PORT;

/// How many datagrams are sent while nobody reads, and how many bytes each has: as the brief says.
pub const FLOOD: usize = 10_000;
const PAYLOAD: usize = 512;

/// No header has a larger length than 65535 in it.
const TOO_LONG: usize = 65_536;

/// Two sockets of this address, each connected to the other. A recv waits for what a busy machine has put off.
fn pair(ip: IpAddr) -> io::Result<(UdpSocket, UdpSocket)> {
    let (sender, receiver) = (UdpSocket::bind((ip, 0))?, UdpSocket::bind((ip, 0))?);
    sender.connect(receiver.local_addr()?)?;
    receiver.connect(sender.local_addr()?)?;
    receiver.set_read_timeout(Some(LIMIT / 10))?;
    Ok((sender, receiver))
}

/// The length of the next datagram, or of what there is room for; `None` if none comes in time.
fn receive(socket: &UdpSocket, buffer: &mut [u8]) -> io::Result<Option<usize>> {
    loop {
        match socket.recv(buffer) {
            Ok(length) => return Ok(Some(length)),
            Err(error) => match error.kind() {
                // A recv with a time limit is not begun again by the system after a signal.
                ErrorKind::Interrupted => {}
                ErrorKind::WouldBlock | ErrorKind::TimedOut => return Ok(None),
                _ => return Err(error),
            },
        }
    }
}

/// The longest payload that arrives whole, in bytes, and the error that one byte more meets.
///
/// # Errors
///
/// When the machine has no such address, or no datagram arrives.
pub fn longest(ip: IpAddr) -> io::Result<(usize, io::Error)> {
    let (sender, receiver) = pair(ip)?;
    let payload = vec![0; TOO_LONG];
    // Every length up to the longest goes: between one that does and one that does not lies the limit.
    let (mut goes, mut fails) = (0, TOO_LONG);
    while fails - goes > 1 {
        let middle = goes.midpoint(fails);
        match sender.send(&payload[..middle]) {
            Ok(_) if receive(&receiver, &mut vec![0; TOO_LONG])? == Some(middle) => goes = middle,
            _ => fails = middle,
        }
    }
    match sender.send(&payload[..fails]) {
        Ok(_) => Err(ErrorKind::InvalidData.into()),
        Err(refusal) => Ok((goes, refusal)),
    }
}

/// The size of a receive buffer for which this was asked, in bytes, and how many of [`FLOOD`] datagrams
/// it keeps when nobody reads. Each has its number in it: what comes in while the buffer is emptied already has a
/// later one than those that had no room, and is not counted.
///
/// # Errors
///
/// When a socket cannot be had, or asked.
pub fn kept(asked: Option<usize>) -> io::Result<(usize, usize)> {
    let bound = || UdpSocket::bind(ANY_PORT);
    let (sender, receiver, other) = (bound()?, bound()?, bound()?);
    if let Some(bytes) = asked {
        SockRef::from(&receiver).set_recv_buffer_size(bytes)?;
    }
    let size = SockRef::from(&receiver).recv_buffer_size()?;
    let (address, elsewhere) = (receiver.local_addr()?, other.local_addr()?);
    receiver.set_nonblocking(true)?;
    other.set_nonblocking(true)?;

    let mut payload = [0; PAYLOAD];
    for number in 0..FLOOD {
        let number = number.to_ne_bytes();
        payload[..number.len()].copy_from_slice(&number);
        sender.send_to(&payload, address)?;
    }
    // The kernel delivers in the order of sending: once one more has come at another socket, none of these is still
    // on its way.
    let has_come = || sender.send_to(b"!", elsewhere).is_ok() && other.recv(&mut [0]).is_ok();
    if !kernel::wait_until(LIMIT, has_come) {
        return Err(ErrorKind::TimedOut.into());
    }
    let mut came = [0; PAYLOAD];
    let comes_next = |number: &usize| {
        receiver.recv(&mut came).is_ok() && came.starts_with(&number.to_ne_bytes())
    };
    Ok((size, (0..FLOOD).take_while(comes_next).count()))
}

/// What a socket that is connected to this address learns when it sends there.
///
/// # Errors
///
/// When a socket cannot be had.
pub fn refusal(address: SocketAddr) -> io::Result<Option<io::Error>> {
    let socket = UdpSocket::bind((address.ip(), 0))?;
    socket.connect(address)?;
    socket.set_read_timeout(Some(LIMIT / 10))?;
    socket.send(b"?")?;
    Ok(receive(&socket, &mut [0; 1]).err())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_ip_four_the_longest_payload_is_what_two_headers_leave() {
        let (longest, _) = longest(IpAddr::from([127, 0, 0, 1])).expect("there is loopback");
        // 65535 less 20 bytes of IP and 8 of UDP; other systems have a limit of their own below that.
        assert!(longest <= 65_507, "{longest}");
        assert!(cfg!(not(target_os = "linux")) || longest == 65_507);
    }

    #[test]
    fn a_larger_buffer_keeps_more_and_the_same_buffer_the_same() {
        let small = kept(Some(5_000)).expect("it can be measured");
        let large = kept(Some(50_000)).expect("it can be measured");
        assert!(small.1 < large.1, "{small:?} {large:?}");
        assert!(cfg!(not(target_os = "linux")) || small == kept(Some(5_000)).unwrap());
    }
}
