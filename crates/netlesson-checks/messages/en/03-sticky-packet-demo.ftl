lesson-03 = Sticky-packet demo

lesson-03-predictions = Your predictions are written down
    .why = What you expect shows what you believe about the network. Written down before the first run, it cannot bend itself to what you saw, and where it turns out wrong you learn the most.
    .next = In predictions.json, put a list in place of each null: one string for each recv, holding what stands between the quotes of its line, and nothing else of the line. JSON wants every backslash twice, strings in double quotes, and no comma after the last entry.
    .hint-1 = What is there to be read when the first recv is called, and how much of it fits into its buffer?
    .hint-2 = What the first recv does not take is still there for the second. The table in the brief says for each scenario what was sent by then.
    .hint-3 = There is nothing to look up. Write what you believe, even where you are not sure: the check only wants a list of strings for each scenario, right or wrong.

lesson-03-ready-line = The receiver listens, and says where
    .why = Whoever starts a sender needs to know when the receiver can be reached, and where. Port 0 asks the system for any free port, so only the receiver itself can tell which one it got.
    .next = Look at open in receiver.rs: print "listening on IP:PORT" after listen, with the address that the socket says it has (local_addr), not the one that was asked for.
    .hint-1 = When is the earliest moment at which a sender can connect: after socket, after bind or after listen?
    .hint-2 = A caller can wait in the backlog as soon as listen has returned, even before accept. That is the moment for the ready line.
    .hint-3 = In open, after bind and (for a stream) listen: ask the socket for local_addr, print the line, return the socket.

lesson-03-one-recv-per-size = One recv for each size
    .why = One recv takes what is there, up to the size of its buffer, and returns. What does not fit stays for the next; what is not there yet is not waited for. Everything in this lesson follows from that.
    .next = Look at the loop in receive (receiver.rs): a buffer of exactly that size, one call of read, one line of what it got. A loop around the call, read_exact or a BufReader make several recvs of one, or one of several.
    .hint-1 = How many recv calls does your program make for one size? Does any of them go on until the buffer is full?
    .hint-2 = read returns how many bytes it got, often fewer than the buffer holds. Only these are shown, and nothing is read again to fill the rest.
    .hint-3 = In receive: for each size a new buffer of that length, one read into it, and the part of it before n between the quotes.

lesson-03-end-of-stream = After the end of the stream each recv still has its line
    .why = The end of a stream is not a message: recv returns 0 bytes at once, however often it is called. Seeing it in its own line is how you learn to tell it from a message that is not there yet.
    .next = Look at what receive does when read gives Ok(0): it prints recv(10) -> "" and goes on to the next size.
    .hint-1 = What does read return when the sender has closed and nothing is left?
    .hint-2 = Ok(0), and no error. It gets its line like every other recv, and so does the next.
    .hint-3 = There is no break, return or error for 0 in the loop of receive: it runs once per size, whatever comes.

lesson-03-default-sizes = Without sizes there are two recvs of 10, and no more
    .why = The receiver makes the calls that it was asked for and leaves, though more bytes wait and the sender is still there. What nobody reads stays in the kernel and is thrown away with the socket.
    .next = The default stands in main already. Look at what ends the loop in receive: the sizes, and not the stream.
    .hint-1 = What makes your receiver stop: the end of the sizes, or the end of the stream?
    .hint-2 = The sender of this check does not close. A loop that reads until 0 comes waits for ever.
    .hint-3 = In receive: loop over sizes and nothing else, then return Ok(()).

lesson-03-any-bytes = Every byte is shown, whatever it is
    .why = recv gives bytes. They may be text, half a character or anything else, and a program that insists on text dies of the first byte that is none, or shows � in its place and hides what came.
    .next = Look at how receive prints: escape_ascii() on the bytes themselves, with no String in between.
    .hint-1 = What becomes of the byte 0xff when it goes through String::from_utf8 or from_utf8_lossy?
    .hint-2 = A slice of bytes has a method that shows each byte in ASCII: escape_ascii. It can be printed with {"{}"}.
    .hint-3 = In receive: take the first n bytes of the buffer and print their escape_ascii() between \" and \".

lesson-03-one-datagram-per-recv = With --udp the receiver reads datagrams
    .why = A datagram arrives whole or not at all: two are never put together. One that is too long for the buffer is cut and its rest is gone. An empty one is a message like any other, since without a connection there is nothing that could end.
    .next = Look at what differs for Type::DGRAM: in open there is no listen, in receive no accept. The reads are the same.
    .hint-1 = Which calls have a meaning only where there is a connection?
    .hint-2 = listen and accept. A datagram socket can be read as soon as it is bound. And 0 bytes from it are an empty datagram, not the end.
    .hint-3 = In receive: match on kind, and take the socket itself where there is nobody to accept.

lesson-03-reset = A reset connection is an error, not an end
    .why = A sender that closes sends the end of the stream (FIN). One that breaks off sends a reset (RST), and then recv fails. Whoever takes that for the end believes to have everything, and has not.
    .next = Hand the error of read up with `?`: main prints "error: cannot receive: WHY" and exits with 1.
    .hint-1 = What does read return when the connection was reset: Ok(0), or an Err?
    .hint-2 = An Err with ECONNRESET in it. unwrap_or(0) makes an end of the stream of it, unwrap a panic.
    .hint-3 = In receive: a `?` after read, and nothing in between that turns an error into a number.

lesson-03-port-taken = A port that is taken is reported
    .why = "error: cannot listen on 127.0.0.1:9003: Address already in use" tells the reader what to do. A panic with a backtrace does not, and it makes no difference whether the port is one of TCP or of UDP.
    .next = Hand the error of bind or listen up with `?`; main prints it in the form "error: cannot listen on ADDR: WHY" and exits with 1.
    .hint-1 = Which of the calls socket, bind and listen notices that somebody else has the port?
    .hint-2 = Every one of them returns a Result. An error belongs to whoever called your function.
    .hint-3 = In open: use `?` after each call, and leave no unwrap() on the way.

lesson-03-interrupt-receiver = Ctrl-C ends the receiver
    .why = A receiver waits for a sender that may never call. Ctrl-C is how its user says that the waiting is over.
    .next = SIGINT ends a program by itself. Look for what keeps yours from ending: a handler, or a loop that swallows every error.
    .hint-1 = What does SIGINT do to a program that does nothing about it?
    .hint-2 = It ends it, whatever call it is blocked in. Nothing needs to be written for this.
    .hint-3 = Remove what catches the signal.

lesson-03-predict-busy-receiver = Scenario busy-receiver: both words are there before the first recv
    .why = TCP carries a stream of bytes. The two sends put nine bytes into it, and nothing in it marks where one send ended and the next began. When the receiver gets round to its first recv all nine are there, ten fit, and it takes them. The second finds only the end of the stream.
    .next = If your prediction differs: keep a copy of it, make sure that you see why, then write what came into predictions.json. If a line of your receiver differs: look at receive, where one recv takes all that is there and fits.
    .hint-1 = How many bytes are there when the first recv is called, and how many fit into its buffer?
    .hint-2 = A recv does not know how the bytes were sent. It takes what is there, as far as its buffer reaches.
    .hint-3 = The line busy-receiver in predictions.json: the first string holds all that one recv of 10 can take.

lesson-03-predict-prompt-receiver = Scenario prompt-receiver: each word is read before the next is sent
    .why = The same program, the same sends, the same sizes, and another result: what a recv gets depends on what has arrived when it is called, and that depends on who runs when. A program that works because its receiver happens to be prompt works until the day it is not.
    .next = If your prediction differs: keep a copy of it, make sure that you see why, then write what came into predictions.json. If a line of your receiver differs: look at receive, which must not wait until its buffer is full.
    .hint-1 = When the first recv is called, has the second word been sent?
    .hint-2 = A recv that finds five bytes returns five, though ten would fit. It does not wait for more.
    .hint-3 = The line prompt-receiver in predictions.json: each recv gets what was sent since the one before.

lesson-03-predict-small-buffer = Scenario small-buffer: recv(2), then recv(10)
    .why = One send, two recvs: a stream comes apart as easily as it sticks together. What the first buffer has no room for is not lost. It waits for the next recv.
    .next = If your prediction differs: keep a copy of it, make sure that you see why, then write what came into predictions.json. If a line of your receiver differs: look at the size of the buffer that receive makes for each call.
    .hint-1 = How much does the first recv take, and where is the rest?
    .hint-2 = The kernel keeps what was not read, in order, until somebody reads it.
    .hint-3 = The line small-buffer in predictions.json: two bytes first, then as much of the rest as fits into ten. The space is a byte too.

lesson-03-predict-nodelay-does-not-help = Scenario nodelay-does-not-help: busy again, and TCP_NODELAY set
    .why = The option makes the kernel send each word at once, as a segment of its own. But segments are not messages either: the receiver's kernel puts their bytes into one queue, and the recv that comes late finds them all there. TCP_NODELAY says when bytes leave, never what one recv gets.
    .next = If your prediction differs: keep a copy of it, make sure that you see why, then write what came into predictions.json. If a line of your receiver differs: look at receive, where one recv takes all that is there and fits.
    .hint-1 = Which side does the option act on: the one that sends, or the one that receives?
    .hint-2 = Two segments arrive, one after the other. Where do their bytes wait while the receiver is busy?
    .hint-3 = The line nodelay-does-not-help in predictions.json: compare with the one of busy-receiver.

lesson-03-predict-split-character = Scenario split-character: 你好, and a first buffer of four bytes
    .why = A recv ends where its buffer ends, in the middle of a character if need be. Whoever decodes each recv on its own gets half a character twice: it is an error in one language and � in another. First collect the whole message, then decode.
    .next = If your prediction differs: keep a copy of it, make sure that you see why, then write what came into predictions.json (each backslash twice). If a line of your receiver differs: print the bytes with escape_ascii, and make no String of them.
    .hint-1 = How many bytes has 你, and how many of 好 fit into the first recv after it?
    .hint-2 = 你好 is e4 bd a0 e5 a5 bd in UTF-8. Count four, then look at what is left.
    .hint-3 = The line split-character in predictions.json: four times \\x and two digits in the first string, the others in the second.

lesson-03-predict-datagrams = Scenario datagrams: the busy receiver once more, over UDP
    .why = A datagram keeps its boundary: one recv takes one datagram, however many wait and however much would fit. That is a promise of UDP. It promises neither that a datagram arrives, nor in which order, which is what TCP is for.
    .next = If your prediction differs: keep a copy of it, make sure that you see why, then write what came into predictions.json. If a line of your receiver differs: look at what receive reads from when kind is Type::DGRAM.
    .hint-1 = Does the receiver's kernel keep the datagrams apart while they wait?
    .hint-2 = They wait in a queue of datagrams, not of bytes. A recv takes the first of them.
    .hint-3 = The line datagrams in predictions.json: one send, one datagram, one recv.

lesson-03-nobody-listens = A sender without a receiver says so
    .why = connect is the first call that can fail because of somebody else. A sender that ignores it fails later, with a broken pipe that tells nobody what went wrong.
    .next = Hand the error of connect up with `?`; main prints "error: cannot connect to ADDR: WHY" and exits with 1.
    .hint-1 = What does connect return when nobody listens at the address?
    .hint-2 = A Result with ECONNREFUSED in it. It must reach main, where it becomes the error line.
    .hint-3 = In the function connect of sender.rs: use `?` on the call.

lesson-03-sends-its-words = The words go out, and nothing else
    .why = What is on the wire is what was sent: no line break, no space and no zero byte stands between the words unless somebody sends one. The end of the stream comes when the sender closes, and the receiver waits for it.
    .next = Look at send_words (sender.rs): the bytes of each word, in order. Then main returns, the socket is dropped, and the stream ends.
    .hint-1 = What exactly does your sender write for the word hello: five bytes, or more?
    .hint-2 = word.as_bytes() is all of it. writeln! and format! add what nobody asked for.
    .hint-3 = In send_words: one send of word.as_bytes() per word, and nothing printed.

lesson-03-one-datagram-per-word = With --udp the words go out as datagrams
    .why = Over UDP one send is one message: what you put together into one send stays together, and what you cut stays cut. That is why this shows best how many sends were made. TCP_NODELAY has no meaning here, and asking for it must do no harm.
    .next = Look at send_words (one send per word), and at connect: set TCP_NODELAY only on a stream, since a datagram socket refuses it.
    .hint-1 = How many calls of send does your program make for three words?
    .hint-2 = One for each, of the whole word. A BufWriter or a concatenated buffer makes one of all, a loop over the bytes makes many.
    .hint-3 = In send_words: loop over the words, one send in it. In connect: the option under the condition that kind is Type::STREAM.

lesson-03-pause-between-words = --pause waits between two words, and only there
    .why = The pause lets you choose who is faster. It belongs between one word and the next: before the first there is nothing to keep apart, and after the last it only keeps the connection open, and the receiver waiting for its end.
    .next = Look at where send_words sleeps: between two words, for as long as main says, not before the first and not after the last.
    .hint-1 = How many pauses are there between three words?
    .hint-2 = One fewer than words. A sleep that stands in the loop without a condition makes one too many.
    .hint-3 = In send_words: number the words with enumerate, and sleep before each but the first.

lesson-03-nodelay = TCP_NODELAY is set when asked for, and only then
    .why = Nagle's algorithm holds a small piece back while an earlier one is not acknowledged; TCP_NODELAY turns that off for one socket. An experiment shows something only if what is asked for is what happens.
    .next = Look at connect in sender.rs: set_tcp_nodelay(true) on the socket that is then connected, if nodelay is given and kind is Type::STREAM.
    .hint-1 = What is the option's value on a fresh socket, and which socket do you set it on?
    .hint-2 = It is off until somebody turns it on, and it belongs to one socket: the one that sends.
    .hint-3 = In connect, between Socket::new and the connect call.

lesson-03-one-send-per-word = One send takes the whole word
    .why = How bytes come apart on their way is what this lesson is about. A sender that cuts its words itself would show its own cuts and not those of the network.
    .next = Look at send_words: one call of send with all of the word. No loop over its bytes or parts, no BufWriter around the socket.
    .hint-1 = How many bytes does your program hand to one call of send?
    .hint-2 = All bytes of the word. However long it is, the kernel takes it: a blocking send waits for room.
    .hint-3 = In send_words: socket.send(word.as_bytes()), once per word.

lesson-03-short-send = A send that was cut short is noticed
    .why = A blocking send that a signal interrupts returns how much it has taken by then. The rest was not sent, and nobody will send it. A program that does not look at this number loses bytes once in a long while and never says so. (The tutorials say that a full buffer loses data. It does not: this is what does.)
    .next = Look at what send_words does with the number that send returns: compare it with the length of the word.
    .hint-1 = What does Ok(n) of send mean when n is smaller than the word?
    .hint-2 = Only n bytes were taken. It is no error to the system, so you must make one of it.
    .hint-3 = In send_words: if send returned less than word.len(), return an error. io::ErrorKind::WriteZero will do.

lesson-03-receiver-gone = A receiver that goes away is reported
    .why = send only hands bytes to the kernel. That the other side has gone is learned from a later call, or from one that still waits: it fails. A sender that ignores this reports success for words that nobody got.
    .next = Hand the error of send up with `?`; main prints an "error: …" line and exits with 1.
    .hint-1 = What does send return when the receiver has reset the connection?
    .hint-2 = An Err (ECONNRESET, later EPIPE). `let _ =` throws it away.
    .hint-3 = In send_words: a `?` behind send, before its number is looked at.

lesson-03-both-together = Your two programs understand each other
    .why = Each alone was played against the check. Together they are the experiment. With buffers of one byte even TCP leaves no choice: each recv gets one byte, however the words were sent.
    .next = Start the receiver in one terminal and the sender in another, as the brief says, and compare what is printed with what was sent.
    .hint-1 = Do both programs pass their own checks?
    .hint-2 = If so, look for something that each assumes of the other and the brief does not say.
    .hint-3 = Run the receiver with the sizes 1 1 1 1 1 1, and the sender with two words of two and three letters.

diagnosis-fills-its-buffer = The second recv({ $size }) got { $count } bytes, and the kernel shows your receiver in a recv for { $asked } more: it fills its buffer before it shows what came.
    .next = Look for read_exact, or for a loop around read. One call of read is one recv, however few bytes it returns.
diagnosis-several-recvs-in-one = The line shows bytes that were only sent when those before them had been read: more than one recv has gone into it.
    .next = Look for a loop around read, or a call that loops for you (read_to_end, read_to_string). Each call of read has its own line.
diagnosis-stops-at-the-end = The stream has ended, and your { $program } with it, with exit code { $code }: it stops where recv returns 0 bytes. The recvs after that have their lines too.
    .next = Look at what happens when read returns Ok(0): no break, no return and no error, but a line with nothing between its quotes.
diagnosis-end-in-other-words = recv has returned 0 bytes, the end of the stream, and your receiver prints another line for that. It is a recv like any other: its line is recv(10) -> "".
diagnosis-buffer-larger-than-asked = The recv of { $size } shows more bytes than that: its buffer is larger than it was asked to be.
    .next = Each recv has a buffer of its own size. A larger one takes what belongs to the next recv.
diagnosis-whole-buffer-shown = What recv got is there, and behind it what the buffer held before: all of the buffer is shown, and not only the part that recv has filled.
    .next = read says how many bytes it has put into the buffer. Only these, &buffer[..n], are shown.
diagnosis-count-for-size = The number in the line is how many bytes came. It should say how many were asked for: { $size }.
diagnosis-bytes-as-numbers = The bytes are shown as a list of numbers.
    .next = buffer[..n].escape_ascii() shows them as the brief says, and can be printed with {"{}"}.
diagnosis-decoded-per-recv = Bytes that are no UTF-8 are shown as U+FFFD (EF BF BD): your receiver makes text of each recv, and a recv may end inside a character.
    .next = Show the bytes themselves: escape_ascii() on &buffer[..n], with no String in between.
diagnosis-cut-at-a-zero = What is shown breaks off at a zero byte. On the wire that is a byte like any other: only in C does it end a text.
    .next = How many bytes there are is what read returns. Look for a search for 0.
diagnosis-connection-call-on-datagrams = Your receiver ended with the error that listen and accept return for a datagram socket (EOPNOTSUPP, os error 95): there is no connection that they could wait for.
    .next = Call listen and accept only when kind is Type::STREAM. A datagram socket is read as soon as it is bound.
diagnosis-empty-datagram-ends = Your { $program } ended, with exit code { $code }, where it should have shown the empty datagram: it took 0 bytes for the end. Datagrams have no end, and an empty one is a message.
diagnosis-reads-ahead = The line shows what the recv before had no room for. The kernel throws that part of a datagram away: your receiver had it already, in a buffer of its own.
    .next = Look for a BufReader. It reads as much as it can get, and not what was asked for.
diagnosis-reset-taken-for-end = The connection was reset, so recv failed. Your receiver shows 0 bytes, the end of the stream, and exits with 0.
    .next = Look for what makes a number of an error, such as unwrap_or(0).
diagnosis-single-backslash = The file breaks off at \x: in JSON a backslash begins an escape, and there is none of that name.
    .next = Write each backslash twice: \\xe4 in the file means \xe4.
diagnosis-predicts-a-recv-per-send = Your prediction has one recv for each send. But a stream does not know how its bytes were sent: both words were there, and they fit.
diagnosis-predicts-a-wait = Your prediction has the first recv wait for the second word. But recv waits only as long as nothing at all is there: five bytes are enough for it.
diagnosis-predicts-a-loss = Your prediction loses what has no room in the first buffer. A stream keeps it for the next recv. It is datagrams that lose it.
diagnosis-predicts-more-than-fits = Your prediction has recv(2) return ten bytes. The number is the size of its buffer: it never returns more.
diagnosis-predicts-that-nodelay-helps = Your prediction has TCP_NODELAY keep the words apart. It makes them leave at once, as two segments. They arrive in one queue, and one recv takes what is there.
diagnosis-predicts-characters = Your prediction keeps the characters whole. recv knows only bytes: 你 has three of them, 好 too, and recv(4) takes four.
diagnosis-predicts-sticky-datagrams = Your prediction has two datagrams stick together. They never do: one recv takes one datagram, however much would fit.
diagnosis-more-than-the-words = Beside the words your sender sends this: { $between }
    .next = What is on the wire is what was sent. Send word.as_bytes() and nothing else.
diagnosis-words-in-one-send = All words came in one datagram: your sender put them together and made a single send.
    .next = Look for a BufWriter, or for a buffer that gathers the words. Each word has a send of its own.
diagnosis-part-of-a-word = One datagram is one send, and this one holds only the beginning of the word: your sender cuts it into pieces.
    .next = Look for a loop over the bytes or the characters of a word. send takes the whole word.
diagnosis-tcp-option-on-datagrams = Your sender ended with the error for an option that a socket does not have (ENOPROTOOPT, os error 92): TCP_NODELAY is one of TCP, and this is a UDP socket.
    .next = Set it only when kind is Type::STREAM.
diagnosis-words-held-back = A word that is alone goes out. Of three words not even the first has come, and your sender is in a pause already: it holds back what it should have sent before.
    .next = Look for a BufWriter, for a buffer that gathers the words, or for a sleep that stands before the send. Each word is sent before the pause behind it begins.
diagnosis-pause-before-the-first = Nothing has come, not even where there is only one word: your sender pauses before the first.
    .next = A pause belongs between two words. Number the words with enumerate, and sleep before each but the first.
diagnosis-pause-after-the-last = The only word has come, and the end of the stream does not: your sender pauses after its last word, too.
    .next = A pause belongs between two words. Number the words with enumerate, and sleep before each but the first.
diagnosis-send-error-ignored = The connection was reset before the whole word was taken: a send has failed, or has said that it took only a part. Your sender ended with exit code 0 all the same.
    .next = Look at what becomes of the result of send, its Err and its number: a `?` hands the error up.
