lesson-04 = Struct header fix

lesson-04-ready-line =
    .hint-3 = Print the line in `listen`, after TcpListener::bind has returned, with the address from local_addr().

lesson-04-loopback-only = The server listens on loopback and nowhere else
    .why = Whoever reaches this server can run any command as you. 0.0.0.0 means every address of the machine, so everybody in the same network could. Loopback can be reached from this machine alone.
    .next = Look at the beginning of `listen`, before bind: an address that is not loopback is an error there, which main prints as "error: cannot listen on ADDR: WHY".
    .hint-1 = Which addresses can only this machine call? Is it enough to refuse 0.0.0.0?
    .hint-2 = Do not list what is forbidden: the machine has other addresses, too. Ask whether the address is one of the permitted ones.
    .hint-3 = IpAddr has a method is_loopback. If it says no, return an io::Error from `listen`.

lesson-04-golden-request = A request goes out as one frame, byte for byte as agreed
    .why = A header is an agreement about every bit of it: four bytes, the lowest first, counting bytes and not characters. Your own two programs would understand each other with any other header as well; nobody else would.
    .next = Look at `write_frame`: how the length becomes four bytes, and what it is the length of.
    .hint-1 = Which byte of the number 5 comes first in a little-endian i32, and how many bytes are 你好?
    .hint-2 = payload.len() counts bytes. i32::to_le_bytes makes four of it, the lowest first, on every machine.
    .hint-3 = In `write_frame` put the four bytes and the payload behind them into one buffer. No line break belongs to the payload.

lesson-04-runs-a-command = The server runs a command and replies with what it printed
    .why = This is the whole conversation once: a frame with the command, a frame with JSON that says what comes, the body as it is. Only because the header says how long the body is does the client know when it has all of it, though the connection stays open.
    .next = Follow the request: `read_frame` takes it off the stream, `run` runs it, `write_reply` sends the JSON in a frame and the body behind it, without a frame of its own.
    .hint-1 = What does your client need to know before the body comes, and where does it stand?
    .hint-2 = The reply is: four bytes of length, the JSON, then the raw body. The JSON has filename (null), hash (md5 of the body, lower-case hex) and total_size (its bytes).
    .hint-3 = In `write_reply`, write the frame into a Vec, add the body to it, and send the Vec.

lesson-04-one-after-another = Two callers: the second is served, too
    .why = Servers of this lesson may take one call at a time. Whoever calls meanwhile waits in the backlog, with what it has sent already, and gets its answer when its turn comes.
    .next = Look at the loop around accept, and at when a conversation ends: when the stream does, between two frames.
    .hint-1 = What does your server do when the first caller has hung up?
    .hint-2 = It goes back to accept, where the second has been waiting. Its request is still in the queue.
    .hint-3 = `read_frame` returns Ok(None) at the end of the stream; the loop in `converse` ends there, and the one in `main` goes on.

lesson-04-both-outputs = Stdout comes first, then stderr, whatever the exit code
    .why = The message of a failing command is what its user needs most, and it stands on stderr. Which of the two a program wrote first cannot be known afterwards, so the order is agreed: stdout, then stderr.
    .next = Look at what `run` returns, and at what it does with a command that fails.
    .hint-1 = A command exits with 3. Is that an error of your server?
    .hint-2 = Command::output gives stdout, stderr and the exit status, each by itself. The reply is made of the first two.
    .hint-3 = In `run`, return output.stdout followed by output.stderr, and leave the status alone.

lesson-04-no-output = A command that prints nothing gets its reply, too
    .why = A client that has asked waits for an answer. "Nothing was printed" is an answer: a header with total_size 0 and no body. No answer at all leaves the client waiting for ever.
    .next = Look for an `if` that leaves the reply out when there is nothing to send.
    .hint-1 = How can a client tell "no output" from "not yet done"?
    .hint-2 = By a header that says 0. The md5 of no bytes is a hash like any other.
    .hint-3 = Call `write_reply` for every request, with an empty body if need be.

lesson-04-nothing-to-read = A command that reads finds the end of its input at once
    .why = A child process inherits the stdin of its parent. `cat` would then wait for somebody to type at the server's terminal, and the client for `cat`.
    .next = Look at how `run` sets up the command: its stdin shall be /dev/null.
    .hint-1 = What does `cat` read from when your server starts it?
    .hint-2 = Reading /dev/null gives the end of the input at once. Stdio has a value for it.
    .hint-3 = Set .stdin(Stdio::null()) on the command in `run`. With spawn nothing does it for you.

lesson-04-bytes-not-characters = Sizes count bytes, and bytes come back as they are
    .why = A command may print a picture. What goes through a String is altered: bytes that are no UTF-8 become U+FFFD, three bytes each, and neither size nor hash is right any more. 你好 is two characters and six bytes; the wire knows bytes only.
    .next = Keep what the command printed as Vec<u8> all the way to the socket, and take its length from there.
    .hint-1 = Where on its way does your body become a String?
    .hint-2 = len() of a Vec<u8> or a String counts bytes, chars().count() does not. from_utf8_lossy is for showing alone.
    .hint-3 = output.stdout is a Vec<u8> already. Hand it on as it is, to md5 and to the socket.

lesson-04-a-megabyte-each = A megabyte on stdout and one on stderr
    .why = A pipe holds 64 KiB on Linux. Whoever writes more waits until somebody reads. Read stdout to its end first, and the command waits with its stderr pipe full while you wait for the end of its stdout: both for ever.
    .next = Look at how `run` collects the output: both pipes must be read at the same time.
    .hint-1 = What does a command do when the pipe that it writes to is full?
    .hint-2 = It waits. So nobody may wait for one pipe while the other fills up; nor for the end of the process, before both have been read.
    .hint-3 = Command::output reads both at once. Done by hand it takes a thread for one of them.

lesson-04-pipes-close-last = The reply waits until both pipes are closed
    .why = A shell can end before what it has started: `(sleep 1; echo late) & echo early`. Who takes the end of the shell for the end of the output loses the rest. The end of the output is the end of the pipes. So that it is the same every time, what is late here stops itself (SIGSTOP) and goes on when nothing else moves any more.
    .next = Look at what `run` waits for: for the end of both pipes, not only for that of the process.
    .hint-1 = Who else may hold the writing end of a pipe, after the shell has ended?
    .hint-2 = Everything that the shell has started. The pipe ends when the last of them has closed it.
    .hint-3 = Command::output waits for just that. wait_with_output does, too; wait and then one read does not.

lesson-04-header-in-pieces = A header that comes in pieces
    .why = TCP keeps the order of bytes and nothing else. recv(4) means at most 4. By itself a header hardly ever arrives cut up, and so this mistake stays green for a semester; here the wire makes sure that it does.
    .next = Look at how `read_frame` reads the header: until it has all four bytes.
    .hint-1 = What does one read return if only one byte of the header has arrived?
    .hint-2 = 1. The other three come with the next reads: go on until there are four, or until the stream ends.
    .hint-3 = `read_up_to(4, reader)` does it, and so does read_exact. A single read does not.

lesson-04-command-in-pieces = A command that comes in pieces, and one cut inside a character
    .why = What is true of the header is true of what follows it. Bytes become text only when all of them are there: half of 你 is no UTF-8.
    .next = Look at how `read_frame` reads the payload, and at where it becomes text.
    .hint-1 = How many bytes can one read bring, if the payload is 300 bytes long?
    .hint-2 = From 1 to 300. Read on until all are there; make text of the whole, not of a piece.
    .hint-3 = Read the payload as you read the header: with `read_up_to`, or read_exact.

lesson-04-stuck-together = Two requests that arrive together are two
    .why = This is the sticking of lesson 3. Two frames sent one after the other may come with one recv. Whoever reads more than the frame at hand must keep the rest, or the next request is lost with it.
    .next = Look at how much `read_frame` takes off the stream: four bytes, then as many as they say, and not one more.
    .hint-1 = What happens to the second request if you read into a buffer of 1024 bytes?
    .hint-2 = It lies behind the first one in that buffer, and is gone with it. Ask the stream only for what is missing.
    .hint-3 = take(n) in front of read_to_end, or a buffer of just n bytes, never reads past the frame. A BufReader is fine, too, if it is one for the whole conversation.

lesson-04-one-and-a-half = A request, and the beginning of the next
    .why = Segments know nothing of your messages: one can bring a whole frame and a piece of another, even a piece of its header. That the first is complete says nothing about the second.
    .next = Look at what becomes of bytes that were read behind the end of a frame.
    .hint-1 = Your buffer holds one frame and two bytes. What are these two bytes?
    .hint-2 = The beginning of the next header. They must still be there when the rest comes.
    .hint-3 = Read exactly what belongs to the frame; then nothing is left over that could get lost.

lesson-04-empty-request = A request of 0 bytes is a request
    .why = A header that says 0 is as good as any other: a frame without a payload. The end of the stream is something else: no header at all. In the tutorials both look the same, an empty bytes object, and so they stop at an empty message.
    .next = Look for what takes an empty payload for a goodbye, and for a read into a buffer of 0 bytes: recv then waits for data that is not part of this frame.
    .hint-1 = How does your server tell an empty frame from the end of the stream?
    .hint-2 = By the header: the one has four bytes that say 0, the other has none.
    .hint-3 = In `read_frame`, only the header decides on Ok(None); a payload of length 0 is Some(empty), and `sh -c ""` prints nothing.

lesson-04-long-command = A command of 100,000 bytes
    .why = The tutorials read a request with recv(1024). It works until somebody sends more. The header has said how much comes: believe it, as long as it is valid.
    .next = Look for a buffer of a fixed size on the way of the request.
    .hint-1 = How often do you have to read to get 100,000 bytes?
    .hint-2 = As often as it takes: a segment over loopback brings 64 KiB at most, the receive buffer holds what it holds.
    .hint-3 = `read_up_to(length, reader)` gives the payload, however long.

lesson-04-longest-frame = The longest frame there may be: 16 MiB
    .why = The limit itself is permitted; one byte more is not. As a command it is too long for any system, and that is the command's misfortune: the reply is a body that begins with "error: ", and the conversation goes on.
    .next = Look at how `read_frame` compares the length with MAX_FRAME_LEN, and at what `run` does when the shell cannot be started.
    .hint-1 = Is 16777216 over 16 MiB, or 16 MiB?
    .hint-2 = It is the limit itself, so it is valid. Command::output returns an error then (argument list too long): make a body of it.
    .hint-3 = `length <= MAX_FRAME_LEN` in `read_frame`; a `match` on the result of output() in `run`, no unwrap.

lesson-04-short-send = A send that returns early does not lose the rest
    .why = send may take less than it is given, and says how much it took. Here the server is stopped and let go on, as with Ctrl-Z and fg, while it waits for room: then its send returns early. It is rare, and so nobody notices until a long reply is cut.
    .next = Look at what sends the reply: all of it must go out, in as many calls as it takes.
    .hint-1 = What does write return, and who looks at it?
    .hint-2 = The number of bytes that it took. The rest is for the next call, and write_all makes as many as are needed.
    .hint-3 = Send with write_all in `write_reply`, not with write.

lesson-04-negative-length = A negative length is refused by its number
    .why = The header is signed, so it can say -1. Turned into a usize without a look, that is 18446744073709551615: the program dies asking for the memory, or waits for ever. Nothing that a client sends may end the server.
    .next = Look at what `read_frame` does between the header and the payload: it judges the length, and the error names the number that came.
    .hint-1 = What is -1 as usize?
    .hint-2 = The largest number there is. usize::try_from says no instead; the error line is printed once, where the conversation ends.
    .hint-3 = In `read_frame`, return `invalid(…)` with the i32 as it came, before anything is read or allocated.

lesson-04-huge-length = A length over 16 MiB is refused, and takes no memory
    .why = A header is a claim, not a fact. Four bytes from a stranger can announce 2 GiB that never come. Who makes the buffer first has given the memory away.
    .next = Look at what `read_frame` does between the header and the payload: compare with MAX_FRAME_LEN, then read.
    .hint-1 = Does your server wait for 2147483647 bytes? Does it make room for them?
    .hint-2 = It must do neither: a frame has 16 MiB at most. More ends the conversation, with the number in the error.
    .hint-3 = Judge the length first, then read the payload with `read_up_to`, which takes memory as the bytes come.

lesson-04-not-utf-8 = A command that is no UTF-8 is not run
    .why = A command that was altered is another command. With from_utf8_lossy in between, the shell would run something that nobody has sent.
    .next = Look at where the request becomes text: what cannot be text ends this conversation, with one error line.
    .hint-1 = What does your server make of the byte 0xff in a command?
    .hint-2 = String::from_utf8 returns an error; hand it up. String::from_utf8_lossy changes the command.
    .hint-3 = The error belongs to the conversation: `serve` prints it, once, and the next client is served.

lesson-04-nul-inside = A command that holds NUL is not run
    .why = Text may hold NUL, an argument of a program may not: for the system it ends there. Cut off behind "rm -rf /tmp/x" a command can do other than was meant.
    .next = Look at what happens between the request's text and `run`: NUL ends the conversation, with one error line.
    .hint-1 = What does the system take for the end of a program's argument?
    .hint-2 = The byte 0. Rust refuses such a command with an error; that is not the reply, it is the end of this conversation.
    .hint-3 = Look for '\0' in the command before you run it. The starter does so in `converse`.

lesson-04-cut-in-header = The stream ends inside a header
    .why = Between two frames the end of the stream is a goodbye. After two bytes of a header it is an accident, and somebody should be told. Who takes no notice of the end reads nothing, again and again, with the processor at 100 %.
    .next = Look at what `read_frame` does when fewer than four bytes come: none is the normal end, one to three are an error.
    .hint-1 = How does your code tell the end of the stream before a header from the end inside it?
    .hint-2 = By the number of bytes that came before the end: 0, or 1 to 3.
    .hint-3 = In `read_frame`: empty is Ok(None), shorter than four is an error (`ended`), which `serve` prints.

lesson-04-cut-in-command = The stream ends inside a command: nothing of it is run
    .why = Half of "rm -rf /tmp/x" can be "rm -rf /". A command is run when all of it is there and not before; that is what its length is good for.
    .next = Look at what `read_frame` does when the payload comes out shorter than announced.
    .hint-1 = The header says 100, the stream ends after 20. What have you got?
    .hint-2 = No request. read_to_end does not mind, so you have to compare the lengths; read_exact notices by itself.
    .hint-3 = In `read_frame`, return `ended(…)` if payload.len() is less than the length that was announced.

lesson-04-caller-resets = A caller who resets the connection ends only its own conversation
    .why = A reset makes read return an error (ECONNRESET), where a goodbye gives 0 bytes. Programs crash, cables are pulled; the server goes on, and says that this one hung up.
    .next = Look for an unwrap on what is read, and at where the error of a conversation goes.
    .hint-1 = What does read return when the other side has reset the connection?
    .hint-2 = An error. It must end the conversation and not the loop around it.
    .hint-3 = `serve` gets the Result of the conversation, prints the error, and prints the `hung up` line in any case.

lesson-04-caller-does-not-wait = A caller who has left before the reply ends only its own conversation
    .why = Writing to somebody who has gone fails (broken pipe), if not the first time then the second. It is the most common accident of all: a user who was tired of waiting.
    .next = Look for an unwrap or an expect on what is written.
    .hint-1 = What does write return when nobody is there any more?
    .hint-2 = An error, EPIPE or ECONNRESET, which belongs to this conversation alone.
    .hint-3 = Use `?` on write_reply, and let `serve` deal with the error.

lesson-04-any-slices = Four requests, cut anywhere
    .why = The cuts of the checks before stood where mistakes are likely. Here chance makes them, anew with every seed: a slice may end one frame, hold the next and begin a third. Whoever reads by lengths does not notice.
    .next = Look at the slices above, and ask of each what `read_frame` makes of it: which bytes it still lacks, and which belong to the next frame.
    .hint-1 = Take the first slice after which something went wrong. How many bytes of which frame were there by then?
    .hint-2 = At every moment only two numbers count: how many bytes this header or payload needs, and how many of them you have.
    .hint-3 = Every read in the server goes through `read_frame`, which asks for what is missing and for nothing behind it. A read beside it breaks that.

lesson-04-prints-the-body = The client prints each body, and nothing but the body
    .why = The output of a command belongs to the command. A line break that the client adds, a "reply:" in front of it, and a file fetched this way is broken. What does not end a line stays in the buffer of stdout, unless you flush.
    .next = Look at `read_reply`, then at how `converse` prints what it returns.
    .hint-1 = Where does the body end, and who knows it?
    .hint-2 = total_size says it. Read just so many bytes behind the JSON, print them with write_all, and flush.
    .hint-3 = println! adds a line break; stdout().write_all(&body) adds nothing. flush() sends what ends no line.

lesson-04-one-buffer = A frame leaves in one piece
    .why = Header and payload written by two calls are two small segments. The second is held back until the first is acknowledged (Nagle's algorithm), and the other side puts the acknowledgement off, hoping for something to send along: 40 ms for each command.
    .next = Look at how often `write_frame` writes.
    .hint-1 = How many calls of write does your frame take?
    .hint-2 = One is enough: join the four bytes and the payload first.
    .hint-3 = [&header, payload].concat(), or a Vec that is extended twice, then one write_all.

lesson-04-raw-body = A body that is no text comes out as it went in
    .why = stdout takes bytes, as a socket does. On the way through a String, bytes that are no UTF-8 would be replaced, and who redirects the output to a file gets another file.
    .next = Look at how `converse` prints: bytes, not text.
    .hint-1 = What does println! want, and what have you got?
    .hint-2 = It wants text. io::stdout() is a Write, and takes bytes.
    .hint-3 = Print with write_all on io::stdout(), and keep from_utf8 out of it.

lesson-04-any-json = The JSON may be spaced and ordered in any way
    .why = JSON says that spaces and the order of the keys mean nothing. Python writes a space behind each colon, Rust's serde_json none. Who looks for `"total_size":` with find() understands only himself.
    .next = Look at how `read_reply` takes size and hash from the header: with a JSON parser.
    .hint-1 = Does your client understand a header that another language wrote?
    .hint-2 = serde_json::from_slice does, whatever the spacing and the order.
    .hint-3 = Parse into a serde_json::Value, then ask for ["total_size"] and ["hash"].

lesson-04-reply-in-pieces = A reply that comes in pieces
    .why = The header, the JSON, the body: each can be cut anywhere. Parsing JSON of which half is missing fails; a body from one recv is short, and a long one is always more than one recv.
    .next = Look at each read of `read_reply`: none may trust in getting everything at once.
    .hint-1 = Which of your reads gives up after the first piece?
    .hint-2 = Each has to go on until it has what was announced.
    .hint-3 = `read_frame` for the JSON and `read_up_to` for the body do so already.

lesson-04-replies-together = Two replies that arrive together are two
    .why = What is read too much is the beginning of the next reply. A BufReader that is made anew for each reply takes such bytes with it when it goes.
    .next = Look at how much is read: the header, the JSON, total_size bytes, and not one more; or at where your buffer lives.
    .hint-1 = What becomes of the bytes behind the body, if you read 1024 at a time?
    .hint-2 = They must stay in the socket, or in a buffer that lives as long as the connection.
    .hint-3 = Read with `read_up_to`, which asks for what is missing and no more; or make one BufReader, before the loop.

lesson-04-one-bit-flipped = A body with one wrong bit is not printed
    .why = A hash that is sent and never compared proves nothing. What is printed cannot be taken back, so the hash is compared first: nothing of a wrong body, one "error: …" line, exit code 1.
    .next = Look at the end of `read_reply`: the md5 of the body that came against the one that was announced.
    .hint-1 = Who compares the hash in your program, and when?
    .hint-2 = The client, when all of the body is there and before any of it is printed.
    .hint-3 = In `read_reply`, compare md5_hex(&body) with the header's hash and return `invalid(…)` if they differ.

lesson-04-no-json = A reply that is no JSON is an error
    .why = What comes over the wire is somebody else's. A client that panics at it tells its user nothing; "error: no reply from …: expected value at line 1" does.
    .next = Look for an unwrap on the parsed JSON.
    .hint-1 = What does from_slice return for text that is no JSON?
    .hint-2 = An error, which `?` makes an io::Error; main prints it and exits with 1.
    .hint-3 = serde_json::from_slice(&header)? in `read_reply`. Take size and hash out with as_u64 and as_str, which return an Option.

lesson-04-size-lies = A total_size that is not true
    .why = total_size is a claim, like every length. Too small, and the body does not fit its hash; too large, and the stream ends before it; 4611686018427387904, and a buffer of that size ends the program; below 0, and there is no such body.
    .next = Look at what `read_reply` does with total_size before the first byte of the body has come.
    .hint-1 = Does your client make a buffer of the announced size?
    .hint-2 = Let the buffer grow with what comes, and compare afterwards: the length with total_size, the md5 with the hash.
    .hint-3 = as_u64 refuses a negative number by itself. `read_up_to` reads as much as there is; compare its length with total_size.

lesson-04-reply-cut-short = A stream that ends inside a reply is an error
    .why = Half an output can look like a whole one. The header has said how much there should be, so the client can tell, and must.
    .next = Look at each read of `read_reply`: fewer bytes than announced is an error, wherever it happens.
    .hint-1 = What do your reads return when the server goes away in the middle?
    .hint-2 = Fewer bytes than asked for. In a reply that is never the normal end.
    .hint-3 = `ended(…)` for a body that is too short. Nothing is printed, and main exits with 1.

lesson-04-invalid-reply-length = A reply with an invalid header is refused by its number
    .why = A server can be wrong as well as a client, or be another program altogether. The rules for a frame hold in both directions.
    .next = `read_reply` reads its header with `read_frame`, which judges the length already. Look for what stands in its way.
    .hint-1 = Do you read the reply's header with the function that reads requests?
    .hint-2 = Then the same lengths are refused, with the number in the error.
    .hint-3 = let header = read_frame(reader)?; in `read_reply`.

lesson-04-body-not-copied-again = A long body is read without copying it again and again
    .why = `body += piece` makes a new, longer copy with every piece. A body twice as long then costs four times as much: 14 MB took the tutorials' client 7.3 s, and 0.02 s without the copies.
    .next = Look at how the pieces of the body become one Vec. The 16 MiB are a limit for frames; the body is none, and may be longer.
    .hint-1 = What is copied when one more piece of 1024 bytes is added to 10 MB?
    .hint-2 = With concat into a new Vec: 10 MB. With extend on the same Vec: 1024 bytes.
    .hint-3 = read_to_end and extend_from_slice let one Vec grow.

lesson-04-longest-request = A line of 16 MiB goes out as one frame
    .why = A limit says what is refused, and by that also what is not: 16 MiB to the byte is a length that a frame may have. Limits are wrong by one more often than by anything else.
    .next = Look at the comparison with MAX_FRAME_LEN in `write_frame`, and at what collects the typed line.
    .hint-1 = Is a payload of exactly 16 MiB too long?
    .hint-2 = Only more than the limit is an error: > and not >=.
    .hint-3 = In `write_frame`, refuse a payload whose len() is greater than MAX_FRAME_LEN; write all others.

lesson-04-reply-any-slices = Three replies, cut anywhere
    .why = Here chance makes the cuts, anew with every seed. One slice may bring the end of a body, which no header announces, and the beginning of the next reply: only total_size tells them apart.
    .next = Look at the slices above, and ask of each what `read_reply` makes of it: which bytes it still lacks, and which belong to the next reply.
    .hint-1 = Take the first reply that is wrong. In which of its three parts was it cut: header, JSON or body?
    .hint-2 = Each part has a length that is known before it is read. Read that many bytes, in as many reads as it takes.
    .hint-3 = `read_frame` for the JSON, then `read_up_to` with total_size for the body, on the same stream: nothing else may read it.

lesson-04-what-is-typed = What is typed goes out without its line break, blank lines not at all
    .why = The line break tells the client that a line is complete; on the wire the header does that. A line of nothing but white space is no command.
    .next = This is given in the starter: see `typed_lines_meanwhile`. Send what comes from it as it is.
    .hint-1 = Which bytes of a typed line belong to the command?
    .hint-2 = All but the LF, or CRLF, at its end. Spaces in front stay.
    .hint-3 = `for line in typed_lines_meanwhile()` gives each line as it belongs on the wire: `write_frame(stream, &line)?` sends it, with nothing trimmed off and nothing put behind it.

lesson-04-quits-at-once = quit does not wait for the reply
    .why = A command can take for ever. Who types quit wants to go now, with exit code 0.
    .next = This is given in the starter: `typed_lines_meanwhile` reads in a thread of its own. Look for what keeps the program from ending.
    .hint-1 = Who reads what is typed, while you wait for a reply?
    .hint-2 = A second thread, which ends the program when it reads quit.
    .hint-3 = `typed_lines_meanwhile` reads stdin in a thread of its own and calls process::exit(0) at quit. A second read of stdin, or a loop that first collects all lines, takes the quit away from it.

lesson-04-input-ends = The end of stdin ends the client
    .why = In a pipe nobody types quit: the input just ends, and so should the client, with exit code 0, though the server is still there.
    .next = This is given in the starter: the loop over `typed_lines_meanwhile` ends with the input. Look for what waits after it.
    .hint-1 = What does your client do when nothing more will be typed?
    .hint-2 = All is answered, so there is nothing to wait for: return from `converse`, and from main.
    .hint-3 = Behind the `for` over `typed_lines_meanwhile()` stands `Ok(())`, and main ends when `converse` returns: no join, no read and no loop may come after it.

# What these checks have witnessed.

witness-listens-for-all = Your { $program } listens at { $address }, as the kernel shows: others than this machine can reach it, and it runs what they send.
witness-reply-length = The reply of your { $program } should begin with the length of a frame. Its first four bytes, read as a little-endian i32, are { $length }, which no frame may have.
witness-reply-no-json = The first frame of your { $program }'s reply holds something that is no JSON object.
witness-reply-lacks = The JSON in your { $program }'s reply lacks { $key }, or has something else there than was agreed.
witness-reply-size = The JSON in your { $program }'s reply says total_size { $said }, but { $count } { $count ->
    [one] byte follows
   *[other] bytes follow
 } it.
witness-reply-hash = The body is right, but the hash that your { $program } sends with it is not its md5 in lower-case hex.
witness-believes-length = A header announced { $length } bytes, which no frame may have. Your { $program } did not end the conversation.
witness-memory-taken = A header announced { $length } bytes, and your { $program } took { $took } MiB of memory for them. None of them had come.
witness-bad-frame-run = Your { $program } ran something of this frame: the file that its command makes is there.
witness-busy-for-nothing = The stream has ended, and your { $program } does not come to rest: it works without anything to work on.
witness-error-lines = Your { $program } printed { $count } lines that begin "error: " for one bad conversation. It should be one.
witness-believed-reply = Your { $program } should have ended with an error: the reply was not right. It printed something of it instead.
witness-copied-again = Your { $program } works longer and longer for slices of the same size: at most { $early } ms of processor time for each of the first two, at least { $late } ms for each of the last three.
witness-frame-in-segments = A request of your { $program } came in { $count } segments, though it would fit into one: its frame was written in pieces.

# The mistakes that these checks can name.

diagnosis-header-from-one-recv = Your { $program } takes what one recv returns for the whole header. When the first byte of a header came alone, it went on at once to ask for { $asked } bytes more, the number in that byte.
    .next = Look where the four bytes are read: one recv may return fewer. read_exact, or a loop, waits for all of them.
diagnosis-gives-up-on-a-part = When { $count } of the { $length } bytes of a header had come, your { $program } ended the conversation and did not wait for the rest.
    .next = One recv may return less than was asked for. That is no error: receive again until all is there.
diagnosis-part-of-a-command-run = A part of a command had come, and your server answered it at once: it takes what one recv returns for the whole command.
    .next = The header says how long the command is. Look where the payload is read: receive again until all of it is there.
diagnosis-json-from-one-recv = When the first bytes of the JSON had come, your client ended and did not wait for the rest: it takes what one recv returns for all of it.
    .next = The header says how long the JSON is. Look where it is read: receive again until all of it is there.
diagnosis-body-from-one-recv = When the first bytes of the body had come, your client ended and did not wait for the rest: it takes what one recv returns for all of it.
    .next = total_size says how long the body is. Look where it is read: receive again until all of it is there.
diagnosis-next-message-swallowed = The kernel shows that your { $program } has read both messages, and waits for more. The second came together with the first and was lost with it.
    .next = Take no more than the frame from the stream, or keep what is left over: a BufReader must live as long as the connection does.
diagnosis-cut-taken-for-the-end = The stream ended inside a frame, and your server took it for a normal end.
    .next = The end is normal only where a new frame would begin. How many bytes of this one were there already?
diagnosis-normal-end-is-an-error = Your server complains of callers that hang up as they should: the end of the stream between two frames is an error to it.
    .next = Look where the header is read: no byte at all before the end is the normal end, and one to three are an error.
diagnosis-one-caller-ended-all = What one caller sent has ended the whole server. Only this conversation should have ended.
    .next = Look where the error of a conversation ends up: in the accept loop it is printed, and the next caller is served.
diagnosis-one-request-per-call = The first command got its reply, and then your server ended the conversation: it takes one request per connection.
    .next = Look for the loop around reading a request and replying: it goes on until the stream ends.
diagnosis-hash-not-compared = What your client printed is the changed body, byte for byte. The hash in the header did not keep it from that.
    .next = Take the md5 of what came and compare it with the header's, before anything is printed.
diagnosis-hash-in-capitals = The hash is right, but in upper case.
    .next = {"{:x}"} makes lower-case hex, {"{:X}"} upper-case.
diagnosis-size-counts-characters = total_size counts characters. What goes over the wire are bytes, and this body has more of them.
    .next = The length of a Vec or a slice of bytes counts bytes; chars().count() counts characters.
diagnosis-body-framed = The body came with a header of its own before it. The JSON says its length already: it follows as it is.
    .next = Look where the reply is written: the JSON goes into a frame, the body after it does not.
diagnosis-no-shell = The command was not run by a shell: echo got its semicolon and all that follows as its words.
    .next = Start sh with the arguments -c and the command, as it came.
diagnosis-stderr-is-missing = Only what the command printed on stdout is in the reply. Its stderr is missing.
diagnosis-stdout-is-missing = Only what the command printed on stderr is in the reply. Its stdout is missing.
diagnosis-stderr-first = The reply has stderr first and stdout after it. It should be the other way round.
diagnosis-stdin-left-open = The kernel shows what your server has started waiting for input: its stdin is open, and nobody will ever type there.
    .next = Give the command /dev/null for its stdin: Stdio::null().
diagnosis-shell-ended-first = The reply holds what was there when the shell ended. A process that it left behind still had the pipe open and printed more.
    .next = The output is complete when both pipes have ended, not when the shell has.
diagnosis-short-send = One send was to take { $asked } bytes. A signal interrupted it, it returned with less, and what was left was never sent.
    .next = write says how much it took. write_all goes on until all is gone.
diagnosis-not-flushed = The body came out of your client only when it ended: it had been lying in a buffer.
    .next = stdout holds back what does not end a line. Flush it after each body.
diagnosis-json-by-its-spacing = The same JSON, with other white space in it, was understood before. Your client goes by how it is written, not by what it says.
    .next = Have a JSON parser read it: serde_json::from_slice.
diagnosis-json-by-its-order = The same JSON, with its keys in another order, was understood before. Your client goes by their places, not by their names.
    .next = Have a JSON parser read it, and take each value by its key.
diagnosis-takes-bare-requests = The same command without a header before it is answered: your server takes what it receives for the command, as it comes.
    .next = Look at where the request is received: the four bytes of the header come first, and say how long the command is.
diagnosis-reads-big-endian = The same request is answered when its length comes with the highest byte first (big-endian). The agreement says the lowest first.
    .next = Look where the four bytes become a number: from_le_bytes, not from_be_bytes or the network's order.
diagnosis-reads-eight-bytes = The same request is answered when its length comes in eight bytes. The agreement says four.
    .next = Look where the bytes become a number: usize and i64 are made of eight bytes, i32 and u32 of four.
diagnosis-no-reply-to-no-output = The kernel shows that your server has read the whole command and waits for the next. The command printed nothing, and so nothing was sent.
diagnosis-line-break-printed = After the body before, your client printed a line break that was not in it.
    .next = Look where the body is printed: println! adds a line break, write_all adds nothing.
