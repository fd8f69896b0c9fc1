//! Backups of what a student wrote: `.netlesson/backups/04-struct-header-fix/2026-01-31T17-05-59Z/`.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{fs, io};

use netlesson_checks::lesson::Lesson;

use crate::course::Course;
use crate::files::Files;

/// Keeps these files. Returns the backup's folder, once all of them are in it.
pub fn keep(course: &Course, lesson: &Lesson, files: &Files) -> io::Result<PathBuf> {
    let folder = course.root().join(".netlesson/backups").join(lesson.slug);
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let name = date_and_time(now.unwrap_or_default());
    // Written under another name first: a folder that has a date for its name is whole.
    let unfinished = folder.join(format!("unfinished-{}", std::process::id()));
    for (path, bytes) in files {
        let path = unfinished.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&unfinished))?;
        let mut file = fs::File::create(&path)?;
        io::Write::write_all(&mut file, bytes)?;
        // On the disk, not only on its way there, before the original goes.
        file.sync_all()?;
    }
    let path = unused(&folder, &name);
    fs::rename(&unfinished, &path)?;
    Ok(path)
}

/// A path in the folder that nothing has yet, even for two backups in one second.
fn unused(folder: &Path, name: &str) -> PathBuf {
    let mut path = folder.join(name);
    let mut number = 1;
    while path.exists() {
        number += 1;
        path = folder.join(format!("{name}-{number}"));
    }
    path
}

/// The date and the time in UTC, of a time since 1970, as ISO 8601 has it but without colons, which
/// Windows allows in no file name.
fn date_and_time(since_1970: Duration) -> String {
    let seconds = since_1970.as_secs();
    let (days, time) = (seconds / 86_400, seconds % 86_400);
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    let (year, month, day) = date(days);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}-{minute:02}-{second:02}Z")
}

/// The year, month and day that many days after 1 January 1970, in the Gregorian calendar.
fn date(mut days: u64) -> (u64, u64, u64) {
    let is_leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let mut year = 1970;
    loop {
        let length = if is_leap(year) { 366 } else { 365 };
        if days < length {
            break;
        }
        days -= length;
        year += 1;
    }
    let february = if is_leap(year) { 29 } else { 28 };
    let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 1;
    for length in months {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    (year, month, days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (seconds, expected) in [
            (0, "1970-01-01T00-00-00Z"),
            (951_782_399, "2000-02-28T23-59-59Z"),
            (951_782_400, "2000-02-29T00-00-00Z"),
            (1_767_225_599, "2025-12-31T23-59-59Z"),
            (1_767_225_600, "2026-01-01T00-00-00Z"),
        ] {
            assert_eq!(date_and_time(Duration::from_secs(seconds)), expected);
        }
    }
}
