lesson-02 = Loop server

lesson-02-ready-line =
    .hint-3 = Print it at the end of your `listen` in src/bin/server.rs, once the listener is there to be asked for its address.

lesson-02-answers-in-capitals = The server answers hello with HELLO
    .why = Lesson 1's three calls, accept, recv and send, now stand inside two loops. The reply must come while the caller is still on the line: it said hello and waits.
    .next = Look at serve and converse in src/bin/server.rs: accept, print who called, receive, print what came, send it back with a to z turned into A to Z.
    .hint-1 = The caller sends five bytes and no line break, and does not hang up. What is your server waiting for?
    .hint-2 = recv returns what has come, however little. A call that waits for a line break or for the end of the stream (read_line, read_to_end) waits for ever here.
    .hint-3 = In converse: one read into a buffer of 1024 bytes, println!, write_all. In serve: println! of the address that accept returned.

lesson-02-sentence-after-sentence = One call, many sentences
    .why = A conversation is more than one question and one answer. The connection stays open until the caller closes it, and each sentence is answered as it comes.
    .next = Look at the loop in converse, and at what leaves it: only the end of the stream or an error should.
    .hint-1 = After the first reply, which call is your server in: read, or accept?
    .hint-2 = The inner loop is around read and write. White space is part of a sentence, and goes back as it came.
    .hint-3 = In converse: `loop`, with read, println! and write_all inside it, and no `return` or `break` but for 0 bytes.

lesson-02-hangs-up = The caller hangs up, and the server notices
    .why = At the end of the stream recv returns 0, at once, as often as it is asked. A loop that does not look for the 0 turns for ever with one core at 100 %, and the next caller never has a turn. And a caller who reads to the end waits until your side is closed, too.
    .next = Look at what converse does when read returns 0, and at what serve prints and drops after that.
    .hint-1 = What does read return when the caller has closed, and what when it is asked again?
    .hint-2 = 0 bytes mean that the call is over: leave the inner loop, print "IP:PORT hung up", and let the stream go out of scope, which closes it.
    .hint-3 = In converse compare the number that read returned with 0 right after the call; in serve print the line after converse has returned, whatever it returned.

lesson-02-next-caller = The next caller is served
    .why = This is what the outer loop is for. It makes no difference how the call before went: whether there was a word in it, and whether the last one came together with the end.
    .next = Look at the loop in serve: after a call it goes back to accept, and to nothing else.
    .hint-1 = Where does your program go on after "hung up"?
    .hint-2 = What came before the end of the stream is answered first: the caller has stopped talking, not listening.
    .hint-3 = In serve: `loop` around accept, with the conversation inside it.

lesson-02-answers-any-bytes = Bytes that are no text come back unharmed
    .why = A socket carries bytes, cut where the network likes, even in the middle of a character. On the screen what is not UTF-8 is shown as U+FFFD; what goes back over the wire is made from the bytes that came, with only a to z changed.
    .next = Look at the place in converse where bytes become text. Text is for the line that is printed, bytes are for the reply.
    .hint-1 = What becomes of the byte 0xff, or of the first third of 你, when it goes into a String?
    .hint-2 = from_utf8 refuses such bytes, and an unwrap behind it ends the server for everyone. from_utf8_lossy shows them, and is still the wrong thing to send back.
    .hint-3 = Send what to_ascii_uppercase makes of the received bytes; to_uppercase of a String changes ü, too.

lesson-02-at-most-1024 = One recv takes at most 1024 bytes
    .why = The size of the buffer decides how much one recv returns; what does not fit stays in the kernel for the next one. Here 5000 bytes wait before your server looks: that is several lines, each of at most 1024 bytes.
    .next = Look at the size of the buffer in converse, and at how many of its bytes are printed.
    .hint-1 = 5000 bytes are there and the buffer holds 1024. How many recvs does it take?
    .hint-2 = What recv returns says how many bytes of the buffer are fresh. The rest of the buffer is old, or was never written.
    .hint-3 = `[0; 1024]`, and of that only `&buffer[..n]`.

lesson-02-long-message = 100 kB come back whole
    .why = A stream has no messages, only bytes: what the caller sends in one piece arrives in a hundred. A server that answers after one recv has answered the first of them.
    .next = Look at the loop in converse: every piece is printed and sent back as it comes, until the stream ends.
    .hint-1 = How many bytes does one recv of yours return at most, and who asks for the rest?
    .hint-2 = Nobody needs to gather the pieces: turn each into capitals and send it at once.
    .hint-3 = The read must be inside the loop, and nothing in the loop may count on a piece being all there is.

lesson-02-slow-reader = A send that is cut short loses nothing
    .why = The caller does not read, so your server's send has to wait for room. A signal in the meantime makes it return early: it says how many bytes it has taken, and the others are still yours to send. (Stopping a program with Ctrl-Z and going on with `fg` is enough.) Nothing else on this wire loses a byte.
    .next = Look at the call that sends, in converse, and at what it returns.
    .hint-1 = Does `write` promise to send everything that it is given?
    .hint-2 = `write` is one send: it returns how many bytes it took. Whoever does not look at that number loses the rest.
    .hint-3 = `write_all` calls `write` until all is sent; in Python it is `sendall`.

lesson-02-second-caller-waits = A second caller waits its turn
    .why = The system connects a caller before your program accepts it: it waits in the backlog, and what it says meanwhile waits in its receive queue. Your server needs to do nothing for that, except to come back to accept.
    .next = Look at what happens to the listener while a call lasts: it stays open and is asked again afterwards.
    .hint-1 = Who holds the second connection as long as nobody has called accept?
    .hint-2 = listen(5) makes room for some callers who wait. Closing the listener, or making a new one for each call, sends them all away.
    .hint-3 = Make the listener once, in listen, and only accept in the loop of serve.

lesson-02-reset = A caller who resets the line ends only its own call
    .why = A reset (RST) says: this connection is over, at once. A program that crashes, or closes with unread bytes, sends one. read then returns an error, ECONNRESET, and not 0. That error is about one caller; a server that dies of it hangs up on all the others.
    .next = Look at what serve does when converse returns an error. "IP:PORT hung up" is printed then, too.
    .hint-1 = Where does the error of read go in your program, and who stops because of it?
    .hint-2 = `?` in converse is right: it ends the conversation. One more `?` or an unwrap in serve is one too many.
    .hint-3 = In serve: `if let Err(why) = converse(…)`, say it on stderr with eprintln!, and go on. Print the address that accept returned: peer_addr of a reset connection is an error.

lesson-02-leaves-before-reply = A caller who does not wait for the answer
    .why = This caller sends, closes and is gone before your server has looked. Your first send still works; the system at the other end answers it with a reset, and the next send is a broken pipe (EPIPE). Sending can fail just as receiving can.
    .next = Look at what your program does with the error of its send.
    .hint-1 = Which of your calls is the first to notice that nobody is there any more?
    .hint-2 = A broken pipe is about one caller. It ends the conversation, never the server.
    .hint-3 = `?` right behind write_all in converse; serve looks at what comes back.

lesson-02-gone-before-accept = A caller who is gone before the server picks up
    .why = A caller waits in the backlog, and it may lose patience there. accept still returns its connection, a dead one, or, on some systems, an error. Neither is a reason to stop.
    .next = Look at everything that serve does between accept and the conversation, and at each unwrap on the way.
    .hint-1 = Which call on a fresh connection can fail, and what do you do then?
    .hint-2 = The address comes from accept itself. Asking the stream for it (peer_addr) fails when the connection is dead already.
    .hint-3 = In serve: `match listener.accept()`, with an arm for the error that goes on with the loop.

lesson-02-restart = Killed in a call, the server is back on its number at once
    .why = Whoever closes first keeps the port in TIME_WAIT for a minute, so that late segments cannot be taken for a new conversation. When the server dies, that is the server. SO_REUSEADDR tells bind not to mind, and it must be set every time, on the first server as well as on the second.
    .next = Look at the order of the calls in listen.
    .hint-1 = Which call asks whether the port is free?
    .hint-2 = bind asks. What is set after it comes too late.
    .hint-3 = `set_reuse_address(true)` between `Socket::new` and `bind`.

lesson-02-port-taken =
    .next = Look at the options that listen sets and at what it does with the error of bind: handed up with `?`, it becomes "error: cannot listen on ADDR: WHY" in main, and exit code 1.
    .hint-1 = SO_REUSEADDR is about a port that rests after a server has gone. What should happen while the first one still listens?
    .hint-2 = bind or listen refuses, even with SO_REUSEADDR. SO_REUSEPORT is another option: it lets several listen at one port, and the system hands each caller to any of them.
    .hint-3 = In listen: set_reuse_address alone, `?` behind every call, and no unwrap on the way.

lesson-02-interrupt-in-a-call = Ctrl-C ends the server in the middle of a call
    .why = In Python a bare `except:` around recv catches Ctrl-C along with the errors, and the server goes on as if nothing had been said. Errors are to be handled one by one, never all at once.
    .next = SIGINT ends a program by itself. Look for what keeps yours from ending: a handler, or a loop that waits for the call to be over.
    .hint-1 = What does SIGINT do to a program that does nothing about it?
    .hint-2 = It ends it, in whatever call it is blocked. Nothing needs to be written for this.
    .hint-3 = Remove what catches the signal.

lesson-02-client-line-by-line = The client sends line after line and prints each reply
    .why = One connection carries the whole conversation. A line goes out without its line break: that is how the keyboard ends a line, and no part of what was said. What is printed is the reply that came; here it is a random word.
    .next = Look at ask in src/bin/client.rs: send the line as it is, receive once, return what came.
    .hint-1 = What is your client waiting for, when the reply is there and is not printed?
    .hint-2 = The reply has no line break at its end, and the connection stays open: read_line and read_to_end wait for something that does not come. One read is enough.
    .hint-3 = In ask: write_all of the line and nothing else, one read into a buffer of 1024 bytes, and of that as many bytes as came.

lesson-02-client-any-reply = Whatever the reply is, the client shows it
    .why = A reply may be as long as the line was, 1024 bytes, and it need not be text. What is not UTF-8 is shown as U+FFFD; it does not end a client.
    .next = Look at the size of your buffer, and at how main turns the reply into text.
    .hint-1 = How many bytes fit into your buffer, and where do the others go?
    .hint-2 = What does not fit is read as the beginning of the next reply: from then on every answer belongs to another question.
    .hint-3 = A buffer of 1024 bytes in ask. main shows the reply with String::from_utf8_lossy already.

lesson-02-server-gone = A server that hangs up instead of replying is reported
    .why = An empty line on the screen looks like an empty reply. That there was nobody to reply is another thing, whether the server closed the connection (read returns 0) or reset it (read returns an error).
    .next = Look at what ask does when read returns 0: it is not an error to Rust, so you make one of it.
    .hint-1 = How does the end of the stream look to your client, and how a reset?
    .hint-2 = Both must reach main as an Err: it prints "error: …" and exits with 1.
    .hint-3 = In ask: compare the number that read returned with 0; io::ErrorKind::UnexpectedEof is a good kind, with a text that says what happened.

lesson-02-server-gone-meanwhile = A server that left between two lines is reported
    .why = Nobody tells a client that waits for the keyboard that its server has gone. Sending the next line may even succeed: the bytes are handed to the system, and no more. It is the reply that does not come.
    .next = Look at what ask does with the result of the write and with that of the read.
    .hint-1 = Which of your calls is the first to notice, and what do you make of what it returns?
    .hint-2 = It may be the read, with 0 bytes or an error, or the write. All three end the client.
    .hint-3 = In ask: `?` behind write_all and behind read, and an error for 0 bytes.

diagnosis-one-answer-per-call = The first sentence was answered, and then your server ended the call. The caller had more to say.
    .next = Look for the loop around recv and send: only the end of the stream leaves it, or an error.
diagnosis-sentence-as-command = Your server ended the call when the caller said { $sentence }. It had answered every sentence before. On this wire { $sentence } is a sentence like any other.
    .next = Look for a comparison with { $sentence }. A caller who wants to leave closes the connection.
diagnosis-end-not-noticed = recv returned 0 bytes, and your server asked again: it got 0 again, at once, as it will for ever. 0 bytes are the end of the stream.
    .next = Look for what leaves the loop around recv: the 0 must.
diagnosis-socket-kept = Your server says that the caller has hung up, but its own end of the connection is still open: something in it still holds the socket.
    .next = A socket is closed when its last owner lets go of it. Look for a list, a clone or a thread that still has it.
diagnosis-ends-with-its-caller = Your server exited when its first caller had gone, with no error: it serves one caller and no more.
    .next = Look for the loop around accept.
diagnosis-ends-call-over-bytes = The caller sent a byte that is no UTF-8, and your server ended the call. It had answered text before.
    .next = Look at the conversion into text and at what becomes of its error: String::from_utf8_lossy has none.
diagnosis-larger-buffer = The kernel shows your server asking recv for up to { $asked } bytes. In this lesson it is 1024.
    .next = Look at the size of the buffer that recv is given.
diagnosis-send-cut-short = { $count } bytes are missing in the middle, and all that comes before and after them is there: a send took fewer bytes than it was given, and the others were never sent.
    .next = Look for write, or send: it returns how much it has taken. write_all goes on until all is gone.
diagnosis-not-listening = The kernel shows that your server listens nowhere while a call lasts: its listener is closed.
    .next = Look at who owns the listener, and where it goes out of scope.
diagnosis-caller-ended-server = What this caller did has ended your whole server. An error on one connection is about that one caller.
    .next = Look where the errors of accept, recv and send end up. In the loop around accept they are printed, and the loop goes on: neither `?` nor unwrap leads out of it.
diagnosis-new-connection-per-line = Your client connects only when a line is typed, and for each line again. One connection carries the whole conversation.
    .next = connect belongs before the loop that reads the lines.
diagnosis-quit-sent = Your client sent quit to the server. quit is meant for the client: it ends, and nothing is sent.
    .next = Look at what is compared with quit, and where: before the line is sent, and without its line break.
