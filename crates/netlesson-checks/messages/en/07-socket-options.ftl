lesson-07 = Socket options

lesson-07-list-names = The list has every option that a TCP socket has
    .why = An option that no program can read is a rumour. Fifteen rows of the tutorials' tables are in this list, and a TCP socket over IPv4 has all of them.
    .next = Look at print_list in sockopt.rs: one line for each entry of OPTIONS, in their order, the name first.
    .hint-1 = What does your program print for an option that get returns a value of?
    .hint-2 = A loop over OPTIONS asks get for each name. An Ok is a line; an Err means that this socket does not have the option.
    .hint-3 = In print_list: for (name, level) in OPTIONS, match get(socket, name). If a name is missing from your list, its arm is missing from the match in get (lib.rs).

lesson-07-list-levels = Each option stands beside its level
    .why = getsockopt takes two numbers: the level says which part of the kernel is asked (the socket itself, IP, TCP), the name what is asked. The same number at another level is another option.
    .next = Look at what print_list prints after the name: the level, the second half of each entry of OPTIONS.
    .hint-1 = Which part of the kernel answers for SO_RCVBUF, and which for TCP_MAXSEG?
    .hint-2 = Nothing needs to be worked out: OPTIONS has the level of each name.
    .hint-3 = In print_list: println!("{"{"}name{"}"} {"{"}level{"}"} {"{"}{"}"}", shown(value)), with one or more spaces between the three.

lesson-07-list-values = Each value is what the kernel says
    .why = What a fresh socket starts with is decided by the kernel and by this machine's settings, not by a table in a tutorial ("buffers are 65536"). The check asks a socket of its own and compares.
    .next = Compare the two lists, line by line. Look at the arm of that name in get (lib.rs).
    .hint-1 = Which call of socket2 reads this option, and what does it return: a bool, a number, a Duration, an Option?
    .hint-2 = A flag becomes 0 or 1. A time limit becomes milliseconds, and 0 where there is none. SO_LINGER that is off is None, and is shown as off.
    .hint-3 = In get: one arm a name, each with the call of that very option. recv_buffer_size is SO_RCVBUF, send_buffer_size is SO_SNDBUF, read_timeout is SO_RCVTIMEO, r#type is SO_TYPE (i32::from makes a number of it).

lesson-07-list-datagrams = A UDP socket has other options, and other values
    .why = What belongs to TCP cannot be asked of a socket that does not speak TCP: the kernel refuses (ENOPROTOOPT or EOPNOTSUPP). A program that prints 0 for it says something that is not so.
    .next = Look at where the socket is made, and at what print_list does when get returns an Err: that option gets no line.
    .hint-1 = Which of the fifteen does a datagram socket refuse to tell?
    .hint-2 = TCP_NODELAY and TCP_MAXSEG. There is no need to know: get returns an Err for them.
    .hint-3 = In print_list: match get(socket, name), with an arm Err(_) => {"{"}{"}"} that prints nothing. No unwrap, and no unwrap_or.

lesson-07-list-families = Sockets of other families, too
    .why = A Unix socket has buffers and flags, but no TTL: nothing of it ever travels by IP. On Linux a socket of IPv6 answers for IPv4's options as well. Who asks the kernel need not learn that by heart.
    .next = Look at the list below. What a socket refuses has no line, what it tells has one; the same loop does it for every family.
    .hint-1 = What does get return for IP_TTL when the socket is of the family unix?
    .hint-2 = An Err, as for TCP options of a datagram socket. Whether an option is there is for the kernel to say, not for a table in the program.
    .hint-3 = In print_list nothing depends on the family: the arm Err(_) => {"{"}{"}"} leaves out what the socket refuses. main makes it with Socket::new(family, kind, None).

lesson-07-list-json = With --json the list is one JSON array
    .why = What programs are to read must not have to be taken apart by columns. A number stays a number there, and what is off is null.
    .next = Look at what print_list does when as_json is true: one array, an object for each option with the members name, level and value, and nothing else on stdout.
    .hint-1 = How many JSON values does your program print: one array, or one object a line?
    .hint-2 = serde_json's json! makes an object: json!({"{"}"name": name, "level": level, "value": value{"}"}). An Option<u64> becomes a number or null by itself.
    .hint-3 = In print_list: push the objects into a Vec, and print Value::from(objects) once, after the loop.

lesson-07-list-asks-the-kernel = Other settings of the kernel, another list
    .why = The check has started your program in a network of its own, in which fresh sockets begin with another TTL and with other buffers. Only who asks sees that.
    .next = Look for a value in your program that was written down and not read: each is a call of the socket's.
    .hint-1 = Where do the 64 and the 131072 come from that your program prints?
    .hint-2 = They are settings of each network (net.ipv4.ip_default_ttl, tcp_rmem, tcp_wmem), and the kernel answers with them as long as the socket has none of its own.
    .hint-3 = In get, the arms of IP_TTL, SO_RCVBUF and SO_SNDBUF: ttl_v4, recv_buffer_size and send_buffer_size.

lesson-07-set-buffers = A buffer is asked for, and the kernel says how large it became
    .why = setsockopt returns success and does not do what was asked: Linux doubles the size, because it counts its own records of each packet against the buffer, too. Only reading it again shows what became of it.
    .next = Look at ask in sockopt.rs: set it, then get it from the same socket, then print both numbers.
    .hint-1 = After set has returned Ok, which number do you print as got: the one you asked for, or one that you read?
    .hint-2 = The order is set, get, println!, and all on one socket. The line is NAME: asked A, got G.
    .hint-3 = In ask: Socket::new, set(&socket, name, asked)?, get(&socket, name)?, then println!("{"{"}name{"}"}: asked {"{"}asked{"}"}, got {"{"}{"}"}", shown(got)).

lesson-07-set-buffer-limits = Too little is raised, too much is capped
    .why = A program may not take all of the kernel's memory: net.core.rmem_max and wmem_max cap what it can ask for. And with less than a certain least a socket could not work at all. Neither is an error.
    .next = Look at whether the value reaches the kernel as it was typed: the kernel cuts it, your program need not.
    .hint-1 = What does set return when far too much is asked for?
    .hint-2 = Ok. The kernel takes what it allows, and the number that is read afterwards says so.
    .hint-3 = In set: pass the value on as it is (value as usize). No min, no max, no check of your own.

lesson-07-set-flags = A flag is on or off, whatever the number
    .why = To C, and to the kernel, every number but 0 is true. What is read afterwards is 1.
    .next = Look at the arms of the flags in set (lib.rs): on for every value but 0.
    .hint-1 = What becomes of 7 on its way into a bool?
    .hint-2 = value != 0 is the bool, and the setter takes it.
    .hint-3 = In set: five arms with set_broadcast, set_keepalive, set_out_of_band_inline, set_reuse_address, set_tcp_nodelay, each with value != 0.

lesson-07-set-times = Time limits are in milliseconds, a linger in seconds
    .why = SO_RCVTIMEO and SO_SNDTIMEO hold seconds and microseconds, and the kernel keeps them in ticks of its clock: it may round up. SO_LINGER holds whole seconds, and 0 of them is not the same as off.
    .next = Look at the arms of the three in set and in get (lib.rs): the same unit going in and coming out.
    .hint-1 = In which unit is the number that was typed, and what does Duration make of it? What becomes of 0?
    .hint-2 = Duration::from_millis for the two limits, Duration::from_secs for the linger; as_millis and as_secs on the way back.
    .hint-3 = In set: set_read_timeout and set_write_timeout with Some(Duration::from_millis(value.into())), set_linger with Some(Duration::from_secs(value.into())).

lesson-07-set-headers = TTL, TOS and segment length
    .why = These three end up in the headers of what is sent: how many routers it may pass, how urgent it is, how much goes into a segment. Lesson 11 finds them there.
    .next = Look at the arms of IP_TTL, IP_TOS and TCP_MAXSEG in set and get (lib.rs).
    .hint-1 = Which methods of socket2 have v4 in their names?
    .hint-2 = set_ttl_v4 and ttl_v4, set_tos_v4 and tos_v4. For the segment length they are set_tcp_mss and tcp_mss.
    .hint-3 = In set: socket.set_ttl_v4(value), socket.set_tos_v4(value), socket.set_tcp_mss(value). In get: ttl_v4, tos_v4 and tcp_mss, each with ?.into().

lesson-07-set-says-why = Where the kernel made something else of it, a second line says why
    .why = "asked 100000, got 200000" looks like a bug to whoever sees it for the first time. There are only a few reasons, and the two numbers tell them apart.
    .next = Look at why (lib.rs) and at its use in ask: one line that begins with why: and the reason's word from the brief, and none where both numbers are the same.
    .hint-1 = For a buffer: what do you know when got is exactly twice what was asked, when it is less than that, when it is more?
    .hint-2 = doubled, capped, raised. The other words go by the option's name: rounded, masked, default, flag.
    .hint-3 = In why: None first, if got == asked; then a match on the name with guards for the buffers, got == 2 * asked and got < 2 * asked.

lesson-07-set-refused = What the kernel refuses is an error
    .why = Some values are refused and not bent: a TTL of 300 does not fit into its byte. And what a socket is, or which error it has met, can only be read. A program that goes on all the same prints the old value as if it were the new one.
    .next = Hand the error of set up with `?`; main prints "error: cannot set NAME: WHY" and exits with 1.
    .hint-1 = What does setsockopt return for a TTL of 300, and what becomes of it in your program?
    .hint-2 = An Err with EINVAL. It must leave ask before anything is printed. For SO_TYPE and SO_ERROR there is no setter: set returns an error of its own.
    .hint-3 = In ask: set(&socket, name, asked)?. In set: the last arm is _ => Err(ErrorKind::Unsupported.into()).

lesson-07-backlog-listens = It listens with the backlog that was asked for
    .why = The number given to listen is the whole experiment. std's TcpListener does not let you choose it, which is why this lesson makes the calls one by one.
    .next = Look at listen in backlog.rs: bind to ANY_PORT, listen with the number, then print the ready line with the address from local_addr.
    .hint-1 = Which of the calls takes the backlog?
    .hint-2 = socket.listen(backlog.into()). The kernel shows the number to whoever asks: ss -tln has it under Send-Q.
    .hint-3 = In listen: Socket::new, bind, listen, local_addr, println!, and return the socket. main keeps it: a listener that is dropped is closed.

lesson-07-backlog-counts = The count is what the kernel has in its queue
    .why = The tutorials say that listen(5) makes a pool of 5 half-open connections. The queue holds finished ones: handshake done, data welcome, nobody has accepted. On Linux there is room for one more than the number says.
    .next = Look at connect_until_one_waits in backlog.rs: it connects until a connection does not come about, keeps all that did, and main prints how many.
    .hint-1 = How does your program know that the queue is full: because it has counted to N, or because a connection did not come about?
    .hint-2 = When there is no room, the kernel drops the SYN without a word and the caller asks again after a second: connect_timeout gives up with TimedOut. That, and nothing else, is the end of the count.
    .hint-3 = In connect_until_one_waits: a loop around TcpStream::connect_timeout(&address, PATIENCE); push an Ok, return the Vec on TimedOut. A stream that is dropped is closed: keep them.

lesson-07-backlog-smallest = A backlog of 0, and of 1
    .why = Whoever believes that the number is the size of the queue expects 0 to let nobody in. Try it.
    .next = Look for a place where your program treats 0 as something special, or prints N + 1 without having counted.
    .hint-1 = Does your program connect at all when N is 0?
    .hint-2 = It connects before it knows: the first attempt already tells whether there is room.
    .hint-3 = In connect_until_one_waits: loop, and in it match TcpStream::connect_timeout(&address, PATIENCE). No number ends the loop, only the TimedOut does.

lesson-07-backlog-few-descriptors = Not every error means that the queue is full
    .why = With 40 descriptors nobody makes 101 connections: connect fails with "too many open files" long before the queue is full. Whoever takes every error for the end of the count prints a number, and it is wrong.
    .next = Look at connect_until_one_waits in backlog.rs: one error is the end of the count, all others are errors of the program.
    .hint-1 = What does your program print after `ulimit -n 40`, in the same terminal?
    .hint-2 = Look at the error's kind: only a connection that was neither made nor refused says that there was no room.
    .hint-3 = Err(why) if why.kind() == ErrorKind::TimedOut => return Ok(completed), and below it Err(why) => return Err(why).

lesson-07-backlog-ends = Everything stays open until its stdin ends
    .why = While the program waits, another terminal can look at the full queue (ss -tln). And a queue that nobody can look at proves nothing.
    .next = Look at what listen and connect_until_one_waits return: main keeps it in variables until the line from stdin, or its end, has come.
    .hint-1 = Which variables hold the listener and the connections while main waits?
    .hint-2 = A stream that is counted and not kept is dropped, and with that closed. A variable named _ drops its value at once; one named _listener keeps it to the end of main.
    .hint-3 = In connect_until_one_waits: completed.push(stream) for each Ok(stream), and return Ok(completed). In listen: return Ok((socket, address)).

lesson-07-rebind-four-lines = Four lines, one for each pair of servers
    .why = Two servers, each with or without the option, are four cases. Only with all four side by side can be seen which of the two servers decides.
    .next = The lines are given in main of rebind.rs. Look at what bind and leave_in_time_wait return.
    .hint-1 = Does your program get through all four, or does an error end it?
    .hint-2 = That bind fails for the second server is an answer, not a failure. Anything that fails before is one.
    .hint-3 = In bind: Socket::new, set_reuse_address(reuse), bind(&address.into()), each with `?`, and return the socket.

lesson-07-rebind-time-wait = The port really rests in TIME_WAIT
    .why = TIME_WAIT is with whoever closes first. If the client closes first, the server's port is free at once, and the experiment shows nothing. The kernel shows the port resting, or not.
    .next = Look at leave_in_time_wait in rebind.rs: accept, then close the server's end, then let the client see the end and close.
    .hint-1 = Which of the two ends does your program close first?
    .hint-2 = drop(server) sends the FIN. The client reads until the end, so that it is sure to come second, and is closed when the function returns.
    .hint-3 = In leave_in_time_wait: listen, TcpStream::connect, accept, drop(server), client.read_to_end(…). Both ends must be closed when it returns, the listener too.

lesson-07-rebind-answers = Each line is what bind answered
    .why = SO_REUSEADDR is said to let a restarted server bind. On Linux it does so only if the server before had set it, too: the connection that rests remembers it. So set it always, in every server, before bind.
    .next = Look at which socket gets the option in bind of rebind.rs, and at whether leave_in_time_wait passes its reuse on.
    .hint-1 = What does the option of the first server change, when that server is gone?
    .hint-2 = The resting connection inherits the option from the listener. It must be set before bind, and only if it is asked for.
    .hint-3 = In bind: set_reuse_address(reuse) between Socket::new and bind. In leave_in_time_wait: bind(ANY_PORT.into(), reuse). std's TcpListener::bind would set it always.

witness-no-listener = The kernel shows nobody listening at { $address }, where your { $program } says that it does.
witness-left-too-early = Your { $program } has ended, and nobody has ended its stdin yet. It keeps its listener and its connections open until then.
witness-other-backlog = Your { $program } was asked for a backlog of { $asked }, and the kernel shows its listener with one of { $backlog }.
witness-never-full = The kernel shows { $waiting } connections in the queue of your { $program }, and that it has never had to turn one away: your program stopped before the queue was full.
witness-not-held = Your { $program } has completed { $waiting } connections and, as the kernel shows, holds only { $held } of them open. Nobody has ended its stdin yet.
witness-no-time-wait = The kernel shows no connection in TIME_WAIT at { $address }, which your { $program } says it has left so ({ $first }, then { $second }).

skipped-one-family = skipped: this system has sockets of IPv4 and no others
skipped-other-limits = skipped: this system refuses a value that this check asks for
skipped-too-slow = skipped: this machine took so long that a port may have rested its minute
skipped-no-network = skipped: this system gives a program no network of its own to change a setting in

diagnosis-another-socket-listed = This is the list of another socket: one of the family { $family } and the type { $type }. Asked for was { $options }.
    .next = Look at where the socket is made: the family and the type that were asked for belong into Socket::new.
diagnosis-refused-option-listed = { $name } is in the list, though the kernel refuses to tell it of such a socket: this socket does not have that option.
    .next = Look at what becomes of an Err of get: it makes no line. unwrap_or makes a value of it that nobody has.
diagnosis-buffers-swapped = The values of SO_RCVBUF and SO_SNDBUF stand in each other's place.
    .next = RCV is the receive buffer, SND the send buffer. Look at their arms in get.
diagnosis-no-json = What was printed is not one JSON value: { $why }.
    .next = Look at everything that is printed with --json: it is one value, and nothing before or after it.
diagnosis-numbers-as-text = The numbers are there, but in quotes: they are text.
    .next = Give the number itself to json!, not what to_string or format! makes of it.
diagnosis-values-not-asked = In this network fresh sockets have other values. Your sockopt did not ask for them: they were written down somewhere.
    .next = Look for a number in your program that should be a call.
diagnosis-never-read-back = What was asked for is printed as what was got. The kernel has made something else of it, as reading it again would show.
    .next = Call get after set, on the same socket, and print that.
diagnosis-other-socket-read = { $before } is what a fresh socket has. This option was not set on the socket that was read, or it was read before it was set.
    .next = One socket: set it, then get it. Look also whether the arm of this name in set calls the setter of this very option.
diagnosis-other-unit = The number is a thousand times too large or too small: seconds were taken for milliseconds, or milliseconds for seconds.
    .next = SO_RCVTIMEO and SO_SNDTIMEO are asked for and shown in milliseconds, SO_LINGER in seconds.
diagnosis-reason-without-need = A reason is printed, though there is none to give: what was asked for is what was got.
diagnosis-no-reason = The kernel made something else of what was asked for, and no line says why.
    .next = Look at the end of ask: if why returns Some, print it in a line of its own, after "why: ".
diagnosis-other-reason = { $got } in place of { $asked } has another reason: { $reason }. The table in the brief has the words.
diagnosis-refusal-ignored = { $name } cannot be set to this, and your sockopt exited with 0 as if it had been.
    .next = Look at what becomes of the result of set: a `?` hands the error up. For SO_TYPE and SO_ERROR, set makes an error of its own.
diagnosis-every-error-is-the-end = Your program ran out of descriptors, and took that for a full queue.
    .next = Look at the kind of the error that ends your count: only TimedOut says that there was no room.
diagnosis-other-count = Your backlog says { $said }. The kernel shows { $waiting } connections in its queue.
    .next = Count what connect_timeout has completed, keep every stream, and never accept.
diagnosis-first-always-reuses = Only the second server's option makes a difference in your four answers. On Linux that is so when the first server had the option each time.
    .next = Look at the first server's listener: std's TcpListener::bind sets SO_REUSEADDR without being asked. Make it with Socket::new.
diagnosis-second-always-reuses = Only the first server's option makes a difference in your four answers. On Linux that is so when the second server had the option each time.
    .next = Look at the second server's socket: it must have SO_REUSEADDR only where the line says so. std's TcpListener::bind sets it without being asked.
diagnosis-always-bound = bind is said to succeed in all four cases. On Linux it does so only where both servers have the option: either all of them set it, or what bind has answered is not what is printed.
    .next = Look at bind in rebind.rs: set_reuse_address(reuse), and not set_reuse_address(true); the error of bind is handed up with `?`.
diagnosis-never-bound = bind fails in all four cases. With the option on both sides it succeeds, unless somebody still listens there or one of the two did not set it before its bind.
    .next = Look at the order in bind: set_reuse_address comes before bind. And look whether the listener is dropped when leave_in_time_wait returns.
