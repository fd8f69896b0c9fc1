//! reuse-address: which of two servers on one port must have set SO_REUSEADDR.

use anyhow::Result;
use netlesson_checks::wire::host::ANY_PORT;

use super::ends::{First, bound, served};
use super::{Page, Shown};

/// Whether the earlier server and the restarted one set the option, what that is called, and whether bind succeeds.
const CASES: [(bool, bool, &str, bool); 4] = [
    (false, false, "show-reuse-address-neither", false),
    (false, true, "show-reuse-address-second", false),
    (true, false, "show-reuse-address-first", false),
    (true, true, "show-reuse-address-both", true),
];

pub fn run(page: &mut Page) -> Result<Shown> {
    let mut told = true;
    for (first, second, key, expected) in CASES {
        let Some(address) = served(first, First::Server)? else {
            return Ok(Shown::NotHere("show-no-time-wait"));
        };
        let refusal = bound(address, second).err();
        told = told && refusal.is_none() == expected;
        let answer = refusal.map_or_else(|| page.say("show-bound"), |error| error.to_string());
        page.tell(key, &[("answer", &answer)]);
    }

    let listener = bound(ANY_PORT.into(), true)?;
    listener.listen(1)?;
    let Some(address) = listener.local_addr()?.as_socket() else {
        return Ok(Shown::NotHere("show-no-witness"));
    };
    let refusal = bound(address, true).err();
    told = told && refusal.is_some();
    let answer = refusal.map_or_else(|| page.say("show-bound"), |error| error.to_string());
    page.tell("show-reuse-address-beside", &[("answer", &answer)]);
    Ok(Shown::as_told_if(told))
}
