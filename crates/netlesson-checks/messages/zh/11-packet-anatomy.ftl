lesson-11 = 解剖数据包

lesson-11-cannot-open = 打不开的文件要报告
    .why = "error: cannot read talk.pcap: No such file or directory" 告诉读者该怎么办；panic 做不到。
    .next = bin/dissect.rs 里已经写好：fs::read 的错误交给 fail。看看它变成了什么样。
    .hint-1 = 文件不存在时，fs::read 返回什么？
    .hint-2 = 一个带着系统原因的 Err。它应当放在 "error: cannot read PATH: " 的后面。
    .hint-3 = 像初始代码那样：fs::read(&path).unwrap_or_else(|why| fail(&cannot_read, why))。

lesson-11-no-capture = 不是抓包文件的要拒绝
    .why = 谁把随便一个文件当作抓包文件，就会把它开头的字节当作长度，打印出看着像数据包的胡话。
    .next = pcap.rs 的 open 里已经写好：24 个字节，四个 magic 之一，两种链路类型之一。看看它变成了什么样。
    .hint-1 = 凭哪些字节认出一个抓包文件？
    .hint-2 = 凭最前面的四个。不到 24 个字节的文件没有完整的首部；另一种链路类型，就是另一种数据包。
    .hint-3 = file.split_first_chunk::<24>()，不够就是 Err；对前四个字节 match，四个 magic 各有一个分支，其余的 `_ => return Err(not_one())`；链路类型在最后四个字节，1 和 101 也这样做。

lesson-11-a-line-for-each = 每个数据包有自己的一行
    .why = 抓包文件是一串记录：16 个字节说明数据包什么时候来、有多长，接着就是数据包。下一条记录从哪里开始，只有长度知道。
    .next = 看看 next_record（pcap.rs）：先是 16 个字节，然后是 captured_length 所说的那么多，剩下的留给下一次调用。
    .hint-1 = 一条记录的四个数里，哪一个说明文件里有数据包的多少字节？
    .hint-2 = 第三个，captured_length。第四个是在线路上有多少，可能更多。
    .hint-3 = self.rest.split_first_chunk::<16>() 给出首部（一个数组）和其余部分。数组的每四个字节是一个数，按文件的字节序；split_at_checked 把数据包和下一条记录分开。

lesson-11-byte-orders = 任何机器的抓包文件都能读
    .why = 抓包的机器按自己的字节序写数，秒以下的部分用微秒或者纳秒；是哪一种，magic 说了算。数据包里面则总是大端：那是网络的字节序。
    .next = 看看 next_record（pcap.rs）：记录里的每个数都要经过 number(self.big_endian, …)，秒以下的部分换算成纳秒。
    .hint-1 = 1 和 16777216 这两个数，在两种字节序里各是什么样子？
    .hint-2 = 同样的字节，顺序相反。self.big_endian 和 self.nanoseconds 在 open 里已经找到了。
    .hint-3 = 秒、秒以下的部分、抓到的长度、原来的长度：四个都用 number(self.big_endian, …)；秒以下的部分乘以 1000，除非 self.nanoseconds。

lesson-11-ipv4-header = 逐个字段显示 IPv4 首部
    .why = 二十个字节，从 1981 年起各有各的位置。有些字段只有几位，几个合用一个字节：版本和首部长度，标志和分片偏移。
    .next = 看看 ipv4.rs 的 read 和上面提到的成员，对照文件开头的图。要是提到的是校验和，就看 sum（checksum.rs）。
    .hint-1 = 这个字段从哪个字节开始，有几位？
    .hint-2 = 一个字节里的两个字段，用移位和掩码分开：first >> 4，first & 0x0f。标志和偏移合用的两个字节里，最高的三位是标志。
    .hint-3 = let [first, tos, t0, t1, i0, i1, f0, f1, ttl, protocol, c0, c1, addresses @ ..] = *fixed; 以及 u16::from_be_bytes([t0, t1])。接着调用的 open 是第 4 步。

lesson-11-ipv4-options = 显示 IPv4 首部的选项，后面的内容要到选项之后去找
    .why = 选项很少见，正因为这样，很多程序以为首部总是 20 个字节。有多少字节由 IHL 说，以四字节为单位。
    .next = 看看 open（ipv4.rs）：选项是从第 20 个字节到 ihl * 4，载荷从它们后面开始，校验和也包括它们。
    .hint-1 = 首部带八个字节的选项时，ihl 是多少？
    .hint-2 = 7：28 个字节，四个一组。载荷从第 28 个字节开始。
    .hint-3 = length = ihl * 4，bytes.get(..length) 是首部，bytes.get(20..length) 是选项。

lesson-11-header-checksum = 计算首部校验和，并作出判断
    .why = 路上的每个路由器都要重新计算它，因为生存时间变了。把好的首部的所有字加起来，连校验和也加进去，得到的全是 1。
    .next = 看看 sum 和 fold（checksum.rs），以及 open（ipv4.rs）是不是把整个首部交给了 Checksum::verified。
    .hint-1 = 和超出 16 位的时候，进位怎么办？
    .hint-2 = 加到最低位去。这又可能产生进位：所以要加到没有进位为止。
    .hint-3 = 用 u64 累加，每两个字节一个 from_be_bytes，剩下的交给 fold。取反由 verified 来做。

lesson-11-not-ipv4 = 不是 IPv4 的就不去动它
    .why = 一条线路上不只有一种协议。以太网帧里地址后面的两个字节说明是哪一种；IP 包在最前面的四位里说明自己的版本。
    .next = 看看 ipv4.rs 的 read：版本不是 4 就是错误，什么都还不显示。遇到别的 ethertype 怎么办，line.rs 里已经写好。
    .hint-1 = IPv6 包最前面的四位是什么？
    .hint-2 = 是 6。说好是 IPv4 的地方出现它，就是错误；也不显示 ipv4 成员，因为没有这样的首部。
    .hint-3 = 在 read 里：version != 4 就返回 Err(…)，这时还没有首部可以显示。take_apart（line.rs）像初始代码那样：ethertype 不是 IPV4 就返回 Ok(())；Link::Raw 而 first >> 4 是 6 时也一样。

lesson-11-udp-header = 显示 UDP 首部
    .why = 八个字节：UDP 在 IP 之上加的就是这些。两个端口，一个长度，一个校验和。
    .next = 看看 open（udp.rs）。字段由 read 读取，那里已经写好。
    .hint-1 = 一个数据报至少多长？它的长度算进了什么？
    .hint-2 = 八个字节，因为首部也算。长度从 8 到包里所带的字节数，都是对的。
    .hint-3 = 在 open 里：长度小于 8 或大于 payload.length（分片时可以大于）就返回 Err；然后对伪首部和 payload.bytes.get(..length) 计算校验和。

lesson-11-udp-checksum = 计算 UDP 校验和，包括伪首部和例外
    .why = 它还保护数据报里没有的东西：地址、协议、长度。所以走错路的数据报会被发现。0 表示没有校验和，因此算出来是 0 的，要发成全 1。
    .next = 看看 open（udp.rs）：哪些字节加进去了？给出的是 0 时怎样？算出来是 0 时又怎样？
    .hint-1 = 数据报有 101 个字节时，按 16 位字求和要用多少个字节？
    .hint-2 = 102 个：最后一个后面有一个 0，它并不发送。所以最后一个字节是那个字的高半部分。
    .hint-3 = Checksum::verified(given, &[&pseudo_header, datagram])，数据报的长度按它自己说的，不是按包的；算出 0 就变成 0xffff；给出 0 就根本不验证。

lesson-11-tcp-header = 逐个字段显示 TCP 首部
    .why = 端口，两个数字节的数，八个说明这一段做什么的位，还剩多少空位。课程里关于 TCP 的其余一切，都在这 20 个字节里。
    .next = 看看 tcp.rs 的 read 和上面提到的成员，对照文件开头的图。每一段都会调用 options::read 和 part：第 7 步和第 8 步。
    .hint-1 = 第十四个字节的哪一位是 SYN？
    .hint-2 = 从下往上第二位：0x02。CONTROL_BITS 里的名字从最高位排到最低位，所以第 0 个是 0x80。
    .hint-3 = 对 0..8 里的 place，看 bits & (0x80 >> place) != 0。数据偏移是第 12 个字节的高半部分，保留位是低半部分。

lesson-11-tcp-checksum = 计算 TCP 校验和，包括伪首部
    .why = 它从一端到另一端，是流里字节的最后一道防线。抓本机自己发出的包时它常常是错的：抓完之后才由网卡来计算。
    .next = open（tcp.rs）里已经写好，除了 sum（checksum.rs）里的，以及 open（ipv4.rs）对载荷所说的。
    .hint-1 = 伪首部里的长度从哪里来？TCP 自己的首部里没有。
    .hint-2 = 从 IP 来：总长度减去首部长度。payload.length 不对，或者 payload.bytes 里有填充，和就错了。
    .hint-3 = 在 sum 里：每一部分各自按两个字节一组，最后单出来的字节是 [byte, 0]。在 open（ipv4.rs）里：bytes.get(length..total)。

lesson-11-tcp-options = 解码 TCP 的选项
    .why = 今天的 TCP 为什么快，就在它的选项里：段的大小、窗口的倍数、选择确认、时间戳。每个选项都说出自己的长度，不认识它的人可以接着看后面的。
    .next = 看看 read（options.rs）：种类 0 和 1 只有一个字节，其他的在种类后面有一个长度，这两个字节也算在里面。
    .hint-1 = 长度为 4 的选项有几个字节的数据？
    .hint-2 = 两个：种类和长度也算。种类认识、长度却和这个种类不符的选项，显示为 unknown。
    .hint-3 = 用 []、[0, ..]、[1, rest @ ..] 和 [kind, after @ ..] 去 match 这些字节：长度是 after 的第一个字节；length - 2 个字节的数据，然后是其余部分。由 option 做成其中之一。

lesson-11-padding = 填满短帧的字节不是数据
    .why = 以太网帧至少 60 个字节，40 个字节的包会得到 6 个没有意义的字节。相信帧尾的程序把它们算作数据，于是每个单纯的确认好像都带着数据。
    .next = 看看 open（ipv4.rs）：载荷到 total_length 所说的地方为止，不是到抓到的字节末尾。
    .hint-1 = 总长度为 40 的包，它的帧里有多少字节？
    .hint-2 = 60 个：以太网 14 个，40 个，再加 6 个填充。只有 total_length 分得清。
    .hint-3 = bytes.get(length..total).or(bytes.get(length..))：够的话到 total 为止；不够就有多少算多少。

lesson-11-fragments = 分片里只有第一片有端口
    .why = 对线路来说太长的数据报要分成几片走，只有第一片以 UDP 首部开始。谁从第二片里读端口，读到的就是别人的数据。字节在别处，校验和也没有人能验证。
    .next = 看看 open（ipv4.rs）：凭 MF 或偏移得出 is_fragment；再看 open（udp.rs）：这时不能验证，也不能抱怨长度。
    .hint-1 = 凭哪两个字段认出分片？凭哪个认出第一片？
    .hint-2 = 分片设了 MF，或者偏移大于 0；第一片的偏移是 0。最后一片没有设 MF。
    .hint-3 = is_fragment：self.flags.contains(&"MF") || self.fragment_offset > 0。在 udp 的 open 里：payload.is_fragment 就在校验和之前返回 Ok(())；只有不是分片时，length > payload.length 才是错误。

lesson-11-handshake = 握手的三个包各有名称
    .why = 双方各发一个 SYN，每个 SYN 都要确认，而第二个 SYN 和第一个确认一起走，所以是三个包。只有记得前面来过什么，才看得出来。
    .next = 看看 part（flow.rs）：为每个方向记下哪个号码确认它的 SYN，再到另一个方向的包里去找。
    .hint-1 = SYN 的序号是 1000。哪个确认号确认它？
    .hint-2 = 1001：SYN 算一个字节。另一方第一个带 ACK、号码达到或超过它的包，就确认了它；后面的包不再确认一次。
    .hint-3 = directions.entry([to, from]) 是另一方发过的：如果它的 syn 不超过确认号，就 take_if 取走。这个包自己的 SYN 记在 directions.entry([from, to])，值是 sequence_number + 1。

lesson-11-close = 关闭时的包各有名称
    .why = 两个方向各自关闭：FIN 说这边不会再有东西来了，并且像一个字节那样得到确认。所以要四个包；第二个 FIN 和第一个确认一起走，就是三个。
    .next = 看看 part（flow.rs）：确认 FIN 的号码，在它的包所带的数据之后。
    .hint-1 = 一个 FIN，序号 1000，带 30 个字节的数据：哪个号码确认它？
    .hint-2 = 1031：先是数据，FIN 再算一个字节。1030 只确认了数据。
    .hint-3 = sent.fin = sequence_number +（有 SYN 加 1）+ data + 1，要回绕。列表里的次序是 syn、acks_syn、fin、acks_fin、rst。

lesson-11-reset = 重置有名称，它确认了什么也要说
    .why = 没有人监听时，对 SYN 的回答是一个确认了这个 SYN 的重置：呼叫的人由此知道说的是他。"Connection refused" 就是这两个包。
    .next = 看看 part（flow.rs）：凡是设了这一位的包都有 rst，此外它做了什么也照样要说。
    .hint-1 = 带 RST 和 ACK 的包做什么？只带 RST 的呢？
    .hint-2 = 两个都重置；有东西可确认的话，第一个还作了确认。没有 ACK，确认号就没有意义。
    .hint-3 = ("rst", tcp.has("RST")) 放在列表最后；只有 tcp.has("ACK") 时才 take_if。

lesson-11-sent-again = 重发的和新的要分清
    .why = 包会丢，丢了就重发：同一个 SYN 三次，或者已经在路上的回答再发一次。端口也会再用，用在和旧连接毫无关系的连接上。
    .next = 看看 part（flow.rs）：SYN 取代它那个方向上记下的一切，FIN 也在内；已经确认过的，不再确认一次。
    .hint-1 = 对 SYN 的回答发了两次，因为第一次丢了。第二次确认了什么？
    .hint-2 = 没有新的：呼叫方的 SYN 已经由第一次确认了。但它又是一个 SYN，呼叫方的下一个确认会确认它。
    .hint-3 = 每遇到 SYN：*sent 换成一个 syn 是 Some(…)、fin 是 None 的 Direction。每遇到确认：take_if，留下 None。

lesson-11-past-the-highest = 序号会越过最大值，再从 0 继续
    .why = 序号有 32 位，可以从任何地方开始：一个连接的第二个字节就可能是 4294967295。加法不回绕的程序会在那里 panic；用 >= 比较的程序会以为 0 比最大值小。
    .next = 看看 flow.rs 里对序号的每个 + 和每个比较：wrapping_add，以及 is_at_or_past。
    .hint-1 = 4294967295 之后是什么？它更大还是更小？
    .hint-2 = 是 0，而且大一。谁在前面由距离 number.wrapping_sub(other) 说：number 在前，它就小；number 在后，它就极大。
    .hint-3 = + 1 和 + data 用 wrapping_add；比较用 is_at_or_past(acknowledgment_number, 等着的号码)。

lesson-11-many-at-once = 不同的对话要分开
    .why = 一个连接是两个地址和两个端口；四个里忘了一个，就会把两场对话混在一起，而繁忙的机器上总会有这样的一对。
    .next = 看看 part（flow.rs）：记下的东西要记在两端的名下，每一端都有地址和端口。
    .hint-1 = 两台机器之间有两个连接。它们哪里不同？
    .hint-2 = 某一端的一个端口不同。而两个呼叫者也可能用同一个端口，地址却不同。
    .hint-3 = 键是 [from, to]，两个都是 SocketAddrV4。另一个方向是 [to, from]。

lesson-11-cut-anywhere = 只抓到一部分的包，能显示多少就显示多少
    .why = tcpdump -s 60 只保留每个包的 60 个字节。有的是对的，没有的不能编造；而无论切在哪里，越过末尾的下标都是 panic。
    .next = 找到上面提到的那个包：它有多少字节？切口穿过哪个首部？
    .hint-1 = 哪些首部是完整的，哪些只有一部分，哪些完全没有？
    .hint-2 = 固定部分都在的首部就显示：IPv4 和 TCP 是 20 个字节，UDP 是 8 个。校验和只有它所覆盖的全都在，才能验证。缺了东西就是错误。
    .hint-3 = 不要用下标切片：bytes.get(..length)、split_first_chunk、first_chunk 在不够时返回 None。在 open（ipv4.rs）里：载荷是在那里的字节，payload.length 是 total_length 所说的。

lesson-11-cut-conversation = 数据没有抓到的包，照样起它的作用
    .why = 大多数抓包只留下首部，切掉数据：为了节省磁盘，也为了那些数据的主人。谁打开、谁关闭，都写在首部里：所以被切断的包只是校验和无法验证，有一个错误，在它的连接里却和别的包一样算数。
    .next = line.rs 里已经写好：先调用 part，再报告缺少的字节。看看调用时给它的数据长度：FIN 的号码要算在那些不在这里的数据之后。
    .hint-1 = 一个 FIN，带 30 个字节的数据，而文件里一个也没有：哪个号码确认它？
    .hint-2 = 它的序号加 31，就像数据都在这里一样。本来有多少，由 total_length 说，不是由剩下的字节说。
    .hint-3 = 在 open（tcp.rs）里：data_length 是 payload.length 减去首部；而 payload.length（ipv4.rs 的 open）是 total_length 减去首部，不是 bytes.len()。缺少字节的错误，要在 flows.part 之后才返回。

lesson-11-file-ends = 过早结束的文件，最后一行是错误
    .why = 中断的抓包，满了的磁盘，停下的下载：前面的都是好的，不能丢。长度也只是一面之词：宣称 4 GiB 而只有 20 个字节，不是要 4 GiB 内存的理由。
    .next = 看看 next_record（pcap.rs）：不够一条记录的首部，是一次错误；不够数据包，是一个被切断的包。
    .hint-1 = 两种情况里，哪一种还能说出包是什么时候来的？
    .hint-2 = 首部完整的那一种：它有长度、有时间，有多少字节就算多少。另一种除了编号和错误什么也没有。
    .hint-3 = split_at_checked(captured_length)，不行就 (rest, &[])。首部被切断时：self.rest = &[] 并返回 Err，这样下一次调用给出 None。

lesson-11-lengths-that-lie = 不可能的长度是错误，而不是更糟的事
    .why = 这些首部里有四个长度，每个都是陌生人的一面之词，互相之间也可能矛盾。整个操作系统都曾死在一个为 0 的首部长度上。
    .next = 找到上面提到的那个包：它的哪个长度对自己的首部来说太小，或者对在那里的字节来说太大？
    .hint-1 = ihl、total_length、data_offset 和 UDP 的长度，各自和周围的相比，必须满足什么？
    .hint-2 = ihl 至少 5，而且首部都在。total_length 至少是首部，至多是在那里的。data_offset 至少 5，而且首部都在。UDP 的长度至少 8，至多是 IP 所带的。
    .hint-3 = length 小于 20 时，bytes.get(20..length) 也是 None；total_length 小于首部时，checked_sub 是 None。每个 None 都变成 Err；之前读出的首部照样显示。

lesson-11-options-that-lie = 不可能那么长的选项结束列表，并报告错误
    .why = 选项的长度是 0：按这个长度往前走的人，永远走不动。很多读取选项的程序就是这样完的，而永远是很长的。
    .next = 看看 read（options.rs）：长度小于 2，或者超出首部末尾，就是错误。
    .hint-1 = 选项的长度是 0 时，你的循环往前走多少？
    .hint-2 = 一点也不走，所以永远走不完。种类和长度已经是两个字节：小于 2 是不可能的。
    .hint-3 = 先 length.checked_sub(2)，再对长度后面的内容 split_at_checked：说谎的话，两个里面总有一个是 None。之前找到的照样保留。

lesson-11-rubbish = 文件里不管有什么，程序都不会 panic
    .why = 解剖程序读的是攻击者发来的东西。每个 panic 都是关掉它的办法；在没有边界检查的语言里，则是闯进来的办法。
    .next = 上面的 panic 说明了在哪里。找一找会因为一个包而失败的下标、按范围的切片、减法、unwrap。
    .hint-1 = 你的哪些操作根本上有可能 panic？
    .hint-2 = bytes[i]，bytes[a..b]，小于 0 的 a - b，超出最大值的 a + b 和 a * b，unwrap，split_at。
    .hint-3 = get、first_chunk、split_at_checked、checked_sub、wrapping_add：前者用 panic 说的，它们用 Option 来说，或者在本来就要回绕的地方回绕。

lesson-11-real-capture = 真正的内核发出的包，也看得懂
    .why = 在一条计算校验和的线路上抓的：两场对话，一个被拒绝的呼叫，一个丢失的段，一个重置，一个分成三片的数据报。里面的校验和全是对的，因为另一边的内核相信了它们。
    .next = 自己运行一下，看看上面提到的那个包：cargo run --bin lesson-11-dissect crates/netlesson-checks/captures/talk.pcap
    .hint-1 = 上面提到的包在它的对话里是什么？它和为别的检查编出来的包有什么不同？
    .hint-2 = 第 1 到 11 个是一场带关闭的对话，12 和 13 是被拒绝的呼叫，14 到 24 是丢了一段的对话，25 到 29 是数据报。和前后的行比一比。
    .hint-3 = part 不对：从 SYN 起用手跟踪两个序号。校验和不对：加了哪些字节？28 和 29 这两个分片没有 UDP 首部。

lesson-11-as-tshark-says = tshark 显示的也一样
    .why = 两个读过同样的 RFC、却没有读过对方的人，结论应当一样。tshark 看对的包比谁都多。
    .next = 在两边都看看上面提到的字段：和 RFC 一致的那个是对的，而在这里，那一直是 tshark。
    .hint-1 = tshark 把包的哪些字节当作这个字段？
    .hint-2 = tshark -r crates/netlesson-checks/captures/talk.pcap -V 显示每个字段和它的各位。
    .hint-3 = tshark -x 显示字节：按 ipv4.rs 或 tcp.rs 开头的图，数到这个字段。

lesson-11-usage = 参数不对要说出来
    .why = 启动方式不对的程序，在 stderr 上说明应当怎样启动，以退出码 2 结束。
    .next = bin/dissect.rs 里已经写好：一个参数，不多也不少。
    .hint-1 = 程序要几个参数？
    .hint-2 = 一个，就是文件。没有它或者多了，除了说出来没有别的可做。
    .hint-3 = 像初始代码那样用 usage(USAGE)。

# 见证到的情况，以及背后的错误。

did-capture = 被抓成一个 { $count } 字节的文件
skipped-no-tshark = 跳过：这里没有安装 tshark
witness-lines-for-packets = 一个抓包文件应当得到 { $packets } 行，你的 { $program } 打印了 { $lines } 行。
witness-no-json-object = 你的 { $program } 打印了一行，它不是 JSON 对象。
witness-wrong-member = 在抓包文件第 { $number } 个包的那一行里，`{ $member }` 是 { $found }，应当是 { $wanted }。
witness-tshark-says-otherwise = 第 { $number } 个包里，tshark 的 { $field } 是 { $theirs }，你的 { $program } 显示 { $ours }。
diagnosis-bytes-swapped = `{ $member }` 的字节被反过来读了。
    .next = 数据包里的数都是大端：from_be_bytes。文件的记录里则按 magic 所说。
diagnosis-in-bytes = `{ $member }` 显示的是字节数。首部里的数用的是更大的单位，要的就是那个数。
    .next = 需要字节数的地方再乘，字段本身保持原样。
diagnosis-not-turned-over = `{ $member }` 就是那个和本身。校验和是它的反码，也就是逐位取反的结果。
    .next = 找一找 Checksum::verified 里的 `!`。
diagnosis-carries-lost = `{ $member }` 是丢掉进位以后的和。
    .next = 看看 fold（checksum.rs）：超出 16 位的部分要再加到最低位去。
diagnosis-sums-itself = `{ $member }` 是把首部里给出的校验和也加进去以后的结果。
    .next = 应当是多少，要在它的位置上放 0 来计算，或者把给出的再减掉。
diagnosis-options-not-summed = `{ $member }` 只算了前 20 个字节。选项也属于首部。
    .next = 把整个首部，也就是 ihl * 4 个字节，交给 Checksum::verified。
diagnosis-no-pseudo-header = `{ $member }` 只算了这一段本身，没有算伪首部。
    .next = 先是地址、协议和长度：payload.pseudo_header。
diagnosis-odd-byte-left-out = `{ $member }` 是字节数为奇数时漏掉最后一个的结果。
    .next = 看看 sum（checksum.rs）：chunks_exact(2) 会漏掉它，chunks(2) 会单独给出它。
diagnosis-odd-byte-lower = `{ $member }` 是字节数为奇数时，把最后一个当作一个字的低半部分的结果。
    .next = 它是高半部分：[byte, 0]。
diagnosis-padding-counted = `{ $member }` 把填满以太网帧的字节也数进去了。
    .next = 包到它的 total_length 所说的地方为止。
