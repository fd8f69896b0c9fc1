lesson-05 = UDP 聊天

lesson-05-ready-line = 服务器就位，并说出地址
    .why = UDP 服务器没有 listen，也没有 accept：从 bind 起，发到这个端口的东西就会等着它。端口 0 是请系统随便给一个空闲端口，所以只有套接字自己知道拿到了哪一个。
    .next = 看 src/bin/server.rs 里的 serve：绑定一个 UdpSocket，再用套接字自己说的地址打印 "listening on IP:PORT"。
    .hint-1 = 没有连接之后，第 1 课的那些调用还剩下哪几个？
    .hint-2 = 一个调用就打开并绑定了套接字。要打印的是套接字自己的地址（local_addr），不是当初要求的那个。
    .hint-3 = src/bin/server.rs 里 serve 开头的 UdpSocket::bind 和 println!。

lesson-05-takes-a-datagram = 服务器打印每个数据报和它的发送者
    .why = 没有哪条连接会告诉你是谁在说话。每个数据报都带着发送者的地址，认人全靠它。
    .next = 看 serve 里的循环：接收一个数据报，为它打印 "IP:PORT -> text"。
    .hint-1 = 哪个接收调用不仅告诉你来了什么，还告诉你是谁发的？
    .hint-2 = recv_from 返回长度和地址。缓冲区里只有这么多字节是消息。
    .hint-3 = serve 里循环的头几行。先打印这一行，再对消息做别的事。

lesson-05-port-taken = 端口被占用时会报告
    .why = 两个程序不能同时拥有一个 UDP 端口：数据报会到其中一个那里，另一个白等。"error: cannot listen on ADDR: Address already in use" 一开始就把话说清楚。
    .next = 用 `?` 把 bind 的错误交上去；main 会按 "error: cannot listen on ADDR: WHY" 的样子打印，并以 1 退出。
    .hint-1 = 哪个调用会发现端口已经是别人的了？
    .hint-2 = bind 返回 Result。它的错误属于调用你这个函数的人。
    .hint-3 = 在 serve 里的 UdpSocket::bind 后面用 `?`，一路上不要留下 unwrap()。

lesson-05-empty-datagram = 空的数据报是消息，不是结尾
    .why = 在 TCP 里，recv 得到 0 字节是流的结尾。UDP 没有流，也没有结尾：0 字节就是一个没有内容的数据报，谁都可以发。在这里停下来的服务器，谁都能让它停下来。
    .next = 找找长度为 0 时你的服务器做了什么：应当打印它那一行，回答 "error: empty message"，然后继续。
    .hint-1 = 第 2 课里长度 0 是什么意思，为什么在这里不可能是那个意思？
    .hint-2 = 让空的内容和别的内容走同一条路。它有什么不对，由 room 来说。
    .hint-3 = serve 里对长度 0 不做任何特别的事。room.rs 里的 take 把 "error: " 加上理由做成一封给发送者的信。

lesson-05-not-utf8 = 不是文本的字节得到一个错误
    .why = 谁都可以向 UDP 端口发任何字节。你希望来的是文本，是不是文本要由解码来说。屏幕上，读不懂的地方显示成 U+FFFD。
    .next = 看 src/room.rs 里的 take：无法解码的字节，变成给发送者的 "error: not UTF-8"。
    .hint-1 = 对字节 0xff，str::from_utf8 返回什么？
    .hint-2 = 一个 Result：一边交给 answer，另一边是要告诉发送者的理由。不要 unwrap，也不要 from_utf8_lossy，它从来不说“不”。
    .hint-3 = take 的头几行。serve 里打印的那一行可以用 from_utf8_lossy，交给 room 的内容不可以。

lesson-05-signs-in = /name 登录，问几次就说几次 hello
    .why = hello 可能在路上丢了，于是客户端再问一次。如果服务器把第二次当成抢名字，就会把运气不好的人关在门外。还有，一个问题只有一个回答，装在一个数据报里：每个数据报各自到达，各自丢失。
    .next = 看 src/room.rs 里的 sign_in：名字已经在，而且就在同一个地址，这时它做什么？
    .hint-1 = 谁会从同一个地址把同一个名字要两次？
    .hint-2 = 第一次的 hello 丢了的人。只有别的地址用着这个名字，才算被占用。
    .hint-3 = src/room.rs 的 sign_in：把这个名字记着的地址和发送者的地址比一比。

lesson-05-prints-every-datagram = 命令、错误和告别也都打印出来
    .why = 能看到全部经过的地方只有服务器的屏幕：UDP 服务器没有连接可以列出来。
    .next = 看 serve：每个数据报都打印一行，在做任何判断之前；标准输出上不打印别的东西。
    .hint-1 = 现在哪些数据报有自己的一行，哪些没有？
    .hint-2 = 放在所有判断之前的打印，什么都看得到，包括命令和空消息。
    .hint-3 = src/bin/server.rs 的 serve 里，去掉末尾的 LF 之后马上打印。

lesson-05-who-order = /who 按码点顺序列出名字
    .why = “按顺序”在每种语言、每个库里都不一样。只有码点顺序，两个程序不会有分歧：Z 排在 a 之前，é 排在 z 之后。
    .next = 看 src/room.rs 里的 who，以及存名字的那个结构：起始代码里本来就是这个顺序。
    .hint-1 = 一个 map 按什么顺序交出它的键，这是谁决定的？
    .hint-2 = Rust 逐字节比较字符串，而 UTF-8 的字节顺序就是码点顺序。有序的 map 或普通的排序都可以；忽略大小写的排序不行。
    .hint-3 = src/room.rs 里的 who，以及 peers 的类型。

lesson-05-tells-the-others = 说的话传到其他每个人，而且只有一次
    .why = 只有一个套接字，谁听到什么由服务器自己决定，没有连接代劳。其他已登录的人每条消息各收到一次；发送者自己、没有登录的人什么也收不到。
    .next = 看 src/room.rs 里的 tell_the_others，以及 serve 里发送的循环：每个收信人一个数据报，文字原样不动。
    .hint-1 = 这封信去往哪些人，每个人都正好一次吗？
    .hint-2 = 所有已登录的人，除了发送者。空格也是文字的一部分，而错误只给它的发送者。
    .hint-3 = serve 末尾遍历收信人的循环；然后是 src/room.rs 里的 tell_the_others 和 take。

lesson-05-unnamed-peer = 没有名字的人用地址称呼
    .why = 发一个数据报不需要先自我介绍：用 nc 或任何程序发一个就行。它来自哪个地址，就可以拿那个地址当名字；IP 加端口才能分清两个人。
    .next = 看 src/room.rs 里的 name_of：没有名字就用地址，"127.0.0.1:62851: text"。
    .hint-1 = 对一个从未登录的发送者，你知道些什么？
    .hint-2 = 它的地址，随数据报一起来的。连端口一起打印出来，就是文字前面的名字。
    .hint-3 = src/room.rs 里的 name_of；另外看看有没有哪个函数因为没有名字就拒绝发送者。

lesson-05-bad-names = 名字是 1 到 20 个不含空白的字符
    .why = “你”是一个字符、三个字节，😀 是一个字符、四个字节。数字节的人，会让一部分人只能取短名字。而带空格的名字，在 "/to NAME text" 里永远找不回来。
    .next = 看 src/room.rs 里 sign_in 的开头：数字符，拒绝所有种类的空白；名字不好时什么也不改变。
    .hint-1 = “你好”有多长：多少个字符，多少个字节？
    .hint-2 = chars() 给出字符，len() 数的是字节。除了普通空格，char::is_whitespace 还认得制表符和中文输入法的全角空格。
    .hint-3 = sign_in 里的第一个判断，在查找和改变任何东西之前。

lesson-05-name-taken = 一个名字属于一个地址
    .why = UDP 没有登录。名字跟着先取它的那个地址，只有这一点能保证 JACK 不会一转眼就成了别人。
    .next = 看 src/room.rs 里的 sign_in：别的地址用着的名字要拒绝，而来要名字的人保留原来的名字。
    .hint-1 = 说出 "error: name taken" 之后，房间里有什么变了？
    .hint-2 = 什么都没变：先拒绝，后改变。
    .hint-3 = sign_in 里拒绝、sign_off 和记下新名字的先后顺序。

lesson-05-renames = 同一地址换一个名字就是改名
    .why = 一个地址就是一个人。换了名字，还是这一个人：旧名字空出来，也没有消息会到他那里两次。
    .next = 看 src/room.rs 里的 sign_in：这个地址的旧名字怎么办？
    .hint-1 = 取了第二个名字之后，这个地址在名单里出现几次？
    .hint-2 = 一次。先去掉旧的一条，再加上新的。
    .hint-3 = sign_off 就是做这个的：在 sign_in 里，拒绝之后调用它。

lesson-05-bye = /bye 签退，不回复，名字空出来
    .why = 谁也看不到一个 UDP 对方离开：没有 FIN。只有他自己说了，房间才会忘记他；从此他和别人一样，只是一个没有名字的地址。
    .next = 看 src/room.rs 里 answer 中 "/bye" 的那一支，以及 sign_off。这些是给好的：如果改过，就和答案比一比。
    .hint-1 = 一个人说过再见之后，还留下什么？
    .hint-2 = 什么也没有：名字空了，没有消息再给他，告别本身也没有回答。
    .hint-3 = src/room.rs 里的 answer 和 sign_off，以及 serve 里的循环：没有收信人的信，就不发给任何人。

lesson-05-no-command = 只是像命令的话，是说给大家的
    .why = "/whoami" 不是 "/who"。只看开头的程序会回答没有人问的问题，把说给别人的话吞掉。
    .next = 看 src/room.rs 里的 answer：由整个第一个词决定，其余的都说给大家。
    .hint-1 = 命令到哪里结束，后面跟着什么？
    .hint-2 = 把第一个词整个拿来比较。starts_with 对太多东西都成立；按字节切字符串，可能把一个字符切成两半。
    .hint-3 = src/room.rs 里 answer 中的 match。最后一支管其余的一切。

lesson-05-line-feed = 末尾的一个 LF 先去掉，再做别的
    .why = nc 和 echo 会把换行一起发来。带着它，"TOM\n" 就成了另一个名字，每条消息后面都多出一个空行。去掉的只是末尾的一个 LF，不能更多：其余都是发送者的文字。
    .next = 看 serve 里 recv_from 后面的几行：先去掉 LF，再打印，再交给 room。
    .hint-1 = `echo hello | nc -u` 发的是五个字节，还是六个？
    .hint-2 = 有 LF 的话，strip_suffix 去掉一个。trim 去掉的更多，连本来要的也去掉。
    .hint-3 = src/bin/server.rs 的 serve 里，紧接在 recv_from 之后。

lesson-05-ip-and-port = 一个对方就是一个 IP 加一个端口
    .why = 两台机器完全可能用同一个端口，一台机器上的两个程序又有同一个 IP。合在一起才是某个人。这里 127.0.0.1 和 127.0.0.2 都是本机，从同一个端口说话。
    .next = 看看你的房间判断两个地址是否相同时比的是什么：应当是整个 SocketAddr。
    .hint-1 = 地址由哪两样组成，你比的是哪一样？
    .hint-2 = SocketAddr 里两样都有，== 两样都比。
    .hint-3 = src/room.rs 里每一处查找发送者的地方。

lesson-05-to-one = /to 只到该收到的那一个人
    .why = 教程里的服务器总是回答最后说话的人。房间里有三个人时，那就错了。send_to 要一个地址，不是没有道理的：你说给谁，数据报就到谁那里。
    .next = 看 src/room.rs 里的 tell_one：信是 "TOM -> you: text"，唯一的收信人是叫这个名字的人，不是发送者。
    .hint-1 = /to 后面的名字，对应的是谁的地址？
    .hint-2 = 这个名字登录时记下的那个。发送者的地址只用来写文字前面的名字。
    .hint-3 = src/room.rs 里的 tell_one。第一个空格之后的全部都是文字，包括里面的空格。

lesson-05-to-nobody = /to 没有内容或没有这个人时，告诉发送者
    .why = UDP 自己从来不说有没有人收到。服务器能知道的时候就该说出来，而且按固定的顺序，两个程序才会给出相同的回答。
    .next = 看 src/room.rs 里的 tell_one：先看内容是不是空的，再看名字在不在。两种错误都回给发送者。
    .hint-1 = JACK 不在时的 "/to JACK" 有两处不对，说哪一处？
    .hint-2 = 内容为空，因为它先被检查。名字后面没有空格，就根本没有内容。
    .hint-3 = src/room.rs 的 tell_one 里两个拒绝的先后顺序。

lesson-05-largest-message = 装得下的最大消息完整到达
    .why = 接收方的缓冲区装不下一个数据报时，并不会报错：多出来的部分悄悄丢掉。教程里的 recvfrom(1024) 会切断所有更长的消息。IPv4 最多能带 65507 字节。
    .next = 看 serve 里缓冲区的大小，以及 take 里的上限：算上发送者的名字，65507 字节仍然是对的。
    .hint-1 = 一个数据报最大有多大，你的缓冲区有多大？
    .hint-2 = 两处都是 MAX_PAYLOAD 字节。正好这么长的文字要发出去。
    .hint-3 = src/bin/server.rs 里 serve 的缓冲区；src/room.rs 里 take 的比较。

lesson-05-too-long = 长得装不下的消息谁也收不到，但发送者会知道
    .why = 进来的是 "hello"，出去的是 "TOM: hello"：消息在路上会变长。装不下时 send_to 会失败（EMSGSIZE）。截断它，就有人读到半条消息；让错误结束服务器，一行长文字就让所有人都没法说话。
    .next = 看 src/room.rs 里 take 的末尾：量一量要出去的内容，按字节算；太长就改成给发送者的 "error: message too long"。
    .hint-1 = 到底什么不能超过 65507 字节：进来的，还是出去的？
    .hint-2 = 出去的，前面带着名字，按字节而不是按字符。信写好之后就知道了。
    .hint-3 = 信做好之后，src/room.rs 里 take 的末尾。另外，serve 里一次 send_to 失败不能结束循环。

lesson-05-peer-gone = 有人不在了，不影响别人
    .why = 一个 UDP 程序结束时，没有人会得到通知。服务器继续发给它，回来的最多是一个拒绝（ICMP 端口不可达），有的系统还会把它报在后面某个无辜的调用上。
    .next = 看 serve 里发送的循环：不管一个收信人那里发生什么，其他人的都要发到，服务器也要继续。
    .hint-1 = 发给许多人当中的一个时，该不该用 `?`？
    .hint-2 = 一次发送失败只关系到这一个收信人：在 stderr 上说明，然后发下一个。
    .hint-3 = serve 里遍历收信人的循环，以及 recv_from 出错的那一支。

lesson-05-client-signs-in = 客户端登录，然后发送键入的内容
    .why = 服务器不认识任何人，要有人告诉它。"/name KIM" 就是登录的全部：一个数据报过去，一个回来。从此双方凭地址相认，所以一切都要走这一个套接字。
    .next = 看 src/sign_in.rs 里的 sign_in：绑定任意端口，connect 到服务器，发送 "/name NAME"，等待回复。
    .hint-1 = 没有连接，connect 对 UDP 套接字做了什么？
    .hint-2 = 它什么也不发，只是记下对方：从此 send 和 recv 都指这一个，内核也把别人的数据报挡在外面。
    .hint-3 = src/sign_in.rs 里的 sign_in 负责发送，紧接着的 wait_for_reply 等待 "hello, " 或 "error: "。

lesson-05-sign-in-refused = 被拒绝的客户端用服务器的原话结束
    .why = 为什么拒绝，服务器知道；客户端只是转达。凡是以 "error: " 开头的都是拒绝，包括客户端从没听说过的那些。
    .next = 让 wait_for_reply 把以 "error: " 开头的内容也作为回复交回。main 会把它打印到 stderr，并以 1 退出。
    .hint-1 = 客户端怎样分辨“行”和“不行”？
    .hint-2 = 只看开头："hello, " 或 "error: "。后面是什么，是服务器的事。
    .hint-3 = src/sign_in.rs 里的 wait_for_reply；其余由 src/bin/client.rs 里的 main 来做。

lesson-05-asks-again = 没有回答，客户端就再问一次
    .why = 问题或者回答可能丢了，而你无从知道丢的是哪个。能做的只有再问一次，所有建立在 UDP 上的协议都是这样做的。这里第一次没有人回答，第二次听到了。
    .next = 看 sign_in 里的循环：一次尝试的时间到了，这不是错误，而是该试下一次了。
    .hint-1 = 设了超时的接收，时间到了会返回什么？
    .hint-2 = 一个 WouldBlock 或 TimedOut 类的错误。在 wait_for_reply 里它的意思是“这次没有回复”，也就是 None。
    .hint-3 = src/sign_in.rs 里 wait_for_reply 处理错误的几支，以及 sign_in 里按 TRIES 的循环。

lesson-05-no-answer = 一直不回答的服务器，最后会放弃
    .why = 不加限制的话，recv 会永远等下去。在 UDP 上，没有任何东西会来告诉你“不会有了”，所以时限得由客户端自己定：最多问三次，最多五秒。
    .next = 看 sign_in：最后一次尝试之后返回错误，main 会打印 "error: no answer from ADDR: WHY"，并以 1 退出。
    .hint-1 = 如果永远没有数据报来，什么能唤醒 recv？
    .hint-2 = 只有你设的读超时。数一数尝试的次数，把时间加起来：要少于五秒。
    .hint-3 = wait_for_reply 里的 set_read_timeout，以及 src/sign_in.rs 开头的 TRIES 和 PATIENCE。

lesson-05-nobody-listens = 服务器不在时，客户端会说出来
    .why = 教程说“UDP 客户端永远不知道有没有人在听”。已连接的套接字会知道：对方的内核用 ICMP 端口不可达来回答，下一个调用就以 "Connection refused" 失败。
    .next = 登录时 send 或接收出的错，用 `?` 交上去；main 会打印 "error: no answer from ADDR: WHY"，并以 1 退出。
    .hint-1 = 没有人占着那个端口时，已连接的 UDP 套接字上 send 和 recv 返回什么？
    .hint-2 = 在下一个调用上返回 ECONNREFUSED。它和别的理由一样，交上去就行。
    .hint-3 = src/sign_in.rs 里的 sign_in 和 wait_for_reply：除了超时，所有错误都返回，一个也不要 unwrap。

lesson-05-lively-room = 别人在说话，不会让等待变长
    .why = 房间里正热闹时，给你的 hello 可能丢了。每来一个数据报就重新计时的客户端，别人说多久它就等多久；把随便哪个数据报当成回答或当成错误的客户端，会被别人的话带错路。
    .next = 看 wait_for_reply：只有一个截止时刻，每次接收只能用剩下的时间。不是回复的内容，打印出来。
    .hint-1 = 如果每条消息都把时间拨回去，时间什么时候用完？
    .hint-2 = 永远用不完。在循环之前算好截止时刻，每一圈都看看钟。
    .hint-3 = wait_for_reply 里循环的条件，以及交给 set_read_timeout 的时间。

lesson-05-client-sends = 键入的每一行是一个数据报，不等回复
    .why = 在 TCP 上，也许可以发一句、等一句。聊天里没有人欠你一个回答，等回答的客户端就再也说不出话了。发送的行不带行尾，空白行不发。
    .next = 发送和打印各有自己的线程。看 src/bin/client.rs 里的 send_what_is_typed 发完一行之后做什么：只是去读下一行。
    .hint-1 = 在两行之间，你的客户端做了什么？
    .hint-2 = 读 stdin 的线程只管发送。到来的内容归另一个线程。
    .hint-3 = send_what_is_typed（src/bin/client.rs）里的循环走遍 typed_lines() 给出的行，最后加上一个 /bye；循环里只有把这一行发给服务器：没有 recv，也没有另一个线程在等待时还拿着的锁。

lesson-05-client-prints = 不管有没有键入，到来的内容马上打印
    .why = 教程里的客户端每发一行才读一个数据报。一旦连着来两条消息，从此它显示的总是晚一条。读键盘和读网络不能互相等待。
    .next = 看 src/bin/client.rs 里的 print_what_arrives：不停地接收，每段文字打印成一行。
    .hint-1 = stdin 等着键盘的时候，谁来调用 receive？
    .hint-2 = 一个别的什么都不做的线程，循环没有尽头。不是 UTF-8 的字节显示成 U+FFFD，什么也不会停下。
    .hint-3 = src/bin/client.rs 里的 print_what_arrives；文字由 src/sign_in.rs 里的 receive 给出。

lesson-05-prints-whole = 最大的消息完整打印，空消息也不是结尾
    .why = recv 的缓冲区装不下的部分会悄悄丢掉，消息看上去却是完整的。而 0 字节也是一个普通的数据报。
    .next = 看客户端接收用的缓冲区，以及长度为 0 时它做什么。
    .hint-1 = 消息少了结尾，谁会发现？
    .hint-2 = 没有人：recv 不会说。缓冲区必须和数据报的最大长度一样大。
    .hint-3 = 缓冲区在 src/sign_in.rs 的 receive 里；循环在 src/bin/client.rs 的 print_what_arrives 里。

lesson-05-strangers = 只听服务器的
    .why = 谁都可以向你的端口发数据报，一行 Python 就够了。什么都信的客户端，别人怎么说它都信：比如它的名字被占用了，或者 TOM 说了什么。
    .next = 在发出第一个问题之前，先把套接字 connect 到服务器：从此内核会挡住别人发来的东西。
    .hint-1 = 谁能向你的客户端的端口发东西？
    .hint-2 = 所有人，除非套接字已连接。或者每个数据报都看看是谁发的（recv_from），登录时也一样。
    .hint-3 = src/sign_in.rs 里 sign_in 开头的 connect，在循环之前。

lesson-05-server-away = 暂时不在的服务器还会回来
    .why = 一次拒绝说的只是一个数据报：刚才那一刻没有人在。没有什么连接会因此断掉。错误可能出现在下一次发送上，也可能出现在下一次接收上，哪一个都不能结束客户端。
    .next = 看 src/bin/client.rs 里 print_what_arrives 出错的那一支，以及发送失败时做什么：在 stderr 上说明，然后继续。
    .hint-1 = 你的哪些调用会以 ECONNREFUSED 失败，失败之后各自做什么？
    .hint-2 = 已连接套接字上的每一次发送和接收。把原因打印到 stderr，再转一圈。
    .hint-3 = src/bin/client.rs 里的 print_what_arrives：不要 break，不要 return，不要 unwrap。

lesson-05-signs-off = quit、/bye 和 stdin 结束都会签退
    .why = 关闭 UDP 套接字不会发出任何东西。客户端不说 /bye，它的名字就永远被占着，大家还在对一个不在的人说话。
    .next = 不管键入怎样结束，最后一个数据报都是 "/bye"，然后客户端以 0 退出，不等回答。这部分是给好的：看 send_what_is_typed 和 main。
    .hint-1 = 客户端直接结束时，服务器会发现什么？
    .hint-2 = 什么也发现不了。所以最后发出的那个数据报要说出来，三种离开方式都一样。
    .hint-3 = src/bin/client.rs 里的 send_what_is_typed；main 不能等打印的线程，它永远不会结束。

lesson-05-lossy-wire = 数据报有丢失、有重复，你的两个程序仍能会面
    .why = 在真实的网络上，数据报可能丢失，也可能到达两次。这里先丢了一个问题，又丢了一个回答：你的客户端会再问一次，而你的服务器必须再问候一次，因为这个名字已经是它自己的了。到达两次的数据报就是两条消息：UDP 分不清它们，怎么处理是它上面的协议的事。第 10 课会造一个这样的协议。
    .next = 看“经过”里线路做了什么。如果是丢失，看 sign_in 里的循环，以及同一地址再报同一个名字时服务器怎么回答；如果是重复，找找哪里漏掉了消息。
    .hint-1 = 一个回答丢了。同一地址又问同一个问题，你的服务器会说什么？
    .hint-2 = 再说一次 hello：这个名字并没有被别人占用。到达两次的话，就转告两次、打印两次。
    .hint-3 = src/sign_in.rs 里的 sign_in；src/room.rs 里你的聊天室判断名字是否被占用的地方；src/bin/client.rs 里的 print_what_arrives。

# 失败背后的错误：只有证据足够时才说。

diagnosis-connected-to-one = 内核显示，你的 { $program } 的套接字连接到了 { $address }：从此它只听得到这一个，别人都听不到了。
    .next = 找一找 connect：服务器只有一个套接字，一旦 connect，其他人就都被关在门外。用 send_to 来回答。
diagnosis-length-apart = 来的这个数据报里只有消息的长度，别无他物。数据报本身就有边界：整个数据报就应该是消息。
    .next = 看发送长度的地方：这里不需要报头。一条消息就是一个数据报。
diagnosis-ended-at-empty-datagram = 你的 { $program } 遇到 0 字节的数据报就结束了。在 UDP 里这不是结束，而是一条空消息。
    .next = 看长度为 0 时做了什么：那里的 break 或 return 只适合 TCP。
diagnosis-empty-datagram-passed-over = 你的 { $program } 会回答别的问题，却跳过 0 字节的数据报，好像什么也没来。
    .next = 看长度为 0 时做了什么：它和别的消息一样，也应该得到回答。
diagnosis-taken-by-itself = 服务器说名字已被占用，可是占用它的正是提问者自己，地址相同。回答丢失后再问一次的人，就永远进不来了。
    .next = 看查找名字的地方：只有旁边记的是另一个地址，名字才算被占用。
diagnosis-answered-twice = 每个问题都已经得到了问候，却又多来了一个。在 UDP 上，多余的回答会被当成下一个问题的回答。
    .next = 看发送问候的地方：一个问题会走到那里几次。
diagnosis-sent-to-its-sender = 文本是对的，但它回到了说话的人那里，没有发给其他人。
    .next = 看交给 send_to 的地址：应该是收件人的地址，而不是 recv_from 给出的发送者地址。
diagnosis-heard-itself = 这个人自己说的话，前面加上名字，又回到了他自己这里。它是说给其他人听的。
    .next = 看收集收件人的地方：发送者不在其中。
diagnosis-one-peer-only = 登录的人各有各的地址，在场的却只剩最后一个：每来一个，就顶替了前一个。
    .next = 看你用什么区分两个人：要 IP 和端口合在一起，因为这些人的 IP 都相同。
diagnosis-order-of-arrival = 名字都在，但按登录的先后排列。
diagnosis-order-without-case = 名字都在，但排列时不分大小写。按码点，A 到 Z 全都排在 a 之前。
    .next = 找一找 to_lowercase，或忽略大小写的比较：普通的字符串比较就是对的。
diagnosis-no-order = 名字都在，但没有顺序。
    .next = 看保存名字的是什么：HashMap 的顺序由它自己决定，每次运行都不同。用 BTreeMap，或在列出之前排序，顺序就对了。
diagnosis-port-alone = 你的 { $program } 让 JACK 顶替了 TOM。他们端口相同，IP 却不同：JACK 在 127.0.0.2。
    .next = 看你用什么区分两个人：要用整个 SocketAddr，而不只是端口。
diagnosis-command-by-its-beginning = 你的服务器把 "{ $text }" 当成了命令，因为它的开头像命令。
    .next = 找一找 starts_with：要整个第一个词都是命令才算。
diagnosis-small-buffer = { $length } 字节的消息只剩下最前面的 { $count } 字节：正好是一个缓冲区的大小。recv 的缓冲区装不下的部分，会和这个数据报一起被丢掉，再调用一次 recv 也找不回来。
    .next = 看缓冲区的大小：最大的数据报有 65507 字节。
diagnosis-limit-too-low = 消息被当成太长而拒绝了，其实不长：加上发送者的名字，它刚好填满 65507 字节的数据报。
    .next = 看长度和哪个数比较，怎样比较：等于 65507 也是对的。
diagnosis-ended-at-too-long = 有一条消息，前面加上名字后数据报就装不下了，你的 { $program } 因此结束了：一个人的消息让所有人的聊天都断了。
    .next = 看 send_to：它的错误（EMSGSIZE）只关系到这一条消息。后面不能有 `?`，也不能 return。
diagnosis-too-long-untold = 你的 { $program } 还在工作，消息也没有发给任何人，但没有告诉发送者。
    .next = 发送之前先量一量要发出去的长度，或看 send_to 返回了什么：发送者应该听到 "error: message too long"。
diagnosis-no-time-limit = 内核显示，你的 { $program } 在一个没有时限的 recv 里。它等的数据报丢了，也不会再有别的来。
    .next = 看套接字：没有 set_read_timeout，recv 会永远等下去。
diagnosis-asked-only-once = 你的 { $program } 问了一次就放弃了。一个问题或它的回答丢失，在 UDP 上是家常便饭。
    .next = 看提问外面的循环：时间到了还没有回答，就应该再问一次。
diagnosis-took-talk-for-answer = 你的 { $program } 收到了问候却结束了：问候到来之前，聊天室里有人先说了话。那不是回答，既不是同意，也不是拒绝。
    .next = 看开头既不是 "hello, " 也不是 "error: " 的数据报怎么处理：打印出来，继续等。
diagnosis-talk-restarts-wait = 你的 { $program } 每次 recv 都重新给 { $limit } 毫秒。时间还没到，聊天室里总有人说话，所以别人说多久，它就等多久。
    .next = 在循环之前算好一个截止时刻，每次 recv 只给剩下的时间。
diagnosis-only-waits-for-datagram = 内核显示，你的 { $program } 在 recv 里等一个数据报，而且没有别的线程。数据报不来，它什么也不做；而谁也不欠它一个数据报。
    .next = 键入的和到来的不能互相等待：各给一个线程。
diagnosis-waits-for-receiver = 内核显示，你的 { $program } 有一个线程在 recv 里等数据报，其他线程都在等另一个线程：等锁、等通道或等 join。
    .next = 找一找 recv 期间一直拿着的锁（UdpSocket 不需要锁，Arc 就够了），以及对接收线程的 join，那个线程永远不会结束。
diagnosis-ended-at-refusal = 你的 { $program } 发出的数据报被拒绝，它就结束了。这里没有会断开的连接：服务器可能还会回来。
    .next = 看 send 和 recv 的错误：ECONNREFUSED 说的是先前的某个数据报。在 stderr 上说一声，然后继续。
diagnosis-receives-no-more = 内核显示，自从发出的数据报被拒绝之后，你的 { $program } 就没有线程再接收了：还能键入，却什么也听不到。
    .next = 看接收的循环，以及它的错误结束了什么：`while let Ok(…)`、break 或 `?` 会让它彻底结束。
