# The words of checks that several lessons share. A lesson may have its own in its file.

check-ready-line = The server listens, and says where
    .why = Whoever starts a server needs to know when it can be reached, and where. Port 0 asks the system for any free port, so only the server itself can tell which one it got.
    .next = Print "listening on IP:PORT" as the first line, after listen() and with the address that the socket says it has (local_addr), not the one that was asked for.
    .hint-1 = When is the earliest moment at which a client can connect: after socket(), after bind() or after listen()?
    .hint-2 = A caller can be kept in the backlog as soon as listen() has returned, even before accept(). That is the moment for the ready line.
    .hint-3 = Look at the end of the function that opens the socket: after the call to listen, ask the listener itself for its address, and print that one.

check-port-taken = A port that is taken is reported
    .why = "error: cannot listen on 127.0.0.1:9001: Address already in use" tells the reader what to do. A panic with a backtrace does not, and going on without a listener is worse.
    .next = Hand the error of bind() or listen() up with `?`; main prints it in the form "error: cannot listen on ADDR: WHY" and exits with 1.
    .hint-1 = Which of the calls socket(), bind(), listen() notices that somebody else has the port?
    .hint-2 = Every one of them returns a Result. An error belongs to whoever called your function.
    .hint-3 = Use `?` after each call, and leave no unwrap() on the way.

check-interrupt-server = Ctrl-C ends the server
    .why = A server that cannot be stopped must be killed, and a student who has to kill programs soon has ports that stay taken.
    .next = SIGINT ends a program by itself. Look for what keeps yours from ending: a handler, or a loop that swallows every error.
    .hint-1 = What does SIGINT do to a program that does nothing about it?
    .hint-2 = It ends it, whatever call it is blocked in. Nothing needs to be written for this.
    .hint-3 = Remove what catches the signal.

check-interrupt-client = Ctrl-C ends the client
    .why = A client waits most of its life, for a line or for a reply. Ctrl-C is how its user says that the waiting is over.
    .next = SIGINT ends a program by itself. Look for what keeps yours from ending: a handler, or a loop that swallows every error.
    .hint-1 = What does SIGINT do to a program that does nothing about it?
    .hint-2 = It ends it, whatever call it is blocked in. Nothing needs to be written for this.
    .hint-3 = Remove what catches the signal.

check-client-input = What is typed goes out as it is, and blank lines stay at home
    .why = A line is what stands before its line break, LF or CRLF; its spaces are part of it. A blank line says nothing and is not sent: on a stream it would be no bytes at all, and the client would wait for an answer to them.
    .next = This is given in the starter: typed_lines of netlesson_common::program reads the lines. Look at what your client does to them afterwards.
    .hint-1 = What exactly goes over the wire for a line with spaces around it, and what for an empty one?
    .hint-2 = Nothing is trimmed but the line break, nothing but white space is left out, and only `quit` alone on its line is the end.
    .hint-3 = Take each line from typed_lines and send its bytes, no more and no fewer.

check-client-quits = quit ends the client
    .why = `quit` is for the client and not for the server: it never goes over the wire. It is a good end, so the exit code is 0, and the server sees an orderly end of the stream.
    .next = This is given in the starter: typed_lines of netlesson_common::program ends at `quit`. Look at what your client does after its last line.
    .hint-1 = What does your main do when there are no more lines?
    .hint-2 = It returns: the exit code is then 0, and every socket is closed.
    .hint-3 = Nothing may stand behind the loop over typed_lines, or run beside it, that keeps the program going.

check-client-input-ends = The end of stdin ends the client
    .why = Ctrl-D, or the end of a file or a pipe that feeds it, says the same as `quit`: there is nothing more to say. A client that misses it can be used in no script.
    .next = This is given in the starter: typed_lines of netlesson_common::program ends with stdin. Look at what your client does after its last line.
    .hint-1 = How does a program see that its stdin has ended?
    .hint-2 = Reading returns 0 bytes, just as with a socket; the loop over the lines ends.
    .hint-3 = Let main return after the loop over typed_lines: the exit code is then 0.

check-nobody-listens = A client without a server says so
    .why = connect() is the first call that can fail because of somebody else. A client that ignores it fails later, with a broken pipe that tells nobody what went wrong (Python's connect_ex invites this).
    .next = Hand the error of connect up with `?`; main prints "error: cannot connect to ADDR: WHY" and exits with 1.
    .hint-1 = What does connect return when nobody listens at the address?
    .hint-2 = A Result with ECONNREFUSED in it. It must reach main, where it becomes the error line.
    .hint-3 = Use `?` on the connecting call, in the function that main asks for a connection.

check-usage = Wrong arguments are answered with the usage
    .why = A program that guesses what was meant does the wrong thing quietly. A usage line and exit code 2 tell people and scripts alike.
    .next = This is given in the starter: see main, and the functions of netlesson_common::program that it calls.
    .hint-1 = Which arguments does the program take, and which of them may be left out?
    .hint-2 = An address that cannot be parsed, or more arguments than there are, end with the usage line on stderr and exit code 2.
    .hint-3 = netlesson_common::program::usage does both; compare main with the solution's.

check-both-together = Your two programs understand each other
    .why = Each alone was played against the check. Together they are what you built: a client that talks to your server.
    .next = Start the server in one terminal and the client in another, and compare what each prints.
    .hint-1 = Do both programs pass their own checks?
    .hint-2 = If so, look for something that each assumes of the other and the contract does not say.
    .hint-3 = Run both in two terminals, as the brief says, and type what the check typed.
