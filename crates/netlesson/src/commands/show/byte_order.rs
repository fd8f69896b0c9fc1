//! byte-order: in which order the bytes of a number lie, here and on the network.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use anyhow::Result;

use super::ends::connected;
use super::{Page, Shown};

/// Its four bytes differ enough to show their order: 1234 is 4 · 256 + 210.
const NUMBER: i32 = 1234;

/// Python's own answer to what `i`, `!i` and `<i` mean.
const ASKED: &str =
    "import struct\nprint(*(struct.pack(f, 1234).hex() for f in ('i', '!i', '<i')))";

pub fn run(page: &mut Page) -> Result<Shown> {
    let (own, little) = (NUMBER.to_ne_bytes(), NUMBER.to_le_bytes());
    let network = NUMBER.to_be_bytes();
    page.tell("show-byte-order-own", &[("bytes", &hex(own))]);
    page.tell("show-byte-order-network", &[("bytes", &hex(network))]);
    page.tell("show-byte-order-little", &[("bytes", &hex(little))]);

    let (mut sender, mut receiver) = connected()?;
    sender.write_all(&own)?;
    let mut arrived = [0; 4];
    receiver.read_exact(&mut arrived)?;
    let (as_own, as_network) = (i32::from_ne_bytes(arrived), i32::from_be_bytes(arrived));
    page.tell(
        "show-byte-order-arrived",
        &[
            ("bytes", &hex(arrived)),
            ("own", &as_own.to_string()),
            ("network", &as_network.to_string()),
        ],
    );

    // The tutorials' own language, where it is to be had.
    let python = python();
    if let Some(packed) = &python {
        page.tell("show-byte-order-python", &[("packed", packed)]);
    }
    let packed = [own, network, little].map(hex).join(" ");
    let python_agrees = python.is_none_or(|python| python == packed);
    let is_big_endian = cfg!(target_endian = "big");
    let told = arrived == own && (own == network) == is_big_endian && python_agrees;
    Ok(if told {
        Shown::AsTold
    } else {
        Shown::Otherwise
    })
}

fn hex(bytes: [u8; 4]) -> String {
    bytes.map(|byte| format!("{byte:02x}")).concat()
}

/// What Python packs; `None` where there is none.
fn python() -> Option<String> {
    let mut python = Command::new("python3");
    python.args(["-I", "-c", ASKED]);
    python.stdin(Stdio::null()).stderr(Stdio::null());
    let output = python.output().ok()?;
    let printed = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| printed.trim().to_string())
}
