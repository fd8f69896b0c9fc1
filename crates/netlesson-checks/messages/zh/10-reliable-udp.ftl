lesson-10 = 可靠的 UDP

lesson-10-ready-line = 服务器在那里，并说出在哪里
    .why = 从 bind 起，发到这个 UDP 端口的一切都等着它的程序来取。端口 0 请系统给任意一个空闲端口，所以只有套接字自己知道拿到的是哪个。
    .next = 起始代码里已经写好：见 src/bin/server.rs 的 main。
    .hint-1 = 哪个调用让套接字有了端口？
    .hint-2 = bind。要打印的是套接字自己的地址（local_addr），不是所要求的那个。
    .hint-3 = 在 main 里：UdpSocket::bind、local_addr，然后是 "listening on …" 那一行。

lesson-10-port-taken = 端口被占用时要说出来
    .why = 两个程序不能拥有同一个 UDP 端口。"error: cannot listen on ADDR: Address already in use" 马上就说清楚。
    .next = 起始代码里已经写好：main 把 bind 的错误按 "error: cannot listen on ADDR: WHY" 打印，以 1 退出。
    .hint-1 = 哪个调用会发现端口是别人的？
    .hint-2 = bind 返回 Result，它的错误属于 main 打印的那一行。
    .hint-3 = 在 main 里用 UdpSocket::bind(address)，不用 unwrap，而用 .unwrap_or_else(|why| fail(format_args!("cannot listen on {"{"}address{"}"}"), why))

lesson-10-no-folder = 文件夹不存在时要说出来
    .why = 没有文件夹的服务器可能收完整个文件才发现。"error: cannot open DIR: No such file or directory" 一开始就说清楚。
    .next = 起始代码里已经写好：src/receiver.rs 的 Folder::open 返回错误，main 打印出来。
    .hint-1 = 你的服务器什么时候第一次碰它的文件夹？
    .hint-2 = 在监听之前。文件夹不存在，或者是个文件，在它里面建文件夹就会失败。
    .hint-3 = Folder::open 调用的是 fs::create_dir，不是 fs::create_dir_all，后者会把缺的文件夹也建出来。

lesson-10-golden-packet = 第 0 包发出，每个字节都与约定相同
    .why = 一个字节是种类，四个字节是编号，高位在前：这是网络字节序，在这里就是约定。后面都是载荷；第 0 包里装着通告。
    .next = 看看 src/packet.rs 的 to_bytes，以及 `packet` 为编号 0 做出什么。
    .hint-1 = 后面还有别的包时，第 0 包的 JSON 前面是哪五个字节？
    .hint-2 = 00，以及 00 00 00 00。只有最后一个包的种类是 01。
    .hint-3 = [&[kind], &number.to_be_bytes()[..], payload].concat()

lesson-10-golden-acknowledgement = 第 0 包得到确认，每个字节都与约定相同
    .why = 02，以及接下来等着的包的编号：第 0 包之后是 1。它说的是“这之前的都到了”，所以一个确认可以补上十个丢掉的。
    .next = 看看 src/packet.rs 的 from_bytes 和 to_bytes，以及 `take` 数的是什么。
    .hint-1 = 第 0 包到了。接下来等的是哪个？
    .hint-2 = 第 1 包，所以回答是 02 00 00 00 01。是下一个编号，不是上一个。
    .hint-3 = 第 0 包的载荷虽然不是文件的一部分，`take` 也要把 `expected` 加一。

witness-kept-out = 你的 { $program } 过了十五秒还没有回答另一个客户端，而它正在服务的那个什么也没说。
witness-beyond-the-last = 你的 { $program } 发出了 { $number } 号包，而 { $last } 号包说自己是最后一个。
witness-gave-up-too-early = 你的 { $program } 启动后不到五秒就放弃了。十个里丢三个的线路，有时会连着丢很多个：没有新的确认，要过好几秒才说明问题。

lesson-10-stores-a-file = 文件一包一包地到达
    .why = 这就是停等，最简单的办法：一个包，它的确认，再下一个包。在什么也不丢的线路上，服务器最后有了整个文件和它的名字；客户端安静一阵之后，服务器就结束。
    .next = 看看 src/receiver.rs 的 `take`；调用它的 receive_file 已经写好。
    .hint-1 = 哪些包的载荷属于文件？
    .hint-2 = 从第 1 包起。按编号的次序写下来，就是文件。
    .hint-3 = 在 `take` 里：不是等着的编号就返回 Ok(false)；否则写下来（从第 1 包起），加一，返回 Ok(true)。

lesson-10-many-packets = 包多得一个字节编不下
    .why = 第 256 包是 00 00 01 00。字节次序不对，或者只留一个字节，到第 255 包为止都是对的。一个包也可以少于 1200 字节：它属于哪里，只由编号说了算。
    .next = 看看编号怎样变成四个字节，四个字节怎样变成编号；再找一找服务器里有没有用编号乘以 1200。
    .hint-1 = 高位在前，编号 258 是哪四个字节？
    .hint-2 = 00 00 01 02。u32::to_be_bytes 和 u32::from_be_bytes 就是做这个的。
    .hint-3 = split_first_chunk 把四个字节作为数组给出来，from_be_bytes 要的正是它。

lesson-10-empty-file = 空文件也是文件
    .why = 通告之后没有字节可发。要么第 0 包自己是最后一个，要么一个空的第 1 包是：只由种类决定。
    .next = 看看你的服务器对第 0 包和没有载荷的包，是不是也认 01 这个种类。
    .hint-1 = 服务器凭什么知道一个包是最后一个？
    .hint-2 = 凭种类 01。长度和编号都不说明这一点。
    .hint-3 = 在 from_bytes 里，last 就是 kind == LAST，不管编号和长度。

lesson-10-not-seen-until-whole = 看不到半个文件
    .why = 和第 8 课一样：文件夹里的名字是“文件完整”的承诺。包可能永远不来，半个文件是常事，不是例外。
    .next = 起始代码里已经写好：字节进入分片，`store` 给它改名。确认 `take` 只写 self.file。
    .hint-1 = 最后一个包到来之前，字节放在哪里？
    .hint-2 = 在 .parts 文件夹里，客户端的名字到不了那里。
    .hint-3 = `take` 里用 self.file.write_all(payload)，没有别的名字。

lesson-10-repeated = 来几次也只写一次
    .why = 确认丢了，客户端把服务器早就有的再发一次。再写一次，文件就变长了；不回答，客户端就永远发下去。
    .next = 看看编号比等着的小时 `take` 做什么：什么也不写，但照样回答。
    .hint-1 = 第 3 包第二次到来。客户端不知道的是什么？
    .hint-2 = 不知道它已经到了。所以再告诉它等的是哪个，什么也不写。
    .hint-3 = if number != self.expected {"{"} return Ok(false) {"}"}：receive_file 接着用等着的编号回答。

lesson-10-out-of-order = 赶到前面的，也不能写在前面
    .why = 真实网络里，包走的路不一样。第 2 包可能先于第 1 包到来；来什么写什么，字节一个不少，次序却错了。
    .next = 看看编号比等着的大时 `take` 做什么。
    .hint-1 = 第 2 包到了，第 1 包没到。可以写什么？
    .hint-2 = 还什么都不能写。最简单的是放掉它：它会再发来。
    .hint-3 = if number != self.expected {"{"} return Ok(false) {"}"} 对来得太早和太晚的都管用。

lesson-10-gap = 缺口不能被确认掉
    .why = “下一个是 5”说的是 0 到 4 都到了。如果第 2 包还缺着，因为来了第 4 包就这么说，客户端就会忘掉第 2 包，再也没有人发它。
    .next = 看看回答的是什么：永远是等着的编号，从来不是来的编号。
    .hint-1 = 第 0、1、3 包到了。对第 3 包回答哪个编号？
    .hint-2 = 2。在第 2 包到来之前一直是 2。
    .hint-3 = acknowledge(socket, client, arrival.expected()) 已经写好；`expected` 在 `take` 里加一，只为等着的那个包。

lesson-10-last-too-early = 还缺一个包，最后一个包就不是结束
    .why = 最后一个包也可能赶到别的前面。它一来就结束的，文件里有个洞。
    .next = 看看 `take` 对不是等着的包返回什么，哪怕它是最后一个。
    .hint-1 = 文件什么时候是完整的？
    .hint-2 = 当最后一个包正是等着的那个：那时它之前的都到了。
    .hint-3 = `take` 只对等着的包返回 Ok(true)；receive_file 只在那时保存文件。

lesson-10-last-again = 最后的确认丢了，又来询问
    .why = 服务器什么都有了，可以回家了。但它最后一句话可能丢了，那样客户端就对着空房子喊，一直喊到放弃。谁也不能完全确定对方知道（两军问题）：在客户端的最后一个包之后至少再留一秒，可能性就足够大。
    .next = 看看 src/bin/server.rs 的 answer_repeats。
    .hint-1 = 最后一个包的确认丢了，客户端怎么办？
    .hint-2 = 再发一次。得有人在那里回答；LINGER 这么久什么也没来，就说明它听到了。
    .hint-3 = 循环里：用 LINGER 还剩的时间作读超时来接收；来了这个客户端的数据包就再 acknowledge(…)，LINGER 重新开始。

lesson-10-wrong-md5 = 与通告不符的字节不保存，也不确认到底
    .why = 这个协议里没有“错了”这个词。服务器能做的只是不说最后一个包之后的“下一个是……”：客户端一直听不到，就知道文件没有保存。
    .next = 起始代码里已经写好：receive_file 先保存，后确认。确认 `take` 数的和写的都对。
    .hint-1 = 最后一个包的确认承诺了什么？
    .hint-2 = 文件已经保存。所以它在比较 md5 之后才来，或者根本不来。
    .hint-3 = 在 receive_file 里，对最后一个包：match folder.store(&arrival)，Ok 就返回 arrival，Err 就打印 "error: …"。只有 main 在那之后才确认它。

lesson-10-not-a-packet = 不是包的略过去
    .why = 谁都可以往 UDP 端口发任何东西：什么也没有、一个字节、不存在的种类、来历不明的编号。哪一样都不能让服务器结束，也不能进到文件里。
    .next = 看看 src/packet.rs 的 from_bytes：不足五个字节，或者是别的种类，就是 None；知道长度之前不用下标。
    .hint-1 = 数据报只有三个字节，bytes[1..5] 会怎样？
    .hint-2 = 会 panic。split_first 和 split_first_chunk 则给出 None。
    .hint-3 = let (&kind, rest) = bytes.split_first()?; let (number, payload) = rest.split_first_chunk()?; 别的种类返回 None。

lesson-10-stranger = 陌生人发来的不属于这个文件
    .why = 没有连接可以把别人挡在外面。编号正好的包可能来自任何地方；它是谁的，只有发送者的地址能说明。
    .next = 起始代码里已经写好：receive_file 把发送者与正在到来的文件的客户端比较。
    .hint-1 = 哪两个客户端都可能发第 3 包？
    .hint-2 = 任何两个。文件属于第 0 包来的那个地址。
    .hint-3 = receive_file 里用 arriving.take_if(|arrival| arrival.client == client)，得到 None 就 `continue`。

lesson-10-silent-client = 沉默了的客户端，不会永远把别人挡在外面
    .why = 数据报后面没有流的结束：关了机的客户端，看起来和慢的一样。一直等它的服务器会等到永远，别人也跟着等。几秒钟的沉默就该够了。
    .next = 看看另一个客户端的 0 号包到来的地方，还有 is_abandoned。
    .hint-1 = 你的服务器怎么知道正在服务的客户端已经走了？
    .hint-2 = 根本不知道，除非它看时钟：记下最后一个包是什么时候来的。
    .hint-3 = 起始代码里已经有了：客户端的每个包都更新 `heard`；超过 PATIENCE 没有包，另一个客户端的 0 号包就重新开始。

lesson-10-one-component = 没有名字能走出文件夹
    .why = 和第 8 课一样：名字来自陌生人。不能接受的通告不确认，服务器等下一个。
    .next = 起始代码里已经写好：src/announcement.rs 的 Announcement::from_json。
    .hint-1 = name 是 "/etc/passwd"、".." 或 "" 时，DIR.join(name) 是什么？
    .hint-2 = 不在 DIR 里的东西。这样的名字要拒绝，不要修补。
    .hint-3 = 在 from_json 里，对解码之后的名字：if matches!(name, "" | "." | "..") || name.contains(['/', '\\', '\0'])，就返回 Err(invalid(…))。

lesson-10-asks-again = 没有确认的再发一次
    .why = 什么也没回来，说明不了什么：可能丢了包，也可能丢了回答。唯一管用的是时钟。没有时钟的等待是永远的等待。
    .next = 看看 src/sender.rs 的 acknowledgement 和 `send`：时间一到，就从窗口的开头再发。
    .hint-1 = 什么也不来时，阻塞的接收怎样才会返回？
    .hint-2 = 设了读超时就会返回错误，种类是 WouldBlock 或 TimedOut。
    .hint-3 = 在 acknowledgement 里，接收之前 socket.set_read_timeout(Some(left))；没有时间了就是 None。在 `send` 里：next = base。

lesson-10-sends-a-file = 客户端把每个字节发一次，并标出结尾
    .why = 1200 字节装一个包，1201 装两个，2400 装两个而不是三个。错误就住在这些边上：多一个字节，少一个字节，没有标出的结尾。最后一个文件超过 255 个包：编号占四个字节。
    .next = 看看 src/sender.rs 的 `packet`：第 n 包从哪里开始，有多长，哪个是最后一个。
    .hint-1 = 第 1 包从文件的哪个字节开始？第 2 包呢？
    .hint-2 = 从 0 和 1200：第 0 包是通告。最后一个包装剩下的 1 到 1200 字节。
    .hint-3 = Seek 到 u64::from(number - 1) * 1200，take(1200)，read_to_end；last 就是 number == self.last。

lesson-10-empty-file-sent = 客户端发送空文件
    .why = 通告之后什么也没有，可总得有最后一个包。
    .next = 看看对 0 字节的文件，你的客户端把哪个标成最后一个包。
    .hint-1 = 0 字节的文件有几个包？
    .hint-2 = 一个，就是通告。那它就是最后一个。（用一个空的第 1 包作最后一个也对。）
    .hint-3 = 0.div_ceil(1200) 是 0，所以 self.last 是 0，第 0 包正好与它相等。

lesson-10-lost-packet = 丢掉的包一直发到它到为止
    .why = 这里最多丢四个包，每个丢两次。再发的也可能再丢：定时器不会在第二次就停下。
    .next = 看看时间到时 `send` 回到哪里：回到第一个还没有确认的包。
    .hint-1 = 第 5 到 9 包在路上，回答一直是 5。缺的是什么？
    .hint-2 = 至少缺第 5 包。回到它，从那里再发。
    .hint-3 = next = base；定时器每次都重新开始。

lesson-10-last-unanswered = 客户端留到最后一个包得到确认
    .why = 全都发出去了还不是结束：最后一个包和别的一样会丢，在这里就丢了两次。满意得太早，就留下一个没有文件结尾的服务器。
    .next = 看看 `send` 什么时候结束：全部确认了，才算成功；很久没有任何进展，才返回错误，两次没有回音还不够。
    .hint-1 = 客户端结束时，哪个编号必须已经被确认？
    .hint-2 = 最后一个包之后的那个编号。
    .hint-3 = while base < end，其中 end = self.last + 1。next == end 只说明全都发出了。

lesson-10-odd-acknowledgements = 旧的确认，和对从未发出的包的确认
    .why = 旧的确认来得晚，或者来两次：当作新消息，窗口就会往回跳。对从未发出的包的确认，只能是错误或谎言：相信了，文件就断在中间。
    .next = 看看 `send` 把哪些编号当作进展：大于 base，不大于已经发出过的。
    .hint-1 = 7 之前的都确认了，发出过 12 个包。哪些编号是新消息？
    .hint-2 = 8 到 12。别的什么也不改变。
    .hint-3 = Some(acknowledged) if acknowledged > base && acknowledged <= sent

lesson-10-not-an-acknowledgement = 不是确认的略过去
    .why = 半个确认，别的种类，三千字节的废话：都会来到你等着 02 和编号的地方。
    .next = 看看 src/packet.rs 的 from_bytes，以及 acknowledgement 对别的种类做什么。
    .hint-1 = 你的客户端收到一个数据包时做什么？
    .hint-2 = 那不是给它的。在剩下的时间里继续等。
    .hint-3 = acknowledgement 的 match 里 Ok(_) => {"{}"}；不是我们的，from_bytes 就返回 None。

lesson-10-stranger-to-the-client = 只有它的服务器说了算
    .why = 猜到端口的人都可以发确认。相信了，客户端就会忘掉服务器从未收到的包。
    .next = 起始代码里已经写好：客户端的套接字是连接过的，只接收那一个地址的数据报。
    .hint-1 = connect 对 UDP 套接字做了什么？
    .hint-2 = 什么也没发出。但从此只从这一个对方接收。
    .hint-3 = 在 src/bin/client.rs 的 `connect` 里用 socket.connect(server)?。没有连接的套接字，要把 recv_from 给出的发送者与服务器比较。

lesson-10-no-answer = 没有人回答，客户端就放弃
    .why = 永远重发不是美德，马上放弃也不是：糟糕的线路会连着丢很多个。5 到 12 秒没有新的确认，就该告诉人："error: no answer from ADDR: …"，退出码 1。这里偶尔只来一个旧的确认，那不是新消息。
    .next = 看看 `send` 量的是什么：从上一次有东西被确认算起，不是从上一次发送算起，也不是从上一次收到什么算起。
    .hint-1 = 哪个时钟能说明没有人在那里？
    .hint-2 = 每次有进展就重新开始、此外都不重新开始的那个。
    .hint-3 = None if progress.elapsed() > PATIENCE => return Err(…)，放在往回走的那一支前面。

lesson-10-nobody-listens = 没有服务器，客户端会说出来
    .why = 在同一台机器上，关着的端口会回答 "Connection refused"；连接过的 UDP 套接字在下一次调用时得知。在真实网络里往往什么也不回答。两种情况都以同一行结束。
    .next = 用 `?` 把发送和接收的错误交上去；main 打印 "error: no answer from ADDR: WHY"。
    .hint-1 = 数据报被拒绝，哪个调用会得知？
    .hint-2 = 这个套接字上的下一个调用，发送或接收都可能。
    .hint-3 = `send` 里的 socket.send 用 `?`；acknowledgement 里，在超时之后 Err(why) => return Err(why)。

lesson-10-cannot-read = 读不了的文件要说出来
    .why = 写错名字是最常见的错误。"error: cannot read FILE: No such file or directory" 在发出任何东西之前就说出来。
    .next = 起始代码里已经写好：src/announcement.rs 的 Announcement::of，以及 main。
    .hint-1 = 第一个包发出之前要读什么？
    .hint-2 = 为了 md5 要读整个文件。那里的错误就是文件的错误。
    .hint-3 = 在 main 里：先用 Announcement::of(Path::new(&path))，它的错误用 fail(format_args!("cannot read {"{"}path{"}"}"), why) 说出来，然后才 `connect`。

lesson-10-clean-wire = 经过一条什么也不做的线路
    .why = 从这里起，你的两个程序之间有一条线路。这一条什么都送到，各一次，按次序：在这里失败的，与丢包无关。
    .next = 找一找哪个地址被当作理所当然：服务器看到的是线路的地址，并往那里回答。
    .hint-1 = 服务器把回答发到哪里？
    .hint-2 = 发到包来的地方，不管那是谁。
    .hint-3 = acknowledge(socket, client, …) 里的 `client` 就是 `receive` 返回的那个；socket.connect(server) 用参数里的地址。代码里没有别的地址，也没有端口。

lesson-10-a-tenth-lost = 来去各丢十分之一
    .why = 包会丢，确认也会丢，谁也分不清丢的是哪个。文件最后必须一个字节不差地在那里，两个程序都必须结束。
    .next = 看看上面的事件：哪个包一再发出，对它的回答是什么？
    .hint-1 = 最后是谁在等谁？
    .hint-2 = 客户端等确认，那它就得再发；服务器等包，那它来什么都得回答。
    .hint-3 = 每个数据包都用等着的编号回答，没有写下来的也一样。每次超时都要再发。

lesson-10-three-in-ten-lost = 来去各丢十分之三
    .why = 一个包和它的确认都通过，100 次里有 49 次。它只是更久，别的什么也不变：慢是对的，错还是错。
    .next = 找一找有没有什么只试一定次数。
    .hint-1 = 连续五次都失败的可能性有多大？
    .hint-2 = 0.51 的五次方：三十分之一。四十个包里，这种事一直在发生。
    .hint-3 = 按上一次进展以来的时间（好几秒）放弃，不要按次数。

lesson-10-all-repeated = 十分之三来两次
    .why = 网络可能把一个数据报送两次。重发的人自己也是这样做的。
    .next = 看看同一个编号的第二个确认在客户端做什么，第二个包在服务器做什么：什么也不做。
    .hint-1 = 同样的确认又来一次，什么变了？
    .hint-2 = 什么也没变：它不比 base 大。要是每个第二次都让你把全部再发，就会越来越多。
    .hint-3 = 不是进展的确认都是 Some(_) => {"{}"}。

lesson-10-disordered = 十分之三排到下一个后面
    .why = 它们都在，只是次序不对。确认也可能被超过：那样旧的编号最后才来。
    .next = 看看 base 会不会变小，expected 是不是只会加一。
    .hint-1 = 确认 7 和 6 先后到来。之后 base 是多少？
    .hint-2 = 7。它只会变大。
    .hint-3 = `send` 里的 acknowledged > base；`take` 里的 number != self.expected。

lesson-10-all-at-once = 丢失、重复、乱序，一起来
    .why = 这是一个很糟的网络，糟得不能再糟。md5 说明这些一点也没有进到文件里：TCP 每天为你做的就是这个。（最后一个包的确认一个也没有通过时，你的客户端无从知道文件已经保存。只有那时，"error: no answer from ADDR: …" 才是对的。）
    .next = 前面三条线路都通过了，就在上面的事件里找：从哪一刻起再也不动了。
    .hint-1 = 最后被确认的是哪个编号，之后发的是哪些包？
    .hint-2 = 正是那个编号的包必须在其中，一次又一次，直到它通过。
    .hint-3 = base、next 和 sent：往回走之后 next 是 base；sent 保持不变，否则好的确认会被拒绝。
