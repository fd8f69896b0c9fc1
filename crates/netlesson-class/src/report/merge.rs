//! Shards of a class become the report of the whole: equal, times apart, to the report of a class graded in one go.

use anyhow::{Result, bail};

use super::model::ClassReport;

/// Merges the reports of shards.
///
/// Marks are only comparable where they were given in the same way: shards of different versions, seeds, levels,
/// languages or points are refused. Checks that only some of them know, because they were added since, are
/// kept as they are.
///
/// # Errors
///
/// When there is nothing to merge, the shards were graded in different ways, or a submission is in two of them.
pub fn merge(shards: Vec<ClassReport>) -> Result<ClassReport> {
    let mut shards = shards.into_iter();
    let Some(mut whole) = shards.next() else {
        bail!("there is no report to merge");
    };
    for shard in shards {
        let same = |what: &str, one: String, other: String| {
            if one == other {
                return Ok(());
            }
            bail!("the reports cannot be merged: one has {what} {one}, another {other}")
        };
        same(
            "version",
            whole.version.to_string(),
            shard.version.to_string(),
        )?;
        same("seed", whole.seed.to_string(), shard.seed.to_string())?;
        same("level", whole.level.to_string(), shard.level.to_string())?;
        same("language", whole.language.clone(), shard.language)?;
        let worth = |report: &_| serde_json::to_string(report);
        same("points", worth(&whole.worth)?, worth(&shard.worth)?)?;
        whole.submissions.extend(shard.submissions);
        whole.times.started = whole.times.started.min(shard.times.started);
        whole.times.finished = whole.times.finished.max(shard.times.finished);
        whole.times.submissions.extend(shard.times.submissions);
    }
    whole.in_order()?;
    Ok(whole)
}
