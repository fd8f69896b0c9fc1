//! The wire does what it says: a receiver that prints what each of its `recv`s returned proves it, over and over.
//!
//! The receiver is lesson 3's solution, which calls `recv` once for each size that it is given.
#![cfg(target_os = "linux")]

use std::io::ErrorKind;
use std::net::UdpSocket;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use netlesson_checks::compile::compile;
use netlesson_checks::kernel::{self, Wait};
use netlesson_checks::lesson::Lesson;
use netlesson_checks::log::Did;
use netlesson_checks::patience::LIMIT;
use netlesson_checks::play::{Built, Play};
use netlesson_checks::program::{Exit, Program};
use netlesson_checks::verdict::Played;
use netlesson_checks::wire::datagram::MAX_DATAGRAM;
use netlesson_checks::wire::host::ANY_PORT;
use netlesson_checks::wire::relay::Plan;
use netlesson_checks::wire::{Fate, Relay, Script, Stream, Way};

/// How often each is proved.
const TIMES: u64 = 20;

/// Four frames, and a character of three bytes in each.
const FRAMES: &[u8] = "\x05\0\0\0he你\x05\0\0\0lo好\x05\0\0\0fe你\x05\0\0\0ng好".as_bytes();

static RECEIVER: LazyLock<Built> = LazyLock::new(|| built(3));

/// Lesson 4's client: prints the replies to its commands.
static COMMANDS: LazyLock<Built> = LazyLock::new(|| built(4));

/// Lesson 5's client: asks three times to be let in.
static CHAT: LazyLock<Built> = LazyLock::new(|| built(5));

/// Lesson 2's server: what comes is printed and sent back in capitals.
static ECHO: LazyLock<Built> = LazyLock::new(|| built(2));

fn built(lesson: u8) -> Built {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = root.ancestors().nth(2).expect("it lies in the course");
    let lesson = Lesson::numbered(lesson).expect("there is such a lesson");
    let compiled = compile(root, lesson, true).expect("cargo can be run");
    compiled
        .built
        .unwrap_or_else(|| panic!("{}", compiled.said))
}

/// A receiver with buffers of these sizes, and the wire to it.
fn receiver(play: &mut Play, sizes: &[usize]) -> Played<(Arc<Program>, Stream)> {
    let sizes: Vec<String> = sizes.iter().map(usize::to_string).collect();
    let address = ANY_PORT.to_string();
    let arguments = [address.as_str()].into_iter();
    let arguments: Vec<&str> = arguments.chain(sizes.iter().map(String::as_str)).collect();
    let receiver = play.start("receiver", &arguments)?;
    let address = receiver.ready()?;
    let stream = play.call(&receiver, address)?;
    stream.accepted()?;
    Ok((receiver, stream))
}

/// The line that the receiver prints for a recv.
fn line(size: usize, bytes: &[u8]) -> String {
    format!("recv({size}) -> \"{}\"", bytes.escape_ascii())
}

/// Plays this as often as it takes, each time with another seed.
fn proved(proof: impl Fn(&mut Play) -> Played) {
    proved_with(&RECEIVER, proof);
}

fn proved_with(built: &Built, proof: impl Fn(&mut Play) -> Played) {
    for seed in 0..TIMES {
        let mut play = Play::new(built, seed);
        if let Err(problem) = proof(&mut play) {
            panic!("seed {seed}: {problem:?}\n{:#?}", play.log().events());
        }
    }
}

/// Plays the script to buffers that are larger than any slice, and expects one recv for each of these.
fn each_recv_returns(play: &mut Play, script: &Script, slices: &[&[u8]]) -> Played<Arc<Program>> {
    const SIZE: usize = 100;
    let (receiver, mut stream) = receiver(play, &vec![SIZE; slices.len()])?;
    stream.play(script)?;
    for slice in slices {
        receiver.expect_line(line(SIZE, slice))?;
    }
    Ok(receiver)
}

#[test]
fn each_byte_is_a_recv() {
    proved(|play| {
        let bytes: Vec<&[u8]> = FRAMES.chunks(1).collect();
        each_recv_returns(play, &Script::every_byte(FRAMES), &bytes)?.expect_exit(0)
    });
}

/// Inside a header, between header and payload, inside a character, and where the next frame begins.
#[test]
fn each_slice_between_chosen_cuts_is_a_recv() {
    proved(|play| {
        let slices = [
            &FRAMES[..2],
            &FRAMES[2..4],
            &FRAMES[4..7],
            &FRAMES[7..9],
            &FRAMES[9..],
        ];
        let script = Script::cut_at(FRAMES, [9, 2, 4, 7, 4, 0, FRAMES.len(), 1000]);
        each_recv_returns(play, &script, &slices)?.expect_exit(0)
    });
}

#[test]
fn one_and_a_half_frames_are_a_recv() {
    proved(|play| {
        let script = Script::cut_at(FRAMES, [13]);
        each_recv_returns(play, &script, &[&FRAMES[..13], &FRAMES[13..]])?.expect_exit(0)
    });
}

#[test]
fn each_slice_of_a_random_script_is_a_recv() {
    proved(|play| {
        let script = Script::random(FRAMES, &mut play.random);
        let slices = script.slices();
        assert_eq!(slices.concat(), FRAMES);
        each_recv_returns(play, &script, &slices)?.expect_exit(0)
    });
}

#[test]
fn a_seed_makes_the_same_script_every_time_and_seeds_differ() {
    let script = |seed| Script::random(FRAMES, &mut fastrand::Rng::with_seed(seed));
    let mut scripts: Vec<_> = (0..1000).map(script).collect();
    assert!(
        scripts
            .iter()
            .zip(0..)
            .all(|(made, seed)| *made == script(seed))
    );
    // Two seeds may make the same few cuts.
    scripts.sort_by_cached_key(|script| format!("{script:?}"));
    scripts.dedup();
    assert!(scripts.len() > 900, "{}", scripts.len());
}

#[test]
fn what_was_sent_to_a_frozen_program_is_one_recv() {
    proved(|play| {
        let (receiver, mut stream) = receiver(play, &[100])?;
        receiver.freeze()?;
        for frame in FRAMES.chunks(9) {
            stream.send(frame)?;
        }
        stream.arrived()?;
        receiver.thaw();
        receiver.expect_line(line(100, FRAMES))?;
        receiver.expect_exit(0)
    });
}

#[test]
fn a_small_buffer_takes_what_fits_and_leaves_the_rest() {
    proved(|play| {
        let (receiver, mut stream) = receiver(play, &[4, 2, 1, 100])?;
        receiver.freeze()?;
        stream.play(&Script::whole(FRAMES))?;
        stream.arrived()?;
        receiver.thaw();
        receiver.expect_line(line(4, &FRAMES[..4]))?;
        receiver.expect_line(line(2, &FRAMES[4..6]))?;
        receiver.expect_line(line(1, &FRAMES[6..7]))?;
        receiver.expect_line(line(100, &FRAMES[7..]))?;
        receiver.expect_exit(0)
    });
}

#[test]
fn at_a_hold_all_before_it_is_read_and_the_receiver_waits() {
    proved(|play| {
        let (receiver, mut stream) = receiver(play, &[100; 3])?;
        let (local, remote) = (stream.peer(), stream.address());
        stream.play(&Script::cut_at(&FRAMES[..13], [4]).hold_at(13))?;
        assert_eq!(kernel::receive_queue(local, remote), Some(0));
        assert!(receiver.stillness().is_some(), "it is blocked in its recv");
        // All that it did about the bytes is done: its lines are there, and no other.
        let lines = [line(100, &FRAMES[..4]), line(100, &FRAMES[4..13])];
        assert_eq!(
            String::from_utf8_lossy(&receiver.unseen_stdout()),
            lines.map(|line| line + "\n").concat()
        );
        Ok(())
    });
}

/// When it has read the last byte of a long reply, lesson 4's client still has to compute its md5 and to print it.
#[test]
fn a_hold_lasts_until_all_is_done() {
    static BODY: [u8; 500_000] = [b'x'; 500_000];
    let hash = md5::compute(BODY);
    let header = format!(r#"{{"filename":null,"hash":"{hash:x}","total_size":500000}}"#);
    let length = (header.len() as u32).to_le_bytes();
    let reply = [&length, header.as_bytes(), &BODY].concat();
    proved_with(&COMMANDS, |play| {
        let host = play.host()?;
        let client = play.client(host.address(), &[])?;
        let mut stream = host.accept(&client)?;
        client.type_line("true");
        stream.expect(b"\x04\0\0\0true")?;
        stream.play(&Script::whole(&reply).hold_at(reply.len()))?;
        assert_eq!(client.unseen_stdout().len(), BODY.len());
        Ok(())
    });
}

#[test]
fn a_script_is_held_only_where_it_says_and_goes_on_then() {
    proved(|play| {
        let hold = play.random.usize(1..FRAMES.len());
        let script = Script::cut_at(FRAMES, [hold]).hold_at(hold);
        let slices = [&FRAMES[..hold], &FRAMES[hold..]];
        each_recv_returns(play, &script, &slices)?.expect_exit(0)?;
        let events = play.log().events();
        let held = |did: &Did| matches!(did, Did::Held { offset } if *offset == hold);
        assert_eq!(events.iter().filter(|event| held(&event.did)).count(), 1);
        Ok(())
    });
}

#[test]
fn behind_a_fin_comes_nothing() {
    proved(|play| {
        for length in [0, 2, 4, 7, 13] {
            let (receiver, mut stream) = receiver(play, &vec![100; length + 2])?;
            stream.play(&Script::every_byte(FRAMES).finish_at(length))?;
            for byte in FRAMES[..length].chunks(1) {
                receiver.expect_line(line(100, byte))?;
            }
            // The end stays the end.
            receiver.expect_line(line(100, b""))?;
            receiver.expect_line(line(100, b""))?;
            receiver.expect_exit(0)?;
        }
        Ok(())
    });
}

#[test]
fn behind_a_reset_comes_an_error() {
    proved(|play| {
        for length in [0, 2, 7, 13] {
            let (receiver, mut stream) = receiver(play, &vec![100; length + 2])?;
            stream.play(&Script::every_byte(FRAMES).reset_at(length))?;
            for byte in FRAMES[..length].chunks(1) {
                receiver.expect_line(line(100, byte))?;
            }
            was_reset(&receiver)?;
        }
        Ok(())
    });
}

/// Linux hands out what had arrived, and then the error. All of it was unread when the reset came: it is one recv.
#[test]
fn behind_a_reset_over_unread_bytes_comes_an_error() {
    proved(|play| {
        for length in [2, 7, 13] {
            let (receiver, mut stream) = receiver(play, &[100; 2])?;
            stream.play(&Script::every_byte(FRAMES).reset_unread_at(length))?;
            receiver.expect_line(line(100, &FRAMES[..length]))?;
            was_reset(&receiver)?;
        }
        Ok(())
    });
}

/// The receiver's next recv fails: nothing is printed for it, and it says why.
fn was_reset(receiver: &Program) -> Played {
    assert_eq!(receiver.wait()?, Exit::Code(1));
    assert_eq!(String::from_utf8_lossy(&receiver.unseen_stdout()), "");
    let stderr = receiver.stderr();
    let stderr = String::from_utf8_lossy(&stderr);
    assert!(stderr.contains("Connection reset by peer"), "{stderr}");
    Ok(())
}

#[test]
fn a_connection_that_was_reset_is_gone_for_the_check_too() {
    proved(|play| {
        let (_receiver, mut stream) = receiver(play, &[100])?;
        stream.play(&Script::whole("hello").reset_at(3))?;
        assert!(stream.send("more").is_err());
        stream.expect_gone()
    });
}

#[test]
fn what_comes_after_a_half_close_is_read() {
    proved_with(&ECHO, |play| {
        let (server, address) = play.server()?;
        let mut stream = play.call(&server, address)?;
        stream.accepted()?;
        // All of it is answered after the end of our stream has arrived.
        server.freeze()?;
        stream.play(&Script::whole("hello feng").finish_at(5))?;
        stream.arrived()?;
        server.thaw();
        stream.expect("HELLO")?;
        stream.expect_end()
    });
}

/// The server stands in a send that takes nothing more, so it reads nothing more either: what it has read, what
/// lies unread before it, and what has not found room there, is what was sent.
#[test]
fn a_peer_that_stops_reading_blocks_its_sender() {
    const FLOOD: usize = 16 * 1024 * 1024;
    let flood = vec![b'x'; FLOOD];
    proved_with(&ECHO, |play| {
        let (server, address) = play.server()?;
        let mut stream = play.call_narrow(&server, address)?;
        let sent = stream.send_until_blocked(&flood)?;
        assert!(0 < sent && sent < FLOOD, "{sent} bytes went out");
        // On a busy machine it may only be about to stand there, or find a little room once more: what is counted
        // counts when it slept all the while. And bytes that have arrived stay in our kernel's queue until it hears
        // so, by an acknowledgement that may be delayed (RFC 1122, 4.2.3.2): until then they are counted twice.
        let (local, remote) = (stream.address(), stream.peer());
        let (mut waits, mut accounted) = (Vec::new(), 0);
        kernel::wait_until(LIMIT, || {
            let before = server.stillness();
            waits = kernel::waits(server.pid());
            let unread = kernel::receive_queue(remote, local).expect("it is connected");
            let unsent = kernel::send_queue(local, remote).expect("it is connected");
            let printed = server.unseen_stdout();
            let printed = String::from_utf8_lossy(&printed);
            let read = printed.lines().filter_map(|line| {
                let count = line.strip_prefix("received ")?.split(' ').next()?;
                count.parse::<u64>().ok()
            });
            accounted = read.sum::<u64>() + unread + unsent;
            before.is_some() && before == server.stillness() && accounted == sent as u64
        });
        assert_eq!(waits, [Wait::Send { count: 1024 }]);
        assert_eq!(accounted, sent as u64);
        // Once we read, it goes on.
        stream.expect(vec![b'X'; sent])
    });
}

/// What each datagram of `1 two three four` becomes when the second has this fate, one recv each.
fn second(fate: Fate) -> (Plan, Vec<&'static str>) {
    let plan = move |_, place| match place {
        1 => fate,
        _ => Fate::Arrives,
    };
    let arrives = match fate {
        Fate::Arrives => vec!["1", "two", "three", "four"],
        Fate::Lost => vec!["1", "three", "four"],
        Fate::Repeated => vec!["1", "two", "two", "three", "four"],
        Fate::Delayed => vec!["1", "three", "two", "four"],
        Fate::Cut(0) => vec!["1", "", "three", "four"],
        Fate::Cut(2) => vec!["1", "tw", "three", "four"],
        Fate::Cut(_) => vec!["1", "two", "three", "four"],
    };
    (Box::new(plan), arrives)
}

const WORDS: [&str; 4] = ["1", "two", "three", "four"];

const FATES: [Fate; 7] = [
    Fate::Arrives,
    Fate::Lost,
    Fate::Repeated,
    Fate::Delayed,
    Fate::Cut(0),
    Fate::Cut(2),
    Fate::Cut(100),
];

/// From lesson 3's sender to its receiver, which prints each recv.
#[test]
fn datagrams_to_a_server_meet_their_fates() {
    proved(|play| {
        for fate in FATES {
            let (plan, arrives) = second(fate);
            let address = ANY_PORT.to_string();
            let sizes = vec!["100"; arrives.len()];
            let receiver = play.start("receiver", &[&["--udp", &address][..], &sizes].concat())?;
            let address = receiver.ready()?;
            let front = UdpSocket::bind(ANY_PORT)?;
            let front_address = front.local_addr()?.to_string();
            let sender =
                play.start("sender", &[&["--udp", &front_address][..], &WORDS].concat())?;
            let ends = ((&sender, front), (&receiver, address));
            let relay = Relay::between(ends.0, ends.1, plan, play.log())?;
            for word in arrives {
                receiver.expect_line(line(100, word.as_bytes()))?;
            }
            receiver.expect_exit(0)?;
            drop(relay);
            let events = play.log().events();
            let met = |did: &Did| matches!(did, Did::Relayed { fate: met, bytes, .. } if *met == fate && bytes.0 == b"two");
            assert!(events.iter().any(|event| met(&event.did)), "{fate:?}");
        }
        Ok(())
    });
}

/// A relay between two sockets of this test, which belongs to a program that has no part in it.
fn relay_of_test(play: &mut Play, plan: Plan) -> Played<(Relay, UdpSocket, UdpSocket)> {
    let bystander = play.start("receiver", &[&ANY_PORT.to_string()])?;
    let (client, server) = (UdpSocket::bind(ANY_PORT)?, UdpSocket::bind(ANY_PORT)?);
    let front = UdpSocket::bind(ANY_PORT)?;
    client.connect(front.local_addr()?)?;
    let address = server.local_addr()?;
    let relay = Relay::between((&bystander, front), (&bystander, address), plan, play.log())?;
    // Whoever waits longer has lost something.
    for socket in [&client, &server] {
        socket.set_read_timeout(Some(LIMIT))?;
    }
    Ok((relay, client, server))
}

#[test]
fn datagrams_to_a_client_meet_their_fates() {
    proved(|play| {
        for fate in FATES {
            let (plan, arrives) = second(fate);
            // Only on the way back.
            let plan = move |way, place| match way {
                Way::ToServer => Fate::Arrives,
                Way::ToClient => plan(way, place),
            };
            let (_relay, client, server) = relay_of_test(play, Box::new(plan))?;
            let mut buffer = [0; 100];
            for question in ["first", "second"] {
                client.send(question.as_bytes())?;
                let length = server.recv(&mut buffer)?;
                assert_eq!(&buffer[..length], question.as_bytes());
            }
            client.send(b"third")?;
            let (_, back) = server.recv_from(&mut buffer)?;
            for word in WORDS {
                server.send_to(word.as_bytes(), back)?;
            }
            for word in arrives {
                let length = client.recv(&mut buffer)?;
                assert_eq!(String::from_utf8_lossy(&buffer[..length]), word, "{fate:?}");
            }
        }
        Ok(())
    });
}

#[test]
fn the_largest_datagram_and_an_empty_one_are_relayed_whole() {
    proved(|play| {
        let (_relay, client, server) = relay_of_test(play, Box::new(|_, _| Fate::Arrives))?;
        let mut buffer = vec![0; MAX_DATAGRAM + 1];
        for length in [MAX_DATAGRAM, 0] {
            let bytes = play.bytes(length);
            client.send(&bytes)?;
            let (came, back) = server.recv_from(&mut buffer)?;
            assert_eq!(&buffer[..came], bytes);
            server.send_to(&bytes, back)?;
            let came = client.recv(&mut buffer)?;
            assert_eq!(&buffer[..came], bytes);
        }
        Ok(())
    });
}

/// Loopback delivers within the send: what no relay has taken on by then is not on its way.
#[test]
fn a_relay_that_was_dropped_carries_nothing_and_keeps_its_port() {
    proved(|play| {
        let (relay, client, server) = relay_of_test(play, Box::new(|_, _| Fate::Arrives))?;
        drop(relay);
        client.send(b"anybody?")?;
        server.set_nonblocking(true)?;
        let nothing = server.recv(&mut [0; 100]).map_err(|error| error.kind());
        assert_eq!(nothing, Err(ErrorKind::WouldBlock));
        let taken = UdpSocket::bind(client.peer_addr()?).map_err(|error| error.kind());
        assert_eq!(taken.err(), Some(ErrorKind::AddrInUse));
        Ok(())
    });
}

/// A port may have been another's before, to whom somebody still sends.
#[test]
fn a_datagram_that_another_program_has_sent_is_not_taken_for_the_clients() {
    proved_with(&CHAT, |play| {
        let (client, host) = play.client_of_peer(&["KIM"])?;
        let astray = UdpSocket::bind(ANY_PORT)?;
        for _ in 0..3 {
            astray.send_to(b"/name TOM", host.address())?;
            let (came, sender) = host.receive()?;
            assert_eq!(came, b"/name KIM");
            assert_ne!(sender, astray.local_addr()?);
        }
        client.kill()
    });
}
