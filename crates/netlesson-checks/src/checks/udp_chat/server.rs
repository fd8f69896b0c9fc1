//! The server: what a datagram brings about, and at whom.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use super::mistakes;
use crate::kernel;
use crate::patience::rests;
use crate::play::Play;
use crate::program::Program;
use crate::verdict::{Played, Problem, Symptom};
use crate::wire::datagram::MAX_DATAGRAM;
use crate::wire::{Datagrams, TakenPort, host::ANY_PORT};

/// The student's server, which peers can come to.
struct Room {
    server: Arc<Program>,
    address: SocketAddr,
}

/// A peer of the server.
struct Peer {
    datagrams: Datagrams,
    server: SocketAddr,
    program: Arc<Program>,
}

impl Room {
    fn open(play: &mut Play) -> Played<Self> {
        let (server, address) = play.server()?;
        Ok(Self { server, address })
    }

    /// A peer that has not signed in.
    fn guest(&self, play: &mut Play) -> Played<Peer> {
        let datagrams = play.peer(&self.server)?;
        Ok(self.peer(datagrams))
    }

    fn peer(&self, datagrams: Datagrams) -> Peer {
        Peer {
            datagrams,
            server: self.address,
            program: Arc::clone(&self.server),
        }
    }

    /// A peer that signs in.
    fn enter(&self, play: &mut Play, name: &str) -> Played<Peer> {
        let peer = self.guest(play)?;
        peer.says(format!("/name {name}"))?;
        peer.hears(format!("hello, {name}"))?;
        Ok(peer)
    }

    /// The server prints this for a datagram of `peer`, next.
    fn prints(&self, peer: &Peer, text: &str) -> Played {
        self.server
            .expect_line(format!("{} -> {text}", peer.address()))
    }

    /// The server prints this for a datagram of `peer`, sooner or later.
    fn prints_in_time(&self, peer: &Peer, text: &str) -> Played {
        self.server
            .expect_line_among(format!("{} -> {text}", peer.address()))
    }

    /// The server is done with a datagram that it does not answer: it has printed it, and none of
    /// its threads is busy any more.
    fn has_done(&self, peer: &Peer, text: &str) -> Played {
        self.prints_in_time(peer, text)?;
        if kernel::WITNESS {
            rests(&self.server);
        }
        Ok(())
    }
}

impl Peer {
    fn address(&self) -> SocketAddr {
        self.datagrams.address()
    }

    fn says(&self, text: impl AsRef<[u8]>) -> Played {
        self.datagrams.send(text, self.server)
    }

    /// The next datagram that comes is this one: nothing else came before it.
    fn hears(&self, text: impl AsRef<[u8]>) -> Played {
        let expected = text.as_ref();
        let heard = self.datagrams.expect(expected, self.server);
        heard.map_err(|problem| {
            if mistakes::stays_silent(&problem)
                && let Some(one) = mistakes::connected_to(&self.program, self.server.port())
                && one != self.address()
            {
                let arguments = [
                    ("program", self.program.name()),
                    ("address", one.to_string()),
                ];
                return problem.because("diagnosis-connected-to-one", &arguments);
            }
            match mistakes::came(&problem) {
                Some(came) if mistakes::is_length_of(came, expected) => {
                    problem.because("diagnosis-length-apart", &[])
                }
                _ => problem,
            }
        })
    }

    /// The same problem, with its diagnosis, if the server has stayed silent and yet answers this peer's
    /// next question: `present` are here.
    fn only_this_unanswered(&self, problem: Problem, present: &str, key: &'static str) -> Problem {
        let goes_on = mistakes::stays_silent(&problem)
            && self.says("/who").is_ok()
            && self.hears(format!("here: {present}")).is_ok();
        match goes_on {
            true => problem.because(key, &[("program", self.program.name())]),
            false => problem,
        }
    }

    /// Nothing came that was not looked at: the answer to a new question is the next that comes,
    /// and the last.
    fn has_heard_nothing_else(&self, present: &str) -> Played {
        self.says("/who")?;
        let here = format!("here: {present}");
        let heard = self.hears(&here);
        if let Err(Problem::Failed(failure)) = &heard
            && let Some(came) = &failure.came
        {
            while let Ok((next, _)) = self.datagrams.receive() {
                if next == here.as_bytes() {
                    // The answer is right, and something came before it.
                    let symptom = Symptom::Unexpected {
                        program: self.program.name(),
                    };
                    return Err(Problem::compared(symptom, &[], came.0.as_slice()));
                }
            }
        }
        heard?;
        self.datagrams.expect_nothing()
    }

    /// The next datagram that comes is this one. If nothing comes, the verdict tells who received
    /// something in its place.
    fn hears_and_not(&self, others: &[&Self], text: impl AsRef<[u8]>) -> Played {
        let heard = self.hears(&text);
        if let Err(Problem::Failed(failure)) = &heard
            && let Symptom::Silence { .. } = failure.symptom
        {
            for other in others {
                if let Some(came) = other.datagrams.unseen()? {
                    let arguments = [
                        ("program", self.program.name()),
                        ("number", other.datagrams.caller().to_string()),
                    ];
                    let symptom = Symptom::witness("witness-other-peer", &arguments);
                    return Err(Problem::compared(symptom, &text, &came));
                }
            }
        }
        heard
    }
}

pub fn ready_line(play: &mut Play) -> Played {
    let server = play.start("server", &[&ANY_PORT.to_string()])?;
    let address = server.ready().map_err(|problem| {
        // It is there, but does not say so: tell the one from the other.
        let bound = kernel::sockets(server.pid()).iter().find_map(|socket| {
            let local = socket.local_addr().ok()?.as_socket()?;
            (local.port() != 0).then_some(local)
        });
        match bound {
            Some(found)
                if mistakes::stays_silent(&problem) && server.unseen_stdout().is_empty() =>
            {
                let arguments = [("program", server.name()), ("address", found.to_string())];
                Problem::witness("witness-listens-in-silence", &arguments)
            }
            _ => problem,
        }
    })?;
    if address.ip() != IpAddr::from(Ipv4Addr::LOCALHOST) {
        let symptom = Symptom::WrongLine {
            program: server.name(),
        };
        let expected = format!("listening on 127.0.0.1:{}", address.port());
        let came = format!("listening on {address}");
        return Err(Problem::compared(symptom, expected, came));
    }
    play.peer(&server)?.knock("hello", address)
}

/// One datagram only: its line is to be seen before anything is answered at all.
pub fn takes_a_datagram(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let peer = room.guest(play)?;
    let word = play.word(8);
    peer.says(&word)?;
    room.prints(&peer, &word)
}

pub fn port_taken(play: &mut Play) -> Played {
    let taken = TakenPort::udp()?;
    let address = taken.address().to_string();
    play.run("server", &[&address])?
        .stdout("")?
        .failed(&format!("cannot listen on {address}"))?;
    Ok(())
}

pub fn empty_datagram(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let peer = room.guest(play)?;
    peer.says("")?;
    peer.hears("error: empty message").map_err(|problem| {
        // Nothing else was ever sent to this server.
        if mistakes::ended(&problem, &room.server) {
            let program = [("program", room.server.name())];
            return problem.because("diagnosis-ended-at-empty-datagram", &program);
        }
        let key = "diagnosis-empty-datagram-passed-over";
        peer.only_this_unanswered(problem, "nobody", key)
    })?;
    peer.has_heard_nothing_else("nobody")?;
    peer.says("")?;
    peer.hears("error: empty message")
}

pub fn not_utf8(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let peer = room.guest(play)?;
    peer.says(b"caf\xe9")?;
    peer.hears("error: not UTF-8")?;
    room.prints(&peer, "caf\u{fffd}")?;
    peer.has_heard_nothing_else("nobody")?;
    peer.says([0xff; 20_000])?;
    peer.hears("error: not UTF-8")
}

/// Every question has one answer in one datagram: a second one would be taken for the next answer.
pub fn signs_in(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let tom = room.guest(play)?;
    tom.says("/name TOM")?;
    tom.hears("hello, TOM")?;
    tom.says("/name TOM")?;
    tom.hears("hello, TOM").map_err(|problem| {
        if mistakes::came(&problem) == Some(b"error: name taken: TOM") {
            return problem.because("diagnosis-taken-by-itself", &[]);
        }
        problem
    })?;
    tom.has_heard_nothing_else("TOM").map_err(|problem| {
        // Both questions had their greeting.
        if mistakes::came(&problem) == Some(b"hello, TOM") {
            return problem.because("diagnosis-answered-twice", &[]);
        }
        problem
    })?;
    // In which order /who tells the two of them is for another check.
    let name = play.word(10);
    room.enter(play, &name)?;
    Ok(())
}

pub fn bad_names(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let tom = room.enter(play, "TOM")?;
    let guest = room.guest(play)?;
    let long = play.word(21);
    let wide = "你".repeat(21);
    for name in [
        "",
        " ",
        " TOM JACK",
        " TOM\tJACK",
        " TOM\u{3000}JACK",
        &format!(" {long}"),
        &format!(" {wide}"),
    ] {
        guest.says(format!("/name{name}"))?;
        guest.hears("error: bad name")?;
    }
    // A bad name changes nothing: not for one without a name, and not for one with.
    tom.says("/name TOM CAT")?;
    tom.hears("error: bad name")?;
    guest.has_heard_nothing_else("TOM")?;
    // A name may be twenty characters long, whatever they take in bytes.
    room.enter(play, "A")?;
    room.enter(play, &long[..20])?;
    room.enter(play, &"你😀".repeat(10))?;
    Ok(())
}

pub fn name_taken(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let name = play.word(7);
    let first = room.enter(play, &name)?;
    let second = room.guest(play)?;
    second.says(format!("/name {name}"))?;
    second.hears(format!("error: name taken: {name}"))?;
    second.has_heard_nothing_else(&name)?;
    // One who is here keeps the name it has.
    second.says("/name JACK")?;
    second.hears("hello, JACK")?;
    second.says(format!("/name {name}"))?;
    second.hears(format!("error: name taken: {name}"))?;
    second.has_heard_nothing_else(&format!("JACK, {name}"))?;
    first.says("it is me")?;
    second.hears(format!("{name}: it is me"))?;
    first.has_heard_nothing_else(&format!("JACK, {name}"))
}

pub fn renames(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let tom = room.enter(play, "TOM")?;
    tom.says("/name THOMAS")?;
    tom.hears("hello, THOMAS")?;
    tom.has_heard_nothing_else("THOMAS")?;
    // The old name is free, and nobody is here twice.
    let new = room.enter(play, "TOM")?;
    tom.says("I was TOM")?;
    new.hears("THOMAS: I was TOM")?;
    new.says("and now I am")?;
    tom.hears("TOM: and now I am")?;
    tom.has_heard_nothing_else("THOMAS, TOM")?;
    new.has_heard_nothing_else("THOMAS, TOM")
}

pub fn tells_the_others(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let tom = room.enter(play, "TOM")?;
    let jack = room.enter(play, "JACK")?;
    let kim = room.enter(play, "KIM")?;
    let guest = room.guest(play)?;
    let word = play.word(12);
    tom.says(&word)?;
    let heard = jack.hears_and_not(&[&tom], format!("TOM: {word}"));
    heard.map_err(|problem| {
        if mistakes::came(&problem) == Some(format!("TOM: {word}").as_bytes()) {
            return problem.because("diagnosis-sent-to-its-sender", &[]);
        }
        problem
    })?;
    kim.hears(format!("TOM: {word}"))?;
    jack.says("你好, two  spaces and one at the end ")?;
    tom.hears("JACK: 你好, two  spaces and one at the end ")?;
    kim.hears("JACK: 你好, two  spaces and one at the end ")?;
    // Whoever signs in twice is here once; what is told to the sender is told to no other.
    kim.says("/name KIM")?;
    kim.hears("hello, KIM")?;
    tom.says("once")?;
    jack.hears("TOM: once")?;
    kim.hears("TOM: once")?;
    kim.says(b"\xff")?;
    kim.hears("error: not UTF-8")?;
    kim.says("")?;
    kim.hears("error: empty message")?;
    for peer in [&tom, &jack, &kim, &guest] {
        peer.has_heard_nothing_else("JACK, KIM, TOM")?;
    }
    Ok(())
}

pub fn who_order(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let guest = room.guest(play)?;
    guest.says("/who")?;
    guest.hears("here: nobody")?;
    // In UTF-8 the order of the bytes is that of the code points. It is not that of a dictionary,
    // nor that of UTF-16.
    let mut names = ["TOM", "JACK", "amy", "Zoe", "9", "王", "ｚ", "😀", "é", "_"];
    play.random.shuffle(&mut names);
    let peers: Played<Vec<Peer>> = names.iter().map(|name| room.enter(play, name)).collect();
    let _peers = peers?;
    let entered = names;
    names.sort_unstable();
    guest.says("/who")?;
    let heard = guest.hears(format!("here: {}", names.join(", ")));
    heard.map_err(|problem| {
        match mistakes::came(&problem).and_then(|came| mistakes::order(came, &entered)) {
            Some(key) => problem.because(key, &[]),
            None => problem,
        }
    })
}

pub fn bye(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let tom = room.enter(play, "TOM")?;
    let jack = room.enter(play, "JACK")?;
    jack.says("/bye")?;
    room.has_done(&jack, "/bye")?;
    jack.has_heard_nothing_else("TOM")?;
    // It is a peer without a name again, and may even say goodbye once more.
    jack.says("/bye")?;
    room.has_done(&jack, "/bye")?;
    tom.says("is JACK there?")?;
    tom.has_heard_nothing_else("TOM")?;
    jack.says("no")?;
    tom.hears(format!("{}: no", jack.address()))?;
    // The name is free for another, and what is said reaches that one.
    let new = room.enter(play, "JACK")?;
    tom.says("hello again")?;
    new.hears("TOM: hello again")?;
    jack.has_heard_nothing_else("JACK, TOM")
}

pub fn unnamed_peer(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let tom = room.enter(play, "TOM")?;
    let (one, other) = (room.guest(play)?, room.guest(play)?);
    let word = play.word(9);
    one.says(&word)?;
    tom.hears(format!("{}: {word}", one.address()))?;
    other.says("so am I")?;
    tom.hears(format!("{}: so am I", other.address()))?;
    for peer in [&tom, &one, &other] {
        peer.has_heard_nothing_else("TOM")?;
    }
    Ok(())
}

/// Two peers at the same port, of different addresses: every address 127.x.x.x is this machine.
pub fn ip_and_port(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let tom = room.enter(play, "TOM")?;
    let beside = SocketAddr::from(([127, 0, 0, 2], tom.address().port()));
    let jack = room.peer(play.peer_at(&room.server, beside)?);
    jack.says("/name JACK")?;
    jack.hears("hello, JACK")?;
    tom.says("same port, other house")?;
    jack.hears("TOM: same port, other house")
        .map_err(|problem| {
            let key = "diagnosis-port-alone";
            tom.only_this_unanswered(problem, "JACK", key)
        })?;
    tom.has_heard_nothing_else("JACK, TOM")?;
    jack.has_heard_nothing_else("JACK, TOM")
}

pub fn line_feed(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let tom = room.guest(play)?;
    tom.says("/name TOM\n")?;
    tom.hears("hello, TOM")?;
    room.prints(&tom, "/name TOM")?;
    tom.says("/who\n")?;
    tom.hears("here: TOM")?;
    room.prints(&tom, "/who")?;
    tom.says("\n")?;
    tom.hears("error: empty message")?;
    let jack = room.enter(play, "JACK")?;
    tom.says("one line\n")?;
    jack.hears("TOM: one line")?;
    // Only one is dropped: the rest is the message.
    tom.says("one more\n\n")?;
    jack.hears("TOM: one more\n")
}

pub fn no_command(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let tom = room.enter(play, "TOM")?;
    let jack = room.enter(play, "JACK")?;
    for text in [
        "hi",
        "/",
        "你好吗",
        "/whoami",
        "/byebye",
        "/topic of the day",
        "/names",
        "say /who",
    ] {
        tom.says(text)?;
        let heard = jack.hears_and_not(&[&tom], format!("TOM: {text}"));
        heard.map_err(|problem| match mistakes::came(&problem) {
            Some(came) if mistakes::took_for_command(text, came) => {
                let text = [("text", text.to_string())];
                problem.because("diagnosis-command-by-its-beginning", &text)
            }
            _ => problem,
        })?;
    }
    tom.has_heard_nothing_else("JACK, TOM")
}

pub fn prints_every_datagram(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let peer = room.guest(play)?;
    let word = play.word(8);
    for text in ["/name TOM", "/who", &word, "你好", "/bye"] {
        peer.says(text)?;
        room.prints(&peer, text)?;
    }
    peer.says("")?;
    let line = room.server.next_line()?;
    // A space at the end of a line is nothing that anyone sees.
    let expected = format!("{} -> ", peer.address());
    if line.trim_ascii_end() != expected.trim_end().as_bytes() {
        let symptom = Symptom::WrongLine {
            program: room.server.name(),
        };
        return Err(Problem::compared(symptom, expected, line));
    }
    peer.says(b"\xffend")?;
    room.prints(&peer, "\u{fffd}end")
}

pub fn to_one(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let tom = room.enter(play, "TOM")?;
    let jack = room.enter(play, "JACK")?;
    let kim = room.enter(play, "KIM")?;
    let guest = room.guest(play)?;
    let word = play.word(11);
    tom.says(format!("/to JACK {word}"))?;
    jack.hears_and_not(&[&tom, &kim], format!("TOM -> you: {word}"))?;
    kim.says("/to TOM three words,  two spaces")?;
    tom.hears("KIM -> you: three words,  two spaces")?;
    guest.says("/to KIM hello")?;
    kim.hears(format!("{} -> you: hello", guest.address()))?;
    for peer in [&tom, &jack, &kim, &guest] {
        peer.has_heard_nothing_else("JACK, KIM, TOM")?;
    }
    Ok(())
}

pub fn to_nobody(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let tom = room.enter(play, "TOM")?;
    tom.says("/to JACK are you there?")?;
    tom.hears("error: nobody here is called JACK")?;
    // An empty text is told before an absent JACK.
    for nothing in ["/to JACK", "/to JACK ", "/to"] {
        tom.says(nothing)?;
        tom.hears("error: empty message")?;
    }
    let name = play.word(6);
    let other = room.enter(play, &name)?;
    tom.says(format!("/to {name}"))?;
    tom.hears("error: empty message")?;
    tom.says(format!("/to {name} now"))?;
    other.hears("TOM -> you: now")?;
    let all = format!("TOM, {name}");
    tom.has_heard_nothing_else(&all)?;
    other.has_heard_nothing_else(&all)
}

/// What fills a datagram to the last byte once the sender's name stands before it.
pub fn largest_message(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let tom = room.enter(play, "TOM")?;
    let jack = room.enter(play, "JACK")?;
    let kim = room.enter(play, "KIM")?;
    let text = play.word(MAX_DATAGRAM - "TOM: ".len());
    tom.says(&text)?;
    let heard = jack.hears_and_not(&[&tom], format!("TOM: {text}"));
    heard.map_err(|problem| {
        if mistakes::came(&problem) == Some(b"error: message too long") {
            return problem.because("diagnosis-limit-too-low", &[]);
        }
        mistakes::cut_to_a_buffer(problem, "TOM: ".len())
    })?;
    kim.hears(format!("TOM: {text}"))?;
    room.prints_in_time(&tom, &text)?;
    let text = play.word(MAX_DATAGRAM - "KIM -> you: ".len());
    kim.says(format!("/to TOM {text}"))?;
    tom.hears(format!("KIM -> you: {text}"))?;
    room.prints_in_time(&kim, &format!("/to TOM {text}"))?;
    for peer in [&tom, &jack, &kim] {
        peer.has_heard_nothing_else("JACK, KIM, TOM")?;
    }
    Ok(())
}

pub fn too_long(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let tom = room.enter(play, "TOM")?;
    let jack = room.enter(play, "JACK")?;
    let guest = room.guest(play)?;
    let word = play.word(MAX_DATAGRAM);
    // One byte more than fits; then one that would fit if characters were counted.
    let room_left = MAX_DATAGRAM - "TOM: ".len();
    tom.says(&word[..=room_left])?;
    let heard = tom.hears_and_not(&[&jack], "error: message too long");
    heard.map_err(|problem| {
        if mistakes::ended(&problem, &room.server) {
            let program = [("program", room.server.name())];
            return problem.because("diagnosis-ended-at-too-long", &program);
        }
        let key = "diagnosis-too-long-untold";
        tom.only_this_unanswered(problem, "JACK, TOM", key)
    })?;
    let wide = "你".repeat(MAX_DATAGRAM / "你".len());
    tom.says(&wide)?;
    tom.hears("error: message too long")?;
    let room_left = MAX_DATAGRAM - "TOM -> you: ".len();
    tom.says(format!("/to JACK {}", &word[..=room_left]))?;
    tom.hears_and_not(&[&jack], "error: message too long")?;
    guest.says(&word)?;
    guest.hears("error: message too long")?;
    tom.says("short")?;
    jack.hears("TOM: short")?;
    for peer in [&tom, &jack, &guest] {
        peer.has_heard_nothing_else("JACK, TOM")?;
    }
    Ok(())
}

/// What is sent to JACK is refused from now on (ICMP port unreachable); that is nobody's affair but JACK's.
pub fn peer_gone(play: &mut Play) -> Played {
    let room = Room::open(play)?;
    let tom = room.enter(play, "TOM")?;
    let jack = room.enter(play, "JACK")?;
    let kim = room.enter(play, "KIM")?;
    jack.datagrams.leave()?;
    for text in ["is anyone there?", "JACK?"] {
        tom.says(text)?;
        kim.hears(format!("TOM: {text}"))?;
    }
    tom.says("/to JACK psst")?;
    room.prints_in_time(&tom, "/to JACK psst")?;
    kim.says("/to TOM I am")?;
    tom.hears("KIM -> you: I am")?;
    tom.says("good")?;
    kim.hears("TOM: good")
}
