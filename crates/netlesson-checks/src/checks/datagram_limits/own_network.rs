//! The probe in a network of its own (network_namespaces(7)). There the kernel counts for this one program, so that
//! what was never sent shows; the figures are others than outside; and a measurement can be made to fail.

use std::path::Path;

use super::lines::size_and_count;
use super::truth::FLOOD;
use crate::checks::shared::{lines, other_output};
use crate::kernel;
use crate::play::{Ended, Play};
use crate::program;
use crate::verdict::{Played, Problem};

const NO_NETWORK: Problem = Problem::Skipped("skipped-no-network");

/// What the shell prints when the network is as it should be: the program is started after that.
const READY: &str = "ready";

/// Runs the probe in a network of its own, which this command prepares. What has come on stdout begins with [`READY`]
/// and ends with the kernel's counters of UDP.
fn run(play: &mut Play, prepare: &str, options: &[&str]) -> Played<Ended> {
    if !kernel::WITNESS || !program::is_installed("unshare") {
        return Err(NO_NETWORK);
    }
    let script = format!(
        "{prepare} && echo {READY} && \"$@\"; code=$?
        echo; grep ^Udp: /proc/net/snmp; exit $code"
    );
    let executable = play.executable("probe")?.to_string_lossy().into_owned();
    let folder = play.folder().to_path_buf();
    let own_network = ["--user", "--map-root-user", "--net"];
    let shell = ["sh", "-c", &script, "sh", &executable];
    let arguments = [&own_network[..], &shell, options].concat();
    let started = play.start_as("probe", Path::new("unshare"), &folder, &arguments);
    // Where programs are confined, this one may be forbidden.
    let probe = started.map_err(|_| NO_NETWORK)?;
    probe.end_input();
    let ended = play.ended(&probe)?;
    if ended.stdout_bytes().starts_with(READY.as_bytes()) {
        Ok(ended)
    } else {
        Err(NO_NETWORK)
    }
}

/// One of the kernel's counters of UDP: their names stand in one line, their values in the next.
fn counter(came: &[String], name: &str) -> Option<usize> {
    let mut rows = came.iter().filter_map(|line| line.strip_prefix("Udp: "));
    let (values, names) = (rows.next_back()?, rows.next_back()?);
    let mut columns = names.split(' ').zip(values.split(' '));
    let (_, value) = columns.find(|(column, _)| *column == name)?;
    value.parse().ok()
}

/// An MTU with which a datagram of 512 bytes travels in three fragments: in a buffer they take other room than one
/// piece. What fits there, only the program can measure; that it has sent and lost the others, the kernel tells.
pub fn other_figures(play: &mut Play) -> Played {
    /// Beside [`FLOOD`] one datagram at least for each of five measurements: the largest, one that is cut, an empty
    /// one, and two to where nobody is.
    const NEEDED: usize = FLOOD + 5;
    let asked = play.random.usize(40_000..=90_000).to_string();
    let ended = run(play, "ip link set lo mtu 220 up", &["--buffer", &asked])?;
    ended.code(0)?;
    let came = lines(ended.stdout_bytes());
    let counted = |name| counter(&came, name).ok_or(NO_NETWORK);
    let (sent, dropped) = (counted("OutDatagrams")?, counted("RcvbufErrors")?);
    let program = ("program", "probe".to_string());
    if sent < NEEDED {
        let arguments = [
            program,
            ("sent", sent.to_string()),
            ("needed", NEEDED.to_string()),
        ];
        return Err(Problem::witness("witness-not-all-sent", &arguments));
    }
    let Some((_, count)) = came.iter().find_map(|line| size_and_count(line)) else {
        let expected = format!("buffer of … bytes: … of {FLOOD} datagrams");
        return Err(other_output("probe", &[expected], &came));
    };
    // Others may have been dropped as well, if more were sent than these: all that is certain is what is left.
    let most = sent.saturating_sub(dropped);
    if count > most {
        let arguments = [
            program,
            ("count", count.to_string()),
            ("sent", sent.to_string()),
            ("dropped", dropped.to_string()),
            ("most", most.to_string()),
        ];
        return Err(Problem::witness("witness-more-than-kept", &arguments));
    }
    Ok(())
}

/// Not even loopback is up: nothing can be measured, and that is said.
pub fn unreachable(play: &mut Play) -> Played {
    run(play, "ip link set lo down", &[])?.failed("cannot measure")?;
    Ok(())
}
