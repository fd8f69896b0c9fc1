//! What a verdict shows of the system's choices, in numbers that are the same whenever the class is graded.
//!
//! A kernel draws ports, counts threads, and takes its time. None of it says anything of the student, but it stands in the
//! steps of a failed check, and two reports of the same class would differ by it. So, in each check, ports that
//! the kernel drew become 40001, 40002, … in the order in which they are first met, and the numbers of threads in panic
//! messages become 1, 2, …; how long the grader waited before it was sure is left out. So are the steps that lead to a
//! `todo!`: they are not shown anywhere, and end where the panic happened to be noticed. Of what came, no more is counted than is
//! shown: how much passes through a kernel's buffers before a connection ends is chance.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Map, Value};

/// The ports that Linux draws from (ip(7), `ip_local_port_range`).
const DRAWN: Range<u64> = 32_768..61_000;

/// How many bytes a verdict shows.
const SHOWN: u64 = 4096;

/// Gives the details of a check their canonical numbers.
pub fn canonical(details: &mut Map<String, Value>) {
    if let Some(symptom) = details.get_mut("symptom").and_then(Value::as_object_mut) {
        symptom.remove("waited");
        if symptom
            .get("kind")
            .is_some_and(|kind| kind == "not-written")
        {
            for step in ["events", "happened", "expected", "came"] {
                details.remove(step);
            }
        }
    }
    if let Some(length) = details
        .get_mut("came")
        .and_then(|came| came.get_mut("length"))
        && length.as_u64() > Some(SHOWN)
    {
        *length = (SHOWN + 1).into();
    }
    let mut numbers = Numbers::default();
    // The steps first: in them the numbers are met in the order in which they came up.
    for wanted in [true, false] {
        let its = details
            .iter()
            .filter(|(key, _)| (*key == "events") == wanted);
        its.for_each(|(_, value)| numbers.meet(value));
    }
    details.values_mut().for_each(|value| numbers.put(value));
}

/// Ports and threads, by the text of their numbers, and what they become.
#[derive(Default)]
struct Numbers {
    ports: BTreeMap<String, String>,
    threads: BTreeMap<String, String>,
}

impl Numbers {
    /// Notes the numbers in every text of the value.
    fn meet(&mut self, value: &Value) {
        match value {
            Value::String(text) => {
                for place in digits(text) {
                    let number = &text[place.clone()];
                    if is_port(text, &place) && !self.ports.contains_key(number) {
                        let canonical = (40_001 + self.ports.len()).to_string();
                        self.ports.insert(number.into(), canonical);
                    }
                    if is_thread(text, &place) && !self.threads.contains_key(number) {
                        let canonical = (1 + self.threads.len()).to_string();
                        self.threads.insert(number.into(), canonical);
                    }
                }
            }
            Value::Array(values) => values.iter().for_each(|value| self.meet(value)),
            Value::Object(values) => values.values().for_each(|value| self.meet(value)),
            _ => {}
        }
    }

    /// Puts the canonical numbers into every text of the value. Bytes have their length beside them.
    fn put(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.replaced(text),
            Value::Array(values) => values.iter_mut().for_each(|value| self.put(value)),
            Value::Object(values) => {
                let escaped = |values: &Map<String, Value>| {
                    let text = values.get("escaped").and_then(Value::as_str);
                    text.map_or(0, |text| text.len() as u64)
                };
                let before = escaped(values);
                values.values_mut().for_each(|value| self.put(value));
                let after = escaped(values);
                if let Some(length) = values.get_mut("length").filter(|_| before != after)
                    && let Some(was) = length.as_u64()
                {
                    *length = (was + after).saturating_sub(before).into();
                }
            }
            _ => {}
        }
    }

    fn replaced(&self, text: &str) -> String {
        let mut replaced = String::new();
        let mut end = 0;
        for place in digits(text) {
            let known = if is_thread(text, &place) {
                &self.threads
            } else {
                &self.ports
            };
            if let Some(canonical) = known.get(&text[place.clone()]) {
                replaced.push_str(&text[end..place.start]);
                replaced.push_str(canonical);
                end = place.end;
            }
        }
        replaced + &text[end..]
    }
}

/// Where there are numbers in a text, each with all its digits.
fn digits(text: &str) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices(|char: char| char.is_ascii_digit()) {
        match places.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => places.push(at..at + 1),
        }
    }
    places
}

/// `127.0.0.1:PORT`, `[::1]:PORT`, `localhost:PORT`, with a port that the kernel draws.
fn is_port(text: &str, place: &Range<usize>) -> bool {
    let host = text[..place.start].strip_suffix(':');
    let is_host = |host: &str| {
        host.ends_with("localhost")
            || host.ends_with(|char: char| char == ']' || char.is_ascii_digit())
    };
    host.is_some_and(is_host)
        && text[place.clone()]
            .parse()
            .is_ok_and(|port| DRAWN.contains(&port))
}

/// `thread 'NAME' (NUMBER) panicked at`, as Rust's std says it.
fn is_thread(text: &str, place: &Range<usize>) -> bool {
    let name = text[..place.start].strip_suffix("' (");
    let name = name.or_else(|| text[..place.start].strip_suffix(r"\' ("));
    name.is_some_and(|name| name.contains("thread "))
        && text[place.end..].starts_with(") panicked at")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The details of a check as graded with these ports and this thread.
    fn graded(server: u16, caller: u16, thread: u32, waited: u32) -> Map<String, Value> {
        let ready = format!("listening on 127.0.0.1:{server}");
        let panic = format!(r"thread \'main\' ({thread}) panicked at src/bin/server.rs:3:5:");
        let length = panic.replace('\\', "").len();
        let details = json!({
            "came": { "length": 12, "escaped": format!("port {server}") },
            "events": [
                { "who": "server", "did": "printed", "line": { "length": ready.len(), "escaped": ready } },
                { "who": "caller-1", "did": "connected", "from": format!("127.0.0.1:{caller}") },
                { "who": "server", "did": "complained", "line": { "length": length, "escaped": panic } },
            ],
            "happened": [format!("your server: said on stderr \"thread 'main' ({thread}) panicked at x\"")],
            "symptom": { "kind": "silence", "certain": true, "waited": waited },
            "sentence": "45000 bytes of 65536, at 127.0.0.1:8080",
        });
        details.as_object().expect("an object").clone()
    }

    #[test]
    fn what_the_system_chose_is_the_same_in_every_grading() {
        let (mut one, mut other) = (
            graded(41099, 35170, 5, 610),
            graded(35170, 60999, 4711, 588),
        );
        canonical(&mut one);
        canonical(&mut other);
        assert_eq!(one, other);
        assert_eq!(one["came"]["escaped"], "port 40001");
        assert_eq!(one["events"][1]["from"], "127.0.0.1:40002");
        assert_eq!(one["events"][2]["line"]["length"], 52);
    }

    #[test]
    fn chance_is_left_out() {
        let canonical = |events: Value, came: u64, kind: &str| {
            let details = json!({
                "came": { "length": came, "escaped": "x" }, "events": events, "symptom": { "kind": kind },
            });
            let mut details = details.as_object().expect("an object").clone();
            canonical(&mut details);
            details
        };
        let one = canonical(json!([]), 65_363, "closed");
        assert_eq!(one, canonical(json!([]), 72_761, "closed"));
        assert_ne!(one, canonical(json!([]), 4096, "closed"));
        let open = canonical(json!([]), 0, "not-written");
        assert_eq!(
            open,
            canonical(json!([{ "did": "accepted" }]), 1, "not-written")
        );
    }

    #[test]
    fn other_numbers_stay() {
        let mut details = graded(41099, 35170, 5, 610);
        canonical(&mut details);
        assert_eq!(
            details["sentence"],
            "45000 bytes of 65536, at 127.0.0.1:8080"
        );
        assert!(details["events"].to_string().contains("server.rs:3:5"));
    }
}
