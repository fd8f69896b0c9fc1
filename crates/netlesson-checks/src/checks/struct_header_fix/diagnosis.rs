//! The mistakes behind failures that only this lesson can name: what was sent is known here. Where the failure
//! itself does not show enough, a fresh program is asked: nothing of this costs one that is right.

use super::framing::{announced, frame, json, reply};
pub use crate::checks::shared::came;
use crate::kernel::{self, Wait};
use crate::patience;
use crate::play::Play;
use crate::program::{Exit, Program};
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::Script;

/// The first byte of a header, and a length that nothing else asks for.
const FIRST: u8 = 12;

/// What was seen, of a failure.
pub fn symptom(problem: &Problem) -> Option<&Symptom> {
    match problem {
        Problem::Failed(failure) => Some(&failure.symptom),
        _ => None,
    }
}

/// A program that waits in recv for more, and has read all that was sent, though the second message was in it.
pub fn swallowed(program: &Program, sent: usize, problem: Problem) -> Problem {
    if has_read(program, sent, &problem) {
        return problem.because(
            "diagnosis-next-message-swallowed",
            &[("program", program.name())],
        );
    }
    problem
}

/// A server that has read this command, its first, and waits for the next without having answered it.
pub fn no_reply(server: &Program, command: &str, problem: Problem) -> Problem {
    if came(&problem).is_none_or(<[u8]>::is_empty)
        && has_read(server, frame(command).len(), &problem)
    {
        return problem.because("diagnosis-no-reply-to-no-output", &[]);
    }
    problem
}

/// Whether the program, silent, has read as much as was sent, and waits in recv for more.
fn has_read(program: &Program, sent: usize, problem: &Problem) -> bool {
    let silent = matches!(
        symptom(problem),
        Some(Symptom::Silence { certain: true, .. })
    );
    let all =
        |wait: &Wait| matches!(wait, Wait::Receive { read, unread: 0, .. } if *read == sent as u64);
    silent && kernel::waits(program.pid()).iter().any(all)
}

/// A client that printed a line break before this body, which is in no body.
pub fn line_break_added(body: &[u8], problem: Problem) -> Problem {
    let after = came(&problem).and_then(|came| came.strip_prefix(b"\n"));
    if after.is_some_and(|rest| body.starts_with(rest)) {
        return problem.because("diagnosis-line-break-printed", &[]);
    }
    problem
}

/// A client that has ended with an error over what it should have understood.
pub fn ended(client: &Program, problem: Problem, key: &'static str) -> Problem {
    let no_line = matches!(symptom(&problem), Some(Symptom::NoLine { .. }));
    match client.exit_soon() {
        Some(Exit::Code(code)) if no_line && code != 0 => problem.because(key, &[]),
        _ => problem,
    }
}

/// A body that comes out of a client only when it ends has lain in its buffer.
pub fn not_flushed(client: &Program, body: &[u8], problem: Problem) -> Problem {
    if !matches!(symptom(&problem), Some(Symptom::Silence { .. })) {
        return problem;
    }
    // One that is still in recv has not got the body yet: that is another mistake.
    if asks(client).is_some() {
        return problem;
    }
    let before = client.unseen_stdout();
    client.type_line("quit");
    client.exit_soon();
    if before.len() < body.len() && client.unseen_stdout() == body {
        return problem.because("diagnosis-not-flushed", &[]);
    }
    problem
}

/// What a program does about a part of a message.
enum Then {
    /// It asks for so many bytes.
    Asks(u64),
    /// It has answered, or printed.
    Answers,
    /// It has ended the conversation, or itself.
    GivesUp,
}

/// What a fresh server does when it has read these bytes.
fn server_after(play: &mut Play, sent: &[&[u8]]) -> Played<Option<Then>> {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    let ends = sent.iter().scan(0, |end, slice| {
        *end += slice.len();
        Some(*end)
    });
    caller.play(&Script::cut_at(sent.concat(), ends))?;
    caller.drained()?;
    if !patience::rests(&server) {
        return Ok(None);
    }
    if caller.unseen().is_ok_and(|came| !came.is_empty()) {
        return Ok(Some(Then::Answers));
    }
    Ok(asks(&server).or_else(|| caller.expect_gone().ok().map(|()| Then::GivesUp)))
}

/// What a fresh client does when it has read these bytes.
fn client_after(play: &mut Play, sent: &[u8]) -> Played<Option<Then>> {
    let host = play.host()?;
    let client = play.client(host.address(), &[])?;
    let mut conversation = host.accept(&client)?;
    client.type_line("hello");
    conversation.expect(frame("hello"))?;
    conversation.send(sent)?;
    conversation.drained()?;
    let asks = match patience::rests(&client) {
        true => asks(&client),
        false => return Ok(None),
    };
    Ok(asks.or_else(|| client.exit_soon().map(|_| Then::GivesUp)))
}

fn asks(program: &Program) -> Option<Then> {
    let waits = kernel::waits(program.pid());
    waits.iter().find_map(|wait| match wait {
        Wait::Receive { asked, .. } => Some(Then::Asks(*asked)),
        _ => None,
    })
}

/// What the failure over a header in pieces is called.
fn over_the_header(then: Option<Then>, program: &str, problem: Problem) -> Problem {
    let program = ("program", program.to_string());
    match then {
        Some(Then::Asks(asked)) if asked == u64::from(FIRST) => {
            let asked = ("asked", asked.to_string());
            problem.because("diagnosis-header-from-one-recv", &[program, asked])
        }
        Some(Then::GivesUp) => {
            let arguments = [
                program,
                ("count", "1".to_string()),
                ("length", "4".to_string()),
            ];
            problem.because("diagnosis-gives-up-on-a-part", &arguments)
        }
        _ => problem,
    }
}

/// Whether one byte of a header is all of it to this server.
pub fn after_one_byte(play: &mut Play, problem: Problem) -> Problem {
    if symptom(&problem).is_none() {
        return problem;
    }
    let then = server_after(play, &[&[FIRST]]).ok().flatten();
    over_the_header(then, "server", problem)
}

/// Whether a part of a command is all of it to this server.
pub fn after_half_a_command(play: &mut Play, problem: Problem) -> Problem {
    if symptom(&problem).is_none() {
        return problem;
    }
    let part = b"echo part";
    let whole = announced(40, part);
    match server_after(play, &[&whole[..4], part]) {
        Ok(Some(Then::Answers)) => problem.because("diagnosis-part-of-a-command-run", &[]),
        _ => problem,
    }
}

/// At which part of a reply this client does not wait for the rest.
pub fn after_a_part_of_a_reply(play: &mut Play, problem: Problem) -> Problem {
    if symptom(&problem).is_none() {
        return problem;
    }
    let problem = over_the_header(
        client_after(play, &[FIRST]).ok().flatten(),
        "client",
        problem,
    );
    if matches!(&problem, Problem::Failed(failure) if failure.diagnosis.is_some()) {
        return problem;
    }
    let body = b"the body of a reply";
    let whole = reply(body);
    let json = 4 + json(body).len();
    for (length, key) in [
        (20, "diagnosis-json-from-one-recv"),
        (json + 7, "diagnosis-body-from-one-recv"),
    ] {
        if let Ok(Some(Then::GivesUp)) = client_after(play, &whole[..length]) {
            return problem.because(key, &[]);
        }
    }
    problem
}

/// What a server answers that does not answer its first request by the agreement: the same request with another
/// header before it, or with none.
pub fn of_another_header(play: &mut Play, problem: Problem) -> Problem {
    if symptom(&problem).is_none() || came(&problem).is_some_and(|came| !came.is_empty()) {
        return problem;
    }
    let word = play.word(16);
    let command = format!("echo {word}");
    let length = command.len();
    let headers = [
        ("diagnosis-takes-bare-requests", Vec::new()),
        (
            "diagnosis-reads-big-endian",
            (length as u32).to_be_bytes().to_vec(),
        ),
        (
            "diagnosis-reads-eight-bytes",
            (length as u64).to_le_bytes().to_vec(),
        ),
    ];
    for (key, header) in headers {
        let request = [&header, command.as_bytes()].concat();
        if answers(play, &request, &word).unwrap_or(false) {
            return problem.because(key, &[]);
        }
    }
    problem
}

/// Whether a fresh server answers this with what the command prints.
fn answers(play: &mut Play, request: &[u8], word: &str) -> Played<bool> {
    let (server, address) = play.server()?;
    let mut caller = play.call(&server, address)?;
    caller.send(request)?;
    let printed = format!("{word}\n");
    Ok(patience::rests(&server) && caller.unseen()?.ends_with(printed.as_bytes()))
}
