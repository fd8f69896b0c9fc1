//! The servers and the transfers of the solutions, beside Python's, tokio's, and the usual tools. Everything is built with
//! `--release` and talks over loopback.
//!
//! | module         | what is in it                                                     |
//! |----------------|--------------------------------------------------------------------|
//! | [`server`]     | a server that says where it listens, ended when it is let go of      |
//! | [`load`]       | many connections on one thread, each with a request under way         |
//! | [`servers`]    | lesson 6's socketserver and lesson 12's event loop                    |
//! | [`transfer`]   | lesson 8 and a file of 1 GiB                                          |
//! | [`reliable`]   | lesson 10 and a wire that loses                                       |

mod load;
mod reliable;
mod server;
mod servers;
mod transfer;

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use clap::ValueEnum as _;

use crate::table;

/// What is measured.
#[derive(clap::Args)]
pub struct Arguments {
    /// Only these
    #[arg(long, value_delimiter = ',')]
    only: Vec<Part>,
    /// How many pairs are measured for each figure
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// The size of lesson 8's file, in MiB
    #[arg(long, default_value_t = 1024)]
    transfer: u64,
    /// The size of lesson 10's file, in MiB
    #[arg(long, default_value_t = 100)]
    reliable: u64,
    /// Print the table, and do not add it to docs
    #[arg(long)]
    dry_run: bool,
}

/// What has a table of its own.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    Servers,
    Transfer,
    Reliable,
}

/// Builds the solutions, measures, and adds to the table.
///
/// # Errors
///
/// When something cannot be built or started, or does not do what it should.
pub fn run(root: &Path, arguments: &Arguments) -> Result<()> {
    let built = Command::new("cargo")
        .args(["build", "--release", "--quiet"])
        .args(
            [
                "06-socketserver-threading",
                "08-file-transfer",
                "10-reliable-udp",
                "12-event-loop",
            ]
            .map(|slug| format!("--package=solution-{slug}")),
        )
        .arg("--package=netlesson-bench")
        .current_dir(root)
        .status()
        .context("cannot start cargo")?;
    ensure!(built.success(), "the solutions do not compile");
    for part in Part::value_variants() {
        if !arguments.only.is_empty() && !arguments.only.contains(part) {
            continue;
        }
        let rounds = arguments.rounds;
        let (kind, rows) = match part {
            Part::Servers => ("servers", servers::measure(root, rounds)?),
            Part::Transfer => (
                "transfer",
                transfer::measure(root, rounds, arguments.transfer << 20)?,
            ),
            Part::Reliable => (
                "reliable",
                reliable::measure(rounds.min(3), arguments.reliable << 20)?,
            ),
        };
        match arguments.dry_run {
            true => table::print(rows)?,
            false => table::add(root, kind, rows)?,
        }
    }
    Ok(())
}
