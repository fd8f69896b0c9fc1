//! What criterion has measured of frames: `cargo bench -p netlesson-common` first, then this. Its estimates lie in the
//! target folder, a file for each measurement (criterion's book, "Command-Line Output").

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::table::{self, Goal, Row};

/// The payloads of the benchmark, by its names for them, and whether one is so long that the copy is what counts.
const PAYLOADS: [(&str, bool); 4] = [
    ("16 B", false),
    ("1 KiB", false),
    ("64 KiB", true),
    ("1 MiB", true),
];

/// What is done with a frame, by the benchmark's names.
const WAYS: [&str; 5] = [
    "encode",
    "decode whole",
    "decode by 1 B",
    "decode by 1500 B",
    "decode by 64 KiB",
];

/// Reads the estimates and adds them to the table.
///
/// # Errors
///
/// When something was not measured.
pub fn run(root: &Path) -> Result<()> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let criterion = target.join("criterion");
    let mut rows = Vec::new();
    for (payload, is_long) in PAYLOADS {
        let copy = nanoseconds(&criterion, payload, "copy")?;
        for way in WAYS {
            let ours = nanoseconds(&criterion, payload, &format!("{way} netlesson"))?;
            let codec = nanoseconds(&criterion, payload, &format!("{way} tokio-util"))?;
            let mut row = |beside: &str, least, other| {
                rows.push(Row {
                    what: format!("{way}, {payload}"),
                    beside: format!("{beside}, in speed"),
                    goal: Goal::AtLeast(least),
                    figure: other / ours,
                    detail: format!("{} and {}", shown(ours), shown(other)),
                });
            };
            row("tokio-util's length-delimited codec", 1.0, codec);
            if is_long {
                row("a copy of the same bytes", 0.7, copy);
            }
        }
    }
    table::add(root, "framing", rows)
}

/// The median of a measurement, in nanoseconds.
fn nanoseconds(criterion: &Path, group: &str, name: &str) -> Result<f64> {
    let file = criterion.join(group).join(name).join("new/estimates.json");
    let text = fs::read_to_string(&file).with_context(|| {
        format!(
            "{}: run cargo bench --package netlesson-common first",
            file.display()
        )
    })?;
    let estimates: Value = serde_json::from_str(&text)?;
    let median = estimates["median"]["point_estimate"].as_f64();
    median.with_context(|| format!("{} has no median", file.display()))
}

fn shown(nanoseconds: f64) -> String {
    if nanoseconds < 1000.0 {
        format!("{nanoseconds:.0} ns")
    } else {
        format!("{:.1} µs", nanoseconds / 1000.0)
    }
}
