# What the command says around the verdicts.

lesson-title = Lesson { $number } · { $title }
building = building lesson { $number } …
playing = playing the checks of lesson { $number } …
does-not-compile = It does not compile yet: what the compiler says stands above.
all-pass = All { $count } checks pass.
all-pass-or-skipped = { $passed } of { $count } checks pass; this machine cannot show the others.
some-pass = { $passed } of { $count } checks pass.
way-next = next: { $title }
way-hint = a hint
way-replay = exactly this again
way-wire = the same, drawn
way-brief = the brief
way-brief-step = the brief, step { $step }
way-diff = yours and the solution
way-one-more-hint = one more

# What it says when it cannot go on. "error: " stands before each.
no-current-folder = cannot tell which folder this is
no-course = { $folder } is in no netlesson course: go to the folder that you cloned
no-such-lesson = there is no lesson { $number }: they go from 1 to { $last }, and { $command } shows them
no-such-check = lesson { $number } has no check { $check }; its checks are: { $names }
no-such-check-but = lesson { $number } has no check { $check }; did you mean { $names }?
no-such-program = lesson { $number } has no program { $program }; its programs are: { $names }
program-twice = { $program } is named twice: one path for each program
program-missing = { $path } is no path
program-missing-in = { $path } is not there: a path is taken from the folder where the command is typed, { $folder }
program-is-folder = { $path } is a folder: name the program that is in it
program-not-executable = { $path } is not executable: chmod +x { $path }
program-no-interpreter = { $path } does not say what it is run with: begin it with a line such as #!/usr/bin/env python3
program-interpreter-missing = { $path } is to be run with { $interpreter }, which is not there: mend the first line of { $path }
passed-not-noted = lesson { $number } is passed, but that could not be noted
cannot-build = cannot build lesson { $number }
broken-progress = { $path } cannot be read: mend it or delete it
cannot-read = cannot read { $path }
without-solution = there is no { $place }: students' copies of the course may come without solutions. Ask whoever gave you yours; a folder that you have deleted comes back with git

# list
list-title = { $passed } of { $count } lessons passed
list-done = All { $count } lessons are passed.

# hint
hint-number = Hint { $number } of { $count }
last-hint = That was the last hint.
nothing-fails = All checks of lesson { $number } pass: there is nothing to hint at.

# diff
diff-yours = yours
diff-solution = the solution
diff-only-yours = only in yours
diff-only-solution = only in the solution
diff-same = Yours and the solution are the same.
diff-summary = { $count } { $count ->
    [one] file differs
   *[other] files differ
 }: { $yours } lines only in yours, { $solution } only in the solution.

# reset
reset-question = Put { $place } back to its starter? A backup of what you wrote is kept. [y/N]
reset-cannot-ask = reset asks before it changes anything, and there is no terminal to ask on: { $command } does not ask
reset-not-done = Nothing was changed.
reset-nothing = { $place } is at its starter already: nothing was changed.
reset-done = { $place } is back at its starter.
reset-backup = what you wrote
no-solution = { $place } holds no solution to make the starter from: bring it back with git
cannot-back-up = cannot keep a backup of { $place }, so nothing was changed
cannot-reset = cannot put { $place } back; the backup is whole, and another reset goes on from here

# demo
demo-one-call = One phone call: the server picks up, answers in capitals, and hangs up.
demo-one-after-the-other = The second client is connected at once, but it waits in the backlog until the first has hung up.
demo-sticky = Two sends, and both have arrived before the receiver's first recv. A stream has no seams: one recv gets both.
demo-paused = The same two sends with a pause between them. Now each recv gets one, but only by luck of timing.
demo-datagrams = The same by UDP, both there before the first recv. A datagram has an edge: each recv gets one.
demo-remote-commands = The server runs what it is told. Each reply says how long it is, so the client knows where it ends.
demo-chat = A chat without connections: a name, an address, and datagrams between them.
demo-everyone-at-once = A thread for everyone: all talk at once, and the operator types at the server.
demo-options = Options of a fresh socket, and what became of two that were asked for: one was changed, one refused.
demo-backlog = A listener that accepts nobody: its kernel finishes as many connections as it has room for.
demo-rebind = A port in TIME_WAIT, four times: who may bind to it depends on both servers.
demo-a-file = A file is announced, sent from the offset that the server asks for, and seen only when it is whole. The second client has no file to send.
demo-measured = What this kernel does with datagrams, and the same again with another buffer.
demo-a-file-in-packets = A file in datagrams, each numbered and acknowledged. The server stays a while after the last one: its answer may have been lost.
demo-packets = A handshake, captured and taken apart: a line of JSON for each of its three packets.
demo-one-for-everyone = One thread for all: while one client is frozen and reads nothing, the others talk, and it misses nothing.
demo-over = These were the solution's programs. Yours: { $command }
demo-stuck = the demonstration cannot go on: { $why }

# wire
wire-legend = Between the programs stands what was sent and not yet received. { $units } has a colour of its own; ■ is the end of a stream (FIN). Times are in milliseconds, and longer than without anybody watching.
wire-units-sends = Each send
wire-units-frames = Each frame
wire-check = check
no-such-scene = lesson { $number } has { $count } conversations: --scene 1 to --scene { $count }
which-scene = lesson { $number } has { $count } conversations, and a drawing shows one: say which, such as --scene 1
cannot-follow = cannot see what the programs do
wire-unsent = what was recorded cannot have happened: { $program } takes bytes that nobody has sent, in { $row }. Programs were followed wrongly, and the picture is not to be trusted
wire-no-such-call = what was recorded cannot have happened: { $program } is told that there is no such call, in { $row }. Programs were followed wrongly, and the picture is not to be trusted
wire-torn = what was recorded cannot have happened: { $program } leaves a call that it has not entered. Programs were followed wrongly, and the picture is not to be trusted
wire-left-out = { $count } more rows are not drawn
wire-not-here = programs can be watched on Linux alone, on x86-64 and ARM64

# race
race-title = A file of { $size } KiB, seed { $seed }
race-running = racing …
race-nothing-lost = nothing lost
race-lost = { $percent } % lost
race-tcp = TCP, { $wire }
race-bare-udp = bare UDP, { $wire }
race-reliable-udp = lesson 10, { $wire }
race-time = time
race-goodput = goodput
race-delivered = delivered
race-about = All of it on loopback. Losses are made by a wire of the course's own, for datagrams alone: TCP's segments are the kernel's, so TCP has no part in the race with losses. Compare each with those whose wire is the same. Who is root can have all three lose: sudo tc qdisc add dev lo root netem loss { $percent }%, then just race --loss 0, and sudo tc qdisc del dev lo root when it is over. Bare UDP has no end of its own: its time is that to the last datagram that came. Goodput is what arrived, not what was sent.
# The chart in words: { $name } is a way to send the file, { $value } what was measured of it.
race-told-bar = { $name }: { $value }
race-told-between = {"; "}
race-told-panel = { $heading }. { $bars }
race-drawn = drawn into { $path }
race-stuck = the programs cannot race: { $why }
cannot-write = cannot write { $path }

# watch
watching = Watching { $place }: save a file and the checks are played again. Ctrl-C ends this.
cannot-watch = cannot watch { $place }

# doctor
doctor-title = Does this machine have what the course needs?
doctor-tool = { $name } { $version }
doctor-no-tool = { $name } is not there. Install Rust { $needed } or later from rustup.rs
doctor-old-tool = { $name } { $version } is too old: the course needs { $needed }. Run rustup update
doctor-loopback = { $protocol } over loopback (127.0.0.1) works
doctor-no-loopback = { $protocol } over loopback (127.0.0.1) does not work: { $why }. A firewall or a sandbox may forbid it; bring the interface lo up
doctor-ports = The lessons' ports { $first } to { $last } are free
doctor-port-held = Port { $port } belongs to { $holder }. The checks choose free ports; to use this one by hand, end that program or give yours another address
doctor-port-taken = Port { $port } is taken by another program. The checks choose free ports; by hand, give your programs another address
doctor-witness = The kernel tells what a program is blocked in and what waits in its sockets
doctor-no-witness = The kernel does not tell all that the checks ask ({ $asked }). They wait for their deadline instead, so a failure takes longer. A container may forbid it
doctor-no-witness-here = Only Linux tells what a program is blocked in. Some checks are skipped here, and others take longer to fail
doctor-helper = { $name } is there
doctor-no-just = { $name } is not there. It makes the commands shorter: cargo install just. Without it: cargo lesson 1, cargo netlesson list
doctor-no-python = { $name } is not there. You only miss trying your programs against Python's sockets
doctor-no-leftovers = No processes are left behind by earlier runs
doctor-leftovers = Left behind by an earlier run: { $processes }. This ends them: { $command }
doctor-cleaned = Ended: { $processes }
doctor-good = Everything the course needs is there. Go on: { $command }
doctor-missing = { $count } { $count ->
    [one] thing that the course needs is missing.
   *[other] things that the course needs are missing.
 }
