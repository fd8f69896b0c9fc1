lesson-06 = 多线程 socketserver

lesson-06-greets = 第一个客户端得到问候
    .why = 刚连上的客户端什么都不知道，连对面有没有人都不知道。问候告诉它：已经被接受，以及它叫什么。问候与所有消息一样是一个帧：四个字节的长度，然后是文本。
    .next = 从接受连接到发出问候，中间有四件东西：线程（serve_forever）、交谈（room.rs 的 handle）、发件箱（send），以及清空它的线程（write_out）。
    .hint-1 = 哪个线程接受客户端，哪个线程问候它，又是哪个线程把问候写进它的套接字？
    .hint-2 = serve_forever 创建一个线程去调用 handler.handle；handle 打开发件箱并入座，入座时把问候放进发件箱；write_out 把它取出来写出去。
    .hint-3 = 按顺序写第 1 到第 4 步，每写完一步就启动服务器试试：下一个 todo! 的信息会说明走到了哪里。

lesson-06-two-at-once = 第一个客户端还在时，第二个也得到服务
    .why = 线程正是为此而来。一次只进行一个交谈的服务器，会让第二个来客一直等在 backlog 里，直到第一个挂断：连上了，却没有人听。
    .next = 看看 serve_forever：accept 之后，不能等待刚刚开始的那个交谈。
    .hint-1 = handle 什么时候返回？在那之前你的 accept 循环在做什么？
    .hint-2 = handle 在客户端离开后才返回。把它放进一个单独的线程，循环就能立刻回到 accept。
    .hint-3 = 在 serve_forever 里：把对 handler.handle 的调用放进闭包，交给 thread::Builder::new().spawn。

lesson-06-others-hear = 一个人说的话，其他人都听得到
    .why = 这是 TCP 上的广播：网络上并没有这种东西，有的只是一张连接的名单，和写给名单上每一个连接的消息。说话的人也在名单上，必须跳过：自己说了什么，自己已经知道。
    .next = 谁听到什么，写在 hear（room.rs）里。看看你的 send 和 write_out 对路上的消息做了什么，以及服务器打印了什么。
    .hint-1 = 名单上有哪些客户端，其中哪些应当听到这条消息？
    .hint-2 = 除了说话的人，每个人都收到一个帧，文本前面加上 "client N: "；服务器把同样的一行打印一次，并立即刷新。
    .hint-3 = hear 走遍除 `sender` 之外的所有客户端，对每一个用 "client N: 文本" 调用 send。再跟着一条消息走一遍：Outbox::send 把它放到写线程等待的地方，write_out 从那里取出，写成一个帧。

lesson-06-greeting-first = 问候先于一切
    .why = 客人进来的时候，别人正在说话。在“已上名单”与“已问候”之间有一个瞬间，落在其中的消息会比问候先到；而在“已问候”与“已上名单”之间，则会丢失一条。这项检查让一个客户端不停地说话，同时让别的客户端进来。
    .next = 看看 room.rs 的 take_seat：问候和写入名单是一体的，要在同一把锁之下完成。
    .hint-1 = 如果中间锁是放开的，在你的两行代码之间，别的线程可以做什么？
    .hint-2 = 转发消息的人会锁住名单。如果从问候到写入名单你一直持有这把锁，中间就不会有人说话。
    .hint-3 = 在 take_seat 里：先加锁，再问候，再写入名单，两件事都做完才放开锁。

lesson-06-misses-nothing = 得到问候之后，什么都不会错过
    .why = 问候是一个承诺：从现在起，你什么都听得到。先问候、过一会儿才把客人写入名单的服务器违背了这个承诺；而且发生得很少，少到没有人相信那个发现它的人。
    .next = 看看 room.rs 的 take_seat：问候发出的那一刻，客人就应当等于已经在名单上了。
    .hint-1 = 一条消息在问候发出之后、客人上名单之前说出来，会怎么样？
    .hint-2 = 它会发给名单上的每个人，而这位客人不在其中。对别人来说，问候和上名单必须是一步：在同一把锁之下完成。
    .hint-3 = 在 take_seat 里：先加锁，再问候，再写入名单，两件事都做完才放开锁。

lesson-06-one-hears = 说给一个人的话，只有那个人听到
    .why = "@2 text" 是说给客户端 2 的。别人听不到，是这句话承诺的一半；客户端 2 听到的是文本而没有 "@2 "，是另一半。服务器自己打印的那一行，则是说出来时的原样。
    .next = 看看 room.rs 的 hear：在哪里把收件人从消息中取下来，打印的又是两者中的哪一个。
    .hint-1 = 消息 "@2 hello" 会变成三样东西：给客户端 2 的、打印在屏幕上的，那么其他人呢？
    .hint-2 = 客户端 2 收到 "client 0: hello"，屏幕上是 "client 0: @2 hello"，其他人什么都没有。
    .hint-3 = split_number 把 @ 后面的部分变成 (2, "hello")，tell 找到客户端 2，发给它 "client 0: hello"；println! 得到的则是拆开之前的整条消息。

lesson-06-told-what-is-wrong = 到不了任何人的消息会得到答复
    .why = 沉默看起来就像成功。"error: no client 7" 和 "error: empty message" 要发给犯错的那个人，而且只发给那个人。
    .next = 看看 room.rs 的 hear 的末尾：结果若是错误，就属于说话的人，应当放进他自己的发件箱。
    .hint-1 = 哪些消息到不了任何人，应当让谁知道？
    .hint-2 = 说给不在场的客户端的，和没有文本的；空帧也是没有文本。空帧是一条消息，不是流的结尾。
    .hint-3 = 在 hear 里，`_ if text.is_empty()` 排在最前，得到 Err；没有编号相符时 tell 得到 Err；最后 Err 交给 `own.send`。你的 send 对交给它的每个文本都要做成帧，空文本也一样。

lesson-06-any-pieces = 无论字节怎样到来，消息的边界由长度决定
    .why = TCP 可以把一个帧一个字节一个字节地送来，也可以把三个帧一次送来。第 4 课讲的就是这个；这里要看的是，由线程读取每个连接时，边界是否依然守得住。
    .next = 看看 room.rs 的 listen：read_frame_within 读一个完整的帧，一个字节也不多读。在它旁边、或者代替它去读的代码，都会破坏这一点。
    .hint-1 = 客户端一次只发一个字节时，一次 read 返回多少字节？
    .hint-2 = 一个，或者几个。read_frame_within 会一直读到整个帧到齐。
    .hint-3 = 只在一个地方读连接：在 listen 里，用 read_frame_within(&mut stream, MAX_TEXT_LEN)。

lesson-06-longest-message = 最长的消息完整到达
    .why = 文本可以有 64 KiB，正好 65536 个字节，一个也不少。服务器加在前面的 "client 0: " 不算在内：否则能说多长的话，就取决于说话人的编号了。
    .next = 看看限制针对的是什么：应当是客户端发来的文本（listen），而不是别人收到的消息（send）。
    .hint-1 = 文本有 65536 个字节时，别人收到的帧有多长？
    .hint-2 = 要长出一个 "client 0: "。只有进来的受 MAX_TEXT_LEN 限制，出去的可以稍长一点。
    .hint-3 = MAX_TEXT_LEN 用在 listen 里，作为 read_frame_within 的上限。发件箱里起作用的只有 MAX_WAITING。

lesson-06-says-who-left = 有人离开会说出来，编号不再给别人
    .why = 客户端靠关闭连接离开：服务器读到流的结尾。它先前说的话仍然算数；从此以后，它的编号永远不属于任何人，这样 "@0" 就绝不会到一个陌生人那里。
    .next = 看看 room.rs 的 handle 的末尾：让出座位会把客户端从名单上取下并打印那一行，然后等待写出线程结束。
    .hint-1 = 一个客户端的流结束之后，你的服务器里还留着它的什么：名单上、线程里、打开的套接字中？
    .hint-2 = 丢弃座位会把它从名单上取下，发件箱也随之消失；写出线程因此结束；连接因此关闭。
    .hint-3 = 在 handle 里，listen 之后：drop(seat)，等待写出线程，shutdown 这个流，join 写出线程。

lesson-06-operator = 管理员可以对一个人说，也可以对所有人说
    .why = 在教程里，每个 handler 的线程都对着同一个键盘调用 input()，一行输入落到先抢到的那个线程手里。这里只有一个线程读键盘，每一行都写明是给谁的。
    .next = 只有 operate（bin/server.rs）可以读 stdin。它把每一行交给 announce（room.rs）。
    .hint-1 = 你的线程里有哪些在读 stdin？
    .hint-2 = 一个线程，为所有客户端服务；决定谁得到文本的是行首的编号，而不是读到它的线程。
    .hint-3 = operate 逐行读 stdin，遇到 quit 结束，其余每一行都交给 room.announce。在你的文件里搜一搜 stdin()：只应有一处在读，就在 operate 里。

lesson-06-operator-mistakes = 服务器上输错的一行会得到答复，服务器继续运行
    .why = 管理员也是用户，和所有用户一样会输错。stderr 上的一行会告诉他；客户端什么都不会察觉。
    .next = 看看 bin/server.rs 的 operate：announce 返回 Err 时，在 stderr 打印一行 "error: …"，循环继续。
    .hint-1 = 一行输入有哪些情形是谁也没有指明，或者什么也没有说？
    .hint-2 = 没有人用的编号；只有编号或 `all` 而没有文本；第一个词两者都不是。
    .hint-3 = 在 operate 里：`if let Err(why) = room.announce(&line)`，用 eprintln! 打印 "error: {"{"}why{"}"}"，循环继续。announce 在问这一行说给谁之前，先对空文本返回 Err。

lesson-06-end-of-input = 管理员的 stdin 结束不等于 quit
    .why = 服务器常常在没有键盘的情况下启动：放在后台，由脚本启动，stdin 接到 /dev/null。没有人输入，不是关闭的理由，也不是拼尽一个核的力气反复索要下一行的理由。
    .next = 看看 bin/server.rs 的 operate：行读完了它就返回，只有 `quit` 这个词才调用 shutdown。
    .hint-1 = 从已经结束的 stdin 读一行会返回什么？再读一次呢？
    .hint-2 = 每次都立刻返回 0 个字节。负责读的线程只能不再读；与其他线程无关。
    .hint-3 = 遍历各行的 for 循环自己会结束，后面什么都不用写。

lesson-06-bad-length = 声称过长的帧，让发送者失去连接
    .why = 长度只是陌生人的一个说法。小于 0 或超过 64 KiB 的，不可能是我们的消息；在它之后，谁也不知道下一条消息从哪里开始：这个连接已经没有用了。这只是这一个客户端的事，与别人无关。
    .next = 看看 room.rs 的 listen：read_frame_within 用 MAX_TEXT_LEN 时会返回错误，handle 就此结束这个交谈。
    .hint-1 = 一个长度出错之后，服务器还能从这个流里读出什么？
    .hint-2 = 没有任何可信的东西。它关闭这个连接；别的线程不应当察觉，锁也不能一直锁着或者中毒。
    .hint-3 = 用 `?` 把 read_frame_within 的错误交上去，在 handle 里打印到 stderr，然后继续走到 drop(seat)。

lesson-06-not-text = 不是 UTF-8 的消息，让发送者失去连接
    .why = 消息是 UTF-8 文本，每个客户端都指望这一点。这类服务器最经典的死法，是对文本调用 unwrap()：线程 panic，它持有的锁中毒，其他线程又因此一个接一个地 panic。
    .next = 看看 room.rs 的 listen：String::from_utf8 返回 Result，它的错误结束这个交谈。
    .hint-1 = 你的线程遇到不是文本的字节时，手里拿着哪把锁？
    .hint-2 = 先看文本再加锁，就一把也没有；而即使锁中了毒，里面的名单仍然是完整的。
    .hint-3 = 对 String::from_utf8 用 map_err(io::Error::other) 和 `?`，对锁用 PoisonError::into_inner。

lesson-06-gone-midway = 客户端可以以任何方式离开，哪怕在一条消息中间
    .why = 网线会被拔掉，程序会被杀死。连接可能断在报头里，断在文本里，以 FIN 或以 RST 结束，读取它的线程每次看到的都不一样。而在其他人看来都应当一样："client N left"。
    .next = 看看 room.rs 的 handle：无论 listen 返回什么，都要让出座位，线程都要走到终点。
    .hint-1 = 你的读取函数可能返回哪些值？handle 在每种情况之后做什么？
    .hint-2 = 在两条消息之间结束是 Ok，其余都是 Err；两者都通向同样的那几行。
    .hint-3 = 不要让 `?` 在 drop(seat) 之前把错误带出 handle：打印它，然后继续。

lesson-06-nothing-left-behind = 他们离开之后，什么都不留下
    .why = 如果来过的每个客户端都留下一个线程或一个描述符，几天之后服务器就再也创建不出新的了："Too many open files"。只有数一数才看得出来，而这里由内核来数。
    .next = 没有人结束线程所等待的东西，线程就会留下；还有东西拿着套接字（try_clone、Arc、名单中的一项），套接字就会留下。看看 handle（room.rs），以及 serve_forever 为每个交谈保存了什么。
    .hint-1 = 客户端离开之后，谁还拿着它的流？哪个线程还在等，等什么？
    .hint-2 = 发件箱被丢弃时，写出线程就会结束。交谈列表不能拿着流本身：Weak 不会让它一直开着。
    .hint-3 = serve_forever 里用 Arc::downgrade；handle 里 drop(seat)、shutdown(Both)，然后 join 写出线程。

lesson-06-whole-frames = 无论多少人同时说话，两个帧从不混在一起
    .why = 如果几个线程往同一个套接字里写，一次写入能有多完整，取决于内核缓冲区还有多少空位：满了，一次写入就停在半途，另一个线程的写入插进来，接收方便会在应当是文本的地方读到长度。它可以好好工作几个星期，直到有人慢下来。
    .next = 每个客户端只让一个线程去写：write_out（outbox.rs）。其他人都把完整的帧放进发件箱。
    .hint-1 = 你的服务器里有多少个线程往同一个套接字里写？
    .hint-2 = 有了发件箱就只有一个。channel 把帧一个接一个地交给它，前一个的 write_all 完成了才轮到下一个。
    .hint-3 = 在 send 里：做好整个帧，往 channel 里发送一次，不要往流里写。

lesson-06-slow-reader = 慢的客户端也得到一切，可以落后至多 1 MiB
    .why = 慢不等于离开。这个客户端在别人对它说四分之三 MiB 的话时一点也不读，之后再全部读完：一条消息也不能少，也不能已经把它断开。
    .next = 看看 outbox.rs 的 send：限制按等待的字节数计算，而不是按消息条数；等待的内容也不能挡住说话的人。
    .hint-1 = 可以有多少内容在等一个客户端？用什么单位计算？
    .hint-2 = 帧进入 channel 时，把它的长度加到 waiting 上，写出之后再减去；不超过 MAX_WAITING，就不断开任何人，也没有人要等。
    .hint-3 = mpsc::channel 自己没有上限，sync_channel 才有；上限由 send 里的 waiting.fetch_add 和 write_out 里的 fetch_sub 来管。

lesson-06-never-reads = 从不读取的客户端不会拖住任何人，并且会被断开
    .why = 客户端不读，往它那里的写入就要等，必要时永远等下去。锁着名单等，就是让所有人一起等；从不等待、任其堆积，内存就会用完。所以堆到 1 MiB 为止，然后那个客户端必须离开。而肯读的人，必须一条不少。
    .next = 看看 outbox.rs 的 send 和 write_out：send 从不往流里写，只往 waiting 上加，超过 MAX_WAITING 就 shutdown 这个流；write_out 写出多少就从 waiting 里减去多少。
    .hint-1 = 哪个线程在等那个不读的客户端？等的时候手里拿着什么？
    .hint-2 = 只有这个客户端自己的写出线程可以等，而且它不持有锁。shutdown 这个流会唤醒它，也会唤醒读取的线程：由后者让出座位。
    .hint-3 = 在 send 里：先 fetch_add；超过 MAX_WAITING 就 shutdown(Shutdown::Both)，别的什么都不做。在 write_out 里：每次 write_all 之后 fetch_sub。

lesson-06-two-hundred = 两百个客户端同时说话
    .why = 四百个线程对今天的系统不算什么：它们大多在等待，而等待的线程除了一点内存之外什么都不占。每个人说的话仍然要完整地到达该到的人那里。
    .next = 找一找数量有限的东西：线程池、固定长度的列表、放在一个字节里的编号。
    .hint-1 = 容得下的最后一个客户端之后，再来一个，你的服务器怎么办？
    .hint-2 = 这一课里，来一个就给一个线程。
    .hint-3 = 在 serve_forever 里：accept 返回的每个连接都立刻得到一个线程。

lesson-06-any-slices = 消息在任意的地方切开，还有一条停在半路
    .why = 这里切在哪里由随机决定，换一个种子就换一种切法。发送的人中途沉默了：在那之前已经完整的消息必须让人听到，而半条消息不能妨碍别人说话。每人一个线程，为的就是这个。
    .next = 看看 room.rs 的 listen：读取的时候不能持有锁，因为一条消息的其余部分可能永远不来。
    .hint-1 = 半条消息到了。你的线程在哪里等其余的部分，等的时候又持有什么？
    .hint-2 = 它在 read_frame_within 里面等。如果在那之前锁住了房间，别的线程就都进不来。
    .hint-3 = 先读完整条消息，再锁住房间，转发，然后在下一次读取之前放开。

lesson-06-numbered-by-arrival = 客户端按到达的顺序编号
    .why = 五个来客等在 backlog 里；最先来的是客户端 0。如果编号由每个线程自己去取，就取决于哪个线程先运行，而那由调度器决定，不由到达的顺序决定。
    .next = 看看你的编号从哪里来：在 accept 循环（serve_forever）里计数，把编号交给线程。
    .hint-1 = accept 按什么顺序返回来客？你创建的线程又按什么顺序运行？
    .hint-2 = accept 按他们到来的顺序返回。线程的运行顺序则没有保证。
    .hint-3 = 在 serve_forever 里计数，把计数传给 handle。它只增不减，客户端离开时也一样。

lesson-06-client-prints = 没有人打字时，客户端也打印它听到的话
    .why = 房间里的客户端必须同时做两件事：等键盘，等服务器。只有一个线程时，等这一个就等不了那一个。
    .next = 看看 bin/client.rs 的 listen：一个帧，一行，如此往复。它在 main 的线程里运行，键盘有自己的线程。
    .hint-1 = 消息来了而没有人打字时，你的客户端在等什么？
    .hint-2 = 应当在等消息：listen 读的是连接，从不读键盘。
    .hint-3 = 在 listen 里：只要 peek 看到一个字节，就 read_frame_within，然后 println 文本。

lesson-06-client-any-pieces = 无论消息怎样分段到来，客户端都能认出它们
    .why = 服务器写出的是完整的帧，而网络可以把它们拆开送来，也可以一次送来几个。最长的是 64 KiB，再加上说话人的名字。
    .next = 看看 bin/client.rs 的 listen 怎样读取、允许多长：用 read_frame_within 和 MAX_MESSAGE_LEN，它比文本的上限要大。
    .hint-1 = 客户端 199 的一条消息最多有多少字节？
    .hint-2 = 65536，前面再加 "client 199: "。而一次 read 可能返回其中的任意一段。
    .hint-3 = read_frame_within(&mut stream, MAX_MESSAGE_LEN)：别的代码都不能读这个流。

lesson-06-client-says = 没有人说话时，客户端也把键入的内容发出去
    .why = 每一行是一条消息，做成帧，不带换行。词前后的空白属于这一行；只有空白的行不发送。
    .next = bin/client.rs 的 talk 已经写好。看看它是不是仍在自己的线程里运行，以及它对这一行做了什么。
    .hint-1 = 键入 "hello" 一行，网络上传的是哪些字节？空白的一行呢？
    .hint-2 = 九个：四个是长度，五个是文本。空白行则一个也没有。
    .hint-3 = 用 write_frame 发送这一行的字节；末尾只去掉 LF 或 CRLF。

lesson-06-client-quits = quit 或 stdin 结束，客户端就结束
    .why = 想走的人不想等服务器。先前键入的内容仍然要发出去；然后关闭连接，退出码是 0。
    .next = 看看 bin/client.rs 的 talk 的末尾：它必须结束整个程序，虽然 main 还在等服务器。
    .hint-1 = 哪个线程读到 `quit`，又应当由它结束哪个线程？
    .hint-2 = main 停在 listen 里，会永远停下去；一个线程返回并不能结束它，process::exit 可以。
    .hint-3 = process::exit(0) 放在 talk 的循环后面：`quit` 和 stdin 结束都会走到那里。

lesson-06-server-closes = 服务器离开时，客户端说出来并结束
    .why = 否则用户就会对着一个死掉的连接继续打字。流在两条消息之间结束，是正常的结束：打印一句话，退出码 0，虽然 stdin 还开着。
    .next = 看看 bin/client.rs 的 listen 的末尾：不再有字节就返回 Ok，然后 main 打印那句话并返回。
    .hint-1 = 服务器关闭之后，peek 返回什么？
    .hint-2 = Ok(0)。它既不是消息也不是错误：循环结束，listen 返回 Ok(())。
    .hint-3 = 不要 join 读键盘的线程：它等的那一行可能永远不会来。

lesson-06-server-resets = 在两条消息之间被重置，也是一种结束
    .why = 服务器被杀死，或者它的机器重启，连接就会被重置。对用户来说这是同一个消息：服务器不在了。Linux 把它作为 recv 的错误报告，程序要分得清哪些错误是消息，哪些才是麻烦。
    .next = 看看 listen（bin/client.rs）里循环的条件：让它结束的不只是 0 个字节，还有 peek 的错误。
    .hint-1 = 收到 RST 之后 recv 返回什么，它会到达你的函数的哪个地方？
    .hint-2 = ECONNRESET。帧还没有开始时，它就是结束；peek 会先于 read_frame_within 看到它。
    .hint-3 = while let Ok(1..) = stream.peek(…)：其余情况，0 也好 Err 也好，都离开循环，listen 返回 Ok(())。

lesson-06-cut-short = 连接断在一条消息里面，是错误
    .why = 半条消息不是消息。把它当成消息，或者当成结尾，就掩盖了有东西丢失：在聊天室里丢的是一个词，在别处就是半个文件。
    .next = 看看 bin/client.rs 的 listen：帧一旦开始，read_frame_within 的错误就用 `?` 交上去，main 把它变成 "error: …" 和退出码 1。
    .hint-1 = 你的客户端怎样区分结束发生在两条消息之间，还是在一条消息里面？
    .hint-2 = 靠帧之前的 peek。peek 看到一个字节，帧就开始了，此后任何结束都是错误。
    .hint-3 = 在循环里面，对 read_frame_within 使用 `?`。

lesson-06-client-bad-length = 没有哪条消息会有的长度，是错误
    .why = 客户端不比服务器更轻信对方：长度小于 0，或者远远超过 64 KiB，说明双方对消息从哪里开始已经看法不一。继续读下去，只会打印出胡话，或者等待几个 GB。
    .next = 看看 listen（bin/client.rs）里的上限：read_frame_within 和 MAX_MESSAGE_LEN。
    .hint-1 = 这个服务器发来的消息可以有哪些长度？
    .hint-2 = 从 0 到 MAX_MESSAGE_LEN。单用 read_frame，允许的是 16 MiB。
    .hint-3 = read_frame_within(&mut stream, MAX_MESSAGE_LEN)?，并且没有 unwrap。

lesson-06-client-not-text = 不是文本的字节不会让客户端 panic
    .why = 网络上来什么不由你控制，而 panic 信息不是对它的回答。
    .next = 看看 listen（bin/client.rs）怎样处理一条消息的字节：String::from_utf8 返回 Result。
    .hint-1 = 哪些字节不能变成 String？
    .hint-2 = 不是 UTF-8 的，例如 0xff。这个错误也是放弃这个连接的一个理由。
    .hint-3 = String::from_utf8(message).map_err(io::Error::other)?

lesson-06-client-any-slices = 无论字节在哪里切开，客户端都能认出消息
    .why = 这里切在哪里由随机决定，换一个种子就换一种切法：可能在长度中间，可能在字符中间，也可能几条消息在同一片里。但每条消息仍然是一行。
    .next = 看看上面的每一片，再看 bin/client.rs 的 listen 怎样读取：按长度读完整的消息，完整之后才变成文本。
    .hint-1 = 找到第一个错误或者缺少的行。它的消息是在哪里切开的？
    .hint-2 = 一片不是一条消息。只有前面的长度说明消息在哪里结束。
    .hint-3 = 每一行对应一次 read_frame_within(&mut stream, MAX_MESSAGE_LEN)：别的代码都不能读这个流。

lesson-06-quit = 没有人在时，quit 关闭服务器
    .why = 教程希望有办法关闭服务器，却没有办法：serve_forever 停在 accept 里，它不去看的标志改变不了任何事。要有人来唤醒它，而服务器自己就可以做到。
    .next = 看看 socketserver.rs 的 shutdown，以及旁边的 accept：它每次醒来都会看一眼 closing。
    .hint-1 = 哪个线程读到 `quit`，哪个线程等在 accept 里？什么能让 accept 返回？
    .hint-2 = 一个连接。先设置标志，再连接服务器自己的地址；这个连接不是客户端，不计数。
    .hint-3 = 在 shutdown 里：closing.store(true, …)，然后 TcpStream::connect(self.address)。

lesson-06-quit-with-idle-clients = quit 送走一言不发的客户端
    .why = 他们的线程都等在 read 里，会永远等下去：只有 join，什么也等不到。服务器从自己这边结束连接，客户端看到后挂断，read 返回，线程结束；来过的人都要计数。
    .next = 看看 socketserver.rs 的 join_all，以及 say_goodbye（room.rs）引发了什么。
    .hint-1 = 客户端一言不发，等在 read 里的线程由什么来唤醒？
    .hint-2 = 流的结尾：来自看到我们结束之后的客户端，或者来自我们自己，对那个套接字调用 shutdown。
    .hint-3 = say_goodbye 清空名单，每个 write_out 走到终点并关闭写方向；join_all 先等一会儿，再切断还在的，然后 join。

lesson-06-quit-says-it-all = quit 之前说的话仍然送到
    .why = close() 很快，而还等在服务器自己内存里的东西，会随进程一起消失。服务器已经打印的消息就是已经听到的，每个肯读的人都应当得到它，稍慢一点的人也一样。
    .next = 看看顺序：say_goodbye 让每个写出线程写完等待的内容（write_out），join_all 先给它们时间再切断，main 在这一切之后才返回。
    .hint-1 = 一条消息说出来了，还没有写给慢的客户端，这时它在哪里？
    .hint-2 = 在它的发件箱里。write_out 要先清空发件箱再关闭连接；write_out 没做完，进程就不能结束。
    .hint-3 = 在 write_out 里：循环之后才 shutdown(Shutdown::Write)。在 join_all 里：wait_until 所有线程结束，再切断，再 join。

lesson-06-quit-with-one-who-never-reads = quit 不会永远等一个从不读取的客户端
    .why = 这个客户端既不读取也不挂断。等它的写出线程会永远等下去，join 这个线程的人也一样。时间到了就不再等它，答案里是两秒：所以这项检查要这么久。
    .next = 看看用 wait_until 等待的两个地方：join_all（socketserver.rs）和 handle 的末尾（room.rs）。等过之后，都要把连接的两个方向关闭。
    .hint-1 = 写出线程阻塞在哪个调用里？别的线程能对此做什么？
    .hint-2 = 对同一个套接字调用 shutdown(Shutdown::Both)，阻塞的 write 就会返回错误。
    .hint-3 = 在 join_all 里，等过之后：对 Weak 调用 upgrade，如果流还在，就关闭它的两个方向；然后才 join。

# 错误的根源：本课的证据足以说明它。

diagnosis-no-thread-accepts = 你的 { $program } 没有一个线程在 accept 里：内核显示有线程在等先来的客户端说话，只要那个客户端还在，别人就进不来。
    .next = 看 serve_forever 在两次 accept 之间做了什么：那里什么都不能等一场对话结束。
diagnosis-speaker-waits-in-send = 你的 { $program } 不再听客户端 { $client } 说话：内核显示它有一个线程停在 send 里，等一个不读数据的客户端，却没有线程在等这个客户端接下来说什么。
    .next = 看是哪个线程向客户端的套接字写：只有不做别的事的线程才可以在那里等。
diagnosis-no-longer-listens = 你的 { $program } 不再听客户端 { $client } 说话：内核显示没有一个线程在等它接下来说什么，也没有一个线程还有事可做。
    .next = 找一找：同一个线程已经拿着锁时又去要它；或者对话结束了，连接却没有关。
diagnosis-numbered-from-one = 第一个客户端被称为 1 号。约定从 0 开始数。
diagnosis-number-given-again = 编号 { $client } 给了第二次：以前已经有别人用过它。
    .next = 看编号从哪里来：不是现在有多少人（有人离开它就变小），而是一共来过多少人。
diagnosis-hears-itself = 客户端说的话又回到了它自己那里。该听见的是其他人，说话的人自己知道。
    .next = 看 hear（room.rs）里遍历客户端的循环：发送者也在那张表里。
diagnosis-addressee-left-in = 文字前面还留着收件人的编号。那是说给服务器听的：客户端 2 只该听到文字本身。
diagnosis-still-on-the-list = 客户端 { $client } 已经离开，发给它的消息却被当成有人会听：没有人被告知这个客户端不存在。
    .next = 找到把客户端从表里拿掉的地方。不管对话怎样结束，都必须走到那里。
diagnosis-one-client-ends-all = 一个客户端发来的东西结束了整个服务器，也结束了所有其他人的对话。
    .next = 找 process::exit、fail，以及一路通到 main 之外的 `?`：一场对话里的错误只属于那一场。
diagnosis-frames-mixed-up = 单独发送时，每条消息都完整到达。现在几个人同时对一个慢客户端说话，一条消息就从另一条的中间开始了。
    .next = 找所有向客户端套接字写的地方：前一条消息没有写完，谁也不能开始写下一条。
diagnosis-slow-reader-dropped = 等着这个客户端的数据还不到 1 MiB，你的服务器就把它断开了。
    .next = 看数的是什么：是等待的字节，不是消息的条数；写出去的要再减掉。
diagnosis-quit-and-still-accepts = 已经输入了 `quit`，内核却显示你的 { $program } 停在 accept 里，没有什么会叫醒它：没有新的来客。
    .next = 看 socketserver.rs 里的 shutdown：睡在 accept 里的线程不会去看标志。
diagnosis-quit-loses-what-waits = 在 `quit` 之前说过的 { $length } 个字节里，只到了 { $count } 个，连接就结束了。其余的还等在服务器自己的内存里。
    .next = 看 main 返回之前必须做完什么：每个还在的客户端，等着它的内容都要写完。
