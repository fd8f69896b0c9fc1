//! A server that says where it listens, in its first line.

use std::env;
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use tempfile::NamedTempFile;

/// How often it is looked whether a server has said where it listens.
const LOOK: Duration = Duration::from_millis(1);

/// A server; it is ended when this is dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Starts one and waits for its first line. It prints into a file, as a service does: whoever read a pipe line by line
    /// would take a part of the processors that are measured.
    pub fn start(command: &mut Command) -> Result<Self> {
        let printed = NamedTempFile::new()?;
        let child = command
            // The operator of a room types nothing, and does not hang up either.
            .stdin(Stdio::piped())
            .stdout(printed.reopen()?)
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{command:?}"))?;
        // Whatever goes wrong, it is ended.
        let mut server = Self {
            child,
            address: ([0, 0, 0, 0], 0).into(),
        };
        let line = loop {
            let ended = server.child.try_wait()?;
            let text = fs::read_to_string(printed.path())?;
            match (text.split_once('\n'), ended) {
                (Some((line, _)), _) => break line.to_string(),
                (None, Some(status)) => bail!("{command:?} ended with {status}"),
                (None, None) => thread::sleep(LOOK),
            }
        };
        let address = line.trim().strip_prefix("listening on ");
        let address = address.and_then(|address| address.parse().ok());
        server.address = address.with_context(|| format!("{command:?} printed {line:?}"))?;
        Ok(server)
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended, or it is to.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A program that was built with this one: it lies beside it.
pub fn beside(name: &str) -> Result<PathBuf> {
    let own = env::current_exe()?;
    Ok(own.with_file_name(name))
}
