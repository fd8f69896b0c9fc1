//! The client: how it gets in, what it sends and prints, and how it leaves.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use super::mistakes;
use crate::checks::shared;
use crate::kernel::{self, Wait};
use crate::patience::{Patience, Stopwatch};
use crate::play::Play;
use crate::program::Program;
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::datagram::MAX_DATAGRAM;
use crate::wire::{Datagrams, Fate, Way, host::ANY_PORT};

const NAME: &str = "KIM";

/// What is typed at a client that was not let in.
const TYPED: &str = "am I in?";

/// How often a client may ask to be let in.
const TRIES: usize = 3;

/// How long a client may ask: five seconds, and half a second that nobody shall be blamed for.
const ASKING: Duration = Duration::from_millis(5_500);

/// The student's client, the check's socket that is its server, and the address it is known by there.
struct Visitor {
    client: Arc<Program>,
    host: Datagrams,
    address: SocketAddr,
}

impl Visitor {
    /// A client that asks to be let in, and waits.
    fn asking(play: &mut Play) -> Played<Self> {
        let (client, host) = play.client_of_peer(&[NAME])?;
        let (came, address) = host
            .receive()
            .map_err(|problem| problem.expecting(asks()))?;
        let visitor = Self {
            client,
            host,
            address,
        };
        if came != asks().as_bytes() {
            return Err(visitor.sent_other(&asks(), &came));
        }
        Ok(visitor)
    }

    /// A client that is let in.
    fn let_in(play: &mut Play) -> Played<Self> {
        let visitor = Self::asking(play)?;
        visitor.tells(greets())?;
        Ok(visitor)
    }

    fn sent_other(&self, expected: &str, came: &[u8]) -> Problem {
        let symptom = Symptom::WrongBytes {
            program: self.client.name(),
        };
        Problem::compared(symptom, expected, came)
    }

    /// The server sends this to the client.
    fn tells(&self, text: impl AsRef<[u8]>) -> Played {
        self.host.send(text, self.address)
    }

    /// The next datagram that the server gets. One who asks to be let in again, because it was
    /// waiting when the greeting was on its way, is greeted again.
    fn next(&mut self) -> Played<Vec<u8>> {
        loop {
            let (came, sender) = self.host.receive()?;
            if came != asks().as_bytes() {
                self.host.expect_sender(sender, self.address)?;
                return Ok(came);
            }
            self.address = sender;
            self.tells(greets())?;
        }
    }

    /// The next datagram that the server gets is this one.
    fn sends(&mut self, text: &str) -> Played {
        let came = self.next().map_err(|problem| problem.expecting(text))?;
        if came == text.as_bytes() {
            return Ok(());
        }
        Err(self.sent_other(text, &came))
    }

    /// The next line that the client prints is this one, whether or not it prints the greeting.
    fn prints(&self, text: &str) -> Played {
        let greeting = greets();
        prints_after(&self.client, text, |line| line == greeting.as_bytes())
    }

    /// The client signs off and ends, without waiting for an answer.
    fn signs_off(mut self, play: &Play) -> Played {
        self.sends("/bye").map_err(|problem| match problem {
            Problem::Failed(failure) if matches!(failure.symptom, Symptom::Ended { .. }) => {
                Problem::witness("witness-no-bye", &[("program", self.client.name())])
            }
            problem => problem,
        })?;
        let ended = play.ended(&self.client);
        let ended = ended.map_err(|problem| mistakes::only_receives(problem, &self.client))?;
        ended.code(0)?;
        let greeting = greets();
        let only_greetings = ended
            .stdout_bytes()
            .split(|&byte| byte == b'\n')
            .all(|line| line.is_empty() || line == greeting.as_bytes());
        if only_greetings {
            return Ok(());
        }
        let symptom = Symptom::WrongOutput {
            program: self.client.name(),
            stream: "stdout",
        };
        Err(Problem::compared(symptom, greeting, ended.stdout_bytes()))
    }

    /// Nobody lets the client in: it asks at most three times and ends in time, unless it goes on as
    /// if it had been let in and sends the line that was typed. `meanwhile` is what the server does
    /// each time it looks up.
    fn gives_up(&self, meanwhile: impl Fn() -> Played) -> Played<bool> {
        let mut stopwatch = Stopwatch::start(&self.client);
        let mut patience = Patience::new(&self.client);
        // It has asked once already.
        let mut asked = 1;
        loop {
            // In this order: a program may end right after its last datagram.
            let ended = self.client.exit().is_some();
            match self.host.receive_soon()? {
                Some((came, _)) if came == asks().as_bytes() => asked += 1,
                Some((came, _)) if came == TYPED.as_bytes() => return Ok(false),
                None if ended => return Ok(true),
                _ => {}
            }
            let arguments = [
                ("program", self.client.name()),
                ("count", asked.to_string()),
            ];
            if asked > TRIES {
                return Err(Problem::witness("witness-asked-too-often", &arguments));
            }
            let late = stopwatch.passed() > ASKING;
            // One that is about to run may be about to end.
            if late && !ended && kernel::runs(self.client.pid()) != Some(true) {
                return Err(Problem::witness("witness-asked-too-long", &arguments));
            }
            patience.check(|certain, _| {
                Problem::symptom(Symptom::Running {
                    program: self.client.name(),
                    certain,
                })
            })?;
            if !ended {
                meanwhile()?;
            }
        }
    }
}

/// The next line that the client prints is this one, but for lines that it is free to print.
fn prints_after(client: &Program, text: &str, free: impl Fn(&[u8]) -> bool) -> Played {
    loop {
        let line = client
            .next_line()
            .map_err(|problem| problem.expecting(text))?;
        if line == text.as_bytes() {
            return Ok(());
        }
        if !free(&line) {
            let symptom = Symptom::cut_or(text.as_bytes(), &line, client.name(), |program| {
                Symptom::WrongLine { program }
            });
            return Err(Problem::compared(symptom, text, line));
        }
    }
}

fn asks() -> String {
    format!("/name {NAME}")
}

fn greets() -> String {
    format!("hello, {NAME}")
}

pub fn usage(play: &mut Play) -> Played {
    let (free, address) = (ANY_PORT.to_string(), play.nobody_udp()?.to_string());
    play.run("server", &["127.0.0.1:no-port"])?.misused()?;
    play.run("server", &[&free, "more"])?.misused()?;
    play.run("client", &["127.0.0.1:no-port", "TOM"])?
        .misused()?;
    play.run("client", &[&address])?.misused()?;
    play.run("client", &[&address, "TOM", "JACK"])?.misused()?;
    Ok(())
}

pub fn signs_in(play: &mut Play) -> Played {
    let mut visitor = Visitor::let_in(play)?;
    let word = play.word(10);
    visitor.client.type_line(&word);
    let sent = visitor.sends(&word);
    sent.map_err(|problem| mistakes::only_receives(problem, &visitor.client))
}

pub fn refused(play: &mut Play) -> Played {
    let word = play.word(8);
    for error in [
        format!("error: name taken: {NAME}"),
        format!("error: no {word} after midnight"),
    ] {
        let visitor = Visitor::asking(play)?;
        visitor.tells(&error)?;
        let ended = play.ended(&visitor.client)?;
        let this_error = predicates::function::function(|stderr: &str| {
            let mut errors = stderr.lines().filter(|line| line.starts_with("error: "));
            errors.next() == Some(error.as_str()) && errors.next().is_none()
        });
        ended.code(1)?.stdout("")?.stderr(this_error, &error)?;
    }
    Ok(())
}

/// The first question, or the answer to it, was lost.
pub fn asks_again(play: &mut Play) -> Played {
    let mut visitor = Visitor::asking(play)?;
    let (came, address) = visitor
        .host
        .receive()
        .map_err(|problem| gives_no_second_chance(problem.expecting(asks()), &visitor.client))?;
    if came != asks().as_bytes() {
        return Err(visitor.sent_other(&asks(), &came));
    }
    visitor.address = address;
    visitor.tells(greets())?;
    let word = play.word(10);
    visitor.client.type_line(&word);
    visitor.sends(&word)
}

/// Names why the client does not ask a second time.
fn gives_no_second_chance(problem: Problem, client: &Program) -> Problem {
    let program = [("program", client.name())];
    if mistakes::ended(&problem, client) {
        return problem.because("diagnosis-asked-only-once", &program);
    }
    let waits = kernel::waits(client.pid());
    // A silence is certain only when nothing that it waits for has a time limit.
    if mistakes::stays_silent(&problem) && waits.contains(&Wait::ReceiveDatagram) {
        return problem.because("diagnosis-no-time-limit", &program);
    }
    problem
}

pub fn no_answer(play: &mut Play) -> Played {
    let visitor = Visitor::asking(play)?;
    visitor.gives_up(|| Ok(()))?;
    play.ended(&visitor.client)?
        .stdout("")?
        .failed(&no_answer_from(&visitor.host.address()))?;
    Ok(())
}

fn no_answer_from(address: &SocketAddr) -> String {
    format!("no answer from {address}")
}

pub fn nobody_listens(play: &mut Play) -> Played {
    let nobody = play.nobody_udp()?;
    play.run("client", &[&nobody.to_string(), NAME])?
        .stdout("")?
        .failed(&no_answer_from(&nobody))?;
    Ok(())
}

/// The greeting never comes, but others in the room are heard all the time: that must not make the
/// wait longer. A client that takes the first thing it hears for its greeting does not wait at all.
pub fn lively_room(play: &mut Play) -> Played {
    // What is heard before the greeting is no answer, and no error either.
    let mut visitor = Visitor::asking(play)?;
    visitor.tells("JACK: as I was saying")?;
    visitor.tells(greets())?;
    visitor.client.type_line("hello, JACK");
    visitor.sends("hello, JACK").map_err(|problem| {
        if mistakes::ended(&problem, &visitor.client) {
            let program = [("program", visitor.client.name())];
            return problem.because("diagnosis-took-talk-for-answer", &program);
        }
        problem
    })?;
    let visitor = Visitor::asking(play)?;
    visitor.client.type_line(TYPED);
    let limits = RefCell::new(BTreeSet::new());
    let gives_up = visitor.gives_up(|| {
        let now = mistakes::time_limits(&visitor.client);
        limits.borrow_mut().extend(now);
        visitor.tells("JACK: you never know")
    });
    let gave_up = gives_up.map_err(|problem| {
        // One deadline for all that is received would leave less and less to each.
        mistakes::restarts_its_wait(problem, &visitor.client, &limits.borrow(), ASKING)
    })?;
    if gave_up {
        play.ended(&visitor.client)?
            .failed(&no_answer_from(&visitor.host.address()))?;
    }
    Ok(())
}

/// Nothing is answered: a client that waits for a reply after each line sends only the first.
pub fn sends(play: &mut Play) -> Played {
    let mut visitor = Visitor::let_in(play)?;
    let word = play.word(12);
    for line in [word.as_str(), "你好", "/to JACK psst", "/who"] {
        visitor.client.type_line(line);
        let sent = visitor.sends(line);
        sent.map_err(|problem| mistakes::only_receives(problem, &visitor.client))?;
    }
    let client = Arc::clone(&visitor.client);
    shared::input_rules(&client, |line| visitor.sends(line))?;
    visitor.client.type_line("quit\r");
    visitor.signs_off(play)
}

/// Three messages in a row, and nothing typed.
pub fn prints(play: &mut Play) -> Played {
    let visitor = Visitor::let_in(play)?;
    for sender in ["TOM", "JACK", "TOM"] {
        visitor.tells(format!("{sender}: one"))?;
        let message = format!("{sender}: {}", play.word(12));
        visitor.tells(&message)?;
        visitor.prints(&format!("{sender}: one"))?;
        visitor.prints(&message)?;
    }
    visitor.tells("TOM -> you: 你好,  two spaces")?;
    visitor.prints("TOM -> you: 你好,  two spaces")?;
    visitor.tells("error: nobody here is called AMY")?;
    visitor.prints("error: nobody here is called AMY")?;
    visitor.tells(b"TOM: caf\xe9")?;
    visitor.prints("TOM: caf\u{fffd}")?;
    visitor.tells("TOM: and on")?;
    visitor.prints("TOM: and on")
}

pub fn prints_whole(play: &mut Play) -> Played {
    let visitor = Visitor::let_in(play)?;
    let message = format!("TOM: {}", play.word(MAX_DATAGRAM - "TOM: ".len()));
    visitor.tells(&message)?;
    let printed = visitor.prints(&message);
    printed.map_err(|problem| mistakes::cut_to_a_buffer(problem, 0))?;
    visitor.tells("TOM: short")?;
    visitor.prints("TOM: short")?;
    // Nothing at all is a message as well. Whether it is worth a line is open.
    visitor.tells("")?;
    visitor.tells("TOM: still here")?;
    prints_after(&visitor.client, "TOM: still here", <[u8]>::is_empty)
}

pub fn strangers(play: &mut Play) -> Played {
    let visitor = Visitor::asking(play)?;
    let stranger = play.peer(&visitor.client)?;
    stranger.send(format!("error: name taken: {NAME}"), visitor.address)?;
    visitor.tells(greets())?;
    visitor.tells("TOM: true")?;
    visitor.prints("TOM: true").map_err(|problem| {
        // Only the stranger has spoken of it.
        let stderr = visitor.client.stderr();
        if String::from_utf8_lossy(&stderr).contains("name taken") {
            let arguments = [("program", visitor.client.name())];
            return Problem::witness("witness-believed-stranger", &arguments);
        }
        problem
    })?;
    stranger.send("TOM: false", visitor.address)?;
    visitor.tells("JACK: true")?;
    visitor.prints("JACK: true")?;
    stranger.send(greets(), visitor.address)?;
    visitor.tells("TOM: true again")?;
    visitor.prints("TOM: true again")
}

/// The server's port refuses what is sent to it, and then does not any more.
pub fn server_away(play: &mut Play) -> Played {
    let mut visitor = Visitor::let_in(play)?;
    visitor.client.type_line("I am in");
    visitor.sends("I am in")?;
    visitor.tells("TOM: so am I")?;
    visitor.prints("TOM: so am I")?;
    visitor.host.leave()?;
    let client = Arc::clone(&visitor.client);
    let went_on = goes_on_without(&mut visitor);
    went_on.map_err(|problem| {
        let program = [("program", client.name())];
        if mistakes::ended(&problem, &client) {
            return problem.because("diagnosis-ended-at-refusal", &program);
        }
        if mistakes::stays_silent(&problem) && mistakes::receives_no_more(&client) {
            return problem.because("diagnosis-receives-no-more", &program);
        }
        problem
    })
}

/// The client is refused what it sends, and is there again when the server is.
fn goes_on_without(visitor: &mut Visitor) -> Played {
    // So many at once that both get to know of a refusal: who sends the next, and who receives.
    let lines: Vec<String> = (1..=50).map(|line| format!("anybody? {line}")).collect();
    visitor.client.type_line(lines.join("\n"));
    visitor.client.expect_input_read()?;
    visitor.client.type_line(" ");
    visitor.client.expect_input_read()?;
    visitor.host.come_back(visitor.address)?;
    visitor.tells("TOM: we are back")?;
    visitor.prints("TOM: we are back")?;
    // The first call after a refusal may tell of it and send nothing: one of two must arrive.
    visitor.client.type_line("welcome back");
    visitor.client.type_line("and again");
    loop {
        let came = visitor
            .next()
            .map_err(|problem| problem.expecting("welcome back"))?;
        if came == b"welcome back" || came == b"and again" {
            return Ok(());
        }
        // What was typed meanwhile may still come, in a client that tries again by itself.
        if !lines.iter().any(|line| line.as_bytes() == came) {
            return Err(visitor.sent_other("welcome back", &came));
        }
    }
}

pub fn signs_off(play: &mut Play) -> Played {
    for last in [Some("quit"), Some("/bye"), None] {
        let mut visitor = Visitor::let_in(play)?;
        let word = play.word(6);
        visitor.client.type_line(&word);
        visitor.sends(&word)?;
        match last {
            Some(line) => visitor.client.type_line(line),
            None => visitor.client.end_input(),
        }
        visitor.signs_off(play)?;
    }
    Ok(())
}

pub fn interrupt(play: &mut Play) -> Played {
    let mut visitor = Visitor::let_in(play)?;
    visitor.client.type_line("hello");
    visitor.sends("hello")?;
    visitor.client.interrupt()
}

pub fn both_together(play: &mut Play) -> Played {
    let (server, address) = play.server()?;
    let mut enter = |name: &str| -> Played<Arc<Program>> {
        let client = play.client(address, &[name])?;
        // Its address is its own choice.
        loop {
            let line = server.next_line()?;
            if line.ends_with(format!(" -> /name {name}").as_bytes()) {
                return Ok(client);
            }
        }
    };
    let tom = enter("TOM")?;
    let jack = enter("JACK")?;
    let word = play.word(12);
    let prints = |client: &Arc<Program>, name: &str, text: &str| {
        let greeting = format!("hello, {name}");
        prints_after(client, text, |line| line == greeting.as_bytes())
    };
    tom.type_line(&word);
    prints(&jack, "JACK", &format!("TOM: {word}"))?;
    jack.type_line("/to TOM psst");
    prints(&tom, "TOM", "JACK -> you: psst")?;
    jack.type_line("/who");
    prints(&jack, "JACK", "here: JACK, TOM")?;
    jack.type_line("quit");
    jack.expect_exit(0)?;
    tom.type_line("/who");
    prints(&tom, "TOM", "here: TOM")
}

/// Between the student's own programs: KIM's first question is lost, and the answer to LEE's. Whatever else
/// goes to KIM and comes from there arrives twice, and is said twice.
pub fn lossy_wire(play: &mut Play) -> Played {
    const OTHER: &str = "LEE";
    let (server, address) = play.server()?;
    let tom = play.peer(&server)?;
    tom.send("/name TOM", address)?;
    tom.expect("hello, TOM", address)?;
    let first_question_lost = |way, place| match (way, place) {
        (Way::ToServer, 0) => Fate::Lost,
        _ => Fate::Repeated,
    };
    let first_answer_lost = |way, place| match (way, place) {
        (Way::ToClient, 0) => Fate::Lost,
        _ => Fate::Arrives,
    };
    let at = (&server, address);
    let (kim, _to_kim) = play.client_through(at, Box::new(first_question_lost), &[NAME])?;
    let tom_hears = |client: &Program, text: &str| {
        tom.expect(text, address)
            .map_err(|problem| match client.exit() {
                // A client that has given up is not the server's silence.
                Some(exit) => Problem::symptom(client.ended_early(exit)),
                None => problem,
            })
    };
    let word = play.word(10);
    kim.type_line(&word);
    let said = format!("{NAME}: {word}");
    tom_hears(&kim, &said)?;
    tom_hears(&kim, &said)?;
    // Only now: what LEE hears before its answer is another check's matter, and would be up to chance here.
    let (lee, _to_lee) = play.client_through(at, Box::new(first_answer_lost), &[OTHER])?;
    let word = play.word(10);
    lee.type_line(&word);
    let said = format!("{OTHER}: {word}");
    tom_hears(&lee, &said)?;
    for _ in 0..2 {
        prints_after(&kim, &said, |line| line == greets().as_bytes())?;
    }
    Ok(())
}
