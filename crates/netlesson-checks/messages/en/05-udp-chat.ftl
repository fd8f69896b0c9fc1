lesson-05 = UDP chat

lesson-05-ready-line = The server is there, and says where
    .why = A UDP server has no listen and no accept: from bind on, whatever is sent to its port waits for it. Port 0 asks the system for any free port, so only the socket can tell which one it got.
    .next = Look at serve in src/bin/server.rs: bind a UdpSocket, then print "listening on IP:PORT" with the address that the socket says it has.
    .hint-1 = Which of the calls of lesson 1 are left when there are no connections?
    .hint-2 = One call opens the socket and binds it. The address to print is the socket's own (local_addr), not the one that was asked for.
    .hint-3 = UdpSocket::bind and println! at the beginning of serve, in src/bin/server.rs.

lesson-05-takes-a-datagram = The server prints each datagram with its sender
    .why = There is no connection that says who is talking. Every datagram brings its sender's address along, and that is all there is to know somebody by.
    .next = Look at the loop in serve: receive one datagram, print "IP:PORT -> text" for it.
    .hint-1 = Which receiving call tells not only what came, but from whom?
    .hint-2 = recv_from returns a length and an address. Only that many bytes of the buffer are the message.
    .hint-3 = The first lines of the loop in serve. The line is printed before anything else is done with the message.

lesson-05-port-taken = A port that is taken is reported
    .why = Two programs cannot both own a UDP port: the datagrams would go to one of them, and the other would wait in vain. "error: cannot listen on ADDR: Address already in use" says so at once.
    .next = Hand the error of bind up with `?`; main prints it in the form "error: cannot listen on ADDR: WHY" and exits with 1.
    .hint-1 = Which call notices that somebody else has the port?
    .hint-2 = bind returns a Result. Its error belongs to whoever called your function.
    .hint-3 = Use `?` after UdpSocket::bind in serve, and leave no unwrap() on the way.

lesson-05-empty-datagram = An empty datagram is a message, not the end
    .why = With TCP, a recv of 0 bytes is the end of the stream. UDP has no stream and no end: 0 bytes are a datagram without a payload, and anyone can send one. A server that stops there can be stopped by anyone.
    .next = Look for what your server does when the length is 0: it prints its line, answers "error: empty message" and goes on.
    .hint-1 = What did a length of 0 mean in lesson 2, and why can it not mean that here?
    .hint-2 = Let an empty payload go the same way as every other. What is wrong with it is for the room to say.
    .hint-3 = In serve, nothing special happens at length 0. In room.rs, take makes "error: " and the reason into a letter to the sender.

lesson-05-not-utf8 = Bytes that are no text are answered with an error
    .why = Anyone can send any bytes to a UDP port. Text is what you hope for; the decoding has to say whether it is what you got. The screen shows U+FFFD in place of what cannot be read.
    .next = Look at take in src/room.rs: bytes that cannot be decoded become "error: not UTF-8" for their sender.
    .hint-1 = What does str::from_utf8 return for the byte 0xff?
    .hint-2 = A Result: one side goes on to answer, the other is a reason that the sender is told. No unwrap, and no from_utf8_lossy, which would never say no.
    .hint-3 = The first lines of take. The printed line in serve may use from_utf8_lossy; the payload that goes to the room must not.

lesson-05-signs-in = /name signs in, and says hello as often as it is asked
    .why = The hello may get lost on its way, and then the client asks again. A server that takes the second question for a quarrel would lock out the one who had bad luck. And one question has one answer, in one datagram: each of them arrives or gets lost by itself.
    .next = Look at sign_in in src/room.rs, and at what it does with a name that is here already at the same address.
    .hint-1 = Who asks for a name twice from the same address?
    .hint-2 = Somebody whose first hello was lost. A name is taken only when another address has it.
    .hint-3 = sign_in in src/room.rs: compare the address that is noted for the name with the sender's.

lesson-05-prints-every-datagram = Commands, errors and goodbyes are printed too
    .why = The operator's screen is the only place where all that happens can be seen: a UDP server has no connections to list.
    .next = Look at serve: the line is printed for every datagram, before anything is decided about it, and nothing else is printed on stdout.
    .hint-1 = Which datagrams get their line now, and which do not?
    .hint-2 = A print that stands before every decision sees everything, commands and empty messages as well.
    .hint-3 = In serve in src/bin/server.rs, right after the LF at the end has been dropped.

lesson-05-who-order = /who tells the names by code point
    .why = "In order" means something else in every language and every library. Code points are the one order that two programs cannot disagree about; it puts Z before a, and é after z.
    .next = Look at who in src/room.rs, and at what keeps the names: it was given in this order.
    .hint-1 = In which order does a map give its keys back, and who decided that?
    .hint-2 = Rust compares strings byte by byte, and in UTF-8 that is the order of the code points. A sorted map or a plain sort does it; one that ignores case does not.
    .hint-3 = who in src/room.rs, and the type of peers.

lesson-05-tells-the-others = What is said reaches everyone else, once
    .why = On one socket the server itself decides who hears what: no connection does it. All the others who are signed in get each message once; the sender, and those who have not signed in, get nothing.
    .next = Look at tell_the_others in src/room.rs and at the sending loop in serve: every addressee gets one datagram, and the text stays as it was sent.
    .hint-1 = Whom does the letter go to, and does it go to each of them exactly once?
    .hint-2 = Everyone who is signed in, but for the sender. Spaces belong to the text, and an error is for its sender alone.
    .hint-3 = The loop over the addressees at the end of serve; then tell_the_others and take in src/room.rs.

lesson-05-unnamed-peer = Who has no name goes by its address
    .why = Nobody has to introduce themselves to send a datagram: a bare one from nc or any other program works. The address it came from is name enough, and IP and port together tell two of them apart.
    .next = Look at name_of in src/room.rs: no name, then the address, "127.0.0.1:62851: text".
    .hint-1 = What do you know about a sender who never signed in?
    .hint-2 = Its address, which came with the datagram. Printed with its port, it is the name in front of the text.
    .hint-3 = name_of in src/room.rs; and see that no function refuses a sender for having no name.

lesson-05-bad-names = A name is 1 to 20 characters without white space
    .why = 你 is one character, three bytes; 😀 is one character, four bytes. Whoever counts bytes gives some people short names. And a name with a space in it could never be found again in "/to NAME text".
    .next = Look at the beginning of sign_in in src/room.rs: count characters, refuse every kind of white space, and change nothing when the name is bad.
    .hint-1 = How long is "你好": in characters, and in bytes?
    .hint-2 = chars() gives characters, len() counts bytes. char::is_whitespace knows tabs and the wide space of Chinese keyboards as well as the plain one.
    .hint-3 = The first check in sign_in, before anything is looked up or changed.

lesson-05-name-taken = A name belongs to one address
    .why = UDP has no login. That a name stays with the address that took it is the only thing that keeps JACK from being someone else a moment later.
    .next = Look at sign_in in src/room.rs: a name that another address has is refused, and the one who asked keeps the name it had.
    .hint-1 = What has changed in the room after "error: name taken"?
    .hint-2 = Nothing: refuse first, change afterwards.
    .hint-3 = In sign_in, the order of the refusals, sign_off and the noting of the new name.

lesson-05-renames = Another name from the same address is a new name
    .why = A peer is an address. When it takes another name, it is still one peer: its old name is free, and no message reaches it twice.
    .next = Look at sign_in in src/room.rs: what becomes of the old name of this address?
    .hint-1 = How often does this address stand among the peers after it has taken a second name?
    .hint-2 = Once. The old entry goes before the new one comes.
    .hint-3 = sign_off does it: call it in sign_in, after the refusals.

lesson-05-bye = /bye signs off, without a reply, and frees the name
    .why = Nobody sees a UDP peer leave: there is no FIN. The room forgets it only because it says so, and from then on it is an address without a name like any other.
    .next = Look at the arm for "/bye" in answer, and at sign_off, both in src/room.rs. They were given: compare them with the solution if you changed them.
    .hint-1 = What is there left of a peer that has said goodbye?
    .hint-2 = Nothing: its name is free, no message goes to it, and the goodbye itself has no answer.
    .hint-3 = answer and sign_off in src/room.rs, and the loop in serve: a letter to nobody is sent to nobody.

lesson-05-no-command = What only looks like a command is for everyone
    .why = "/whoami" is not "/who". Programs that look at the beginning of a text only answer questions that nobody asked, and swallow what was meant for others.
    .next = Look at answer in src/room.rs: the whole first word decides, and anything else goes to everyone.
    .hint-1 = Where does the command end, and what comes after it?
    .hint-2 = Compare the first word as a whole. starts_with is true for too much, and cutting a string at a byte can cut a character in two.
    .hint-3 = The match in answer, in src/room.rs. Its last arm is for everything else.

lesson-05-line-feed = One LF at the end is dropped, before all else
    .why = nc and echo send the line end along with the line. With it, TOM would have another name than "TOM\n", and every message an empty line behind it. What is dropped is one LF at the end, and nothing more: the rest is the sender's text.
    .next = Look at the lines after recv_from in serve: the LF goes before the payload is printed and before the room sees it.
    .hint-1 = What does `echo hello | nc -u` send: five bytes, or six?
    .hint-2 = strip_suffix takes one LF away if there is one. trim takes more, also what was meant.
    .hint-3 = In serve in src/bin/server.rs, right after recv_from.

lesson-05-ip-and-port = A peer is an IP and a port
    .why = Two machines may well use the same port, and two programs on one machine have the same IP. Only both together are somebody. Here 127.0.0.1 and 127.0.0.2, both of them this machine, speak from the same port.
    .next = See what your room compares when it asks whether two addresses are the same: all of the SocketAddr.
    .hint-1 = Which two things make an address, and which of them do you compare?
    .hint-2 = A SocketAddr holds both, and == compares both.
    .hint-3 = Every place in src/room.rs that looks a sender up.

lesson-05-to-one = /to reaches the one who is meant, and nobody else
    .why = The tutorials' server answers whoever wrote last. With three people in the room that is the wrong one. send_to takes an address for a reason: a datagram goes to whom you say.
    .next = Look at tell_one in src/room.rs: the letter is "TOM -> you: text", and its one addressee is the peer of that name, not the sender.
    .hint-1 = Whose address belongs to the name after /to?
    .hint-2 = The one that was noted when this name signed in. The sender's is only needed for the name in front of the text.
    .hint-3 = tell_one in src/room.rs. All that comes after the first space is the text, spaces and all.

lesson-05-to-nobody = /to without a text, or to nobody, is told to the sender
    .why = UDP itself never says whether anyone got it. Where the server can know, it should say so, and in a fixed order, so that two programs give the same answer.
    .next = Look at tell_one in src/room.rs: first the empty text, then the name that is not here. Each error goes back to the sender.
    .hint-1 = "/to JACK" with no JACK here has two things wrong with it. Which is told?
    .hint-2 = The empty text, since it is looked at first. Without a space behind the name there is no text at all.
    .hint-3 = The order of the two refusals in tell_one, in src/room.rs.

lesson-05-largest-message = The largest message that fits arrives whole
    .why = A datagram that does not fit into the receiver's buffer is not an error: the rest is thrown away without a word. The tutorials' recvfrom(1024) cuts every longer message. The most that IPv4 carries is 65507 bytes.
    .next = Look at the size of the buffer in serve, and at the limit in take: 65507 bytes are still right, with the sender's name counted in.
    .hint-1 = How large can a datagram be, and how large is your buffer?
    .hint-2 = MAX_PAYLOAD bytes for both. A text of exactly that length goes out.
    .hint-3 = The buffer in serve in src/bin/server.rs; the comparison in take in src/room.rs.

lesson-05-too-long = A message that outgrows a datagram reaches nobody, and its sender is told
    .why = "hello" comes in and "TOM: hello" goes out: a message grows on its way. One that no longer fits makes send_to fail (EMSGSIZE). Cut it, and somebody reads half a message; let the error end the server, and one long line has silenced everybody.
    .next = Look at the end of take in src/room.rs: measure what is to go out, in bytes, and make it "error: message too long" for the sender.
    .hint-1 = What exactly must not be longer than 65507 bytes: what came in, or what goes out?
    .hint-2 = What goes out, with the name before it, in bytes and not in characters. It is known once the letter is written.
    .hint-3 = After the letter is made, at the end of take in src/room.rs. And one failed send_to in serve must not end the loop.

lesson-05-peer-gone = A peer that is gone does no harm
    .why = When a UDP program ends, nobody is told. The server goes on sending to it, and what comes back, if anything, is a refusal (ICMP port unreachable), which some systems hand to a later, innocent call.
    .next = Look at the sending loop in serve: whatever happens at one addressee, the others get theirs, and the server goes on.
    .hint-1 = Does `?` belong on the sending to one of many?
    .hint-2 = A failed send is about that one addressee: tell it on stderr and go on with the next.
    .hint-3 = The loop over the addressees, and the error arm of recv_from, in serve.

lesson-05-client-signs-in = The client signs in, then sends what is typed
    .why = The server knows nobody until it is told. "/name KIM" is the whole of the signing in: one datagram there, one back. From then on both know each other by their addresses, so everything must go through this one socket.
    .next = Look at sign_in in src/sign_in.rs: bind to any port, connect to the server, send "/name NAME", wait for the reply.
    .hint-1 = What does connect do for a UDP socket, when there is no connection?
    .hint-2 = It sends nothing. It notes the peer, so that send and recv mean this one, and the kernel keeps the datagrams of all others away.
    .hint-3 = sign_in in src/sign_in.rs sends, wait_for_reply just below it waits for "hello, " or "error: ".

lesson-05-sign-in-refused = A refusal ends the client, with the server's own words
    .why = The server knows why it said no; the client only passes it on. Whatever begins with "error: " is a refusal, also one that the client has never heard of.
    .next = See that wait_for_reply gives a reply that begins with "error: " back as a reply. main prints it on stderr and exits with 1.
    .hint-1 = How does the client tell a yes from a no?
    .hint-2 = By its beginning alone: "hello, " or "error: ". What follows is the server's affair.
    .hint-3 = wait_for_reply in src/sign_in.rs; main in src/bin/client.rs does the rest.

lesson-05-asks-again = Without an answer the client asks again
    .why = A question or its answer may be lost, and you cannot know which. Asking again is all that can be done, and it is what every protocol over UDP does. Here the first question goes unanswered, and the second is heard.
    .next = Look at the loop in sign_in: when the time of one try is over, that is no error but the next try.
    .hint-1 = What does a receive with a timeout return when the time is up?
    .hint-2 = An error of the kind WouldBlock or TimedOut. In wait_for_reply it means "no reply this time", which is None.
    .hint-3 = The error arms in wait_for_reply, and the loop over TRIES in sign_in, both in src/sign_in.rs.

lesson-05-no-answer = A server that never answers is given up on
    .why = recv waits for ever if it is let. On UDP nothing ever comes to tell that nothing will come, so the time limit must be the client's own: three questions at most, five seconds at most.
    .next = Look at sign_in: after the last try it returns an error, and main prints "error: no answer from ADDR: WHY" and exits with 1.
    .hint-1 = What wakes a recv when no datagram ever comes?
    .hint-2 = Only a read timeout that you set. Count the tries, and add their times up: less than five seconds.
    .hint-3 = set_read_timeout in wait_for_reply, TRIES and PATIENCE at the top of src/sign_in.rs.

lesson-05-nobody-listens = A client whose server is not there says so
    .why = "A UDP client never learns that nobody listens", say the tutorials. A connected one does: the other side's kernel answers with ICMP port unreachable, and the next call fails with "Connection refused".
    .next = An error of send or receive while signing in goes up with `?`; main prints "error: no answer from ADDR: WHY" and exits with 1.
    .hint-1 = What do send and recv return on a connected UDP socket when nobody has the port?
    .hint-2 = ECONNREFUSED, at the next call. It is a reason like any other, so hand it up.
    .hint-3 = sign_in and wait_for_reply in src/sign_in.rs: every error but the timeout is returned, none is unwrapped.

lesson-05-lively-room = Others who talk make the wait no longer
    .why = A greeting may be lost while the room is full of talk. A client that starts its timeout anew with every datagram waits as long as people talk; one that takes any datagram for its answer, or for an error, goes wrong by other people's words.
    .next = Look at wait_for_reply: there is one deadline, and each receive gets only what is left until then. What is not the reply is printed.
    .hint-1 = When does the time run out if every message sets it back?
    .hint-2 = Never. Work the deadline out once, before the loop, and look at the clock in every turn.
    .hint-3 = The condition of the loop in wait_for_reply, and the time that goes into set_read_timeout.

lesson-05-client-sends = Each line typed is a datagram, and none waits for a reply
    .why = On TCP one might send, wait, send, wait. In a chat nobody owes you an answer, and a client that waits for one says nothing any more. A line is sent without its line end, and blank ones are not sent.
    .next = Sending and printing have a thread of their own each. Look at what send_what_is_typed in src/bin/client.rs does after a line is sent: nothing but read the next.
    .hint-1 = What does your client do between two lines?
    .hint-2 = The thread that reads stdin only sends. Whatever arrives is for the other thread.
    .hint-3 = The loop in send_what_is_typed (src/bin/client.rs) goes over typed_lines(), with a /bye behind them, and all that stands in it is the send of that line to the server: no recv, no lock that the other thread holds while it waits.

lesson-05-client-prints = What arrives is printed at once, whether or not anything was typed
    .why = The tutorials' client reads one datagram after each line that it sends. Two people's messages in a row, and from then on it shows everything one too late. Reading the keyboard and reading the network must not wait for each other.
    .next = Look at print_what_arrives in src/bin/client.rs: receive for ever, print each text on a line of its own.
    .hint-1 = Who calls receive while stdin waits for the keyboard?
    .hint-2 = A thread that does nothing else, in a loop without an end. Bytes that are not UTF-8 are shown as U+FFFD and stop nothing.
    .hint-3 = print_what_arrives in src/bin/client.rs; receive in src/sign_in.rs gives the text.

lesson-05-prints-whole = The largest message is printed whole, and an empty one is no end
    .why = What does not fit into the buffer of a recv is thrown away without a word, and the message looks complete. And 0 bytes are a datagram like any other.
    .next = Look at the buffer that the client receives into, and at what it does with a length of 0.
    .hint-1 = Who notices that the end of a message is missing?
    .hint-2 = Nobody: recv does not say so. The buffer has to be as large as a datagram can be.
    .hint-3 = receive in src/sign_in.rs has the buffer; print_what_arrives in src/bin/client.rs has the loop.

lesson-05-strangers = Only the server is listened to
    .why = Anyone may send a datagram to your port, and it takes one line of Python. A client that believes whatever comes can be told anything: that its name is taken, or what TOM is said to have said.
    .next = Connect the socket to the server before the first question is sent: from then on the kernel keeps away what others send.
    .hint-1 = Who can send to the port of your client?
    .hint-2 = Everybody, unless the socket is connected. Or look at the sender of every datagram (recv_from), also while signing in.
    .hint-3 = connect at the beginning of sign_in in src/sign_in.rs, before the loop.

lesson-05-server-away = A server that is away may come back
    .why = A refusal tells of one datagram: just now, nobody was there. There is no connection that could be lost with it. The error may show up at a send or at a receive, whichever comes next, and neither must end the client.
    .next = Look at the error arm of print_what_arrives in src/bin/client.rs, and at what happens when a send fails: say it on stderr, go on.
    .hint-1 = Which of your calls can fail with ECONNREFUSED, and what does each do then?
    .hint-2 = Every send and every receive of a connected socket. Print the reason on stderr and go round the loop again.
    .hint-3 = print_what_arrives in src/bin/client.rs: no break, no return, no unwrap.

lesson-05-signs-off = quit, /bye and the end of stdin sign off
    .why = Closing a UDP socket sends nothing. If the client does not say /bye, its name stays taken for ever, and the room talks to somebody who is not there.
    .next = However the typing ends, "/bye" is the last datagram, and the client exits with 0 without waiting for an answer. This was given: see send_what_is_typed and main.
    .hint-1 = What does the server notice when a client just ends?
    .hint-2 = Nothing. So the last thing that is sent says it, for all three ways to leave.
    .hint-3 = send_what_is_typed in src/bin/client.rs; main must not wait for the printing thread, which never ends.

lesson-05-lossy-wire = Your programs meet though datagrams are lost and repeated
    .why = On a real network a datagram may be lost, or arrive twice. Here a question is lost, then an answer: your client asks again, and your server must greet it again, for the name is its own already. A datagram that arrives twice is two messages: UDP does not tell them apart, and what is to be done about it is for a protocol above it. Lesson 10 builds one.
    .next = Read what the wire did below "What happened". After a loss look at the loop in sign_in and at what your server answers to a name that the same address has already. After a repetition, look for anything that leaves out a message.
    .hint-1 = An answer was lost. What does your server say to the same question from the same address?
    .hint-2 = "hello" once more: the name is not taken by somebody else. And a text that comes twice is told twice, and printed twice.
    .hint-3 = sign_in in src/sign_in.rs; where your room in src/room.rs looks whether a name is taken; print_what_arrives in src/bin/client.rs.

# The mistake behind a failure, where the evidence is enough to name it.

diagnosis-connected-to-one = The kernel shows the socket of your { $program } connected to { $address }: it hears that one peer, and nobody else any more.
    .next = Look for connect: on a server that has one socket for all of them it shuts all but one out. Answer with send_to.
diagnosis-length-apart = A datagram came that holds the length of the message and nothing else. A datagram has its boundaries already: the message is to be the whole of it.
    .next = Look where the length is sent: no header is needed here. One message is one datagram.
diagnosis-ended-at-empty-datagram = Your { $program } has ended at a datagram of 0 bytes. On UDP that is no end: it is a message with nothing in it.
    .next = Look for what is done when the length is 0: a break or a return there is right for TCP alone.
diagnosis-empty-datagram-passed-over = Your { $program } answers other questions, but passes over a datagram of 0 bytes as if nothing had come.
    .next = Look for what is done when the length is 0: it is a message like any other, and has its answer.
diagnosis-taken-by-itself = The name is said to be taken, and the one who has it is the one who asks, from the same address. Whoever asks again because the answer was lost would never get in.
    .next = Look where a name is looked up: it is taken only if the address beside it is another one.
diagnosis-answered-twice = Each question had its greeting already, and one more came. On UDP an answer too many is taken for the answer to the next question.
    .next = Look where the greeting is sent, and how often one question gets there.
diagnosis-sent-to-its-sender = The text is right, but it went back to the one who said it, and not to the others.
    .next = Look at the address that send_to gets: it is to be the addressee's, not that of the sender that recv_from told.
diagnosis-heard-itself = What this peer said itself came back to it, with a name before it. It is for the others.
    .next = Look where the addressees are gathered: the sender is not one of them.
diagnosis-one-peer-only = Of all who signed in, each from an address of its own, only the last is here: each of them took the place of the one before.
    .next = Look at what tells two peers apart: an IP and a port together, for all of these have the same IP.
diagnosis-order-of-arrival = The names are all here, in the order in which they signed in.
diagnosis-order-without-case = The names are all here, in an order that takes capital and small letters for the same. By code point all of A to Z come before a.
    .next = Look for to_lowercase, or for a comparison that ignores case: plain strings compare as they should.
diagnosis-no-order = The names are all here, but in no order.
    .next = Look at what keeps the names: a HashMap has an order of its own, another one in every run. A BTreeMap, or a sort before the names are told, gives the right one.
diagnosis-port-alone = Your { $program } has put JACK in TOM's place. They have the same port, but not the same IP: JACK is at 127.0.0.2.
    .next = Look at what tells two peers apart: the whole SocketAddr, not its port alone.
diagnosis-command-by-its-beginning = Your server took "{ $text }" for a command, since it begins like one.
    .next = Look for starts_with: the whole first word must be the command.
diagnosis-small-buffer = Of a message of { $length } bytes only the first { $count } are there: as much as one buffer holds. What does not fit into the buffer of a recv is thrown away with the rest of its datagram, and no second recv brings it back.
    .next = Look at the size of the buffer: the largest datagram has 65507 bytes.
diagnosis-limit-too-low = The message was refused as too long, and it is not: with the sender's name before it, it fills a datagram of 65507 bytes to the last one.
    .next = Look at the number that the length is compared with, and at the comparison: 65507 itself is right.
diagnosis-ended-at-too-long = Your { $program } has ended at a message that is too long for a datagram once a name stands before it: one peer's message has ended the chat for all.
    .next = Look at send_to: its error (EMSGSIZE) is about this one message. No `?` and no return may follow from it.
diagnosis-too-long-untold = Your { $program } goes on, and nobody got the message, but its sender was not told.
    .next = Measure what is to go out before it is sent, or look at what send_to returns: the sender is to hear "error: message too long".
diagnosis-no-time-limit = The kernel shows your { $program } in a recv without a time limit. The datagram that it waits for was lost, and no other will come.
    .next = Look at the socket: without set_read_timeout a recv waits for ever.
diagnosis-asked-only-once = Your { $program } has given up after its first question. That one question, or its answer, is lost, is what happens on UDP every day.
    .next = Look at the loop around the question: a time that is over without an answer means to ask again.
diagnosis-took-talk-for-answer = Your { $program } has ended although it was greeted: somebody in the room was heard before the greeting came. That is no answer, neither a yes nor a no.
    .next = Look at what happens to a datagram that begins neither with "hello, " nor with "error: ": print it, and wait on.
diagnosis-talk-restarts-wait = Your { $program } gives every recv { $limit } milliseconds anew. Someone in the room keeps saying something before they are over, so it waits as long as others talk.
    .next = Work out one deadline before the loop, and give each recv only what is left until then.
diagnosis-only-waits-for-datagram = The kernel shows your { $program } inside recv, waiting for a datagram, and no other thread in it. Until one comes it does nothing else, and none has to come.
    .next = What is typed and what arrives must not wait for each other: give each a thread.
diagnosis-waits-for-receiver = The kernel shows one thread of your { $program } inside recv, waiting for a datagram, and all its others waiting for a thread: for a lock, a channel or a join.
    .next = Look for a lock that is held during recv (a UdpSocket needs none: an Arc is enough), and for a join of the thread that receives, which never ends.
diagnosis-ended-at-refusal = Your { $program } has ended when what it sent was refused. There is no connection that could be lost with it: the server may come back.
    .next = Look at the errors of send and recv: ECONNREFUSED is about an earlier datagram. Say it on stderr, and go on.
diagnosis-receives-no-more = Since what it sent was refused, no thread of your { $program } receives any more, as the kernel shows: it can still be typed at, but is deaf.
    .next = Look at the loop that receives, and at what its error ends: `while let Ok(…)`, a break or a `?` ends it for good.
