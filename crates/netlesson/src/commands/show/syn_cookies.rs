//! syn-cookies: what a flood of SYNs does to a listener, and what lets others in all the same.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use anyhow::{Context as _, Result};
use netlesson_checks::kernel::wait_until;
use netlesson_checks::wire::host::ANY_PORT;
use socket2::{Domain, SockFilter, SockRef, Socket, Type};

use super::backlog::half_open;
use super::ends::LIMIT;
use super::{Page, Shown};

const BACKLOG: i32 = 4;

/// How many callers never answer: more than there is room for.
const FLOOD: u64 = 12;

pub fn run(page: &mut Page) -> Result<Shown> {
    let setting = fs::read_to_string("/proc/sys/net/ipv4/tcp_syncookies").unwrap_or_default();
    // 0: never, 1: when the queue is full, 2: always (tcp(7)). Without the file the kernel has none.
    if !matches!(setting.trim(), "1" | "2") {
        return Ok(Shown::NotHere("show-syn-cookies-off"));
    }
    let listener = TcpListener::bind(ANY_PORT)?;
    SockRef::from(&listener).listen(BACKLOG)?;
    let address = listener.local_addr()?;

    let before = Cookies::counted()?;
    let mut flood = Vec::new();
    for number in 1..=FLOOD {
        flood.push(call_deaf(address)?);
        // Each SYN has left a half-open connection, or was answered with a cookie.
        let is_answered = || {
            let cookies = Cookies::counted().map_or(0, |now| now.sent - before.sent);
            half_open(address).map_or(0, |count| count as u64) + cookies >= number
        };
        if !wait_until(LIMIT / 5, is_answered) {
            // A kernel that shows its connections shows the listener.
            let mut shown = procfs::net::tcp().unwrap_or_default().into_iter();
            let is_answered = shown.any(|socket| socket.local_address == address);
            return Ok(Shown::in_vain(page, is_answered));
        }
    }
    let half_open = half_open(address)?;
    let cookies = Cookies::counted()?.sent - before.sent;
    let shown = [
        ("backlog", BACKLOG.to_string()),
        ("flood", FLOOD.to_string()),
        ("half", half_open.to_string()),
        ("cookies", cookies.to_string()),
    ];
    let shown = shown.each_ref().map(|(name, value)| (*name, &**value));
    page.tell("show-syn-cookies-flood", &shown);

    // The queue of half-open connections is full, and somebody calls who means it.
    let mut caller = TcpStream::connect_timeout(&address, LIMIT)?;
    caller.write_all(b"hello")?;
    listener.set_nonblocking(true)?;
    let mut accepted = None;
    wait_until(LIMIT / 5, || {
        accepted = listener.accept().ok();
        accepted.is_some()
    });
    let Some((mut accepted, _)) = accepted else {
        return Ok(Shown::Otherwise);
    };
    accepted.set_read_timeout(Some(LIMIT))?;
    let mut came = [0; 5];
    accepted.read_exact(&mut came)?;
    let returned = Cookies::counted()?.returned - before.returned;
    let (text, count) = (came.escape_ascii().to_string(), returned.to_string());
    let arguments = [("text", &*text), ("returned", &*count)];
    page.tell("show-syn-cookies-caller", &arguments);

    // Two processors that take in a SYN each may let in one more than there is room for. And a cookie need not be the
    // caller's own way in: the kernel gives up a half-open connection now and then.
    let is_full = (half_open as u64) < FLOOD && cookies >= 1;
    Ok(Shown::as_told_if(is_full && came == *b"hello"))
}

/// A caller that sends its SYN and hears nothing of the answer: a filter throws away all that comes (socket(7),
/// SO_ATTACH_FILTER). So a flood looks, whose senders' addresses are invented.
fn call_deaf(address: SocketAddr) -> Result<Socket> {
    /// BPF_RET | BPF_K of `linux/bpf_common.h`: returns how many bytes of the packet are kept, here none.
    const RETURN: u16 = 0x06;
    let caller = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    caller.attach_filter(&[SockFilter::new(RETURN, 0, 0, 0)])?;
    caller.set_nonblocking(true)?;
    let _ = caller.connect(&address.into());
    Ok(caller)
}

/// How many cookies the kernel has sent, and how many have come back.
struct Cookies {
    sent: u64,
    returned: u64,
}

impl Cookies {
    /// The counters of /proc/net/netstat: their names stand in one line, their values in the next.
    fn counted() -> Result<Self> {
        let text = fs::read_to_string("/proc/net/netstat")?;
        let mut rows = text
            .lines()
            .filter_map(|line| line.strip_prefix("TcpExt: "));
        let names = rows.next().unwrap_or_default().split(' ');
        let values = rows.next().unwrap_or_default().split(' ');
        let columns: Vec<(&str, &str)> = names.zip(values).collect();
        let counter = |wanted: &str| {
            let column = columns.iter().find(|(name, _)| *name == wanted);
            let (_, value) = column.with_context(|| format!("no counter {wanted}"))?;
            Ok::<u64, anyhow::Error>(value.parse()?)
        };
        Ok(Self {
            sent: counter("SyncookiesSent")?,
            returned: counter("SyncookiesRecv")?,
        })
    }
}
