lesson-01 = Basic socket

lesson-01-answers-in-capitals = The server answers hello with HELLO
    .why = accept, recv, send: the three calls between picking up and hanging up. The reply goes over the wire; the two lines on stdout are for whoever sits at the server.
    .next = "connection from" is printed where the call is accepted, with the address that accept returned. The rest is in the function that answers: receive once, print what came, send exactly that back with a to z turned into A to Z.
    .hint-1 = accept() returns two things. Which of them do you talk through, and which is who called?
    .hint-2 = One recv into a buffer of 1024 bytes tells how many came; only those are the message.
    .hint-3 = to_ascii_uppercase turns a to z into A to Z and leaves every other byte alone.

lesson-01-answers-any-bytes = Bytes that are no text come back unharmed
    .why = A socket carries bytes. Text is only one way to look at them: on the screen, what is not UTF-8 shows as U+FFFD, but what goes back over the wire must be the bytes that came.
    .next = Change the bytes themselves, not a String made of them. A String is for the line that is printed.
    .hint-1 = What becomes of the byte 0xff when it goes into a String and out again?
    .hint-2 = String::from_utf8_lossy is right for showing and wrong for sending back.
    .hint-3 = Send the result of to_ascii_uppercase on the received bytes.

lesson-01-hangs-up-and-exits = After the reply the server hangs up and exits
    .why = A client cannot tell "no more" from "not yet" until the server closes. A socket that nobody closes leaves a client that reads to the end waiting for ever.
    .next = Let both sockets go out of scope, or shut the conversation down, and return from main: the exit code is then 0.
    .hint-1 = Who closes a socket in Rust, and when?
    .hint-2 = A socket closes when its variable goes out of scope. A copy of it that lives on (try_clone, a loop) keeps the connection open.
    .hint-3 = There is no loop in this lesson: answer one call, then return.

lesson-01-silent-caller = A caller who hangs up without a word
    .why = recv returning 0 is not an empty message: it is the end of the stream. On Linux no exception or error says it, only this 0.
    .next = Look at what your server does when recv returns 0: it prints "received 0 bytes: the peer closed the connection" and exits with 0.
    .hint-1 = What does recv return when the other side has closed and nothing is left to read?
    .hint-2 = 0 bytes, and no error. It is told apart from a message by its length alone.
    .hint-3 = Compare the length that recv returned with 0 before you print and answer.

lesson-01-client-asks-once = The client sends its message and prints the reply
    .why = connect, send, recv, close: the client's half of the workflow. What is printed is the reply that came, not the one that was expected: here it is a random word.
    .next = Look at the function that asks: send the message, receive once, return what came.
    .hint-1 = Which calls does a client make that a server does not, and the other way round?
    .hint-2 = connect takes the place of bind, listen and accept; send and recv are the same.
    .hint-3 = Write the whole message, read once into a buffer, keep as many bytes as came.

lesson-01-client-says-hello = Without a message the client says hello
    .why = A program that can be tried without arguments gets tried.
    .next = The default stands in main already. Send the message as it is, without a line break.
    .hint-1 = What exactly goes over the wire: with a line break, or without?
    .hint-2 = The message and nothing else: five bytes.
    .hint-3 = Send message.as_bytes(), with no println or format that adds to it.

lesson-01-client-does-not-wait = The client ends without waiting for the server's close
    .why = This check's server keeps the connection open after its reply. A client that reads to the end of the stream hangs here, as it would with any server that keeps its connections.
    .next = One recv is enough in this lesson. read_to_end and read_to_string wait for an end that may not come.
    .hint-1 = When does read_to_string return?
    .hint-2 = Only at the end of the stream. The reply is there long before.
    .hint-3 = Call read once on a buffer of 1024 bytes.

lesson-01-no-reply = A server that hangs up without a reply is reported
    .why = An empty line on the screen looks like an empty reply. That nobody answered is another thing, and the user should read it.
    .next = When recv returns 0, return an error; main prints it as "error: no reply from ADDR: WHY" and exits with 1.
    .hint-1 = How does the client see that the server has closed without a word?
    .hint-2 = recv returns 0, and that is no error to Rust: you make one of it.
    .hint-3 = io::ErrorKind::UnexpectedEof is a good kind, with a text that says what happened.

diagnosis-same-answer-to-everything = HELLO is what your server says to everyone: here something else was said, and HELLO came again.
    .next = The reply is made of what recv has put into the buffer. Look for a reply that stands in the program as text.
diagnosis-accepts-again = The kernel shows your server inside accept again: it waits for another caller. In this lesson it answers one and ends.
