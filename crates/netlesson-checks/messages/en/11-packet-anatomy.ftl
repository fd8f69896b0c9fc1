lesson-11 = Packet anatomy

lesson-11-cannot-open = A file that cannot be opened is reported
    .why = "error: cannot read talk.pcap: No such file or directory" tells the reader what to do; a panic does not.
    .next = This is given in bin/dissect.rs: the error of fs::read goes to fail. Look at what has become of it.
    .hint-1 = What does fs::read return for a file that is not there?
    .hint-2 = An Err with the system's reason. It belongs behind "error: cannot read PATH: ".
    .hint-3 = fs::read(&path).unwrap_or_else(|why| fail(&cannot_read, why)), as the starter has it.

lesson-11-no-capture = A file that is no capture is refused
    .why = Whoever takes any file for a capture takes its first bytes for lengths, and prints nonsense that looks like packets.
    .next = This is given in open (pcap.rs): 24 bytes, one of four magic numbers, one of two link types. Look at what has become of it.
    .hint-1 = By which bytes do you know a capture file?
    .hint-2 = By the first four. A file of fewer than 24 bytes has no whole header, and another link type means packets of another kind.
    .hint-3 = file.split_first_chunk::<24>(), or an Err; a match on the first four bytes, with an arm for each of the four magic numbers and `_ => return Err(not_one())`; and the same for the link types 1 and 101, the last four bytes.

lesson-11-a-line-for-each = Every packet gets its line
    .why = A capture is a row of records: 16 bytes that say when the packet came and how long it is, and the packet. Only the length says where the next record begins.
    .next = Look at next_record (pcap.rs): the 16 bytes, then as many as captured_length says, and what is left is for the next call.
    .hint-1 = Which of the four numbers of a record says how many bytes of the packet are in the file?
    .hint-2 = The third, captured_length. The fourth says how many there were on the wire, which may be more.
    .hint-3 = self.rest.split_first_chunk::<16>() gives the header as an array, and the rest. Four bytes of the array are a number, in the file's byte order; split_at_checked parts the packet from the next record.

lesson-11-byte-orders = Captures of any machine can be read
    .why = The machine that captures writes its numbers in its own byte order, and its fractions of a second in micro- or nanoseconds; the magic number says which. What is inside the packets is big-endian all the same: that is the network's order.
    .next = Look at next_record (pcap.rs): every number of a record goes through number(self.big_endian, …), and the fraction becomes nanoseconds.
    .hint-1 = How do the numbers 1 and 16777216 look in either byte order?
    .hint-2 = The same bytes, the other way round. self.big_endian and self.nanoseconds have been found by open.
    .hint-3 = seconds, fraction, captured length, original length: all four by number(self.big_endian, …); the fraction times 1000, unless self.nanoseconds.

lesson-11-ipv4-header = The IPv4 header is shown, field by field
    .why = Twenty bytes, and each has its place since 1981. Some fields are only a few bits wide and share a byte: version and header length, flags and fragment offset.
    .next = Look at read (ipv4.rs) and at the member named above, beside the picture at the top of the file. Where it is the checksum, look at sum (checksum.rs).
    .hint-1 = In which byte does the field begin, and how many bits has it?
    .hint-2 = Two fields in one byte are parted by shifting and masking: first >> 4, first & 0x0f. Of the two bytes with flags and offset, the upper three bits are flags.
    .hint-3 = let [first, tos, t0, t1, i0, i1, f0, f1, ttl, protocol, c0, c1, addresses @ ..] = *fixed; and u16::from_be_bytes([t0, t1]). open, which is called next, is step 4.

lesson-11-ipv4-options = Options in the IPv4 header are shown, and what follows is found behind them
    .why = They are rare, and that is why so many programs believe that the header always has 20 bytes. IHL says how many it has, in words of four.
    .next = Look at open (ipv4.rs): the options are bytes 20 up to ihl * 4, the payload begins behind them, and the checksum covers them too.
    .hint-1 = What is ihl for a header with eight bytes of options?
    .hint-2 = 7: 28 bytes in words of four. The payload begins at byte 28.
    .hint-3 = bytes.get(..length) is the header, bytes.get(20..length) the options, with length = ihl * 4.

lesson-11-header-checksum = The header's checksum is computed, and judged
    .why = Every router on the way computes it anew, for the time to live changes. Whoever adds up all words of a good header, the checksum among them, gets all ones.
    .next = Look at sum and fold (checksum.rs), and at whether open (ipv4.rs) hands the whole header to Checksum::verified.
    .hint-1 = What becomes of a carry, when the sum does not fit into 16 bits any more?
    .hint-2 = It is added at the lower end. That may give a carry again: so until nothing is left to add.
    .hint-3 = Add up in a u64, one from_be_bytes for each two bytes, and let fold do the rest. verified does the turning over.

lesson-11-not-ipv4 = What is no IPv4 is left alone
    .why = A wire carries more than one protocol. The two bytes behind the addresses of an Ethernet frame say which; an IP packet says its version in its first four bits.
    .next = Look at read (ipv4.rs): a version other than 4 is an error, before anything is shown. What happens to other ethertypes is given in line.rs.
    .hint-1 = What is in the first four bits of an IPv6 packet?
    .hint-2 = A 6. Where IPv4 was announced, that is an error; and no ipv4 member is shown, for there is no such header.
    .hint-3 = In read: if version != 4, return Err(…), before there is a header to show. In take_apart (line.rs), as the starter has it: return Ok(()) for another ethertype than IPV4, and with Link::Raw where first >> 4 is 6.

lesson-11-udp-header = The UDP header is shown
    .why = Eight bytes: that is all that UDP adds to IP. Two ports, a length, a checksum.
    .next = Look at open (udp.rs). The fields are read in read, which is given.
    .hint-1 = How long is a datagram at least, and what does its length count?
    .hint-2 = Eight bytes, for the header counts too. A length from 8 to what the packet carries is right.
    .hint-3 = In open: Err for a length below 8 or above payload.length (in a fragment it may be above); then the checksum over the pseudo header and payload.bytes.get(..length).

lesson-11-udp-checksum = The UDP checksum is computed, with its pseudo header and its exceptions
    .why = It covers what is not in the datagram: addresses, protocol, length. So a datagram that was led astray is found out. 0 means that there is none, and so one that comes to 0 is sent as all ones.
    .next = Look at open (udp.rs): which bytes are summed, and what happens when the given one is 0, and when the computed one is.
    .hint-1 = How many bytes does a sum of 16-bit words take, when the datagram has 101?
    .hint-2 = 102: behind the last one stands a 0 that is sent nowhere. So the last byte is the upper half of its word.
    .hint-3 = Checksum::verified(given, &[&pseudo_header, datagram]), the datagram as long as its own length says, not as the packet is; computed 0 becomes 0xffff; given 0 is not verified at all.

lesson-11-tcp-header = The TCP header is shown, field by field
    .why = Ports, two numbers that count bytes, eight bits that say what the segment does, the room that is left. The rest of the course's TCP is in these 20 bytes.
    .next = Look at read (tcp.rs) and at the member named above, beside the picture at the top of the file. options::read and part are called for every segment: steps 7 and 8.
    .hint-1 = Which bit of the fourteenth byte is SYN?
    .hint-2 = The second from below: 0x02. CONTROL_BITS has the names from the highest to the lowest, so place 0 is bit 0x80.
    .hint-3 = bits & (0x80 >> place) != 0 for place in 0..8. The data offset is the upper half of byte 12, reserved the lower.

lesson-11-tcp-checksum = The TCP checksum is computed, with its pseudo header
    .why = It is the last guard of the bytes of a stream, end to end. In captures of a machine's own packets it is often wrong: the network card computes it, after they were captured.
    .next = This is given in open (tcp.rs), as far as it is not in sum (checksum.rs) and in what open (ipv4.rs) says of the payload.
    .hint-1 = Where does the length in the pseudo header come from? TCP's own header has none.
    .hint-2 = From IP: total length less header length. A wrong payload.length or padding in payload.bytes spoils the sum.
    .hint-3 = In sum: each part by itself in words of two bytes, the last odd byte as [byte, 0]. In open (ipv4.rs): bytes.get(length..total).

lesson-11-tcp-options = The options of TCP are decoded
    .why = What makes TCP fast today is in its options: the segment size, the window's scale, selective acknowledgments, timestamps. Each says its length, so that whoever does not know it can go on behind it.
    .next = Look at read (options.rs): kinds 0 and 1 are a single byte, every other has a length behind its kind, which counts these two as well.
    .hint-1 = How many bytes of data has an option of length 4?
    .hint-2 = Two: kind and length are counted. An option of a known kind but another length than its kind has is shown as unknown.
    .hint-3 = Match the bytes with [], [0, ..], [1, rest @ ..] and [kind, after @ ..]: the length is after's first byte; length - 2 bytes of data, and the rest. option makes one of them.

lesson-11-padding = What fills up a short frame is no data
    .why = An Ethernet frame has at least 60 bytes, and a packet of 40 gets 6 that mean nothing. A program that believes in the end of the frame counts them as data, and every pure acknowledgment seems to carry some.
    .next = Look at open (ipv4.rs): the payload ends where total_length says, not where the captured bytes do.
    .hint-1 = How many bytes are in the frame of a packet with total length 40?
    .hint-2 = 60: 14 of Ethernet, 40, and 6 of padding. Only total_length can tell.
    .hint-3 = bytes.get(length..total).or(bytes.get(length..)): up to total, if there is so much; otherwise what there is.

lesson-11-fragments = Of fragments only the first has ports
    .why = A datagram that is too long for the wire travels in pieces, and only the first begins with a UDP header. Whoever reads ports out of the second reads somebody's data. And nobody can verify a checksum over bytes that are elsewhere.
    .next = Look at open (ipv4.rs): is_fragment, by MF or by an offset; and at open (udp.rs), which must not verify then, nor complain about the length.
    .hint-1 = By which two fields do you know a fragment, and by which the first one?
    .hint-2 = A fragment has MF set or an offset above 0, the first one an offset of 0. The last one has MF not set.
    .hint-3 = is_fragment: self.flags.contains(&"MF") || self.fragment_offset > 0. In udp's open: if payload.is_fragment, return Ok(()) before the checksum; and length > payload.length is an error only if it is none.

lesson-11-handshake = The three packets of a handshake are named
    .why = Each side sends a SYN, each SYN is acknowledged, and since the second SYN and the first acknowledgment travel together it takes three packets. That can be seen only by whoever remembers what came before.
    .next = Look at part (flow.rs): note for each direction which number acknowledges its SYN, and look it up in the other direction's packets.
    .hint-1 = The SYN has sequence number 1000. Which acknowledgment number acknowledges it?
    .hint-2 = 1001: a SYN counts as a byte. The first packet of the other side with ACK and a number at or past that one acknowledges it; those behind it do not again.
    .hint-3 = directions.entry([to, from]) is what the other side has sent: take_if its syn is at or before the acknowledgment number. directions.entry([from, to]) is where this packet's own SYN is noted, as sequence_number + 1.

lesson-11-close = The packets of a close are named
    .why = Each direction is closed by itself: a FIN says that no more will come from here, and is acknowledged like a byte. So it takes four packets, or three when the second FIN travels with the first acknowledgment.
    .next = Look at part (flow.rs): the number that acknowledges a FIN lies behind the data that its packet carries.
    .hint-1 = A FIN with sequence number 1000 and 30 bytes of data: which number acknowledges it?
    .hint-2 = 1031: the data first, and the FIN as one more byte. An acknowledgment of 1030 is one of the data only.
    .hint-3 = sent.fin = sequence_number + (1 if SYN) + data + 1, wrapping. In the list the order is syn, acks_syn, fin, acks_fin, rst.

lesson-11-reset = A reset is named, and what it acknowledges
    .why = The answer to a SYN where nobody listens is a reset that acknowledges the SYN: that is how the caller knows that it is meant. "Connection refused" is these two packets.
    .next = Look at part (flow.rs): rst for every packet with the bit, besides what else the packet does.
    .hint-1 = What does a packet with RST and ACK do, and one with RST alone?
    .hint-2 = Both reset; the first acknowledges too, if there is something to acknowledge. Without ACK the acknowledgment number means nothing.
    .hint-3 = ("rst", tcp.has("RST")) as the last of the list, and take_if only with tcp.has("ACK").

lesson-11-sent-again = What is sent again is told from what is new
    .why = Packets get lost, and are sent again: the same SYN three times, an answer that was on its way already. And ports are used again, for connections that have nothing to do with the old ones.
    .next = Look at part (flow.rs): a SYN replaces what was noted of its direction, its FIN too; what was acknowledged is not acknowledged once more.
    .hint-1 = An answer to a SYN is sent twice, since the first got lost. What does the second acknowledge?
    .hint-2 = Nothing new: the caller's SYN was acknowledged by the first. But it is a SYN again, and the next acknowledgment of the caller acknowledges it.
    .hint-3 = On every SYN: *sent becomes a Direction with syn Some(…) and fin None. On every acknowledgment: take_if, which leaves None behind.

lesson-11-past-the-highest = Sequence numbers go past the highest, and on from 0
    .why = They have 32 bits and begin anywhere: a connection may be at 4,294,967,295 with its second byte. A program that adds without wrapping panics there; one that compares with >= takes 0 for less than the highest.
    .next = Look at every + and every comparison of sequence numbers in flow.rs: wrapping_add, and is_at_or_past.
    .hint-1 = What comes after 4,294,967,295, and is it more or less?
    .hint-2 = 0, and it is one more. The distance, number.wrapping_sub(other), says who is ahead: it is small if number is, and huge if it is behind.
    .hint-3 = wrapping_add for + 1 and + data; is_at_or_past(acknowledgment_number, awaited) for the comparison.

lesson-11-many-at-once = Conversations are kept apart
    .why = A connection is two addresses and two ports; whoever forgets one of the four mixes up two conversations, and on a busy machine there is always such a pair.
    .next = Look at part (flow.rs): what is noted is noted under both ends, each with its address and its port.
    .hint-1 = Two machines have two connections between them. In what do these differ?
    .hint-2 = In one port, at one of the ends. And two callers may use the same port, with different addresses.
    .hint-3 = The key is [from, to], both of them SocketAddrV4. The other direction is [to, from].

lesson-11-cut-anywhere = A packet that was captured in part is shown as far as it goes
    .why = tcpdump -s 60 keeps 60 bytes of each packet. What is there is right, what is not there must not be made up; and wherever the cut is, an index beyond the end is a panic.
    .next = Find the packet named above: how many of its bytes are there, and which header does the cut go through?
    .hint-1 = Which headers are there whole, which in part, which not at all?
    .hint-2 = A header is shown if its fixed part is there: 20 bytes of IPv4 and TCP, 8 of UDP. Its checksum can be verified only if all it covers is there. What is missing is an error.
    .hint-3 = No slice by index: bytes.get(..length), split_first_chunk, first_chunk return None where there is not enough. In open (ipv4.rs): the payload is what is there, and payload.length what total_length says.

lesson-11-cut-conversation = A packet plays its part even where its data was not captured
    .why = Most captures keep the headers and cut off the data, for the disk's sake and for the sake of those whose data it is. Who opened and who closed stands in the headers: so a cut packet is an error to its checksum, and counts for its connection like any other.
    .next = This is given in line.rs: part is called before the missing bytes are told. Look at the data's length that it is called with: a FIN is counted behind data that is not here.
    .hint-1 = A FIN with 30 bytes of data, of which the file has none: which number acknowledges it?
    .hint-2 = Its sequence number plus 31, as if they were here. total_length says how many there were; the bytes that are left do not.
    .hint-3 = In open (tcp.rs): data_length is payload.length less the header, and payload.length (open in ipv4.rs) is total_length less the header, not bytes.len(). The error for missing bytes comes after flows.part.

lesson-11-file-ends = A file that ends too soon is an error in its last line
    .why = A capture that was broken off, a disk that was full, a download that stopped: what came before is good, and must not be lost. And a length is a claim: 4 GiB announced and 20 bytes there is no reason to take 4 GiB of memory.
    .next = Look at next_record (pcap.rs): too few bytes for a record's header are an error, once; too few for the packet are a packet that is cut.
    .hint-1 = Which of the two can still say when the packet came?
    .hint-2 = The one whose header is whole: it has its lengths and its time, and as many bytes as are there. The other has nothing but its number and its error.
    .hint-3 = split_at_checked(captured_length) or else (rest, &[]). On a header that is cut: self.rest = &[] and Err, so that the next call gives None.

lesson-11-lengths-that-lie = A length that cannot be is an error, and nothing worse
    .why = Four lengths stand in these headers, each a claim by a stranger, and each can contradict the others. Whole operating systems have died of a header length of 0.
    .next = Find the packet named above: which of its lengths is too small for its own header, or too large for what is there?
    .hint-1 = What must be true of ihl, total_length, data_offset and UDP's length, each compared with what is around it?
    .hint-2 = ihl at least 5, and its header there. total_length at least the header, and at most what is there. data_offset at least 5, and its header there. UDP's length at least 8, at most what IP carries.
    .hint-3 = bytes.get(20..length) is None for a length below 20 too; checked_sub is None where total_length is below the header. Every None becomes an Err; the header that was read before stays shown.

lesson-11-options-that-lie = An option that cannot be so long ends the list, with an error
    .why = A length of 0 in an option: whoever goes on by that length never comes any further. This has been the end of many a program that reads options, and for ever is a long time.
    .next = Look at read (options.rs): a length below 2, or past the end of the header, is an error.
    .hint-1 = By how much does your loop go on, when an option's length is 0?
    .hint-2 = By nothing, and so for ever. Kind and length are two bytes already: less than 2 cannot be.
    .hint-3 = length.checked_sub(2), and then split_at_checked on what is behind the length: one of the two is None if it lies. What was found before stays.

lesson-11-rubbish = Nothing that is in a file makes the program panic
    .why = A dissector reads what attackers send. Every panic is a way to switch it off, and in a language without bounds checks a way in.
    .next = The panic above says where. Look for an index, a slice by range, a subtraction, an unwrap that a packet can make fail.
    .hint-1 = Which operations of yours can panic at all?
    .hint-2 = bytes[i], bytes[a..b], a - b below 0, a + b and a * b past the highest, unwrap, split_at.
    .hint-3 = get, first_chunk, split_at_checked, checked_sub, wrapping_add: each says with an Option what the other says with a panic, or wraps where that is meant.

lesson-11-real-capture = What a real kernel has sent is understood
    .why = Captured on a wire that computes checksums: two conversations, a call that was refused, a lost segment, a reset, a datagram in three fragments. Every checksum in it is right, for the kernel of the other side has believed it.
    .next = Run it yourself and look at the packet named above: cargo run --bin lesson-11-dissect crates/netlesson-checks/captures/talk.pcap
    .hint-1 = What is the packet named above in its conversation, and what is different from those that were made up for the other checks?
    .hint-2 = Packets 1 to 11 are a conversation with its close, 12 and 13 a refused call, 14 to 24 one with a lost segment, 25 to 29 datagrams. Compare the line with its neighbours.
    .hint-3 = A wrong part: follow both sequence numbers by hand from the SYN on. A wrong checksum: which bytes are summed? Fragments 28 and 29 have no header of UDP.

lesson-11-as-tshark-says = tshark shows the same
    .why = Two who have read the same RFCs and not each other must come to the same. tshark has been right about more packets than anybody.
    .next = Look at the field named above in both: the one of the two that stands in the RFC is right, and here that has always been tshark.
    .hint-1 = Which bytes of the packet does tshark take for this field?
    .hint-2 = tshark -r crates/netlesson-checks/captures/talk.pcap -V shows every field with its bits.
    .hint-3 = tshark -x shows the bytes: count to the field by the picture at the top of ipv4.rs or tcp.rs.

lesson-11-usage = Wrong arguments are told
    .why = A program that is started the wrong way says how it wants to be started, on stderr, and exits with 2.
    .next = This is given in bin/dissect.rs: one argument, no more and no less.
    .hint-1 = How many arguments does the program take?
    .hint-2 = One, the file. Without it or with more there is nothing to do but to say so.
    .hint-3 = usage(USAGE), as the starter has it.

# What witnesses saw, and the mistakes behind it.

did-capture = was captured in a file of { $count } bytes
skipped-no-tshark = skipped: tshark is not installed here
witness-lines-for-packets = Your { $program } printed { $lines } lines for a capture from which { $packets } must come.
witness-no-json-object = Your { $program } printed a line that is no JSON object.
witness-wrong-member = In the line for packet { $number } of the capture, `{ $member }` is { $found }. It must be { $wanted }.
witness-tshark-says-otherwise = In packet { $number } tshark shows { $theirs } for { $field }, and your { $program } shows { $ours }.
diagnosis-bytes-swapped = The bytes of `{ $member }` are taken the other way round.
    .next = In packets every number is big-endian: from_be_bytes. In the records of the file it is as the magic number says.
diagnosis-in-bytes = `{ $member }` is shown in bytes. What stands in the header counts in larger units, and that number is asked for.
    .next = Multiply where you need bytes, and leave the field as it is.
diagnosis-not-turned-over = `{ $member }` is the bare sum. The checksum is its one's complement: that turned over, bit by bit.
    .next = Look for the `!` in Checksum::verified.
diagnosis-carries-lost = `{ $member }` is what comes of a sum whose carries were dropped.
    .next = Look at fold (checksum.rs): what does not fit into 16 bits is added again at the lower end.
diagnosis-sums-itself = `{ $member }` is what comes of a sum in which the checksum given in the header is counted, too.
    .next = What should stand there is computed with 0 in its place, or with the given one taken away again.
diagnosis-options-not-summed = `{ $member }` is what comes of the first 20 bytes alone. The options belong to the header.
    .next = Hand the whole header, ihl * 4 bytes, to Checksum::verified.
diagnosis-no-pseudo-header = `{ $member }` is what comes of the segment alone, without its pseudo header.
    .next = Addresses, protocol and length come first: payload.pseudo_header.
diagnosis-odd-byte-left-out = `{ $member }` is what comes when the last byte of an odd number is left out.
    .next = Look at sum (checksum.rs): chunks_exact(2) leaves it out, chunks(2) gives it by itself.
diagnosis-odd-byte-lower = `{ $member }` is what comes when the last byte of an odd number is taken for the lower half of a word.
    .next = It is the upper half: [byte, 0].
diagnosis-padding-counted = `{ $member }` counts the bytes that fill up the Ethernet frame.
    .next = The packet ends where its total_length says.
