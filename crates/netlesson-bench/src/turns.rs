//! Two things run in turn, and their ratio. A machine that has other work is slow for both of a pair alike, so each
//! pair has a ratio of its own, and the median of those is what counts.

use std::time::Duration;

use anyhow::Result;

/// What came of two things that were run in turn.
pub struct Compared {
    /// The median of what ours took, in seconds.
    pub ours: f64,
    /// The median of what the other took, in seconds.
    pub other: f64,
    /// The median of the ratios, pair by pair, ours to the other.
    pub ratio: f64,
}

/// Runs both, once each without counting and then so many `rounds`, and compares the times that they return.
///
/// # Errors
///
/// When one of them cannot be run.
pub fn in_turn(
    rounds: usize,
    mut ours: impl FnMut() -> Result<Duration>,
    mut other: impl FnMut() -> Result<Duration>,
) -> Result<Compared> {
    ours()?;
    other()?;
    let mut pairs = Vec::new();
    for _ in 0..rounds {
        pairs.push((ours()?.as_secs_f64(), other()?.as_secs_f64()));
    }
    Ok(Compared {
        ours: median(pairs.iter().map(|(ours, _)| *ours)),
        other: median(pairs.iter().map(|(_, other)| *other)),
        ratio: median(pairs.iter().map(|(ours, other)| ours / other)),
    })
}

/// The value in the middle; of an even number, the upper of the two.
///
/// # Panics
///
/// Where there are no values.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
