lesson-06 = Socketserver threading

lesson-06-greets = The first client is greeted
    .why = A client that has connected knows nothing yet, not even whether anyone is there. The greeting tells it that it was accepted and what it is called; it is a frame as all messages are: four bytes of length, then the text.
    .next = Four things stand between the accepted connection and the greeting: the thread (serve_forever), the conversation (handle in room.rs), the outbox (send) and the thread that empties it (write_out).
    .hint-1 = Which thread accepts the client, which one greets it, and which one writes the greeting to its socket?
    .hint-2 = serve_forever spawns a thread that calls handler.handle; handle opens the outbox and takes a seat, which puts the greeting into the outbox; write_out takes it out and writes it.
    .hint-3 = Write steps 1 to 4 in their order, and start the server after each: the message of the next todo! tells you where it has got to.

lesson-06-two-at-once = A second client is served while the first is there
    .why = This is what the threads are for. A server that holds its conversations one after the other leaves the second caller in the backlog until the first hangs up: connected, and not heard.
    .next = Look at serve_forever: after accept it must not wait for the conversation that begins.
    .hint-1 = When does handle return, and what does your accept loop do until then?
    .hint-2 = handle returns when the client has left. It belongs into a thread of its own, so that the loop is back at accept at once.
    .hint-3 = In serve_forever: move the call of handler.handle into a closure and hand that to thread::Builder::new().spawn.

lesson-06-others-hear = What one says, all the others hear
    .why = This is a broadcast over TCP: there is no such thing on the wire, only a list of connections and a message written to each. The speaker is on the list too, and must be left out: it knows already what it said.
    .next = Who hears what is written in hear (room.rs). Look at what your send and write_out do to the messages on their way, and at what the server prints.
    .hint-1 = Who is on the list of clients, and who of them hears this message?
    .hint-2 = Every one but the sender gets a frame with "client N: " before the text; the server prints the same line once, flushed.
    .hint-3 = hear goes over all clients but `sender` and calls send with "client N: text" for each. Then follow one message: Outbox::send puts it where the writer waits, write_out takes it from there and writes one frame.

lesson-06-greeting-first = The greeting comes before all else
    .why = While a guest comes in, others talk. Between "is on the list" and "is greeted" there is a moment, and a message that falls into it reaches the guest first; between "is greeted" and "is on the list" one gets lost. The check has one client talk without a pause while others come in.
    .next = Look at take_seat in room.rs: the greeting and the entry in the list belong together, under one lock.
    .hint-1 = What can another thread do between two lines of yours, when the lock is free in between?
    .hint-2 = Whoever passes a message on holds the lock on the list. If you hold it from the greeting to the entry, nothing can be said in between.
    .hint-3 = In take_seat: lock first, then greet, then insert, and let the lock go only after both.

lesson-06-misses-nothing = Whoever has been greeted misses nothing
    .why = The greeting is a promise: from here on you hear everything. A server that greets first and puts the guest on the list a moment later breaks it, rarely enough that nobody believes the one who noticed.
    .next = Look at take_seat in room.rs: at the moment at which the greeting goes out, the guest must be as good as on the list.
    .hint-1 = What happens to a message that is said after the greeting has gone out and before the guest is on the list?
    .hint-2 = It goes to everyone on the list, and the guest is not. Greeting and entry must be one step for everybody else: done under one lock.
    .hint-3 = In take_seat: lock first, then greet, then insert, and let the lock go only after both.

lesson-06-one-hears = A message for one reaches that one alone
    .why = "@2 text" is for client 2. That the others do not hear it is half of what it promises; that client 2 hears the text and not the "@2 " is the other half. The server's own line shows what was sent, as it was sent.
    .next = Look at hear in room.rs: where the addressee is taken off the message, and which of the two is printed.
    .hint-1 = Which three things are made of the message "@2 hello": one for client 2, one for the screen, and what for the others?
    .hint-2 = Client 2 gets "client 0: hello", the screen "client 0: @2 hello", the others nothing.
    .hint-3 = split_number makes (2, "hello") of what follows the @, tell finds client 2 and sends it "client 0: hello"; println! gets the whole message, before it is taken apart.

lesson-06-told-what-is-wrong = A message that reaches nobody is answered
    .why = Silence would look like success. "error: no client 7" and "error: empty message" go to the one who made the mistake, and to nobody else.
    .next = Look at the end of hear in room.rs: the outcome is an error for the sender, and the sender's own outbox is where it belongs.
    .hint-1 = Which messages reach nobody, and who must learn of it?
    .hint-2 = One for a client that is not there; one without a text, which an empty frame is too. An empty frame is a message, not the end of the stream.
    .hint-3 = In hear, `_ if text.is_empty()` comes first and gives Err, tell gives Err when no number fits, and at the end the Err goes to `own.send`. Your send makes a frame of every text that it is given, an empty one too.

lesson-06-any-pieces = Messages are where the lengths say, however the bytes come
    .why = TCP may deliver a frame byte by byte, or three frames in one piece. Lesson 4 was about this; here it shows whether the boundaries hold when a thread reads each connection.
    .next = Look at listen in room.rs: read_frame_within reads one frame, whole, and not a byte more. Whatever reads beside it, or in its place, breaks that.
    .hint-1 = How many bytes does one read return when the client sends one byte at a time?
    .hint-2 = One, or a few. read_frame_within goes on until the frame is whole.
    .hint-3 = Read the connection in one place alone, in listen, by read_frame_within(&mut stream, MAX_TEXT_LEN).

lesson-06-longest-message = The longest message arrives whole
    .why = A text may have 64 KiB, 65536 bytes and not one less. The "client 0: " that the server puts before it does not count: otherwise it would depend on the number of the speaker what may be said.
    .next = Look at what the limit is held against: the text that the client sent (listen), not the message that the others get (send).
    .hint-1 = How long is the frame that the others get, when the text has 65536 bytes?
    .hint-2 = Longer by "client 0: ". Only what comes in is limited to MAX_TEXT_LEN; what goes out may be a little longer.
    .hint-3 = MAX_TEXT_LEN belongs into listen, as the limit of read_frame_within. In the outbox only MAX_WAITING counts.

lesson-06-says-who-left = Who leaves is told of, and the number is never given again
    .why = A client leaves by closing: the server reads the end of the stream. What it said before still counts; from then on its number is nobody's, for ever, so that "@0" never reaches a stranger.
    .next = Look at the end of handle in room.rs: giving up the seat takes the client off the list and prints the line, and the writing thread is waited for.
    .hint-1 = What is left of a client in your server when its stream has ended: on the list, in threads, in open sockets?
    .hint-2 = Dropping the seat takes it off the list, and its outbox with it; that ends the writing thread; that closes the connection.
    .hint-3 = In handle, after listen: drop(seat), wait for the writer, shut the stream down, join the writer.

lesson-06-operator = The operator speaks to one, or to all
    .why = In the tutorials every handler's thread calls input() on the same keyboard, and a line goes to whichever of them gets it first. Here one thread reads the keyboard, and each line names whom it is for.
    .next = Only operate (bin/server.rs) may read stdin. It hands each line to announce (room.rs).
    .hint-1 = Which of your threads read from stdin?
    .hint-2 = One thread, for all clients; the number at the beginning of the line decides who gets the text, not the thread that reads it.
    .hint-3 = operate reads stdin line by line, ends at quit, and gives every other line to room.announce. grep your files for stdin(): there is one read, and it stands in operate.

lesson-06-operator-mistakes = A wrong line at the server is answered, and the server goes on
    .why = The operator is a user too, and mistypes as all users do. One line on stderr says so; the clients do not notice.
    .next = Look at operate in bin/server.rs: an Err of announce becomes one line "error: …" on stderr, and the loop goes on.
    .hint-1 = What are the ways in which a line can name nobody, or say nothing?
    .hint-2 = A number that nobody has, a number or `all` without a text, a first word that is neither.
    .hint-3 = In operate: `if let Err(why) = room.announce(&line)` prints "error: {"{"}why{"}"}" with eprintln! and the loop goes on. announce gives Err for an empty text before it asks whom the line is for.

lesson-06-end-of-input = The end of the operator's stdin is not quit
    .why = A server is often started without a keyboard: in the background, by a script, with its stdin at /dev/null. That nobody types is no reason to close, nor to ask for the next line again and again, as fast as a core can.
    .next = Look at operate in bin/server.rs: when the lines are over it returns, and only the word `quit` calls shutdown.
    .hint-1 = What does reading a line from a stdin that has ended return, and what the time after?
    .hint-2 = 0 bytes, every time, at once. The thread that reads can only stop reading; the others are not concerned.
    .hint-3 = The for loop over the lines ends by itself. Nothing belongs behind it.

lesson-06-bad-length = A frame that announces too much costs its sender the connection
    .why = A length is a claim by a stranger. Below 0 or above 64 KiB it cannot be one of ours, and after it nobody knows where the next message begins: the connection is of no use any more. That is the affair of this one client and of nobody else.
    .next = Look at listen in room.rs: read_frame_within with MAX_TEXT_LEN returns the error, and handle ends this conversation with it.
    .hint-1 = What can a server still read from a stream when one length was wrong?
    .hint-2 = Nothing that it could trust. It closes this connection; no other thread may notice, no lock may stay behind locked or poisoned.
    .hint-3 = Hand the error of read_frame_within up with `?`, print it on stderr in handle, and go on to drop(seat).

lesson-06-not-text = A message that is not UTF-8 costs its sender the connection
    .why = Messages are UTF-8 text, and every client relies on it. The classic end of such a server is an unwrap() on the text: the thread panics, the lock that it held is poisoned, and every other thread panics over that.
    .next = Look at listen in room.rs: String::from_utf8 returns a Result, and its error ends this conversation.
    .hint-1 = Which lock does your thread hold when it meets the bytes that are no text?
    .hint-2 = None, if it looks at the text before it locks; and a lock that was poisoned all the same holds a list that is still whole.
    .hint-3 = map_err(io::Error::other) and `?` on String::from_utf8, and PoisonError::into_inner on the lock.

lesson-06-gone-midway = A client may go in any way, even in the middle of a message
    .why = Cables are pulled, programs are killed. A connection can end inside a header, inside a text, by FIN or by RST, and each looks different to the thread that reads it. To everyone else each must look the same: "client N left".
    .next = Look at handle in room.rs: whatever listen returns, the seat is given up and the thread comes to its end.
    .hint-1 = Which values can your reading function return, and what does handle do after each?
    .hint-2 = Ok at the end between two messages, Err for all else; both lead to the same few lines.
    .hint-3 = Do not let `?` carry an error out of handle before drop(seat): print it, and go on.

lesson-06-nothing-left-behind = When they have left, nothing of them is left
    .why = A thread or a descriptor for every client that ever came, and after a few days the server can make no more: "Too many open files". It is seen only by counting, and here the kernel counts.
    .next = A thread stays when nobody ends what it waits for; a socket stays as long as anything holds it: a try_clone, an Arc, an entry in a list. Look at handle (room.rs) and at what serve_forever keeps for each conversation.
    .hint-1 = Who holds the stream of a client that has left, and which thread still waits, for what?
    .hint-2 = The writing thread ends when the outbox is dropped. The list of conversations must not hold the stream itself: a Weak does not keep it open.
    .hint-3 = Arc::downgrade in serve_forever; in handle drop(seat), shutdown(Both), then join the writer.

lesson-06-whole-frames = Two frames are never mixed up, however many speak at once
    .why = If several threads write to one socket, each write is only as whole as the kernel's buffer allows: when it is full, a write stops in the middle, another thread's begins, and the receiver reads a length where a text should be. It works for weeks, until somebody is slow.
    .next = Let one thread alone write to each client: write_out (outbox.rs). All others put whole frames into the outbox.
    .hint-1 = How many threads of your server write to the same socket?
    .hint-2 = With the outbox it is one. A channel hands it frame after frame, and the next only when write_all is done with the one before.
    .hint-3 = In send: make the whole frame, then one send into the channel, and no write to the stream.

lesson-06-slow-reader = A slow client gets everything, up to 1 MiB late
    .why = Slow is not gone. This client reads nothing while three quarters of 1 MiB are said to it, and then reads it all: no message may be missing, and it may not have been dropped.
    .next = Look at send in outbox.rs: the limit is counted in bytes that wait, not in messages, and what waits must not block whoever speaks.
    .hint-1 = How much may wait for one client, and in what do you count it?
    .hint-2 = Add a frame's length to waiting when it goes into the channel, take it off when it is written; up to MAX_WAITING nobody is dropped and nobody waits.
    .hint-3 = mpsc::channel has no limit of its own, as sync_channel has; the limit is waiting.fetch_add in send, and fetch_sub in write_out.

lesson-06-never-reads = A client that never reads holds nobody up, and is dropped
    .why = When a client does not read, a write to it waits, for ever if need be. Whoever waits with the list locked makes everybody wait; whoever never waits and lets it all pile up runs out of memory. So it piles up to 1 MiB, and then that client has to go. Whoever does read must get everything.
    .next = Look at send and write_out in outbox.rs: send never writes to the stream, adds to waiting, and over MAX_WAITING shuts the stream down; write_out takes off waiting what it has written.
    .hint-1 = Which thread waits for the client that does not read, and what does it hold meanwhile?
    .hint-2 = Only the client's own writing thread may wait, and it holds no lock. Shutting the stream down wakes it, and the thread that reads as well: that one gives up the seat.
    .hint-3 = In send: fetch_add first; over MAX_WAITING, shutdown(Shutdown::Both) and nothing more. In write_out: fetch_sub after each write_all.

lesson-06-two-hundred = Two hundred clients talk at once
    .why = Four hundred threads are no trouble for a system of today: most of them wait, and who waits costs nothing but a little memory. What one says still reaches the right ones, whole.
    .next = Look for what there is only so much of: a pool of threads, a list of fixed length, a number in one byte.
    .hint-1 = What does your server do with the client after the last for whom there is room?
    .hint-2 = In this lesson each gets a thread as it comes.
    .hint-3 = In serve_forever: every connection that accept returns gets a thread, at once.

lesson-06-any-slices = Messages cut anywhere, and one that stops half-way
    .why = Here chance makes the cuts, anew with every seed. In the middle the sender falls silent: what was whole by then must be heard, and a half message must not keep the others from talking. That is what a thread for everyone is for.
    .next = Look at listen in room.rs: no lock may be held while it reads, for the rest of a message can take for ever.
    .hint-1 = Half a message is there. Where does your thread wait for the rest, and what does it hold meanwhile?
    .hint-2 = It waits inside read_frame_within. A lock on the room taken before that keeps every other thread out.
    .hint-3 = First read the whole message, then lock the room, pass it on, and let go before you read again.

lesson-06-numbered-by-arrival = Clients are numbered in the order in which they came
    .why = Five wait in the backlog; whoever came first is client 0. A number that each thread takes for itself depends on which thread runs first, which is decided by the scheduler and not by the order of arrival.
    .next = Look at where your number comes from: count in the accept loop (serve_forever), and hand the number to the thread.
    .hint-1 = In which order does accept return the callers, and in which order do the threads run that you spawn?
    .hint-2 = accept returns them as they came. The threads run in any order.
    .hint-3 = Count in serve_forever, and pass the count to handle. It only ever goes up, also when clients leave.

lesson-06-client-prints = The client prints what it hears, while nobody types
    .why = A client of a room must do two things at once: wait for the keyboard and wait for the server. In one thread, the one wait keeps it from the other.
    .next = Look at listen in bin/client.rs: a frame, a line, and again. It runs in main's thread, the keyboard has its own.
    .hint-1 = What does your client wait for when a message arrives and nobody has typed?
    .hint-2 = For the message: listen reads the connection and never the keyboard.
    .hint-3 = In listen: as long as peek finds a byte, read_frame_within, then println of the text.

lesson-06-client-any-pieces = The client finds the messages in whatever pieces they come
    .why = The server writes whole frames, and the network is free to deliver them in pieces, or several at a time. The longest is 64 KiB and the name of who said it.
    .next = Look at how listen in bin/client.rs reads, and which length it allows: read_frame_within with MAX_MESSAGE_LEN, which is longer than a text.
    .hint-1 = How many bytes does a message of client 199 have at most?
    .hint-2 = 65536, and "client 199: " before them. And one read may return any part of it.
    .hint-3 = read_frame_within(&mut stream, MAX_MESSAGE_LEN): nothing else may read the stream.

lesson-06-client-says = The client sends what is typed, while nobody speaks
    .why = Each line is one message, framed, without its line break. White space around words belongs to the line; a line of nothing else is not sent.
    .next = talk in bin/client.rs is given. Look whether it still runs in a thread of its own, and what it does to the line.
    .hint-1 = Which bytes go over the wire for the line "hello", and which for a blank one?
    .hint-2 = Nine: four of length, five of text. And none at all.
    .hint-3 = write_frame with the line's bytes; only LF, or CRLF, is taken off its end.

lesson-06-client-quits = quit, or the end of stdin, ends the client
    .why = Whoever wants to go does not want to wait for the server. What was typed before still goes out; then the connection closes and the exit code is 0.
    .next = Look at the end of talk in bin/client.rs: it must end the whole program, though main still waits for the server.
    .hint-1 = Which thread reads `quit`, and which one must be ended by it?
    .hint-2 = main sits in listen and would sit there for ever; a thread that returns does not end it, process::exit does.
    .hint-3 = process::exit(0) behind the loop in talk: there both lead, `quit` and the end of stdin.

lesson-06-server-closes = When the server goes, the client says so and ends
    .why = Without this, a user sits before a dead connection and types into it. The end of the stream between two messages is an orderly end: a sentence, exit code 0, although stdin is still open.
    .next = Look at the end of listen in bin/client.rs: no more bytes means Ok, and main then prints the sentence and returns.
    .hint-1 = What does peek return when the server has closed?
    .hint-2 = Ok(0). That is no message and no error: the loop ends, and listen returns Ok(()).
    .hint-3 = Do not join the thread that reads the keyboard: it waits for a line that may never come.

lesson-06-server-resets = A reset between two messages is an end like any other
    .why = A server that is killed, or whose machine restarts, resets its connections. For the user that is the same news: the server has gone. Linux reports it as an error of recv, and the program must know which errors are news and which are trouble.
    .next = Look at the condition of the loop in listen (bin/client.rs): not only 0 bytes end it, an error of peek does, too.
    .hint-1 = What does recv return after a RST, and where in your function does that arrive?
    .hint-2 = ECONNRESET. Before a frame has begun it is an end; peek sees it before read_frame_within does.
    .hint-3 = while let Ok(1..) = stream.peek(…): everything else, 0 or Err, leaves the loop, and listen returns Ok(()).

lesson-06-cut-short = A connection that ends inside a message is an error
    .why = Half a message is not a message. Whoever takes it for one, or for the end, hides that something was lost: in a room a word, elsewhere half a file.
    .next = Look at listen in bin/client.rs: once a frame has begun, an error of read_frame_within goes up with `?`, and main turns it into "error: …" and exit code 1.
    .hint-1 = How does your client tell an end between two messages from one inside a message?
    .hint-2 = By peek before the frame. When peek has found a byte, a frame has begun, and from then on every end is an error.
    .hint-3 = Use `?` on read_frame_within, inside the loop.

lesson-06-client-bad-length = A length that no message can have is an error
    .why = The client trusts a server no more than the server trusts its clients: a length below 0 or far above 64 KiB means that the two no longer agree where messages begin. Reading on would print nonsense, or wait for gigabytes.
    .next = Look at the limit in listen (bin/client.rs): read_frame_within with MAX_MESSAGE_LEN.
    .hint-1 = Which lengths can a message from this server have?
    .hint-2 = From 0 to MAX_MESSAGE_LEN. read_frame alone allows 16 MiB.
    .hint-3 = read_frame_within(&mut stream, MAX_MESSAGE_LEN)?, and no unwrap.

lesson-06-client-not-text = Bytes that are no text do not make the client panic
    .why = What comes from the network is not under your control, and a panic message is no answer to it.
    .next = Look at what listen (bin/client.rs) does with the bytes of a message: String::from_utf8 returns a Result.
    .hint-1 = Which bytes cannot be made into a String?
    .hint-2 = Those that are not UTF-8, such as 0xff. The error is one more reason to give the connection up.
    .hint-3 = String::from_utf8(message).map_err(io::Error::other)?

lesson-06-client-any-slices = The client finds the messages wherever the bytes are cut
    .why = Here chance makes the cuts, anew with every seed: inside a length, inside a character, or several messages in one slice. Each message is one line all the same.
    .next = Look at the slices above, and at how listen in bin/client.rs reads: whole messages by their lengths, and text only when a message is whole.
    .hint-1 = Take the first line that is wrong or missing. Where was its message cut?
    .hint-2 = A slice is no message. Only the length in front says where a message ends.
    .hint-3 = One read_frame_within(&mut stream, MAX_MESSAGE_LEN) for each line: nothing else may read the stream.

lesson-06-quit = quit closes a server that nobody is in
    .why = The tutorials wish for a way to close their server and have none: serve_forever sits in accept, and a flag that it does not look at changes nothing. It takes somebody to wake it, and the server can do that itself.
    .next = Look at shutdown in socketserver.rs, and at accept beside it, which looks at closing whenever it wakes.
    .hint-1 = Which thread reads `quit`, which one waits in accept, and what could make accept return?
    .hint-2 = A connection. Set the flag first, then connect to the server's own address; that connection is no client and is not counted.
    .hint-3 = In shutdown: closing.store(true, …), then TcpStream::connect(self.address).

lesson-06-quit-with-idle-clients = quit sends idle clients home
    .why = Each of their threads waits in a read, and would wait for ever: a join without more joins nobody. The server ends the connection from its side, the client sees that and hangs up, the read returns, the thread ends, and everyone who ever came has been counted.
    .next = Look at join_all in socketserver.rs and at what say_goodbye (room.rs) sets going.
    .hint-1 = What wakes a thread that waits in a read on a connection whose client is silent?
    .hint-2 = The end of the stream: from the client, when it has seen ours, or from ourselves, by shutdown on that socket.
    .hint-3 = say_goodbye empties the list, each write_out comes to its end and shuts down writing; join_all waits, then cuts off who is left, then joins.

lesson-06-quit-says-it-all = What was said before quit still arrives
    .why = close() is quick, and what waits in the server's own memory is gone with the process. A message that the server has printed was heard, and everyone who reads shall get it, also the one who is a little behind.
    .next = Look at the order: say_goodbye lets every writer write what waits (write_out), join_all gives them time before it cuts anyone off, and main returns only after that.
    .hint-1 = Where is a message that was said, and not yet written to the slow client?
    .hint-2 = In its outbox. write_out must empty it before the connection is shut down, and the process must not end before write_out has.
    .hint-3 = In write_out: shutdown(Shutdown::Write) only after the loop. In join_all: wait_until all threads are finished, then cut off, then join.

lesson-06-quit-with-one-who-never-reads = quit does not wait for ever for one who never reads
    .why = This client neither reads nor hangs up. The writer that waits for it would wait for ever, and who joins that writer as well. Time runs out for it, here after two seconds in the solution: that is why this check takes so long.
    .next = Look at the two places that wait with wait_until: join_all (socketserver.rs) and the end of handle (room.rs). After each the connection is shut down both ways.
    .hint-1 = Which call is the writing thread blocked in, and what can another thread do about it?
    .hint-2 = shutdown(Shutdown::Both) on the same socket makes the blocked write return with an error.
    .hint-3 = In join_all, after the wait: upgrade the Weak, and if there is still a stream, shut it down both ways; only then join.

# The mistake behind a failure, where this lesson's own evidence names it.

diagnosis-no-thread-accepts = No thread of your { $program } is inside accept: the kernel shows one waiting for what an earlier client says, and as long as that one is there, nobody else is let in.
    .next = Look at what serve_forever does between one accept and the next: nothing there may wait for a conversation.
diagnosis-speaker-waits-in-send = Your { $program } no longer listens to client { $client }: the kernel shows one of its threads inside send, waiting for a client who does not read, and none waiting for what this one says next.
    .next = Look at which thread writes to a client's socket: only one that does nothing else may wait there.
diagnosis-no-longer-listens = Your { $program } no longer listens to client { $client }: the kernel shows none of its threads waiting for what that one says next, and none that has anything left to do.
    .next = Look for a lock that is asked for while the same thread holds it, and for a conversation that has ended without its connection.
diagnosis-numbered-from-one = The first client was called number 1. The agreement counts from 0.
diagnosis-number-given-again = The number { $client } was given a second time: somebody else had it before.
    .next = Look at where the number comes from: not from how many are here, which goes down when somebody leaves, but from how many have ever come.
diagnosis-hears-itself = What a client said came back to itself. The others are to hear it, the speaker knows it.
    .next = Look at the loop over the clients in hear (room.rs): the sender is on that list, too.
diagnosis-addressee-left-in = The text still has the number before it for whom it was. That was for the server: client 2 is to hear the text alone.
diagnosis-still-on-the-list = Client { $client } has left, and a message for it is taken as one that somebody hears: nobody is told that there is no such client.
    .next = Look for the place where a client is taken off the list. It must be reached however the conversation ends.
diagnosis-one-client-ends-all = What one client sent has ended the whole server, and everybody else's conversation with it.
    .next = Look for process::exit, fail and for a `?` that leads out of main: an error in one conversation belongs to that one alone.
diagnosis-frames-mixed-up = Alone, each message came whole. Now several speak at once to a slow client, and one message begins inside another.
    .next = Look for the places that write to a client's socket: none may begin a message before the one ahead of it is written whole.
diagnosis-slow-reader-dropped = Less than 1 MiB waited for this client, and your server has dropped it.
    .next = Look at what is counted: bytes that wait, not messages, and what has been written is taken off again.
diagnosis-quit-and-still-accepts = `quit` was typed, and the kernel shows your { $program } inside accept, where nothing wakes it: no caller is on its way.
    .next = Look at shutdown in socketserver.rs: a flag is not looked at by a thread that is asleep in accept.
diagnosis-quit-loses-what-waits = The connection ended after { $count } of { $length } bytes that had been said before `quit`. The rest still waited in your server's own memory.
    .next = Look at what must be over before main returns: the writing of what waits, for every client that is still here.
