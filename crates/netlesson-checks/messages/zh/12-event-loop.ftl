lesson-12 = 事件循环

# 房间就是第 6 课的房间。这里说的，都是关于那一个线程的；这里没有说的，由第 6 课来说。

lesson-12-greets =
    .next = 最先运行的依次是：管理员的输入（operator.rs 的 typed_lines）、循环（serve_forever）、accept，然后是 connection.rs 的 send 和 flush，问候由它们写出去。
    .hint-1 = 你的循环在哪个调用里等？哪个调用告诉你来了一个来客？
    .hint-2 = poll 在等，它返回监听套接字的一个事件。accept 给出流，room.enter 发出问候，flush 把它写出去，这一切都在循环再次等待之前。
    .hint-3 = 按顺序写第 1 到第 5 步，每写一步就启动一次服务器：下一个 todo! 的信息会告诉你走到了哪里。

lesson-12-two-at-once =
    .why = 只有一个线程，却没有人要等别人说完：循环就是为了这个。它同时等所有的人，而不是等某一个。
    .next = 找一找哪个调用在等某一个客户端：还会阻塞的套接字，或者一直读到整条消息才停的循环。
    .hint-1 = 第一个客户端在那里、什么也不说的时候，你的线程停在哪个调用里？
    .hint-2 = 在 poll 里，而不在别处。accept、read、write 都必须马上返回，没有事可做就返回 WouldBlock。
    .hint-3 = mio 的套接字不会阻塞，监听套接字在 bind 里也设好了。在 accept 里一直做到 WouldBlock：第二个来客可能和第一个一起到，那样两个人只有一个事件。

lesson-12-one-thread = 客户端再多，服务器的线程也不比两个客户端时多
    .why = 线程是用来等待的地方。谁能在一个地方等所有的人，就不需要第二个：不是给一万个客户端每人两个线程，而是大家共用一个，键盘用一个。
    .next = 找 thread::spawn：它只应当在 typed_lines（operator.rs）里出现一次，别处都不应当有。
    .hint-1 = 你的每个线程各在等什么？
    .hint-2 = 循环等所有的套接字。只有键盘需要自己的线程。
    .hint-3 = 除了 typed_lines 里的那个，把 thread::spawn 都去掉，让 attend（event_loop.rs）去做那些事，眼下能做多少就做多少。

lesson-12-others-hear =
    .next = 谁听到什么，写在 hear（room.rs）里。看看消息怎样到那里：receive（connection.rs）把到来的字节放进解码器，attend（event_loop.rs）从里面取出消息。
    .hint-1 = 哪个事件说明消息来了？你的循环对它做了什么？
    .hint-2 = 事件的 token 就是客户端的编号。编号放进 ready，attend 读取，房间听到，send 马上写给其他所有人。
    .hint-3 = 在 serve_forever 里：wait 之后，把属于客户端的 token 加进 ready；然后用 mem::take 取出 ready，对其中每个编号调用 attend。

lesson-12-all-that-came = 到了的全都听到，不用内核再说一遍
    .why = 边缘触发（mio 就是这样）时，内核通知的是变化：来了东西。你有没有读完，它不关心，也不会再告诉你一次。每个事件只读一次的服务器，在大家慢慢打字的时候一切正常。
    .next = 看看一个客户端在 ready 里留多久：要到 receive 返回 None 为止，而不是读过一次就算。再看看读一次之后，问了几次 next_message。
    .hint-1 = 服务器醒来之前，已经到了一百条消息。那是几个事件？要读几次？一次读到几条消息？
    .hint-2 = 一个事件。要读多少次，取决于什么时候 WouldBlock。每读一次，有几条完整的消息，就取几条。
    .hint-3 = 只要来了东西，receive 就返回 Some(length)：这时 attend 要把编号再放进 ready；ready 不空的时候，wait 不能等。listen 一直问 next_message，直到它返回 None。

lesson-12-short-writes = 内核没有收下的，以后再写，一个字节也不少
    .why = 对非阻塞的套接字，write 有多少空位就收多少，并且告诉你收了多少：也许是 60000 个字节里的 2304 个。其余的要你自己留着。谁把它扔掉，谁就切断了一条消息，客户端会把下一条的开头当成这一条的剩余部分。
    .next = 看看 flush（connection.rs）：它怎样用 write 返回的数？又有空位的时候，由谁来调用它？
    .hint-1 = write 返回 2304 之后，你的发件箱里还剩什么？WouldBlock 之后呢？
    .hint-2 = 除了那 2304 个字节，其余都在；WouldBlock 之后，原来有什么就还有什么。又有空位时会来一个事件，这个客户端就 ready 了，轮到它时先 flush。
    .hint-3 = 在 flush 里：只要发件箱不空，就写它的前面一段，然后 drain(..length)。遇到 WouldBlock 就返回，发件箱保持原样。注册时用 Interest::READABLE | Interest::WRITABLE。

lesson-12-asleep = 没有事做的服务器什么也不做
    .why = 一遍又一遍地问每个人有没有东西来，结果也是对的，只是要占掉整个处理器。事件循环之所以是事件循环，就在于没有事件时它在睡；有东西在等一个不读的客户端时，也是一样。
    .next = 看看 wait 交给 poll 的时限：只有 ready 里有人时才是零，此外没有时限，除非有人正在离开。
    .hint-1 = 在你的循环里，poll 等多久？那时 ready 里有谁？
    .hint-2 = 说了 WouldBlock 的，就不能再留在 ready 里。有东西在等一个客户端，不是着急的理由：有了空位，内核会说。
    .hint-3 = 只有来了事件，或者 receive 返回了 Some(1..)，才把编号放进 ready。绝不能因为发件箱不空就放进去。

lesson-12-numbered-by-arrival =
    .why = 五个来客等在 backlog 里；最先来的是客户端 0。accept 按次序给出他们，循环又只有一个线程：能把次序弄乱的，只有你之后对他们做的事。
    .next = 看看 accept（event_loop.rs）：编号就在那里数，每来一个数一个，从不减少。
    .hint-1 = accept 按什么次序返回来客？你在哪里数？
    .hint-2 = 按他们到来的次序。就在那里数，在对来客做任何别的事之前。
    .hint-3 = 编号是加一之前的 self.served。用这个编号注册和 enter，然后加一。

lesson-12-greeting-first =
    .next = 看看 enter（room.rs）：问候先进发件箱，客户端后进名单。只有一个线程，中间插不进任何事。
    .hint-1 = 只有一个线程时，你的两行代码之间能发生什么？
    .hint-2 = 什么也不能。所以先问候、后进名单，听到的第一句就是问候，不需要任何锁。
    .hint-3 = 在 accept 里，对每个来客马上调用 room.enter；在 send 里，永远接在等待的内容后面，绝不放到前面。

lesson-12-misses-nothing =
    .next = 看看 accept（event_loop.rs）和 enter（room.rs）：问候和进名单一气呵成，然后循环才去理别人。
    .hint-1 = 问候什么时候上路？客户端从什么时候起在名单上？
    .hint-2 = 都在 enter 里。之后说的话都能到它那里，哪怕只是进了它的发件箱。
    .hint-3 = 不要把新来的人另外存起来等下一轮：accept、注册、enter，一个接一个。

lesson-12-one-hears =
    .next = hear 和 tell（room.rs）已经写好。看看你的 send 对文本做了什么，用的是不是那个客户端的发件箱。
    .hint-1 = 哪个发件箱得到这条消息？得到几次？
    .hint-2 = 收件人的，一次。编号就是你注册流时用的那些。
    .hint-3 = 在 send 里：write_frame(&mut self.outbox, text.as_bytes())，只写一次，文本原样不变。在 accept 里：同一个 `number` 交给 Token(number)，也交给 room.enter，然后才 self.served += 1。

lesson-12-told-what-is-wrong =
    .next = hear（room.rs）已经写好：它把错误发给出错的人。看看 send 和 flush，再看看你的循环怎样处理一条空消息。
    .hint-1 = 对一个没有字节的帧，next_message 返回什么？
    .hint-2 = Some("")，不是 None：空消息也是一条消息。
    .hint-3 = 在 receive 里，来了什么就 push 什么，返回 Some(length)，不管里面是什么。在 send 里，write_frame 前面不要任何条件：hear 就是通过它把 "error: …" 发给说话的人，和别的文本一样。

lesson-12-any-pieces =
    .why = 一次 read 有什么就取什么：一个字节，三条消息，或者半条。半条必须留着，等其余的到来，而这期间循环在理别人；所以每个连接都有一个记得住的解码器。
    .next = 看看 receive（connection.rs）：读到的全部字节，不多一个，都放进这个连接自己的解码器。
    .hint-1 = 循环在理别人的时候，一条消息的前半在哪里？
    .hint-2 = 在它那个连接的解码器里。其余的到了，不管是哪一轮，解码器就给出这条消息。
    .hint-3 = self.decoder.push(&piece[..length])：用 read 返回的长度。然后一直取 next_message，直到 None。

lesson-12-longest-message =
    .next = 看看解码器的上限（MAX_TEXT_LEN，管进来的），再看看 send：出去的消息前面加了说话人，要长一点。
    .hint-1 = 一段是 16 KiB，64 KiB 的消息要分几段到？
    .hint-2 = 四段或更多：receive 取一段，这个客户端再次 ready，直到解码器里有了完整的一条。
    .hint-3 = 给出 Some(1..) 的客户端，attend 要再放进 ready。限制出去的只有 MAX_WAITING。

lesson-12-says-who-left =
    .next = 看看 leave（event_loop.rs）：从名单上拿掉（那一行也在这时打印），放进正在离开的人里，还会轮到它一次。
    .hint-1 = receive 的哪个结果说明客户端结束了它的流？
    .hint-2 = Some(0)。它之前说的已经听到了。从这时起它不在名单上；等它的内容写完，连接就放掉。
    .hint-3 = 在 leave 里：self.room.leave(number) 给出连接；和 Instant::now() + PATIENCE 一起放进 leaving，编号放进 ready。

lesson-12-operator =
    .next = 看看 typed_lines（operator.rs）：每一行都放进 channel，然后要叫醒循环，因为它睡在 poll 里。
    .hint-1 = 你的循环睡在 poll 里。它怎么知道有人输入了一行？
    .hint-2 = 靠 waker：wake 让 poll 返回。这时那一行已经在 channel 里，循环用 try_iter 取出来。
    .hint-3 = 在线程里：先 sender.send(line)，再 waker.wake()。在 serve_forever 里，每一轮都对 typed.try_iter() 的每一行调用 operate。

lesson-12-operator-mistakes =
    .next = operate（event_loop.rs）已经写好：announce 返回 Err，就在 stderr 上打印一行。看看是不是每一行都能到那里，几行一起输入时也要如此。
    .hint-1 = 循环被叫醒一次，channel 里可能有几行？
    .hint-2 = 多少行都可能：两次 wake 可能合成一次。所以有几行就取几行。
    .hint-3 = for line in typed.try_iter() 全部取出；recv 或 try_recv 只取一行。

lesson-12-end-of-input =
    .next = 看看输入结束以后，typed_lines 里的线程做什么：它结束，仅此而已。再看看 channel 没有了发送者，循环怎么办。
    .hint-1 = 发送的线程结束以后，try_recv 说什么？
    .hint-2 = Disconnected，永远如此。try_iter 这时只是什么也不给，poll 也不会因此醒来。
    .hint-3 = 对各行的 for 循环自己会结束。它后面什么都不应当有，不要 quit，也不要 wake。

lesson-12-bad-length =
    .next = 看看 attend 和 listen（event_loop.rs）：解码器的错误通过 leave 结束这一个连接，别的什么都不结束。
    .hint-1 = 一个客户端的错误，被 `?` 带到多高的地方？
    .hint-2 = 到 attend 为止，在那里打印出来并调用 leave。错误要是到了 serve_forever，就结束了大家的服务器。
    .hint-3 = 在 attend 里：把 Err(why) 打印到 stderr，然后 self.leave(number)。

lesson-12-not-text =
    .why = 消息是 UTF-8 文本，每个客户端都指望这一点。在用线程的服务器里，对文本 unwrap() 只让一个客户端失去它的线程；这里只有一个线程，它一 panic，大家就都完了。
    .next = 看看 next_message（connection.rs）：String::from_utf8 返回 Result，它的错误结束这个交谈。
    .hint-1 = panic 之后，你的服务器还剩下什么？
    .hint-2 = 什么也不剩：循环就是主线程。客户端能引起的，都必须是 Err，绝不能是 panic。
    .hint-3 = 照已经写好的那样，对 String::from_utf8 用 map_err(io::Error::other)；凡是取决于客户端的，都不要 unwrap。

lesson-12-gone-midway =
    .why = 网线会被拔掉，程序会被杀死。连接可能断在报头里，断在文本里，以 FIN 或以 RST 结束，read 各有各的表现：0 或者一个错误。而在其他人看来都应当一样："client N left"。
    .next = 看看 attend（event_loop.rs）：Ok(Some(0)) 和每一种 Err 都通向 leave。
    .hint-1 = read 的哪些结果说明再也不会有东西来了？
    .hint-2 = Ok(0)，以及除了 WouldBlock 以外的每个错误。WouldBlock 的意思是：现在没有。
    .hint-3 = 在 receive 里，只有 WouldBlock 变成 None，其他错误都交上去。在 attend 里，Some(0) 和 Err 都调用 leave。

lesson-12-nothing-left-behind =
    .next = 连接被丢弃（drop）时才关闭。看看谁会从 leaving 里拿走：see_off 返回 Some(0) 或错误时在 attend 里，时间到了在 let_go 里。
    .hint-1 = 客户端已经走了，你的哪个表里还有它的连接？
    .hint-2 = 第二次调用 leave 时没有把它从 leaving 里拿走，就还在那里；没有看到它的结束，就还在房间里。
    .hint-3 = leave 一开始先 self.leaving.remove(&number)。全部写完、客户端也挂断了，see_off 才返回 Ok(Some(0))。

lesson-12-whole-frames =
    .why = 只有一个线程，不会有两个同时在写；帧却仍然可能混在一起：上一个帧的剩余部分还在等，就有人把下一个写进了套接字。
    .next = 看看 send（connection.rs）：每个帧都接在发件箱里等待的内容后面，只有 flush 往流里写。
    .hint-1 = 还有以前的内容在等的时候，你的 send 怎么做？
    .hint-2 = 接在后面。要是先去写新的帧，它就会插到旧帧的中间。
    .hint-3 = 用 write_frame 写进 self.outbox，然后 self.flush()：别的地方都不往流里写。

lesson-12-never-reads =
    .why = 客户端不读，往它那里写就一个字节也收不下：WouldBlock。谁在这里等，谁就让所有人一起等；谁任其堆积，内存就会用完。所以堆到 1 MiB 为止，然后那个客户端必须离开。而肯读的人，必须一条不少。
    .next = 看看 send（connection.rs）：flush 之后，发件箱的长度就是等待的字节数，超过 MAX_WAITING 就把流的两个方向都 shutdown。
    .hint-1 = 你 shutdown 了一个客户端，又怎么知道该把它从名单上拿掉？
    .hint-2 = 和别的客户端一样：shutdown 让流结束，来一个事件，receive 返回 Some(0)，于是调用 leave。
    .hint-3 = 在 send 里，flush 之后：如果 self.outbox.len() > MAX_WAITING，就清空发件箱，并 shutdown(Shutdown::Both)。

lesson-12-slow-reader =
    .next = 看看 send（connection.rs）：拿来和上限比的，是 flush 之后还在等的字节数，不是消息的条数，也不是一共发过的字节数。
    .hint-1 = 你的发件箱的长度数的是什么？
    .hint-2 = flush 还没有写出去的：写出去的必须由 flush 拿掉，否则发件箱只增不减。
    .hint-3 = 在 flush 里：每次 write 之后都 self.outbox.drain(..length)。

lesson-12-nothing-piles-up = 已经转发的不占内存
    .why = 发件箱里放一个位置，缓冲区只看末尾新来的一段，这样写很快；可要是前面的从来不拿掉，客户端在多久，它就随着每条消息长多久。几天之后才看得出来：服务器因为内存用完被杀死。
    .next = 看看一切会增长的东西：发件箱（写出去的要由 flush 拿掉），以及你为读到的内容保存的东西。
    .hint-1 = 一万条消息之后，你的哪个缓冲区比十条之后长？
    .hint-2 = 哪个都不应当。写出去的、取出来的，必须从缓冲区里拿掉，而不只是跳过去。
    .hint-3 = 在 flush 里对发件箱 drain(..length)。解码器会放掉它给出的内容：只把新的字节 &piece[..length] 交给它。

lesson-12-no-descriptor-left = 没有描述符给下一个来客，服务器照常工作，以后再接他
    .why = 有一万个客户端时，描述符的上限就在眼前。这时 accept 会失败，来客留在 backlog 里。边缘触发时，再也不会有事件说起他；另一种触发则马上又说，永远说下去。这两种服务器，在人多的那天到来之前都很正常。
    .next = 看看 accept（event_loop.rs）：遇到不是 WouldBlock 的错误之后怎么办？有客户端离开时，又是什么让你再试一次？
    .hint-1 = 又有描述符的时候，谁告诉你的循环还有一个来客在等？
    .hint-2 = 没有人。但是描述符是因为有客户端离开才空出来的，而那是一个事件：在它之后再试 accept。
    .hint-3 = 每一轮的最后都调用 accept，不要只在监听套接字有事件时才调用。出错就打印出来并返回。

lesson-12-two-hundred =
    .why = 两百个客户端对循环来说不算什么：内核会说谁有话要说，其他人什么也不占。每个人说的话仍然要完整地到达该到的人那里。
    .next = 找一找数量有限的东西：固定长度的列表，放事件的地方。放不下的事件，下一次 poll 会给出来。
    .hint-1 = 容得下的最后一个客户端之后，再来一个，你的服务器怎么办？
    .hint-2 = 这里除了描述符和内存，没有什么限制客户端的数量。
    .hint-3 = Events::with_capacity(1024) 限制的是看一次能看到多少，不是客户端的数量。编号从头到尾都是 usize。

lesson-12-four-hundred = 四百个客户端，每个只占一点内存
    .why = 一个客户端占多少，要乘以一万：64 KiB 就是 640 MB，而这些人什么也没说。事件循环可以连 1 KiB 都不用：里面有东西的时候才需要缓冲区。
    .next = 看看一个连接从第一刻起就拿着什么：为每个人一开始就按最大尺寸准备的缓冲区。
    .hint-1 = 什么都还没说的时候，你的 Connection 占多少字节？
    .hint-2 = 几乎不占：空的 VecDeque 和空的解码器还没有内存。read 要填的那一段可以放在栈上，因为只在那次调用期间需要它。
    .hint-3 = 用 VecDeque::new()，不用 with_capacity；let mut piece = [0; PIECE] 放在 receive 里，不放在 Connection 里。

lesson-12-any-slices =
    .why = 这里切在哪里由随机决定，换一个种子就换一种切法。发送的人中途沉默了：在那之前已经完整的消息必须让人听到，而半条消息不能妨碍别人说话。要做到这一点，就不能有谁在等其余的部分。
    .next = 看看 receive（connection.rs）：读一次，得到什么算什么，然后回到循环。
    .hint-1 = 半条消息到了。你的线程在哪里等其余的部分？
    .hint-2 = 在 poll 里，在那里它等所有的人。半条消息在解码器里。
    .hint-3 = receive 里不要 read_exact，不要 read_frame，也不要循环：读一次，push，返回。

lesson-12-quit =
    .why = 教程希望有办法关闭服务器，却没有办法：它的服务器睡在 accept 里。同时等一切的循环，也在等管理员。
    .next = 看看 serve_forever 里循环的条件：监听套接字没有了，也没有人正在离开，循环就结束。
    .hint-1 = 什么成立时你的循环才结束？`quit` 之后，由谁让它成立？
    .hint-2 = operate 放掉监听套接字，并让每个人离开。没有人在，循环就可以马上结束，不需要再来一个事件。
    .hint-3 = while self.listener.is_some() || !self.leaving.is_empty()：每一轮在 wait 之前都看一次。

lesson-12-quit-with-idle-clients =
    .why = 他们什么也不说，也永远不会走。服务器从自己这边结束每个连接；客户端看到以后挂断；而这又是一个和别的一样的事件。
    .next = 看看 see_off（event_loop.rs）：全部写完以后 finish，然后等客户端自己结束。
    .hint-1 = 你关闭写方向以后，客户端看到什么？然后你又看到什么？
    .hint-2 = 在所有说过的话之后，看到流的结尾。它关闭连接，你的 read 返回 0：这时就放开它。
    .hint-3 = 在 see_off 里：flush，如果 is_flushed 就 finish()，然后 discard()。leave 要把编号放进 ready，这样才会马上发生。

lesson-12-asleep-while-one-leaves = 有客户端正在离开时，服务器照样睡
    .why = 离开需要时间：等着的要写出去，客户端还要挂断，两件事你都要等。这期间循环要是一圈一圈地空转，就占掉整个处理器；你的耐心有多久，就占多久，每个走得慢的客户端都来一次。而它后来又会静下来，所以几乎没有人注意到。有一点很容易忽略：你自己的 shutdown 也是一个事件，每次都是，哪怕这个流早就 shutdown 过了。
    .next = 看看 see_off（event_loop.rs）：什么也没来的时候它返回什么？它每一轮都做的事里，有没有哪件又引来下一轮？
    .hint-1 = 你这边的流已经结束，客户端那边还没有，这期间谁在 ready 里？会来什么事件？
    .hint-2 = 没有人在，也没有事件。来了事件，或者 read 读到了东西，客户端才是 ready 的；而一个流只 shutdown 一次，否则每次 shutdown 又是一个事件。
    .hint-3 = 在 see_off 里：用 connection.finish() 告诉客户端，它只在第一次才 shutdown；返回 discard 给的结果，还有东西等着写的时候去掉 0。绝不要因为还有东西没写完就返回 Some(1..)。

lesson-12-quit-says-it-all =
    .next = 看看 see_off（event_loop.rs）：只要还有东西在等，就不结束这个流，也不放开这个客户端；每个说明有了空位的事件，都再 flush 一次。
    .hint-1 = 一条消息说出来了，还没有写给慢的客户端，这时它在哪里？
    .hint-2 = 在它那个连接的发件箱里，而这个连接已经从房间搬到了 leaving。循环要继续到发件箱空了为止。
    .hint-3 = 在 see_off 里：!connection.is_flushed() 时，不 finish，也绝不返回 Some(0)。在 serve_forever 里：只要 leaving 里还有人，循环就继续。

lesson-12-quit-with-one-who-never-reads =
    .why = 这个客户端既不读取也不挂断：它永远不会再有事件。总得有一个地方看钟；PATIENCE 给它两秒，所以这项检查可能要这么久。
    .next = 看看 wait 和 let_go（event_loop.rs）：有人正在离开时，poll 最多等到第一个人的时间到了，然后 let_go 放掉时间已到的人。
    .hint-1 = 什么都不再发生的时候，谁来叫醒你的循环？
    .hint-2 = poll 的时限。wait 从 leaving 里最早的时间算出它。
    .hint-3 = leave 把 Instant::now() + PATIENCE 放在连接旁边。不要每轮到一次就往后推。

lesson-12-both-together =
    .next = 两个程序都通过了各自的检查。看看双方必须一致的东西：netlesson-common 的帧，最多 64 KiB 的文本。
    .hint-1 = 其中一个发送的什么，是另一个没有料到的？
    .hint-2 = 客户端和第 6 课的完全一样：除非你的服务器说得不同，它分不出这两个服务器。
    .hint-3 = 在 send 里，帧只由 write_frame 来做：前面四个字节的长度，后面没有换行。在 leave 和 see_off 里，全部写完以后才 finish：客户端一看到结尾，就打印 "the server closed the connection"。

# 内核等见证到的情况，以及背后的错误。

witness-threads-for-clients = 有两个客户端时，你的 { $program } 有 { $before } 个线程；又来了 { $clients } 个以后，有 { $now } 个。
witness-piles-up = 对一个全部读走的客户端说了 { $said } KiB，之前你的 { $program } 占 { $before } KiB 内存，之后占 { $now } KiB。
witness-memory-for-clients = { $clients } 个什么也没说的客户端，平均每个占了你的 { $program } { $each } KiB 内存，允许的是 { $allowed } KiB。
witness-spins-until-hung-up = 客户端 { $client } 的连接已经由你这边结束，而它还没有挂断：没有事可做。你的 { $program } 却一直在运行：在处理器空出来给它的 { $free } 毫秒里，它运行了 { $ran } 毫秒。
witness-spins-over-what-waits = 客户端 { $client } 已经结束了它那一边，也不读还在等它的内容：没有事可做。你的 { $program } 却一直在运行：在处理器空出来给它的 { $free } 毫秒里，它运行了 { $ran } 毫秒。
diagnosis-left-in-the-kernel = 客户端 { $client } 发来的 { $bytes } 个字节还在内核里没有读，而你的服务器在没有时限地睡：内核告诉过它一次有东西来了，它没有读完。
    .next = 看看读到东西以后谁是 ready 的：还是这个客户端，直到 read 说 WouldBlock。那以后循环才可以睡。
diagnosis-left-in-the-program = 客户端 { $client } 发来的都读走了，消息却没有全部转发：它们在你的服务器自己的内存里，而它要睡到再有东西来。
    .next = 读一次可能带来很多条消息：一直向解码器要下一条，直到没有为止。
diagnosis-rest-forgotten = 第 { $number } 条消息只到了 { $length } 个字节里的 { $bytes } 个，紧接着就开始了下一条：内核没有更多空位，其余的被扔掉了。
    .next = 看看 flush 怎样用 write 返回的数：离开发件箱的只能是这么多字节。
diagnosis-never-resumed = 到了 { $length } 个字节里的 { $bytes } 个，全都正确，然后就没有了，尽管客户端在读：没能马上出去的，以后再也没有写。
    .next = 找一找又有空位时由谁来调用 flush：流注册时必须带上 Interest::WRITABLE，它的事件必须引起一次 flush。
