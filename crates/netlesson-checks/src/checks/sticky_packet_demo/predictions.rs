//! The six scenarios. Each comes out the same every time, because the receiver is frozen until all
//! is there, or has read each word before the next is sent. First the receiver is judged: it must have
//! printed what the kernel gave it. Then the student's prediction is held against that.
//!
//! A prediction that is not written yet shows nothing of what would come.

use std::fs;

use serde_json::Value;

use super::{receiver, shown};
use crate::play::Play;
use crate::starter::PREDICTIONS;
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::{Script, Stream};

/// A scenario: its name in the file, each recv with its size and what it gets, and what wrong predictions
/// take for true.
struct Scenario {
    name: &'static str,
    recvs: &'static [(usize, &'static [u8])],
    beliefs: &'static [([&'static str; 2], &'static str)],
}

const BUSY_RECEIVER: Scenario = Scenario {
    name: "busy-receiver",
    recvs: &[(10, b"hellofeng"), (10, b"")],
    beliefs: &[(["hello", "feng"], "diagnosis-predicts-a-recv-per-send")],
};
const PROMPT_RECEIVER: Scenario = Scenario {
    name: "prompt-receiver",
    recvs: &[(10, b"hello"), (10, b"feng")],
    beliefs: &[(["hellofeng", ""], "diagnosis-predicts-a-wait")],
};
const SMALL_BUFFER: Scenario = Scenario {
    name: "small-buffer",
    recvs: &[(2, b"he"), (10, b"llo feng")],
    beliefs: &[
        (["he", ""], "diagnosis-predicts-a-loss"),
        (["hello feng", ""], "diagnosis-predicts-more-than-fits"),
    ],
};
const NODELAY_DOES_NOT_HELP: Scenario = Scenario {
    name: "nodelay-does-not-help",
    recvs: &[(10, b"hellofeng"), (10, b"")],
    beliefs: &[(["hello", "feng"], "diagnosis-predicts-that-nodelay-helps")],
};
const SPLIT_CHARACTER: Scenario = Scenario {
    name: "split-character",
    recvs: &[(4, b"\xe4\xbd\xa0\xe5"), (10, b"\xa5\xbd")],
    beliefs: &[
        (["你", "好"], "diagnosis-predicts-characters"),
        (["你好", ""], "diagnosis-predicts-characters"),
    ],
};
const DATAGRAMS: Scenario = Scenario {
    name: "datagrams",
    recvs: &[(10, b"hello"), (10, b"feng")],
    beliefs: &[(["hellofeng", ""], "diagnosis-predicts-sticky-datagrams")],
};

const SCENARIOS: [&Scenario; 6] = [
    &BUSY_RECEIVER,
    &PROMPT_RECEIVER,
    &SMALL_BUFFER,
    &NODELAY_DOES_NOT_HELP,
    &SPLIT_CHARACTER,
    &DATAGRAMS,
];

/// Every scenario is predicted; right or wrong is not asked yet.
pub fn all_there(play: &mut Play) -> Played {
    for scenario in SCENARIOS {
        scenario.predicted(play)?;
    }
    Ok(())
}

pub fn busy_receiver(play: &mut Play) -> Played {
    BUSY_RECEIVER.while_busy(play, &["hello", "feng"], false)
}

pub fn small_buffer(play: &mut Play) -> Played {
    SMALL_BUFFER.while_busy(play, &["hello feng"], false)
}

pub fn nodelay_does_not_help(play: &mut Play) -> Played {
    NODELAY_DOES_NOT_HELP.while_busy(play, &["hello", "feng"], true)
}

pub fn split_character(play: &mut Play) -> Played {
    SPLIT_CHARACTER.while_busy(play, &["你好"], false)
}

pub fn prompt_receiver(play: &mut Play) -> Played {
    let predicted = PROMPT_RECEIVER.predicted(play)?;
    let (receiver, address) = receiver::start(play, &[], &PROMPT_RECEIVER.sizes())?;
    let mut caller = play.call(&receiver, address)?;
    caller.play(&Script::cut_at("hellofeng", [5]))?;
    caller.drained()?;
    caller.finish()?;
    receiver::expect(play, &receiver, PROMPT_RECEIVER.recvs)?;
    PROMPT_RECEIVER.compare(&predicted)
}

pub fn datagrams(play: &mut Play) -> Played {
    let predicted = DATAGRAMS.predicted(play)?;
    let (receiver, address) = receiver::start(play, &["--udp"], &DATAGRAMS.sizes())?;
    let peer = play.peer(&receiver)?;
    receiver.freeze()?;
    peer.send("hello", address)?;
    peer.send("feng", address)?;
    receiver.thaw();
    receiver::expect(play, &receiver, DATAGRAMS.recvs)?;
    DATAGRAMS.compare(&predicted)
}

impl Scenario {
    fn sizes(&self) -> Vec<usize> {
        self.recvs.iter().map(|&(size, _)| size).collect()
    }

    /// All words and the end of the stream are there before the first recv.
    fn while_busy(&self, play: &mut Play, words: &[&str], nodelay: bool) -> Played {
        let predicted = self.predicted(play)?;
        let (receiver, address) = receiver::start(play, &[], &self.sizes())?;
        let mut caller = receiver::call_while_busy(play, &receiver, address, words, nodelay)?;
        end(&mut caller)?;
        receiver.thaw();
        receiver::expect(play, &receiver, self.recvs)?;
        self.compare(&predicted)
    }

    /// What the student predicts for this scenario: a text for each recv.
    fn predicted(&self, play: &Play) -> Played<Vec<String>> {
        let text = read(play)?;
        let all: Value = serde_json::from_str(&text).map_err(|why| no_json(&text, &why))?;
        let scenario = ("scenario", self.name.to_string());
        let count = ("count", self.recvs.len().to_string());
        let Some(value) = all.get(self.name) else {
            return Err(Problem::witness("witness-prediction-missing", &[scenario]));
        };
        if value.is_null() {
            return Err(self.not_written(play, &text));
        }
        let texts: Option<Vec<String>> = value.as_array().and_then(|list| {
            let texts = list.iter().map(|item| item.as_str().map(str::to_string));
            texts.collect()
        });
        let texts = texts.filter(|texts| texts.len() == self.recvs.len());
        let Some(texts) = texts else {
            let arguments = [scenario, count];
            return Err(Problem::witness("witness-prediction-shape", &arguments));
        };
        if texts.iter().any(|text| is_more_than_the_bytes(text)) {
            return Err(Problem::witness("witness-prediction-quotes", &[scenario]));
        }
        Ok(texts)
    }

    /// `null` is to a prediction what `todo!` is to a program.
    fn not_written(&self, play: &Play, text: &str) -> Problem {
        let name = format!("\"{}\"", self.name);
        let line = text.lines().position(|line| line.contains(&name));
        let folder = play.folder();
        let course = folder.ancestors().nth(2).unwrap_or(folder);
        let file = folder.join(PREDICTIONS);
        let file = file.strip_prefix(course).unwrap_or(&file);
        Problem::symptom(Symptom::NotWritten {
            program: PREDICTIONS.to_string(),
            step: Some(1),
            text: format!("{name}: null"),
            at: format!("{}:{}", file.display(), line.unwrap_or(0) + 1),
        })
    }

    /// What a student who predicts this takes for true, if that is known.
    fn belief(&self, predicted: &[String]) -> Option<&'static str> {
        let same = |texts: &[&str; 2]| {
            let predicted = predicted.iter().map(|text| shown::meant(text.as_bytes()));
            predicted.eq(texts.iter().map(|text| text.as_bytes().to_vec()))
        };
        let found = self.beliefs.iter().find(|(texts, _)| same(texts));
        found.map(|&(_, key)| key)
    }

    /// Holds the prediction against what came. Here the student is who expected something.
    fn compare(&self, predicted: &[String]) -> Played {
        for (number, (text, &(size, got))) in (1..).zip(predicted.iter().zip(self.recvs)) {
            let expected = shown::meant(text.as_bytes());
            if expected != got {
                let symptom = Symptom::Witness {
                    key: "witness-prediction-differs",
                    arguments: [
                        ("scenario", self.name.to_string()),
                        ("number", number.to_string()),
                        ("size", size.to_string()),
                    ]
                    .into(),
                };
                let problem = Problem::compared(symptom, expected, got);
                return Err(match self.belief(predicted) {
                    Some(key) => problem.because(key, &[]),
                    None => problem,
                });
            }
        }
        Ok(())
    }
}

/// Ends the stream of a caller whose receiver is frozen, and waits until the end is there too.
fn end(caller: &mut Stream) -> Played {
    caller.finish()?;
    caller.arrived()
}

fn read(play: &Play) -> Played<String> {
    let text = fs::read_to_string(play.folder().join(PREDICTIONS)).map_err(|why| {
        let why = ("why", why.to_string());
        Problem::witness("witness-predictions-unreadable", &[why])
    })?;
    // Some editors put a byte order mark in front.
    Ok(text.trim_start_matches('\u{feff}').to_string())
}

fn no_json(text: &str, why: &serde_json::Error) -> Problem {
    let (line, column) = (why.line(), why.column());
    let place = format!(" at line {line} column {column}");
    let arguments = [
        ("line", line.to_string()),
        ("column", column.to_string()),
        ("why", why.to_string().replace(&place, "")),
    ];
    let problem = Problem::witness("witness-predictions-no-json", &arguments);
    let stopped = text.lines().nth(line.saturating_sub(1));
    let stopped = stopped.and_then(|line| line.as_bytes().get(..column));
    match stopped {
        Some(read) if read.ends_with(b"\\x") => problem.because("diagnosis-single-backslash", &[]),
        _ => problem,
    }
}

/// Whether a prediction is a whole line, or has the line's quotes around it.
fn is_more_than_the_bytes(text: &str) -> bool {
    text.starts_with("recv(") || (text.len() > 1 && text.starts_with('"') && text.ends_with('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backslash_that_stands_alone_is_named_where_the_file_breaks_off() {
        let named = |text: &str| {
            let why = serde_json::from_str::<Value>(text).expect_err("it is no JSON");
            match no_json(text, &why) {
                Problem::Failed(failure) => failure.name(),
                other => panic!("{other:?}"),
            }
        };
        let alone = r#"{
  "split-character": ["\xe4", ""]
}"#;
        assert_eq!(named(&alone.replace(r"\\", r"\")), "single-backslash");
        assert_eq!(named(r#"{"busy-receiver": ["\y"]}"#), "predictions-no-json");
        assert_eq!(named(r#"{"busy-receiver": [],}"#), "predictions-no-json");
    }

    #[test]
    fn a_line_and_its_quotes_are_more_than_the_bytes() {
        for text in ["recv(10) -> \"hello\"", "\"hello\"", "\"\""] {
            assert!(is_more_than_the_bytes(text), "{text}");
        }
        for text in ["", "hello", "\\\"", "\""] {
            assert!(!is_more_than_the_bytes(text), "{text}");
        }
    }
}
