lesson-10 = Reliable UDP

lesson-10-ready-line = The server is there, and says where
    .why = From bind on, whatever is sent to a UDP port waits for its program. Port 0 asks the system for any free port, so only the socket can tell which one it got.
    .next = This is given in the starter: see main in src/bin/server.rs.
    .hint-1 = Which call gives the socket its port?
    .hint-2 = bind. The address to print is the socket's own (local_addr), not the one that was asked for.
    .hint-3 = In main: UdpSocket::bind, local_addr, and then the line "listening on …".

lesson-10-port-taken = A port that is taken is reported
    .why = Two programs cannot both own a UDP port. "error: cannot listen on ADDR: Address already in use" says so at once.
    .next = This is given in the starter: main prints the error of bind in the form "error: cannot listen on ADDR: WHY" and exits with 1.
    .hint-1 = Which call notices that somebody else has the port?
    .hint-2 = bind returns a Result. Its error belongs into the line that main prints.
    .hint-3 = UdpSocket::bind(address) in main, and in place of an unwrap: .unwrap_or_else(|why| fail(format_args!("cannot listen on {"{"}address{"}"}"), why))

lesson-10-no-folder = A folder that is not there is reported
    .why = A server without a folder can take a whole file before it notices. "error: cannot open DIR: No such file or directory" says so at the start.
    .next = This is given in the starter: Folder::open in src/receiver.rs returns the error, and main prints it.
    .hint-1 = When does your server first touch its folder?
    .hint-2 = Before it listens. Making one folder inside it fails if it is not there, or is a file.
    .hint-3 = Folder::open calls fs::create_dir and not fs::create_dir_all, which would make the missing folder, too.

lesson-10-golden-packet = Packet 0 goes out, byte for byte as agreed
    .why = One byte for the kind, four for the number, the highest first: that is the network's order, and here it is the agreement. Everything behind it is payload; packet 0 has the announcement in it.
    .next = Look at to_bytes in src/packet.rs, and at what `packet` makes for the number 0.
    .hint-1 = Which five bytes stand in front of the JSON in packet 0, when others follow?
    .hint-2 = 00, and 00 00 00 00. The kind is 01 in the last packet alone.
    .hint-3 = [&[kind], &number.to_be_bytes()[..], payload].concat()

lesson-10-golden-acknowledgement = Packet 0 is acknowledged, byte for byte as agreed
    .why = 02, and the number of the packet that is expected next: after packet 0 that is 1. It says "all before this is here", so one acknowledgement can make up for ten that were lost.
    .next = Look at from_bytes and to_bytes in src/packet.rs, and at what `take` counts.
    .hint-1 = Packet 0 has come. What is expected next?
    .hint-2 = Packet 1, so the answer is 02 00 00 00 01. It is the next number and not the last.
    .hint-3 = `take` adds one to `expected` for packet 0, too, though its payload is no part of the file.

witness-kept-out = Your { $program } had not answered another client after fifteen seconds, in which the one that it served had said nothing.
witness-beyond-the-last = Your { $program } sent packet { $number }, and packet { $last } said that it was the last.
witness-gave-up-too-early = Your { $program } gave up less than five seconds after its start. A wire that loses three in ten loses many in a row now and then: that nothing new was acknowledged means something only after some seconds.

lesson-10-stores-a-file = A file arrives, packet by packet
    .why = This is stop-and-wait, the simplest way there is: one packet, its acknowledgement, the next packet. On a wire that loses nothing the server has the whole file in the end, under its name, and ends when its client has been quiet for a while.
    .next = Look at `take` in src/receiver.rs; receive_file, which calls it, is given.
    .hint-1 = Which packets' payloads belong into the file?
    .hint-2 = Those from 1 on. Written in the order of their numbers, they are the file.
    .hint-3 = In `take`: return Ok(false) for another number than expected; otherwise write (from 1 on), add one, Ok(true).

lesson-10-many-packets = More packets than a byte can number
    .why = Packet 256 is 00 00 01 00. Who puts the bytes in another order, or keeps only one of them, is right up to packet 255. And a packet may carry fewer than 1200 bytes: only the number says where it belongs.
    .next = Look at how the number becomes four bytes and how four bytes become the number, and for anything that multiplies a number by 1200 in the server.
    .hint-1 = Which four bytes are the number 258, the highest first?
    .hint-2 = 00 00 01 02. u32::to_be_bytes and u32::from_be_bytes do it.
    .hint-3 = split_first_chunk gives the four bytes as an array, just what from_be_bytes takes.

lesson-10-empty-file = An empty file is a file
    .why = It has no bytes that could follow the announcement. Either packet 0 itself is the last, or an empty packet 1 is: the kind decides, and nothing else.
    .next = Look at whether your server takes kind 01 seriously in packet 0, and in a packet without a payload.
    .hint-1 = By what does the server know that a packet is the last?
    .hint-2 = By its kind, 01. Neither its length nor its number says anything about that.
    .hint-3 = In from_bytes, last is kind == LAST, for every number and every length.

lesson-10-not-seen-until-whole = Half a file is not seen
    .why = As in lesson 8: a name in the folder is a promise that the file is whole. With packets that may never come, half a file is the rule and not the exception.
    .next = This is given in the starter: the bytes go into a part, and `store` renames it. See that `take` writes to self.file alone.
    .hint-1 = Where do the bytes lie until the last packet has come?
    .hint-2 = In the folder .parts, where no client's name leads.
    .hint-3 = self.file.write_all(payload) in `take`, and nothing with a name in it.

lesson-10-repeated = What comes several times is written once
    .why = An acknowledgement was lost, and the client sends again what the server has long had. Written again, the file is longer than it was. Not answered, the client sends for ever.
    .next = Look at what `take` does with a number that is smaller than the expected one: nothing is written, and it is answered all the same.
    .hint-1 = Packet 3 comes for the second time. What does the client not know?
    .hint-2 = That it has arrived. So tell it again what is expected, and write nothing.
    .hint-3 = if number != self.expected {"{"} return Ok(false) {"}"}: receive_file then answers with the expected number.

lesson-10-out-of-order = What overtakes others does not get before them
    .why = On a real network packets go different ways. Packet 2 may come before packet 1; written as they come, the bytes are all there, and in the wrong order.
    .next = Look at what `take` does with a number that is larger than the expected one.
    .hint-1 = Packet 2 is here and packet 1 is not. What may you write?
    .hint-2 = Nothing yet. The simplest is to let it go: it will be sent again.
    .hint-3 = if number != self.expected {"{"} return Ok(false) {"}"} is for both, those too early and those too late.

lesson-10-gap = A gap is not acknowledged away
    .why = "The next is 5" says that 0 to 4 are all here. Said because packet 4 came while 2 was missing, it makes the client forget packet 2, and nobody will ever send it again.
    .next = Look at what is answered: always the number that is expected, never the number that came.
    .hint-1 = Packets 0, 1 and 3 are here. Which number is answered to packet 3?
    .hint-2 = 2. It stays 2 until packet 2 has come.
    .hint-3 = acknowledge(socket, client, arrival.expected()) is given; `expected` grows by one in `take`, and only for the expected packet.

lesson-10-last-too-early = The last packet is not the end while one is missing
    .why = The last packet can overtake others, too. Who ends when it comes has a hole in the file.
    .next = Look at what `take` returns for a packet that is not the expected one, be it the last.
    .hint-1 = When is the file whole?
    .hint-2 = When the last packet is the one that was expected: then all before it are there.
    .hint-3 = `take` returns Ok(true) for the expected packet alone; receive_file stores the file only then.

lesson-10-last-again = The last acknowledgement is lost, and asked for again
    .why = The server has everything and could go home. But its last word may be lost, and then the client calls into an empty house until it gives up. Nobody can be quite certain that the other one knows (the two generals' problem): staying for at least a second after the client's last packet makes it likely enough.
    .next = Look at answer_repeats in src/bin/server.rs.
    .hint-1 = What does the client do when the acknowledgement of its last packet is lost?
    .hint-2 = It sends the packet again. Somebody has to be there to answer it; when nothing has come for LINGER, it has been heard.
    .hint-3 = In a loop: receive with a read timeout of what is left of LINGER; on a data packet of this client acknowledge(…) again, and LINGER begins anew.

lesson-10-wrong-md5 = Other bytes than announced are not stored, nor acknowledged to the end
    .why = The protocol has no word for "wrong". The only thing that the server can do is not to say "the next is …" behind the last packet: a client that never hears it knows that its file is not stored.
    .next = This is given in the starter: receive_file stores first and acknowledges afterwards. See that `take` counts and writes what it should.
    .hint-1 = What does the acknowledgement of the last packet promise?
    .hint-2 = That the file is stored. So it comes after the md5 was compared, or not at all.
    .hint-3 = In receive_file, for the last packet: match folder.store(&arrival), return the arrival on Ok, print "error: …" on Err. Only main acknowledges it, after that.

lesson-10-not-a-packet = What is no packet is passed over
    .why = Anybody can send anything to a UDP port: nothing at all, a single byte, a kind that does not exist, a number from nowhere. None of it may end the server or find its way into the file.
    .next = Look at from_bytes in src/packet.rs: fewer than five bytes, or another kind, is None; nothing is indexed before its length is known.
    .hint-1 = What does bytes[1..5] do with a datagram of three bytes?
    .hint-2 = It panics. split_first and split_first_chunk give None instead.
    .hint-3 = let (&kind, rest) = bytes.split_first()?; let (number, payload) = rest.split_first_chunk()?; and None for other kinds.

lesson-10-stranger = What a stranger sends is not for this file
    .why = There is no connection that would keep others out. A packet with the right number may come from anywhere; only its sender's address says whose it is.
    .next = This is given in the starter: receive_file compares the sender with the client of the arrival.
    .hint-1 = Which two clients could both send a packet 3?
    .hint-2 = Any two. The file belongs to the address that packet 0 came from.
    .hint-3 = arriving.take_if(|arrival| arrival.client == client) in receive_file, and `continue` when that is None.

lesson-10-silent-client = Who has gone silent keeps nobody out for ever
    .why = A datagram has no end of the stream behind it: a client that was switched off looks like one that is slow. A server that waits for it waits for ever, and everybody else with it. Some seconds of silence have to be enough.
    .next = Look at where packet 0 of another client comes in, and at is_abandoned.
    .hint-1 = How does your server notice that the client it serves has gone?
    .hint-2 = Not at all, unless it looks at the clock: remember when its last packet came.
    .hint-3 = The starter has it: `heard` is set with every packet of the client, and after PATIENCE without one, another client's packet 0 begins anew.

lesson-10-one-component = No name leads out of the folder
    .why = As in lesson 8: the name comes from a stranger. An announcement that cannot be accepted is not acknowledged, and the server waits for the next.
    .next = This is given in the starter: Announcement::from_json in src/announcement.rs.
    .hint-1 = What does DIR.join(name) give for "/etc/passwd", for "..", for ""?
    .hint-2 = Something that is not in DIR. Such a name is refused, not repaired.
    .hint-3 = In from_json, of the decoded name: if matches!(name, "" | "." | "..") || name.contains(['/', '\\', '\0']), return Err(invalid(…)).

lesson-10-asks-again = What is not acknowledged is sent again
    .why = That nothing comes back says nothing: the packet may be lost, or the answer. The only thing that helps is a clock. Who waits without one waits for ever.
    .next = Look at acknowledgement and `send` in src/sender.rs: when the time is up, the window is sent again from its beginning.
    .hint-1 = How does a blocking receive come back when nothing ever arrives?
    .hint-2 = With a read timeout: then it returns an error of the kind WouldBlock or TimedOut.
    .hint-3 = socket.set_read_timeout(Some(left)) before receive in acknowledgement; None when no time is left. In `send`: next = base.

lesson-10-sends-a-file = The client sends every byte once, and marks the end
    .why = 1200 bytes fit into one packet, 1201 into two, 2400 into two and not into three. Mistakes live at these edges: a byte twice, a byte missing, an end that is never marked. The last file here has more than 255 packets: a number takes four bytes.
    .next = Look at `packet` in src/sender.rs: where packet n begins, how long it is, and which one is the last.
    .hint-1 = At which byte of the file does packet 1 begin, and at which packet 2?
    .hint-2 = At 0, and at 1200: packet 0 is the announcement. The last packet has what is left, 1 to 1200 bytes.
    .hint-3 = Seek to u64::from(number - 1) * 1200, take(1200), read_to_end; last is number == self.last.

lesson-10-empty-file-sent = The client sends an empty file
    .why = Nothing follows the announcement, and yet something has to be the last packet.
    .next = Look at what your client marks as the last packet of a file of 0 bytes.
    .hint-1 = How many packets does a file of 0 bytes have?
    .hint-2 = One, the announcement. Then it is the last. (An empty packet 1 as the last is right, too.)
    .hint-3 = 0.div_ceil(1200) is 0, so self.last is 0, and packet 0 compares equal to it.

lesson-10-lost-packet = A lost packet is sent until it is there
    .why = Up to four packets are lost here, each of them twice. What is sent again can be lost again: the timer does not stop at the second try.
    .next = Look at where `send` goes back to when the time is up: to the first packet that is not acknowledged.
    .hint-1 = Packets 5 to 9 are on their way, and the answer stays at 5. What is missing?
    .hint-2 = Packet 5, at least. Go back to it and send from there on.
    .hint-3 = next = base; and the timer begins anew, each time.

lesson-10-last-unanswered = The client stays until its last packet is acknowledged
    .why = To have sent everything is not the end: the last packet may be lost like any other; here it is, twice. Content too early, the client leaves behind a server without the end of the file.
    .next = Look at when `send` ends: well, only when everything is acknowledged; with an error, only after a long time without any progress, and not after two silences.
    .hint-1 = Which number must have been acknowledged when the client ends?
    .hint-2 = The one behind the last packet's.
    .hint-3 = while base < end, with end = self.last + 1. next == end says only that all was sent.

lesson-10-odd-acknowledgements = Old acknowledgements, and those of what was never sent
    .why = An old acknowledgement comes late or twice: taken for news, it makes the window jump back. One for a packet that was never sent can only be a mistake, or a lie: believed, the file ends in the middle.
    .next = Look at which numbers `send` takes for progress: larger than base, and no larger than what was ever sent.
    .hint-1 = Everything before 7 is acknowledged, 12 packets were sent. Which numbers are news?
    .hint-2 = 8 to 12. All others change nothing.
    .hint-3 = Some(acknowledged) if acknowledged > base && acknowledged <= sent

lesson-10-not-an-acknowledgement = What is no acknowledgement is passed over
    .why = Half an acknowledgement, another kind, three kilobytes of nothing: each arrives in the place where you wait for 02 and a number.
    .next = Look at from_bytes in src/packet.rs, and at what acknowledgement does with a packet of another kind.
    .hint-1 = What does your client do with a data packet?
    .hint-2 = It is not meant for it. Wait on, for what is left of the time.
    .hint-3 = Ok(_) => {"{}"} in the match of acknowledgement, and None from from_bytes for what is none of ours.

lesson-10-stranger-to-the-client = Only its server's word counts
    .why = Anybody who guesses the port can send an acknowledgement. Believed, it makes the client forget packets that its server never got.
    .next = This is given in the starter: the client's socket is connected, and takes datagrams from that one address alone.
    .hint-1 = What does connect do to a UDP socket?
    .hint-2 = Nothing is sent. But from then on it receives from this one peer only.
    .hint-3 = socket.connect(server)? in `connect` in src/bin/client.rs. On a socket that is not connected, compare the sender that recv_from tells with the server.

lesson-10-no-answer = Nobody answers, and the client gives up
    .why = To send again for ever is no virtue, and to give up at once is none either: a bad wire loses many in a row. When nothing new has been acknowledged for 5 to 12 seconds, somebody wants to know: "error: no answer from ADDR: …", exit code 1. All that comes here is an old acknowledgement, now and then; that is nothing new.
    .next = Look at what `send` measures: the time since something was last acknowledged, not the time since something was last sent, or last came.
    .hint-1 = Which clock says that nobody is there?
    .hint-2 = One that begins anew with every progress, and with nothing else.
    .hint-3 = None if progress.elapsed() > PATIENCE => return Err(…): before the arm that goes back.

lesson-10-nobody-listens = A client without a server says so
    .why = On one machine a closed port answers, with "Connection refused"; a connected UDP socket is told so at its next call. On a real network often nothing answers at all. Either way it ends in the same line.
    .next = Hand the errors of send and receive up with `?`; main prints "error: no answer from ADDR: WHY".
    .hint-1 = Which call is told that a datagram was refused?
    .hint-2 = The next one on this socket, be it a send or a receive.
    .hint-3 = `?` on socket.send in `send`; Err(why) => return Err(why) in acknowledgement, after the timeouts.

lesson-10-cannot-read = A file that cannot be read is reported
    .why = A wrong name is the commonest of all mistakes. "error: cannot read FILE: No such file or directory" comes before anything is sent.
    .next = This is given in the starter: Announcement::of in src/announcement.rs, and main.
    .hint-1 = What is read before the first packet goes out?
    .hint-2 = All of the file, for its md5. An error there is one of the file.
    .hint-3 = In main: Announcement::of(Path::new(&path)) and its error with fail(format_args!("cannot read {"{"}path{"}"}"), why), before `connect`.

lesson-10-clean-wire = Through a wire that does nothing
    .why = From here on a wire lies between your two programs. This one brings everything, once and in order: whatever fails here has nothing to do with losses.
    .next = Look for an address that is taken for granted: the server sees the wire's address, and answers there.
    .hint-1 = Where does the server send its answers?
    .hint-2 = To where the packet came from, whoever that is.
    .hint-3 = acknowledge(socket, client, …) with the `client` that `receive` has returned; socket.connect(server) with the address among the arguments. No other address, and no port, stands in the code.

lesson-10-a-tenth-lost = Every tenth datagram is lost, each way
    .why = Packets and acknowledgements get lost, and neither side can tell which it was. The file has to be there in the end, to the byte, and both programs have to end.
    .next = Look at the events above: which packet is sent again and again, and what is answered to it?
    .hint-1 = Who waits for whom in the end?
    .hint-2 = The client for an acknowledgement, then it has to send again; the server for a packet, then it has to answer whatever comes.
    .hint-3 = Every data packet is answered with the expected number, also those that are not written. And every timeout sends again.

lesson-10-three-in-ten-lost = Three in ten are lost, each way
    .why = A packet and its acknowledgement both get through in 49 of 100 tries. It takes longer, and it changes nothing else: slow is right, wrong is wrong.
    .next = Look for something that is tried only a certain number of times.
    .hint-1 = How likely is it that five tries in a row fail?
    .hint-2 = 0.51 to the fifth: one in thirty. Among forty packets that happens all the time.
    .hint-3 = Give up by the clock since the last progress, several seconds, and not by a number of tries.

lesson-10-all-repeated = Three in ten come twice
    .why = A network may deliver a datagram twice. And whoever sends again does it himself.
    .next = Look at what a second acknowledgement of the same number does in the client, and a second packet in the server: nothing.
    .hint-1 = What changes when the same acknowledgement comes again?
    .hint-2 = Nothing: it is no larger than base. If each second one made you send everything again, there would be more and more.
    .hint-3 = Some(_) => {"{}"} for every acknowledgement that is no progress.

lesson-10-disordered = Three in ten come behind the next
    .why = They are all there, only not in order. An acknowledgement can be overtaken as well: then the older number comes last.
    .next = Look at whether base can ever become smaller, and expected anything but larger by one.
    .hint-1 = Acknowledgements 7 and 6 come in this order. What is base afterwards?
    .hint-2 = 7. It only ever grows.
    .hint-3 = acknowledged > base in `send`; number != self.expected in `take`.

lesson-10-all-at-once = Lost, repeated and out of order, all at once
    .why = This is a bad network, as bad as they come. The md5 says that nothing of it has got into the file: that is what TCP does for you every day. (Where no acknowledgement of the last packet got through at all, your client cannot know that the file is stored. Then, and only then, "error: no answer from ADDR: …" is right.)
    .next = If the three wires before this one pass, look at the events above for the moment from which on nothing moves.
    .hint-1 = Which number is acknowledged last, and which packets are sent after that?
    .hint-2 = The packet of just that number has to be among them, again and again, until it gets through.
    .hint-3 = base, next and sent: after going back, next is base; sent stays what it was, or good acknowledgements would be refused.
