lesson-03 = 粘包演示

lesson-03-predictions = 你的预测都写下来了
    .why = 你预计什么，就说明你怎样理解网络。在第一次运行之前写下来，它就不会迁就你看到的结果；猜错的地方，正是收获最大的地方。
    .next = 在 predictions.json 里，把每个 null 换成一个列表：每次 recv 一个字符串，内容只是那一行引号之间的文字，不要那一行的其他部分。JSON 里每个反斜杠都要写两遍，字符串用双引号，最后一项后面不加逗号。
    .hint-1 = 调用第一次 recv 时，有多少内容可读？其中有多少装得进它的缓冲区？
    .hint-2 = 第一次 recv 没有取走的，还留给第二次。讲义里的表说明了每个场景到那时已经发送了什么。
    .hint-3 = 这里不用查任何资料。怎么想就怎么写，没把握也没关系：这项检查只要求每个场景都有一个字符串列表，不管对错。

lesson-03-ready-line = 接收端开始监听，并说出地址
    .why = 启动发送端的人需要知道接收端什么时候、在哪里可以连上。端口 0 是请系统随便给一个空闲端口，所以只有接收端自己知道拿到了哪一个。
    .next = 看看 receiver.rs 里的 open：在 listen 之后打印 "listening on IP:PORT"，地址要用套接字自己说的（local_addr），不是当初要求的那个。
    .hint-1 = 发送端最早什么时候能连上：socket 之后、bind 之后，还是 listen 之后？
    .hint-2 = listen 一返回，来客就可以等在 backlog 里了，即使还没有 accept。这正是打印就绪行的时刻。
    .hint-3 = 在 open 里，bind 和（如果是流）listen 之后：向套接字询问 local_addr，打印这一行，返回套接字。

lesson-03-one-recv-per-size = 每个大小调用一次 recv
    .why = 一次 recv 取走已经到达的内容，最多装满缓冲区，然后返回。装不下的留给下一次，还没到的不去等。这一课的一切都由此而来。
    .next = 看看 receive（receiver.rs）里的循环：缓冲区恰好那么大，调用一次 read，把拿到的内容打印成一行。外面再套循环、用 read_exact 或 BufReader，都会把一次 recv 变成几次，或者把几次合成一次。
    .hint-1 = 对一个大小，你的程序调用了几次 recv？有没有哪一次非要等到缓冲区装满？
    .hint-2 = read 返回拿到了多少字节，常常比缓冲区小。只显示这些，不要为了填满剩下的部分再去读。
    .hint-3 = 在 receive 里：对每个大小新建一个那么长的缓冲区，读一次，把前 n 个字节放在引号之间。

lesson-03-end-of-stream = 流结束之后，每次 recv 仍有自己的一行
    .why = 流的结尾不是消息：无论再调用多少次，recv 都立刻返回 0 字节。让它有自己的一行，你就学会把它和“还没有到的消息”区分开。
    .next = 看看 read 给出 Ok(0) 时 receive 做什么：应当打印 recv(10) -> ""，然后继续下一个大小。
    .hint-1 = 发送端已经关闭、也没有剩余内容时，read 返回什么？
    .hint-2 = Ok(0)，而且没有错误。它和别的 recv 一样有自己的一行，下一次也一样。
    .hint-3 = receive 的循环里不要为 0 写 break、return 或错误：不管来什么，每个大小都走一遍。

lesson-03-default-sizes = 不给大小时，就是两次大小为 10 的 recv，不多也不少
    .why = 接收端按要求的次数调用，然后离开，哪怕还有字节在等、发送端也还在。没有人读的内容留在内核里，随套接字一起丢弃。
    .next = 默认值已经写在 main 里。看看 receive 里的循环由什么决定结束：是那些大小，而不是流。
    .hint-1 = 让你的接收端停下来的是什么：大小用完了，还是流结束了？
    .hint-2 = 这项检查的发送端不关闭连接。一直读到 0 才停的循环会永远等下去。
    .hint-3 = 在 receive 里：只对 sizes 循环，然后返回 Ok(())。

lesson-03-any-bytes = 任何字节都照样显示
    .why = recv 给出的是字节。它们可能是文本、半个字符，或者别的任何东西。非要把它们当文本的程序，遇到第一个不是文本的字节就会死掉，或者显示成 �，把真正收到的内容藏了起来。
    .next = 看看 receive 怎样打印：直接对字节调用 escape_ascii()，中间不要经过 String。
    .hint-1 = 字节 0xff 经过 String::from_utf8 或 from_utf8_lossy，会变成什么？
    .hint-2 = 字节切片有一个方法，把每个字节都用 ASCII 显示出来：escape_ascii。它的结果可以用 {"{}"} 打印。
    .hint-3 = 在 receive 里：取缓冲区的前 n 个字节，把它们的 escape_ascii() 打印在 \" 和 \" 之间。

lesson-03-one-datagram-per-recv = 加上 --udp，接收端读的是数据报
    .why = 数据报要么整个到达，要么不到：两个数据报绝不会拼在一起。比缓冲区长的会被截断，其余部分就没有了。空的数据报也是一条消息，因为没有连接，也就没有什么可以结束的。
    .next = 看看 Type::DGRAM 有什么不同：open 里没有 listen，receive 里没有 accept。读的部分完全一样。
    .hint-1 = 哪些调用只有在有连接时才有意义？
    .hint-2 = listen 和 accept。数据报套接字一绑定好就可以读。从它读到 0 字节是一个空的数据报，不是结束。
    .hint-3 = 在 receive 里：对 kind 用 match，没有连接可接受时就用套接字本身。

lesson-03-reset = 连接被重置是错误，不是结尾
    .why = 正常关闭的发送端发出流的结尾（FIN）；中途断开的发出重置（RST），这时 recv 会失败。把它当成结尾的人，以为自己全收到了，其实没有。
    .next = 用 `?` 把 read 的错误交上去：main 会打印 "error: cannot receive: WHY"，并以 1 退出。
    .hint-1 = 连接被重置时，read 返回什么：Ok(0)，还是 Err？
    .hint-2 = 一个装着 ECONNRESET 的 Err。unwrap_or(0) 会把它变成流的结尾，unwrap 会把它变成 panic。
    .hint-3 = 在 receive 里：read 后面跟 `?`，中间不要有把错误变成数字的东西。

lesson-03-port-taken = 端口被占用时会报告
    .why = "error: cannot listen on 127.0.0.1:9003: Address already in use" 告诉读者该怎么办，带回溯的 panic 做不到。无论是 TCP 的端口还是 UDP 的端口，都是一样。
    .next = 用 `?` 把 bind 或 listen 的错误交上去；main 会按 "error: cannot listen on ADDR: WHY" 的样子打印，并以 1 退出。
    .hint-1 = socket、bind、listen 中，是哪一个调用发现端口已经是别人的了？
    .hint-2 = 它们都返回 Result。错误属于调用你这个函数的人。
    .hint-3 = 在 open 里：每个调用后面用 `?`，一路上不要留下 unwrap()。

lesson-03-interrupt-receiver = Ctrl-C 能结束接收端
    .why = 接收端等着一个也许永远不来的发送端。用户用 Ctrl-C 表示不等了。
    .next = SIGINT 本来就会结束程序。找一找是什么让你的程序没有结束：一个信号处理函数，还是一个吞掉所有错误的循环。
    .hint-1 = 程序对 SIGINT 什么也不做时，SIGINT 会对它做什么？
    .hint-2 = 会结束它，无论它阻塞在哪个调用里。为此什么都不用写。
    .hint-3 = 去掉捕获这个信号的代码。

lesson-03-predict-busy-receiver = 场景 busy-receiver：第一次 recv 之前，两个单词都已到达
    .why = TCP 传送的是字节流。两次 send 往里面放了九个字节，流里没有任何东西标明一次 send 到哪里为止、下一次从哪里开始。等接收端腾出手来调用第一次 recv 时，九个字节都在，缓冲区装得下十个，于是全部取走。第二次只遇到流的结尾。
    .next = 如果是你的预测不同：把它留一份，想清楚原因，再把实际结果写进 predictions.json。如果是接收端打印的某一行不同：看看 receive，一次 recv 应当取走所有已到达又装得下的内容。
    .hint-1 = 调用第一次 recv 时，已经到了多少字节？它的缓冲区装得下多少？
    .hint-2 = recv 不知道这些字节当初是怎样发送的。它取走已经到达的内容，直到缓冲区装满。
    .hint-3 = predictions.json 里的 busy-receiver 一行：第一个字符串是一次大小为 10 的 recv 能取走的全部。

lesson-03-predict-prompt-receiver = 场景 prompt-receiver：每个单词被读走之后才发下一个
    .why = 同样的程序、同样的 send、同样的大小，结果却不同：一次 recv 拿到什么，取决于调用它时到了什么，而这又取决于谁在什么时候运行。靠接收端碰巧及时才正确的程序，总有一天会出错。
    .next = 如果是你的预测不同：把它留一份，想清楚原因，再把实际结果写进 predictions.json。如果是接收端打印的某一行不同：看看 receive，它不能等到缓冲区装满才返回。
    .hint-1 = 调用第一次 recv 时，第二个单词发送了吗？
    .hint-2 = recv 看到五个字节就返回五个，尽管装得下十个。它不会再等。
    .hint-3 = predictions.json 里的 prompt-receiver 一行：每次 recv 拿到的，是上一次之后发送的内容。

lesson-03-predict-small-buffer = 场景 small-buffer：先 recv(2)，再 recv(10)
    .why = 一次 send，两次 recv：流既会粘在一起，也同样容易分开。第一个缓冲区装不下的内容没有丢，它在等下一次 recv。
    .next = 如果是你的预测不同：把它留一份，想清楚原因，再把实际结果写进 predictions.json。如果是接收端打印的某一行不同：看看 receive 每次调用所建的缓冲区有多大。
    .hint-1 = 第一次 recv 取走多少？剩下的在哪里？
    .hint-2 = 没有读走的内容由内核按顺序保存着，直到有人来读。
    .hint-3 = predictions.json 里的 small-buffer 一行：先是两个字节，然后是剩余内容里装得进十个字节的部分。空格也是一个字节。

lesson-03-predict-nodelay-does-not-help = 场景 nodelay-does-not-help：同样是忙，再加上 TCP_NODELAY
    .why = 这个选项让内核把每个单词立刻作为一个单独的报文段发出去。但报文段也不是消息：接收方的内核把它们的字节放进同一个队列，迟来的 recv 看到的是全部。TCP_NODELAY 决定字节什么时候出发，从不决定一次 recv 拿到什么。
    .next = 如果是你的预测不同：把它留一份，想清楚原因，再把实际结果写进 predictions.json。如果是接收端打印的某一行不同：看看 receive，一次 recv 应当取走所有已到达又装得下的内容。
    .hint-1 = 这个选项影响哪一方：发送的，还是接收的？
    .hint-2 = 两个报文段先后到达。接收端忙的时候，它们的字节在哪里等着？
    .hint-3 = predictions.json 里的 nodelay-does-not-help 一行：和 busy-receiver 那一行比一比。

lesson-03-predict-split-character = 场景 split-character：“你好”，第一个缓冲区只有四个字节
    .why = recv 在缓冲区结束的地方结束，哪怕正好在一个字符中间。谁要是对每次 recv 单独解码，就会两次得到半个字符：在有的语言里是错误，在有的语言里是 �。先把整条消息收齐，再解码。
    .next = 如果是你的预测不同：把它留一份，想清楚原因，再把实际结果写进 predictions.json（每个反斜杠写两遍）。如果是接收端打印的某一行不同：用 escape_ascii 打印字节，不要把它们做成 String。
    .hint-1 = “你”有几个字节？第一次 recv 在它之后还装得下“好”的几个字节？
    .hint-2 = “你好”在 UTF-8 里是 e4 bd a0 e5 a5 bd。数出四个，再看剩下什么。
    .hint-3 = predictions.json 里的 split-character 一行：第一个字符串里是四组 \\x 加两位数字，其余的在第二个里。

lesson-03-predict-datagrams = 场景 datagrams：还是忙的接收端，这次走 UDP
    .why = 数据报保持自己的边界：无论有多少个在等、缓冲区还能装多少，一次 recv 只取走一个数据报。这是 UDP 的承诺。它不承诺数据报一定到达，也不承诺按什么顺序到达，那是 TCP 的事。
    .next = 如果是你的预测不同：把它留一份，想清楚原因，再把实际结果写进 predictions.json。如果是接收端打印的某一行不同：看看 kind 是 Type::DGRAM 时 receive 从哪个套接字读。
    .hint-1 = 数据报等待的时候，接收方的内核会把它们分开放吗？
    .hint-2 = 它们等在一个由数据报组成的队列里，不是由字节组成的。一次 recv 取走最前面的一个。
    .hint-3 = predictions.json 里的 datagrams 一行：一次 send，一个数据报，一次 recv。

lesson-03-nobody-listens = 没有接收端时，发送端会说出来
    .why = connect 是第一个会因为别人而失败的调用。忽略它的发送端会在后面失败，只剩一个谁也看不懂的 broken pipe。
    .next = 用 `?` 把 connect 的错误交上去；main 会打印 "error: cannot connect to ADDR: WHY"，并以 1 退出。
    .hint-1 = 那个地址没有人监听时，connect 返回什么？
    .hint-2 = 一个装着 ECONNREFUSED 的 Result。它要一直传到 main，在那里变成错误行。
    .hint-3 = 在 sender.rs 的函数 connect 里：对这个调用使用 `?`。

lesson-03-sends-its-words = 只发送这些单词，别的什么也不发
    .why = 网络上有什么，取决于发送了什么：单词之间没有换行、没有空格、没有零字节，除非有人发了。发送端关闭时流才结束，接收端正等着这个结尾。
    .next = 看看 send_words（sender.rs）：按顺序发送每个单词的字节。然后 main 返回，套接字被释放，流就结束了。
    .hint-1 = 对单词 hello，你的发送端到底写了什么：五个字节，还是更多？
    .hint-2 = word.as_bytes() 就是全部。writeln! 和 format! 会加上没有人要的东西。
    .hint-3 = 在 send_words 里：每个单词 send 一次 word.as_bytes()，什么也不打印。

lesson-03-one-datagram-per-word = 加上 --udp，单词以数据报发出
    .why = 在 UDP 上，一次 send 就是一条消息：合在一次 send 里的会一直在一起，切开的就一直是分开的。所以在这里最能看清究竟调用了几次 send。TCP_NODELAY 在这里没有意义，要求了它也不该出错。
    .next = 看看 send_words（每个单词一次 send），再看看 connect：只在流上设置 TCP_NODELAY，数据报套接字会拒绝它。
    .hint-1 = 发三个单词，你的程序调用了几次 send？
    .hint-2 = 每个单词一次，一次发完整个单词。BufWriter 或拼起来的缓冲区会把它们合成一次，按字节循环会变成许多次。
    .hint-3 = 在 send_words 里：对单词循环，里面一次 send。在 connect 里：只有 kind 是 Type::STREAM 时才设置这个选项。

lesson-03-pause-between-words = --pause 在两个单词之间停顿，只在那里
    .why = 停顿让你来决定谁更快。它应当在一个单词和下一个之间：第一个之前没有什么要隔开的；最后一个之后的停顿只会让连接一直开着，让接收端白白等着结尾。
    .next = 看看 send_words 在哪里睡眠：在两个单词之间，按 main 给的长度；第一个之前不睡，最后一个之后也不睡。
    .hint-1 = 三个单词之间有几次停顿？
    .hint-2 = 比单词少一次。循环里不加条件的 sleep 会多出一次。
    .hint-3 = 在 send_words 里：用 enumerate 给单词编号，除第一个以外，每个之前睡眠。

lesson-03-nodelay = 要求时才设置 TCP_NODELAY
    .why = 前面的数据还没有被确认时，Nagle 算法会扣住后面的小块数据；TCP_NODELAY 对一个套接字关掉这种做法。只有要求什么就真的发生什么，实验才能说明问题。
    .next = 看看 sender.rs 里的 connect：如果给了 nodelay 而且 kind 是 Type::STREAM，就对随后要连接的那个套接字调用 set_tcp_nodelay(true)。
    .hint-1 = 新建的套接字上，这个选项的值是什么？你设置的是哪个套接字？
    .hint-2 = 没有人打开之前它是关着的，而且它只属于一个套接字：发送数据的那个。
    .hint-3 = 在 connect 里，Socket::new 与连接调用之间。

lesson-03-one-send-per-word = 一次 send 发出整个单词
    .why = 字节在路上怎样分开，正是这一课要看的。自己把单词切开的发送端，显示的是它自己切的地方，而不是网络切的。
    .next = 看看 send_words：调用一次 send，交出整个单词。不要对它的字节或片段循环，不要在套接字外面套 BufWriter。
    .hint-1 = 你的程序每次调用 send，交出多少字节？
    .hint-2 = 单词的全部字节。不管多长，内核都会收下：阻塞的 send 会等到有空位。
    .hint-3 = 在 send_words 里：每个单词一次 socket.send(word.as_bytes())。

lesson-03-short-send = send 被截短时能察觉
    .why = 阻塞的 send 被信号打断时，返回到那时为止已经收下的字节数。其余的没有发送，也不会有人替你发送。不看这个数字的程序，很久才会丢一次数据，而且从来不说。（教程说缓冲区满了会丢数据。其实不会，会丢数据的是这里。）
    .next = 看看 send_words 怎样使用 send 返回的数字：拿它和单词的长度比较。
    .hint-1 = send 返回 Ok(n)，而 n 比单词小，这是什么意思？
    .hint-2 = 只收下了 n 个字节。对系统来说这不是错误，所以要由你把它变成错误。
    .hint-3 = 在 send_words 里：如果 send 返回的比 word.len() 小，就返回一个错误，io::ErrorKind::WriteZero 即可。

lesson-03-receiver-gone = 接收端离开时会报告
    .why = send 只是把字节交给内核。对方已经离开，要到后面的调用、或者还在等待的调用失败时才知道。忽略它的发送端，会为没有人收到的单词报告成功。
    .next = 用 `?` 把 send 的错误交上去；main 会打印一行 "error: …"，并以 1 退出。
    .hint-1 = 接收端重置连接之后，send 返回什么？
    .hint-2 = 一个 Err（ECONNRESET，之后是 EPIPE）。`let _ =` 会把它扔掉。
    .hint-3 = 在 send_words 里：先在 send 后面用 `?`，再看它的数字。

lesson-03-both-together = 你的两个程序能互相听懂
    .why = 此前它们各自与检查方对话。合在一起才是这个实验。缓冲区只有一个字节时，连 TCP 也没有别的可能：无论单词怎样发送，每次 recv 都拿到一个字节。
    .next = 按讲义说的，在一个终端里启动接收端，在另一个终端里启动发送端，比较打印的内容和发送的内容。
    .hint-1 = 两个程序各自的检查都通过了吗？
    .hint-2 = 如果通过了，找一找双方各自默认、而讲义并没有说的东西。
    .hint-3 = 用大小 1 1 1 1 1 1 运行接收端，用两个单词运行发送端，一个两个字母，一个三个字母。

diagnosis-fills-its-buffer = 第二次 recv({ $size }) 拿到了 { $count } 个字节，而内核显示你的接收端正在一次 recv 里等另外 { $asked } 个：它要先填满缓冲区，才肯显示拿到的内容。
    .next = 找一找 read_exact，或 read 外面的循环。一次 read 调用就是一次 recv，无论返回的字节多么少。
diagnosis-several-recvs-in-one = 这一行里有些字节，是在前面的都被读走之后才发送的：它是好几次 recv 合起来的。
    .next = 找一找 read 外面的循环，或替你循环的调用（read_to_end、read_to_string）。每次 read 都有自己的一行。
diagnosis-stops-at-the-end = 流结束了，你的 { $program } 也跟着结束了，退出码 { $code }：它在 recv 返回 0 个字节的地方停下。之后的每次 recv 也该有自己的一行。
    .next = 看看 read 返回 Ok(0) 时做了什么：不要 break，不要 return，也不要当成错误，而是打印引号之间什么都没有的一行。
diagnosis-end-in-other-words = recv 返回了 0 个字节，也就是流的结尾，而你的接收端为此打印了另一种行。它和别的 recv 一样，它的行是 recv(10) -> ""。
diagnosis-buffer-larger-than-asked = 大小为 { $size } 的 recv 显示的字节比这还多：缓冲区比要求的大。
    .next = 每次 recv 都用一个自己大小的缓冲区。更大的会拿走属于下一次 recv 的内容。
diagnosis-whole-buffer-shown = recv 拿到的内容都在，后面还跟着缓冲区里原有的内容：显示的是整个缓冲区，而不只是 recv 填入的部分。
    .next = read 会说它往缓冲区里放了多少字节。只显示 &buffer[..n] 这一段。
diagnosis-count-for-size = 这一行里的数字是来了多少字节。应当写要求了多少：{ $size }。
diagnosis-bytes-as-numbers = 字节被显示成了一串数字。
    .next = buffer[..n].escape_ascii() 正是讲义里的显示方式，可以用 {"{}"} 打印。
diagnosis-decoded-per-recv = 不是 UTF-8 的字节被显示成了 U+FFFD（EF BF BD）：你的接收端把每次 recv 都变成文本，而一次 recv 可能在一个字符中间结束。
    .next = 显示字节本身：对 &buffer[..n] 用 escape_ascii()，中间不要经过 String。
diagnosis-cut-at-a-zero = 显示的内容在一个零字节处断了。在线路上它和别的字节一样：只有在 C 语言里它才表示文本结束。
    .next = 有多少字节，由 read 的返回值决定。找一找寻找 0 的地方。
diagnosis-connection-call-on-datagrams = 你的接收端以 listen 和 accept 对数据报套接字返回的错误结束（EOPNOTSUPP，os error 95）：没有连接可以让它们等。
    .next = 只有 kind 是 Type::STREAM 时才调用 listen 和 accept。数据报套接字绑定之后就可以读。
diagnosis-empty-datagram-ends = 你的 { $program } 在应当显示空数据报的地方结束了，退出码 { $code }：它把 0 个字节当成了结尾。数据报没有结尾，空的也是一条消息。
diagnosis-reads-ahead = 这一行显示的是前一次 recv 放不下的内容。数据报的这一部分会被内核丢掉：你的接收端早已把它读进了自己的缓冲区。
    .next = 找一找 BufReader。它能读多少就读多少，而不是读所要求的那么多。
diagnosis-reset-taken-for-end = 连接被重置了，所以 recv 失败了。你的接收端却显示 0 个字节，也就是流的结尾，并以 0 退出。
    .next = 找一找把错误变成数字的地方，比如 unwrap_or(0)。
diagnosis-single-backslash = 文件在 \x 处读不下去：在 JSON 里反斜杠开始一个转义，而没有叫这个名字的转义。
    .next = 每个反斜杠都写两次：文件里的 \\xe4 表示 \xe4。
diagnosis-predicts-a-recv-per-send = 你的预测是每次 send 对应一次 recv。可是流并不知道它的字节是怎样发送的：两个单词都在那里，而且放得下。
diagnosis-predicts-a-wait = 你的预测让第一次 recv 等待第二个单词。可是只有什么都没有的时候 recv 才等待：五个字节对它来说就够了。
diagnosis-predicts-a-loss = 你的预测把第一个缓冲区放不下的内容弄丢了。流会把它留给下一次 recv。会丢的是数据报。
diagnosis-predicts-more-than-fits = 你的预测让 recv(2) 返回十个字节。这个数字是缓冲区的大小：它绝不会返回更多。
diagnosis-predicts-that-nodelay-helps = 你的预测让 TCP_NODELAY 把单词分开。它让单词立刻出发，成为两个报文段。它们到达后进入同一个队列，一次 recv 把那里的都拿走。
diagnosis-predicts-characters = 你的预测让字符保持完整。recv 只认识字节：你 有三个，好 也有三个，而 recv(4) 拿四个。
diagnosis-predicts-sticky-datagrams = 你的预测让两个数据报粘在一起。它们从不粘连：一次 recv 只拿一个数据报，无论还放得下多少。
diagnosis-more-than-the-words = 除了单词，你的发送端还发送了：{ $between }
    .next = 线路上有的，就是发送了的。只发送 word.as_bytes()，别的什么都不要发。
diagnosis-words-in-one-send = 所有单词都在一个数据报里来了：你的发送端把它们合在一起，只做了一次 send。
    .next = 找一找 BufWriter，或把单词攒起来的缓冲区。每个单词都有自己的一次 send。
diagnosis-part-of-a-word = 一个数据报就是一次 send，而这一个里只有单词的开头：你的发送端把单词切成了几段。
    .next = 找一找在单词的字节或字符上的循环。一次 send 发送整个单词。
diagnosis-tcp-option-on-datagrams = 你的发送端以“套接字没有这个选项”的错误结束（ENOPROTOOPT，os error 92）：TCP_NODELAY 是 TCP 的选项，而这是一个 UDP 套接字。
    .next = 只有 kind 是 Type::STREAM 时才设置它。
diagnosis-words-held-back = 只有一个单词时，它发出来了。有三个单词时，连第一个都没有来，而你的发送端已经在停顿了：它扣住了此前就该发送的内容。
    .next = 找一找 BufWriter、把单词攒起来的缓冲区，或写在 send 之前的 sleep。每个单词都在它后面的停顿开始之前发送。
diagnosis-pause-before-the-first = 什么都没有来，只有一个单词时也是如此：你的发送端在第一个单词之前就停顿了。
    .next = 停顿属于两个单词之间。用 enumerate 给单词编号，除第一个之外，在每个之前停顿。
diagnosis-pause-after-the-last = 唯一的单词来了，流的结尾却没有来：你的发送端在最后一个单词之后也停顿了。
    .next = 停顿属于两个单词之间。用 enumerate 给单词编号，除第一个之外，在每个之前停顿。
diagnosis-send-error-ignored = 整个单词还没有被收下，连接就被重置了：有一次 send 失败了，或者说了它只收下一部分。你的发送端却照样以 0 退出。
    .next = 看看 send 的结果到哪里去了，无论是 Err 还是数字：用 `?` 把错误交上去。
