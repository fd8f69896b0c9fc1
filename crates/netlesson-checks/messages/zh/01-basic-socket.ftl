lesson-01 = 基本套接字

lesson-01-answers-in-capitals = 服务器用 HELLO 回答 hello
    .why = accept、recv、send：从接起电话到挂断之间的三个调用。回复走网络；标准输出上的两行是给守着服务器的人看的。
    .next = "connection from" 在接受连接的地方打印，地址是 accept 返回的那个。其余的在回答的那个函数里：接收一次，打印收到的内容，把 a 到 z 变成 A 到 Z，恰好把这些发回去。
    .hint-1 = accept() 返回两样东西。哪一样用来交谈，哪一样说明是谁打来的？
    .hint-2 = 一次 recv 读进 1024 字节的缓冲区，返回值说明来了多少字节；只有这些才是消息。
    .hint-3 = to_ascii_uppercase 把 a 到 z 变成 A 到 Z，其他字节原样不动。

lesson-01-answers-any-bytes = 不是文本的字节也原样回来
    .why = 套接字传的是字节，文本只是看待字节的一种方式：屏幕上，不是 UTF-8 的部分显示成 U+FFFD；但发回网络的必须是收到的那些字节。
    .next = 改变字节本身，而不是由它们做成的 String。String 只用于打印的那一行。
    .hint-1 = 字节 0xff 放进 String 再取出来，会变成什么？
    .hint-2 = String::from_utf8_lossy 用来显示是对的，用来发回去就错了。
    .hint-3 = 对收到的字节调用 to_ascii_uppercase，发送它的结果。

lesson-01-hangs-up-and-exits = 回复之后服务器挂断并退出
    .why = 服务器关闭之前，客户端分不清“没有了”和“还没到”。没有人关闭的套接字，会让一直读到结尾的客户端永远等下去。
    .next = 让两个套接字离开作用域，或者 shutdown 这次交谈，然后从 main 返回：退出码就是 0。
    .hint-1 = 在 Rust 里，套接字由谁关闭，什么时候关闭？
    .hint-2 = 变量离开作用域时套接字就关闭。还活着的副本（try_clone、循环）会让连接一直开着。
    .hint-3 = 这一课没有循环：接一通电话，然后返回。

lesson-01-silent-caller = 一句话不说就挂断的来客
    .why = recv 返回 0 不是空消息，而是流的结尾。在 Linux 上没有异常也没有错误，只有这个 0。
    .next = 看看 recv 返回 0 时你的服务器做什么：应当打印 "received 0 bytes: the peer closed the connection" 并以 0 退出。
    .hint-1 = 对方已经关闭、也没有剩下可读的内容时，recv 返回什么？
    .hint-2 = 0 个字节，而且没有错误。只能靠长度把它与消息区分开。
    .hint-3 = 在打印和回答之前，先看 recv 返回的长度是不是 0。

lesson-01-client-asks-once = 客户端发出消息并打印回复
    .why = connect、send、recv、close：工作流程中客户端的一半。要打印的是真正来的回复，而不是料想中的那个：这里它是一个随机的词。
    .next = 看看提问的那个函数：发送消息，接收一次，返回收到的内容。
    .hint-1 = 哪些调用客户端做而服务器不做，哪些正好相反？
    .hint-2 = connect 代替了 bind、listen 和 accept；send 和 recv 是一样的。
    .hint-3 = 写出整个消息，读一次到缓冲区，来了多少字节就保留多少。

lesson-01-client-says-hello = 没有给消息时客户端说 hello
    .why = 不带参数就能试的程序，才会有人去试。
    .next = 默认值已经写在 main 里。把消息原样发出去，不要加换行。
    .hint-1 = 网络上传的到底是什么：带换行，还是不带？
    .hint-2 = 只有消息本身：五个字节。
    .hint-3 = 发送 message.as_bytes()，不要用会添东西的 println 或 format。

lesson-01-client-does-not-wait = 客户端不等服务器关闭就结束
    .why = 这项检查的服务器回复之后一直不关连接。一直读到流结尾的客户端会卡在这里；遇到任何保持连接的服务器都会这样。
    .next = 这一课里一次 recv 就够了。read_to_end 和 read_to_string 等的是一个可能不会来的结尾。
    .hint-1 = read_to_string 什么时候返回？
    .hint-2 = 只有到了流的结尾才返回。回复早就到了。
    .hint-3 = 用 1024 字节的缓冲区调用一次 read。

lesson-01-no-reply = 服务器没有回复就挂断时会报告
    .why = 屏幕上的空行看起来像一个空的回复。没有人回答是另一回事，应当让用户读到。
    .next = recv 返回 0 时返回一个错误；main 会按 "error: no reply from ADDR: WHY" 打印，并以 1 退出。
    .hint-1 = 客户端怎样看出服务器一句话不说就关闭了？
    .hint-2 = recv 返回 0，这对 Rust 来说不是错误：由你把它变成错误。
    .hint-3 = io::ErrorKind::UnexpectedEof 很合适，再配一句说明发生了什么的话。

diagnosis-same-answer-to-everything = 你的服务器对谁都说 HELLO：这一次说的是别的话，来的还是 HELLO。
    .next = 回复要由 recv 放进缓冲区的内容做成。找一找直接写在程序里的回复。
diagnosis-accepts-again = 内核显示你的服务器又停在 accept 里：它在等另一个来电。这一课里它只接一个，然后结束。
