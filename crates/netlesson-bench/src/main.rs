//! How fast the course is, beside what people would use instead: `just bench`, `just bench-verdict`, `just bench-peers`.
//!
//! Every figure is a ratio of two things that were run in turn in one run on one machine. They go into docs/speed.json, and
//! from there into the tables of docs/speed.md.
//!
//! | module      | what is in it                                                            |
//! |-------------|--------------------------------------------------------------------------|
//! | [`framing`] | what criterion has measured of frames, beside tokio-util's codec           |
//! | [`peers`]   | the solutions' servers and transfers, beside Python's, tokio's and the usual tools |
//! | [`verdict`] | from an edit to its verdict, beside a build and rustlings; from a clone, too |
//! | [`turns`]   | two things run in turn, and their ratio                                    |
//! | [`table`]   | what was measured, in docs/speed.json and docs/speed.md                    |

#[cfg(target_os = "linux")]
mod framing;
#[cfg(target_os = "linux")]
mod peers;
#[cfg(target_os = "linux")]
mod table;
#[cfg(target_os = "linux")]
mod turns;
#[cfg(target_os = "linux")]
mod verdict;

#[cfg(target_os = "linux")]
fn main() -> anyhow::Result<()> {
    use clap::Parser as _;

    /// Measures the course beside what people would use instead, and writes docs/speed.md.
    #[derive(clap::Parser)]
    struct Arguments {
        #[command(subcommand)]
        what: What,
    }

    #[derive(clap::Subcommand)]
    enum What {
        /// Frames, beside tokio-util's codec and a copy: reads what `cargo bench -p netlesson-common` has measured
        Framing,
        /// Servers and transfers, beside Python's, tokio's and the usual tools
        Peers(peers::Arguments),
        /// From an edit to its verdict, and from a fresh clone
        Verdict(verdict::Arguments),
    }

    let root =
        std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).canonicalize()?;
    match Arguments::parse().what {
        What::Framing => framing::run(&root),
        What::Peers(arguments) => peers::run(&root, &arguments),
        What::Verdict(arguments) => verdict::run(&root, &arguments),
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("error: what is measured here is measured on Linux");
    std::process::exit(2);
}
