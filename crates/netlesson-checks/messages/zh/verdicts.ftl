# 在学生的程序上看到了什么、此前发生了什么，以及判定里的标签。

what-happened = 经过
expected = 期望
came = 实际
nothing = 什么都没有
why-it-matters = 为什么重要
look-next = 接下来看哪里
first-difference = 第一处不同：第 { $byte } 个字节
events-before = …… 此前还有 { $count } 件事
waiting-for = 等待 { $check } 先通过
many-waiting-for = { $count } 项检查等待 { $check } 先通过：{ $names }

who-program = 你的 { $program }
who-caller = 来客 { $number }
who-host = 检查方

did-start = 启动：{ $arguments }
did-print = 打印 { $line }
did-complain = 在标准错误上说 { $line }
did-type = 收到键入 { $line }
did-end-input = 标准输入结束
did-connect = 从 { $from } 连接上来
did-accept = 接受了连接
did-send = 发送 { $bytes }
did-send-slices = 分 { $count } 片发送，在第 { $cuts } 个字节后切开，前一片被读走后才发下一片：{ $bytes }
did-hold = 发完第 { $count } 个字节就停下，直到全部被读走、你的程序歇下来
did-receive = 收到 { $bytes }
did-finish = 在第 { $count } 个字节后发出流的结尾（FIN）
did-see-end = 看到流的结尾（FIN）
did-reset = 在第 { $count } 个字节后重置连接（RST）
did-close = 关闭连接
did-leave = 关闭了套接字：发给它的会被拒绝
did-come-back = 在同一地址重新打开了套接字
did-freeze = 被冻结，好让发来的数据堆积起来
did-thaw = 继续运行
did-interrupt = 收到 SIGINT，与按 Ctrl-C 相同
did-kill = 被杀死（SIGKILL）
did-exit = 退出，退出码 { $code }

symptom-step-not-written =
    第 { $step } 步还没有写：{ $text }
    { $at }
symptom-not-written = 还没有写：{ $text }（{ $at }）。
symptom-crashed = 你的 { $program } 在 { $at } 处崩溃了：{ $message }
symptom-signalled = 你的 { $program } 被信号 { $signal } 终止了。
symptom-ended = 还需要你的 { $program } 时，它就退出了，退出码 { $code }。
symptom-running = 你的 { $program } 这时应当已经结束，却还在运行。
symptom-running-for-good = 你的 { $program } 这时应当已经结束，却阻塞着，也没有任何东西会来唤醒它。
symptom-refused = 你的 { $program } 应当监听的地方没有人应答：连接被拒绝。
symptom-closed = 期望的内容还没有到齐，你的 { $program } 就结束了连接。
symptom-reset = 你的 { $program } 重置了连接（RST）：要么是还有没读的字节就关闭了，要么是程序死了。
symptom-silent = { $seconds } 秒内，你的 { $program } 什么也没有发来。
symptom-silent-for-good = 你的 { $program } 什么也没有发来，也不会再有：内核显示它阻塞着，没有任何东西会来唤醒它。
symptom-unread = 你的 { $program } 没有读走发来的数据：它的接收队列里还有 { $count } 个字节。
symptom-wrong-bytes = 你的 { $program } 发来的字节与期望的不同。
symptom-unexpected = 此处不该有任何内容，你的 { $program } 却发来了东西。
symptom-wrong-line = 你的 { $program } 打印的这一行与期望的不同。
symptom-no-line = 期望的那一行还没有出现，你的 { $program } 的标准输出就结束了。
symptom-wrong-exit = 你的 { $program } 的退出码是 { $code }，期望的是 { $expected }。
symptom-wrong-output = 你的 { $program } 在 { $stream } 上打印的内容与期望的不同。
symptom-flood = 你的 { $program } 产生了超过 { $limit } 字节的内容，被终止了。

witness-listens-in-silence = 内核显示你的 { $program } 正在 { $address } 监听，但它打印的第一行没有这样说。
witness-listens-elsewhere = 要求你的 { $program } 在 { $asked } 监听，而内核显示它在 { $address } 监听。（0.0.0.0 和 :: 指这台机器的所有地址：谁能到达其中一个，谁就进得来。）
witness-other-sender = 你的 { $program } 的最后一个数据报来自 { $came }，而不是大家所知的地址 { $expected }：它是从另一个套接字发出的。
witness-other-peer = 该收到的一方，你的 { $program } 什么也没有发给它，却给来客 { $number } 发了东西。
witness-cut = 你的 { $program } 只发来了开头：{ $length } 个字节中的 { $count } 个。
witness-no-bye = 你的 { $program } 没有发送 /bye 就结束了。
witness-believed-stranger = 你的 { $program } 相信了陌生人：它在 stderr 上说的内容不是服务器发来的。
witness-input-unread = 你的 { $program } 没有读取键入的内容。
witness-asked-too-often = 你的 { $program } 请求登录了 { $count } 次，最多只能三次。
witness-asked-too-long = 已经过了五秒多，你的 { $program } 还在等待登录。
witness-ready-too-early = 内核显示你的 { $program } 在开始监听之前就打印了第一行：看到这一行就去连接的人，可能来得太早。
witness-not-closed = 你的 { $program } 一直不关闭连接：流的结尾没有到来。
witness-not-accepted = 你的 { $program } 始终没有接受连接：连接还等在 backlog 里。
witness-never-connected = 你的 { $program } 始终没有连接。
witness-no-error-line = 你的 { $program } 对此什么也没有说：stderr 上没有出现以 "error: " 开头的行。
witness-wrong-client = 键入给客户端 { $meant } 的内容到了客户端 { $got } 那里。
witness-no-header = 应当是消息长度的位置上，你的 { $program } 发来的字节是 { $bytes }，没有哪条消息会有这样的长度：中间混进了别的内容。
witness-left-behind = 所有客户端都已经离开，你的 { $program } 却有 { $threads } 个线程和 { $descriptors } 个打开的描述符，而它们到来之前分别是 { $threads-before } 和 { $descriptors-before }。
witness-never-rests = 你的 { $program } 已经无事可做，却停不下来：它一刻不停地运行，占满了一个核。
witness-predictions-unreadable = 无法读取 predictions.json：{ $why }。
witness-predictions-no-json = predictions.json 不是合法的 JSON：第 { $line } 行第 { $column } 列，{ $why }。
witness-prediction-missing = predictions.json 里没有 { $scenario } 这一项。
witness-prediction-shape = { $scenario } 的预测应当是 { $count } 个字符串的列表，每次 recv 一个。
witness-prediction-quotes = { $scenario } 的预测里，只应当有每一行引号之间的内容。
witness-prediction-differs = 场景 { $scenario } 中，第 { $number } 次 recv 拿到的与你预测的不同。“期望”是你写的，“实际”是 recv({ $size }) 拿到的。
witness-other-bytes-shown = 你的 { $program } 的第 { $number } 次 recv，即 recv({ $size })，显示的字节与它应当拿到的不同。
witness-no-pause = 要求你的 { $program } 在两个单词之间停顿十分钟，它却没有等。
witness-short-pause = 要求你的 { $program } 在三个单词之间每次停顿 { $asked } 毫秒，三个单词却在 { $lasted } 毫秒内就都到了。
witness-nodelay-off = 要求你的 { $program } 设置 TCP_NODELAY，但内核显示它的套接字没有设置。
witness-nodelay-on = 没有要求你的 { $program } 设置 TCP_NODELAY，但内核显示它的套接字设置了。
witness-word-in-pieces = 你的 { $program } 把一个 { $length } 字节的单词分开发送：内核显示它正在一个只发送 { $count } 个字节的调用里。
witness-word-cut = 一个信号截短了你的 { $program } 的一次 send：单词的 { $length } 个字节只到了 { $count } 个。它却以 0 退出，好像什么都没有少。
witness-spins-after-the-end = 来客已经挂断，你的 { $program } 既没有说出来，也没有停下来等：它一刻不停地运行，占着一个核。
witness-cannot-restart = 你的 { $program } 被杀掉后马上重新启动，却拿不回自己的端口。
witness-two-on-one-port = 有两个你的 { $program } 同时在 { $address } 监听：第二个本应发现端口已被占用。
witness-not-dropped = 对客户端 { $client } 说了 8 MiB，它一点也没有读，你的 { $program } 却没有断开它。
witness-dropped-a-reader = 客户端 { $client } 在下一条消息说出之前就读完了每一条，你的 { $program } 却还是结束了它的连接。

skipped-no-freeze = 已跳过：这个系统不能让程序暂停再继续
skipped-no-signals = 已跳过：这个系统没有 SIGINT 可发
skipped-one-loopback = 已跳过：这个系统只有一个回环地址
skipped-no-witness = 已跳过：这个系统的内核不提供这项检查要问的信息

fault = 这项检查没能进行，是评分程序自己的问题，与你无关：{ $error }
