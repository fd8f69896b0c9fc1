//! The learner's words: titles, reasons, hints, in English and Chinese, from the message files under
//! `messages/` (Fluent, projectfluent.org). None stands in the Rust code.

use std::env;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::lesson::Lesson;

/// A language that the course speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

/// The message files, each in both languages, with their names for error messages.
macro_rules! message_files {
    ($($file:literal,)*) => {
        const ENGLISH: &[(&str, &str)] =
            &[$(($file, include_str!(concat!("../messages/en/", $file, ".ftl")))),*];
        const CHINESE: &[(&str, &str)] =
            &[$(($file, include_str!(concat!("../messages/zh/", $file, ".ftl")))),*];
    };
}

message_files![
    "verdicts",
    "diagnoses",
    "command",
    "show",
    "show-more",
    "checks",
    "class",
    "book",
    "01-basic-socket",
    "02-loop-server",
    "03-sticky-packet-demo",
    "04-struct-header-fix",
    "05-udp-chat",
    "06-socketserver-threading",
    "07-socket-options",
    "08-file-transfer",
    "09-datagram-limits",
    "10-reliable-udp",
    "11-packet-anatomy",
    "12-event-loop",
];

/// Lessons that are an earlier one's programs once more: what they have no words for of their own, the earlier says.
const ONCE_MORE: &[(u8, u8)] = &[(12, 6)];

impl Language {
    /// The language of a name such as `en`, `zh`, `zh_CN.UTF-8`.
    pub fn named(name: &str) -> Option<Self> {
        match name.get(..2)? {
            "en" => Some(Self::English),
            "zh" => Some(Self::Chinese),
            _ => None,
        }
    }

    /// The language that the environment asks for: `NETLESSON_LANG`, then as locale(7) has it
    /// `LC_ALL`, `LC_MESSAGES`, `LANG`. English where they name none that the course speaks.
    pub fn of_environment() -> Self {
        ["NETLESSON_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(|variable| env::var(variable).ok())
            .find(|value| !value.is_empty())
            .and_then(|name| Self::named(&name))
            .unwrap_or(Self::English)
    }

    /// Its short name.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// The name of a brief in this language.
    pub fn brief(self) -> &'static str {
        match self {
            Self::English => "README.md",
            Self::Chinese => "README.zh.md",
        }
    }

    fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::English => ENGLISH,
            Self::Chinese => CHINESE,
        }
    }
}

/// The words of one language.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// All words of the language.
    ///
    /// # Panics
    ///
    /// If a message file is broken, which its test rules out.
    pub fn new(language: Language) -> Self {
        let id: LanguageIdentifier = language
            .code()
            .parse()
            .expect("en and zh are language codes");
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks around what is filled in are for right-to-left text; here they would only
        // end up in what people copy from their terminal.
        bundle.set_use_isolating(false);
        for (name, text) in language.files() {
            let resource = FluentResource::try_new((*text).to_string())
                .unwrap_or_else(|(_, errors)| panic!("{}/{name}.ftl: {errors:?}", language.code()));
            bundle
                .add_resource(resource)
                .unwrap_or_else(|errors| panic!("{}/{name}.ftl: {errors:?}", language.code()));
        }
        Self { language, bundle }
    }

    /// The language that these words are of.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The message of this key, `message` or `message.attribute`, filled in; `None` if there is none.
    pub fn find(&self, key: &str, arguments: &[(&str, &str)]) -> Option<String> {
        let (message, attribute) = key
            .split_once('.')
            .map_or((key, None), |(m, a)| (m, Some(a)));
        let message = self.bundle.get_message(message)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(attribute) => message.get_attribute(attribute)?.value(),
        };
        let arguments: FluentArgs = arguments
            .iter()
            .map(|(name, value)| (*name, filled_in(name, value)))
            .collect();
        let said = self
            .bundle
            .format_pattern(pattern, Some(&arguments), &mut Vec::new());
        Some(said.into_owned())
    }

    /// The message of this key, filled in. A key without a message shows itself: our own bug, which
    /// the test of the keys rules out.
    pub fn say(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.find(key, arguments)
            .unwrap_or_else(|| format!("[{key}]"))
    }

    /// A part of a check's words: its title (`part` empty), `why`, `next`, `hint-1`, … The lesson's own,
    /// or those of the lesson that it is once more, or those that all lessons share.
    pub fn check(&self, lesson: &Lesson, check: &str, part: &str) -> Option<String> {
        let part = if part.is_empty() {
            String::new()
        } else {
            format!(".{part}")
        };
        let earlier = ONCE_MORE
            .iter()
            .filter(|(later, _)| *later == lesson.number)
            .map(|(_, earlier)| *earlier);
        std::iter::once(lesson.number)
            .chain(earlier)
            .find_map(|number| self.find(&format!("lesson-{number:02}-{check}{part}"), &[]))
            .or_else(|| self.find(&format!("check-{check}{part}"), &[]))
    }

    /// The title of a check.
    pub fn title(&self, lesson: &Lesson, check: &str) -> String {
        self.check(lesson, check, "")
            .unwrap_or_else(|| format!("[{check}]"))
    }

    /// The hints of a check, from a question to the idea to the place.
    pub fn hints(&self, lesson: &Lesson, check: &str) -> Vec<String> {
        (1..)
            .map_while(|number| self.check(lesson, check, &format!("hint-{number}")))
            .collect()
    }

    /// The title of a lesson.
    pub fn lesson(&self, lesson: &Lesson) -> String {
        self.say(&format!("lesson-{:02}", lesson.number), &[])
    }
}

/// A count is a number, so that a message can say "1 byte" and "2 bytes"; everything else is text.
fn filled_in<'a>(name: &str, value: &'a str) -> FluentValue<'a> {
    if name == "count" {
        FluentValue::try_number(value)
    } else {
        value.into()
    }
}

/// A command in the words in which the reader gives it: `just hint 4`, or `cargo netlesson hint 4`.
pub fn spoken(command: &str) -> String {
    if env::var_os("NETLESSON_JUST").is_some() {
        return format!("just {command}");
    }
    // The one command that has an alias of its own in .cargo/config.toml.
    if command.starts_with("lesson") {
        format!("cargo {command}")
    } else {
        format!("cargo netlesson {command}")
    }
}
