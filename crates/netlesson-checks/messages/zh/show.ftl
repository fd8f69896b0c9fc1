# show 所说的话：每种说法，教程怎么说，做了什么，出来了什么，事实是什么。

show-list = 教程关于网络的说法，以及这台机器的回答：
show-one = 看其中一个：{ $command }
show-heading-claim = 教程怎么说
show-heading-how = 做什么
show-heading-output = 这台机器上
show-heading-truth = 事实是什么，为什么
show-as-told = 和课程说的一样。
show-otherwise = 和课程说的不一样：这台机器不是这么做的。
show-linux-only = 这些实验要问 Linux 的内核，而这个系统用的是另一种内核
show-no-witness = 在这里展示不了：要问的事，这个内核没有说。可能是容器不允许。
show-no-time-wait = 在这里展示不了：没有连接停在 TIME_WAIT，或者内核没有说出来。
show-in-vain = 课程所说的情形，等了又等也没有出现。
show-bound = bind 成功
no-such-experiment = 没有名为 { $name } 的实验；有的是：{ $names }
no-such-experiment-but = 没有名为 { $name } 的实验；你要的是不是 { $names }？

# full-buffer
show-full-buffer-claim = 发送缓冲区满了，send 就会丢掉放不下的数据。
show-full-buffer-how = 连接的一端发送 4 MiB，另一端什么也不读：先用一次不许等待的 send，再用一次可以等待的。第二次卡住之后，另一端才开始读。
show-full-buffer-short = 一次发送 { $total } 字节、不许等待的 send：收下了 { $taken } 字节，返回值也这样说
show-full-buffer-waits = 一次发送其余 { $rest } 字节、可以等待的 send：没有人读，它就一直阻塞着
show-full-buffer-sent = 有人读了之后，它返回 { $sent }
show-full-buffer-whole = 到达了 { $arrived } 字节，内容和顺序都与发送的相同
show-full-buffer-not-whole = 到达了 { $arrived } 字节，但与发送的不同
show-full-buffer-truth = 什么也不会丢。阻塞的 send(2) 会一直等到它的全部字节都有位置：读得慢的一方正是这样让发得快的一方慢下来的。不许等待的 send 只收下放得下的部分，返回值说明收下了多少；设置了发送时限，或者中途来了信号，也是如此。在这里丢了数据的，是没有看返回值的人：其余的字节还在程序自己的缓冲区里，要由程序再发一次。write_all 做的就是这件事。

# backlog
show-backlog-claim = listen(5) 建立一个能装 5 个半开连接的池子。
show-backlog-how = backlog 为 1、2、5 的监听套接字谁也不 accept，来的呼叫者比位置多，一个接一个。然后问内核，每个监听套接字那里等着的是什么。在最后一个那里，第一个呼叫者在被 accept 之前就发送五个字节；之后所有人都被 accept。
show-backlog-waiting = listen({ $backlog })，{ $callers } 个呼叫者：等着的有 { $waiting } 个完成了的连接，{ $half } 个半开的
show-backlog-early = 在 accept 之前发送、之后收到的：{ $text }
show-backlog-later = 队列清空之后，{ $callers } 个呼叫者中有 { $inside } 个进来了
show-backlog-truth = 队列里等着的是完成了的连接：整个握手由内核自己完成，accept(2) 只是取走已经就绪的。Linux 留的位置比 backlog 说的多一个。等着的连接既然已经完成，客户端马上就可以发送，发来的字节也在那里等着。队列满时来的并不会被拒绝：内核一声不响地丢弃 SYN，呼叫一方的内核大约一秒后再发一次，那时有位置，就能进来。

# syn-cookies
show-syn-cookies-claim = backlog 能保护服务器不受 SYN 洪水攻击。
show-syn-cookies-how = 一些呼叫者向监听套接字发送 SYN，却听不到回答：它们的套接字上各有一个过滤器，把到来的一切都扔掉，所以它们的握手永远不会完成。SYN 洪水就是这个样子，只是这里规模很小。然后来了一个真心要连接的呼叫者。
show-syn-cookies-flood = listen({ $backlog })，{ $flood } 个听不见的呼叫者：{ $half } 个半开连接，其余的得到的回答是 { $cookies } 个 SYN cookie
show-syn-cookies-caller = 队列满着的时候又来了一个呼叫者：连上了，“{ $text }”也到了；送回来的 cookie 有 { $returned } 个
show-syn-cookies-off = 在这里展示不了：SYN cookie 被关掉了（net.ipv4.tcp_syncookies），或者这个内核没有它。
show-syn-cookies-truth = backlog 是队列的长度，而洪水能灌满任何长度的队列：这里只用了几个包。管用的是 SYN cookie。队列满了的时候，内核对新来的 SYN 什么也不保存，而是把要知道的写进自己回答的序列号里。作出回答的人会把这个数送回来，连接就由它建立起来。洪水从来不回答，所以不占服务器的内存。Linux 默认开着它，在队列满的时候使用（net.ipv4.tcp_syncookies = 1）。

# tw-recycle
show-tw-recycle-claim = bind 因为 TIME_WAIT 而失败？打开 tcp_tw_recycle，或者调低 tcp_fin_timeout。
show-tw-recycle-how = 先查看这两个设置。然后有一个连接只由一端关闭，另一个由两端关闭，服务器在先。对每一个，都去读内核自己的时钟：剩下的东西还要保留多久。最后，一个没有 SO_REUSEADDR 的套接字试着绑定到服务器原来的地方。
show-tw-recycle-gone = net.ipv4.tcp_tw_recycle：这个内核没有这个设置
show-tw-recycle-there = net.ipv4.tcp_tw_recycle：这个内核还有它
show-tw-recycle-setting = net.ipv4.tcp_fin_timeout：{ $setting } 秒
show-tw-recycle-half = 只由一端关闭（FIN_WAIT2）：还剩 { $seconds } 秒
show-tw-recycle-rest = 由两端关闭（TIME_WAIT）：还剩 { $seconds } 秒
show-tw-recycle-bind = 绑定到停在 TIME_WAIT 的端口：{ $answer }
show-tw-recycle-truth = tcp_tw_recycle 在 4.12 版就从 Linux 里去掉了：它会拒绝路由器后面共用一个地址的客户端。tcp_fin_timeout 是另一个状态 FIN_WAIT2 的时钟：已经关闭的一端为对方的 FIN 等多久。TIME_WAIT 持续 60 秒，这个数编译在内核里，所以调低那个设置对 bind 毫无作用。两个数常常都是 60，于是被当成了一回事；有 root 权限的人能把它们分开：sudo sysctl net.ipv4.tcp_fin_timeout=10 之后，这个实验的前一个数是 10 秒，后一个仍然是 60 秒。让服务器能够重启的是 SO_REUSEADDR。

# reuse-address
show-reuse-address-claim = 有了 SO_REUSEADDR，重启的服务器总能绑定到自己的端口。
show-reuse-address-how = 一个服务器服务一个客户端，先关闭，然后离开：它的端口停在 TIME_WAIT。另一个服务器马上绑定到同一个端口。这样做四次，两个服务器在 bind 之前设置或不设置 SO_REUSEADDR，各种情况都试到。最后一次两个都设置，而且前一个还在监听。
show-reuse-address-neither = 两个都没有设置：{ $answer }
show-reuse-address-second = 只有重启的服务器设置：{ $answer }
show-reuse-address-first = 只有前一个服务器设置：{ $answer }
show-reuse-address-both = 两个都设置：{ $answer }
show-reuse-address-beside = 两个都设置，而前一个还在监听：{ $answer }
show-reuse-address-truth = 在 Linux 上，两个都要设置：前一个服务器同意自己的端口可以共用，后一个同意去共用，而停在 TIME_WAIT 的东西保留着前一个的回答。所以服务器要总是设置它，而不是被拒绝一次之后才设置：没有设置就启动过的，会挡路一分钟。它从来不让两个服务器在同一个地址和端口上监听。在 Unix 上，std 的 TcpListener::bind 会自己设置它；用 socket2 时要由你来设置，在 bind 之前。

# address-in-use
show-address-in-use-claim = 重启之后出现“Address already in use”，是 Mac 才有的事。
show-address-in-use-how = 一个没有 SO_REUSEADDR 的服务器服务一个客户端，离开，马上在自己的端口上重启，一共十次。前十次由服务器先关闭连接，接下来的十次由客户端先关闭。
show-address-in-use-server = 服务器先关闭：{ $restarts } 次重启中被拒绝 { $refused } 次
show-address-in-use-client = 客户端先关闭：{ $restarts } 次重启中被拒绝 { $refused } 次
show-address-in-use-error = bind 的回答：{ $error }
show-address-in-use-truth = 这是 TCP 的事。先关闭连接的一端会停在 TIME_WAIT，免得迟到的报文段被当成新连接的。先关闭的是服务器，它的端口就有一分钟不空闲，Linux 和 Mac 都一样。先关闭的是客户端，剩下的东西就在客户端的端口上，服务器马上就能回来。所以这个错误看起来时有时无：取决于是谁挂断的。在 bind 之前设置了 SO_REUSEADDR 的服务器不受它影响。

# four-segments
show-four-segments-claim = 关闭连接总要四个报文段，TIME_WAIT 在它们中间。
show-four-segments-how = 打开并关闭二十个连接，轮流由客户端和服务器开始关闭。前十个里，另一端一看到流的结尾就关闭；后十个里，它等到自己的内核单独确认了那个结尾之后才关闭。内核会数每个套接字发送的报文段，并在套接字消失时说出总数。
show-four-segments-at-once = 在流的结尾就关闭：{ $closes } 次关闭，每次 { $segments } 个报文段
show-four-segments-later = 稍后才关闭：{ $closes } 次关闭，每次 { $segments } 个报文段
show-four-segments-first = TIME_WAIT 在先关闭的一端，而且只在那里：{ $all } 次中有 { $rests } 次
show-four-segments-truth = 两端各发一个 FIN，各得到一个确认：这就是四个。但内核并不急着确认 FIN：它会等上大约 40 毫秒，看程序有没有东西要发。在流的结尾就关闭的程序赶得上，它自己的 FIN 就把确认一起带走：三个报文段。稍后才关闭，两者才分开走。TIME_WAIT 不是中间的一步：它在最后才开始，在最后一个确认之后，而且只在先关闭的一端，因为那一端无法知道自己的最后一个确认是否到达。

# closed-peer
show-closed-peer-claim = 对方关闭之后，在 Linux 上 recv 会抛出异常；只有在 Windows 上才返回空。
show-closed-peer-how = 三个连接以三种方式结束：对方关闭；对方还有字节没读就关闭；对方把 SO_LINGER 设为 0 秒再关闭。每次都由另一端来接收。
show-closed-peer-closed = 对方关闭：{ $answer }
show-closed-peer-unread = 对方还有字节没读就关闭：{ $answer }
show-closed-peer-reset = 对方设 SO_LINGER 为 0 再关闭：{ $answer }
show-closed-peer-empty = recv 返回 0 字节
show-closed-peer-truth = 区别不在系统，而在报文段。关闭会发出 FIN：流到了结尾，recv(2) 返回 0 字节，这不是错误；Python 的 recv 返回 b""。只有收到 RST 之后才有错误：它说的是有数据丢了。程序关闭的套接字里还有没读的字节，或者 SO_LINGER 0 这样要求，或者有东西发给一个已经不存在的连接，内核就会发 RST。服务器对每个客户端都要准备好这两种情况。

# nodelay
show-nodelay-claim = TCP_NODELAY 没有用；或者：TCP_NODELAY 能防止粘包。
show-nodelay-how = 客户端先写首部，再写正文，然后等回答，重复几次：一遍照原样，用 Nagle 算法；一遍用 TCP_NODELAY。然后用 TCP_NODELAY 发送两条消息，两条都到达之后，接收方才调用 recv。
show-nodelay-turns = { $turns } 个来回：用 Nagle 算法 { $nagle } 毫秒，用 TCP_NODELAY { $nodelay } 毫秒，前者是后者的 { $times } 倍
show-nodelay-sticks = 用 TCP_NODELAY 发送两次：第一次 recv 返回 { $total } 字节中的 { $length } 字节
show-nodelay-truth = 两种说法都不对。只要前面的报文段还没有得到确认，Nagle 算法就扣住小的报文段；而接收方会推迟自己的确认，指望和回答一起发出去。写两次再等回答的人，就让这两者每个来回都互相等待；TCP_NODELAY 能结束这种等待，把首部和正文放在一次调用里写也可以。但它决定的只是报文段什么时候离开。已经到达的东西在接收缓冲区里是没有接缝的流，一次 recv(2) 有多少位置就拿走多少。消息在哪里结束，只有分帧才能说明。
