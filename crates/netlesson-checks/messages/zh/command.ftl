# 命令在判定前后所说的话。

lesson-title = 第 { $number } 课 · { $title }
building = 正在编译第 { $number } 课 ……
playing = 正在进行第 { $number } 课的检查 ……
does-not-compile = 还没有通过编译：编译器说的话在上面。
all-pass = { $count } 项检查全部通过。
all-pass-or-skipped = { $count } 项检查通过了 { $passed } 项；其余的这台机器无法进行。
some-pass = { $count } 项检查通过了 { $passed } 项。
way-next = 下一课：{ $title }
way-hint = 提示
way-replay = 原样重来一次
way-wire = 把它画出来
way-brief = 讲义
way-brief-step = 讲义第 { $step } 步
way-diff = 与答案对照
way-one-more-hint = 再要一条

# 无法继续时说的话。每句前面都有 "error: "。
no-current-folder = 无法确定当前目录
no-course = { $folder } 不在 netlesson 课程里：请进入你克隆下来的目录
no-such-lesson = 没有第 { $number } 课：课程从第 1 课到第 { $last } 课，{ $command } 会列出它们
no-such-check = 第 { $number } 课没有名为 { $check } 的检查；它的检查有：{ $names }
no-such-check-but = 第 { $number } 课没有名为 { $check } 的检查；你要的是不是 { $names }？
no-such-program = 第 { $number } 课没有名为 { $program } 的程序；它的程序有：{ $names }
program-twice = { $program } 给了两次：每个程序只给一个路径
program-missing = { $path } 不是一个路径
program-missing-in = 找不到 { $path }：路径从输入命令时所在的目录 { $folder } 算起
program-is-folder = { $path } 是一个目录：请给出里面的程序
program-not-executable = { $path } 没有可执行权限：chmod +x { $path }
program-no-interpreter = { $path } 没有说明用什么来运行它：请在开头加上一行，例如 #!/usr/bin/env python3
program-interpreter-missing = { $path } 要用 { $interpreter } 来运行，但找不到它：请改好 { $path } 的第一行
passed-not-noted = 第 { $number } 课已经通过，但没能记下来
cannot-build = 无法编译第 { $number } 课
broken-progress = { $path } 无法读取：请改好它，或者删掉它
cannot-read = 无法读取 { $path }
without-solution = 没有 { $place }：发给学生的课程可能不带答案。请问发给你的人；要是你自己删掉的，请用 git 找回来

# list
list-title = { $count } 课中已通过 { $passed } 课
list-done = { $count } 课全部通过了。

# hint
hint-number = 提示 { $number }（共 { $count } 条）
last-hint = 这是最后一条提示。
nothing-fails = 第 { $number } 课的检查全部通过：没有什么需要提示的。

# diff
diff-yours = 你的
diff-solution = 答案
diff-only-yours = 只有你的里面有
diff-only-solution = 只有答案里有
diff-same = 你的代码与答案相同。
diff-summary = 有 { $count } 个文件不同：{ $yours } 行只在你的代码里，{ $solution } 行只在答案里。

# reset
reset-question = 把 { $place } 恢复成起始代码吗？你写的内容会备份。[y/N]
reset-cannot-ask = reset 在改动之前要先问一声，而这里没有终端可问；不必询问时用：{ $command }
reset-not-done = 什么都没有改动。
reset-nothing = { $place } 已经是起始代码：什么都没有改动。
reset-done = { $place } 已恢复成起始代码。
reset-backup = 你写的内容
no-solution = { $place } 里没有可以用来生成起始代码的答案：请用 git 把它找回来
cannot-back-up = 无法备份 { $place }，所以什么都没有改动
cannot-reset = 无法恢复 { $place }；备份是完整的，再次 reset 会从这里继续

# demo
demo-one-call = 一通电话：服务器接起来，用大写回答，然后挂断。
demo-one-after-the-other = 第二个客户端马上就连上了，但要在 backlog 里等到第一个挂断。
demo-sticky = 发送了两次，接收方第一次 recv 之前两份都已到达。流没有接缝：一次 recv 全都拿到。
demo-paused = 同样的两次发送，中间停顿一下。现在每次 recv 各拿到一份，靠的只是时机凑巧。
demo-datagrams = 同样的内容改用 UDP，第一次 recv 之前两份都已到达。数据报有边界：每次 recv 只拿到一份。
demo-remote-commands = 服务器执行收到的命令。每个回复都先说明自己有多长，客户端由此知道它在哪里结束。
demo-chat = 没有连接的聊天：有的只是名字、地址，和它们之间的数据报。
demo-everyone-at-once = 每人一个线程：大家同时说话，管理员在服务器上键入。
demo-options = 一个新套接字的各个选项，以及两个请求的结果：一个被改了，一个被拒绝。
demo-backlog = 一个谁也不 accept 的监听套接字：有多少位置，内核就替它完成多少个连接。
demo-rebind = 停在 TIME_WAIT 的端口，四次：谁能绑定它，两个服务器都有份。
demo-a-file = 先通告一个文件，从服务器要的偏移发起，完整之后才看得到。第二个客户端没有文件可发。
demo-measured = 这个内核怎样对待数据报；换一个缓冲区再来一次。
demo-a-file-in-packets = 一个文件分成数据报，各有编号，各得确认。最后一个之后服务器再留一会儿：它的回答可能丢了。
demo-packets = 抓到的一次握手，拆开来看：三个包，每个一行 JSON。
demo-one-for-everyone = 所有人共用一个线程：一个客户端冻结了、什么也不读，其他人照样说话，而它一句也不会错过。
demo-over = 以上是答案的程序。轮到你的了：{ $command }
demo-stuck = 演示无法继续：{ $why }

# wire
wire-legend = 两个程序之间是已经发出、还没有收走的内容。{ $units }各有自己的颜色；■ 是流的结束（FIN）。时间以毫秒计，比没有人看着时要长。
wire-units-sends = 每次发送
wire-units-frames = 每个帧
wire-check = 检查
no-such-scene = 第 { $number } 课有 { $count } 段对话：--scene 1 到 --scene { $count }
which-scene = 第 { $number } 课有 { $count } 段对话，一张图只画一段：请说明是哪一段，例如 --scene 1
cannot-follow = 看不到程序在做什么
wire-unsent = 记录下来的事情不可能发生：{ $program } 在 { $row } 中收到了谁也没有发过的字节。跟踪出了错，这张图不可信
wire-no-such-call = 记录下来的事情不可能发生：{ $program } 在 { $row } 中被告知没有这个调用。跟踪出了错，这张图不可信
wire-torn = 记录下来的事情不可能发生：{ $program } 从一个没有进入过的调用里返回。跟踪出了错，这张图不可信
wire-left-out = 另有 { $count } 行没有画出
wire-not-here = 只有在 Linux（x86-64 和 ARM64）上才能观察程序

# race
race-title = 一个 { $size } KiB 的文件，种子 { $seed }
race-running = 正在赛跑……
race-nothing-lost = 不丢包
race-lost = 丢 { $percent } %
race-tcp = TCP，{ $wire }
race-bare-udp = 裸 UDP，{ $wire }
race-reliable-udp = 第 10 课，{ $wire }
race-time = 时间
race-goodput = 有效吞吐量
race-delivered = 送达
race-about = 全都在环回上。丢包是课程自己的线路做出来的，只对数据报有效：TCP 的报文段归内核管，所以有丢包的那一场里没有 TCP。只把线路相同的放在一起比。有 root 权限的人可以让三个都丢包：sudo tc qdisc add dev lo root netem loss { $percent }%，然后 just race --loss 0，结束后 sudo tc qdisc del dev lo root。裸 UDP 自己没有结尾：它的时间算到最后到来的那个数据报。有效吞吐量算的是到达的，不是发出的。
# 用文字说出的图：{ $name } 是一种发送方式，{ $value } 是量到的数。
race-told-bar = { $name }：{ $value }
race-told-between = ；
race-told-panel = { $heading }。{ $bars }
race-drawn = 已画到 { $path }
race-stuck = 程序无法赛跑：{ $why }
cannot-write = 无法写入 { $path }

# watch
watching = 正在监视 { $place }：保存文件就会重新检查。按 Ctrl-C 结束。
cannot-watch = 无法监视 { $place }

# doctor
doctor-title = 这台机器具备课程所需的一切吗？
doctor-tool = { $name } { $version }
doctor-no-tool = 找不到 { $name }。请从 rustup.rs 安装 Rust { $needed } 或更新的版本
doctor-old-tool = { $name } { $version } 太旧：课程需要 { $needed }。请运行 rustup update
doctor-loopback = 环回地址（127.0.0.1）上的 { $protocol } 正常
doctor-no-loopback = 环回地址（127.0.0.1）上的 { $protocol } 不通：{ $why }。可能是防火墙或沙箱不允许；请启用网络接口 lo
doctor-ports = 各课使用的端口 { $first } 到 { $last } 都空闲
doctor-port-held = 端口 { $port } 被 { $holder } 占用。检查会自己选择空闲端口；要手动使用它，请结束那个程序，或者给你的程序另一个地址
doctor-port-taken = 端口 { $port } 被别的程序占用。检查会自己选择空闲端口；手动运行时，请给你的程序另一个地址
doctor-witness = 内核会说明程序阻塞在哪里、套接字里有多少数据没读
doctor-no-witness = 检查要问内核的，内核没有全部说明（{ $asked }）。检查会改为等到时限，所以失败要花更久。可能是容器不允许
doctor-no-witness-here = 只有 Linux 会说明程序阻塞在哪里。在这里有些检查会跳过，有些失败时要等得更久
doctor-helper = { $name } 已安装
doctor-no-just = 没有安装 { $name }。有了它命令更短：cargo install just。没有它时：cargo lesson 1、cargo netlesson list
doctor-no-python = 没有安装 { $name }。缺的只是用 Python 的套接字来试你的程序
doctor-no-leftovers = 以前的运行没有留下进程
doctor-leftovers = 以前的运行留下了进程：{ $processes }。结束它们：{ $command }
doctor-cleaned = 已结束：{ $processes }
doctor-good = 课程需要的都有了。接下来：{ $command }
doctor-missing = 课程需要的东西缺了 { $count } 样。
