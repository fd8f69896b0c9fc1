# `show` 的实验，后一半：教程怎样说，做了什么，得到了什么，实际是怎样。

# sticking
show-sticking-claim = 粘包是 Nagle 算法造成的：它把几次小的 send 攒成一次。用 TCP_NODELAY 关掉它，或者在两次 send 之间睡一会儿，每次 recv 拿到的就正好是一次 send 发出的。
show-sticking-how = 发送方调用两次 send，发 hello 和 feng，接收方调用 recv(10)。反复地做，每次都用新的连接；接收方有三种处境，Nagle 算法有开有关。数一数第一次 recv 有多少次拿到全部九个字节。谁也不睡眠：接收方到没到该到的处境，去问内核。
show-sticking-frozen = 两个单词都到了，接收方才读：开着 Nagle，{ $rounds } 次里有 { $nagle } 次连在一起；用 TCP_NODELAY，{ $rounds } 次里有 { $nodelay } 次
show-sticking-prompt = 第一个单词被读走了，才发第二个：开着 Nagle，{ $rounds } 次里有 { $nagle } 次连在一起；用 TCP_NODELAY，{ $rounds } 次里有 { $nodelay } 次
show-sticking-blocked = 接收方已经等在 recv 里，两个单词一个紧接一个地发：开着 Nagle，{ $rounds } 次里有 { $nagle } 次连在一起；用 TCP_NODELAY，{ $rounds } 次里有 { $nodelay } 次
show-sticking-truth = 流里只有字节，没有边界：recv 运行的时候已经到了什么，它就拿什么，装得下多少拿多少。所以起决定作用的，是接收方在两次 send 之间有没有轮到运行，这归调度器管：肯定没有轮到，两个单词每次都连在一起，有没有 TCP_NODELAY 都一样；肯定轮到了，就从不连在一起，有没有 Nagle 都一样。介于两者之间，就是抛硬币：再运行一次，第三行会变。睡眠只是在硬币上做手脚：接收方离开得更久，单词就又连在一起了。真正有用的，是在字节里画出边界，比如在每条消息前面写上长度：第 4 课。

# datagram-size
show-datagram-size-claim = UDP 只有在 512 字节以内才稳定，一次不要发得更多。
show-datagram-size-how = 在环回上发送几种大小的数据报，里面是随机的字节，读走一个再发下一个，每个字节都比较。然后发一个，比数据报能有的最大长度多一个字节。
show-datagram-size-mtu = MTU，也就是这条路上最大的包：{ $mtu } 字节
show-datagram-size-whole = { $size } 字节：{ $sent } 个里有 { $whole } 个完整到达
show-datagram-size-too-long = { $size } 字节：send 的回答是 { $answer }
show-datagram-size-truth = 数据报要么完整到达，要么不到；在 IPv4 上它最多带 65507 字节：16 位能写下的 65535，减去 IP 首部的 20 和 UDP 首部的 8。大小在路上才有关系：比 MTU（以太网上是 1500 字节）大的要分片传送，丢一片就整个都丢。最大的数据报在以太网上要分成 45 片；在环回上，只要那里的 MTU 是 65536，就一片也不分。所以在会丢包的网络上，数据报小一些是好建议，但 512 不是 UDP 的极限：那是从前一条 DNS 消息的极限（RFC 1035）。

# nobody-listens
show-nobody-listens-claim = UDP 没有连接，所以 UDP 客户端永远不知道没有人在听。
show-nobody-listens-how = 一个调用过 connect 的套接字，往这台机器上没有人监听的端口发送，然后调用 recv。另一个没有连接的套接字，往同一个端口发送，然后和一个在场的人说几句话：要是有什么告诉过它，这几次调用里就会有一次失败。
show-nobody-listens-send = 已连接，send：{ $answer }
show-nobody-listens-recv = 已连接，接着 recv：{ $answer }
show-nobody-listens-send-to = 没有连接，send_to：{ $answer }
show-nobody-listens-talk = 没有连接，接着和别人说话：{ $answer }
show-nobody-listens-truth = 数据报发出去了，所以 send 成功；但对面的内核发现端口上没有人，就用 ICMP 回答“端口不可达”。已连接的套接字只有一个对方，内核知道这关系到谁，于是这个套接字的下一次调用以 ECONNREFUSED 失败。没有连接的套接字可能发给过许多人，而错误里说不清是哪一个，所以 Linux 什么也不告诉它，除非它用 IP_RECVERR 提出要求。这就是在 UDP 套接字上调用 connect 的一个理由，尽管它什么也不发。不过数据报或者 ICMP 都可能丢，也可能被防火墙扣下：没有动静不能证明什么，客户端总要有时限。

# unread-datagrams
show-unread-datagrams-claim = 数据报不马上读就丢了：它到的时候，recvfrom 必须正等着。
show-unread-datagrams-how = 有五种大小，每种发 500 个数据报，全部发完，接收方才第一次调用 recv。它的接收缓冲区设为 Linux 的默认值，212992 字节。然后它把有的都读出来，并问内核丢弃了多少个（/proc/net/udp）。
show-unread-datagrams-kept = 每个 { $size } 字节：{ $sent } 个里，{ $kept } 个在等着，{ $lost } 个被丢弃了
show-unread-datagrams-truth = 数据报在套接字的接收缓冲区里等人来读，不管有没有 recv 正等着它。缓冲区满了之后再来的被丢弃，而且谁也不告诉：每次 send 都说 Ok。装得下多少个，并不是缓冲区的大小除以数据报的大小，因为内核算的是每个数据报连同自己为它做的记录一共占多少内存：一个字节的数据报要占几百个字节。所以读的人可以来晚，但不能晚太久。

# buffer-sizes
show-buffer-sizes-claim = 套接字的发送缓冲区和接收缓冲区默认都是 65536 字节。
show-buffer-sizes-how = 新建一个 TCP 套接字和一个 UDP 套接字，问它们缓冲区有多大，把回答和内核的设置比较。然后用 SO_RCVBUF 请求三种大小，再读出来。
show-buffer-sizes-default = { $option }：{ $size } 字节，来自 { $setting }
show-buffer-sizes-asked = SO_RCVBUF：请求 { $asked }，得到 { $got }
show-buffer-sizes-truth = 默认值是系统的设置，TCP 和 UDP 并不相同：Linux 出厂时，TCP 发送是 16384，接收是 131072，UDP 都是 212992。TCP 的缓冲区在连接使用中会自己变大。程序请求的大小，先减到不超过 net.core.rmem_max 或 wmem_max，而且不报错，然后加倍，因为内核把自己为数据做的记录也算在里面（socket(7)）。所以需要多少就设多少，然后读一读得到了多少。

# udp-faster
show-udp-faster-claim = UDP 比 TCP 快：100 MB，TCP 要 1 秒，UDP 只要 0.6 秒，time.process_time() 就是这样显示的。
show-udp-faster-how = 同样的 16 MiB 在环回上发三次：用 TCP；用 UDP，接收方一直在读；用 UDP，全部发完接收方才读。量的是到最后一次 send 返回的时间、其中的 CPU 时间、到最后一个字节到达的时间，以及到达了多少。有效吞吐量是到达的字节数，除以到最后一个字节到达的时间。
show-udp-faster-tcp = TCP：{ $sent } 毫秒发完（其中 CPU 时间 { $cpu } 毫秒），{ $whole } 毫秒时最后一个字节到达，送达 { $share } %，有效吞吐量 { $goodput } MB/s
show-udp-faster-beside = UDP，一直在读：{ $sent } 毫秒发完（其中 CPU 时间 { $cpu } 毫秒），{ $whole } 毫秒时最后一个字节到达，送达 { $share } %，有效吞吐量 { $goodput } MB/s
show-udp-faster-afterwards = UDP，发完才读：{ $sent } 毫秒发完（其中 CPU 时间 { $cpu } 毫秒），{ $whole } 毫秒时最后一个字节到达，送达 { $share } %，有效吞吐量 { $goodput } MB/s
show-udp-faster-truth = UDP 的发送方谁也不等，但每个数据报都要调用一次：它的最后一次 send 可能比 TCP 的早返回，也可能晚。不管早晚，接收方的缓冲区装不下的，已经没有了。TCP 的发送方要等到有空位，全部都会到达。所以要比的是有效吞吐量，而不是发送方多早以为自己做完了：要像第 10 课那样什么都送到，UDP 上的程序也得等。还有，process_time 是进程的 CPU 时间，等待不算在里面：要量流逝的时间，用 time.perf_counter()。

# select-stdin
show-select-stdin-claim = select 只能监视套接字，不能监视 stdin。
show-select-stdin-how = 先把这个命令自己的 stdin 交给 select(2) 看一眼。然后让它在一次调用里同时监视一个管道和一个 UDP 套接字，管道就是 `echo hello | program` 里程序的 stdin：什么都没来的时候，管道里有一行的时候，来了一个数据报的时候，两样都有的时候。✓ 表示 select 说可以读了。
show-select-stdin-own = 这个命令自己的 stdin：{ $answer }
show-select-stdin-nothing = 什么都没来：管道 { $pipe }，套接字 { $socket }
show-select-stdin-line = 管道里有一行：管道 { $pipe }，套接字 { $socket }
show-select-stdin-datagram = 那一行读走了，来了一个数据报：管道 { $pipe }，套接字 { $socket }
show-select-stdin-both = 又来了一行：管道 { $pipe }，套接字 { $socket }
show-select-stdin-truth = 在 Linux 上，和在所有的 Unix 上一样，select 监视的是描述符，而套接字、管道、终端都是描述符；stdin 就是 0 号。所以一个线程可以同时等键盘和网络。只有在 Windows 上，select 才只接受套接字。要提醒一句：select 看到的是内核里还有什么，看不到你的程序自己的缓冲区已经从那里拿走了什么，所以被监视的 stdin，不要经过缓冲区按行来读。

# idle-connections
show-idle-connections-claim = 每个打开的 TCP 连接都要花服务器的时间：连接一多，每一个都变慢。
show-idle-connections-how = 一个线程服务所有的连接，用 epoll 监视。一个客户端一个接一个地发 2000 个请求，每个 64 字节，等到回复再发下一个：先是独自一个；然后旁边有空闲的连接，描述符的限额允许多少就有多少，最多 2000 个；然后又是独自一个。
show-idle-connections-rate = 旁边有 { $idle } 个空闲连接：每秒 { $rate } 个请求，最慢的一个用了 { $slowest } 毫秒
show-idle-connections-ratio = 有空闲连接时一个普通请求（取中位数）的速度，除以没有时的速度：{ $ratio }
show-idle-connections-stalled = 有一个请求在 { $limit } 秒内没有得到回答
show-idle-connections-not-here = 描述符的限额（ulimit -n）在这里没有给连接留下位置。
show-idle-connections-truth = 一个空闲的连接，不过是内核里的一点内存和一个描述符：没有为它发包，也没有为它运行代码。到来的报文段属于哪个连接，内核在散列表里就能找到，epoll 也只报告已经就绪的，两者都不会去看空闲的连接：比值应当在 1 左右，有一点出入是碰巧。可能要花代价的，是程序等待的方式：select 和 poll 每次调用都要把整张表走一遍，每个连接一个线程，则每个都要占内存。有事做的连接要分享处理器和线路，那是另一回事。

# byte-order
show-byte-order-claim = struct.pack('i', n) 得到的四个字节是网络字节序。
show-byte-order-how = 把数字 1234 按这台机器的字节序、按网络字节序、按小端序各排一次。第一种用 TCP 发出去，到达的四个字节按两种顺序来读。装有 python3 的话，也问一问 Python 的 struct。
show-byte-order-own = 这台机器的字节序（'i'）：{ $bytes }
show-byte-order-network = 网络字节序，大端（'!i'）：{ $bytes }
show-byte-order-little = 小端（'<i'）：{ $bytes }
show-byte-order-arrived = 经过 TCP 到达的：{ $bytes }；按这台机器的字节序读是 { $own }，按网络字节序读是 { $network }
show-byte-order-python = 对 'i'、'!i'、'<i'，Python 的回答是：{ $packed }
show-byte-order-truth = 'i' 是运行程序的那台机器的字节序，今天几乎所有的机器都是小端：最低的字节在前。'!i' 是网络字节序，也就是大端，IP、TCP、UDP 的首部用的就是它。TCP 传送的是字节，一个也不会调换，所以用 'i' 打包的程序，在两端碰巧相同时没有问题，不同时读到的就是错的数字。协议必须说明用的是哪种顺序：这门课的帧是小端，'<i' 或 to_le_bytes，并且说明了这一点。
