//! The chapters, without anything that builds a book: their translations are whole, and what they show is there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use netlesson_book::directive::Directive;
use netlesson_book::{chapters, code, directive, root, translation};
use netlesson_checks::lesson::LESSONS;
use netlesson_gallery::piece;

fn read() -> (PathBuf, Vec<(PathBuf, String)>) {
    let root = root().expect("it lies in the course");
    let chapters = chapters::read(&root.join("docs/src")).expect("they are there");
    (root, chapters)
}

#[test]
fn every_text_has_its_translation_and_none_is_stale() {
    let (root, chapters) = read();
    let mut problems = Vec::new();
    for (chapter, text) in &chapters {
        let known = translation::translations(&root, chapter).expect("a catalogue");
        let texts = translation::texts(chapter, text).expect("a chapter");
        let texts: Vec<String> = texts.into_iter().map(|(_, text)| text).collect();
        for text in &texts {
            if known.get(text).is_none_or(String::is_empty) {
                problems.push(format!("{}: no translation: {text}", chapter.display()));
            }
        }
        for text in known.keys().filter(|text| !texts.contains(*text)) {
            problems.push(format!("{}: stale: {text}", chapter.display()));
        }
    }
    let catalogues = root.join("docs/po/zh").read_dir().expect("it is there");
    for catalogue in catalogues {
        let chapter = catalogue.expect("an entry").path().with_extension("md");
        let name = Path::new(chapter.file_name().expect("a name"));
        if !chapters.iter().any(|(path, _)| path == name) {
            problems.push(format!("{}: a catalogue without a chapter", name.display()));
        }
    }
    assert!(
        problems.is_empty(),
        "cargo run -p netlesson-book -- --catalogue writes the catalogues anew.\n{}",
        problems.join("\n")
    );
}

/// A translation that has lost a code span, a link or a directive is told here, and not by whoever builds the book.
#[test]
fn every_chapter_can_be_translated() {
    let (root, chapters) = read();
    for (chapter, text) in chapters {
        let chinese = translation::translated(&root, &chapter, &text).expect("it can");
        let directives = |text| directive::all(text).expect("a chapter");
        assert_eq!(
            directives(&text),
            directives(&chinese),
            "{}",
            chapter.display()
        );
    }
}

#[test]
fn every_chapter_is_in_the_summary() {
    let (_, chapters) = read();
    let summary = chapters
        .iter()
        .find(|(path, _)| path == Path::new("SUMMARY.md"));
    let (_, summary) = summary.expect("it is there");
    for (path, _) in chapters
        .iter()
        .filter(|(path, _)| path != Path::new("SUMMARY.md"))
    {
        let link = format!("]({})", path.display());
        assert!(summary.contains(&link), "{} is not in it", path.display());
    }
}

/// What the course's command prints.
fn netlesson(root: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "netlesson", "--"])
        .args(arguments)
        .args(["--lang", "en"])
        .current_dir(root)
        .output()
        .expect("cargo can be run");
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

#[test]
fn whatever_a_chapter_shows_is_there() {
    let (root, chapters) = read();
    let pieces = piece::all(&root.join("crates/netlesson-gallery"), &root).expect("the gallery");
    let experiments = netlesson(&root, &["show"]);
    // Of the conversations it tells how many there are when it is asked for one that is not there.
    let scenes: BTreeMap<u8, String> = LESSONS
        .iter()
        .map(|lesson| lesson.number)
        .map(|number| {
            (
                number,
                netlesson(&root, &["wire", &number.to_string(), "--scene", "999"]),
            )
        })
        .collect();
    let is_there = |directive: &Directive| match directive {
        Directive::Python(name) => code::python(&root, name).is_ok(),
        Directive::Item { path, name } => code::item(&root, path, name).is_ok(),
        Directive::Verdict(id) => pieces.iter().any(|piece| {
            piece.id() == *id && matches!(piece.expected, piece::Expected::Fails { .. })
        }),
        Directive::Wire { lesson, scene } => {
            let count = scenes.get(lesson).and_then(|told| {
                let (_, told) = told.split_once(" has ")?;
                told.split(' ').next()?.parse::<usize>().ok()
            });
            // It cannot be told where programs cannot be followed.
            scenes
                .get(lesson)
                .is_some_and(|told| told.contains("on Linux alone"))
                || count.is_some_and(|count| (1..=count).contains(scene))
        }
        Directive::Show(name) => {
            experiments.contains("on Linux alone") || experiments.contains(&format!("\n  {name}\n"))
        }
        Directive::Race => true,
    };
    let mut problems = Vec::new();
    for (path, text) in &chapters {
        let all =
            directive::all(text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let missing = all.iter().filter(|directive| !is_there(directive));
        problems.extend(missing.map(|one| format!("{}: {one:?}", path.display())));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Every pair of Python programs that the tests run stands in a chapter, and there is none besides.
#[test]
fn every_python_program_is_shown() {
    let (root, chapters) = read();
    let folder = root.join("docs/python").read_dir().expect("it is there");
    for entry in folder {
        let path = entry.expect("an entry").path();
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let directive = Directive::Python(name.clone());
        let is_shown = chapters
            .iter()
            .any(|(_, text)| directive::all(text).is_ok_and(|all| all.contains(&directive)));
        assert!(is_shown, "no chapter shows {name}");
    }
}
