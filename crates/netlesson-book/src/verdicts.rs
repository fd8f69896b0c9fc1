//! What programs of the gallery really get.

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;

use anyhow::{Context as _, Result, anyhow, ensure};
use netlesson_checks::play::Built;
use netlesson_gallery::grade::{Came, grade_in};
use netlesson_gallery::piece::Piece;
use netlesson_gallery::{build, piece};

use crate::LANGUAGES;
use crate::code::block;
use crate::directive::Directive;

/// The same payloads in every edition of the book.
const SEED: u64 = 17;

/// Verdicts, by piece and language.
pub struct Verdicts(BTreeMap<(String, &'static str), String>);

impl Verdicts {
    /// The verdict of a piece in a language, as a code block.
    ///
    /// # Errors
    ///
    /// When it was not asked for.
    pub fn told(&self, piece: &str, language: &str) -> Result<String> {
        let mut all = self.0.iter();
        let found = all.find(|((id, its), _)| id == piece && *its == language);
        let (_, told) = found.with_context(|| format!("no verdict on {piece}"))?;
        Ok(block("text", told))
    }
}

/// Builds the pieces that are asked for, and grades them.
///
/// # Errors
///
/// When there is no such piece, it cannot be built, or it gets another verdict than it must.
pub fn get(root: &Path, place: &Path, directives: &[Directive]) -> Result<Verdicts> {
    let asked: Vec<&str> = directives
        .iter()
        .filter_map(|directive| match directive {
            Directive::Verdict(piece) => Some(piece.as_str()),
            _ => None,
        })
        .collect();
    let all = piece::all(&root.join("crates/netlesson-gallery"), root)?;
    for asked in &asked {
        ensure!(
            all.iter().any(|piece| piece.id() == *asked),
            "the gallery has no piece {asked}"
        );
    }
    let pieces = all
        .into_iter()
        .filter(|piece| asked.contains(&piece.id().as_str()));
    eprintln!("{} pieces of the gallery", asked.len());
    let gallery = build::build(root, &place.join("gallery"), pieces.collect())?;
    let mut verdicts = BTreeMap::new();
    for (piece, built) in &gallery.pieces {
        eprintln!("  {}", piece.id());
        let built = built
            .as_ref()
            .map_err(|said| anyhow!("{}: {said}", piece.id()))?;
        // Side by side, for most of the time both wait.
        let told: Vec<Result<String>> = thread::scope(|scope| {
            let told = LANGUAGES.map(|language| scope.spawn(|| graded(piece, built, language)));
            told.into_iter()
                .map(|told| {
                    told.join()
                        .map_err(|_| anyhow!("{}: a panic", piece.id()))?
                })
                .collect()
        });
        for (language, told) in LANGUAGES.into_iter().zip(told) {
            verdicts.insert((piece.id(), language), told?);
        }
    }
    Ok(Verdicts(verdicts))
}

/// The verdict that a piece gets, explained: the one that it must get.
fn graded(piece: &Piece, built: &Built, language: &str) -> Result<String> {
    let grade = grade_in(piece, built, SEED, language)?;
    let is_failed = matches!(grade.came, Came::Failed { .. });
    ensure!(
        is_failed && grade.came.is(&piece.expected),
        "{} should get {:?} and gets {:?}",
        piece.id(),
        piece.expected,
        grade.came
    );
    Ok(grade.explained)
}
