lesson-07 = 套接字选项

lesson-07-list-names = 列表里有 TCP 套接字的每一个选项
    .why = 没有程序能读出来的选项只是传说。教程的表格里有十五行在这个列表中；IPv4 上的 TCP 套接字全都有。
    .next = 看看 sockopt.rs 里的 print_list：OPTIONS 里每一项一行，按它们的顺序，名字在最前面。
    .hint-1 = get 对一个选项返回了值，你的程序为它打印什么？
    .hint-2 = 对 OPTIONS 循环，每个名字问一次 get。Ok 就是一行；Err 表示这个套接字没有该选项。
    .hint-3 = 在 print_list 里：for (name, level) in OPTIONS，对 get(socket, name) 用 match。如果你的列表里少了某个名字，那就是 get（lib.rs）的 match 里少了它的分支。

lesson-07-list-levels = 每个选项旁边是它的层级
    .why = getsockopt 有两个数：层级说明问的是内核的哪一部分（套接字本身、IP、TCP），名字说明问什么。同一个数换一个层级，就是另一个选项。
    .next = 看看 print_list 在名字后面打印什么：应当是层级，也就是 OPTIONS 每一项的后一半。
    .hint-1 = SO_RCVBUF 由内核的哪一部分回答？TCP_MAXSEG 呢？
    .hint-2 = 什么都不用推算：OPTIONS 里每个名字都有层级。
    .hint-3 = 在 print_list 里：println!("{"{"}name{"}"} {"{"}level{"}"} {"{"}{"}"}", shown(value))，三者之间隔一个或多个空格。

lesson-07-list-values = 每个值都是内核说的
    .why = 新套接字一开始是什么样，由内核和这台机器的设置决定，而不是由教程的表格决定（“缓冲区是 65536”）。检查程序问的是自己的套接字，再来比较。
    .next = 把两个列表逐行比较。看看 get（lib.rs）里那个名字的分支。
    .hint-1 = socket2 的哪个调用读这个选项？它返回的是 bool、数字、Duration 还是 Option？
    .hint-2 = 开关变成 0 或 1。时限变成毫秒，没有时限就是 0。关着的 SO_LINGER 是 None，显示为 off。
    .hint-3 = 在 get 里：每个名字一个分支，用的正是那个选项的调用。recv_buffer_size 是 SO_RCVBUF，send_buffer_size 是 SO_SNDBUF，read_timeout 是 SO_RCVTIMEO，r#type 是 SO_TYPE（用 i32::from 变成数字）。

lesson-07-list-datagrams = UDP 套接字有另外的选项，另外的值
    .why = 属于 TCP 的东西，不能去问一个不说 TCP 的套接字：内核会拒绝（ENOPROTOOPT 或 EOPNOTSUPP）。为它打印 0 的程序，说的不是事实。
    .next = 看看套接字在哪里创建，以及 get 返回 Err 时 print_list 做什么：那个选项没有行。
    .hint-1 = 十五个当中，数据报套接字拒绝回答哪几个？
    .hint-2 = TCP_NODELAY 和 TCP_MAXSEG。不需要事先知道：get 对它们返回 Err。
    .hint-3 = 在 print_list 里：对 get(socket, name) 用 match，其中一个分支是 Err(_) => {"{"}{"}"}，什么也不打印。不要用 unwrap，也不要用 unwrap_or。

lesson-07-list-families = 别的地址族的套接字也一样
    .why = Unix 套接字有缓冲区，有开关，但没有 TTL：它的东西从不走 IP。在 Linux 上，IPv6 的套接字连 IPv4 的选项也回答。去问内核的人，用不着背下这些。
    .next = 看看下面的列表。套接字拒绝的没有行，它肯说的就有行；对每个地址族都是同一个循环。
    .hint-1 = 地址族是 unix 时，get 对 IP_TTL 返回什么？
    .hint-2 = Err，和数据报套接字的 TCP 选项一样。有没有某个选项，由内核来说，不由程序里的表格来说。
    .hint-3 = print_list 里的一切都与地址族无关：套接字拒绝的，由 Err(_) => {"{"}{"}"} 这个分支略去。套接字由 main 用 Socket::new(family, kind, None) 创建。

lesson-07-list-json = 加上 --json，列表是一个 JSON 数组
    .why = 给程序读的东西，不应该还要按列去拆。在那里数字就是数字，关着的是 null。
    .next = 看看 as_json 为真时 print_list 做什么：一个数组，每个选项一个对象，成员是 name、level 和 value，标准输出上没有别的。
    .hint-1 = 你的程序打印几个 JSON 值：一个数组，还是每行一个对象？
    .hint-2 = serde_json 的 json! 用来造对象：json!({"{"}"name": name, "level": level, "value": value{"}"})。Option<u64> 会自己变成数字或 null。
    .hint-3 = 在 print_list 里：把对象放进一个 Vec，循环之后打印一次 Value::from(objects)。

lesson-07-list-asks-the-kernel = 内核的设置不同，列表就不同
    .why = 检查程序让你的程序在它自己的一个网络里运行，那里的新套接字一开始有另外的 TTL 和另外的缓冲区。只有真去问的人才看得到。
    .next = 在你的程序里找一个写死的、而不是读来的值：每个值都应当是对套接字的一次调用。
    .hint-1 = 你的程序打印的 64 和 131072 是从哪里来的？
    .hint-2 = 它们是每个网络的设置（net.ipv4.ip_default_ttl、tcp_rmem、tcp_wmem）；套接字没有自己的值时，内核就用它们来回答。
    .hint-3 = 在 get 里，IP_TTL、SO_RCVBUF 和 SO_SNDBUF 的分支：ttl_v4、recv_buffer_size 和 send_buffer_size。

lesson-07-set-buffers = 请求一个缓冲区，内核说它变成了多大
    .why = setsockopt 返回成功，做的却不是所请求的：Linux 把大小加倍，因为它把自己为每个包做的记录也算进缓冲区里。只有再读一次，才看得到结果。
    .next = 看看 sockopt.rs 里的 ask：先 set，再从同一个套接字 get，然后把两个数都打印出来。
    .hint-1 = set 返回 Ok 之后，你当作 got 打印的是哪个数：请求的，还是读来的？
    .hint-2 = 顺序是 set、get、println!，都在同一个套接字上。这一行是 NAME: asked A, got G。
    .hint-3 = 在 ask 里：Socket::new，set(&socket, name, asked)?，get(&socket, name)?，然后 println!("{"{"}name{"}"}: asked {"{"}asked{"}"}, got {"{"}{"}"}", shown(got))。

lesson-07-set-buffer-limits = 太小会被提高，太大会被封顶
    .why = 一个程序不能占走内核的全部内存：net.core.rmem_max 和 wmem_max 给它能请求的大小封了顶。而小于某个最低限度，套接字就没法工作。两者都不是错误。
    .next = 看看数值是不是照输入的样子到达内核：裁剪是内核的事，你的程序不必做。
    .hint-1 = 请求得太多太多时，set 返回什么？
    .hint-2 = Ok。内核给它允许的那么多，之后读到的数会说明。
    .hint-3 = 在 set 里：把数值原样交下去（value as usize）。不要 min，不要 max，也不要自己检查。

lesson-07-set-flags = 开关只有开和关，不管数字是几
    .why = 在 C 和内核看来，除 0 以外的每个数都是真。之后读到的是 1。
    .next = 看看 set（lib.rs）里各个开关的分支：除 0 以外都是开。
    .hint-1 = 7 变成 bool 会是什么？
    .hint-2 = value != 0 就是那个 bool，设置的调用要的就是它。
    .hint-3 = 在 set 里：五个分支，set_broadcast、set_keepalive、set_out_of_band_inline、set_reuse_address、set_tcp_nodelay，都用 value != 0。

lesson-07-set-times = 时限用毫秒，linger 用秒
    .why = SO_RCVTIMEO 和 SO_SNDTIMEO 存的是秒和微秒，内核用自己时钟的滴答来保存：可能会向上取整。SO_LINGER 存的是整秒，而且 0 秒和关着不是一回事。
    .next = 看看 set 和 get（lib.rs）里这三个的分支：进去和出来要用同一个单位。
    .hint-1 = 输入的数是什么单位？Duration 把它当成什么？0 又会变成什么？
    .hint-2 = 两个时限用 Duration::from_millis，linger 用 Duration::from_secs；回来时用 as_millis 和 as_secs。
    .hint-3 = 在 set 里：set_read_timeout 和 set_write_timeout 用 Some(Duration::from_millis(value.into()))，set_linger 用 Some(Duration::from_secs(value.into()))。

lesson-07-set-headers = TTL、TOS 和报文段长度
    .why = 这三个最后都在发出去的首部里：可以经过多少个路由器、有多急、一个报文段装多少。第 11 课会在那里找到它们。
    .next = 看看 set 和 get（lib.rs）里 IP_TTL、IP_TOS 和 TCP_MAXSEG 的分支。
    .hint-1 = socket2 的哪些方法名字里有 v4？
    .hint-2 = set_ttl_v4 和 ttl_v4，set_tos_v4 和 tos_v4。报文段长度是 set_tcp_mss 和 tcp_mss。
    .hint-3 = 在 set 里：socket.set_ttl_v4(value)、socket.set_tos_v4(value)、socket.set_tcp_mss(value)。在 get 里：ttl_v4、tos_v4 和 tcp_mss，后面都写 ?.into()。

lesson-07-set-says-why = 内核给的不是所请求的，第二行说明为什么
    .why = 第一次看到 “asked 100000, got 200000” 的人会以为是 bug。原因只有几种，从两个数就能分辨。
    .next = 看看 why（lib.rs）和 ask 里对它的使用：一行以 why: 开头，后面是讲义里那个原因的词；两个数相同就没有这一行。
    .hint-1 = 对缓冲区来说：got 恰好是请求的两倍，说明什么？比两倍少呢？比两倍多呢？
    .hint-2 = doubled、capped、raised。其余的词看选项的名字：rounded、masked、default、flag。
    .hint-3 = 在 why 里：先是 got == asked 就返回 None；然后对名字用 match，缓冲区的分支加上守卫 got == 2 * asked 和 got < 2 * asked。

lesson-07-set-refused = 内核拒绝的就是错误
    .why = 有些值内核不会迁就，而是拒绝：300 的 TTL 装不进一个字节。而套接字是什么类型、遇到过什么错误，只能读。若无其事往下走的程序，会把旧值当成新值打印出来。
    .next = 用 `?` 把 set 的错误交上去；main 会打印 "error: cannot set NAME: WHY"，并以 1 退出。
    .hint-1 = TTL 为 300 时 setsockopt 返回什么？它在你的程序里到哪里去了？
    .hint-2 = 一个装着 EINVAL 的 Err。它必须在打印任何东西之前离开 ask。SO_TYPE 和 SO_ERROR 没有设置的调用：set 自己返回一个错误。
    .hint-3 = 在 ask 里：set(&socket, name, asked)?。在 set 里：最后一个分支是 _ => Err(ErrorKind::Unsupported.into())。

lesson-07-backlog-listens = 用所请求的 backlog 来监听
    .why = 交给 listen 的那个数就是整个实验。std 的 TcpListener 不让你选它，所以这一课把调用一个一个地做。
    .next = 看看 backlog.rs 里的 listen：绑定到 ANY_PORT，用这个数 listen，然后用 local_addr 的地址打印就绪行。
    .hint-1 = 哪一个调用要 backlog？
    .hint-2 = socket.listen(backlog.into())。内核会把这个数给任何来问的人看：ss -tln 把它放在 Send-Q 一栏。
    .hint-3 = 在 listen 里：Socket::new、bind、listen、local_addr、println!，再返回套接字。main 留着它：监听套接字一被释放就关闭了。

lesson-07-backlog-counts = 这个数就是内核队列里的数
    .why = 教程说 listen(5) 建了一个装 5 个半开连接的池子。队列里其实是完成了的连接：握手已毕，可以收数据，只是没有人 accept。在 Linux 上，位置比那个数还多一个。
    .next = 看看 backlog.rs 里的 connect_until_one_waits：一直连接，直到有一个连接没有成；成了的全部留着，main 打印有多少个。
    .hint-1 = 你的程序怎么知道队列满了：因为数到了 N，还是因为有一个连接没有成？
    .hint-2 = 没有位置时，内核一声不响地丢弃 SYN，呼叫的一方一秒后再问：connect_timeout 以 TimedOut 放弃。这才是计数的终点，别的都不是。
    .hint-3 = 在 connect_until_one_waits 里：循环调用 TcpStream::connect_timeout(&address, PATIENCE)；Ok 就放进 Vec，TimedOut 就返回这个 Vec。流一被释放就关闭了，所以要留着。

lesson-07-backlog-smallest = backlog 为 0，和为 1
    .why = 谁要是相信这个数就是队列的大小，就会以为 0 谁也不让进。试一试。
    .next = 找一找你的程序有没有把 0 当成特殊情况，或者没有数过就打印 N + 1。
    .hint-1 = N 为 0 时，你的程序到底连接了没有？
    .hint-2 = 它先连接，然后才知道：第一次尝试就说明有没有位置。
    .hint-3 = 在 connect_until_one_waits 里：loop，里面对 TcpStream::connect_timeout(&address, PATIENCE) 用 match。结束循环的不是哪个数，只有 TimedOut。

lesson-07-backlog-few-descriptors = 不是每个错误都说明队列满了
    .why = 只有 40 个描述符，谁也连不出 101 个连接：队列还远没有满，connect 就以“打开的文件太多”失败了。把每个错误都当成计数的终点，打印出来的数就是错的。
    .next = 看看 backlog.rs 里的 connect_until_one_waits：有一种错误是计数的终点，其他的都是程序的错误。
    .hint-1 = 在同一个终端里先 `ulimit -n 40`，你的程序打印什么？
    .hint-2 = 看错误的 kind：只有既没有成、也没有被拒绝的连接，才说明没有位置了。
    .hint-3 = Err(why) if why.kind() == ErrorKind::TimedOut => return Ok(completed)，下面是 Err(why) => return Err(why)。

lesson-07-backlog-ends = 一切都开着，直到它的标准输入结束
    .why = 程序等待的时候，另一个终端可以看到那个满了的队列（ss -tln）。而一个谁也看不到的队列，什么也证明不了。
    .next = 看看 listen 和 connect_until_one_waits 返回什么：main 把它们留在变量里，直到标准输入来了一行，或者结束。
    .hint-1 = main 等待的时候，哪些变量装着监听套接字和连接？
    .hint-2 = 只计数而不留下的流会被释放，也就关闭了。名为 _ 的变量会立刻释放它的值；名为 _listener 的会一直留到 main 结束。
    .hint-3 = 在 connect_until_one_waits 里：每个 Ok(stream) 都 completed.push(stream)，最后返回 Ok(completed)。在 listen 里：返回 Ok((socket, address))。

lesson-07-rebind-four-lines = 四行，每一对服务器一行
    .why = 两个服务器，各自设置或不设置这个选项，一共四种情况。只有四种摆在一起，才看得出是哪一个服务器说了算。
    .next = 这几行在 rebind.rs 的 main 里已经给好。看看 bind 和 leave_in_time_wait 返回什么。
    .hint-1 = 你的程序走完四种了吗，还是被一个错误中途结束了？
    .hint-2 = 第二个服务器 bind 失败是一个答案，不是程序的失败。在那之前失败的才是。
    .hint-3 = 在 bind 里：Socket::new、set_reuse_address(reuse)、bind(&address.into())，每个都带 `?`，最后返回套接字。

lesson-07-rebind-time-wait = 那个端口真的停在 TIME_WAIT
    .why = 谁先关闭，TIME_WAIT 就在谁那里。如果客户端先关闭，服务器的端口立刻就空出来了，实验什么也看不到。端口有没有停在那里，内核看得见。
    .next = 看看 rebind.rs 里的 leave_in_time_wait：accept，然后先关闭服务器这一端，再让客户端看到结尾并关闭。
    .hint-1 = 两端之中，你的程序先关闭哪一端？
    .hint-2 = drop(server) 发出 FIN。客户端一直读到结尾，这样它一定是后关的；函数返回时它就关闭了。
    .hint-3 = 在 leave_in_time_wait 里：listen、TcpStream::connect、accept、drop(server)、client.read_to_end(…)。返回时两端都要已关闭，监听套接字也一样。

lesson-07-rebind-answers = 每一行都是 bind 的回答
    .why = 都说 SO_REUSEADDR 能让重启的服务器绑定成功。在 Linux 上，只有前一个服务器也设置过它才行：停在那里的连接记得这件事。所以每个服务器都要设置它，总是在 bind 之前。
    .next = 看看 rebind.rs 的 bind 里是哪个套接字得到这个选项，以及 leave_in_time_wait 有没有把它的 reuse 传下去。
    .hint-1 = 第一个服务器已经不在了，它的选项还能改变什么？
    .hint-2 = 停在那里的连接从监听套接字继承了这个选项。要在 bind 之前设置，而且只在要求时设置。
    .hint-3 = 在 bind 里：set_reuse_address(reuse) 放在 Socket::new 和 bind 之间。在 leave_in_time_wait 里：bind(ANY_PORT.into(), reuse)。std 的 TcpListener::bind 会总是设置它。

witness-no-listener = 你的 { $program } 说它在 { $address } 监听，而内核显示那里没有人监听。
witness-left-too-early = 还没有人结束你的 { $program } 的标准输入，它就已经结束了。在那之前，它应当让监听套接字和各个连接一直开着。
witness-other-backlog = 要求你的 { $program } 的 backlog 是 { $asked }，而内核显示它的监听套接字的 backlog 是 { $backlog }。
witness-never-full = 内核显示你的 { $program } 的队列里有 { $waiting } 个连接，而且从来没有因为没有位置而丢弃过谁：队列还没有满，你的程序就停下了。
witness-not-held = 你的 { $program } 完成了 { $waiting } 个连接，而内核显示它只让其中 { $held } 个还开着。这时还没有人结束它的标准输入。
witness-no-time-wait = 你的 { $program } 说它在 { $address } 留下了一个停在 TIME_WAIT 的连接（{ $first }，然后 { $second }），而内核显示那里没有。

skipped-one-family = 已跳过：这个系统只有 IPv4 的套接字
skipped-other-limits = 已跳过：这个系统拒绝了这项检查要设置的一个值
skipped-too-slow = 已跳过：这台机器用的时间太久，端口也许已经停够了一分钟
skipped-no-network = 已跳过：这个系统不给程序一个可以改设置的、自己的网络

diagnosis-another-socket-listed = 这是另一个套接字的列表：它的地址族是 { $family }，类型是 { $type }。要求的是 { $options }。
    .next = 看看套接字在哪里创建：所要求的地址族和类型应当放进 Socket::new。
diagnosis-refused-option-listed = 列表里有 { $name }，而内核拒绝对这样的套接字说它的值：这个套接字没有该选项。
    .next = 看看 get 的 Err 变成了什么：它不该有行。unwrap_or 会造出一个谁也没有的值。
diagnosis-buffers-swapped = SO_RCVBUF 和 SO_SNDBUF 的值互换了位置。
    .next = RCV 是接收缓冲区，SND 是发送缓冲区。看看 get 里它们的分支。
diagnosis-no-json = 打印出来的不是一个 JSON 值：{ $why }。
    .next = 看看加上 --json 时打印的一切：只有一个值，前后都没有别的。
diagnosis-numbers-as-text = 数字是有的，但在引号里：它们成了文本。
    .next = 把数字本身交给 json!，不要交 to_string 或 format! 的结果。
diagnosis-values-not-asked = 在这个网络里，新套接字有另外的值。你的 sockopt 没有去问：这些值是写死在什么地方的。
    .next = 在你的程序里找一个本该是调用的数字。
diagnosis-never-read-back = 打印的 got 就是所请求的。内核给的其实是另一个值，再读一次就看得到。
    .next = set 之后对同一个套接字调用 get，打印它的结果。
diagnosis-other-socket-read = { $before } 是新套接字的值。要么这个选项没有设置在被读的那个套接字上，要么是在设置之前读的。
    .next = 用一个套接字：先 set，再 get。也看看 set 里这个名字的分支，调用的是不是正是设置这个选项的方法。
diagnosis-other-unit = 这个数差了一千倍：把秒当成了毫秒，或者把毫秒当成了秒。
    .next = SO_RCVTIMEO 和 SO_SNDTIMEO 的请求和显示都用毫秒，SO_LINGER 用秒。
diagnosis-reason-without-need = 打印了一个原因，其实没有什么要说明的：得到的就是所请求的。
diagnosis-no-reason = 内核给的不是所请求的，却没有一行说明为什么。
    .next = 看看 ask 的末尾：如果 why 返回 Some，就把它打印成单独一行，前面是 "why: "。
diagnosis-other-reason = 请求 { $asked } 而得到 { $got }，是另一个原因：{ $reason }。这些词在讲义的表里。
diagnosis-refusal-ignored = { $name } 不能设置成这个值，你的 sockopt 却以 0 退出，好像设置成了一样。
    .next = 看看 set 的结果到哪里去了：`?` 会把错误交上去。对 SO_TYPE 和 SO_ERROR，set 要自己返回一个错误。
diagnosis-every-error-is-the-end = 你的程序描述符用完了，却把这当成队列满了。
    .next = 看看结束计数的错误是哪一种：只有 TimedOut 才说明没有位置了。
diagnosis-other-count = 你的 backlog 说是 { $said }。内核显示它的队列里有 { $waiting } 个连接。
    .next = 数 connect_timeout 完成了多少个，每个流都留着，绝不 accept。
diagnosis-first-always-reuses = 在你的四个回答里，只有第二个服务器的选项起作用。在 Linux 上，第一个服务器每次都设置了这个选项时才会这样。
    .next = 看看第一个服务器的监听套接字：std 的 TcpListener::bind 不用要求就设置了 SO_REUSEADDR。要用 Socket::new 来创建。
diagnosis-second-always-reuses = 在你的四个回答里，只有第一个服务器的选项起作用。在 Linux 上，第二个服务器每次都设置了这个选项时才会这样。
    .next = 看看第二个服务器的套接字：那一行说有，它才应当有 SO_REUSEADDR。std 的 TcpListener::bind 不用要求就设置了它。
diagnosis-always-bound = 四种情况下都说 bind 成功了。在 Linux 上，只有两个服务器都有这个选项时它才成功：要么所有服务器都设置了它，要么打印的不是 bind 的回答。
    .next = 看看 rebind.rs 里的 bind：应当是 set_reuse_address(reuse)，不是 set_reuse_address(true)；bind 的错误用 `?` 交上去。
diagnosis-never-bound = 四种情况下 bind 都失败了。两边都有这个选项时它本应成功，除非那里还有人在监听，或者两个之中有一个没有在 bind 之前设置它。
    .next = 看看 bind 里的顺序：set_reuse_address 在 bind 之前。再看看 leave_in_time_wait 返回时，监听套接字是不是已经释放了。
