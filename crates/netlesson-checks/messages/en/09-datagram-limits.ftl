lesson-09 = Datagram limits

lesson-09-largest-payload = The largest payload is one that was sent and arrived whole
    .why = Tutorials give many limits: 512, 1472, 8192, 65535. The check has just measured the one of this kernel with sockets of its own. A number that was tried cannot be wrong.
    .next = Look at longest in lib.rs: send, receive, and compare the lengths. The first that arrives whole, from the top, is the largest.
    .hint-1 = Which length is too long for certain, and how do you find the first below it that goes?
    .hint-2 = send returns an error for what is too long. Go down one by one from TOO_LONG until a send succeeds, and see that it arrives with all its bytes.
    .hint-3 = In longest: for length in (0..=TOO_LONG).rev(), match sender.send(&payload[..length]), and return the length when receive gives Some(length).

lesson-09-one-byte-more = One byte more is refused, and the kernel says why
    .why = The length does not fit into the 16 bits that the headers have for it, so the kernel refuses to send (EMSGSIZE). Nothing is cut, nothing goes out. On TCP there is no such error, since a stream has no messages.
    .next = Look at longest in lib.rs: keep the last error of send, and return it beside the length.
    .hint-1 = Which error did the send before the successful one meet?
    .hint-2 = Each refusal takes the place of the one before; the one that is left when a send succeeds is that of one byte more.
    .hint-3 = In longest: Err(why) => refusal = why, and return Ok((length, refusal)).

lesson-09-cut-datagram = What has no room is gone
    .why = A recv takes one datagram, as much of it as there is room for. The rest is thrown away, not kept for the next recv as a stream would. A buffer that is too small loses data without an error.
    .next = Look at left_of in lib.rs: receive with room for one byte, again and again, until nothing comes.
    .hint-1 = How many bytes has the buffer that you hand to recv?
    .hint-2 = One. The first recv gets the first byte; the second would get the rest if there were any. Gather what comes.
    .hint-3 = In left_of: let mut room = [0]; while let Some(length) = receive(&receiver, &mut room)? put room[..length] at the end of a Vec.

lesson-09-empty-datagram = An empty datagram arrives, and has length 0
    .why = On a stream, 0 bytes from recv mean the end. A datagram without a byte is a message like any other: it has headers, it arrives, and recv returns 0.
    .next = Look at length_of_empty in lib.rs: send an empty slice, and return what receive says.
    .hint-1 = Does send with no bytes send anything at all?
    .hint-2 = Over UDP it does. receive gives Some(0) for it, and None if nothing has come.
    .hint-3 = In length_of_empty: sender.send(&[])?, then receive with a buffer of a few bytes.

lesson-09-nobody-there = A connected socket learns that nobody is there
    .why = "A UDP client never learns that nobody listens" is not so. The other side's kernel answers with ICMP port unreachable, and a connected socket hears of it with its next call: ECONNREFUSED.
    .next = Look at learned in lib.rs, where connected is true: connect, send, then receive. The error of that receive is what was learned.
    .hint-1 = Which call fails: connect, the first send, or the one after it?
    .hint-2 = connect only writes the address down, and the first send goes out. What came back is told to the call after it.
    .hint-3 = In learned: socket.connect(address)?, socket.send(…)?, and Ok(receive(&socket, &mut buffer).err()).

lesson-09-nobody-told = A socket that is not connected learns nothing
    .why = The same datagram, the same answer from the other kernel. But a socket that may send to everyone is not told which of its datagrams came to nothing, so Linux tells it nothing, unless it asks with IP_RECVERR. Most tutorials' clients are such sockets.
    .next = Look at learned in lib.rs, where connected is false: send_to, and no connect before it.
    .hint-1 = What is the difference between send and send_to for the socket?
    .hint-2 = After connect the socket has one peer, and errors from there are its own. With send_to alone it has none.
    .hint-3 = In learned: if connected, connect and send; otherwise send_to(…, address) alone. receive waits PATIENCE and returns None.

lesson-09-somebody-there = Where somebody is, no error comes
    .why = This time the address is one where somebody receives, and says nothing. A program that prints "Connection refused" because that is what the brief shows has not asked.
    .next = Look at learned in lib.rs: what it returns comes from the call, for every address. Both sockets send something.
    .hint-1 = What does receive return when nothing comes and nothing is wrong?
    .hint-2 = Ok(None) after PATIENCE, and that is shown as nothing.
    .hint-3 = In learned: receive(…).err() is Some for an error, and None for everything else.

lesson-09-kept-datagrams = What survives is counted
    .why = Unread datagrams are not lost at once, as some say: they wait in the receive buffer. When that is full, the kernel drops what comes, and tells nobody. How many fit depends on this kernel's bookkeeping as much as on their size.
    .next = Look at kept in lib.rs: the size is set before anything is sent, all are sent before anything is received, and then everything that is there is counted.
    .hint-1 = When is the first recv called: while the datagrams are being sent, or after the last?
    .hint-2 = "When nobody reads" means that nobody reads until all are sent. Then receive until None. The size shown is the one that the kernel says, not the one that was asked for.
    .hint-3 = In kept: SockRef::from(&receiver).set_recv_buffer_size(bytes)?, FLOOD times sender.send(&[0; PAYLOAD])?, count receive until None, and return recv_buffer_size() with the count.

lesson-09-system-buffer = Without --buffer it is the system's own
    .why = The buffer that a socket gets when nobody asks is what most programs run with. Few of them know how soon it is full.
    .next = Look at kept in lib.rs: with None nothing is set, and the size is read all the same.
    .hint-1 = What does your program do when asked is None?
    .hint-2 = It leaves the socket as it is. recv_buffer_size tells what the system has given it.
    .hint-3 = In kept: if let Some(bytes) = asked around the setter, and nothing else.

lesson-09-seven-lines = Seven lines, and an end
    .why = A program that measures says what it has measured, exits with 0, and is silent otherwise: then others can use it.
    .next = The lines are given in print_lines (probe.rs). Look for anything else that is printed, and for an error that ends the program.
    .hint-1 = Which lines are more, or fewer, than those of the brief?
    .hint-2 = Without arguments the word is hello, the address 127.0.0.1:9009, and the buffer is the system's.
    .hint-3 = In print_lines, one println! each for: largest payload, one byte more, {"{"}word{"}"} into 1 byte, empty datagram, connected to, not connected to, buffer of. What you print to look for a mistake goes to eprintln!.

lesson-09-other-family = Over IPv6 the limit is another one
    .why = Over IPv4 the 16 bits count the header of IP, too; over IPv6 they do not. So the largest payload differs by those 20 bytes. Whoever measures need not know that.
    .next = Look at longest in lib.rs: the sockets are opened at the ip that it is given, and TOO_LONG is where it begins.
    .hint-1 = Is there a number in longest that comes out of a book?
    .hint-2 = The only one that is needed is one that is too long for certain. Everything below is tried.
    .hint-3 = In longest: pair(ip)?, and a loop that begins at TOO_LONG.

lesson-09-own-network = In another network another count
    .why = The check has started your program in a network of its own, where 512 bytes travel in three fragments (an MTU of 220) and take other room in a buffer than here. Nobody else is in that network, so the kernel's counters tell what your program has sent, and how much of it had no room. A figure that was measured agrees with them; one that was worked out, or read somewhere, does not.
    .next = Look at kept in lib.rs: all FLOOD datagrams go out, and what is counted is what receive has returned.
    .hint-1 = How many datagrams does your program send in all, and is there a figure for which it sends none?
    .hint-2 = Five measurements need one each at least, and the last needs all 10,000. A count that is worked out from sizes is right in one network and wrong in the next.
    .hint-3 = In kept: for _ in 0..FLOOD, sender.send(&[0; PAYLOAD])?, then count += 1 for each Some of receive. In longest, left_of, length_of_empty and learned: at least one send each.

lesson-09-no-network = What cannot be measured is said
    .why = The check has started your program in a network in which not even loopback is up: whatever is sent meets "Network is unreachable". That is no figure, and no reason to panic: "error: cannot measure: WHY" on stderr and exit code 1 tell whoever asked that there is no answer, and why.
    .next = Look for unwrap, for expect and for an error that is dropped, in lib.rs and in print_lines. main makes the line of what it is handed.
    .hint-1 = What does pair return when its connect fails, and what becomes of that in your function?
    .hint-2 = Each function returns an io::Result. `?` hands an error on to its caller, up to main, which calls fail.
    .hint-3 = In each function of lib.rs: pair(ip)?, socket.connect(address)?, socket.send_to(…)?, sender.send(…)?. Only in longest the error of send is kept; it is what is measured there.

lesson-09-json = With --json it is one object
    .why = A person compares lines, a program compares members. An error is text there, what was not learned is null, and everything that was counted is a number.
    .next = Look at print_json in probe.rs: one object with the nine members that the brief names.
    .hint-1 = Which of the members are numbers, which are text, and which may be null?
    .hint-2 = serde_json's json! makes a number of a usize, and of an Option<String> text or null. An io::Error has to be turned into text first.
    .hint-3 = In print_json: measure everything with the same functions as print_lines, then println!("{"{"}{"}"}", json!(…)) once.

witness-never-asked = Nothing of your { $program } has arrived at { $address } by the time that it prints what a socket learned there, { $how }: it has not asked.
witness-not-all-sent = In a network of its own your { $program } has sent { $sent } datagrams in all: the kernel has counted them. Its seven lines take { $needed } at least, 10000 for the last and one each for five others. (What is refused is not sent.)
witness-more-than-kept = Your { $program } says that { $count } of the 10000 were in the buffer. In this network the kernel has counted { $sent } datagrams that it has sent, and { $dropped } of them that were dropped because there was no room: at most { $most } can have been left.

skipped-no-refusal = skipped: this system's kernel does not tell a socket that nobody is there
skipped-no-ipv6 = skipped: this system has no loopback address of IPv6

diagnosis-never-sent = { $said } bytes were never sent whole: this kernel refuses a datagram of that length, as the check has just seen.
    .next = Look at what becomes of an Err of send. The length that is returned is one for which send succeeded and all of it arrived.
diagnosis-room-for-more = The whole word is there. A buffer of one byte has no room for it, and the rest is not kept: the word was received into a larger one.
    .next = Look at the buffer that is handed to recv: its length is how much one recv may take.
diagnosis-connected-all-the-same = The kernel tells this error to a socket that is connected, and to no other. So this one is connected, too, or the line repeats what the other has learned.
    .next = Where connected is false, there is send_to and no connect, on a socket of its own.
diagnosis-asked-size-shown = The size that was asked for is shown. The kernel has made something else of it (lesson 7).
    .next = Ask the socket: recv_buffer_size().
diagnosis-buffer-not-set = This is the size that a socket has when nobody asks for one: SO_RCVBUF was not set on the socket that receives.
    .next = Look at whether --buffer reaches set_recv_buffer_size, and at which of the two sockets it is called on.
diagnosis-nothing-lost = All datagrams are said to have survived, and there is no room for them in such a buffer. Somebody has read meanwhile, or those that were sent were counted.
    .next = First send all, then receive, and count what was received.
diagnosis-limit-of-four = This is the limit over IPv4, and the sockets should have been of IPv6.
    .next = Look at whether the ip that longest is given is where its sockets are bound, and at where its loop begins.
diagnosis-member-missing = The object has no member { $name }.
