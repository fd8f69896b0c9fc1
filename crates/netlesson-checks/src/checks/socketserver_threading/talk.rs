//! Who is greeted, who hears what.

use super::super::shared::came;
use super::room::{Guest, MAX_TEXT_LEN, Room, frame, has_left};
use crate::play::Play;
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::Script;

/// The greeting, byte for byte.
pub fn greets(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let mut anna = room.call()?;
    let greeted = anna.stream.expect(b"\x10\x00\x00\x00you are client 0");
    greeted.map_err(|problem| anna.misnumbered(problem))?;
    room.server.expect_line(anna.connected())
}

/// The second is served while the first is there and says nothing.
pub fn two_at_once(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let _anna = room.join()?;
    let _ben = room.join()?;
    let _carl = room.join()?;
    Ok(())
}

/// All but the one who says it. What each hears next shows that nothing came in between.
pub fn others_hear(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let (mut anna, mut ben, mut carl) = (room.join()?, room.join()?, room.join()?);
    anna.stream.send(b"\x05\x00\x00\x00hello")?;
    ben.stream.expect(b"\x0f\x00\x00\x00client 0: hello")?;
    carl.hear("client 0: hello")?;
    room.server.expect_line("client 0: hello")?;
    let word = room.word();
    let text = format!("你好, {word}");
    carl.say(&text)?;
    for other in [&mut anna, &mut ben] {
        let heard = other.hear(carl.said(&text));
        heard.map_err(|problem| match came(&problem) {
            // Anna alone has said this.
            Some(came) if came.starts_with(&frame("client 0: hello")) => {
                problem.because("diagnosis-hears-itself", &[])
            }
            _ => problem,
        })?;
    }
    room.server.expect_line(carl.said(&text))?;
    ben.say(&word)?;
    for other in [&mut anna, &mut carl] {
        other.hear(ben.said(&word))?;
    }
    room.server.expect_line(ben.said(&word))
}

pub fn one_hears(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let (mut anna, mut ben, mut carl) = (room.join()?, room.join()?, room.join()?);
    let (secret, word) = (room.word(), room.word());
    let whispered = format!("@2 {secret} for you");
    anna.say(&whispered)?;
    let heard = carl.hear(anna.said(format_args!("{secret} for you")));
    heard.map_err(|problem| match came(&problem) {
        Some(came) if came == frame(anna.said(&whispered)) => {
            problem.because("diagnosis-addressee-left-in", &[])
        }
        _ => problem,
    })?;
    room.server.expect_line(anna.said(&whispered))?;
    // Had it gone to Ben too, or back to Anna, each would hear it before this.
    carl.say(&word)?;
    for other in [&mut anna, &mut ben] {
        other.hear(carl.said(&word))?;
    }
    room.server.expect_line(carl.said(&word))
}

pub fn told_what_is_wrong(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let (mut anna, mut ben) = (room.join()?, room.join()?);
    let word = room.word();
    anna.say(format!("@7 {word}"))?;
    let told = anna.hear("error: no client 7");
    told.map_err(|problem| anna.passed_on(problem, 2))?;
    anna.say("@1")?;
    anna.hear("error: empty message")?;
    anna.say("")?;
    anna.hear("error: empty message")?;
    anna.say(&word)?;
    ben.hear(anna.said(&word))
}

/// Bytes one by one, and several messages in one segment: the boundaries are where the lengths say.
pub fn any_pieces(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let (mut anna, mut ben) = (room.join()?, room.join()?);
    let words: Vec<String> = (0..3).map(|_| room.word()).collect();
    anna.stream.play(&Script::every_byte(frame(&words[0])))?;
    ben.hear(anna.said(&words[0]))?;
    let together: Vec<u8> = words.iter().flat_map(frame).collect();
    anna.stream.send(together)?;
    for word in &words {
        ben.hear(anna.said(word))?;
    }
    Ok(())
}

/// Messages in one piece, cut by chance, and held somewhere: what is whole there is heard, and the half one
/// behind it keeps nobody else from talking.
pub fn any_slices(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let (mut anna, mut ben, mut carl) = (room.join()?, room.join()?, room.join()?);
    let texts: Vec<String> = (0..4)
        .map(|length| format!("{}你好", room.word().repeat(length)))
        .collect();
    let messages: Vec<u8> = texts.iter().flat_map(frame).collect();
    let (before, after) = messages.split_at(room.chance().usize(..messages.len()));
    let mut unheard = texts.iter();
    let first = Script::random(before, room.chance());
    anna.stream.play(&first.hold_at(before.len()))?;
    let mut heard = 0;
    for text in &texts {
        heard += frame(text).len();
        if heard > before.len() {
            break;
        }
        unheard.next();
        ben.hear(anna.said(text))?;
        carl.hear(anna.said(text))?;
    }
    let word = room.word();
    ben.say(&word)?;
    anna.hear(ben.said(&word))?;
    carl.hear(ben.said(&word))?;
    anna.stream.play(&Script::random(after, room.chance()))?;
    for text in unheard {
        ben.hear(anna.said(text))?;
        carl.hear(anna.said(text))?;
    }
    Ok(())
}

pub fn longest_message(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let (mut anna, mut ben) = (room.join()?, room.join()?);
    let text = room.word().repeat(MAX_TEXT_LEN / 8);
    anna.say(&text)?;
    ben.hear(anna.said(&text))?;
    room.server.expect_line(anna.said(&text))
}

/// Last words arrive, the leaving is told, and the number is nobody's from then on.
pub fn says_who_left(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let (mut anna, mut ben, mut carl) = (room.join()?, room.join()?, room.join()?);
    let word = room.word();
    anna.say(&word)?;
    anna.stream.finish()?;
    ben.hear(anna.said(&word))?;
    carl.hear(anna.said(&word))?;
    room.server.expect_line(anna.said(&word))?;
    room.server.expect_line(has_left(0))?;
    anna.stream.expect_end()?;
    room.rests()?;
    ben.say(format!("@0 {word}"))?;
    let told = ben.hear("error: no client 0");
    told.map_err(|problem| match &problem {
        Problem::Failed(failure)
            if matches!(failure.symptom, Symptom::Silence { certain: true, .. }) =>
        {
            problem.because(
                "diagnosis-still-on-the-list",
                &[("client", "0".to_string())],
            )
        }
        _ => problem,
    })?;
    carl.leave()?;
    room.server.expect_line_among(has_left(2))?;
    // The number 2 was the highest, and is not given again either.
    let mut dora = room.join()?;
    room.still_talk(&mut ben, &mut dora)
}

/// All wait in the backlog before the first is accepted. In rounds, since two threads that take
/// a number each for themselves meet in the right order most of the time.
pub fn numbered_by_arrival(play: &mut Play) -> Played {
    const ROUNDS: usize = 12;
    let mut room = Room::open(play)?;
    let mut here = Vec::new();
    for _ in 0..ROUNDS {
        room.server.freeze()?;
        let mut guests = room.call_together()?;
        room.server.thaw();
        guests.iter_mut().try_for_each(Guest::greeted)?;
        room.expect_lines(guests.iter().map(Guest::connected))?;
        here.extend(guests);
    }
    Ok(())
}

/// Guests come in while another talks without a pause: first the greeting, and after it, from some
/// message on, every one of them.
pub fn greeting_first(play: &mut Play) -> Played {
    const ROUNDS: usize = 10;
    const MESSAGES: usize = 60;
    let mut room = Room::open(play)?;
    let mut anna = room.join()?;
    let mut here = Vec::new();
    for _ in 0..ROUNDS {
        let word = room.word();
        let texts: Vec<String> = (1..=MESSAGES).map(|n| format!("{word} {n}")).collect();
        room.server.freeze()?;
        let mut guests = room.call_together()?;
        let talk: Vec<u8> = texts.iter().flat_map(frame).collect();
        anna.stream.send(talk)?;
        room.server.thaw();
        guests.iter_mut().try_for_each(Guest::greeted)?;
        // All are greeted: this one they all hear, and it ends what they have heard of the others.
        let last = format!("{word}, and that is all");
        anna.say(&last)?;
        let said: Vec<String> = texts.iter().chain([&last]).map(|t| anna.said(t)).collect();
        for guest in &mut guests {
            hears_the_rest(guest, &said)?;
        }
        here.extend(guests);
    }
    Ok(())
}

/// Hears one of these, and every one after it.
fn hears_the_rest(guest: &mut Guest, said: &[String]) -> Played {
    let first = guest.next_message()?;
    let Some(place) = said.iter().position(|said| said.as_bytes() == first) else {
        let program = "server".to_string();
        let symptom = Symptom::WrongBytes { program };
        return Err(Problem::compared(symptom, &said[0], &first));
    };
    said[place + 1..]
        .iter()
        .try_for_each(|said| guest.hear(said))
}

/// What is said once the greeting has come reaches the guest. In rounds: a guest that is put on
/// the list a moment after its greeting is on it in time more often than not.
pub fn misses_nothing(play: &mut Play) -> Played {
    const ROUNDS: usize = 40;
    let mut room = Room::open(play)?;
    let mut anna = room.join()?;
    let mut here = Vec::new();
    for _ in 0..ROUNDS {
        let word = room.word();
        let mut guest = room.call()?;
        guest.greeted()?;
        anna.say(&word)?;
        guest.hear(anna.said(&word))?;
        here.push(guest);
    }
    Ok(())
}

/// Ctrl-C ends the server while someone is in the room.
pub fn interrupt_server(play: &mut Play) -> Played {
    let mut room = Room::open(play)?;
    let _anna = room.join()?;
    room.server.interrupt()
}
