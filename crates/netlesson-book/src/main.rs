//! The command behind `just book` and `just check-book`.

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use anyhow::Result;
use clap::Parser;
use netlesson_book::{check, children, place, root, site, translation};

/// Builds the course's book into target/book/html.
#[derive(Parser)]
#[command(name = "netlesson-book", version)]
struct Arguments {
    /// Open the book in a browser when it is built
    #[arg(long)]
    open: bool,
    /// Look at the book that was built as a browser shows it: links, search, pictures, narrow screens
    #[arg(long, conflicts_with_all = ["open", "catalogue"])]
    check: bool,
    /// With --check: that there is no browser is an error, not a reason to skip it
    #[arg(long, requires = "check")]
    need_browser: bool,
    /// Write the catalogues of what is to be translated anew, docs/po/zh, and keep what is translated
    #[arg(long)]
    catalogue: bool,
}

fn main() -> ExitCode {
    if let Some(code) = netlesson_gallery::grade::one_asked_for() {
        return code;
    }
    let arguments = Arguments::parse();
    children::interruptible(|| run(&arguments)).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}

fn run(arguments: &Arguments) -> Result<ExitCode> {
    let root = root()?;
    if arguments.catalogue {
        translation::renew(&root)?;
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.check {
        return check::run(&place(&root)?.join("html"), arguments.need_browser);
    }
    let first = site::build(&root)?;
    println!("{}", first.display());
    if arguments.open {
        open(&first);
    }
    Ok(ExitCode::SUCCESS)
}

/// Shows a page in the reader's browser. Where there is none, its path has been printed.
fn open(page: &Path) {
    let mut opener = if cfg!(target_os = "windows") {
        let mut shell = Command::new("cmd");
        // `start` takes a first argument in quotes for a title.
        shell.args(["/c", "start", ""]);
        shell
    } else if cfg!(target_os = "macos") {
        Command::new("open")
    } else {
        Command::new("xdg-open")
    };
    opener.arg(page).stdout(Stdio::null()).stderr(Stdio::null());
    let _none = opener.status();
}
