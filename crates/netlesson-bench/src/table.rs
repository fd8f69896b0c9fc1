//! What was measured: each run is kept in docs/speed.json, and the last two of each kind are the tables of docs/speed.md.
//! The words between the tables are written by hand and stay.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, ensure};
use chrono::DateTime;
use serde::{Deserialize, Serialize};

/// A line of a table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    /// What was measured.
    pub what: String,
    /// What it stands beside.
    pub beside: String,
    /// What it should be.
    pub goal: Goal,
    /// What it is: ours to the other, or in the unit that `detail` names.
    pub figure: f64,
    /// The measured values behind the figure, with their units.
    pub detail: String,
}

/// What a figure should be.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// This, or less.
    AtMost(f64),
    /// This, or more.
    AtLeast(f64),
    /// Nothing: it is there to be seen.
    Shown,
}

impl Goal {
    fn words(self) -> String {
        match self {
            Self::AtMost(bound) => format!("at most {bound}"),
            Self::AtLeast(bound) => format!("at least {bound}"),
            Self::Shown => "–".into(),
        }
    }

    /// Whether the figure, as it is shown, is as it should be; that is also said where anything goes.
    fn met_by(self, figure: f64) -> bool {
        // No machine is quiet enough for a third digit.
        let figure = (figure * 100.0).round() / 100.0;
        match self {
            Self::AtMost(bound) => figure <= bound,
            Self::AtLeast(bound) => figure >= bound,
            Self::Shown => true,
        }
    }
}

/// One run of one command.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Run {
    kind: String,
    at: String,
    machine: String,
    rows: Vec<Row>,
}

/// Prints what was measured just now.
///
/// # Errors
///
/// When the machine does not say what it is.
pub fn print(rows: Vec<Row>) -> Result<()> {
    let run = Run {
        kind: String::new(),
        at: now()?,
        machine: machine()?,
        rows,
    };
    println!("{}", table(&[&run]));
    Ok(())
}

/// Adds what was measured just now to the tables, and prints it.
///
/// # Errors
///
/// When a file of docs cannot be read or written, or has no place for this kind.
pub fn add(root: &Path, kind: &str, rows: Vec<Row>) -> Result<()> {
    let file = root.join("docs/speed.json");
    let mut runs: Vec<Run> = match fs::read_to_string(&file) {
        Ok(text) => serde_json::from_str(&text).with_context(|| file.display().to_string())?,
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(why) => return Err(why).with_context(|| file.display().to_string()),
    };
    let run = Run {
        kind: kind.into(),
        at: now()?,
        machine: machine()?,
        rows,
    };
    println!("{}", table(&[&run]));
    runs.push(run);
    let text = serde_json::to_string_pretty(&runs)? + "\n";
    fs::write(&file, text).with_context(|| file.display().to_string())?;

    let page = root.join("docs/speed.md");
    let text = fs::read_to_string(&page).with_context(|| page.display().to_string())?;
    let of_kind: Vec<&Run> = runs.iter().filter(|run| run.kind == kind).collect();
    let last_two = &of_kind[of_kind.len().saturating_sub(2)..];
    let text = replaced(&text, kind, &table(last_two))?;
    fs::write(&page, text).with_context(|| page.display().to_string())
}

/// The page with this table in the place of the one between the marks of this kind.
fn replaced(page: &str, kind: &str, table: &str) -> Result<String> {
    let (begin, end) = (format!("<!-- measured: {kind} -->\n"), "<!-- end -->");
    let (before, rest) = page
        .split_once(&begin)
        .with_context(|| format!("docs/speed.md has no line {}", begin.trim()))?;
    let (_, after) = rest
        .split_once(end)
        .with_context(|| format!("docs/speed.md has no {end} behind {}", begin.trim()))?;
    Ok(format!("{before}{begin}\n{table}\n{end}{after}"))
}

/// The runs, a column each; the rows are those of the last.
fn table(runs: &[&Run]) -> String {
    let mut text = String::new();
    let Some(last) = runs.last() else { return text };
    let _ = write!(text, "| what | beside | goal |");
    for run in runs {
        let _ = write!(text, " {} |", run.at);
    }
    let _ = writeln!(text, "\n|---|---|---|{}", "---|".repeat(runs.len()));
    for row in &last.rows {
        let _ = write!(
            text,
            "| {} | {} | {} |",
            row.what,
            row.beside,
            row.goal.words()
        );
        for run in runs {
            let same = |other: &&Row| (&other.what, &other.beside) == (&row.what, &row.beside);
            match run.rows.iter().find(same) {
                Some(row) => {
                    let figure = rounded(row.figure);
                    let unmet = if row.goal.met_by(row.figure) {
                        ""
                    } else {
                        ", **unmet**"
                    };
                    let _ = write!(text, " {figure} ({}){unmet} |", row.detail);
                }
                None => text.push_str(" – |"),
            }
        }
        text.push('\n');
    }
    for run in runs {
        let _ = writeln!(text, "\n{}: {}.", run.at, run.machine);
    }
    text
}

/// Two digits behind the point where they say something, and more where they would say nothing.
fn rounded(figure: f64) -> String {
    if figure >= 100.0 {
        format!("{figure:.0}")
    } else if figure < 0.1 {
        format!("{figure:.4}")
    } else if figure >= 10.0 {
        format!("{figure:.1}")
    } else {
        format!("{figure:.2}")
    }
}

fn now() -> Result<String> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let time = DateTime::from_timestamp(i64::try_from(seconds)?, 0).context("no time")?;
    Ok(time.format("%Y-%m-%d %H:%M UTC").to_string())
}

/// The processor, how many of it, the kernel, the compiler.
fn machine() -> Result<String> {
    let processor = fs::read_to_string("/proc/cpuinfo")?;
    let model = processor
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("an unnamed processor", |line| {
        line.trim_start_matches(['\t', ' ', ':'])
    });
    let cores = std::thread::available_parallelism()?;
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease")?;
    let compiler = Command::new("rustc")
        .arg("--version")
        .output()
        .context("rustc")?;
    ensure!(compiler.status.success(), "rustc --version fails");
    let compiler = String::from_utf8(compiler.stdout)?;
    let compiler = compiler.split(" (").next().unwrap_or_default();
    Ok(format!(
        "{cores} × {model}, Linux {}, {compiler}",
        kernel.trim()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_takes_the_place_of_its_own_kind_alone() {
        let page = "a\n<!-- measured: one -->\nold\n<!-- end -->\nb\n<!-- measured: two -->\n<!-- end -->\nc\n";
        let replaced = replaced(page, "one", "new").unwrap();
        assert_eq!(
            replaced,
            "a\n<!-- measured: one -->\n\nnew\n<!-- end -->\nb\n<!-- measured: two -->\n<!-- end -->\nc\n"
        );
        assert!(super::replaced(page, "three", "new").is_err());
    }

    #[test]
    fn what_is_unmet_is_said() {
        let row = |figure| Row {
            what: "this".into(),
            beside: "that".into(),
            goal: Goal::AtMost(1.3),
            figure,
            detail: "1 s and 2 s".into(),
        };
        let run = |at: &str, figure| Run {
            kind: "one".into(),
            at: at.into(),
            machine: "a machine".into(),
            rows: vec![row(figure)],
        };
        let (first, second) = (run("monday", 1.3), run("tuesday", 1.4));
        let table = table(&[&first, &second]);
        assert!(
            table.contains(
                "| this | that | at most 1.3 | 1.30 (1 s and 2 s) | 1.40 (1 s and 2 s), **unmet** |"
            ),
            "{table}"
        );
    }
}
