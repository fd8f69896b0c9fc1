lesson-08 = File transfer

lesson-08-ready-line =
    .hint-3 = This is given in the starter: see `listen` in src/bin/server.rs.

lesson-08-no-folder = A folder that is not there is reported
    .why = A server that makes the folder it was not given, or notices only at the first file that there is none, has been told a wrong path and keeps it to itself. "error: cannot open DIR: No such file or directory" says so at the start.
    .next = This is given in the starter: Folder::open in src/folder.rs returns the error, and main prints it as "error: cannot open DIR: WHY".
    .hint-1 = When does your server first touch its folder?
    .hint-2 = Before it listens. Making one folder inside it fails if it is not there, or is a file.
    .hint-3 = Folder::open calls fs::create_dir and not fs::create_dir_all, which would make the missing folder, too.

lesson-08-stores-a-file = A file arrives, whole, under its name
    .why = This is the whole conversation once: announcement, offset, the bytes, the answer. When the client reads "ok", the file is there: that is what the word means.
    .next = Follow take_file in src/bin/server.rs: announcement, begin, the printed line, the offset, receive, store, the second line, ok.
    .hint-1 = What does the client know after each of the two answers, and what does it do then?
    .hint-2 = The offset says from where on to send. The ok comes only after the file has its name: answer last.
    .hint-3 = In take_file: receive_json, Announcement::from_json, folder.begin, send_json with "offset", upload.receive, upload.store, send_json with "ok". Each with `?`.

lesson-08-empty-file = An empty file is a file
    .why = Of a file of 0 bytes nothing comes after the offset. A server that reads at least once waits for a byte that is never sent, and its client waits for the answer: both for ever.
    .next = Look at the loop in `receive`: it must not read when nothing is missing.
    .hint-1 = How many reads does it take to receive 0 bytes?
    .hint-2 = None. The question "is something missing?" comes before every read, the first too.
    .hint-3 = A `while self.offset < size` asks first; a `loop` with the question at its end reads first.

lesson-08-announcement-in-pieces = An announcement that comes byte by byte, a file that comes as it likes
    .why = The tutorials take the header with one recv, and mostly it works. TCP promises the order of the bytes, and nothing about how many come at once.
    .next = Look at what reads the announcement: read_frame of netlesson-common reads on until the frame is whole.
    .hint-1 = What does one read return if only one byte has arrived?
    .hint-2 = 1. A frame says how long it is, so there is no need to guess: read on until that many are there.
    .hint-3 = Use receive_json for every JSON, and never a read of your own beside it.

lesson-08-stuck-together = The announcement and the file in one piece
    .why = A client that knows that the server has nothing of its file may send the bytes without waiting for the offset. Then they lie right behind the announcement. Whoever reads more than the frame throws the beginning of the file away.
    .next = Look for a buffer that takes more than the announcement: what is left in it belongs to the file.
    .hint-1 = You read up to 1024 bytes for the announcement. What are those behind its end?
    .hint-2 = The first bytes of the file. Take from the stream what belongs to the frame and not a byte more.
    .hint-3 = read_frame_within does that. A BufReader does not, unless one and the same is used for the file as well.

lesson-08-not-seen-until-whole = Half a file is not seen
    .why = Somebody opens the folder and sees holiday.jpg. If a half of it can stand there, nobody can ever trust that name: not while it arrives, and least of all when the connection breaks and the half stays.
    .next = Look at where `begin` writes, and when the name appears: the bytes go into a part elsewhere, and a rename gives it its name when all is there.
    .hint-1 = Which file name does your server write to while the bytes come?
    .hint-2 = Any but the final one. A rename within one file system happens in one step: before it nothing is seen, after it everything.
    .hint-3 = Open the part in folder.parts in `begin`, and call fs::rename at the end of `store`, nowhere else.

lesson-08-replaces-in-one-step = A new file replaces an old one in one step
    .why = Deleting the old file first, or writing over it, leaves a time in which neither is there. If the new one never gets finished, both are lost.
    .next = Look for remove_file or File::create on the final name. A rename replaces what is there by itself.
    .hint-1 = What does somebody find who opens the old name while the new file is half there?
    .hint-2 = The old file, whole. It is replaced at the moment of the rename and not before.
    .hint-3 = fs::rename(part, place) is enough: it replaces a file that has this name.

lesson-08-too-much = More bytes than announced
    .why = N bytes were announced, and N bytes are the file. A loop that waits until it has received exactly N never gets there when a read brings it past N; one that writes what it has read stores another file.
    .next = Look at how much each read may bring: at most what is missing.
    .hint-1 = 100 bytes are missing and 1100 are there. How many does your read return?
    .hint-2 = As many as its buffer holds. Make the buffer, or the slice of it, no longer than what is missing.
    .hint-3 = let room = missing.min(PIECE as u64) as usize; then read into &mut piece[..room]. take(missing) does it, too.

lesson-08-wrong-md5 = Other bytes than announced are not stored
    .why = The md5 was sent to be compared. If it differs, something went wrong on the way or on the disk, and the file is not the file. It is of no use as a beginning either: gone on with, it would never be right.
    .next = Look at `store`: compare first, rename afterwards; if the comparison fails, take the part away and return an error.
    .hint-1 = What becomes of the part when its md5 is wrong?
    .hint-2 = It goes. Otherwise the next try is told "I have all of it", and fails in the same way, for ever.
    .hint-3 = In `store`, call give_up when is_right or the rename has returned an error.

lesson-08-one-component = No name leads out of the folder
    .why = The name comes from a stranger. "../.ssh/authorized_keys" joined to the folder is a file outside of it, and an absolute path replaces the folder altogether. Every spelling counts, JSON's escapes too: \u002e\u002e\u002f is "../".
    .next = Look at is_one_component in src/announcement.rs, and see that it is asked about the name as it was decoded.
    .hint-1 = What does DIR.join(name) give for "/etc/passwd", for "..", for ""?
    .hint-2 = Do not repair a name, refuse it: the empty one, ".", "..", and whatever holds a separator (on Windows also a backslash) or NUL.
    .hint-3 = !matches!(name, "" | "." | "..") && !name.contains(['/', '\\', '\0'])

lesson-08-md5-is-no-path = An md5 is no path
    .why = The md5 comes from the same stranger as the name. Where a part is called by it, an md5 of "../../x" is a file outside of the folder. That it can never be right is no help: the file is made before anything is compared.
    .next = Look at what the part's name is made of in `begin`: of a hash of your own, not of characters that somebody has sent.
    .hint-1 = What does parts.join(&announcement.md5) give if the md5 is "../../x"?
    .hint-2 = A way out, as with the name. See that it is 32 hex digits before it goes into a path, or do not put it into one.
    .hint-3 = let name = md5_of(&mut announcement.to_json().to_string().as_bytes())?; then self.parts.join(name). A hash that you have made holds no slash.

lesson-08-odd-names = Strange names are names
    .why = "..x" and "..." hold dots and lead nowhere. Whoever refuses every name with two dots, with a space or with 你 in it keeps people from their own files.
    .next = Look at what is_one_component refuses beyond what leads out of the folder, and at names that are made from the client's: they may get too long.
    .hint-1 = Is "..x" one component of a path?
    .hint-2 = Yes. Only "." and ".." as a whole mean something else; a separator makes two components.
    .hint-3 = Compare with "." and ".." as whole names. And name the part by a hash, or NAME.part gets longer than a name may be.

lesson-08-link-in-the-way = A link in the folder is not written through
    .why = To open a name for writing follows a link that has this name, wherever it leads. A rename does not: it puts the file in the link's place.
    .next = Look for anything that opens or copies to the final name. Only a rename may touch it.
    .hint-1 = DIR/notes is a link to /home/you/diary. What does File::create("DIR/notes") empty?
    .hint-2 = The diary. fs::copy and fs::write open the name as well.
    .hint-3 = fs::rename(part, place) is the only call with the final name in it.

lesson-08-ok-when-stored = "ok" is said when the file is stored, not before
    .why = This file cannot be stored: a folder has its name already, or the name is longer than names may be. The rename fails. Who says ok first, and stores then, has lied by the time it knows. The client deletes its own copy, for you said that you have it.
    .next = Look for what is sent before `store` has returned, and for an error of the rename that nobody looks at.
    .hint-1 = What does fs::rename return when the new name is a folder's?
    .hint-2 = An error, and the file is where it was. The answer to the client depends on it.
    .hint-3 = upload.store()? comes first; {"{"}"ok":true{"}"} is sent in the line after it.

lesson-08-bad-announcement = What is no announcement is answered with an error
    .why = Whatever bytes can be sent will be: no JSON, a size below 0, half a byte, more than a u64 holds, no name. Each of them is its sender's misfortune: an answer, the end of this conversation, and nothing else.
    .next = Look for an unwrap on the way from the frame to the Announcement: receive_json and from_json return errors, `?` hands them up to `serve`.
    .hint-1 = Which of the three things in the announcement may be missing or of another kind?
    .hint-2 = Each. as_u64 returns None for -1, for 0.5 and for "7"; None is an error and not 0.
    .hint-3 = In take_file, Announcement::from_json(&receive_json(stream)?)? does it all; `serve` sends the error to the client.

lesson-08-callers-vanish = Clients that vanish take nothing with them
    .why = Programs crash, are killed, are closed in the middle. In the header, at half of the file, after the last byte: in every place the client can be gone, and every call of yours can return an error because of it.
    .next = Look for unwrap on reads, writes and on the answer that is sent last; and see that "hung up" is printed however a conversation ends.
    .hint-1 = What do read and write return when the other side has reset the connection?
    .hint-2 = Errors of this one conversation. They go to `serve`, which says goodbye; the others never notice.
    .hint-3 = `?` in take_file, and the line "… hung up" at the end of `serve`, after everything else.

lesson-08-slow-caller = One who sends slowly keeps nobody waiting
    .why = A large file over a thin line takes hours. A server that takes one file after the other makes everybody wait for it, and for ever for one that has gone quiet.
    .next = Look at main: every connection gets a thread. And look for a lock that is held while bytes are received.
    .hint-1 = What do two uploads of different files have to share?
    .hint-2 = Nothing but the list of parts in use, and that for a moment. Lock it, look, write, and let go.
    .hint-3 = The guard of `taken` must not live longer than one statement in `claim`.

lesson-08-resumes = An interrupted upload goes on where it stopped
    .why = At 4 GiB of 5 the line breaks. To begin anew would cost the hours again; what came is on the disk, and its length says how much it is. At most the last MiB may be asked for again.
    .next = Was the offset right? Then look at what the md5 is taken of: all of the part, not only what came this time. If it was not, look at `begin`: the part that is there is opened to append and not emptied, and its length is the offset.
    .hint-1 = How do you find the part of an upload that was interrupted?
    .hint-2 = By its name, which is the same whenever the same file is announced. Its length is the number of bytes that have come.
    .hint-3 = OpenOptions::new().create(true).append(true).open(part), then metadata()?.len(). File::create would empty it. And on an error in `receive` the part stays.

lesson-08-resumes-after-kill = The server is killed, and the upload goes on
    .why = What a program remembers is gone with it: a map of offsets, a buffer that was not written yet. Only what has been handed to the system survives.
    .next = Look for what is kept in memory only: the bytes received, or the knowledge how many there are.
    .hint-1 = Your server is killed now. Where are the bytes that it has received?
    .hint-2 = Write each piece when it has come. A BufWriter keeps some of them back; a Vec keeps all.
    .hint-3 = self.file.write_all(&piece[..length]) in the loop of `receive`, on a File and without a BufWriter.

lesson-08-its-own-alone = Only the same file is gone on with
    .why = Two different files are called a.jpg every day. To go on with the beginning of the one and the end of the other makes a third that nobody has sent.
    .next = Look at what the part's name is made of: the name and the md5, both.
    .hint-1 = Two clients announce a.jpg with different md5s. Do they get the same part?
    .hint-2 = They must not. Nor do two names with the same md5: each is a file of its own.
    .hint-3 = Take the hash of the whole announcement: another name, size or md5 is then another part.

lesson-08-corrupt-beginning = A wrong beginning does not spoil the file for ever
    .why = Resumed, only the rest is sent. If the beginning was damaged, the end is right and the whole is wrong. The md5 has to be that of all bytes, those from before the interruption too.
    .next = Look at what the md5 is taken of, and at what becomes of the part when it is wrong.
    .hint-1 = Which bytes have gone into your hash after a resumed upload?
    .hint-2 = All that are in the part. If they are not what was announced, away with them: the next try gets offset 0.
    .hint-3 = md5_of(&mut File::open(&self.claim.part)?) in `store` reads all of it from the disk; give_up removes it.

lesson-08-shorter-than-its-part = A size that is smaller than what has come
    .why = The size is a claim like all the rest. 20,000 announced, 30,000 there: the difference of two u64 is then not -10,000 but a panic, or 18 quintillion bytes to wait for.
    .next = Look at where the offset is subtracted from the size, and at which part a smaller size leads to.
    .hint-1 = What is 20000_u64 - 30000_u64?
    .hint-2 = An overflow. If the size is a part of the part's name, it cannot come to that: then it is another upload.
    .hint-3 = Make the part's name from the whole announcement, the size included; or begin anew when the part is longer than the file.

lesson-08-name-of-a-part = No name reaches what the server keeps for itself
    .why = The server has files of its own in the folder: the parts. If a client can call its file as one of them is called, it replaces the beginning of somebody else's upload, or its own file is taken for a part and deleted.
    .next = Look at where the parts are, and whether a client may announce a name that is one of theirs.
    .hint-1 = A part is called a.jpg.part and lies beside a.jpg. What happens when somebody sends a file called a.jpg.part?
    .hint-2 = It takes the part's place. Keep the parts in a folder inside the folder: no name of one component leads into it.
    .hint-3 = Make the folder .parts before the first client comes (Folder::open does), and open self.parts.join(name) in `begin`. A file called ".parts" cannot replace a folder: its rename fails, and give_up takes it away.

lesson-08-same-name-at-once = Two send a file of the same name at the same time
    .why = Two threads that append to one part mix their bytes, and neither file is right. To refuse the second is fair, to give it a part of its own as well; but one of them must arrive.
    .next = Look at `claim`: a part belongs to one connection at a time. Two different files have two parts anyway.
    .hint-1 = Whose bytes are in the part when two clients send the same file at the same time?
    .hint-2 = Both's, one among the other. Ask before you open it whether somebody has it, and note that you do, both under one lock.
    .hint-3 = HashSet::insert says whether it was new. Its entry goes when the Claim is dropped.

lesson-08-beyond-4-gib = A size beyond 4 GiB is not cut to 32 bits
    .why = `as u32` makes 1000 of 4,294,968,296, without a word. The server is content after a thousand bytes, and a film has become a thumbnail.
    .next = Look for `as u32`, `as i32` and for struct fields of these types on the way of the size.
    .hint-1 = What is the largest number that a u32 can be?
    .hint-2 = 4,294,967,295: a byte less than 4 GiB. Sizes and offsets of files are u64.
    .hint-3 = as_u64 from the JSON, u64 in Announcement, u64 for offset and missing. Only a piece's length is a usize.

lesson-08-huge-size = The largest sizes that there are
    .why = A size is a number that anybody can send. 18,446,744,073,709,551,615 is one, and no disk holds so much. Whoever reserves memory for it, or adds something to it, lets a stranger end the conversation with a panic.
    .next = Look for what is reserved or calculated from the size before its bytes have come.
    .hint-1 = What is u64::MAX + 65535?
    .hint-2 = An overflow: a panic in a debug build, a small number in a release build. Subtract what has come from the size, and never add to it.
    .hint-3 = while self.offset < size {"{"} … {"}"} with missing = size - self.offset and a buffer of PIECE bytes: nothing in it can overflow, and nothing grows with the size.

lesson-08-little-memory = A large file does not have to fit into memory
    .why = 60 MiB were sent, and the server's peak memory is asked of the kernel. What is collected in a Vec before it is written needs as much memory as the file is long.
    .next = Look for read_to_end, or a Vec that grows: one piece of 64 KiB is enough for a file of any length.
    .hint-1 = How much of the file does your server hold at a time?
    .hint-2 = One piece: read, write, read again into the same buffer. That holds for the md5, too.
    .hint-3 = let mut piece = vec![0; PIECE]; before the loop, in `receive` and in `md5_of`.

lesson-08-disk-full = A full disk is an error, and nothing is left on it
    .why = write returns an error when there is no room. Swallowed, it becomes a file that is too short; a part that is left there takes the room that everybody else needs.
    .next = Look at what `receive` does when write_all fails: the part goes, the client is told.
    .hint-1 = Which of your calls notices that the disk is full?
    .hint-2 = write_all. To keep the part makes sense when the line breaks; when the disk is full it is only in the way.
    .hint-3 = On an error of write_all: self.give_up(), then return the error. A read that fails leaves the part where it is.

lesson-08-announces = The client announces name, size and md5, and waits
    .why = The server's folder has no album in it: the name is the last component of the path, and no path. And until the offset has come, the client cannot know which byte is the first to send.
    .next = Look at Announcement::of, md5_of, and at what `send` does between the announcement and the answer: nothing.
    .hint-1 = What does Path::file_name give for album/a.jpg?
    .hint-2 = a.jpg. The size is the file's, the md5 that of all its bytes, in lower-case hex.
    .hint-3 = md5_of: read into the buffer, consume(&piece[..length]), until a read returns 0; then format!("{"{:x}"}", hash.finalize()).

lesson-08-sends-from-offset = The client sends from the offset on
    .why = The offset may be 0, the size, or anything in between. Whoever sends all of the file every time makes a mess of what the server has kept.
    .next = Look at send_from: seek to the offset, then send as many bytes as are left.
    .hint-1 = Where does a file that was just opened begin to be read?
    .hint-2 = At 0. Seek moves that. With the offset at the end nothing is left to send, and the answer is waited for all the same.
    .hint-3 = file.seek(SeekFrom::Start(offset))?, then take(size - offset).

lesson-08-empty-file-sent = The client sends an empty file
    .why = An announcement, an offset of 0, no bytes, an answer. A progress bar that divides by the size, or a read that must bring something, ends here.
    .next = Look for a division by the size, and for a read that takes 0 bytes for an error even when nothing is left to send.
    .hint-1 = How much is left to send of 0 bytes from 0 on?
    .hint-2 = Nothing. The loop is not entered, and the next thing is the server's answer.
    .hint-3 = while rest.limit() > 0 asks before it reads.

lesson-08-says-what-the-server-says = The server's error is the client's error
    .why = "no room left" tells its reader what to do. "failed" does not. The server's words are in the answer; they may come instead of the offset, after the last byte, or in the middle.
    .next = Look at receive_answer: a text called error becomes the error of this call, and main prints it after "error: cannot send FILE: ".
    .hint-1 = What does your client do with {"{"}"error":"…"{"}"} in the place of an offset?
    .hint-2 = It hands the words up as an error. Whatever could still be said of the offset does not matter then.
    .hint-3 = match answer["error"].as_str() {"{"} Some(why) => Err(io::Error::other(why)), None => Ok(answer) {"}"}

lesson-08-hung-up-on = Hung up on, the client still says why
    .why = A server without room says so and hangs up. The client, who was sending, sees a reset or a broken pipe first; the reason lies unread in its receive buffer.
    .next = Look at what becomes of an error of write_all on the stream: before giving up, read the server's answer.
    .hint-1 = Your send fails because the server has hung up. What did it do before that?
    .hint-2 = It answered. Read that answer; only if there is none is the error of send all there is to say.
    .hint-3 = In send_from, a failed write_all ends the loop with Ok(false); `send` then calls receive_answer, whose error says more.

lesson-08-odd-answers = What is no answer is an error
    .why = An offset behind the end, a yes that is none, half a frame: whoever wrote that server made a mistake, and your client must not say "stored" because of it.
    .next = Look at what `send` takes for an offset and for an ok: a whole number from 0 to the size, and true.
    .hint-1 = What does your client do with the offset 5001 of a file with 5000 bytes?
    .hint-2 = It refuses it before anything is subtracted. as_u64 gives None for what is no such number.
    .hint-3 = .filter(|offset| *offset <= announcement.size) on the offset; answer["ok"] != true is an error.

lesson-08-answer-in-pieces = An answer that comes byte by byte, in other JSON
    .why = Spaces, order and further keys mean nothing in JSON, and pieces mean nothing in TCP. A client that compares the text of an answer understands one server only.
    .next = Look for a comparison with the text {"{"}"ok":true{"}"}, and for a single read of an answer.
    .hint-1 = Is {"{"} "ok" : true {"}"} another answer than {"{"}"ok":true{"}"}?
    .hint-2 = It is the same one. Parse it, and look at what it holds.
    .hint-3 = receive_json reads the frame whole and parses it: use it for both answers.

lesson-08-cannot-read = A file that cannot be read is reported
    .why = A wrong name is the commonest of all mistakes. "error: cannot read FILE: No such file or directory" comes before anybody is called.
    .next = Open the file and take its md5 first, then connect; hand the error up to main.
    .hint-1 = What does File::open say to a folder, and what does reading it say?
    .hint-2 = On Linux a folder can be opened; the read fails. Both errors go the same way.
    .hint-3 = `?` on the read in md5_of and on File::open in Announcement::of, and nothing unwrapped.

lesson-08-shorter-meanwhile = A file that has become shorter meanwhile
    .why = Between the md5 and the last byte somebody may cut the file. Then fewer bytes come than were announced, the server waits for the rest, and the client for the answer: both for ever.
    .next = Look at what send_from does when a read returns 0 and bytes are still to be sent.
    .hint-1 = What does a read at the end of a file return?
    .hint-2 = 0, and again 0. Here it is an error: what was announced can no longer be sent.
    .hint-3 = if length == 0 {"{"} return Err(ended("it has become shorter meanwhile")) {"}"}

lesson-08-longer-meanwhile = A file that has grown meanwhile
    .why = A log grows while it is sent. Its size and md5 were announced before, and what was appended since belongs to neither. Sent all the same, it comes behind the last byte, where the server expects nothing.
    .next = Look at what ends the loop in send_from: the announced size, and not the end of the file.
    .hint-1 = 100 bytes are left of what was announced, and 1100 of the file. How many does your read return?
    .hint-2 = As many as its buffer holds. take(limit) makes a reader that ends where the announced file does.
    .hint-3 = let mut rest = file.take(size - offset); and read from `rest` alone.

lesson-08-client-memory = The client sends a large file piece by piece
    .why = fs::read is one line, and takes as much memory as the file is long. The kernel keeps note of the most that a program ever had.
    .next = Look for fs::read and read_to_end: for the md5, and for sending.
    .hint-1 = How much of the file does your client hold while it hashes it?
    .hint-2 = One piece is enough for the md5, and one for sending.
    .hint-3 = A loop over a buffer of PIECE bytes in md5_of and in send_from.

lesson-08-progress = A bar shows at a terminal
    .why = Five gibibytes take a while. Who sees nothing move interrupts it, and that is what resuming is for, but not what it is meant for.
    .next = This is given in the starter: progress_bar in src/progress.rs. Call inc with the length of each piece that has gone out.
    .hint-1 = Who knows how much has gone out?
    .hint-2 = The loop that sends. Make the bar before it, with the size and the offset.
    .hint-3 = let progress = progress_bar(size, offset); before the loop in send_from, progress.inc(length as u64); in it.

lesson-08-killed-and-gone-on = Your two programs, killed in the middle, and gone on
    .why = First the client is killed, then the server, each behind a byte that chance has chosen. The third run sends what is missing, and the file is the file.
    .next = Both sides pass their own checks on this. Look at what the next announcement of the same file finds.
    .hint-1 = What has to be the same in all three runs for the server to know that it is the same file?
    .hint-2 = The announcement: name, size, md5. And the part must be free again when its connection has ended.
    .hint-3 = Drop the Upload, and with it its Claim, before "hung up" is printed.

# The mistakes behind what witnesses saw.

diagnosis-md5-believed = It is the md5 of the announcement that led there: a path was made of it.
    .next = Look at where the name of a part is made of the md5 as it came (`begin` in src/folder.rs). Make it of a hash of your own.
diagnosis-part-has-a-name = Another client had sent a file that is called as this upload's part is, and it was stored there.
    .next = Look at where `begin` keeps the parts: no client's name may lead there. A folder inside the folder is such a place.
