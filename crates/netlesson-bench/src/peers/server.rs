//! A server that says where it listens, in its first line.

use std::env;
use std::io::{self, BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;

use anyhow::{Context as _, Result};

/// A server; it is ended when this is dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Starts one and waits for its first line. What else it prints is read, and thrown away.
    pub fn start(command: &mut Command) -> Result<Self> {
        let mut child = command
            // The operator of a room types nothing, and does not hang up either.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{command:?}"))?;
        let mut stdout = BufReader::new(child.stdout.take().context("no stdout")?);
        let mut line = String::new();
        stdout.read_line(&mut line)?;
        thread::spawn(move || io::copy(&mut stdout, &mut io::sink()));
        let address = line.trim().strip_prefix("listening on ");
        let address = address.and_then(|address| address.parse().ok());
        let address = address.with_context(|| format!("{command:?} printed {line:?}"));
        match address {
            Ok(address) => Ok(Self { child, address }),
            Err(error) => {
                let _ = child.kill();
                let _ = child.wait();
                Err(error)
            }
        }
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
