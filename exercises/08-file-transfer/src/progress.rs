//! The bar on the client's terminal: how much of the file has gone out.

use indicatif::{ProgressBar, ProgressFinish, ProgressStyle};

/// A bar for a file of `size` bytes, the first `offset` of which need not be sent any more.
///
/// It is drawn on stderr, and only when that is a terminal: a log file wants no bars.
pub fn progress_bar(size: u64, offset: u64) -> ProgressBar {
    let template = "[{bar:30}] {percent:>3} %  {decimal_bytes_per_sec}";
    let style = ProgressStyle::with_template(template).expect("a template of indicatif's");
    ProgressBar::new(size)
        .with_style(style.progress_chars("#>-"))
        .with_position(offset)
        .with_finish(ProgressFinish::Abandon)
}
