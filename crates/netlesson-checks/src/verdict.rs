//! What came of a check: passed, failed and how, skipped and why, or the grader's own fault.
//!
//! Everything here is data: [`crate::report`] turns it into words, `--json` into JSON.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Serialize, Serializer};

use crate::log::Event;

/// What a step of a check returns: nothing, or the problem that ends the check.
pub type Played<T = ()> = Result<T, Problem>;

/// Why a check did not pass.
#[derive(Debug)]
pub enum Problem {
    /// The student's program did something else than the contract says.
    Failed(Box<Failure>),
    /// The machine cannot show what this check needs; the key of the message that says why.
    Skipped(&'static str),
    /// The grader itself could not go on: no mark is lost by it.
    Fault(String),
}

impl Problem {
    /// A failure with nothing to compare.
    pub fn symptom(symptom: Symptom) -> Self {
        Self::Failed(Box::new(Failure {
            symptom,
            expected: None,
            came: None,
            diagnosis: None,
        }))
    }

    /// A failure that shows what was expected beside what came.
    pub fn compared(symptom: Symptom, expected: impl Into<Bytes>, came: impl Into<Bytes>) -> Self {
        Self::Failed(Box::new(Failure {
            symptom,
            expected: Some(expected.into()),
            came: Some(came.into()),
            diagnosis: None,
        }))
    }

    /// The same problem, with the mistake behind it named. The key is one of the message files.
    pub fn because(self, key: &'static str, arguments: &[(&'static str, String)]) -> Self {
        self.named(Diagnosis::new(key, arguments))
    }

    /// The same problem, with this diagnosis.
    pub fn named(mut self, diagnosis: Diagnosis) -> Self {
        if let Self::Failed(failure) = &mut self {
            failure.diagnosis = Some(diagnosis);
        }
        self
    }

    /// The same problem, with what was expected in its place, unless it says so already.
    pub fn expecting(mut self, expected: impl Into<Bytes>) -> Self {
        if let Self::Failed(failure) = &mut self {
            failure.expected.get_or_insert_with(|| expected.into());
        }
        self
    }

    /// The end of a check that was given up: nobody is told.
    pub fn given_up() -> Self {
        Self::Fault("the check was given up".into())
    }

    /// Something that a witness other than the wire saw, in a sentence of the message files.
    pub fn witness(key: &'static str, arguments: &[(&'static str, String)]) -> Self {
        Self::symptom(Symptom::witness(key, arguments))
    }
}

/// An error of the grader's own sockets, pipes and files is the grader's own fault,
/// unless the code that met it knows better.
impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        Self::Fault(error.to_string())
    }
}

/// How a check failed.
#[derive(Debug, Clone, Serialize)]
pub struct Failure {
    /// What was seen.
    pub symptom: Symptom,
    /// What should have come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Bytes>,
    /// What came in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub came: Option<Bytes>,
    /// The mistake behind it, where the evidence is enough to name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diagnosis: Option<Diagnosis>,
}

impl Failure {
    /// What the verdict says most of: the name of the diagnosis, else of what a witness saw, else of the
    /// symptom. In the gallery it stands for the whole verdict.
    pub fn name(&self) -> String {
        if let Some(diagnosis) = &self.diagnosis {
            return diagnosis.key.trim_start_matches("diagnosis-").to_string();
        }
        if let Symptom::Witness { key, .. } = &self.symptom {
            return key.trim_start_matches("witness-").to_string();
        }
        let symptom = serde_json::to_value(&self.symptom).unwrap_or_default();
        symptom["kind"].as_str().unwrap_or_default().to_string()
    }
}

/// The mistake behind a failure, in a sentence of the message files.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Diagnosis {
    /// The key of the sentence: `diagnosis-…`. Its attribute `next`, where it has one, says where to look.
    pub key: &'static str,
    /// What is filled in.
    pub arguments: BTreeMap<&'static str, String>,
}

impl Diagnosis {
    /// The diagnosis of this key.
    pub fn new(key: &'static str, arguments: &[(&'static str, String)]) -> Self {
        Self {
            key,
            arguments: arguments.iter().cloned().collect(),
        }
    }
}

/// Bytes as they went over the wire or came out of a program; in JSON as escaped text and length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl<T: AsRef<[u8]> + ?Sized> From<&T> for Bytes {
    fn from(bytes: &T) -> Self {
        Self(bytes.as_ref().to_vec())
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<String> for Bytes {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// More than this of one side is of no use to a reader, and may be megabytes.
        const SHOWN: usize = 4096;
        #[derive(Serialize)]
        struct Shown {
            length: usize,
            escaped: String,
        }
        let escaped = self.0[..self.0.len().min(SHOWN)].escape_ascii().to_string();
        Shown {
            length: self.0.len(),
            escaped,
        }
        .serialize(serializer)
    }
}

/// What was seen when a check failed. `program` is the student's program that it was seen at.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Symptom {
    /// The program met a `todo!`.
    NotWritten {
        program: String,
        step: Option<u32>,
        text: String,
        at: String,
    },
    /// The program panicked, or raised an exception that nothing caught.
    Crashed {
        program: String,
        message: String,
        at: String,
    },
    /// A signal ended the program (SIGSEGV, SIGABRT, …).
    Signalled { program: String, signal: i32 },
    /// The program ended while it was still needed.
    Ended { program: String, code: i32 },
    /// The program should have ended by now.
    Running { program: String, certain: bool },
    /// Nobody listens where the program says it does.
    Refused { program: String },
    /// The program ended the stream before everything expected had come.
    Closed { program: String },
    /// The program's side reset the connection.
    Reset { program: String },
    /// Nothing more came. `certain`: the kernel showed the program blocked with nothing on its way,
    /// so nothing more would ever have come; otherwise the deadline passed.
    Silence {
        program: String,
        certain: bool,
        waited: Millis,
    },
    /// The program leaves bytes unread in its receive queue.
    Unread {
        program: String,
        bytes: u64,
        certain: bool,
    },
    /// Bytes came, but other ones.
    WrongBytes { program: String },
    /// Bytes, a datagram or a line came where nothing was to come.
    Unexpected { program: String },
    /// A line on stdout, but another one.
    WrongLine { program: String },
    /// The program ended its stdout before the line came.
    NoLine { program: String },
    /// The exit code is another one.
    WrongExit {
        program: String,
        expected: i32,
        code: i32,
    },
    /// Stdout or stderr of a program that ended is not as the contract says.
    WrongOutput {
        program: String,
        stream: &'static str,
    },
    /// The program printed more than it may.
    Flood { program: String, limit: usize },
    /// What another witness saw (the kernel, a parser), in a sentence of the message files.
    Witness {
        key: &'static str,
        arguments: BTreeMap<&'static str, String>,
    },
}

impl Symptom {
    /// The name of the student's program that it was seen at.
    pub fn program(&self) -> Option<&str> {
        match self {
            Self::NotWritten { program, .. }
            | Self::Crashed { program, .. }
            | Self::Signalled { program, .. }
            | Self::Ended { program, .. }
            | Self::Running { program, .. }
            | Self::Refused { program }
            | Self::Closed { program }
            | Self::Reset { program }
            | Self::Silence { program, .. }
            | Self::Unread { program, .. }
            | Self::WrongBytes { program }
            | Self::Unexpected { program }
            | Self::WrongLine { program }
            | Self::NoLine { program }
            | Self::WrongExit { program, .. }
            | Self::WrongOutput { program, .. }
            | Self::Flood { program, .. } => Some(program),
            Self::Witness { arguments, .. } => arguments.get("program").map(String::as_str),
        }
    }

    /// What a witness saw, in a sentence of the message files.
    pub fn witness(key: &'static str, arguments: &[(&'static str, String)]) -> Self {
        Self::Witness {
            key,
            arguments: arguments.iter().cloned().collect(),
        }
    }

    /// What to call a message that is not the expected one: cut, if it is the beginning of it,
    /// otherwise what `otherwise` says.
    pub fn cut_or(
        expected: &[u8],
        came: &[u8],
        program: String,
        otherwise: impl FnOnce(String) -> Self,
    ) -> Self {
        if came.is_empty() || !expected.starts_with(came) {
            return otherwise(program);
        }
        let arguments = [
            ("program", program),
            ("count", came.len().to_string()),
            ("length", expected.len().to_string()),
        ];
        Self::witness("witness-cut", &arguments)
    }
}

/// A time in whole milliseconds.
#[derive(Debug, Clone, Copy, Serialize, PartialEq, Eq)]
pub struct Millis(pub u64);

impl From<Duration> for Millis {
    fn from(duration: Duration) -> Self {
        Self(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX))
    }
}

/// What came of one check.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// As the contract says.
    Passed,
    /// Otherwise than the contract says.
    Failed {
        /// How.
        #[serde(flatten)]
        failure: Failure,
        /// What was done up to there, in order.
        events: Vec<Event>,
    },
    /// A check that this one builds on did not pass.
    Waiting { needs: &'static str },
    /// The machine cannot show it; the key of the message that says why.
    Skipped { reason: &'static str },
    /// The grader's own fault.
    Fault { error: String },
}

impl Verdict {
    /// Whether the check passed.
    pub fn passed(&self) -> bool {
        matches!(self, Self::Passed)
    }

    /// Whether this verdict keeps the lesson from being done: everything but passed, and skipped
    /// because the machine cannot show it.
    pub fn stands_in_the_way(&self) -> bool {
        !matches!(self, Self::Passed | Self::Skipped { .. })
    }

    /// The check that this one waits for.
    pub fn waits_for(&self) -> Option<&'static str> {
        match self {
            Self::Waiting { needs } => Some(needs),
            _ => None,
        }
    }

    /// The text of the `todo!` that the program met, and the number of its step.
    pub fn not_written(&self) -> Option<(Option<u32>, &str)> {
        match self {
            Self::Failed {
                failure:
                    Failure {
                        symptom: Symptom::NotWritten { step, text, .. },
                        ..
                    },
                ..
            } => Some((*step, text)),
            _ => None,
        }
    }
}
