//! tw-recycle: what two settings of the kernel do for a port that rests in TIME_WAIT.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;

use anyhow::Result;
use netlesson_checks::kernel::wait_until;
use netlesson_checks::wire::host::ANY_PORT;

use super::ends::{First, LIMIT, bound, served};
use super::{Page, Shown};

const SETTINGS: &str = "/proc/sys/net/ipv4";

/// How long TIME_WAIT lasts, in seconds: TCP_TIMEWAIT_LEN of `net/tcp.h`, compiled into the kernel.
const TIME_WAIT: u64 = 60;

/// How many seconds a slow machine may need until it looks.
const SLACK: u64 = 15;

/// The states of a connection as /proc/net/tcp has them.
const IN_FIN_WAIT_2: &str = "05";
const IN_TIME_WAIT: &str = "06";

pub fn run(page: &mut Page) -> Result<Shown> {
    let settings = Path::new(SETTINGS);
    let has_recycle = settings.join("tcp_tw_recycle").exists();
    let key = match has_recycle {
        true => "show-tw-recycle-there",
        false => "show-tw-recycle-gone",
    };
    page.tell(key, &[]);

    let Ok(fin_timeout) = fs::read_to_string(settings.join("tcp_fin_timeout")) else {
        return Ok(Shown::NotHere("show-no-witness"));
    };
    let fin_timeout: u64 = fin_timeout.trim().parse()?;
    let (Some(half_closed), Some(address)) = (half_closed_lasts()?, served(false, First::Server)?)
    else {
        return Ok(Shown::NotHere("show-no-time-wait"));
    };
    let Some(rests) = lasts(address, IN_TIME_WAIT) else {
        return Ok(Shown::NotHere("show-no-time-wait"));
    };
    let refusal = bound(address, false).err();
    let [setting, half, rest] = [fin_timeout, half_closed, rests].map(|number| number.to_string());
    page.tell("show-tw-recycle-setting", &[("setting", &setting)]);
    page.tell("show-tw-recycle-half", &[("seconds", &half)]);
    page.tell("show-tw-recycle-rest", &[("seconds", &rest)]);
    let answer = match &refusal {
        Some(error) => error.to_string(),
        None => page.say("show-bound"),
    };
    page.tell("show-tw-recycle-bind", &[("answer", &answer)]);

    let told = !has_recycle
        && half_closed <= fin_timeout
        && (TIME_WAIT - SLACK..=TIME_WAIT).contains(&rests)
        && refusal.is_some();
    Ok(Shown::as_told_if(told))
}

/// How many seconds a client that has closed waits for the server to close as well.
fn half_closed_lasts() -> Result<Option<u64>> {
    let listener = TcpListener::bind(ANY_PORT)?;
    let client = TcpStream::connect(listener.local_addr()?)?;
    let (server, caller) = listener.accept()?;
    drop(client);
    let mut found = None;
    wait_until(LIMIT / 5, || {
        found = lasts(caller, IN_FIN_WAIT_2);
        found.is_some()
    });
    // Until here the server has not closed.
    drop(server);
    Ok(found)
}

/// How many seconds the kernel leaves what is at this address in this state: its clock stands in /proc/net/tcp, in
/// ticks, behind the kind of the clock (proc(5), `tr` and `tm->when`).
fn lasts(address: SocketAddr, state: &str) -> Option<u64> {
    let table = fs::read_to_string("/proc/net/tcp").ok()?;
    let port = format!(":{:04X}", address.port());
    let clock = table.lines().find_map(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let &[_, local, _, found, _, clock, ..] = columns.as_slice() else {
            return None;
        };
        (local.ends_with(&port) && found == state).then(|| clock.to_string())
    })?;
    let (_, ticks) = clock.split_once(':')?;
    let ticks = u64::from_str_radix(ticks, 16).ok()?;
    let second = procfs::ticks_per_second();
    Some((ticks + second / 2) / second)
}
