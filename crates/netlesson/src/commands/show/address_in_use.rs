//! address-in-use: how often a server without SO_REUSEADDR can be restarted at once.

use std::io::{self, ErrorKind};

use anyhow::Result;

use super::ends::{First, bound, served};
use super::{Page, Shown};

const RESTARTS: usize = 10;

pub fn run(page: &mut Page) -> Result<Shown> {
    let (Some(server_first), Some(client_first)) =
        (refusals(First::Server)?, refusals(First::Client)?)
    else {
        return Ok(Shown::NotHere("show-no-time-wait"));
    };
    let restarts = RESTARTS.to_string();
    for (key, refusals) in [
        ("show-address-in-use-server", &server_first),
        ("show-address-in-use-client", &client_first),
    ] {
        let refused = refusals.len().to_string();
        page.tell(key, &[("refused", &refused), ("restarts", &restarts)]);
    }
    if let Some(error) = server_first.first() {
        let error = error.to_string();
        page.tell("show-address-in-use-error", &[("error", &error)]);
    }
    let is_in_use = |error: &io::Error| error.kind() == ErrorKind::AddrInUse;
    let told = server_first.len() == RESTARTS && server_first.iter().all(is_in_use);
    Ok(Shown::as_told_if(told && client_first.is_empty()))
}

/// What bind has answered the restarted servers that it refused; `None` if nothing rests in TIME_WAIT.
fn refusals(first: First) -> Result<Option<Vec<io::Error>>> {
    let mut refusals = Vec::new();
    for _ in 0..RESTARTS {
        let Some(address) = served(false, first)? else {
            return Ok(None);
        };
        refusals.extend(bound(address, false).err());
    }
    Ok(Some(refusals))
}
