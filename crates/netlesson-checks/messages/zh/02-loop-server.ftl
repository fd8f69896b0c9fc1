lesson-02 = 循环服务器

lesson-02-ready-line =
    .hint-3 = 在 src/bin/server.rs 里你的 `listen` 末尾打印它：这时监听套接字已经有了，可以问它自己的地址。

lesson-02-answers-in-capitals = 服务器用 HELLO 回答 hello
    .why = 第 1 课的三个调用 accept、recv、send，现在放进了两层循环里。对方还在线上时就要回答：他说了 hello，正等着呢。
    .next = 看看 src/bin/server.rs 里的 serve 和 converse：接受连接，打印是谁打来的，接收，打印收到的内容，把 a 到 z 变成 A 到 Z 再发回去。
    .hint-1 = 来客发来五个字节，没有换行，也没有挂断。你的服务器在等什么？
    .hint-2 = 来了多少，recv 就返回多少，再少也返回。等换行或等流结尾的调用（read_line、read_to_end）在这里会永远等下去。
    .hint-3 = converse 里：用 1024 字节的缓冲区 read 一次，println!，write_all。serve 里：用 println! 打印 accept 返回的地址。

lesson-02-sentence-after-sentence = 一通电话，很多句话
    .why = 一次通话不只是一问一答。连接一直开着，直到对方关闭；每一句话一到就回答。
    .next = 看看 converse 里的循环，以及什么会让它离开循环：只应当是流的结尾，或者一个错误。
    .hint-1 = 第一次回答之后，你的服务器停在哪个调用里：read，还是 accept？
    .hint-2 = 内层循环包住的是读和写。空白也是话的一部分，怎么来就怎么回去。
    .hint-3 = converse 里：一个 `loop`，里面是 read、println! 和 write_all；除了读到 0 字节，不要有 `return` 或 `break`。

lesson-02-hangs-up = 对方挂断，服务器能发现
    .why = 到了流的结尾，recv 会立刻返回 0，问多少次都一样。不看这个 0 的循环会永远空转，占满一个核，下一位永远轮不到。而一直读到结尾的对方，也要等你这边关闭才能读完。
    .next = 看看 read 返回 0 时 converse 做什么，以及之后 serve 打印什么、放掉什么。
    .hint-1 = 对方已经关闭时 read 返回什么？再问一次呢？
    .hint-2 = 0 字节表示这通电话结束了：离开内层循环，打印 "IP:PORT hung up"，让 stream 离开作用域，连接也就关闭了。
    .hint-3 = 在 converse 里，read 之后马上把它返回的数与 0 比较；在 serve 里，converse 返回之后就打印那一行，不管它返回的是什么。

lesson-02-next-caller = 下一位也能得到服务
    .why = 外层循环就是为了这个。前一通电话怎么样都没有关系：有没有说过话，最后一句是不是和结尾一起到的。
    .next = 看看 serve 里的循环：一通电话之后，它回到 accept，而不是去别的地方。
    .hint-1 = 打印 "hung up" 之后，你的程序走到哪里？
    .hint-2 = 流的结尾之前到达的内容要先回答：对方只是不再说，并没有不再听。
    .hint-3 = serve 里：用 `loop` 包住 accept，通话也在里面。

lesson-02-answers-any-bytes = 不是文本的字节也原样回来
    .why = 套接字传的是字节，网络想在哪里切就在哪里切，甚至切在一个字的中间。屏幕上，不是 UTF-8 的部分显示成 U+FFFD；发回网络的则由收到的字节做成，只有 a 到 z 变了。
    .next = 看看 converse 里字节变成文本的地方。文本用于打印的那一行，字节用于回复。
    .hint-1 = 字节 0xff，或者“你”字的前三分之一，放进 String 会变成什么？
    .hint-2 = from_utf8 会拒绝这样的字节，后面的 unwrap 就让所有人的服务器都结束了。from_utf8_lossy 能显示它们，但用来发回去仍然不对。
    .hint-3 = 对收到的字节调用 to_ascii_uppercase，发送它的结果；String 的 to_uppercase 连 ü 也会改变。

lesson-02-at-most-1024 = 一次 recv 最多取 1024 字节
    .why = 缓冲区的大小决定一次 recv 返回多少；放不下的留在内核里，等下一次。这里在你的服务器去看之前已经有 5000 字节在等：那就是好几行，每行最多 1024 字节。
    .next = 看看 converse 里缓冲区的大小，以及打印了其中的多少字节。
    .hint-1 = 来了 5000 字节，缓冲区能放 1024。需要 recv 几次？
    .hint-2 = recv 的返回值说明缓冲区里有多少字节是新的。其余的是旧的，或者从来没有写过。
    .hint-3 = `[0; 1024]`，而且只用其中的 `&buffer[..n]`。

lesson-02-long-message = 100 kB 完整地回来
    .why = 流里没有消息，只有字节：对方一次发出的内容，会分成一百段到达。只 recv 一次就回答的服务器，只回答了第一段。
    .next = 看看 converse 里的循环：每一段一到就打印并发回，直到流结束。
    .hint-1 = 你的一次 recv 最多返回多少字节？剩下的由谁去取？
    .hint-2 = 不需要把各段攒起来：把每一段变成大写，马上发回去。
    .hint-3 = read 必须在循环里面；循环里的任何代码都不能以为这一段就是全部。

lesson-02-slow-reader = 被打断的 send 不丢数据
    .why = 对方不读，你的服务器就只能停在 send 里等空位。这时来一个信号，send 会提前返回：它说明自己收下了多少字节，其余的仍要由你来发。（用 Ctrl-Z 暂停程序再用 `fg` 继续就足够了。）除此之外，这条线路不会丢失任何字节。
    .next = 看看 converse 里负责发送的调用，以及它返回什么。
    .hint-1 = `write` 保证把给它的内容全部发出去吗？
    .hint-2 = `write` 就是一次 send：它返回收下了多少字节。不看这个数的人，会丢掉剩下的。
    .hint-3 = `write_all` 会反复调用 `write`，直到全部发完；在 Python 里是 `sendall`。

lesson-02-second-caller-waits = 第二位来客排队等候
    .why = 你的程序 accept 之前，系统就已经把来客接通了：连接等在 backlog 里，他这段时间说的话等在接收队列里。你的服务器不用为此做什么，只要再回到 accept。
    .next = 看看通话期间监听套接字怎么样了：它要一直开着，之后再去问它。
    .hint-1 = 还没有人调用 accept 时，第二个连接由谁保管？
    .hint-2 = listen(5) 给等候的来客留出位置。关闭监听套接字，或者每通电话都新建一个，会把他们全都赶走。
    .hint-3 = 监听套接字只在 listen 里创建一次，serve 的循环里只做 accept。

lesson-02-reset = 重置连接的来客只结束自己的通话
    .why = 重置（RST）的意思是：这个连接到此为止，立刻。崩溃的程序，或者还有没读的字节就关闭的程序，都会发送它。这时 read 返回的是错误 ECONNRESET，而不是 0。这个错误只关系到一位来客；因此而死的服务器，等于挂断了其他所有人。
    .next = 看看 converse 返回错误时 serve 做什么。这时同样要打印 "IP:PORT hung up"。
    .hint-1 = 在你的程序里，read 的错误去了哪里，谁因此停下来？
    .hint-2 = converse 里的 `?` 是对的：它结束这次通话。serve 里再来一个 `?` 或 unwrap 就多了。
    .hint-3 = serve 里：`if let Err(why) = converse(…)`，用 eprintln! 在 stderr 上说一声，然后继续。地址用 accept 返回的那个：对已被重置的连接调用 peer_addr 会出错。

lesson-02-leaves-before-reply = 不等回答就走的来客
    .why = 这位来客发送、关闭，在你的服务器去看之前就走了。你的第一次 send 仍然成功；对面的系统用重置来回应，于是下一次 send 就是 broken pipe（EPIPE）。接收会失败，发送同样会失败。
    .next = 看看你的程序怎样处理 send 的错误。
    .hint-1 = 你的哪一个调用最先发现那边已经没有人了？
    .hint-2 = broken pipe 只关系到一位来客。它结束通话，绝不结束服务器。
    .hint-3 = converse 里，`?` 紧跟在 write_all 后面；由 serve 来看返回的结果。

lesson-02-gone-before-accept = 服务器接起之前就走了的来客
    .why = 来客在 backlog 里等着，也可能等得不耐烦了。accept 仍会返回他的连接，一个已经死了的连接；在有些系统上则返回错误。哪一种都不是停下来的理由。
    .next = 看看 serve 在 accept 与通话之间做的每一件事，以及一路上的每个 unwrap。
    .hint-1 = 对一个刚拿到的连接，哪个调用可能失败？失败时你怎么办？
    .hint-2 = 地址由 accept 自己给出。向 stream 去问（peer_addr），如果连接已经死了，就会失败。
    .hint-3 = serve 里：`match listener.accept()`，其中处理错误的分支要让循环继续。

lesson-02-restart = 通话中被杀掉的服务器，马上能用原来的号码重新开张
    .why = 谁先关闭，谁的端口就要在 TIME_WAIT 里停留一分钟，免得迟到的报文段被当成新的对话。服务器死掉时，先关闭的就是服务器。SO_REUSEADDR 告诉 bind 不必介意，而且每次都要设置：前一个服务器和后一个服务器都要。
    .next = 看看 listen 里各个调用的顺序。
    .hint-1 = 哪个调用检查端口是否空闲？
    .hint-2 = 是 bind。在它之后再设置就晚了。
    .hint-3 = 把 `set_reuse_address(true)` 放在 `Socket::new` 和 `bind` 之间。

lesson-02-port-taken =
    .next = 看看 listen 设置了哪些选项，以及怎样处理 bind 的错误：用 `?` 交上去，它就会在 main 里变成 "error: cannot listen on ADDR: WHY"，退出码是 1。
    .hint-1 = SO_REUSEADDR 管的是服务器走了以后还要停留一阵的端口。第一个服务器还在监听时，应当发生什么？
    .hint-2 = 即使设置了 SO_REUSEADDR，bind 或 listen 也会拒绝。SO_REUSEPORT 是另一个选项：它让好几个程序在同一个端口监听，系统把来客随便交给其中一个。
    .hint-3 = 在 listen 里：只用 set_reuse_address，每个调用后面用 `?`，一路上不要有 unwrap。

lesson-02-interrupt-in-a-call = 通话中按 Ctrl-C 也能结束服务器
    .why = 在 Python 里，包住 recv 的一个裸 `except:` 会把 Ctrl-C 和错误一起捕获，服务器就像什么也没发生一样继续运行。错误要一个一个地处理，不能一网打尽。
    .next = SIGINT 本来就会结束程序。找一找是什么让你的程序没有结束：一个信号处理函数，还是一个要等通话结束的循环。
    .hint-1 = 程序对 SIGINT 什么也不做时，SIGINT 会对它做什么？
    .hint-2 = 会结束它，无论它阻塞在哪个调用里。为此什么都不用写。
    .hint-3 = 去掉捕获这个信号的代码。

lesson-02-client-line-by-line = 客户端一行一行地发送，并打印每个回复
    .why = 整个对话都在同一个连接上。发出去的行不带换行：那是键盘结束一行的方式，不是所说内容的一部分。要打印的是真正来的回复；这里它是一个随机的词。
    .next = 看看 src/bin/client.rs 里的 ask：把这一行原样发出去，接收一次，返回收到的内容。
    .hint-1 = 回复已经到了却没有打印出来，你的客户端在等什么？
    .hint-2 = 回复末尾没有换行，连接也一直开着：read_line 和 read_to_end 等的东西不会来。read 一次就够了。
    .hint-3 = ask 里：write_all 这一行，不加别的；用 1024 字节的缓冲区 read 一次，来了多少字节就用多少。

lesson-02-client-any-reply = 不管回复是什么，客户端都能显示
    .why = 回复可以和那一行一样长，也就是 1024 字节，而且不一定是文本。不是 UTF-8 的部分显示成 U+FFFD，不能让客户端结束。
    .next = 看看你的缓冲区有多大，以及 main 怎样把回复变成文本。
    .hint-1 = 你的缓冲区能放多少字节？其余的去了哪里？
    .hint-2 = 放不下的会被当成下一个回复的开头读进来：从此每个回答都答非所问。
    .hint-3 = 在 ask 里用 1024 字节的缓冲区。main 已经用 String::from_utf8_lossy 显示回复。

lesson-02-server-gone = 服务器不回复就挂断时会报告
    .why = 屏幕上的空行看起来像一个空的回复。没有人来回复是另一回事，无论服务器是关闭了连接（read 返回 0），还是重置了连接（read 返回错误）。
    .next = 看看 read 返回 0 时 ask 做什么：这对 Rust 来说不是错误，所以要由你把它变成错误。
    .hint-1 = 在你的客户端看来，流的结尾是什么样，重置又是什么样？
    .hint-2 = 两者都要作为 Err 传到 main：它打印 "error: …" 并以 1 退出。
    .hint-3 = ask 里：把 read 返回的数与 0 比较；io::ErrorKind::UnexpectedEof 很合适，再配一句说明发生了什么的话。

lesson-02-server-gone-meanwhile = 服务器在两行之间离开时会报告
    .why = 客户端在等键盘输入时，没有人会告诉它服务器已经不在了。发送下一行甚至可能成功：字节只是交给了系统而已。等不来的是回复。
    .next = 看看 ask 怎样处理写的结果和读的结果。
    .hint-1 = 你的哪一个调用最先发现？你怎样对待它返回的东西？
    .hint-2 = 可能是 read，返回 0 字节或者错误；也可能是 write。三种情况都要结束客户端。
    .hint-3 = ask 里：write_all 和 read 后面都用 `?`，读到 0 字节时返回一个错误。

diagnosis-one-answer-per-call = 第一句话得到了回答，然后你的服务器就结束了通话。对方还有话要说。
    .next = 找一找包住 recv 和 send 的循环：只有流的结尾或者错误才会离开它。
diagnosis-sentence-as-command = 对方说 { $sentence } 时，你的服务器结束了通话。在此之前的每一句它都回答了。在这条线路上，{ $sentence } 和别的话没有两样。
    .next = 找一找与 { $sentence } 比较的地方。想离开的来客会自己关闭连接。
diagnosis-end-not-noticed = recv 返回了 0 字节，你的服务器又问了一次：马上又得到 0，而且会永远如此。0 字节就是流的结尾。
    .next = 看看什么会离开包住 recv 的循环：读到 0 必须离开。
diagnosis-socket-kept = 你的服务器说对方已经挂断，但它自己这一端的连接还开着：程序里还有什么拿着这个套接字。
    .next = 最后一个持有者放手时，套接字才会关闭。找一找还拿着它的列表、副本或线程。
diagnosis-ends-with-its-caller = 第一位来客走后，你的服务器没有出错就退出了：它只为一位来客服务。
    .next = 找一找包住 accept 的循环。
diagnosis-ends-call-over-bytes = 对方发来一个不是 UTF-8 的字节，你的服务器就结束了通话。在此之前的文本它都回答了。
    .next = 看看把字节变成文本的转换，以及它的错误去了哪里：String::from_utf8_lossy 不会出错。
diagnosis-larger-buffer = 内核显示，你的服务器让 recv 最多取 { $asked } 字节。这一课里是 1024。
    .next = 看看交给 recv 的缓冲区有多大。
diagnosis-send-cut-short = 中间少了 { $count } 字节，而它前后的内容全都到了：有一次 send 收下的比交给它的少，其余的再也没有发出去。
    .next = 找一找 write 或 send：它返回自己收下了多少。write_all 会一直发到全部发完。
diagnosis-not-listening = 内核显示，通话期间你的服务器没有在任何地方监听：它的监听套接字已经关闭。
    .next = 看看谁拥有监听套接字，它在哪里离开作用域。
diagnosis-caller-ended-server = 这位来客的举动让你的整个服务器结束了。一个连接上的错误只关系到那一位来客。
    .next = 看看 accept、recv 和 send 的错误去了哪里。在包住 accept 的循环里，把它们打印出来，循环继续：`?` 和 unwrap 都不该从里面跳出去。
diagnosis-new-connection-per-line = 你的客户端在输入一行之后才连接，而且每一行都重新连接。整个对话都在同一个连接上。
    .next = connect 应当放在读取各行的循环之前。
diagnosis-quit-sent = 你的客户端把 quit 发给了服务器。quit 是说给客户端听的：它结束，什么也不发送。
    .next = 看看在哪里、拿什么与 quit 比较：要在发送这一行之前，而且不带换行。
