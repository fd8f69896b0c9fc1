//! Lesson 9: the limits of a datagram, measured. Each line of the probe is held against a measurement of the
//! check's own in the same run; what can be drawn is drawn, so that no number out of a book fits. In a network of its
//! own the kernel counts what the probe has sent, and other figures are true.
//!
//! | module          | what is in it                                             |
//! |-----------------|-----------------------------------------------------------|
//! | [`lines`]       | the seven lines, one after the other                      |
//! | [`truth`]       | what this kernel does, measured by the check itself       |
//! | [`own_network`] | the probe in a network of its own                         |

mod lines;
mod own_network;
mod truth;

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde_json::{Value, json};

use super::shared::{expect_json, names_error};
use crate::play::{Check, Play};
use crate::verdict::Played;

/// The checks of lesson 9, in the order in which a student meets them.
pub const CHECKS: &[Check] = &[
    Check {
        name: "largest-payload",
        needs: &[],
        play: lines::largest,
    },
    Check {
        name: "one-byte-more",
        needs: &["largest-payload"],
        play: lines::one_byte_more,
    },
    Check {
        name: "cut-datagram",
        needs: &["one-byte-more"],
        play: lines::cut,
    },
    Check {
        name: "empty-datagram",
        needs: &["cut-datagram"],
        play: lines::empty,
    },
    Check {
        name: "nobody-there",
        needs: &["empty-datagram"],
        play: lines::nobody_there,
    },
    Check {
        name: "nobody-told",
        needs: &["nobody-there"],
        play: lines::nobody_told,
    },
    Check {
        name: "somebody-there",
        needs: &["nobody-told"],
        play: lines::somebody_there,
    },
    Check {
        name: "kept-datagrams",
        needs: &["nobody-told"],
        play: lines::kept,
    },
    Check {
        name: "system-buffer",
        needs: &["kept-datagrams"],
        play: lines::system_buffer,
    },
    Check {
        name: "seven-lines",
        needs: &["kept-datagrams"],
        play: lines::seven,
    },
    Check {
        name: "other-family",
        needs: &["kept-datagrams"],
        play: lines::other_family,
    },
    Check {
        name: "own-network",
        needs: &["seven-lines"],
        play: own_network::other_figures,
    },
    Check {
        name: "no-network",
        needs: &["seven-lines"],
        play: own_network::unreachable,
    },
    Check {
        name: "json",
        needs: &["seven-lines"],
        play: as_json,
    },
    Check {
        name: "usage",
        needs: &[],
        play: usage,
    },
];

/// What passes before the student has written a line.
pub const GIVEN: &[&str] = &["usage"];

const FOUR: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const SIX: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);

/// The same measurements as one object. The errors in it are taken as they were put into words.
fn as_json(play: &mut Play) -> Played {
    let asked = play.random.usize(10_000..=60_000);
    let word = play.word(8);
    let address = play.nobody_udp()?;
    let (longest, refusal) = truth::longest(FOUR)?;
    let (size, count) = truth::kept(Some(asked))?;
    let refused = truth::refusal(address)?;

    let arguments = [
        "--json",
        "--word",
        &word,
        "--buffer",
        &asked.to_string(),
        &address.to_string(),
    ];
    let ended = play.run("probe", &arguments)?;
    ended.code(0)?;
    let came: Option<Value> = serde_json::from_slice(ended.stdout_bytes()).ok();
    let said = |member: &str, error: Option<&io::Error>| {
        let said = came.as_ref().and_then(|came| came[member].as_str());
        match (said, error) {
            (Some(said), Some(error)) if names_error(said, error) => Some(said.to_string()),
            (_, error) => error.map(ToString::to_string),
        }
    };
    // A busy machine may have put off some of them: how exact the count is, the lines have shown.
    let kept = came.as_ref().and_then(|came| came["kept"].as_u64());
    let kept = kept.and_then(|kept| usize::try_from(kept).ok());
    let kept = kept.filter(|kept| (count..truth::FLOOD).contains(kept));
    let expected = json!({
        "largest": longest,
        "refusal": said("refusal", Some(&refusal)),
        "left": &word[..1],
        "empty": 0,
        "connected": said("connected", refused.as_ref()),
        "unconnected": null,
        "buffer": size,
        "kept": kept.unwrap_or(count),
        "sent": truth::FLOOD,
    });
    expect_json("probe", &expected, ended.stdout_bytes()).map_err(|problem| {
        let missing = expected
            .as_object()
            .and_then(|members| members.keys().find(|name| lacks(came.as_ref(), name)));
        match missing {
            Some(name) if came.is_some() => {
                problem.because("diagnosis-member-missing", &[("name", name.clone())])
            }
            _ => problem,
        }
    })
}

fn lacks(came: Option<&Value>, name: &str) -> bool {
    came.and_then(|came| came.get(name)).is_none()
}

fn usage(play: &mut Play) -> Played {
    let address = play.nobody_udp()?.to_string();
    play.run("probe", &["127.0.0.1:no-port"])?.misused()?;
    play.run("probe", &["no-address"])?.misused()?;
    play.run("probe", &[&address, "more"])?.misused()?;
    play.run("probe", &["--buffer", "much"])?.misused()?;
    play.run("probe", &["--buffer"])?.misused()?;
    play.run("probe", &["--family", "inet7"])?.misused()?;
    play.run("probe", &["--no-such-option", &address])?
        .misused()?;
    Ok(())
}
