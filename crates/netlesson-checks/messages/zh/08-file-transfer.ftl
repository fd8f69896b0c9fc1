lesson-08 = 文件传输

lesson-08-ready-line =
    .hint-3 = 起始代码里已经写好：见 src/bin/server.rs 里的 `listen`。

lesson-08-no-folder = 文件夹不存在时要说出来
    .why = 服务器自己去建一个没给过它的文件夹，或者收到第一个文件才发现没有文件夹，都是拿到了错误的路径却闷声不响。"error: cannot open DIR: No such file or directory" 一开始就说清楚。
    .next = 起始代码里已经写好：src/folder.rs 的 Folder::open 返回错误，main 按 "error: cannot open DIR: WHY" 打印。
    .hint-1 = 你的服务器什么时候第一次碰它的文件夹？
    .hint-2 = 在监听之前。文件夹不存在，或者是个文件，在它里面建文件夹就会失败。
    .hint-3 = Folder::open 调用的是 fs::create_dir，不是 fs::create_dir_all，后者会把缺的文件夹也建出来。

lesson-08-stores-a-file = 文件完整到达，并有了自己的名字
    .why = 这是完整的一次交谈：通告、偏移、字节、回答。客户端读到 "ok" 时，文件就在那里：这个词就是这个意思。
    .next = 跟着 src/bin/server.rs 的 take_file 走一遍：通告、begin、打印一行、偏移、receive、store、第二行、ok。
    .hint-1 = 收到两个回答之后，客户端各知道了什么，接着做什么？
    .hint-2 = 偏移说明从哪里发起。文件有了名字之后才有 ok：最后才回答。
    .hint-3 = 在 take_file 里：receive_json、Announcement::from_json、folder.begin、用 send_json 发 "offset"、upload.receive、upload.store、用 send_json 发 "ok"。每一步都带 `?`。

lesson-08-empty-file = 空文件也是文件
    .why = 0 字节的文件，偏移之后什么也不来。至少读一次的服务器会等一个永远不会发出的字节，而客户端在等回答：双方永远等下去。
    .next = 看看 `receive` 里的循环：不缺什么的时候不能读。
    .hint-1 = 收 0 个字节需要读几次？
    .hint-2 = 一次也不用。“还缺吗？”要在每次读之前问，第一次也一样。
    .hint-3 = `while self.offset < size` 先问后读；把问题放在 `loop` 末尾就是先读后问。

lesson-08-announcement-in-pieces = 通告逐字节到来，文件爱怎么来就怎么来
    .why = 教程用一次 recv 收报头，多半也行。TCP 保证字节的顺序，不保证一次来多少。
    .next = 看看通告是用什么读的：netlesson-common 的 read_frame 会一直读到整个帧。
    .hint-1 = 只到了一个字节时，一次 read 返回多少？
    .hint-2 = 返回 1。帧说明了自己有多长，不必猜：读到那么多为止。
    .hint-3 = 所有 JSON 都用 receive_json 收，旁边不要再有自己的 read。

lesson-08-stuck-together = 通告和文件连在一起
    .why = 客户端要是知道服务器还没有这个文件，可以不等偏移就把字节发出来。它们就紧跟在通告后面。谁读得比帧多，就把文件的开头扔掉了。
    .next = 找一找哪个缓冲区取走的比通告多：里面剩下的属于文件。
    .hint-1 = 你为通告读了最多 1024 字节。通告结尾后面的是什么？
    .hint-2 = 文件最前面的字节。属于帧的才从流里取，多一个也不取。
    .hint-3 = read_frame_within 就是这样。BufReader 不是，除非读文件也用同一个。

lesson-08-not-seen-until-whole = 看不到半个文件
    .why = 有人打开文件夹，看到 holiday.jpg。如果那里可能只有一半，这个名字就永远信不过：正在到来时信不过，连接断了、半个留在那里时更信不过。
    .next = 看看 `begin` 往哪里写，名字什么时候出现：字节先写进别处的一个暂存文件，全部到齐后用 rename 给它名字。
    .hint-1 = 字节到来时，你的服务器在写哪个文件名？
    .hint-2 = 除了最终的名字，哪个都行。同一文件系统里的 rename 一步完成：之前什么也看不到，之后看到全部。
    .hint-3 = 在 `begin` 里打开 folder.parts 里的暂存文件，只在 `store` 的最后调用 fs::rename。

lesson-08-replaces-in-one-step = 新文件一步替换旧文件
    .why = 先删旧文件，或者直接往上写，都会有一段时间两个都不在。新的要是一直没传完，两个就都丢了。
    .next = 找一找对最终名字的 remove_file 或 File::create。rename 自己就会替换。
    .hint-1 = 新文件到了一半，有人打开旧的名字，会看到什么？
    .hint-2 = 完整的旧文件。替换发生在 rename 的那一刻，不会更早。
    .hint-3 = fs::rename(part, place) 就够了：它会替换叫这个名字的文件。

lesson-08-too-much = 来的比通告的多
    .why = 通告了 N 个字节，文件就是 N 个字节。循环要是等“恰好收到 N”，一次读过了头就永远等不到；把读到的全写下去，存的就是另一个文件。
    .next = 看看每次读最多能取多少：最多是还缺的那么多。
    .hint-1 = 还缺 100 字节，那里有 1100。你的 read 返回多少？
    .hint-2 = 缓冲区装得下多少就多少。让缓冲区或它的切片不比还缺的更长。
    .hint-3 = let room = missing.min(PIECE as u64) as usize; 然后读进 &mut piece[..room]。用 take(missing) 也行。

lesson-08-wrong-md5 = 与通告不符的字节不保存
    .why = 发 md5 就是为了比较。不一样，说明路上或磁盘上出了错，这个文件就不是那个文件。拿它当开头也没用：接着传下去永远不会对。
    .next = 看看 `store`：先比较，后 rename；比较失败就拿走暂存文件，返回错误。
    .hint-1 = md5 不对时，暂存文件怎么办？
    .hint-2 = 拿走。否则下一次会被告知“我全都有了”，又以同样的方式失败，永远如此。
    .hint-3 = 在 `store` 里，is_right 或 rename 返回错误时调用 give_up。

lesson-08-one-component = 没有名字能走出文件夹
    .why = 名字来自陌生人。"../.ssh/authorized_keys" 接到文件夹后面，就是外面的文件；绝对路径则把文件夹整个换掉。每种写法都算，JSON 的转义也算：\u002e\u002e\u002f 就是 "../"。
    .next = 看看 src/announcement.rs 的 is_one_component，并确认判断的是解码之后的名字。
    .hint-1 = name 是 "/etc/passwd"、".." 或 "" 时，DIR.join(name) 是什么？
    .hint-2 = 不要修补名字，要拒绝：空的、"."、".."，以及含有分隔符（在 Windows 上反斜杠也是）或 NUL 的。
    .hint-3 = !matches!(name, "" | "." | "..") && !name.contains(['/', '\\', '\0'])

lesson-08-md5-is-no-path = md5 不是路径
    .why = md5 和名字来自同一个陌生人。暂存文件要是用它来命名，md5 写成 "../../x"，就是文件夹外面的一个文件。它反正不可能正确，也无济于事：还没有比较，文件就已经建出来了。
    .next = 看看 `begin` 里暂存文件的名字由什么组成：要用自己算出的哈希，不用别人发来的字符。
    .hint-1 = md5 是 "../../x" 时，parts.join(&announcement.md5) 得到什么？
    .hint-2 = 和名字一样，是一条出路。放进路径之前先看它是不是 32 个十六进制数字，或者根本不放进路径。
    .hint-3 = let name = md5_of(&mut announcement.to_json().to_string().as_bytes())?; 然后 self.parts.join(name)。自己算出的哈希里没有斜杠。

lesson-08-odd-names = 奇怪的名字也是名字
    .why = "..x" 和 "..." 有点号，却哪里也去不了。凡是有两个点、有空格或者有“你”就拒绝，等于不让人传自己的文件。
    .next = 看看 is_one_component 除了能走出文件夹的，还拒绝了什么；也看看由客户端的名字拼成的名字：可能会太长。
    .hint-1 = "..x" 是路径的一个分量吗？
    .hint-2 = 是。只有整个名字是 "." 或 ".." 才有别的意思；有分隔符才是两个分量。
    .hint-3 = 把 "." 和 ".." 当作整个名字来比较。暂存文件用哈希命名，否则 NAME.part 会超过文件名允许的长度。

lesson-08-link-in-the-way = 不会顺着文件夹里的链接写出去
    .why = 打开一个名字来写，会跟着叫这个名字的链接走，不管通向哪里。rename 不会：它把文件放到链接的位置上。
    .next = 找一找什么会打开最终的名字或复制过去。只有 rename 可以碰它。
    .hint-1 = DIR/notes 是指向 /home/you/diary 的链接。File::create("DIR/notes") 清空的是什么？
    .hint-2 = 日记。fs::copy 和 fs::write 也会打开这个名字。
    .hint-3 = 只有 fs::rename(part, place) 这一个调用里出现最终的名字。

lesson-08-ok-when-stored = 文件存好之后才说 "ok"，不能提前
    .why = 这个文件存不下来：已经有一个同名的文件夹，或者名字超过了系统允许的长度。rename 会失败。先说 ok 再存的，等知道结果时已经说了谎。客户端会删掉自己的那一份，因为你说你已经有了。
    .next = 找一找在 `store` 返回之前发出了什么，rename 的错误是不是没人看。
    .hint-1 = 新名字是一个文件夹的名字时，fs::rename 返回什么？
    .hint-2 = 返回错误，文件还在原处。回答客户端什么，取决于它。
    .hint-3 = 先 upload.store()?，下一行才发 {"{"}"ok":true{"}"}。

lesson-08-bad-announcement = 不是通告的，用错误回答
    .why = 能发出来的字节总有人会发：不是 JSON、大小是负数、半个字节、超过 u64、没有名字。每一样都是发送者自己的不幸：一个回答，结束这次交谈，仅此而已。
    .next = 找一找从帧到 Announcement 的路上有没有 unwrap：receive_json 和 from_json 返回错误，`?` 把它交给 `serve`。
    .hint-1 = 通告里的三样，哪些可能缺少，或者是别的类型？
    .hint-2 = 每一样都可能。as_u64 对 -1、0.5 和 "7" 都返回 None；None 是错误，不是 0。
    .hint-3 = 在 take_file 里，Announcement::from_json(&receive_json(stream)?)? 就够了；`serve` 把错误发给客户端。

lesson-08-callers-vanish = 消失的客户端什么也带不走
    .why = 程序会崩溃，会被杀死，会中途关掉。在报头里，在文件中间，在最后一个字节之后：客户端在哪里都可能消失，你的每个调用都可能因此返回错误。
    .next = 找一找读、写以及最后发出的回答上有没有 unwrap；还要看不管交谈怎样结束，"hung up" 都会打印。
    .hint-1 = 对方重置了连接，read 和 write 返回什么？
    .hint-2 = 只属于这次交谈的错误。它们交给 `serve`，由它道别；别人察觉不到。
    .hint-3 = take_file 里用 `?`，"… hung up" 那一行放在 `serve` 的最后。

lesson-08-slow-caller = 发得慢的人不让别人等
    .why = 大文件走细线路要几个小时。一个接一个收文件的服务器让所有人等它；遇到不出声的，就永远等下去。
    .next = 看看 main：每个连接有一个线程。再找一找接收字节时有没有一直拿着的锁。
    .hint-1 = 上传两个不同的文件，有什么必须共用？
    .hint-2 = 只有正在使用的暂存文件名单，而且只用一瞬间。上锁、查看、写入、放开。
    .hint-3 = 在 `claim` 里，`taken` 的守卫不能活过一条语句。

lesson-08-resumes = 中断的上传从停下的地方继续
    .why = 5 GiB 传到 4 GiB，线断了。从头再来又要几个小时；已经来的就在磁盘上，它的长度说明有多少。最多只能再要最后 1 MiB。
    .next = 偏移对吗？对的话，看看 md5 是对什么取的：是整个暂存文件，不只是这一次来的。不对的话，看看 `begin`：已有的暂存文件以追加方式打开，不清空，它的长度就是偏移。
    .hint-1 = 怎样找到中断了的上传的暂存文件？
    .hint-2 = 靠名字，同一个文件每次通告得到的名字都相同。它的长度就是已经到的字节数。
    .hint-3 = OpenOptions::new().create(true).append(true).open(part)，然后 metadata()?.len()。File::create 会清空它。`receive` 出错时暂存文件要留着。

lesson-08-resumes-after-kill = 服务器被杀死，上传仍能继续
    .why = 程序记在心里的东西随它一起消失：偏移的表，还没写出去的缓冲区。只有交给系统的才留得下来。
    .next = 找一找什么只在内存里：收到的字节，或者“有多少”这件事。
    .hint-1 = 现在杀死你的服务器。它收到的字节在哪里？
    .hint-2 = 每来一块就写一块。BufWriter 会扣下一些，Vec 会全部扣下。
    .hint-3 = 在 `receive` 的循环里 self.file.write_all(&piece[..length])，直接写 File，不要 BufWriter。

lesson-08-its-own-alone = 只接着传同一个文件
    .why = 每天都有两个不同的文件叫 a.jpg。一个的开头接上另一个的结尾，就是第三个文件，谁也没发过。
    .next = 看看暂存文件的名字由什么组成：名字和 md5，两样都要。
    .hint-1 = 两个客户端通告 a.jpg，md5 不同。它们得到同一个暂存文件吗？
    .hint-2 = 不能。md5 相同而名字不同的两个也不能：各是各的文件。
    .hint-3 = 对整个通告取哈希：名字、大小或 md5 不同，就是另一个暂存文件。

lesson-08-corrupt-beginning = 错误的开头不会永远毁掉文件
    .why = 续传时只发剩下的。开头要是坏了，结尾是对的，整个却是错的。md5 必须是所有字节的，中断之前的也算。
    .next = 看看 md5 是对什么取的，以及不对时暂存文件怎么办。
    .hint-1 = 续传之后，哪些字节进了你的哈希？
    .hint-2 = 暂存文件里的全部。如果不是通告的那些，就拿走：下一次得到偏移 0。
    .hint-3 = `store` 里的 md5_of(&mut File::open(&self.claim.part)?) 从磁盘读全部；give_up 把它拿走。

lesson-08-shorter-than-its-part = 通告的大小比已经到的还小
    .why = 大小和别的一样，只是一种说法。通告 20,000，那里有 30,000：两个 u64 的差不是 -10,000，而是 panic，或者要等 1844 亿亿个字节。
    .next = 看看在哪里用大小减偏移，更小的大小又通向哪个暂存文件。
    .hint-1 = 20000_u64 - 30000_u64 是多少？
    .hint-2 = 溢出。如果大小也是暂存文件名字的一部分，就不会走到这一步：那是另一次上传。
    .hint-3 = 用整个通告（包括大小）来命名暂存文件；或者暂存文件比文件长时从头开始。

lesson-08-name-of-a-part = 没有名字能碰到服务器自己留着的东西
    .why = 文件夹里有服务器自己的文件：暂存文件。客户端要是能给自己的文件取一个暂存文件的名字，就会换掉别人上传的开头，或者自己的文件被当成暂存文件删掉。
    .next = 看看暂存文件放在哪里，客户端能不能通告一个属于它们的名字。
    .hint-1 = 暂存文件叫 a.jpg.part，就在 a.jpg 旁边。有人发来一个叫 a.jpg.part 的文件，会怎样？
    .hint-2 = 它占了暂存文件的位置。把暂存文件放进文件夹里面的一个文件夹：只有一个分量的名字到不了那里。
    .hint-3 = 在第一个客户端到来之前建好 .parts 文件夹（Folder::open 就是这样），在 `begin` 里打开 self.parts.join(name)。叫 ".parts" 的文件替换不了文件夹：rename 失败，give_up 把它拿走。

lesson-08-same-name-at-once = 两个人同时发同名的文件
    .why = 两个线程往同一个暂存文件后面追加，字节就混在一起，哪个文件都不对。拒绝第二个是公平的，给它自己的暂存文件也行；但总得有一个到达。
    .next = 看看 `claim`：一个暂存文件同一时间只属于一个连接。两个不同的文件本来就有两个暂存文件。
    .hint-1 = 两个客户端同时发同一个文件，暂存文件里是谁的字节？
    .hint-2 = 两个人的，混在一起。打开之前先问有没有人在用，并记下自己在用，两件事在同一把锁下。
    .hint-3 = HashSet::insert 会说它是不是新的。Claim 被 drop 时，它的条目也去掉。

lesson-08-beyond-4-gib = 超过 4 GiB 的大小不会截成 32 位
    .why = `as u32` 把 4,294,968,296 变成 1000，一声不响。服务器收到一千个字节就满意了，一部电影成了一张缩略图。
    .next = 找一找大小经过的路上的 `as u32`、`as i32` 和这些类型的字段。
    .hint-1 = u32 最大能是多少？
    .hint-2 = 4,294,967,295：比 4 GiB 少一个字节。文件的大小和偏移是 u64。
    .hint-3 = JSON 里用 as_u64，Announcement 里用 u64，偏移和还缺的也用 u64。只有一块的长度是 usize。

lesson-08-huge-size = 最大的大小
    .why = 大小是谁都能发来的一个数。18,446,744,073,709,551,615 也是一个，没有磁盘装得下这么多。照着它预留内存，或者再往上加一点，就等于让陌生人用一个 panic 结束交谈。
    .next = 找一找有什么在字节到来之前，就按大小预留或计算。
    .hint-1 = u64::MAX + 65535 是多少？
    .hint-2 = 溢出：debug 构建里是 panic，release 构建里是一个很小的数。用大小减去已经到的，永远不要往大小上加。
    .hint-3 = while self.offset < size {"{"} … {"}"}，其中 missing = size - self.offset，缓冲区是 PIECE 字节：这里什么也不会溢出，也没有什么随大小增长。

lesson-08-little-memory = 大文件不必装进内存
    .why = 发了 60 MiB，然后向内核询问服务器内存的峰值。先收进 Vec 再写，文件有多长就要多少内存。
    .next = 找一找 read_to_end，或者不断增长的 Vec：不管文件多长，一块 64 KiB 就够。
    .hint-1 = 你的服务器同一时间拿着文件的多少？
    .hint-2 = 一块：读、写，再读进同一个缓冲区。取 md5 也一样。
    .hint-3 = 在 `receive` 和 `md5_of` 的循环前面 let mut piece = vec![0; PIECE];

lesson-08-disk-full = 磁盘满了是错误，什么也不留下
    .why = 没有空间时 write 返回错误。把它吞掉，就成了一个太短的文件；留在那里的暂存文件占着大家都需要的地方。
    .next = 看看 write_all 失败时 `receive` 做什么：拿走暂存文件，告诉客户端。
    .hint-1 = 你的哪个调用会发现磁盘满了？
    .hint-2 = write_all。线断了，留着暂存文件有意义；磁盘满了，它只会碍事。
    .hint-3 = write_all 出错时：self.give_up()，再返回错误。read 出错则让暂存文件留在原处。

lesson-08-announces = 客户端通告名字、大小和 md5，然后等待
    .why = 服务器的文件夹里没有相册：名字是路径的最后一个分量，不是路径。偏移到来之前，客户端也不可能知道从哪个字节发起。
    .next = 看看 Announcement::of、md5_of，以及 `send` 在通告和回答之间做什么：什么也不做。
    .hint-1 = album/a.jpg 的 Path::file_name 是什么？
    .hint-2 = a.jpg。大小是文件的大小，md5 是全部字节的 md5，小写十六进制。
    .hint-3 = md5_of：读进缓冲区，consume(&piece[..length])，直到 read 返回 0；然后 format!("{"{:x}"}", hash.finalize())。

lesson-08-sends-from-offset = 客户端从偏移处发起
    .why = 偏移可能是 0，可能是文件大小，也可能是中间任何一处。每次都从头发，会把服务器留下的弄乱。
    .next = 看看 send_from：seek 到偏移，然后剩多少发多少。
    .hint-1 = 刚打开的文件从哪里开始读？
    .hint-2 = 从 0。Seek 可以移动它。偏移在末尾时没有什么可发，但回答照样要等。
    .hint-3 = file.seek(SeekFrom::Start(offset))?，然后 take(size - offset)。

lesson-08-empty-file-sent = 客户端发送空文件
    .why = 一个通告，偏移 0，没有字节，一个回答。进度条除以大小，或者非要读到东西的 read，都会在这里出事。
    .next = 找一找除以大小的地方，以及没有什么可发时还把读到 0 字节当成错误的 read。
    .hint-1 = 0 个字节从 0 起，还剩多少要发？
    .hint-2 = 没有。循环不进去，下一步就是服务器的回答。
    .hint-3 = while rest.limit() > 0 先问后读。

lesson-08-says-what-the-server-says = 服务器的错误就是客户端的错误
    .why = “没有空间了”告诉读者该做什么，“失败了”不行。服务器的话就在回答里；它可能代替偏移到来，可能在最后一个字节之后，也可能在中途。
    .next = 看看 receive_answer：名为 error 的文本就是这次调用的错误，main 把它打印在 "error: cannot send FILE: " 后面。
    .hint-1 = 偏移的位置上来了 {"{"}"error":"…"{"}"}，你的客户端怎么办？
    .hint-2 = 把这些话作为错误交上去。这时偏移如何都不重要了。
    .hint-3 = match answer["error"].as_str() {"{"} Some(why) => Err(io::Error::other(why)), None => Ok(answer) {"}"}

lesson-08-hung-up-on = 被挂断了，客户端仍然说出原因
    .why = 没有空间的服务器说一声就挂断。正在发送的客户端先看到的是 connection reset 或 broken pipe，原因却躺在接收缓冲区里没人读。
    .next = 看看流上的 write_all 出错之后怎么办：放弃之前，先读服务器的回答。
    .hint-1 = 服务器挂断了，你的发送失败。在那之前它做了什么？
    .hint-2 = 它回答了。读这个回答；没有回答时，才只剩 send 的错误可说。
    .hint-3 = 在 send_from 里，write_all 失败就以 Ok(false) 结束循环；`send` 接着调用 receive_answer，它的错误说得更多。

lesson-08-odd-answers = 不成回答的是错误
    .why = 超过末尾的偏移，不是“是”的“是”，半个帧：写那个服务器的人出了错，你的客户端不能因此说 "stored"。
    .next = 看看 `send` 把什么当作偏移，把什么当作 ok：0 到文件大小之间的整数，以及 true。
    .hint-1 = 文件有 5000 字节，偏移是 5001，你的客户端怎么办？
    .hint-2 = 做减法之前就拒绝。不是这样的数，as_u64 给出 None。
    .hint-3 = 对偏移用 .filter(|offset| *offset <= announcement.size)；answer["ok"] != true 就是错误。

lesson-08-answer-in-pieces = 回答逐字节到来，JSON 也写得不一样
    .why = 空格、次序和多出的键在 JSON 里没有意义，分成几块到来在 TCP 里没有意义。拿回答的文本来比较的客户端，只听得懂一个服务器。
    .next = 找一找与文本 {"{"}"ok":true{"}"} 的比较，以及只读一次的回答。
    .hint-1 = {"{"} "ok" : true {"}"} 和 {"{"}"ok":true{"}"} 是不同的回答吗？
    .hint-2 = 是同一个。解析它，看里面有什么。
    .hint-3 = receive_json 读完整个帧再解析：两个回答都用它。

lesson-08-cannot-read = 读不了的文件要说出来
    .why = 写错名字是最常见的错误。"error: cannot read FILE: No such file or directory" 在呼叫任何人之前就说出来。
    .next = 先打开文件取 md5，再连接；把错误交给 main。
    .hint-1 = 对文件夹 File::open 会说什么？读它又会说什么？
    .hint-2 = 在 Linux 上文件夹可以打开，读的时候才失败。两个错误走同一条路。
    .hint-3 = md5_of 里的 read 和 Announcement::of 里的 File::open 都用 `?`，什么也不 unwrap。

lesson-08-shorter-meanwhile = 文件在这期间变短了
    .why = 从取 md5 到最后一个字节之间，文件可能被截短。那样来的就比通告的少，服务器等剩下的，客户端等回答：双方永远等下去。
    .next = 看看 read 返回 0 而还有字节要发时，send_from 怎么办。
    .hint-1 = 在文件末尾 read 返回什么？
    .hint-2 = 0，再读还是 0。在这里它是错误：通告的内容已经发不出来了。
    .hint-3 = if length == 0 {"{"} return Err(ended("it has become shorter meanwhile")) {"}"}

lesson-08-longer-meanwhile = 文件在这期间变长了
    .why = 日志一边传一边增长。它的大小和 md5 在那之前已经通告，后来追加的不属于其中任何一个。照样发出去，就落在最后一个字节之后，服务器在那里什么也不等。
    .next = 看看 send_from 的循环由什么结束：是通告的大小，不是文件的结尾。
    .hint-1 = 通告的还剩 100 字节，文件还剩 1100。你的 read 返回多少？
    .hint-2 = 缓冲区装得下多少就多少。take(limit) 给出一个 reader，通告的文件到哪里结束，它就到哪里结束。
    .hint-3 = let mut rest = file.take(size - offset); 只从 `rest` 读。

lesson-08-client-memory = 客户端一块一块地发送大文件
    .why = fs::read 只要一行，文件有多长就占多少内存。程序用过的内存峰值，内核记着。
    .next = 找一找 fs::read 和 read_to_end：取 md5 时，发送时。
    .hint-1 = 取哈希时，你的客户端拿着文件的多少？
    .hint-2 = 取 md5 一块就够，发送也是一块。
    .hint-3 = 在 md5_of 和 send_from 里，用 PIECE 字节的缓冲区循环。

lesson-08-progress = 终端上有进度条
    .why = 5 GiB 要传好一会儿。看不到动静的人会去中断它；续传就是为此准备的，但不是为了这个。
    .next = 起始代码里已经写好：src/progress.rs 的 progress_bar。每发出一块，就用它的长度调用 inc。
    .hint-1 = 谁知道已经发出多少？
    .hint-2 = 发送的那个循环。在它前面用大小和偏移建好进度条。
    .hint-3 = 在 send_from 的循环前 let progress = progress_bar(size, offset);，循环里 progress.inc(length as u64);

lesson-08-killed-and-gone-on = 你的两个程序，中途被杀死，再接着传
    .why = 先杀客户端，再杀服务器，各在随机选定的一个字节之后。第三次运行发出还缺的，文件就是那个文件。
    .next = 双方在这一点上都通过了各自的检查。看看同一个文件的下一次通告找到了什么。
    .hint-1 = 三次运行中什么必须相同，服务器才知道是同一个文件？
    .hint-2 = 通告：名字、大小、md5。而且连接结束后，暂存文件必须重新空出来。
    .hint-3 = 在打印 "hung up" 之前 drop 掉 Upload，连同它的 Claim。

# 看到的现象背后的错误。

diagnosis-md5-believed = 通向那里的是通告里的 md5：它被做成了路径。
    .next = 看看哪里用发来的 md5 给暂存文件命名（src/folder.rs 的 `begin`）。要用自己算出的哈希。
diagnosis-part-has-a-name = 另一个客户端发来的文件，名字正好是这次上传的暂存文件的名字，并且存到了那里。
    .next = 看看 `begin` 把暂存文件放在哪里：客户端的名字不能通向那里。文件夹里面的一个文件夹就是这样的地方。
