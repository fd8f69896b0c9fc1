# The experiments of `show`, the second half: what tutorials claim, what is done, what came, what is true.

# sticking
show-sticking-claim = Packets stick together because of Nagle's algorithm: it collects small sends into one. Turn it off with TCP_NODELAY, or sleep between the sends, and each recv gets what one send has sent.
show-sticking-how = A sender makes two sends, hello and feng, and a receiver calls recv(10). That is done again and again, on a fresh connection each time, with the receiver in three situations, and with Nagle's algorithm on and off. Counted is how often the first recv gets all nine bytes. Nothing sleeps: the kernel is asked when the receiver is where it is to be.
show-sticking-frozen = the receiver reads only when both words have arrived: together in { $nagle } of { $rounds } with Nagle, in { $nodelay } of { $rounds } with TCP_NODELAY
show-sticking-prompt = the second word is sent only when the first has been read: together in { $nagle } of { $rounds } with Nagle, in { $nodelay } of { $rounds } with TCP_NODELAY
show-sticking-blocked = the receiver waits in recv already, and the words are sent one right after the other: together in { $nagle } of { $rounds } with Nagle, in { $nodelay } of { $rounds } with TCP_NODELAY
show-sticking-truth = A stream carries bytes and no boundaries: a recv takes what has arrived by the time it runs, as much as fits. So what decides is whether the receiver got to run between the two sends, which is the scheduler's affair: where it certainly did not, the words come together every time, TCP_NODELAY or not; where it certainly did, they never do, Nagle or not. In between it is a coin toss: run this again, and the third line changes. A sleep only loads the coin, since a receiver that is away for longer finds the words together again. What helps is a boundary in the bytes themselves, such as a length before each message: lesson 4.

# datagram-size
show-datagram-size-claim = UDP is only stable up to 512 bytes; send no more than that at a time.
show-datagram-size-how = Datagrams of several sizes are sent over loopback, each filled with random bytes and read before the next is sent, and every byte is compared. Then one is sent that is a byte longer than a datagram can be.
show-datagram-size-mtu = MTU, the largest packet of this way: { $mtu } bytes
show-datagram-size-whole = { $size } bytes: { $whole } of { $sent } arrived whole
show-datagram-size-too-long = { $size } bytes: send says { $answer }
show-datagram-size-truth = A datagram arrives whole or not at all, and over IPv4 it carries up to 65,507 bytes: the 65,535 that 16 bits can say, less 20 for IP's header and 8 for UDP's. Its size matters on the way: what is larger than the MTU, 1500 bytes on Ethernet, travels in fragments, and one fragment lost loses the whole datagram. The largest makes 45 of them on Ethernet, and none on loopback while the MTU there is 65,536. So small datagrams are good advice on a network that loses packets, but 512 is no limit of UDP: it was the limit of a DNS message (RFC 1035).

# nobody-listens
show-nobody-listens-claim = UDP has no connection, so a UDP client never learns that nobody listens.
show-nobody-listens-how = A socket that has called connect sends to a port of this machine where nobody listens, and then calls recv. Another, which is not connected, sends to the same port, and then talks with somebody who is there: had it been told anything, one of those calls would have failed.
show-nobody-listens-send = connected, send: { $answer }
show-nobody-listens-recv = connected, then recv: { $answer }
show-nobody-listens-send-to = not connected, send_to: { $answer }
show-nobody-listens-talk = not connected, then a talk with somebody else: { $answer }
show-nobody-listens-truth = The datagram goes out, so send succeeds; but the kernel at the other end finds nobody at the port, and answers with ICMP, "port unreachable". A connected socket has one peer, so the kernel knows whom this concerns, and the socket's next call fails with ECONNREFUSED. A socket that is not connected may have sent to many, and the error could not say to which, so Linux tells it nothing, unless it asks with IP_RECVERR. That is a reason to call connect on a UDP socket, although it sends nothing. Still, the datagram or the ICMP may be lost, or a firewall may keep it: silence proves nothing, and a client needs a time limit.

# unread-datagrams
show-unread-datagrams-claim = A datagram that is not read at once is lost: recvfrom has to be waiting when it comes.
show-unread-datagrams-how = For each of five sizes, 500 datagrams are sent before the receiver calls recv for the first time. Its receive buffer is set to Linux's default, 212,992 bytes. Then it reads what is there, and the kernel is asked how many it has dropped (/proc/net/udp).
show-unread-datagrams-kept = { $size } bytes each: of { $sent }, { $kept } were waiting, and { $lost } were dropped
show-unread-datagrams-truth = Datagrams wait in the socket's receive buffer until they are read, whether a recv is waiting for them or not. Those that come while the buffer is full are dropped, and nobody is told: every send has said Ok. How many fit is not the buffer's size divided by theirs, for the kernel counts the memory that each takes together with its notes about it: a datagram of one byte costs some hundreds. So a reader may be late, but not for long.

# buffer-sizes
show-buffer-sizes-claim = The send and receive buffers of a socket are 65536 bytes by default.
show-buffer-sizes-how = A new TCP socket and a new UDP socket are asked for the sizes of their buffers, and the answers are compared with the kernel's settings. Then three sizes are asked for with SO_RCVBUF, and read again.
show-buffer-sizes-default = { $option }: { $size } bytes, from { $setting }
show-buffer-sizes-asked = SO_RCVBUF: asked for { $asked }, got { $got }
show-buffer-sizes-truth = The defaults are settings of the system, and not the same for TCP and UDP: Linux comes with 16384 for sending and 131072 for receiving over TCP, and with 212992 for UDP. TCP's grow by themselves while a connection is used. What a program asks for is cut down to net.core.rmem_max or wmem_max, without an error, and then doubled, because the kernel counts its own notes about the data as well (socket(7)). So set what you need, then read what you got.

# udp-faster
show-udp-faster-claim = UDP is faster than TCP: 100 MB take 1 s by TCP and 0.6 s by UDP, as time.process_time() shows.
show-udp-faster-how = The same 16 MiB are sent over loopback by TCP, by UDP to a receiver that reads all the time, and by UDP to one that reads only when all is sent. Measured are the time until the last send has returned, its share of CPU time, the time until the last byte has arrived, and what has arrived. Goodput is what arrived, divided by the time until the last of it.
show-udp-faster-tcp = TCP: sent after { $sent } ms ({ $cpu } ms of CPU time), the last byte there after { $whole } ms, { $share } % delivered, goodput { $goodput } MB/s
show-udp-faster-beside = UDP, read all the time: sent after { $sent } ms ({ $cpu } ms of CPU time), the last byte there after { $whole } ms, { $share } % delivered, goodput { $goodput } MB/s
show-udp-faster-afterwards = UDP, read afterwards: sent after { $sent } ms ({ $cpu } ms of CPU time), the last byte there after { $whole } ms, { $share } % delivered, goodput { $goodput } MB/s
show-udp-faster-truth = A sender by UDP waits for nobody, but each datagram costs it a call: its last send may return sooner than TCP's, or later. In either case, what the receiver's buffer had no room for is gone. A sender by TCP waits until there is room, and all of it arrives. So compare goodput, not how soon a sender believes that it is done: to deliver everything, as in lesson 10, a program over UDP has to wait as well. And process_time is the CPU time of the process, in which waiting does not count: for the time that passes take time.perf_counter().

# select-stdin
show-select-stdin-claim = select can watch sockets only; stdin it cannot watch.
show-select-stdin-how = select(2) is shown this command's own stdin. Then it watches a pipe, which is what a program has for its stdin in `echo hello | program`, and a UDP socket, both in one call: while nothing has come, when a line is in the pipe, when a datagram has come, and when there is both. ✓ means that select says it can be read.
show-select-stdin-own = this command's own stdin: { $answer }
show-select-stdin-nothing = nothing has come: pipe { $pipe }, socket { $socket }
show-select-stdin-line = a line in the pipe: pipe { $pipe }, socket { $socket }
show-select-stdin-datagram = the line has been read, and a datagram has come: pipe { $pipe }, socket { $socket }
show-select-stdin-both = a line once more: pipe { $pipe }, socket { $socket }
show-select-stdin-truth = On Linux, as on every Unix, select watches descriptors, and sockets, pipes and terminals are all descriptors; stdin is number 0. So one thread can wait for the keyboard and for the network at once. Only on Windows does select take nothing but sockets. One warning: select sees what the kernel holds, not what your program's own buffer has already taken from it, so do not read lines through a buffer from a stdin that you watch.

# idle-connections
show-idle-connections-claim = Every open TCP connection costs the server time: with many of them, each becomes slower.
show-idle-connections-how = One thread serves all connections, watched with epoll. A client sends 2000 requests of 64 bytes one after the other and waits for each reply: first alone, then beside idle connections, as many as the limit on descriptors allows and at most 2000, then alone again.
show-idle-connections-rate = beside { $idle } idle connections: { $rate } requests/s, the slowest took { $slowest } ms
show-idle-connections-ratio = the speed of a typical request (the median) beside idle connections, divided by that without: { $ratio }
show-idle-connections-stalled = a request was not answered within { $limit } s
show-idle-connections-not-here = The limit on descriptors (ulimit -n) leaves no room for connections here.
show-idle-connections-truth = An idle connection is some memory in the kernel and a descriptor: no packet is sent for it, and no code runs. The kernel finds the connection of a segment that arrives in a hash table, and epoll reports only what is ready, so neither looks at the idle ones: expect a ratio near 1, a little off as luck has it. What may cost is how a program waits: select and poll go through the whole list at each call, and a thread for each connection takes memory for each. Connections that do something share the processor and the wire; that is another matter.

# byte-order
show-byte-order-claim = struct.pack('i', n) gives the four bytes in the network's order.
show-byte-order-how = The number 1234 is laid out in this machine's order, in the network's, and in little-endian. The first is sent over TCP, and the four bytes that arrive are read in two orders. Python's struct is asked as well, where python3 is installed.
show-byte-order-own = this machine's order ('i'): { $bytes }
show-byte-order-network = the network's order, big-endian ('!i'): { $bytes }
show-byte-order-little = little-endian ('<i'): { $bytes }
show-byte-order-arrived = arrived over TCP: { $bytes }; read in this machine's order { $own }, in the network's { $network }
show-byte-order-python = Python says for 'i', '!i' and '<i': { $packed }
show-byte-order-truth = 'i' is the order of the machine that runs the program, and almost every one today is little-endian: the lowest byte first. '!i' is the network's order, big-endian, as the headers of IP, TCP and UDP have it. TCP carries bytes and turns none of them round, so a program that packs with 'i' works while both ends happen to be alike, and reads a wrong number when they are not. A protocol has to say which order it means: this course's frames are little-endian, '<i' or to_le_bytes, and say so.
