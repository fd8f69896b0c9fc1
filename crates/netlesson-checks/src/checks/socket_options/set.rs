//! `sockopt set`: asked, got and why, held against a socket of the check's own that is asked for the same.

use super::truth::{self, Change, shown};
use crate::checks::shared::{lines, other_output};
use crate::play::Play;
use crate::verdict::{Played, Problem};

/// More than any system lets a program ask for.
const TOO_MUCH: u32 = 1_000_000_000;

/// Runs `sockopt set` and expects its first line; returns what the kernel makes of the value, and the other lines.
fn set(play: &mut Play, name: &str, value: u32) -> Played<(Option<u64>, Vec<String>)> {
    let Some(Change { before, got }) = truth::asked(name, value)? else {
        // Another kernel may have other limits.
        return Err(Problem::Skipped("skipped-other-limits"));
    };
    let ended = play.run("sockopt", &["set", name, &value.to_string()])?;
    ended.code(0)?;
    let mut came = lines(ended.stdout_bytes());
    let line = |got| format!("{name}: asked {value}, got {}", shown(got));
    let expected = line(got);
    if came.first() == Some(&expected) {
        came.remove(0);
        return Ok((got, came));
    }
    came.truncate(1);
    let problem = other_output("sockopt", std::slice::from_ref(&expected), &came);
    let first = came.first();
    let is = |got: Option<u64>| first == Some(&line(got));
    // In another unit, a time that the kernel rounds may come back as it was.
    Err(if is(Some(value.into())) && !is_time(name) {
        problem.because("diagnosis-never-read-back", &[])
    } else if before.is_some_and(|before| before > 1) && is(before) {
        let before = ("before", shown(before));
        problem.because("diagnosis-other-socket-read", &[before])
    } else if is_time(name) && in_another_unit(value.into()).any(is) {
        problem.because("diagnosis-other-unit", &[])
    } else {
        problem
    })
}

/// What a number of seconds is in milliseconds, and the other way round.
fn in_another_unit(number: u64) -> impl Iterator<Item = Option<u64>> {
    [number * 1000, number / 1000, number.div_ceil(1000)]
        .into_iter()
        .map(Some)
}

fn is_time(name: &str) -> bool {
    matches!(name, "SO_LINGER" | "SO_RCVTIMEO" | "SO_SNDTIMEO")
}

pub fn buffers(play: &mut Play) -> Played {
    for name in ["SO_RCVBUF", "SO_SNDBUF"] {
        let value = play.random.u32(5_000..=100_000);
        set(play, name, value)?;
    }
    Ok(())
}

pub fn buffer_limits(play: &mut Play) -> Played {
    for name in ["SO_RCVBUF", "SO_SNDBUF"] {
        let little = play.random.u32(..1000);
        set(play, name, little)?;
        set(play, name, TOO_MUCH)?;
    }
    Ok(())
}

pub fn flags(play: &mut Play) -> Played {
    for name in [
        "SO_BROADCAST",
        "SO_KEEPALIVE",
        "SO_OOBINLINE",
        "SO_REUSEADDR",
        "TCP_NODELAY",
    ] {
        set(play, name, 1)?;
        set(play, name, 0)?;
        let more = play.random.u32(2..=255);
        set(play, name, more)?;
    }
    Ok(())
}

pub fn times(play: &mut Play) -> Played {
    for name in ["SO_RCVTIMEO", "SO_SNDTIMEO", "SO_LINGER"] {
        // Odd: most kernels' clocks have ticks of 4 or 10 ms, and round it.
        let value = play.random.u32(500..=15_000) * 2 + 1;
        set(play, name, value)?;
        // A linger of 0 seconds is not one that is off; of the other two it is no limit at all.
        set(play, name, 0)?;
    }
    Ok(())
}

pub fn headers(play: &mut Play) -> Played {
    let ttl = play.random.u32(2..=255);
    set(play, "IP_TTL", ttl)?;
    let tos = play.random.u32(1..=63) * 4;
    set(play, "IP_TOS", tos)?;
    if cfg!(unix) {
        let length = play.random.u32(600..=1_400);
        set(play, "TCP_MAXSEG", length)?;
    }
    Ok(())
}

/// The second line: there where the kernel made something else of what was asked, and only there.
pub fn says_why(play: &mut Play) -> Played {
    let little = play.random.u32(1..1000);
    let some = play.random.u32(5_000..=100_000);
    let time = play.random.u32(500..=10_000) * 2 + 1;
    let tos = play.random.u32(1..=63) * 4 + play.random.u32(1..=3);
    let ttl = play.random.u32(2..=255);
    let mut cases = vec![
        ("SO_RCVBUF", some),
        ("SO_SNDBUF", some),
        ("SO_RCVBUF", little),
        ("SO_SNDBUF", little),
        ("SO_RCVBUF", TOO_MUCH),
        ("SO_SNDBUF", TOO_MUCH),
        ("SO_KEEPALIVE", ttl),
        ("SO_KEEPALIVE", 1),
        ("SO_RCVTIMEO", time),
        ("SO_SNDTIMEO", time),
        ("SO_LINGER", time),
        ("IP_TOS", tos),
        ("IP_TTL", ttl),
    ];
    if cfg!(unix) {
        cases.push(("TCP_MAXSEG", 0));
    }
    // More than may be asked for, and yet less than what is granted: that is twice as much as may be.
    for name in ["SO_RCVBUF", "SO_SNDBUF"] {
        let most = truth::asked(name, TOO_MUCH)?.and_then(|change| change.got);
        let between = most.and_then(|most| u32::try_from(most / 4 * 3).ok());
        cases.extend(between.map(|between| (name, between)));
    }
    for (name, value) in cases {
        let (got, more) = set(play, name, value)?;
        let got = got.unwrap_or_default();
        let reason = truth::reason(name, value.into(), got);
        compare_reason(name, (value, got), reason, &more)?;
    }
    Ok(())
}

/// Expects that what follows the first line is this reason, or nothing.
fn compare_reason(
    name: &str,
    (asked, got): (u32, u64),
    reason: Option<&str>,
    more: &[String],
) -> Played {
    let fits = match (reason, more) {
        (None, []) => true,
        (Some(reason), [line]) => word(line) == Some(reason),
        _ => false,
    };
    if fits {
        return Ok(());
    }
    let first = format!("{name}: asked {asked}, got {got}");
    let mut came = vec![first.clone()];
    came.extend_from_slice(more);
    let mut expected = vec![first];
    expected.extend(reason.map(|reason| format!("why: {reason}")));
    let problem = other_output("sockopt", &expected, &came);
    Err(match (reason, more) {
        (Some(_), []) => problem.because("diagnosis-no-reason", &[]),
        (None, [line]) if word(line).is_some() => {
            problem.because("diagnosis-reason-without-need", &[])
        }
        (Some(reason), [line]) if word(line).is_some_and(|word| word != reason) => {
            let arguments = [
                ("reason", reason.to_string()),
                ("asked", asked.to_string()),
                ("got", got.to_string()),
            ];
            problem.because("diagnosis-other-reason", &arguments)
        }
        _ => problem,
    })
}

/// The word after `why: `, if it is one of the brief's.
fn word(line: &str) -> Option<&str> {
    let said = line.strip_prefix("why: ")?;
    let word = said.split(|char: char| !char.is_alphanumeric()).next()?;
    truth::REASONS.contains(&word).then_some(word)
}

/// What the kernel refuses is an error, and what can only be read is one, too.
pub fn refused(play: &mut Play) -> Played {
    let long = play.random.u32(256..=1000);
    let short = play.random.u32(1..=20);
    for (name, value) in [
        ("IP_TTL", long),
        ("IP_TTL", 0),
        ("TCP_MAXSEG", short),
        ("SO_TYPE", 2),
        ("SO_ERROR", 0),
    ] {
        if truth::asked(name, value)?.is_some() {
            // Another kernel may have other limits.
            continue;
        }
        let ended = play.run("sockopt", &["set", name, &value.to_string()])?;
        let refused = ended.stdout("").and_then(|ended| {
            let what = format!("cannot set {name}");
            ended.failed(&what)
        });
        refused.map_err(|problem: Problem| match ended.code(0) {
            Ok(_) => problem.because("diagnosis-refusal-ignored", &[("name", name.to_string())]),
            Err(_) => problem,
        })?;
    }
    Ok(())
}
