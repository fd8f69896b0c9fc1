# The mistake behind a failure, where the evidence is enough to name it. What came on the wire, or what the
# kernel shows of the program, has said so: these sentences state it, they do not guess.

# Bytes that one mistake makes of the expected ones.

diagnosis-no-header = The payload came without the header before it.
    .next = Look where the message is written: the length goes first, in four bytes, then the payload.
diagnosis-eight-byte-header = The length came in eight bytes. The agreement says four.
    .next = Look where the length becomes bytes: usize and i64 make eight of it, i32 and u32 four.
diagnosis-two-byte-header = The length came in two bytes. The agreement says four.
    .next = Look where the length becomes bytes: u16 makes two of it, i32 and u32 four.
diagnosis-header-as-text = The length came as decimal digits, as text. The agreement says four bytes, the lowest first.
    .next = Look where the length becomes bytes: to_le_bytes makes four bytes of a number, format! and to_string make text.
diagnosis-big-endian = The four bytes of the length came in the other order: the highest first (big-endian). The agreement says the lowest first.
    .next = Look where the length becomes bytes, and where bytes become the length: to_le_bytes and from_le_bytes, not to_be_bytes, from_be_bytes or the network's order.
diagnosis-header-counts-itself = The length counts the four bytes of the header, too. The agreement says that it counts the payload alone.
diagnosis-header-counts-characters = The length counts characters. What goes over the wire are bytes, and this text has more of them.
    .next = Look where the length is taken: text.len() counts bytes, chars().count() counts characters.
diagnosis-line-break-sent = It ends with a line break that belongs to the keyboard, not to the message.
    .next = Look where the line is read and where it is written: take the line break off, and write without println! or writeln!.
diagnosis-line-break-before = A line break stands before it: what was sent earlier ended with one, which belongs to the keyboard and not to the message.
    .next = Look where the line is read and where it is written: take the line break off, and write without println! or writeln!.
diagnosis-whole-buffer = The message is there, and after it zeros: the whole buffer was taken for it, and not only the part of it that had been received.
    .next = recv says how many bytes it has put into the buffer. Only these, &buffer[..n], are the message.
diagnosis-not-upper-case = The bytes came back, but the letters a to z as they were: nothing was turned into upper case.
diagnosis-other-letters-too = Letters other than a to z were changed, too. Upper case is meant here as bytes have it: to_ascii_uppercase.
    .next = to_uppercase knows all the world's letters and may change how many bytes there are. Here only a to z change, and every other byte stays as it is.
diagnosis-replaced-characters = Bytes that are no UTF-8 were replaced by U+FFFD (EF BF BD) on their way: they were taken for text.
    .next = Send the bytes themselves. Turn them into text only to show them.
diagnosis-trimmed = The white space around it is gone. It belonged to the message.
    .next = Look for trim: it takes away more than a line break.
diagnosis-characters-cut-to-bytes = Each character became one byte, the lowest of its number: what does not fit into a byte was cut off.
    .next = Look for `as u8`. A text is bytes already: as_bytes() gives them, several for most characters.
diagnosis-bytes-as-characters = Each byte was taken for a character of its own, with the byte's value as its number: bytes from 128 on became two.
    .next = Look for `as char` or char::from: they make Latin-1 of bytes, and the bytes are not Latin-1.
diagnosis-prompt-shown = A prompt stands before it. It may appear at a terminal only: whoever reads this output in a pipe reads the prompt, too.
    .next = Look for what prints the prompt: leave it out, or ask std::io::IsTerminal first.
diagnosis-shown-for-debugging = It is shown as for debugging, between quotes or escaped: {"{:?}"} in place of {"{}"}.
diagnosis-shown-as-numbers = The bytes are shown as a list of numbers. They are text: turn them into a string to show them.
    .next = String::from_utf8_lossy makes text of bytes, with U+FFFD for what is no UTF-8.
diagnosis-one-buffer-full = Only { $count } of { $length } bytes came: as much as one buffer holds. What did not fit into it was never looked at.
    .next = One recv returns at most what fits into its buffer, and perhaps less. What is longer takes a loop.
diagnosis-only-the-beginning = Only the beginning came: { $count } of { $length } bytes.
diagnosis-said-again = What came is what came the time before: an old answer to a new question.
    .next = Look for a buffer or a variable that keeps what was in it, and for an answer that is sent twice.
diagnosis-asked-address-shown = The line shows the address that was asked for. Port 0 asked the system for a free port, and got it: the kernel shows your { $program } listening at { $address }.
    .next = Ask the listener itself which address it has (local_addr), once it is bound, and print that one.
diagnosis-own-address-shown = The address in it is your server's own. The caller's was expected.
    .next = accept returns it beside the stream; peer_addr is the other end of a stream, local_addr its own.

# What was done, and what came of it.

diagnosis-speaks-first = Your server sends something before anything has been said to it. Here the caller speaks first.
    .next = Look for what is sent between accept and the first recv.
diagnosis-end-taken-for-message = recv returned 0 bytes, and your server took them for a message. 0 bytes are the end of the stream.
diagnosis-end-taken-for-reply = An empty line is shown where no reply came: recv returned 0 bytes, the end of the stream, and they were taken for a reply.
    .next = Compare the number that recv returns with 0 before you use what it received.
diagnosis-connect-error-ignored = Nobody listens there, so connect has failed. Your { $program } went on all the same: its reason is a broken pipe (EPIPE), which only sending fails with.
    .next = Look at what becomes of the result of connect.
diagnosis-text-unwrapped = The bytes are no UTF-8, and a conversion that only takes UTF-8 was unwrapped.
    .next = String::from_utf8_lossy makes text of any bytes, with U+FFFD for what is no UTF-8; escape_ascii shows the bytes themselves. Where such a message is to end the conversation, hand up the error of from_utf8 instead. The brief says which of them is meant.
diagnosis-error-unwrapped = A call returned an error, and its result was unwrapped: that ends the thread with a panic.
    .next = A network program meets errors every day. Hand them up with `?`, or look at them with match, and decide whom they concern.
diagnosis-catches-interrupt = The kernel shows that your { $program } has taken SIGINT for itself: it catches or ignores it, so Ctrl-C does not end it.
    .next = Look for the handler. Without one, SIGINT ends a program in whatever call it is blocked.

# What the kernel shows the program waiting for.

diagnosis-waits-to-be-spoken-to = The kernel shows your { $program } inside recv: it waits to be spoken to, and has received nothing on this connection yet.
diagnosis-waits-for-more = The kernel shows your { $program } inside recv: it has read { $count } { $count ->
    [one] byte, all that was
   *[other] bytes, all that were
 } sent, and waits for up to { $asked } more. They will not come, and the other side does not end the stream.
    .next = Look at the loop around recv, or the call that loops for you (read_exact, read_to_end, read_to_string, read_line): by what does it know that the message is complete? If there is a buffer around the stream (BufReader), what it has read ahead is gone with it when it is dropped.
diagnosis-waits-in-send = The kernel shows your { $program } inside send: the other side does not read, and there is no more room on the way.
diagnosis-waits-for-datagram = The kernel shows your { $program } inside recv: it waits for a datagram, and none is on its way.
diagnosis-waits-in-print = The kernel shows your { $program } inside a write to its own stdout or stderr.
diagnosis-waits-for-child = The kernel shows your { $program } waiting for the end of a process that it has started.
diagnosis-waits-for-pipe = The kernel shows your { $program } reading from a pipe: what it has started has not closed its output.
diagnosis-waits-before-it-reads = The kernel shows your { $program } waiting for the end of a process that it has started, and that process blocked in writing its output: the pipe is full, and nobody reads it. Each waits for the other.
    .next = Read the output before, or while, you wait for the end: Command::output does both.
diagnosis-reads-the-other-pipe = The kernel shows your { $program } reading one pipe of what it has started, and that blocked in writing into another: it is full, and nobody reads it. Each waits for the other.
    .next = Read stdout and stderr at the same time: Command::output does it, or a thread for each.
diagnosis-waits-in-accept = The kernel shows your { $program } inside accept: it waits for the next caller, and no thread of it looks after those who are there.
diagnosis-waits-for-input = The kernel shows your { $program } waiting for what is typed at it, and for nothing else.
diagnosis-waits-for-thread = The kernel shows every thread of your { $program } waiting for another one: for a lock, a channel or a join.

# Lessons 8 and 10: files.

diagnosis-name-believed = Your { $program } took { $name } for the name of a file. It is a path, or nothing at all.
diagnosis-path-for-name = The name was announced with the way to it. In the server's folder only the last component is a name.
    .next = Path::file_name gives the last component of a path.
diagnosis-repeat-written = Each packet came several times, and each time it was written.
    .next = Look at what decides whether a payload is written: the number of the packet has to be the one expected, and then another is.
diagnosis-written-as-it-came = The packets are in the file in the order in which they came, not in that of their numbers.
    .next = Look at what decides whether a payload is written: the number of the packet has to be the one expected.
diagnosis-gone-after-the-last = Your server was gone when its client asked once more about the last packet. Its acknowledgement may have been lost: the client cannot know.
    .next = After the last acknowledgement stay a while: as long as packets of this client come, answer them.
diagnosis-repeat-unanswered = Your server was there when its client asked once more about the last packet, and did not answer. Its acknowledgement may have been lost: the client cannot know.
    .next = Look at what is done with a packet that comes after the last: answer it as all others, with the number that is expected.
diagnosis-content-too-early = Your client has ended as if all were well, and packets are still missing at its server.
    .next = Look at what makes the client count a packet as acknowledged: the server's number alone, and only up to what has been sent.
diagnosis-no-timer = The kernel shows your { $program } waiting for a datagram, with no limit to the wait. What it sent may be lost, and then nothing comes.
    .next = Give the socket a read timeout, and send again what is not acknowledged when it is over.
