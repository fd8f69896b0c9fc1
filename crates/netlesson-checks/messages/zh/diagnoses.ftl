# 失败背后的错误：只有证据足够时才说。线路上传来的字节，或内核看到的程序状态已经说明了它：这里只陈述，不猜测。

# 只有某一种错误才会产生的字节。

diagnosis-no-header = 来的只有载荷，前面没有报头。
    .next = 看写消息的地方：先写长度，占四个字节，再写载荷。
diagnosis-eight-byte-header = 长度占了八个字节。约定是四个。
    .next = 看长度变成字节的地方：usize 和 i64 得到八个字节，i32 和 u32 得到四个。
diagnosis-two-byte-header = 长度占了两个字节。约定是四个。
    .next = 看长度变成字节的地方：u16 得到两个字节，i32 和 u32 得到四个。
diagnosis-header-as-text = 长度是以十进制数字、也就是文本的形式来的。约定是四个字节，低位在前。
    .next = 看长度变成字节的地方：to_le_bytes 把一个数变成四个字节，format! 和 to_string 得到的是文本。
diagnosis-big-endian = 长度的四个字节顺序反了：高位在前（大端）。约定是低位在前。
    .next = 看长度变成字节、字节变回长度的地方：要用 to_le_bytes 和 from_le_bytes，而不是 to_be_bytes、from_be_bytes 或网络字节序。
diagnosis-header-counts-itself = 长度把报头自己的四个字节也算进去了。约定只算载荷。
diagnosis-header-counts-characters = 长度数的是字符。线路上走的是字节，而这段文本的字节比字符多。
    .next = 看取长度的地方：text.len() 数字节，chars().count() 数字符。
diagnosis-line-break-sent = 末尾多了一个换行符。它属于键盘，不属于消息。
    .next = 看读入这一行和写出它的地方：去掉换行符，写的时候不要用 println! 或 writeln!。
diagnosis-line-break-before = 前面多了一个换行符：先前发送的内容以它结尾，而它属于键盘，不属于消息。
    .next = 看读入这一行和写出它的地方：去掉换行符，写的时候不要用 println! 或 writeln!。
diagnosis-whole-buffer = 消息是对的，但后面跟着一串零：整个缓冲区都被当成了消息，而不只是收到的那一部分。
    .next = recv 会说它往缓冲区里放了多少字节。只有 &buffer[..n] 这一段才是消息。
diagnosis-not-upper-case = 字节回来了，但 a 到 z 原样未动：没有变成大写。
diagnosis-other-letters-too = a 到 z 以外的字母也被改了。这里说的大写是对字节而言的：to_ascii_uppercase。
    .next = to_uppercase 认识世界上所有的字母，还可能改变字节数。这里只有 a 到 z 变，其他字节都保持原样。
diagnosis-replaced-characters = 不是 UTF-8 的字节在途中被换成了 U+FFFD（EF BF BD）：它们被当成了文本。
    .next = 发送字节本身。只有显示的时候才把它们变成文本。
diagnosis-trimmed = 两端的空白不见了。它们属于消息。
    .next = 找一找 trim：它去掉的不只是换行符。
diagnosis-characters-cut-to-bytes = 每个字符变成了一个字节，即它编号的最低八位：一个字节放不下的部分被切掉了。
    .next = 找一找 `as u8`。文本本来就是字节：as_bytes() 给出它们，大多数字符占好几个。
diagnosis-bytes-as-characters = 每个字节都被当成了一个字符，以字节的值作为编号：128 以上的字节因此变成了两个。
    .next = 找一找 `as char` 或 char::from：它们把字节当成 Latin-1，而这些字节不是。
diagnosis-prompt-shown = 它前面有一个提示符。提示符只能出现在终端上：通过管道读这份输出的人，也会读到提示符。
    .next = 找到打印提示符的地方：去掉它，或者先用 std::io::IsTerminal 问一问。
diagnosis-shown-for-debugging = 它是按调试格式显示的，带引号或转义：用了 {"{:?}"} 而不是 {"{}"}。
diagnosis-shown-as-numbers = 字节被显示成了一串数字。它们是文本：显示之前先变成字符串。
    .next = String::from_utf8_lossy 把字节变成文本，不是 UTF-8 的地方用 U+FFFD 代替。
diagnosis-one-buffer-full = { $length } 个字节里只来了 { $count } 个：正好是一个缓冲区的容量。放不下的部分根本没有被看过。
    .next = 一次 recv 最多返回缓冲区能放下的那么多，也可能更少。更长的内容要用循环。
diagnosis-only-the-beginning = 只来了开头：{ $length } 个字节里的 { $count } 个。
diagnosis-said-again = 来的和上一次一模一样：用旧的回答回应了新的问题。
    .next = 找一找没有清空的缓冲区或变量，以及发了两次的回答。
diagnosis-asked-address-shown = 这一行显示的是所要求的地址。端口 0 是向系统要一个空闲端口，系统也给了：内核显示你的 { $program } 正在 { $address } 监听。
    .next = 绑定之后向监听套接字自己询问它的地址（local_addr），打印那个地址。
diagnosis-own-address-shown = 里面的地址是你的服务器自己的。这里应当是来电者的。
    .next = accept 在返回流的同时返回它；peer_addr 是流的另一端，local_addr 是自己这一端。

# 做了什么，结果如何。

diagnosis-speaks-first = 还没有人对你的服务器说话，它就先发送了东西。这里由来电者先说。
    .next = 看 accept 和第一次 recv 之间发送了什么。
diagnosis-end-taken-for-message = recv 返回了 0 个字节，你的服务器把它当成了一条消息。0 个字节是流的结尾。
diagnosis-end-taken-for-reply = 没有回复到来，却显示了一个空行：recv 返回了 0 个字节，也就是流的结尾，而它被当成了回复。
    .next = 使用收到的内容之前，先把 recv 返回的数和 0 比较。
diagnosis-connect-error-ignored = 那里没有人监听，所以 connect 失败了。你的 { $program } 却照样往下走：它报告的原因是管道破裂（EPIPE），只有发送才会因此失败。
    .next = 看 connect 的结果到哪里去了。
diagnosis-text-unwrapped = 这些字节不是 UTF-8，而一个只接受 UTF-8 的转换被 unwrap 了。
    .next = String::from_utf8_lossy 能把任何字节变成文本，不是 UTF-8 的地方用 U+FFFD 代替；escape_ascii 显示字节本身。如果这样的消息应该结束对话，就把 from_utf8 的错误交上去。该用哪一个，讲义里有说。
diagnosis-error-unwrapped = 一个调用返回了错误，而它的结果被 unwrap 了：线程因此 panic 而结束。
    .next = 网络程序天天遇到错误。用 `?` 往上交，或用 match 看一看，再决定它关系到谁。
diagnosis-catches-interrupt = 内核显示你的 { $program } 把 SIGINT 据为己有：捕获或忽略了它，所以 Ctrl-C 结束不了它。
    .next = 找到那个处理函数。没有它，无论程序停在哪个调用里，SIGINT 都会结束它。

# 内核看到程序在等什么。

diagnosis-waits-to-be-spoken-to = 内核显示你的 { $program } 停在 recv 里：它在等对方先说话，而这条连接上它还什么都没收到。
diagnosis-waits-for-more = 内核显示你的 { $program } 停在 recv 里：发来的 { $count } 个字节它全读完了，还在等最多 { $asked } 个。它们不会来了，而对方也不会结束这个流。
    .next = 看 recv 外面的循环，或替你循环的调用（read_exact、read_to_end、read_to_string、read_line）：它凭什么知道消息已经完整？如果流外面包着一个缓冲区（BufReader），它多读进来的内容，在它被丢弃时也跟着丢了。
diagnosis-waits-in-send = 内核显示你的 { $program } 停在 send 里：对方不读，路上也没有空位了。
diagnosis-waits-for-datagram = 内核显示你的 { $program } 停在 recv 里：它在等一个数据报，而路上一个也没有。
diagnosis-waits-in-print = 内核显示你的 { $program } 停在往自己的 stdout 或 stderr 写的调用里。
diagnosis-waits-for-child = 内核显示你的 { $program } 在等它启动的进程结束。
diagnosis-waits-for-pipe = 内核显示你的 { $program } 在读一个管道：它启动的进程还没有关闭输出。
diagnosis-waits-before-it-reads = 内核显示你的 { $program } 在等它启动的进程结束，而那个进程停在写输出的调用里：管道满了，没有人读。两边互相等待。
    .next = 在等结束之前或同时读输出：Command::output 两件事都做。
diagnosis-reads-the-other-pipe = 内核显示你的 { $program } 在读它启动的进程的一个管道，而那个进程停在写另一个管道的调用里：那个管道满了，没有人读。两边互相等待。
    .next = 同时读 stdout 和 stderr：用 Command::output，或者每个管道一个线程。
diagnosis-waits-in-accept = 内核显示你的 { $program } 停在 accept 里：它在等下一个来电，没有线程照看已经接通的。
diagnosis-waits-for-input = 内核显示你的 { $program } 在等键盘输入，此外什么都不等。
diagnosis-waits-for-thread = 内核显示你的 { $program } 的每个线程都在等另一个线程：等一把锁、一个通道或一次 join。

# 第 8 课和第 10 课：文件。

diagnosis-name-believed = 你的 { $program } 把 { $name } 当成了文件名。它是一条路径，或者什么也不是。
diagnosis-path-for-name = 通告的名字带着路径。在服务器的文件夹里，只有最后一个分量才是名字。
    .next = Path::file_name 给出路径的最后一个分量。
diagnosis-repeat-written = 每个包来了几次，就被写了几次。
    .next = 看看凭什么决定要不要写：包的编号必须正好是等着的那个，写完之后等的就是下一个。
diagnosis-written-as-it-came = 文件里的包按到来的次序排列，而不是按编号的次序。
    .next = 看看凭什么决定要不要写：包的编号必须正好是等着的那个。
diagnosis-gone-after-the-last = 客户端再次询问最后一个包时，你的服务器已经走了。它的确认可能丢了，客户端无从知道。
    .next = 发出最后的确认之后再留一会儿：只要这个客户端的包还来，就回答它们。
diagnosis-repeat-unanswered = 客户端再次询问最后一个包时，你的服务器还在，却没有回答。它的确认可能丢了，客户端无从知道。
    .next = 看看最后一个包之后再来的包怎样处理：像回答别的包一样，用等着的编号回答它。
diagnosis-content-too-early = 你的客户端像一切顺利那样结束了，而服务器那里还缺着包。
    .next = 看看凭什么把一个包算作已确认：只凭服务器说的编号，而且不超过已经发出的。
diagnosis-no-timer = 内核显示，你的 { $program } 在没有时限地等一个数据报。它发出的可能丢了，那样什么也不会来。
    .next = 给套接字设置读超时，时间一到就把还没确认的再发一次。
