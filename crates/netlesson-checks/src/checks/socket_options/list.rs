//! `sockopt list`, held against what sockets of the check's own say.

use serde_json::{Value, json};
use socket2::{Domain, Type};

use super::truth::{self, Row};
use crate::checks::shared::{expect_json, lines, other_output};
use crate::kernel;
use crate::play::Play;
use crate::program;
use crate::verdict::{Played, Problem};

/// Every family and every type, each by its name among the options, those first that are meant where none is given.
const FAMILIES: [(&str, Domain); 3] = [
    ("inet", Domain::IPV4),
    ("inet6", Domain::IPV6),
    ("unix", Domain::UNIX),
];
const TYPES: [(&str, Type); 2] = [("stream", Type::STREAM), ("dgram", Type::DGRAM)];

/// Runs `sockopt list` with these options, and splits its lines into words.
fn listed(play: &mut Play, options: &[&str]) -> Played<Vec<Vec<String>>> {
    let ended = play.run("sockopt", &[&["list"], options].concat())?;
    ended.code(0)?;
    Ok(words(ended.stdout_bytes()))
}

fn words(output: &[u8]) -> Vec<Vec<String>> {
    let split = |line: &String| line.split_whitespace().map(str::to_string).collect();
    lines(output).iter().map(split).collect()
}

/// The first so many words of each line, with one space between them.
fn columns(lines: &[Vec<String>], count: usize) -> Vec<String> {
    let cut = |line: &Vec<String>| line[..line.len().min(count)].join(" ");
    lines.iter().map(cut).collect()
}

/// The first so many words of each expected line.
fn expected(rows: &[Row], count: usize) -> Vec<String> {
    columns(&words(whole(rows).join("\n").as_bytes()), count)
}

fn whole(rows: &[Row]) -> Vec<String> {
    rows.iter().map(Row::line).collect()
}

/// The list of the socket that is asked when nothing else is said.
fn compare_columns(play: &mut Play, count: usize) -> Played {
    let rows = truth::rows(Domain::IPV4, Type::STREAM)?;
    let came = columns(&listed(play, &[])?, count);
    let expected = expected(&rows, count);
    if came == expected {
        return Ok(());
    }
    Err(other_output("sockopt", &expected, &came))
}

pub fn names(play: &mut Play) -> Played {
    compare_columns(play, 1)
}

pub fn levels(play: &mut Play) -> Played {
    compare_columns(play, 2)
}

pub fn values(play: &mut Play) -> Played {
    let rows = truth::rows(Domain::IPV4, Type::STREAM)?;
    compare(play, &[], &rows)
}

/// Expects the whole list of a socket.
fn compare(play: &mut Play, options: &[&str], rows: &[Row]) -> Played {
    let came = columns(&listed(play, options)?, usize::MAX);
    let expected = whole(rows);
    if came == expected {
        return Ok(());
    }
    let problem = other_output("sockopt", &expected, &came);
    if let Some((family, kind)) = socket_with(&came) {
        let arguments = [
            ("options", options.join(" ")),
            ("family", family.to_string()),
            ("type", kind.to_string()),
        ];
        return Err(problem.because("diagnosis-another-socket-listed", &arguments));
    }
    if let Some(name) = refused(&came, rows) {
        return Err(problem.because("diagnosis-refused-option-listed", &[("name", name)]));
    }
    if came == buffers_swapped(rows) {
        return Err(problem.because("diagnosis-buffers-swapped", &[]));
    }
    Err(problem)
}

/// The family and the type of the first socket that has this list.
fn socket_with(list: &[String]) -> Option<(&'static str, &'static str)> {
    let all = FAMILIES.into_iter().flat_map(|(family, domain)| {
        TYPES.map(|(name, kind)| (family, name, truth::rows(domain, kind)))
    });
    let mut its = all.filter(|(_, _, rows)| rows.as_ref().is_ok_and(|rows| whole(rows) == list));
    its.next().map(|(family, kind, _)| (family, kind))
}

/// The first name in the list that the socket does not have.
fn refused(came: &[String], rows: &[Row]) -> Option<String> {
    let names = came
        .iter()
        .filter_map(|line| line.split_whitespace().next());
    let mut others = names.filter(|name| {
        let is_option = ["SO_", "IP_", "TCP_"]
            .iter()
            .any(|family| name.starts_with(family));
        is_option && rows.iter().all(|row| row.name != *name)
    });
    others.next().map(str::to_string)
}

/// The list with the two buffers' values in each other's place.
fn buffers_swapped(rows: &[Row]) -> Vec<String> {
    let value = |name| rows.iter().find(|row| row.name == name)?.value;
    let swapped = rows.iter().map(|row| Row {
        value: match row.name {
            "SO_RCVBUF" => value("SO_SNDBUF"),
            "SO_SNDBUF" => value("SO_RCVBUF"),
            _ => row.value,
        },
        ..row.clone()
    });
    whole(&swapped.collect::<Vec<Row>>())
}

pub fn datagrams(play: &mut Play) -> Played {
    let rows = truth::rows(Domain::IPV4, Type::DGRAM)?;
    // IPv4 is what is listed anyway; it may be said, too.
    compare(play, &["--family", "inet", "--type", "dgram"], &rows)
}

/// Every other family and both types, as far as the machine has them.
pub fn families(play: &mut Play) -> Played {
    let mut found = 0;
    for (family, domain) in FAMILIES.into_iter().skip(1) {
        for (name, kind) in TYPES {
            let Ok(rows) = truth::rows(domain, kind) else {
                continue;
            };
            compare(play, &["--type", name, "--family", family], &rows)?;
            found += 1;
        }
    }
    if found == 0 {
        return Err(Problem::Skipped("skipped-one-family"));
    }
    Ok(())
}

pub fn json(play: &mut Play) -> Played {
    for (options, kind) in [
        (&["--json"][..], Type::STREAM),
        (&["--json", "--type", "dgram"][..], Type::DGRAM),
    ] {
        let rows = truth::rows(Domain::IPV4, kind)?;
        let object = |row: &Row| json!({"name": row.name, "level": row.level, "value": row.value});
        let expected: Vec<Value> = rows.iter().map(object).collect();
        let ended = play.run("sockopt", &[&["list"], options].concat())?;
        ended.code(0)?;
        expect_json("sockopt", &Value::from(expected), ended.stdout_bytes())?;
    }
    Ok(())
}

/// The same program in a network of its own, in which the kernel gives fresh sockets other values. A table of values that
/// somebody has written down does not know them.
pub fn asks_the_kernel(play: &mut Play) -> Played {
    /// What the shell prints once it has changed the network's settings: the program is started after that.
    const CHANGED: &str = "changed";
    /// The last of the three numbers of the buffers is the most that they grow to.
    const SCRIPT: &str = "settings=/proc/sys/net/ipv4
        echo $1 > $settings/ip_default_ttl &&
        echo 4096 $2 8388608 > $settings/tcp_rmem &&
        echo 4096 $3 8388608 > $settings/tcp_wmem &&
        echo changed && shift 3 && exec \"$@\"";
    if !kernel::WITNESS || !program::is_installed("unshare") {
        return Err(Problem::Skipped("skipped-no-network"));
    }
    let ttl = play.random.u8(70..=250).to_string();
    let received = play.random.u32(20_000..=90_000).to_string();
    let sent = play.random.u32(20_000..=90_000).to_string();
    let here = truth::rows(Domain::IPV4, Type::STREAM)?;
    let executable = play.executable("sockopt")?.to_string_lossy().into_owned();
    let own_network = ["--user", "--map-root-user", "--net"];
    let shell = ["sh", "-c", SCRIPT, "sh", &ttl, &received, &sent];
    let arguments = [&own_network[..], &shell, &[&executable, "list"]].concat();
    let folder = play.folder().to_path_buf();
    let started = play.start_as("sockopt", "unshare".as_ref(), &folder, &arguments);
    // Where programs are confined, this one may be forbidden.
    let program = started.map_err(|_| Problem::Skipped("skipped-no-network"))?;
    program.end_input();
    let ended = play.ended(&program)?;
    let came = columns(&words(ended.stdout_bytes()), usize::MAX);
    if came.first().is_none_or(|line| line != CHANGED) {
        return Err(Problem::Skipped("skipped-no-network"));
    }
    ended.code(0)?;
    let expected = [
        format!("SO_RCVBUF SOL_SOCKET {received}"),
        format!("SO_SNDBUF SOL_SOCKET {sent}"),
        format!("IP_TTL IPPROTO_IP {ttl}"),
    ];
    let those = |list: Vec<String>| {
        let is_one = |line: &String| {
            let name = line.split(' ').next();
            matches!(name, Some("SO_RCVBUF" | "SO_SNDBUF" | "IP_TTL"))
        };
        list.into_iter().filter(is_one).collect::<Vec<String>>()
    };
    let (came, here) = (those(came), those(whole(&here)));
    if came == expected {
        return Ok(());
    }
    let problem = other_output("sockopt", &expected, &came);
    // What is not as it should be is as it would be outside of this network.
    let mut compared = came.iter().zip(expected.iter().zip(&here));
    let is_of_here = compared.all(|(line, (new, old))| line == new || line == old);
    Err(if is_of_here && came.len() == expected.len() {
        problem.because("diagnosis-values-not-asked", &[])
    } else {
        problem
    })
}
