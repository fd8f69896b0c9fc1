lesson-09 = 数据报的极限

lesson-09-largest-payload = 最大的载荷，是发送过、而且完整到达的那个
    .why = 教程给出的极限五花八门：512、1472、8192、65535。检查程序刚刚用自己的套接字量过这个内核的极限。试出来的数不会错。
    .next = 看看 lib.rs 里的 longest：发送、接收、比较长度。从上往下，第一个完整到达的就是最大的。
    .hint-1 = 哪个长度肯定太长？怎样找到它下面第一个行得通的？
    .hint-2 = 太长的，send 会返回错误。从 TOO_LONG 起一个一个往下，直到某次 send 成功，再看它是不是带着全部字节到达。
    .hint-3 = 在 longest 里：for length in (0..=TOO_LONG).rev()，对 sender.send(&payload[..length]) 用 match；receive 给出 Some(length) 时返回这个长度。

lesson-09-one-byte-more = 再多一个字节就被拒绝，内核会说为什么
    .why = 首部里给长度的只有 16 位，这个长度装不下，所以内核拒绝发送（EMSGSIZE）。没有截断，也什么都没有发出去。TCP 上没有这种错误，因为流里没有消息。
    .next = 看看 lib.rs 里的 longest：留住 send 的最后一个错误，和长度一起返回。
    .hint-1 = 成功的那次之前，send 遇到的是什么错误？
    .hint-2 = 每次拒绝都取代前一次；send 成功时留下的那个，就是多一个字节时的错误。
    .hint-3 = 在 longest 里：Err(why) => refusal = why，并返回 Ok((length, refusal))。

lesson-09-cut-datagram = 装不下的就没有了
    .why = 一次 recv 取走一个数据报，能装多少取多少。其余的被扔掉，不会像流那样留给下一次。缓冲区太小就会丢数据，而且没有错误。
    .next = 看看 lib.rs 里的 left_of：只留一个字节的位置，一次又一次地接收，直到什么也不来。
    .hint-1 = 你交给 recv 的缓冲区有几个字节？
    .hint-2 = 一个。第一次 recv 拿到第一个字节；如果还有剩下的，第二次会拿到。把来的都收集起来。
    .hint-3 = 在 left_of 里：let mut room = [0]；while let Some(length) = receive(&receiver, &mut room)?，把 room[..length] 接到一个 Vec 的后面。

lesson-09-empty-datagram = 空的数据报会到达，长度是 0
    .why = 在流上，recv 得到 0 字节表示结尾。一个字节也没有的数据报却是一条普通的消息：它有首部，它会到达，recv 返回 0。
    .next = 看看 lib.rs 里的 length_of_empty：发送一个空切片，返回 receive 说的。
    .hint-1 = 一个字节也不给，send 到底发送了东西没有？
    .hint-2 = 在 UDP 上会发送。receive 对它给出 Some(0)，什么也没来时才是 None。
    .hint-3 = 在 length_of_empty 里：sender.send(&[])?，然后用几个字节的缓冲区 receive。

lesson-09-nobody-there = 已连接的套接字会知道那里没有人
    .why = “UDP 客户端永远不知道没有人监听”，并非如此。对方的内核会回一个 ICMP 端口不可达，已连接的套接字在下一次调用时就会听到：ECONNREFUSED。
    .next = 看看 lib.rs 里的 learned，connected 为真的部分：connect、send，然后 receive。那次 receive 的错误就是它得知的。
    .hint-1 = 失败的是哪个调用：connect、第一次 send，还是之后的那个？
    .hint-2 = connect 只是记下地址，第一次 send 也发了出去。回来的消息告诉给之后的那个调用。
    .hint-3 = 在 learned 里：socket.connect(address)?，socket.send(…)?，然后 Ok(receive(&socket, &mut buffer).err())。

lesson-09-nobody-told = 没有连接的套接字什么也不知道
    .why = 同样的数据报，对方的内核同样地回答。但是一个可以发给任何人的套接字，分不清是哪一个数据报落了空，所以 Linux 什么也不告诉它，除非它用 IP_RECVERR 提出要求。大多数教程的客户端就是这样的套接字。
    .next = 看看 lib.rs 里的 learned，connected 为假的部分：用 send_to，前面没有 connect。
    .hint-1 = 对套接字来说，send 和 send_to 有什么区别？
    .hint-2 = connect 之后，套接字有了唯一的对方，来自那里的错误就是它的。只用 send_to 就没有。
    .hint-3 = 在 learned 里：connected 为真时 connect 再 send；否则只用 send_to(…, address)。receive 等待 PATIENCE，返回 None。

lesson-09-somebody-there = 那里有人时，就没有错误
    .why = 这一次的地址上有人接收，只是不说话。因为讲义里写着 "Connection refused" 就打印它的程序，并没有去问。
    .next = 看看 lib.rs 里的 learned：不管什么地址，它返回的都来自那个调用。两个套接字都要发送东西。
    .hint-1 = 什么也没有来、也没有出错时，receive 返回什么？
    .hint-2 = 过了 PATIENCE 返回 Ok(None)，显示为 nothing。
    .hint-3 = 在 learned 里：receive(…).err() 遇到错误是 Some，其他情况都是 None。

lesson-09-kept-datagrams = 留下来的要数出来
    .why = 没有读的数据报并不像有些人说的那样立刻丢失：它们等在接收缓冲区里。满了之后，内核丢弃后来的，谁也不告诉。装得下多少，既取决于它们的大小，也取决于这个内核怎样记账。
    .next = 看看 lib.rs 里的 kept：发送之前先设好大小，全部发完才开始接收，然后把所有还在的数出来。
    .hint-1 = 第一次 recv 是什么时候调用的：还在发送的时候，还是发完最后一个之后？
    .hint-2 = “没有人读”就是全部发完之前谁也不读。然后一直接收到 None。显示的大小是内核说的，不是所请求的。
    .hint-3 = 在 kept 里：SockRef::from(&receiver).set_recv_buffer_size(bytes)?，FLOOD 次 sender.send(&[0; PAYLOAD])?，数 receive 直到 None，把 recv_buffer_size() 和个数一起返回。

lesson-09-system-buffer = 不加 --buffer，就是系统自己的
    .why = 没有人请求时套接字得到的缓冲区，大多数程序都在用。很少有人知道它多快就满了。
    .next = 看看 lib.rs 里的 kept：None 时什么也不设置，大小照样要读。
    .hint-1 = asked 是 None 时，你的程序做什么？
    .hint-2 = 让套接字保持原样。recv_buffer_size 会说系统给了它多少。
    .hint-3 = 在 kept 里：设置的调用外面是 if let Some(bytes) = asked，别的都一样。

lesson-09-seven-lines = 七行，然后结束
    .why = 一个做测量的程序，说出它量到的，以 0 退出，此外保持安静：这样别人才能用它。
    .next = 这几行在 print_lines（probe.rs）里已经给好。找一找还打印了什么别的，或者有没有错误把程序中途结束。
    .hint-1 = 比讲义多了哪些行，或者少了哪些行？
    .hint-2 = 不给参数时，单词是 hello，地址是 127.0.0.1:9009，缓冲区是系统的。
    .hint-3 = 在 print_lines 里，各用一个 println! 打印：largest payload、one byte more、{"{"}word{"}"} into 1 byte、empty datagram、connected to、not connected to、buffer of。为了找错而打印的，用 eprintln!。

lesson-09-other-family = 在 IPv6 上，极限是另一个数
    .why = 在 IPv4 上，那 16 位把 IP 的首部也算在内；在 IPv6 上不算。所以最大的载荷正好差这 20 个字节。去测量的人用不着知道这一点。
    .next = 看看 lib.rs 里的 longest：套接字开在给它的 ip 上，从 TOO_LONG 开始。
    .hint-1 = longest 里有没有一个从书上抄来的数？
    .hint-2 = 唯一需要的，是一个肯定太长的数。往下的都试一试。
    .hint-3 = 在 longest 里：pair(ip)?，再加一个从 TOO_LONG 开始的循环。

lesson-09-own-network = 换一个网络，个数就不同
    .why = 检查程序让你的程序在它自己的一个网络里运行，那里 512 个字节要分成三个分片走（MTU 是 220），在缓冲区里占的位置和这里不同。那个网络里没有别人，所以内核的计数器说得出你的程序发送了多少，其中有多少没有位置。量出来的数和它们相符；算出来的，或者从哪里读来的，就不相符。
    .next = 看看 lib.rs 里的 kept：FLOOD 个数据报要全部发出去，数的是 receive 返回的。
    .hint-1 = 你的程序一共发送多少个数据报？有没有哪个数，它什么也没有发送就打印了？
    .hint-2 = 有五项测量各自至少要发一个，最后一项要把 10000 个全部发完。按大小算出来的个数，在一个网络里对，换一个就错。
    .hint-3 = 在 kept 里：for _ in 0..FLOOD，sender.send(&[0; PAYLOAD])?；然后 receive 每返回一个 Some 就 count += 1。在 longest、left_of、length_of_empty 和 learned 里：各自至少 send 一次。

lesson-09-no-network = 量不了的，要说出来
    .why = 检查程序让你的程序在一个连环回都没有启用的网络里运行：不管发送什么，得到的都是 "Network is unreachable"。这不是一个测量结果，也不是 panic 的理由：stderr 上的 "error: cannot measure: WHY" 和退出码 1，告诉提问的人没有答案，以及为什么。
    .next = 在 lib.rs 和 print_lines 里找一找 unwrap、expect，以及被丢掉的错误。交到 main 手里的错误，由 main 变成那一行。
    .hint-1 = pair 里的 connect 失败时，pair 返回什么？在你的函数里，它后来怎样了？
    .hint-2 = 每个函数都返回 io::Result。`?` 把错误交给调用者，一直到 main，由 main 调用 fail。
    .hint-3 = 在 lib.rs 的每个函数里：pair(ip)?，socket.connect(address)?，socket.send_to(…)?，sender.send(…)?。只有 longest 里 send 的错误要留住，因为那里要量的就是它。

lesson-09-json = 加上 --json，就是一个对象
    .why = 人比较的是行，程序比较的是成员。在那里错误是文本，没有得知的是 null，数出来的都是数字。
    .next = 看看 probe.rs 里的 print_json：一个对象，九个成员，名字见讲义。
    .hint-1 = 哪些成员是数字，哪些是文本，哪些可以是 null？
    .hint-2 = serde_json 的 json! 把 usize 变成数字，把 Option<String> 变成文本或 null。io::Error 要先变成文本。
    .hint-3 = 在 print_json 里：用和 print_lines 相同的函数全部量一遍，然后 println!("{"{"}{"}"}", json!(…)) 一次。

witness-never-asked = 你的 { $program } 打印一个套接字（{ $how }）得知了什么时，{ $address } 还没有收到它的任何东西：它没有去问。
witness-not-all-sent = 在它自己的网络里，你的 { $program } 一共发送了 { $sent } 个数据报：内核数过。那七行至少要 { $needed } 个：最后一行 10000 个，另外五项各一个。（被拒绝的不算发送。）
witness-more-than-kept = 你的 { $program } 说 10000 个里有 { $count } 个在缓冲区里。在这个网络里，内核数到它发送了 { $sent } 个数据报，其中 { $dropped } 个因为没有位置被丢弃：留下来的最多只能有 { $most } 个。

skipped-no-refusal = 已跳过：这个系统的内核不告诉套接字那里没有人
skipped-no-ipv6 = 已跳过：这个系统没有 IPv6 的环回地址

diagnosis-never-sent = { $said } 个字节从来没有完整地发送过：检查程序刚刚看到，这个内核拒绝这么长的数据报。
    .next = 看看 send 的 Err 到哪里去了。返回的长度应当是 send 成功、并且全部到达的那一个。
diagnosis-room-for-more = 整个单词都在。一个字节的缓冲区装不下它，其余的也不会留着：单词是收进了一个更大的缓冲区。
    .next = 看看交给 recv 的缓冲区：它有多长，一次 recv 就最多取多少。
diagnosis-connected-all-the-same = 内核只把这个错误告诉已连接的套接字。所以要么这个套接字也连接了，要么这一行重复了另一个套接字得知的。
    .next = connected 为假时，只有 send_to，没有 connect，而且要用自己的套接字。
diagnosis-asked-size-shown = 显示的是所请求的大小。内核给的是另一个（见第 7 课）。
    .next = 去问套接字：recv_buffer_size()。
diagnosis-buffer-not-set = 这是没有人请求时套接字的大小：接收的那个套接字没有设置 SO_RCVBUF。
    .next = 看看 --buffer 有没有传到 set_recv_buffer_size，以及它是对两个套接字中的哪一个调用的。
diagnosis-nothing-lost = 说是所有数据报都留下来了，可是这样的缓冲区装不下那么多。要么中间有人读了，要么数的是发送的个数。
    .next = 先全部发完，再接收，数的是收到的。
diagnosis-limit-of-four = 这是 IPv4 上的极限，而套接字本应是 IPv6 的。
    .next = 看看 longest 的套接字是不是绑定在给它的 ip 上，以及循环从哪里开始。
diagnosis-member-missing = 对象里没有成员 { $name }。
