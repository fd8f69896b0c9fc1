//! `show NAME`: what tutorials say of the network, an experiment on this machine, and what is true and why.
//!
//! | module         | what is in it                                         |
//! |----------------|-------------------------------------------------------|
//! | [`ends`]       | both ends of a conversation, for more than one of them |
//! | all the others | one experiment each                                    |
//!
//! An experiment measures, and prints what came. That it came as the course says is then looked at, not assumed. All of
//! them ask Linux's kernel; on other systems `elsewhere.rs` stands in for this module.

mod address_in_use;
mod backlog;
mod buffer_sizes;
mod byte_order;
mod closed_peer;
mod datagram_size;
mod ends;
mod four_segments;
mod full_buffer;
mod idle_connections;
mod nobody_listens;
mod nodelay;
mod reuse_address;
mod select_stdin;
mod sticking;
mod syn_cookies;
mod tw_recycle;
mod udp_faster;
mod unread_datagrams;

use std::process::ExitCode;

use anyhow::{Result, bail};
use netlesson_checks::report::{BAD, FAINT, GOOD, STRONG};
use netlesson_checks::words::Words;

use super::lesson::near;
use crate::screen::{gap, line, paragraphs, spoken};

/// What `show` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// The experiment's name; all of them are listed if there is none
    pub name: Option<String>,
}

/// One claim, and what shows whether it is true.
pub struct Experiment {
    /// What it is called, and what its words begin with after `show-`.
    pub name: &'static str,
    /// Does it.
    pub run: fn(&mut Page) -> Result<Shown>,
}

/// What came of an experiment.
pub enum Shown {
    /// What the course says.
    AsTold,
    /// Something else: this machine does otherwise.
    Otherwise,
    /// Nothing, since it cannot be done here, or the kernel does not answer: the key of the reason.
    NotHere(&'static str),
}

impl Shown {
    /// What to make of it that the kernel was asked again and again for what the course expects, in vain. If it answers at
    /// all, it does otherwise; if not, nobody knows.
    pub fn in_vain(page: &mut Page, is_answered: bool) -> Self {
        if !is_answered {
            return Self::NotHere("show-no-witness");
        }
        page.tell("show-in-vain", &[]);
        Self::Otherwise
    }

    /// As the course says, if what was measured is what it says.
    pub fn as_told_if(told: bool) -> Self {
        match told {
            true => Self::AsTold,
            false => Self::Otherwise,
        }
    }
}

/// Every experiment, in the order of the claims in the tutorials.
const EXPERIMENTS: &[Experiment] = &[
    Experiment {
        name: "sticking",
        run: sticking::run,
    },
    Experiment {
        name: "full-buffer",
        run: full_buffer::run,
    },
    Experiment {
        name: "backlog",
        run: backlog::run,
    },
    Experiment {
        name: "syn-cookies",
        run: syn_cookies::run,
    },
    Experiment {
        name: "tw-recycle",
        run: tw_recycle::run,
    },
    Experiment {
        name: "reuse-address",
        run: reuse_address::run,
    },
    Experiment {
        name: "address-in-use",
        run: address_in_use::run,
    },
    Experiment {
        name: "four-segments",
        run: four_segments::run,
    },
    Experiment {
        name: "closed-peer",
        run: closed_peer::run,
    },
    Experiment {
        name: "nodelay",
        run: nodelay::run,
    },
    Experiment {
        name: "datagram-size",
        run: datagram_size::run,
    },
    Experiment {
        name: "nobody-listens",
        run: nobody_listens::run,
    },
    Experiment {
        name: "unread-datagrams",
        run: unread_datagrams::run,
    },
    Experiment {
        name: "buffer-sizes",
        run: buffer_sizes::run,
    },
    Experiment {
        name: "udp-faster",
        run: udp_faster::run,
    },
    Experiment {
        name: "select-stdin",
        run: select_stdin::run,
    },
    Experiment {
        name: "idle-connections",
        run: idle_connections::run,
    },
    Experiment {
        name: "byte-order",
        run: byte_order::run,
    },
];

/// Where an experiment writes what it has measured.
pub struct Page<'a> {
    words: &'a Words,
}

impl Page<'_> {
    /// One line of output, in the reader's words.
    pub fn tell(&mut self, key: &str, arguments: &[(&str, &str)]) {
        paragraphs(&self.words.say(key, arguments), "  ");
    }

    /// Words for a part of a line.
    pub fn say(&self, key: &str) -> String {
        self.words.say(key, &[])
    }
}

/// Runs the command; exit code 1 if this machine does otherwise than the course says.
pub fn run(words: &Words, arguments: &Arguments) -> Result<ExitCode> {
    let Some(name) = &arguments.name else {
        list(words);
        return Ok(ExitCode::SUCCESS);
    };
    let experiment = named(words, name)?;
    line(format_args!("{STRONG}{name}{STRONG:#}"));
    section(words, "show-heading-claim");
    paragraphs(&words.say(&format!("show-{name}-claim"), &[]), "  ");
    section(words, "show-heading-how");
    paragraphs(&words.say(&format!("show-{name}-how"), &[]), "  ");
    section(words, "show-heading-output");
    let shown = (experiment.run)(&mut Page { words })?;
    let told = match shown {
        Shown::AsTold => format!("{GOOD}✓{GOOD:#} {}", words.say("show-as-told", &[])),
        Shown::Otherwise => format!("{BAD}✗{BAD:#} {}", words.say("show-otherwise", &[])),
        Shown::NotHere(reason) => format!("{FAINT}·{FAINT:#} {}", words.say(reason, &[])),
    };
    paragraphs(&told, "  ");
    section(words, "show-heading-truth");
    paragraphs(&words.say(&format!("show-{name}-truth"), &[]), "  ");
    Ok(match shown {
        Shown::AsTold | Shown::NotHere(_) => ExitCode::SUCCESS,
        Shown::Otherwise => ExitCode::FAILURE,
    })
}

fn section(words: &Words, heading: &str) {
    gap();
    line(format_args!("{FAINT}{}{FAINT:#}", words.say(heading, &[])));
}

fn list(words: &Words) {
    paragraphs(&words.say("show-list", &[]), "");
    for Experiment { name, .. } in EXPERIMENTS {
        gap();
        line(format_args!("  {STRONG}{name}{STRONG:#}"));
        paragraphs(&words.say(&format!("show-{name}-claim"), &[]), "    ");
    }
    gap();
    let command = spoken("show backlog");
    paragraphs(&words.say("show-one", &[("command", &command)]), "");
}

/// The experiment of this name, or an error that says which may have been meant.
fn named(words: &Words, name: &str) -> Result<&'static Experiment> {
    if let Some(found) = EXPERIMENTS.iter().find(|one| one.name == name) {
        return Ok(found);
    }
    let names: Vec<&str> = EXPERIMENTS.iter().map(|one| one.name).collect();
    let near = near(name, &names);
    let (key, names) = match near.is_empty() {
        true => ("no-such-experiment", names),
        false => ("no-such-experiment-but", near),
    };
    bail!(words.say(key, &[("name", name), ("names", &names.join(", "))]))
}
