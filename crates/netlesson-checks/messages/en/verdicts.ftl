# What was seen at a student's program, what happened before, and the labels of a verdict.

what-happened = What happened
expected = Expected
came = Came
nothing = nothing
why-it-matters = Why it matters
look-next = Look next
first-difference = the first difference: byte { $byte }
events-before = … { $count } { $count ->
    [one] event
   *[other] events
 } before
waiting-for = waits for { $check }
many-waiting-for = { $count } checks wait for { $check }: { $names }

who-program = your { $program }
who-caller = caller { $number }
who-host = the check
who-wire = the wire

did-start = started: { $arguments }
did-print = printed { $line }
did-complain = said on stderr { $line }
did-type = was given { $line }
did-end-input = stdin ended
did-connect = connected from { $from }
did-accept = accepted the connection
did-send = sent { $bytes }
did-send-slices = sent { $count } { $count ->
    [one] slice
   *[other] slices
 }, cut at byte { $cuts }, each once the one before had been read: { $bytes }
did-hold = sent no more at byte { $count }, until all was read and your program had come to rest
did-receive = received { $bytes }
did-relay = brought your { $program } { $bytes }
did-relay-lose = lost { $bytes }, which was on its way to your { $program }
did-relay-repeat = brought your { $program } twice { $bytes }
did-relay-delay = kept { $bytes } back, to bring it to your { $program } after the next datagram
did-relay-cut = brought your { $program } only the first { $count } { $count ->
    [one] byte
   *[other] bytes
 } of { $bytes }
did-finish = sent the end of its stream (FIN) at byte { $count }
did-see-end = saw the end of the stream (FIN)
did-reset = reset the connection (RST) at byte { $count }
did-close = closed the connection
did-leave = closed its socket: what is sent to it is refused
did-come-back = opened its socket again, at the same address
did-freeze = was frozen, so that what is sent piles up
did-thaw = goes on
did-thaw-started = what it has started goes on
did-interrupt = was sent SIGINT, as Ctrl-C does
did-kill = was killed (SIGKILL)
did-exit = exited with { $code }

symptom-step-not-written =
    Step { $step } is not written yet: { $text }
    { $at }
symptom-not-written = Not written yet: { $text } ({ $at }).
symptom-crashed = Your { $program } crashed at { $at }: { $message }
symptom-signalled = Your { $program } was ended by signal { $signal }.
symptom-ended = Your { $program } exited with { $code } while it was still needed.
symptom-running = Your { $program } should have ended by now, and it is still running.
symptom-running-for-good = Your { $program } should have ended by now. It is blocked instead, and nothing that could wake it is on its way.
symptom-refused = Nobody answered where your { $program } should listen: the connection was refused.
symptom-closed = Your { $program } ended the connection before all that was expected had come.
symptom-reset = Your { $program } reset the connection (RST): it was closed over unread bytes, or the program died.
symptom-silent = Nothing came from your { $program } in { $seconds } seconds.
symptom-silent-for-good = Nothing came from your { $program }, and nothing would have: the kernel shows it blocked, with nothing on its way that could wake it.
symptom-unread = Your { $program } does not read what was sent: { $count } { $count ->
    [one] byte waits
   *[other] bytes wait
 } in its receive queue.
symptom-wrong-bytes = Your { $program } sent other bytes than expected.
symptom-unexpected = Your { $program } sent something where nothing was to come.
symptom-wrong-line = Your { $program } printed another line than expected.
symptom-no-line = The stdout of your { $program } ended before the expected line came.
symptom-wrong-exit = Your { $program } exited with { $code }, where { $expected } was expected.
symptom-wrong-output = What your { $program } printed on { $stream } is not what was expected.
symptom-flood = Your { $program } produced more than { $limit } bytes, and was ended.

witness-listens-in-silence = Your { $program } listens at { $address }, as the kernel shows, but its first line does not say so.
witness-listens-elsewhere = Your { $program } was asked to listen at { $asked } and listens at { $address }, as the kernel shows. (0.0.0.0 and :: are all addresses of a machine: whoever reaches one of them gets in.)
witness-other-sender = Your { $program } sent its last datagram from { $came } and not from { $expected }, the address that it is known by: it came out of another socket.
witness-other-peer = Your { $program } sent nothing to the peer that should have had this. It sent something to caller { $number } instead.
witness-cut = Only the beginning came from your { $program }: { $count } of { $length } bytes.
witness-no-bye = Your { $program } ended without sending /bye.
witness-believed-stranger = Your { $program } believed a stranger: what it says on stderr did not come from its server.
witness-input-unread = Your { $program } does not read what is typed at it.
witness-asked-too-often = Your { $program } asked { $count } times to be let in. At most three times are allowed.
witness-asked-too-long = Your { $program } has had more than five seconds and is still waiting to be let in.
witness-ready-too-early = Your { $program } prints its first line before it listens, as the kernel shows: whoever connects on reading it may come too early.
witness-not-closed = Your { $program } keeps the connection open: the end of the stream does not come.
witness-not-accepted = Your { $program } never accepts the connection: it waits in the backlog.
witness-never-connected = Your { $program } never connected.
witness-no-error-line = Your { $program } said nothing about it: no line that begins "error: " came on stderr.
witness-wrong-client = What was typed for client { $meant } went to client { $got }.
witness-no-header = Where a message's length should stand, your { $program } sent the bytes { $bytes }, which no message can have as its length: something got in between.
witness-left-behind = All clients have left, and your { $program } has { $threads } threads and { $descriptors } open descriptors, where it had { $threads-before } and { $descriptors-before } before they came.
witness-never-rests = Nothing is there for your { $program } to do, and it does not come to rest: it runs without a pause and keeps a core busy.
witness-predictions-unreadable = predictions.json cannot be read: { $why }.
witness-predictions-no-json = predictions.json is not valid JSON: { $why }, at line { $line }, column { $column }.
witness-prediction-missing = predictions.json says nothing about { $scenario }: its entry is missing.
witness-prediction-shape = The prediction for { $scenario } should be a list of { $count } strings, one for each recv.
witness-prediction-quotes = The prediction for { $scenario } should hold only what stands between the quotes of each line.
witness-prediction-differs = In { $scenario }, recv number { $number } got something else than you predicted. Expected is what you wrote; came is what recv({ $size }) got.
witness-other-bytes-shown = Recv number { $number } of your { $program }, recv({ $size }), shows other bytes than it must have got.
witness-no-pause = Your { $program } was asked for a pause of ten minutes between two words, and did not wait.
witness-short-pause = Your { $program } was asked for pauses of { $asked } ms between three words, and all three were there after { $lasted } ms.
witness-nodelay-off = Your { $program } was asked for TCP_NODELAY, but its socket does not have it set, as the kernel shows.
witness-nodelay-on = Your { $program } was not asked for TCP_NODELAY, and yet its socket has it set, as the kernel shows.
witness-word-in-pieces = Your { $program } sends a word of { $length } bytes in pieces: the kernel shows it in a call that is to send { $count } { $count ->
    [one] byte
   *[other] bytes
 }.
witness-word-cut = A signal cut a send of your { $program } short: { $count } of the { $length } bytes of its word came. It exited with 0 all the same, as if nothing were missing.
witness-spins-after-the-end = The caller has hung up, and your { $program } neither says so nor comes to rest: it runs without a pause and keeps a core busy.
witness-spins-at-end-of-input = Nothing more will be typed, and your { $program } neither ends nor comes to rest: it runs without a pause and keeps a core busy.
witness-cannot-restart = Your { $program } was killed and started again at once, and could not have its port back.
witness-two-on-one-port = Two of your { $program } listen at { $address } at the same time: the second should have found the port taken.
witness-not-dropped = 8 MiB were said to client { $client }, who reads none of it, and your { $program } has not dropped it.
witness-dropped-a-reader = Client { $client } reads each message before the next is said, and your { $program } has ended its connection all the same.
witness-outside-the-folder = Your { $program } has made something outside of its folder: it believed the name { $name }.
witness-not-stored = Your { $program } should have stored { $name }, and no file of this name is in its folder.
witness-stored-otherwise = Your { $program } has stored { $name }, and its bytes are not those that were sent.
witness-seen-too-early = Your { $program } has not got all of { $name } yet, and it is seen in its folder already, { $count } { $count ->
    [one] byte
   *[other] bytes
 } long.
witness-json-length = Where the length of a frame of JSON should stand, your { $program } sent one of { $length } bytes.
witness-no-json = The frame that came from your { $program } holds no JSON.
witness-answer-refuses = Your { $program } answered with an error, where it should have gone on.
witness-answer-accepts = Your { $program } went on, where it should have answered with an error.
witness-other-answer = Your { $program } answered otherwise than was agreed.
witness-begins-anew = { $count } bytes of this file have come before, and your { $program } asks for all of it again.
witness-forgets-what-came = { $count } bytes of this file have come before, and your { $program } asks for it from byte { $offset } on: more than the last MiB is lost.
witness-offset-beyond = Your { $program } asks for the file from byte { $offset } on. It cannot have more than { $count } bytes of it.
witness-size-cut-to-32-bits = { $size } bytes were announced and 1000 have come, and your { $program } is done: as a number of 32 bits, { $size } is 1000.
witness-file-in-memory = The kernel shows that your { $program } has had { $took } MiB of memory, for a file of { $size } MiB. More than 48 it never needs.
witness-wrote-through-a-link = { $name } was a link to a place outside of the folder, and your { $program } has written there.
witness-both-lost = Two clients sent a file of the same name at the same time, and your { $program } has stored neither.
witness-left-on-a-full-disk = The disk was full, and your { $program } left { $count } { $count ->
    [one] file
   *[other] files
 } on it.
witness-announced-otherwise = Your { $program } announces another { $key } than the file has.
witness-no-progress = At a terminal, with all but one byte of its file on the way, your { $program } shows nothing of how far it has come.
witness-acknowledged-too-far = Your { $program } says that it expects packet { $told } next. It cannot have got packet { $next } yet.
witness-not-a-packet = Your { $program } sent a datagram of { $count } { $count ->
    [one] byte
   *[other] bytes
 } that is no packet: 00 or 01, four bytes for the number, and at most 1200 bytes of the file, { $most } in all.
witness-other-announcement = Packet 0 of your { $program } does not announce its file.
witness-packet-never-came = Packet { $number } was asked for again and again, and your { $program } sent others.
witness-asked-once = Your { $program } gave up after it had sent a single packet.

skipped-no-freeze = skipped: this system cannot stop a program and let it go on
skipped-no-signals = skipped: this system has no SIGINT to send
skipped-one-loopback = skipped: this system has only one loopback address
skipped-no-witness = skipped: this system's kernel does not tell what this check asks
skipped-no-links = skipped: this system cannot make a symbolic link
skipped-no-small-disk = skipped: this check may not mount a small disk of its own here
skipped-no-terminal = skipped: there is no script(1) here to open a terminal with

fault = This check could not be played, which is the grader's own fault and not yours: { $error }
