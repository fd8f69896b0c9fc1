# 几课共用的检查的文字。各课可以在自己的文件里另写。

check-ready-line = 服务器开始监听，并说出地址
    .why = 启动服务器的人需要知道它什么时候、在哪里可以连上。端口 0 是请系统随便给一个空闲端口，所以只有服务器自己知道拿到了哪一个。
    .next = 在 listen() 之后把 "listening on IP:PORT" 作为第一行打印出来，地址要用套接字自己说的（local_addr），不是当初要求的那个。
    .hint-1 = 客户端最早什么时候能连上：socket() 之后、bind() 之后，还是 listen() 之后？
    .hint-2 = listen() 一返回，来客就可以等在 backlog 里了，即使还没有 accept()。这正是打印就绪行的时刻。
    .hint-3 = 看看打开套接字的那个函数的结尾：在调用 listen 之后，向监听套接字本身询问它的地址，打印的就是这个地址。

check-port-taken = 端口被占用时会报告
    .why = "error: cannot listen on 127.0.0.1:9001: Address already in use" 告诉读者该怎么办。带回溯的 panic 做不到，没有监听套接字还继续运行就更糟。
    .next = 用 `?` 把 bind() 或 listen() 的错误交上去；main 会按 "error: cannot listen on ADDR: WHY" 的样子打印，并以 1 退出。
    .hint-1 = socket()、bind()、listen() 中，是哪一个调用发现端口已经是别人的了？
    .hint-2 = 它们都返回 Result。错误属于调用你这个函数的人。
    .hint-3 = 每个调用后面用 `?`，一路上不要留下 unwrap()。

check-interrupt-server = Ctrl-C 能结束服务器
    .why = 停不下来的服务器只能杀掉；总要杀程序的学生，很快就会遇到一直被占着的端口。
    .next = SIGINT 本来就会结束程序。找一找是什么让你的程序没有结束：一个信号处理函数，还是一个吞掉所有错误的循环。
    .hint-1 = 程序对 SIGINT 什么也不做时，SIGINT 会对它做什么？
    .hint-2 = 会结束它，无论它阻塞在哪个调用里。为此什么都不用写。
    .hint-3 = 去掉捕获这个信号的代码。

check-interrupt-client = Ctrl-C 能结束客户端
    .why = 客户端一生大半在等：等一行输入，或者等一个回复。用户用 Ctrl-C 表示不等了。
    .next = SIGINT 本来就会结束程序。找一找是什么让你的程序没有结束：一个信号处理函数，还是一个吞掉所有错误的循环。
    .hint-1 = 程序对 SIGINT 什么也不做时，SIGINT 会对它做什么？
    .hint-2 = 会结束它，无论它阻塞在哪个调用里。为此什么都不用写。
    .hint-3 = 去掉捕获这个信号的代码。

check-client-input = 键入的内容原样发出，空行不发
    .why = 一行就是换行符（LF 或 CRLF）之前的内容，其中的空格也是内容。空行什么也没说，所以不发：在流上它连一个字节都没有，客户端却会一直等它的回答。
    .next = 这部分在起始代码里已经写好：netlesson_common::program 的 typed_lines 负责读这些行。看看你的客户端之后对它们做了什么。
    .hint-1 = 前后带空格的一行，在网络上传的到底是什么？空行呢？
    .hint-2 = 除了换行符，什么都不去掉；除了全是空白的行，什么都不跳过；只有单独一行的 `quit` 才是结束。
    .hint-3 = 从 typed_lines 取出每一行，发送它的字节，不多也不少。

check-client-quits = quit 结束客户端
    .why = `quit` 是说给客户端听的，不是给服务器的：它从不经过网络。这是正常的结束，所以退出码是 0，服务器看到的是流的正常结尾。
    .next = 这部分在起始代码里已经写好：netlesson_common::program 的 typed_lines 遇到 `quit` 就结束。看看你的客户端在最后一行之后做了什么。
    .hint-1 = 没有更多的行时，你的 main 做什么？
    .hint-2 = 返回：这时退出码是 0，所有套接字都关闭。
    .hint-3 = 在遍历 typed_lines 的循环之后，或者与它同时，不能有让程序继续运行的东西。

check-client-input-ends = 标准输入结束，客户端也结束
    .why = Ctrl-D，或者喂给它的文件、管道到了结尾，意思都与 `quit` 相同：没有更多要说的了。察觉不到这一点的客户端，没法用在任何脚本里。
    .next = 这部分在起始代码里已经写好：netlesson_common::program 的 typed_lines 随标准输入一起结束。看看你的客户端在最后一行之后做了什么。
    .hint-1 = 程序怎样看出自己的标准输入已经结束？
    .hint-2 = 读取返回 0 字节，与套接字一样；遍历各行的循环就此结束。
    .hint-3 = 让 main 在遍历 typed_lines 的循环之后返回：这时退出码是 0。

check-nobody-listens = 没有服务器时，客户端会说出来
    .why = connect() 是第一个会因为别人而失败的调用。忽略它的客户端会在后面失败，只剩一个谁也看不懂的 broken pipe（Python 的 connect_ex 正是这样诱人犯错）。
    .next = 用 `?` 把 connect 的错误交上去；main 会打印 "error: cannot connect to ADDR: WHY"，并以 1 退出。
    .hint-1 = 那个地址没有人监听时，connect 返回什么？
    .hint-2 = 一个装着 ECONNREFUSED 的 Result。它要一直传到 main，在那里变成错误行。
    .hint-3 = 在 main 用来建立连接的那个函数里，对连接调用使用 `?`。

check-usage = 参数错误时打印用法
    .why = 自己猜测用户意思的程序会悄悄地做错事。一行用法加上退出码 2，人和脚本都看得懂。
    .next = 这部分在起始代码里已经写好：看看 main 和它调用的 netlesson_common::program 里的函数。
    .hint-1 = 程序接受哪些参数，其中哪些可以省略？
    .hint-2 = 无法解析的地址、多余的参数，都应当在 stderr 打印用法并以退出码 2 结束。
    .hint-3 = netlesson_common::program::usage 两件事都做；把 main 与答案里的比较一下。

check-both-together = 你的两个程序能互相听懂
    .why = 此前它们各自与检查方对话。合在一起才是你真正做出来的东西：一个与你的服务器交谈的客户端。
    .next = 在一个终端里启动服务器，在另一个终端里启动客户端，比较它们各自打印的内容。
    .hint-1 = 两个程序各自的检查都通过了吗？
    .hint-2 = 如果通过了，找一找双方各自默认、而约定并没有说的东西。
    .hint-3 = 按讲义说的在两个终端里运行它们，键入检查键入的内容。
