lesson-04 = 用 struct 报头解决粘包

lesson-04-ready-line =
    .hint-3 = 在 `listen` 里，等 TcpListener::bind 返回之后再打印这一行，地址用 local_addr() 取得。

lesson-04-loopback-only = 服务器只在环回地址上监听
    .why = 谁能连上这个服务器，谁就能以你的身份执行任何命令。0.0.0.0 表示本机的所有地址，同一网络里的每个人都连得上。环回地址只有本机能到达。
    .next = 看看 `listen` 的开头，在 bind 之前：不是环回的地址在那里就是错误，main 会按 "error: cannot listen on ADDR: WHY" 打印出来。
    .hint-1 = 哪些地址只有本机才能拨打？只拒绝 0.0.0.0 够不够？
    .hint-2 = 不要罗列禁止的地址：这台机器还有别的地址。应当问：它是不是允许的那一种。
    .hint-3 = IpAddr 有一个 is_loopback 方法。它说不是，就从 `listen` 返回一个 io::Error。

lesson-04-golden-request = 请求作为一个帧发出，每个字节都与约定相同
    .why = 报头是逐位的约定：四个字节，低位在前，数的是字节而不是字符。换成别的报头，你自己的两个程序照样能互相听懂，别人却都听不懂。
    .next = 看看 `write_frame`：长度怎样变成四个字节，又是什么东西的长度。
    .hint-1 = 小端序的 i32 里，数字 5 的哪个字节在最前面？你好 是几个字节？
    .hint-2 = payload.len() 数的是字节。i32::to_le_bytes 把它变成四个字节，低位在前，在任何机器上都一样。
    .hint-3 = 在 `write_frame` 里，把四个字节和后面的载荷放进同一个缓冲区。换行不属于载荷。

lesson-04-runs-a-command = 服务器执行命令，并用它打印的内容回复
    .why = 这是一次完整的交谈：一个装着命令的帧，一个装着 JSON 的帧说明接下来是什么，然后是原样的正文。正因为报头说了正文有多长，连接虽然还开着，客户端也知道什么时候收全了。
    .next = 跟着请求走一遍：`read_frame` 把它从流里取出来，`run` 执行它，`write_reply` 先发装着 JSON 的帧，后面接上正文，正文没有自己的帧。
    .hint-1 = 正文到来之前，客户端需要知道什么？写在哪里？
    .hint-2 = 回复是：四个字节的长度，JSON，然后是原样的正文。JSON 里有 filename（null）、hash（正文的 md5，小写十六进制）和 total_size（字节数）。
    .hint-3 = 在 `write_reply` 里，把帧写进一个 Vec，再接上正文，然后把这个 Vec 发出去。

lesson-04-one-after-another = 两位来客：第二位也得到服务
    .why = 这一课的服务器可以一次只接一通电话。这时打来的人等在 backlog 里，连同已经发来的东西，轮到时就得到回答。
    .next = 看看 accept 外面的循环，再看看交谈什么时候结束：流在两个帧之间结束的时候。
    .hint-1 = 第一位来客挂断之后，你的服务器做什么？
    .hint-2 = 回到 accept，第二位一直等在那里。它的请求还在队列里。
    .hint-3 = 流结束时 `read_frame` 返回 Ok(None)；`converse` 里的循环到此结束，`main` 里的循环继续。

lesson-04-both-outputs = 先是 stdout，再是 stderr，不管退出码是多少
    .why = 命令失败时，用户最需要的正是它的错误信息，而那在 stderr 上。两边谁先写，事后无从知道，所以顺序是约定好的：先 stdout，后 stderr。
    .next = 看看 `run` 返回什么，又怎样对待失败的命令。
    .hint-1 = 一个命令以 3 退出，这算你服务器的错误吗？
    .hint-2 = Command::output 分别给出 stdout、stderr 和退出状态。回复由前两样组成。
    .hint-3 = 在 `run` 里返回 output.stdout，后面接 output.stderr，不去管退出状态。

lesson-04-no-output = 什么也不打印的命令也有回复
    .why = 提了问题的客户端在等回答。“什么也没打印”也是回答：一个 total_size 为 0 的报头，没有正文。完全不回答，客户端就会永远等下去。
    .next = 找一找有没有一个 `if`，在没有内容可发时把回复也省掉了。
    .hint-1 = 客户端怎样分清“没有输出”和“还没做完”？
    .hint-2 = 靠一个写着 0 的报头。零个字节的 md5 也是一个正常的哈希。
    .hint-3 = 每个请求都调用 `write_reply`，正文可以是空的。

lesson-04-nothing-to-read = 要读输入的命令，马上就读到结尾
    .why = 子进程会继承父进程的标准输入。于是 `cat` 会等人在服务器的终端上打字，而客户端在等 `cat`。
    .next = 看看 `run` 怎样准备命令：它的标准输入应当是 /dev/null。
    .hint-1 = 你的服务器启动 `cat` 时，它从哪里读？
    .hint-2 = 读 /dev/null 马上就到结尾。Stdio 里有这样一个值。
    .hint-3 = 在 `run` 里给命令设置 .stdin(Stdio::null())。用 spawn 时，没有人会替你做这件事。

lesson-04-bytes-not-characters = 大小数的是字节，字节原样回来
    .why = 命令打印的可能是一张图片。经过 String 就会改变：不是 UTF-8 的字节变成 U+FFFD，每个占三个字节，大小和哈希都不对了。你好 是两个字符，六个字节；网络只认得字节。
    .next = 命令打印的内容，一直到套接字都保持为 Vec<u8>，长度也从它取得。
    .hint-1 = 正文在路上的什么地方变成了 String？
    .hint-2 = Vec<u8> 和 String 的 len() 数的都是字节，chars().count() 不是。from_utf8_lossy 只用于显示。
    .hint-3 = output.stdout 本来就是 Vec<u8>。把它原样交给 md5 和套接字。

lesson-04-a-megabyte-each = stdout 一兆，stderr 也一兆
    .why = Linux 上一个管道只装得下 64 KiB，写得更多就要等人来读。如果先把 stdout 读到结尾，命令会卡在写满的 stderr 管道上，而你在等它的 stdout 结束：双方永远等下去。
    .next = 看看 `run` 怎样收集输出：两个管道必须同时读。
    .hint-1 = 命令写的那个管道满了，它会怎么办？
    .hint-2 = 它会等。所以谁也不能只等一个管道而让另一个装满；也不能在读完两个管道之前先等进程结束。
    .hint-3 = Command::output 同时读两个管道。自己动手的话，需要为其中一个开一个线程。

lesson-04-pipes-close-last = 两个管道都关闭之后才回复
    .why = shell 可能比它启动的东西先结束：`(sleep 1; echo late) & echo early`。把 shell 的结束当成输出的结束，就会丢掉剩下的内容。输出的结尾是管道的结尾。为了每次都一样，这里晚到的一方先让自己停下（SIGSTOP），等别的都不再动了才继续。
    .next = 看看 `run` 等的是什么：等两个管道的结尾，而不只是等进程结束。
    .hint-1 = shell 结束之后，还有谁握着管道的写端？
    .hint-2 = 它启动的每一个进程。最后一个关闭时，管道才结束。
    .hint-3 = Command::output 等的正是这个，wait_with_output 也是；先 wait 再读一次则不是。

lesson-04-header-in-pieces = 分成几片到来的报头
    .why = TCP 只保证字节的顺序，别的都不保证。recv(4) 的意思是最多 4 个。报头几乎不会自己断开，所以这个错误可以一整个学期都不露面；在这里，网络保证它断开。
    .next = 看看 `read_frame` 怎样读报头：要一直读到四个字节。
    .hint-1 = 如果报头只到了一个字节，一次 read 返回多少？
    .hint-2 = 返回 1。另外三个在后面的 read 里：继续读，直到满四个，或者流结束。
    .hint-3 = `read_up_to(4, reader)` 会这样做，read_exact 也会。单独一次 read 不会。

lesson-04-command-in-pieces = 分成几片到来的命令，还有从字符中间切开的
    .why = 报头会断开，它后面的内容也会。字节要全部到齐才能变成文本：半个 你 不是 UTF-8。
    .next = 看看 `read_frame` 怎样读载荷，又在哪里把它变成文本。
    .hint-1 = 载荷有 300 字节，一次 read 能带来多少？
    .hint-2 = 1 到 300 都可能。一直读到全部到齐；变成文本的是整体，不是一片。
    .hint-3 = 像读报头那样读载荷：用 `read_up_to`，或者 read_exact。

lesson-04-stuck-together = 一起到达的两个请求是两个
    .why = 这就是第 3 课的粘包。先后发出的两个帧，可能一次 recv 就全到了。多读了的人必须把剩下的留着，否则下一个请求就跟着丢了。
    .next = 看看 `read_frame` 从流里取走多少：四个字节，再取它们所说的那么多，一个也不多。
    .hint-1 = 如果你读进一个 1024 字节的缓冲区，第二个请求会怎样？
    .hint-2 = 它就在缓冲区里，紧跟在第一个后面，一起没了。只向流要还缺的那些。
    .hint-3 = 在 read_to_end 前面加 take(n)，或者用正好 n 字节的缓冲区，都不会读过头。用 BufReader 也可以，只要整个交谈共用一个。

lesson-04-one-and-a-half = 一个请求，加上下一个的开头
    .why = 报文段对你的消息一无所知：它可能带来一个完整的帧和另一个帧的一段，甚至只是报头的一段。第一个完整，不说明第二个也完整。
    .next = 看看读到帧的结尾之后的那些字节去了哪里。
    .hint-1 = 你的缓冲区里有一个帧和两个字节。这两个字节是什么？
    .hint-2 = 下一个报头的开头。等其余部分到来时，它们必须还在。
    .hint-3 = 只读属于这个帧的部分，就不会有剩下的东西可丢。

lesson-04-empty-request = 0 字节的请求也是请求
    .why = 写着 0 的报头与别的报头一样有效：一个没有载荷的帧。流的结尾是另一回事：根本没有报头。在教程里两者看起来相同，都是空的 bytes，所以它们遇到空消息就停下了。
    .next = 找一找是什么把空的载荷当成了道别；也看看有没有读进 0 字节的缓冲区：那时 recv 会等数据，而那些数据不属于这个帧。
    .hint-1 = 你的服务器怎样区分空的帧和流的结尾？
    .hint-2 = 看报头：前者有四个字节，写着 0；后者一个字节也没有。
    .hint-3 = 在 `read_frame` 里，只有报头决定要不要返回 Ok(None)；长度为 0 的载荷是 Some(空的)，而 `sh -c ""` 什么也不打印。

lesson-04-long-command = 十万字节的命令
    .why = 教程用 recv(1024) 读请求，直到有人发得更多才出问题。报头已经说了会来多少：只要它有效，就照它说的读。
    .next = 找一找请求经过的路上有没有固定大小的缓冲区。
    .hint-1 = 要读到十万字节，得读多少次？
    .hint-2 = 需要几次就读几次：环回上一个报文段最多带来 64 KiB，接收缓冲区也有限。
    .hint-3 = 载荷再长，`read_up_to(length, reader)` 也能给你。

lesson-04-longest-frame = 允许的最长的帧：16 MiB
    .why = 上限本身是允许的，再多一个字节就不行。作为命令，它对任何系统都太长，但那只是这条命令的不幸：回复的正文以 "error: " 开头，交谈继续。
    .next = 看看 `read_frame` 怎样拿长度与 MAX_FRAME_LEN 比较，以及 shell 启动不了时 `run` 做什么。
    .hint-1 = 16777216 是超过了 16 MiB，还是正好 16 MiB？
    .hint-2 = 它正好是上限，所以有效。这时 Command::output 会返回错误（参数列表太长）：把它变成正文。
    .hint-3 = 在 `read_frame` 里用 `length <= MAX_FRAME_LEN`；在 `run` 里对 output() 的结果用 `match`，不要 unwrap。

lesson-04-short-send = 提前返回的 send 不会丢掉剩下的
    .why = send 可能只收下一部分，并告诉你收下了多少。这里服务器在等空位时被暂停，然后继续（就像 Ctrl-Z 再 fg），它的 send 就会提前返回。这很少见，所以直到某个长的回复被截断，才有人发现。
    .next = 看看回复是用什么发出去的：必须全部发出，需要几次调用就调用几次。
    .hint-1 = write 返回什么？谁来看这个返回值？
    .hint-2 = 它收下的字节数。剩下的留给下一次调用，write_all 会按需要反复调用。
    .hint-3 = 在 `write_reply` 里用 write_all 发送，不要用 write。

lesson-04-negative-length = 拒绝负的长度，并说出这个数
    .why = 报头是有符号的，所以可能写着 -1。不看一眼就变成 usize，它就是 18446744073709551615：程序要么在申请内存时死掉，要么永远等下去。客户端发来的任何东西都不该让服务器结束。
    .next = 看看 `read_frame` 在报头和载荷之间做什么：先判断长度，错误里要写明收到的那个数。
    .hint-1 = -1 as usize 是多少？
    .hint-2 = 是最大的那个数。usize::try_from 则会说不行；错误行只打印一次，在交谈结束的地方。
    .hint-3 = 在 `read_frame` 里，还没读、也没分配任何东西之前，就用收到的 i32 返回 `invalid(…)`。

lesson-04-huge-length = 拒绝超过 16 MiB 的长度，不为它占用内存
    .why = 报头只是一种声称，不是事实。陌生人的四个字节可以预告 2 GiB，而它们永远不来。先建缓冲区的人，已经把内存送出去了。
    .next = 看看 `read_frame` 在报头和载荷之间做什么：先与 MAX_FRAME_LEN 比较，再读。
    .hint-1 = 你的服务器会等那 2147483647 个字节吗？会为它们腾地方吗？
    .hint-2 = 两样都不该做：一个帧最多 16 MiB。超过就结束这次交谈，错误里写明这个数。
    .hint-3 = 先判断长度，再用 `read_up_to` 读载荷，它的内存随着到达的字节增长。

lesson-04-not-utf-8 = 不是 UTF-8 的命令不执行
    .why = 改动过的命令就是另一条命令。中间用了 from_utf8_lossy，shell 执行的就是谁也没有发过的东西。
    .next = 看看请求在哪里变成文本：变不成文本的，用一行错误结束这次交谈。
    .hint-1 = 命令里有字节 0xff 时，你的服务器怎么处理？
    .hint-2 = String::from_utf8 会返回错误，把它交上去。String::from_utf8_lossy 会改动命令。
    .hint-3 = 错误属于这次交谈：`serve` 打印一次，然后为下一个客户端服务。

lesson-04-nul-inside = 含有 NUL 的命令不执行
    .why = 文本里可以有 NUL，程序的参数里却不行：在系统看来，参数到那里就结束了。从 "rm -rf /tmp/x" 后面截断的命令，做的可能不是原来的意思。
    .next = 看看请求的文本到 `run` 之间发生什么：有 NUL 就用一行错误结束这次交谈。
    .hint-1 = 系统把什么当作程序参数的结尾？
    .hint-2 = 字节 0。Rust 会用错误拒绝这样的命令；这不该成为回复，而是这次交谈的结束。
    .hint-3 = 执行之前先看命令里有没有 '\0'。起始代码在 `converse` 里就是这样做的。

lesson-04-cut-in-header = 流在报头中间结束
    .why = 在两个帧之间，流的结尾是道别；在报头的两个字节之后，它是事故，应当让人知道。不理会结尾的程序会一遍又一遍地读到零个字节，处理器占用 100 %。
    .next = 看看来的少于四个字节时 `read_frame` 做什么：一个也没有是正常结束，一到三个是错误。
    .hint-1 = 你的代码怎样区分流在报头之前结束，还是在报头中间结束？
    .hint-2 = 看结尾之前来了几个字节：0 个，还是 1 到 3 个。
    .hint-3 = 在 `read_frame` 里：空的是 Ok(None)，不足四个是错误（`ended`），由 `serve` 打印。

lesson-04-cut-in-command = 流在命令中间结束：一点也不执行
    .why = "rm -rf /tmp/x" 的一半可能是 "rm -rf /"。命令要等全部到齐才执行，长度正是为此而写的。
    .next = 看看载荷比预告的短时 `read_frame` 做什么。
    .hint-1 = 报头说 100，流在 20 个字节之后结束了。你得到了什么？
    .hint-2 = 没有得到请求。read_to_end 不在乎，所以要你自己比较长度；read_exact 自己会发现。
    .hint-3 = 在 `read_frame` 里，payload.len() 小于预告的长度就返回 `ended(…)`。

lesson-04-caller-resets = 来客重置连接，只结束它自己的交谈
    .why = 道别时 read 返回 0 个字节，重置时则返回错误（ECONNRESET）。程序会崩溃，网线会被拔掉；服务器继续运行，并说这一位挂断了。
    .next = 找一找读取的结果上有没有 unwrap，再看看一次交谈的错误去了哪里。
    .hint-1 = 对方重置了连接，read 返回什么？
    .hint-2 = 一个错误。它应当结束这次交谈，而不是外面的循环。
    .hint-3 = `serve` 拿到交谈的 Result，打印错误，并且无论如何都打印 `hung up` 那一行。

lesson-04-caller-does-not-wait = 来客没等回复就走了，只结束它自己的交谈
    .why = 向已经离开的人写数据会失败（broken pipe），第一次不失败，第二次也会。这是最常见的事故：用户等得不耐烦了。
    .next = 找一找写入的结果上有没有 unwrap 或 expect。
    .hint-1 = 那边已经没有人了，write 返回什么？
    .hint-2 = 一个错误，EPIPE 或 ECONNRESET，它只属于这次交谈。
    .hint-3 = 在 write_reply 上用 `?`，让 `serve` 去处理错误。

lesson-04-any-slices = 四个请求，在任意的地方切开
    .why = 前面的检查切在容易出错的地方。这里切在哪里由随机决定，换一个种子就换一种切法：一片可能是一个帧的结尾、下一个帧的全部，再加上第三个帧的开头。按长度读取的程序察觉不到任何差别。
    .next = 看看上面的每一片，问问 `read_frame` 会怎样处理它：还缺哪些字节，哪些属于下一个帧。
    .hint-1 = 找到第一次出错之前的那一片。到那时为止，哪个帧到了多少字节？
    .hint-2 = 任何时候都只有两个数重要：这个报头或者载荷需要多少字节，你已经有了多少。
    .hint-3 = 服务器里的每次读取都要经过 `read_frame`，它只要还缺的字节，后面的一个也不要。在它旁边另外读取，就会破坏这一点。

lesson-04-prints-the-body = 客户端打印每个正文，而且只打印正文
    .why = 命令的输出属于命令。客户端添一个换行，前面加一个 "reply:"，这样取回来的文件就坏了。没有写完整行的内容会留在 stdout 的缓冲区里，除非你 flush。
    .next = 先看 `read_reply`，再看 `converse` 怎样打印它返回的内容。
    .hint-1 = 正文到哪里结束？谁知道？
    .hint-2 = total_size 知道。在 JSON 后面正好读这么多字节，用 write_all 打印，再 flush。
    .hint-3 = println! 会添一个换行；stdout().write_all(&body) 什么也不添。flush() 把没有写完整行的内容送出去。

lesson-04-one-buffer = 一个帧一次发出
    .why = 报头和载荷分两次写，就是两个小报文段。第二个要等第一个得到确认才发（Nagle 算法），而对方又推迟确认，希望搭上别的数据：每条命令要等 40 毫秒。
    .next = 看看 `write_frame` 写了几次。
    .hint-1 = 你的一个帧用了几次 write？
    .hint-2 = 一次就够：先把四个字节和载荷拼起来。
    .hint-3 = 用 [&header, payload].concat()，或者把一个 Vec 追加两次，然后一次 write_all。

lesson-04-raw-body = 不是文本的正文原样打印出来
    .why = stdout 和套接字一样，接收的是字节。经过 String，不是 UTF-8 的字节会被替换，把输出重定向到文件的人得到的就是另一个文件。
    .next = 看看 `converse` 怎样打印：打印字节，不是文本。
    .hint-1 = println! 要的是什么，你手里有的是什么？
    .hint-2 = 它要的是文本。io::stdout() 实现了 Write，接收字节。
    .hint-3 = 用 io::stdout() 的 write_all 打印，不要用 from_utf8。

lesson-04-any-json = JSON 的空格和键的顺序可以任意
    .why = JSON 规定，空格和键的顺序没有意义。Python 在每个冒号后面写一个空格，Rust 的 serde_json 不写。用 find() 去找 `"total_size":` 的人只听得懂自己。
    .next = 看看 `read_reply` 怎样从报头里取出大小和哈希：应当用 JSON 解析器。
    .hint-1 = 别的语言写的报头，你的客户端看得懂吗？
    .hint-2 = serde_json::from_slice 看得懂，不管空格和顺序。
    .hint-3 = 解析成 serde_json::Value，再取 ["total_size"] 和 ["hash"]。

lesson-04-reply-in-pieces = 分成几片到来的回复
    .why = 报头、JSON、正文，每一样都可能在任何地方断开。JSON 缺了一半，解析就会失败；一次 recv 得到的正文会短，而长的正文从来不止一次 recv。
    .next = 看看 `read_reply` 里的每一次读取：哪一次都不能指望一下子全部拿到。
    .hint-1 = 你的哪一次读取，得到第一片就罢手了？
    .hint-2 = 每一次都要继续读，直到得到预告的那么多。
    .hint-3 = 读 JSON 的 `read_frame` 和读正文的 `read_up_to` 本来就是这样做的。

lesson-04-replies-together = 一起到达的两个回复是两个
    .why = 多读的部分就是下一个回复的开头。每个回复都新建一个 BufReader，它离开时就把这些字节带走了。
    .next = 看看读了多少：报头，JSON，total_size 个字节，一个也不多；或者看看你的缓冲区活多久。
    .hint-1 = 如果每次读 1024 个字节，正文后面的字节会怎样？
    .hint-2 = 它们必须留在套接字里，或者留在与连接同寿的缓冲区里。
    .hint-3 = 用 `read_up_to` 读，它只要还缺的那些；或者在循环之前建一个 BufReader。

lesson-04-one-bit-flipped = 错了一位的正文不打印
    .why = 发了却从不比较的哈希什么也证明不了。打印出去的收不回来，所以要先比较哈希：错的正文一点也不打印，只有一行 "error: …"，退出码 1。
    .next = 看看 `read_reply` 的结尾：收到的正文的 md5，与预告的那个比较。
    .hint-1 = 你的程序里谁来比较哈希？什么时候？
    .hint-2 = 客户端，在正文全部到齐之后、打印任何一点之前。
    .hint-3 = 在 `read_reply` 里比较 md5_hex(&body) 和报头里的 hash，不同就返回 `invalid(…)`。

lesson-04-no-json = 不是 JSON 的回复是错误
    .why = 网络上来的东西是别人给的。遇到它就 panic 的客户端，什么也没告诉用户；"error: no reply from …: expected value at line 1" 则说清楚了。
    .next = 找一找解析 JSON 的结果上有没有 unwrap。
    .hint-1 = 遇到不是 JSON 的文本，from_slice 返回什么？
    .hint-2 = 一个错误，`?` 会把它变成 io::Error；main 打印它并以 1 退出。
    .hint-3 = 在 `read_reply` 里写 serde_json::from_slice(&header)?。大小和哈希用 as_u64 和 as_str 取，它们返回 Option。

lesson-04-size-lies = 不真实的 total_size
    .why = total_size 和所有长度一样，只是一种声称。太小，正文与哈希不符；太大，流在它之前就结束了；是 4611686018427387904，按它建缓冲区程序就完了；小于 0，根本没有这样的正文。
    .next = 看看正文的第一个字节到来之前，`read_reply` 拿 total_size 做了什么。
    .hint-1 = 你的客户端会按预告的大小建缓冲区吗？
    .hint-2 = 让缓冲区随着到来的内容增长，之后再比较：长度与 total_size，md5 与 hash。
    .hint-3 = as_u64 自己就会拒绝负数。`read_up_to` 有多少读多少；把它的长度与 total_size 比较。

lesson-04-reply-cut-short = 流在回复中间结束是错误
    .why = 一半的输出看起来可能像全部。报头说过应当有多少，所以客户端看得出来，也必须看出来。
    .next = 看看 `read_reply` 里的每一次读取：比预告的少就是错误，不管发生在哪里。
    .hint-1 = 服务器中途离开时，你的读取返回什么？
    .hint-2 = 比要的少的字节。在回复里，这从来不是正常的结束。
    .hint-3 = 正文太短就返回 `ended(…)`。什么也不打印，main 以 1 退出。

lesson-04-invalid-reply-length = 报头无效的回复会被拒绝，并说出这个数
    .why = 服务器也会出错，对面甚至可能是完全不同的程序。帧的规矩在两个方向上都有效。
    .next = `read_reply` 用 `read_frame` 读报头，长度在那里已经判断过了。看看是什么绕过了它。
    .hint-1 = 读回复的报头，用的是读请求的那个函数吗？
    .hint-2 = 用同一个函数，拒绝的就是同样的长度，错误里写明这个数。
    .hint-3 = 在 `read_reply` 里写 let header = read_frame(reader)?;。

lesson-04-body-not-copied-again = 读长的正文，不反复复制
    .why = `body += piece` 每来一片就做一份更长的副本。正文长一倍，代价就是四倍：14 MB 让教程的客户端用了 7.3 秒，不复制只要 0.02 秒。
    .next = 看看正文的各片怎样合成一个 Vec。16 MiB 是帧的上限；正文不是帧，可以更长。
    .hint-1 = 给 10 MB 再加上 1024 字节的一片，要复制多少？
    .hint-2 = 用 concat 做新的 Vec：10 MB。在同一个 Vec 上 extend：1024 字节。
    .hint-3 = read_to_end 和 extend_from_slice 都让同一个 Vec 增长。

lesson-04-longest-request = 16 MiB 的一行作为一个帧发出
    .why = 上限说明什么会被拒绝，也就说明什么不会：正好 16 MiB 是帧可以有的长度。上限最常见的错误就是差一。
    .next = 看 `write_frame` 里与 MAX_FRAME_LEN 的比较，以及收集键入的一行的地方。
    .hint-1 = 正好 16 MiB 的载荷算太长吗？
    .hint-2 = 只有超过上限才是错误：用 >，不用 >=。
    .hint-3 = 在 `write_frame` 里，拒绝 len() 大于 MAX_FRAME_LEN 的载荷，其余的都写出去。

lesson-04-reply-any-slices = 三个回复，在任意的地方切开
    .why = 这里切在哪里由随机决定，换一个种子就换一种切法。一片可能带来一个正文的结尾和下一个回复的开头，中间没有任何标记：只有 total_size 能把它们分开。
    .next = 看看上面的每一片，问问 `read_reply` 会怎样处理它：还缺哪些字节，哪些属于下一个回复。
    .hint-1 = 找到第一个出错的回复。它是在哪一部分被切开的：报头、JSON 还是正文？
    .hint-2 = 每一部分在读之前都已经知道长度。就读那么多字节，需要几次 read 就读几次。
    .hint-3 = 用 `read_frame` 读 JSON，再用 `read_up_to` 按 total_size 读正文，都在同一个流上：别的代码都不能读它。

lesson-04-what-is-typed = 键入的内容不带换行发出，空白行不发
    .why = 换行告诉客户端一行写完了；在网络上，这件事由报头来做。只有空白的一行不是命令。
    .next = 这部分在起始代码里已经写好：看看 `typed_lines_meanwhile`。它给出什么，就原样发什么。
    .hint-1 = 键入的一行里，哪些字节属于命令？
    .hint-2 = 除了末尾的 LF 或 CRLF，全都属于。前面的空格要保留。
    .hint-3 = `for line in typed_lines_meanwhile()` 给出的每一行就是该上网络的样子：`write_frame(stream, &line)?` 把它发出去，不去掉什么，也不在后面加什么。

lesson-04-quits-at-once = quit 不等回复
    .why = 一条命令可能永远做不完。键入 quit 的人现在就要走，退出码是 0。
    .next = 这部分在起始代码里已经写好：`typed_lines_meanwhile` 在自己的线程里读。找一找是什么让程序没有结束。
    .hint-1 = 你在等回复的时候，谁来读键入的内容？
    .hint-2 = 另一个线程，它读到 quit 就结束程序。
    .hint-3 = `typed_lines_meanwhile` 在自己的线程里读 stdin，读到 quit 就调用 process::exit(0)。若另有别处也读 stdin，或者先把所有行收集起来再循环，quit 就到不了它那里。

lesson-04-input-ends = 标准输入结束，客户端就结束
    .why = 在管道里没有人键入 quit：输入就这么结束了，客户端也应当结束，退出码 0，哪怕服务器还在。
    .next = 这部分在起始代码里已经写好：对 `typed_lines_meanwhile` 的循环随着输入结束。找一找之后还有什么在等。
    .hint-1 = 不会再有人键入时，你的客户端做什么？
    .hint-2 = 全都回答过了，没有什么可等：从 `converse` 返回，再从 main 返回。
    .hint-3 = 对 `typed_lines_meanwhile()` 的 `for` 之后只有 `Ok(())`，`converse` 一返回 main 就结束：后面不能再有 join、read 或循环。

# 这些检查所见证的。

witness-listens-for-all = 内核显示你的 { $program } 正在 { $address } 监听：本机以外的人也能连上它，而它会执行他们发来的东西。
witness-reply-length = 你的 { $program } 的回复应当以一个帧的长度开头。它的前四个字节按小端序 i32 读出来是 { $length }，没有哪个帧可以是这个长度。
witness-reply-no-json = 你的 { $program } 的回复里，第一个帧装的不是 JSON 对象。
witness-reply-lacks = 你的 { $program } 的回复里，JSON 缺少 { $key }，或者那里写的与约定不同。
witness-reply-size = 你的 { $program } 的回复里，JSON 说 total_size 是 { $said }，后面却有 { $count } 个字节。
witness-reply-hash = 正文是对的，但你的 { $program } 随它发来的 hash 不是它的 md5（小写十六进制）。
witness-believes-length = 一个报头预告了 { $length } 个字节，没有哪个帧可以是这个长度。你的 { $program } 却没有结束这次交谈。
witness-memory-taken = 一个报头预告了 { $length } 个字节，你的 { $program } 就为它占用了 { $took } MiB 内存。而这些字节一个也没有来。
witness-bad-frame-run = 你的 { $program } 执行了这个帧里的东西：它的命令会创建的文件已经在了。
witness-busy-for-nothing = 流已经结束，你的 { $program } 却停不下来：没有事可做，它还在忙。
witness-error-lines = 一次坏的交谈，你的 { $program } 打印了 { $count } 行以 "error: " 开头的内容。应当只有一行。
witness-believed-reply = 回复不对，你的 { $program } 应当报错并结束。它却打印了其中的内容。
witness-copied-again = 同样大小的片，你的 { $program } 花的时间越来越长：最前面两片每片最多 { $early } 毫秒处理器时间，最后三片每片至少 { $late } 毫秒。
witness-frame-in-segments = 你的 { $program } 的一个请求分成 { $count } 个报文段到来，而一个就装得下：它的帧是分几次写的。

# 这些检查能叫出名字的错误。

diagnosis-header-from-one-recv = 你的 { $program } 把一次 recv 返回的东西当成了整个报头。报头的第一个字节单独到来时，它马上就去要 { $asked } 个字节，正是这个字节里的数。
    .next = 看读那四个字节的地方：一次 recv 可能返回得更少。read_exact 或一个循环会等到全部到齐。
diagnosis-gives-up-on-a-part = 报头的 { $length } 个字节来了 { $count } 个，你的 { $program } 就结束了交谈，没有等其余的。
    .next = 一次 recv 可以返回得比要的少，这不是错误：继续接收，直到全部到齐。
diagnosis-part-of-a-command-run = 命令只来了一部分，你的 server 马上就回复了：它把一次 recv 返回的东西当成了整条命令。
    .next = 报头说了命令有多长。看读载荷的地方：继续接收，直到全部到齐。
diagnosis-json-from-one-recv = JSON 只来了开头几个字节，你的 client 就结束了，没有等其余的：它把一次 recv 返回的东西当成了全部。
    .next = 报头说了 JSON 有多长。看读它的地方：继续接收，直到全部到齐。
diagnosis-body-from-one-recv = 正文只来了开头几个字节，你的 client 就结束了，没有等其余的：它把一次 recv 返回的东西当成了全部。
    .next = total_size 说了正文有多长。看读它的地方：继续接收，直到全部到齐。
diagnosis-next-message-swallowed = 内核显示你的 { $program } 两条消息都读走了，还在等更多。第二条和第一条一起到来，也跟着第一条一起丢了。
    .next = 从流里只取这一帧，或者把多读的留着：BufReader 要和连接活得一样久。
diagnosis-cut-taken-for-the-end = 流在一个帧的中间结束了，你的 server 却当成了正常的结束。
    .next = 只有在新的一帧该开始的地方，结束才是正常的。这一帧已经来了多少个字节？
diagnosis-normal-end-is-an-error = 来电者正常挂断，你的 server 也报错：它把两帧之间的流结束当成了错误。
    .next = 看读报头的地方：结束之前一个字节也没有，是正常的结束；有一到三个，才是错误。
diagnosis-one-caller-ended-all = 一个来电者发来的东西让整个服务器结束了。应当只结束这一次交谈。
    .next = 看一次交谈的错误到哪里去了：在 accept 循环里打印它，然后服务下一个来电者。
diagnosis-one-request-per-call = 第一条命令得到了回复，然后你的 server 就结束了交谈：它一个连接只接受一个请求。
    .next = 找一找读请求和回复外面的循环：它要一直走到流结束。
diagnosis-hash-not-compared = 你的 client 打印的正是被改过的正文，一个字节也不差。报头里的 hash 没有拦住它。
    .next = 在打印任何东西之前，算出收到的内容的 md5，与报头里的比较。
diagnosis-hash-in-capitals = hash 是对的，但用了大写。
    .next = {"{:x}"} 得到小写十六进制，{"{:X}"} 得到大写。
diagnosis-size-counts-characters = total_size 数的是字符。在网络上走的是字节，而这个正文的字节更多。
    .next = 字节的 Vec 或切片的长度数的是字节；chars().count() 数的是字符。
diagnosis-body-framed = 正文前面又有一个它自己的报头。JSON 已经说了它的长度：正文原样跟在后面。
    .next = 看写回复的地方：JSON 装进一个帧，后面的正文不装。
diagnosis-no-shell = 命令不是由 shell 执行的：echo 把分号和后面的一切都当成了自己的词。
    .next = 启动 sh，参数是 -c 和原样的命令。
diagnosis-stderr-is-missing = 回复里只有命令打印到 stdout 的内容，缺了 stderr。
diagnosis-stdout-is-missing = 回复里只有命令打印到 stderr 的内容，缺了 stdout。
diagnosis-stderr-first = 回复里先是 stderr，后是 stdout。应当反过来。
diagnosis-stdin-left-open = 内核显示你的 server 启动的进程在等输入：它的 stdin 开着，而那里永远不会有人键入。
    .next = 把 /dev/null 给命令当 stdin：Stdio::null()。
diagnosis-shell-ended-first = 回复里是 shell 结束时已有的内容。它留下的一个进程还开着管道，后来又打印了一些。
    .next = 两个管道都结束了，输出才完整，而不是 shell 结束的时候。
diagnosis-short-send = 一次 send 要发 { $asked } 个字节。一个信号打断了它，它返回得更少，剩下的再也没有发出。
    .next = write 会说它拿走了多少。write_all 会一直写到全部发完。
diagnosis-not-flushed = 正文在你的 client 结束时才出来：之前它一直躺在缓冲区里。
    .next = stdout 会留着没有换行结尾的内容。每个正文之后都要 flush。
diagnosis-json-by-its-spacing = 同样的 JSON，空白不同，之前被读懂了。你的 client 看的是它怎么写，而不是它说什么。
    .next = 让 JSON 解析器来读：serde_json::from_slice。
diagnosis-json-by-its-order = 同样的 JSON，键的顺序不同，之前被读懂了。你的 client 看的是位置，而不是名字。
    .next = 让 JSON 解析器来读，按键取值。
diagnosis-takes-bare-requests = 同一条命令，前面不带报头发过去，反而得到了回复：你的服务器把收到的内容原样当作命令。
    .next = 看看接收请求的地方：先来的是报头的四个字节，它们说明命令有多长。
diagnosis-reads-big-endian = 同一个请求，长度改成最高字节在前（大端），就得到了回复。约定是最低字节在前。
    .next = 看看四个字节在哪里变成数字：用 from_le_bytes，不要用 from_be_bytes，也不要用网络字节序。
diagnosis-reads-eight-bytes = 同一个请求，长度改用八个字节，就得到了回复。约定是四个字节。
    .next = 看看字节在哪里变成数字：usize 和 i64 由八个字节组成，i32 和 u32 由四个字节组成。
diagnosis-no-reply-to-no-output = 内核显示，你的服务器已读完整条命令，正在等下一条。这条命令什么也没有打印，于是什么也没有发送。
diagnosis-line-break-printed = 上一个正文之后，你的客户端多打印了一个换行，正文里并没有它。
    .next = 看看打印正文的地方：println! 会加一个换行，write_all 什么也不加。
