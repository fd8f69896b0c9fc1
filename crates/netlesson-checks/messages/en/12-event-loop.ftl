lesson-12 = Event loop

# The room is lesson 6's. What is said of a check here is said of the one thread; what is not, lesson 6 says.

lesson-12-greets =
    .next = What runs first: the operator's lines (typed_lines in operator.rs), the loop (serve_forever), accept, and then send and flush in connection.rs, which write the greeting.
    .hint-1 = Which call waits in your loop, and which one says that a caller is there?
    .hint-2 = poll waits, and returns an event for the listener. accept gives the stream, room.enter sends the greeting, flush writes it, all before the loop waits again.
    .hint-3 = Write steps 1 to 5 in their order, and start the server after each: the message of the next todo! tells you where it has got to.

lesson-12-two-at-once =
    .why = One thread, and yet nobody has to wait until another has finished: that is what the loop is for. It waits for all of them at once, and not for one.
    .next = Look for a call that waits for one client: a socket that still blocks, a loop that goes on until a whole message is there.
    .hint-1 = In which call is your thread, while the first client is there and says nothing?
    .hint-2 = In poll, and nowhere else. accept, read and write must all return at once, with WouldBlock where there is nothing to do.
    .hint-3 = mio's sockets do not block, the listener was told so in bind. In accept, go on until WouldBlock: the second caller may have come together with the first, and then there is one event for both.

lesson-12-one-thread = The server has no more threads for many clients than for two
    .why = A thread is a place to wait in. Whoever waits for everyone in one place needs no second one: not two threads for each of ten thousand clients, but one for all, and one for the keyboard.
    .next = Look for thread::spawn: it belongs in typed_lines (operator.rs), once, and nowhere else.
    .hint-1 = What does each of your threads wait for?
    .hint-2 = The loop waits for the sockets, all of them. The keyboard is the only thing that needs a thread of its own.
    .hint-3 = Take away each thread::spawn but the one in typed_lines, and have attend (event_loop.rs) do that work, as much of it as can be done now.

lesson-12-others-hear =
    .next = Who hears what is written in hear (room.rs). Look at how a message gets there: receive (connection.rs) pushes what came into the decoder, attend (event_loop.rs) takes messages out of it.
    .hint-1 = Which event tells of the message, and what does your loop do about it?
    .hint-2 = The event has the client's number for its token. The number goes into ready, attend reads, the room hears, and send writes to all the others at once.
    .hint-3 = In serve_forever: after wait, extend ready by the tokens that are clients; then take ready out with mem::take, and attend to each number in it.

lesson-12-all-that-came = All that has come is heard, without another word from the kernel
    .why = With edge-triggered readiness, which is mio's, the kernel tells of a change: something has come. Whether you have read all of it does not interest it, and it does not tell you again. A server that reads once for each event works as long as people type slowly.
    .next = Look at how long a client stays in ready: until receive says None, not until it has been read once. And at how often next_message is asked after one read.
    .hint-1 = A hundred messages came before your server woke. How many events is that, how many reads, how many messages a read?
    .hint-2 = One event. As many reads as it takes until WouldBlock. And after each read as many messages as are whole.
    .hint-3 = receive returns Some(length) as long as something came: then attend puts the number into ready again, and wait must not wait while ready is not empty. listen asks next_message until it gives None.

lesson-12-short-writes = What the kernel did not take is written later, every byte of it
    .why = write on a socket that does not block takes what there is room for, and says how much that was: perhaps 2,304 of 60,000 bytes. The rest is yours to keep. Whoever throws it away has cut a message, and the client takes the next one's beginning for the rest of this one.
    .next = Look at flush (connection.rs): what does it do with the number that write returns, and who calls it when there is room again?
    .hint-1 = What is left in your outbox when write has returned 2,304, and what after WouldBlock?
    .hint-2 = All but those 2,304 bytes, and after WouldBlock all that was there before. When there is room again, an event says so, the client is ready, and its turn begins with a flush.
    .hint-3 = In flush: while the outbox is not empty, write its front and drain(..length). On WouldBlock return, and leave the outbox as it is. register with Interest::READABLE | Interest::WRITABLE.

lesson-12-asleep = A server with nothing to do does nothing
    .why = A loop that asks everyone again and again whether something has come is right, and takes a whole processor for it. What makes an event loop one is that it sleeps until there is an event; also while something waits for a client that does not read.
    .next = Look at the time limit that your wait hands to poll: zero only while someone is in ready, and otherwise none, unless somebody is leaving.
    .hint-1 = How long does poll wait in your loop, and who is in ready then?
    .hint-2 = Who has said WouldBlock must not be in ready any more. One for whom something waits is no reason to hurry: the kernel tells when there is room.
    .hint-3 = Put a number into ready only for an event, or after receive has given Some(1..). Never because its outbox is not empty.

lesson-12-numbered-by-arrival =
    .why = Five callers wait in the backlog; the one who came first is client 0. accept gives them in their order, and the loop has only one thread: what could mix them up is only what you do with them afterwards.
    .next = Look at accept (event_loop.rs): the number is counted there, one for each caller, and never goes down.
    .hint-1 = In which order does accept return the callers, and where do you count?
    .hint-2 = In the order in which they came. Count right there, before anything else happens to the caller.
    .hint-3 = The number is self.served before it is increased. Register and enter under that number, then add one.

lesson-12-greeting-first =
    .next = Look at enter (room.rs): the greeting goes into the outbox before the client is on the list. On one thread nothing can come in between.
    .hint-1 = What can happen between two lines of your code, on one thread?
    .hint-2 = Nothing. So whoever is greeted before it is put on the list hears the greeting first, without any lock.
    .hint-3 = In accept, call room.enter at once, for each caller; and in send, append behind what waits, never before it.

lesson-12-misses-nothing =
    .next = Look at accept (event_loop.rs) and enter (room.rs): greeted and on the list in one go, before the loop attends to anybody else.
    .hint-1 = When is the greeting on its way, and from when on is the client on the list?
    .hint-2 = Both in enter. What is said afterwards reaches it, be it only into its outbox.
    .hint-3 = Do not keep new callers in a list of their own for the next time round: accept, register, enter, one after the other.

lesson-12-one-hears =
    .next = hear and tell (room.rs) are given. Look at what your send does to the text, and whether it gets the outbox of the right client.
    .hint-1 = Which outbox gets the message, and how many times?
    .hint-2 = That of the addressee, once. Numbers are those under which you registered the streams.
    .hint-3 = In send: write_frame(&mut self.outbox, text.as_bytes()), once, with the text as it is. In accept: the same `number` goes into Token(number) and into room.enter, and only then self.served += 1.

lesson-12-told-what-is-wrong =
    .next = hear (room.rs) is given: it sends the error to whoever made the mistake. Look at send and flush, and at what your loop does with an empty message.
    .hint-1 = What does next_message give for a frame of no bytes?
    .hint-2 = Some(""), and not None: an empty message is a message, too.
    .hint-3 = In receive, push what came and return Some(length), whatever is in it. In send, no condition before write_frame: hear sends "error: …" to the speaker through it, as any other text.

lesson-12-any-pieces =
    .why = A read takes what is there: a byte, three messages, half of one. The half must be kept until the rest comes, and meanwhile the loop is with the others; so each connection has a decoder that remembers.
    .next = Look at receive (connection.rs): all that was read, and not a byte more, goes into this connection's own decoder.
    .hint-1 = Where is the first half of a message, while your loop attends to someone else?
    .hint-2 = In the decoder of its connection. It gives the message when the rest has come, whichever turn that is in.
    .hint-3 = self.decoder.push(&piece[..length]): with the length that read has returned. And next_message until None.

lesson-12-longest-message =
    .next = Look at the limit of the decoder (MAX_TEXT_LEN, for what comes in) and at send: a message that goes out is longer by who said it.
    .hint-1 = In how many pieces does a message of 64 KiB come, when a piece has 16 KiB?
    .hint-2 = In four or more: receive takes one, the client is ready again, and so on until the decoder has it whole.
    .hint-3 = attend puts a client that has given Some(1..) into ready again. Only MAX_WAITING limits what goes out.

lesson-12-says-who-left =
    .next = Look at leave (event_loop.rs): off the list, which prints the line, and among those who are leaving, with one more turn to come.
    .hint-1 = Which result of receive says that the client has ended its stream?
    .hint-2 = Some(0). What it said before was heard already. It is off the list from then on, and when what waits for it is written, its connection is dropped.
    .hint-3 = In leave: self.room.leave(number) gives the connection; put it into leaving with Instant::now() + PATIENCE, and the number into ready.

lesson-12-operator =
    .next = Look at typed_lines (operator.rs): each line goes into the channel, and then the loop must be woken, for it sleeps in poll.
    .hint-1 = Your loop sleeps in poll. How does it learn that a line was typed?
    .hint-2 = Through the waker: wake makes poll return. The line is in the channel by then, and the loop takes it with try_iter.
    .hint-3 = In the thread: sender.send(line), then waker.wake(). In serve_forever, each time round: typed.try_iter(), and operate for each line.

lesson-12-operator-mistakes =
    .next = operate (event_loop.rs) is given: an Err of announce becomes a line on stderr. Look at whether every typed line gets there, also when several are typed at once.
    .hint-1 = How many lines may be in the channel when the loop is woken once?
    .hint-2 = Any number: two wakes may become one. So take all lines that are there.
    .hint-3 = for line in typed.try_iter() takes all of them; recv or try_recv takes one.

lesson-12-end-of-input =
    .next = Look at what your thread in typed_lines does when the lines are over: it ends, and that is all. And at what the loop does when the channel has no sender any more.
    .hint-1 = What does try_recv say when the thread that sends has ended?
    .hint-2 = Disconnected, for ever. try_iter just gives nothing then, and poll wakes nobody for it.
    .hint-3 = The for loop over the lines ends by itself. Nothing belongs behind it, neither quit nor a wake.

lesson-12-bad-length =
    .next = Look at attend and listen (event_loop.rs): an error of the decoder ends this connection, by leave, and nothing else.
    .hint-1 = How far up does the `?` carry an error of one client?
    .hint-2 = Up to attend, where it is printed and leave is called. An error that gets as far as serve_forever ends everybody's server.
    .hint-3 = In attend: Err(why) is printed on stderr, then self.leave(number).

lesson-12-not-text =
    .why = Messages are UTF-8 text, and every client relies on it. In a server of threads an unwrap() on the text costs one client its thread; here there is one thread, and a panic in it is the end for all.
    .next = Look at next_message (connection.rs): String::from_utf8 returns a Result, and its error ends this conversation.
    .hint-1 = What is left of your server after a panic?
    .hint-2 = Nothing: the loop is the main thread. What a client can cause must be an Err, and never a panic.
    .hint-3 = map_err(io::Error::other) on String::from_utf8, as it is given; and no unwrap on anything that depends on a client.

lesson-12-gone-midway =
    .why = Cables are pulled, programs are killed. A connection can end inside a header, inside a text, by FIN or by RST, and read shows each in its own way: 0 or an error. To everyone else each must look the same: "client N left".
    .next = Look at attend (event_loop.rs): Ok(Some(0)) and every Err lead to leave.
    .hint-1 = Which results of read mean that nothing more will ever come?
    .hint-2 = Ok(0), and every error but WouldBlock. WouldBlock means: not now.
    .hint-3 = In receive, only WouldBlock becomes None; all other errors are handed up. In attend, Some(0) and Err call leave.

lesson-12-nothing-left-behind =
    .next = A connection is closed when it is dropped. Look at who is taken out of leaving: in attend, when see_off gives Some(0) or an error, and in let_go, when the time is up.
    .hint-1 = Which of your maps still has a connection whose client has gone?
    .hint-2 = leaving, if leave does not take it out the second time it is called; or the room, if an end was not seen.
    .hint-3 = leave begins with self.leaving.remove(&number). see_off gives Ok(Some(0)) once all is written and the client has hung up.

lesson-12-whole-frames =
    .why = There is only one thread, so no two write at once; and yet frames can be mixed up: by whoever writes the next one to the socket while the rest of the last one still waits.
    .next = Look at send (connection.rs): every frame goes behind what waits in the outbox, and only flush writes to the stream.
    .hint-1 = What does your send do when something still waits from before?
    .hint-2 = It appends. If it tried to write the new frame first, that would stand in the middle of the old one.
    .hint-3 = write_frame into self.outbox, then self.flush(): no other write to the stream anywhere.

lesson-12-never-reads =
    .why = When a client does not read, a write to it takes nothing: WouldBlock. Whoever waited here would make everybody wait; whoever lets it all pile up runs out of memory. So it piles up to 1 MiB, and then that client has to go. Whoever does read must get everything.
    .next = Look at send (connection.rs): after flush, the length of the outbox is what waits, and over MAX_WAITING the stream is shut down both ways.
    .hint-1 = How do you find out that a client you have shut down is to be taken off the list?
    .hint-2 = As with every other: shutdown makes the stream end, an event comes, receive gives Some(0), leave is called.
    .hint-3 = In send, after flush: if self.outbox.len() > MAX_WAITING, clear the outbox and shutdown(Shutdown::Both).

lesson-12-slow-reader =
    .next = Look at send (connection.rs): the limit is held against the bytes that still wait after flush, not against messages, nor against all that was ever sent.
    .hint-1 = What does the length of your outbox count?
    .hint-2 = What flush has not written yet: flush must take off what was written, or the outbox only grows.
    .hint-3 = In flush: self.outbox.drain(..length) after every write.

lesson-12-nothing-piles-up = What has been passed on takes no memory
    .why = An outbox with a position in it, and a buffer of which only the end is new, are quickly written; and if nothing is ever taken off the front, they grow by every message for as long as the client stays. It shows after days, as a server that is killed for want of memory.
    .next = Look at everything that grows: the outbox (flush must take off what was written), and whatever you keep of what was read.
    .hint-1 = Which of your buffers is longer after ten thousand messages than after ten?
    .hint-2 = None should be. What was written and what was taken out of a buffer must be removed from it, not only skipped.
    .hint-3 = drain(..length) on the outbox in flush. The decoder frees what it has given: give it only new bytes, &piece[..length].

lesson-12-no-descriptor-left = Without a descriptor for the next caller, the server goes on, and takes it later
    .why = At ten thousand clients the limit on descriptors is near. accept fails then, and the caller stays in the backlog. With edge-triggered readiness no event will ever tell of it again; with the other kind it is told again at once, for ever. Both servers work until the day of the crowd.
    .next = Look at accept (event_loop.rs): what happens after an error that is not WouldBlock, and what makes you try again when a client has left?
    .hint-1 = Who tells your loop, when a descriptor is free again, that a caller still waits?
    .hint-2 = Nobody. But a descriptor becomes free when a client leaves, and that is an event: try accept after it.
    .hint-3 = Call accept every time round, at the end, not only for an event of the listener. On an error print it and return.

lesson-12-two-hundred =
    .why = Two hundred are nothing for a loop: the kernel tells who has something to say, and the others cost nothing. What everyone says still has to reach whoever it is for, whole.
    .next = Look for things of which there is a limited number: a list of fixed length, room for events. More events than there is room for come with the next poll.
    .hint-1 = What happens to the client after the last one that you have room for?
    .hint-2 = Nothing limits the number of clients here but descriptors and memory.
    .hint-3 = Events::with_capacity(1024) limits one look, not the clients. Numbers are usize from end to end.

lesson-12-four-hundred = Four hundred clients, and each costs little memory
    .why = Ten thousand times what one client costs: with 64 KiB that is 640 MB for people who say nothing. An event loop can do with less than one: its buffers are needed only while something is in them.
    .next = Look at what a connection holds from its first moment on: buffers that are made at their full size, for each.
    .hint-1 = How many bytes does your Connection take before anything was said?
    .hint-2 = Next to none: an empty VecDeque and an empty decoder have no memory yet. The piece that read fills can be on the stack, for it is needed only during the call.
    .hint-3 = VecDeque::new(), not with_capacity; let mut piece = [0; PIECE] in receive, not in Connection.

lesson-12-any-slices =
    .why = Here chance decides where the cuts are, another seed cuts elsewhere. The sender falls silent midway: what was whole before that must be heard, and the half message must keep nobody else from talking. For that, nothing may wait for the rest of it.
    .next = Look at receive (connection.rs): one read, whatever it gives, and back to the loop.
    .hint-1 = Half a message has come. Where does your thread wait for the rest?
    .hint-2 = In poll, where it waits for everybody. The half lies in the decoder.
    .hint-3 = No read_exact, no read_frame, no loop in receive: read once, push, return.

lesson-12-quit =
    .why = The tutorials wish for a way to close the server and do not have it: theirs sleeps in accept. A loop that waits for everything at once waits for the operator, too.
    .next = Look at the loop's condition in serve_forever: it is over when the listener is gone and nobody is leaving any more.
    .hint-1 = What must be true for your loop to end, and who makes it true after `quit`?
    .hint-2 = operate drops the listener and has everyone leave. With nobody there, the loop can end at once, without another event.
    .hint-3 = while self.listener.is_some() || !self.leaving.is_empty(): looked at every time round, before wait.

lesson-12-quit-with-idle-clients =
    .why = They say nothing and would never go. The server ends each connection from its own side; the client sees it and hangs up; and that is an event like any other.
    .next = Look at see_off (event_loop.rs): with everything written, finish, and then wait for the client's own end.
    .hint-1 = What does a client see when you have shut down your writing side, and what do you see then?
    .hint-2 = The end of the stream, after all that was said. It closes, and your read gives 0: then it is let go of.
    .hint-3 = In see_off: flush, and if is_flushed, finish() and then discard(). leave must put the number into ready, so that this happens at once.

lesson-12-asleep-while-one-leaves = While a client leaves, the server sleeps as ever
    .why = Leaving takes time: what waits has to be written, and the client has to hang up, and you wait for both. A loop that runs round and round meanwhile takes a whole processor, for as long as your patience lasts, for every client that is slow to go; and since it comes to rest afterwards, hardly anybody notices. One thing is easily missed: your own shutdown is an event, too, each time, also when the stream was shut down long ago.
    .next = Look at see_off (event_loop.rs): what does it return when nothing came, and what does it do at every turn that brings about the next one?
    .hint-1 = Between your end of the stream and the client's, who is in ready, and which event comes?
    .hint-2 = Nobody, and none. A client is ready after an event, or after a read that brought something; and a stream is shut down once, or each shutdown makes another event.
    .hint-3 = In see_off: tell the client by connection.finish(), which shuts down the first time only; and return what discard gives, with 0 left out while something waits. Never Some(1..) because something is still to be written.

lesson-12-quit-says-it-all =
    .next = Look at see_off (event_loop.rs): as long as something waits, the stream is not finished and the client not let go of, and each event that tells of room leads to another flush.
    .hint-1 = A message has been said and not yet been written to a slow client: where is it then?
    .hint-2 = In the outbox of its connection, which has moved from the room to leaving. The loop goes on until that is empty.
    .hint-3 = In see_off: when !connection.is_flushed(), no finish, and never Some(0). In serve_forever: the loop goes on as long as leaving has anyone in it.

lesson-12-quit-with-one-who-never-reads =
    .why = This client neither reads nor hangs up: there will be no event of it, ever. Somewhere there must be a clock; PATIENCE gives it two seconds, and so long this check may take.
    .next = Look at wait and let_go (event_loop.rs): with someone leaving, poll waits no longer than until the first one's time is up, and then let_go drops those whose time it is.
    .hint-1 = What wakes your loop when nothing happens any more?
    .hint-2 = The time limit of poll. wait takes it from the earliest time in leaving.
    .hint-3 = leave puts Instant::now() + PATIENCE beside the connection. Do not put it off at every turn.

lesson-12-both-together =
    .next = Each program passes its own checks. Look at what both must agree on: frames from netlesson-common, and texts of at most 64 KiB.
    .hint-1 = What does one of them send that the other does not expect?
    .hint-2 = The client is lesson 6's, to the byte: it cannot tell the two servers apart, unless yours says something else.
    .hint-3 = In send, write_frame alone makes the frame: four bytes of length in front, no line break behind. In leave and see_off, everything is written before finish: a client that sees the end prints "the server closed the connection".

# What witnesses saw, and the mistakes behind it.

witness-threads-for-clients = Your { $program } had { $before } threads for two clients, and { $now } when { $clients } more had come.
witness-piles-up = Your { $program } took { $before } KiB of memory before { $said } KiB were said to a client who read them all, and { $now } KiB afterwards.
witness-memory-for-clients = { $clients } clients who said nothing took { $each } KiB of your { $program }'s memory each, and { $allowed } KiB are allowed.
witness-spins-until-hung-up = The connection of client { $client } had been ended from your side, and the client had not hung up yet: there was nothing to do. Your { $program } ran all the same, for { $ran } of the { $free } ms in which a processor was free for it.
witness-spins-over-what-waits = Client { $client } had ended its side and did not read what still waited for it: there was nothing to do. Your { $program } ran all the same, for { $ran } of the { $free } ms in which a processor was free for it.
diagnosis-left-in-the-kernel = { $bytes } bytes of what client { $client } has sent lie unread in the kernel, and your server sleeps without a time limit: it was told once that something had come, and did not read all of it.
    .next = Look at who is ready after a read that gave something: that client, again, until read says WouldBlock. Only then may the loop sleep.
diagnosis-left-in-the-program = All that client { $client } has sent was read, and not all of its messages were passed on: they lie in your server's own memory, and it sleeps until more comes.
    .next = One read can bring many messages: ask the decoder for the next one until it has none.
diagnosis-rest-forgotten = Of message { $number } only { $bytes } of { $length } bytes came, and right behind them the next one began: the kernel had room for no more, and the rest was thrown away.
    .next = Look at what your flush does with the number that write returns: only so many bytes leave the outbox.
diagnosis-never-resumed = { $bytes } of { $length } bytes came, all of them right, and then no more, though the client reads: what did not go out at once was never written later.
    .next = Find who calls flush when there is room again: the stream must be registered with Interest::WRITABLE, and its event must lead to a flush.
