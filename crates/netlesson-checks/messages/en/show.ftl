# What `show` says: of every claim what tutorials say, what is done, what came, and what is true.

show-list = What tutorials say of the network, and what this machine says to it:
show-one = Look at one: { $command }
show-heading-claim = What tutorials say
show-heading-how = What is done
show-heading-output = What this machine does
show-heading-truth = What is true, and why
show-as-told = As the course says.
show-otherwise = Not as the course says: this machine does otherwise.
show-linux-only = the experiments ask Linux's kernel, and this system has another one
show-no-witness = It cannot be shown here: this kernel does not tell what has to be asked. A container may forbid it.
show-no-time-wait = It cannot be shown here: no connection comes to rest in TIME_WAIT, or the kernel does not tell of it.
show-in-vain = What the course expects was waited for in vain.
show-bound = bind succeeds
no-such-experiment = there is no experiment { $name }; there are: { $names }
no-such-experiment-but = there is no experiment { $name }; did you mean { $names }?

# full-buffer
show-full-buffer-claim = When the send buffer is full, send loses the data that has no room.
show-full-buffer-how = One end of a connection sends 4 MiB while the other reads nothing: first with a send that must not wait, then with one that may. Only when the second one is stuck does the other end read.
show-full-buffer-short = a send of { $total } bytes that must not wait: it took { $taken } and said so
show-full-buffer-waits = a send of the other { $rest } that may wait: it is blocked, as long as nobody reads
show-full-buffer-sent = once somebody reads, it returns { $sent }
show-full-buffer-whole = arrived: { $arrived } bytes, the same ones in the same order
show-full-buffer-not-whole = arrived: { $arrived } bytes, but not those that were sent
show-full-buffer-truth = Nothing is lost. A blocking send(2) waits until there is room for all of its bytes: that is how a slow reader slows down a fast sender. A send that must not wait takes what there is room for, and its return value says how much that was; so it is with a send timeout, or when a signal comes in between. Who loses data there has not looked at the return value: the rest is still in the program's own buffer, and the program has to send it again. write_all does that.

# backlog
show-backlog-claim = listen(5) makes a pool of 5 half-open connections.
show-backlog-how = Listeners with backlogs of 1, 2 and 5 accept nobody, and more callers come than there is room for, one after the other. The kernel is asked what waits at each listener. At the last one the first caller sends five bytes before it is accepted; then everybody is accepted.
show-backlog-waiting = listen({ $backlog }), { $callers } callers: { $waiting } complete connections wait, { $half } half-open ones
show-backlog-early = sent before accept, received after it: { $text }
show-backlog-later = once the queue was emptied, { $inside } of { $callers } callers got in
show-backlog-truth = What waits in the queue are complete connections: the kernel does the whole handshake by itself, and accept(2) only takes out what is ready. Linux leaves room for one more than the backlog says. Because a waiting connection is complete, the client may send at once, and its bytes wait, too. Who comes while the queue is full is not refused: the kernel drops the SYN without a word, the caller's kernel sends it again after about a second, and gets in if there is room by then.

# syn-cookies
show-syn-cookies-claim = The backlog protects a server from a SYN flood.
show-syn-cookies-how = Callers that send a SYN and are deaf to the answer come to a listener: each has a filter on its socket that throws away whatever arrives, so their handshakes are never completed. That is what a SYN flood looks like, on a small scale. Then a caller comes who means it.
show-syn-cookies-flood = listen({ $backlog }), { $flood } deaf callers: { $half } half-open connections, the others were answered with { $cookies } SYN cookies
show-syn-cookies-caller = one more caller, while the queue is full: connected, and "{ $text }" has arrived; cookies that came back: { $returned }
show-syn-cookies-off = It cannot be shown here: SYN cookies are turned off (net.ipv4.tcp_syncookies), or this kernel has none.
show-syn-cookies-truth = The backlog is the length of a queue, and a flood fills a queue of any length: this one after a handful of packets. What helps are SYN cookies. When the queue is full, the kernel keeps nothing at all of a new SYN; it puts what it has to know into the sequence number of its answer. Whoever answers sends that number back, and the connection is made out of it. A flood never answers, and so it costs the server no memory. Linux has it turned on by default, for a queue that is full (net.ipv4.tcp_syncookies = 1).

# tw-recycle
show-tw-recycle-claim = Does bind fail because of TIME_WAIT? Turn on tcp_tw_recycle, or lower tcp_fin_timeout.
show-tw-recycle-how = The settings are looked up. Then a connection is closed by one end only, and another one by both, the server first. For each the kernel's own clock is read: how long it will keep what is left of it. Last, a socket without SO_REUSEADDR tries to bind where the server was.
show-tw-recycle-gone = net.ipv4.tcp_tw_recycle: this kernel has no such setting
show-tw-recycle-there = net.ipv4.tcp_tw_recycle: this kernel still has it
show-tw-recycle-setting = net.ipv4.tcp_fin_timeout: { $setting } seconds
show-tw-recycle-half = closed by one end only (FIN_WAIT2): { $seconds } seconds are left
show-tw-recycle-rest = closed by both ends (TIME_WAIT): { $seconds } seconds are left
show-tw-recycle-bind = bind to the port in TIME_WAIT: { $answer }
show-tw-recycle-truth = tcp_tw_recycle was taken out of Linux in version 4.12: it refused clients that share one address behind a router. tcp_fin_timeout is the clock of another state, FIN_WAIT2: how long a closed end waits for the other one's FIN. TIME_WAIT lasts 60 seconds, a number that is compiled into the kernel, so lowering the setting changes nothing for bind. Often both numbers are 60, which is how the two came to be taken for one another; who is root can tell them apart: after sudo sysctl net.ipv4.tcp_fin_timeout=10 this experiment shows 10 seconds for the first and still 60 for the second. What lets a server be restarted is SO_REUSEADDR.

# reuse-address
show-reuse-address-claim = With SO_REUSEADDR a restarted server can always bind to its port.
show-reuse-address-how = A server serves one client, closes first and goes: its port rests in TIME_WAIT. Another one binds to the same port at once. That is done four times, for all the ways in which the two may or may not have set SO_REUSEADDR before their bind. Last, both set it, and the first one still listens.
show-reuse-address-neither = neither has set it: { $answer }
show-reuse-address-second = only the restarted server: { $answer }
show-reuse-address-first = only the earlier server: { $answer }
show-reuse-address-both = both: { $answer }
show-reuse-address-beside = both, and the earlier one still listens: { $answer }
show-reuse-address-truth = On Linux both must have set it: the earlier server agrees that its port may be shared, the later one that it shares, and what rests in TIME_WAIT keeps the earlier one's answer. So a server has to set the option always, not only after it was refused once: what was started without it stands in the way for a minute. It never lets two servers listen at the same address and port. std's TcpListener::bind sets it by itself on Unix; with socket2 it is yours to set, before bind.

# address-in-use
show-address-in-use-claim = "Address already in use" after a restart is a matter of Macs.
show-address-in-use-how = A server without SO_REUSEADDR serves one client, goes, and is restarted on its port at once, ten times. In the first ten the server closes the connection first, in the next ten the client does.
show-address-in-use-server = the server closed first: { $refused } of { $restarts } restarts were refused
show-address-in-use-client = the client closed first: { $refused } of { $restarts } restarts were refused
show-address-in-use-error = the answer of bind: { $error }
show-address-in-use-truth = It is a matter of TCP. Whoever closes a connection first keeps its end in TIME_WAIT, so that late segments are not taken for those of a new connection. When that was the server, its port is not free for a minute, on Linux as on a Mac. When the client closed first, the rest is at the client's port, and the server can come back at once. That is why the error seems to come and go: it depends on who hung up. A server that sets SO_REUSEADDR before bind is not bothered by it.

# four-segments
show-four-segments-claim = A close always takes four segments, and TIME_WAIT comes in the middle of them.
show-four-segments-how = Twenty connections are opened and closed, begun by the client and by the server in turn. In the first ten the other end closes as soon as it sees the end of the stream; in the next ten it waits until its kernel has acknowledged that end by itself. The kernel counts the segments that each socket sends, and tells the whole count when the socket is gone.
show-four-segments-at-once = closed at the end of the stream: { $segments } segments, in { $closes } closes
show-four-segments-later = closed later: { $segments } segments, in { $closes } closes
show-four-segments-first = TIME_WAIT at the end that closed first, and only there: { $rests } of { $all }
show-four-segments-truth = Two ends, and each says FIN and has it acknowledged: that makes four. But the kernel does not hurry to acknowledge a FIN: it waits for about 40 milliseconds whether the program has something to send. A program that closes at the end of the stream is in time, and its own FIN carries the acknowledgement along: three segments. Only if it closes later do they travel apart. TIME_WAIT is no step in the middle: it begins at the end, after the last acknowledgement, and only at the end that closed first, for that one cannot know whether its last acknowledgement has arrived.

# closed-peer
show-closed-peer-claim = When the peer has closed, recv raises an exception on Linux; only on Windows does it return nothing.
show-closed-peer-how = Three connections end in three ways: the peer closes; the peer closes while bytes wait that it has not read; the peer closes with SO_LINGER at 0 seconds. Each time the other end receives.
show-closed-peer-closed = the peer closed: { $answer }
show-closed-peer-unread = it closed with unread bytes: { $answer }
show-closed-peer-reset = it closed with SO_LINGER 0: { $answer }
show-closed-peer-empty = recv returns 0 bytes
show-closed-peer-truth = The system makes no difference, the segment does. A close sends a FIN: the stream is at its end, and recv(2) returns 0 bytes, which is no error; Python's recv returns b"". An error comes only after an RST: it says that data was lost. The kernel sends one when a program closes a socket whose bytes it has not read, when SO_LINGER 0 asks for it, or when something arrives for a connection that is no more. A server has to expect both of every client.

# nodelay
show-nodelay-claim = TCP_NODELAY is useless; or: TCP_NODELAY keeps packets from sticking together.
show-nodelay-how = A client writes a header, then a body, and waits for the answer, several times: once as it comes, with Nagle's algorithm, and once with TCP_NODELAY. Then two messages are sent with TCP_NODELAY, and only when both have arrived does the receiver call recv.
show-nodelay-turns = { $turns } turns: { $nagle } ms with Nagle's algorithm, { $nodelay } ms with TCP_NODELAY, { $times } times as long
show-nodelay-sticks = two sends with TCP_NODELAY: the first recv returns { $length } of { $total } bytes
show-nodelay-truth = Neither is true. Nagle's algorithm keeps a small segment back as long as an earlier one is not acknowledged, and the receiver puts its acknowledgement off, in the hope of sending it along with an answer. Who writes twice and then waits makes the two wait for each other, in every turn; TCP_NODELAY ends that, and so does writing header and body in one call. But it decides only when segments leave. What has arrived lies in the receive buffer as a stream without seams, and one recv(2) takes all of it that it has room for. Only framing tells where a message ends.
