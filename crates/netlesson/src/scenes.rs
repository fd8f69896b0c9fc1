//! The conversations that `demo` plays, as data: who is started, who types what, whose line answers.

use Step::{Ends, Freezes, Hears, Interrupted, LiesUnread, Serves, Starts, Thaws, Types};

/// Stands for the server's address in a program's arguments.
pub const ADDRESS: &str = "ADDRESS";

/// Stands for an empty folder, which is gone when the scene is over.
pub const FOLDER: &str = "FOLDER";

/// A conversation, from the first program's start to the last one's end.
pub struct Scene {
    /// The key of the sentence that says what is to be seen.
    pub caption: &'static str,
    /// What happens, in order.
    pub steps: &'static [Step],
}

/// One step. The first word of each is whose line it is.
pub enum Step {
    /// This program of the lesson is started, and says where it listens.
    Serves(&'static str, &'static str, &'static [&'static str]),
    /// This program of the lesson is started.
    Starts(&'static str, &'static str, &'static [&'static str]),
    /// It is typed at.
    Types(&'static str, &'static str),
    /// It prints lines, up to one that has this in it.
    Hears(&'static str, &'static str),
    /// Nothing happens until what it has sent over TCP lies in the kernel, unread by the server.
    LiesUnread(&'static str),
    /// It is stopped, so that what is sent to it piles up.
    Freezes(&'static str),
    /// It goes on.
    Thaws(&'static str),
    /// It ends by itself.
    Ends(&'static str),
    /// It is ended as Ctrl-C does it.
    Interrupted(&'static str),
}

/// The scenes of a lesson.
pub fn of(number: u8) -> &'static [Scene] {
    match number {
        1 => ONE_CALL,
        2 => ONE_AFTER_THE_OTHER,
        3 => WHERE_MESSAGES_END,
        4 => REMOTE_COMMANDS,
        5 => CHAT,
        6 => EVERYONE_AT_ONCE,
        7 => ASKED_AND_GOT,
        8 => A_FILE,
        9 => MEASURED,
        10 => A_FILE_IN_PACKETS,
        11 => PACKETS,
        12 => ONE_FOR_EVERYONE,
        _ => &[],
    }
}

const ONE_CALL: &[Scene] = &[Scene {
    caption: "demo-one-call",
    steps: &[
        Serves("server", "server", &[ADDRESS]),
        Starts("client", "client", &[ADDRESS, "hello"]),
        Hears("server", "connection from"),
        Hears("server", "received"),
        Hears("client", "HELLO"),
        Ends("client"),
        Ends("server"),
    ],
}];

const ONE_AFTER_THE_OTHER: &[Scene] = &[Scene {
    caption: "demo-one-after-the-other",
    steps: &[
        Serves("server", "server", &[ADDRESS]),
        Starts("client", "client", &[ADDRESS]),
        Hears("server", "connection from"),
        Types("client", "hello"),
        Hears("server", "received"),
        Hears("client", "HELLO"),
        Starts("client 2", "client", &[ADDRESS]),
        Types("client 2", "is anybody there?"),
        LiesUnread("client 2"),
        Types("client", "still talking"),
        Hears("server", "still talking"),
        Hears("client", "STILL TALKING"),
        Types("client", "quit"),
        Ends("client"),
        Hears("server", "hung up"),
        Hears("server", "connection from"),
        Hears("server", "is anybody there?"),
        Hears("client 2", "IS ANYBODY THERE?"),
        Types("client 2", "quit"),
        Ends("client 2"),
        Hears("server", "hung up"),
        Interrupted("server"),
    ],
}];

const WHERE_MESSAGES_END: &[Scene] = &[
    Scene {
        caption: "demo-sticky",
        steps: &[
            Serves("receiver", "receiver", &[ADDRESS]),
            Freezes("receiver"),
            Starts("sender", "sender", &[ADDRESS, "hello", "feng"]),
            Ends("sender"),
            Thaws("receiver"),
            Hears("receiver", "recv"),
            Hears("receiver", "recv"),
            Ends("receiver"),
        ],
    },
    Scene {
        caption: "demo-paused",
        steps: &[
            Serves("receiver", "receiver", &[ADDRESS]),
            Starts(
                "sender",
                "sender",
                &["--pause", "500", ADDRESS, "hello", "feng"],
            ),
            Hears("receiver", "recv"),
            Ends("sender"),
            Hears("receiver", "recv"),
            Ends("receiver"),
        ],
    },
    Scene {
        caption: "demo-datagrams",
        steps: &[
            Serves("receiver", "receiver", &["--udp", ADDRESS]),
            Freezes("receiver"),
            Starts("sender", "sender", &["--udp", ADDRESS, "hello", "feng"]),
            Ends("sender"),
            Thaws("receiver"),
            Hears("receiver", "recv"),
            Hears("receiver", "recv"),
            Ends("receiver"),
        ],
    },
];

const REMOTE_COMMANDS: &[Scene] = &[Scene {
    caption: "demo-remote-commands",
    steps: &[
        Serves("server", "server", &[ADDRESS]),
        Starts("client", "client", &[ADDRESS]),
        Hears("server", "connection from"),
        Types("client", "echo hello"),
        Hears("server", "ran: echo hello"),
        Hears("client", "hello"),
        Types("client", "ls src/bin"),
        Hears("server", "ran: ls src/bin"),
        Hears("client", "client.rs"),
        Hears("client", "server.rs"),
        Types("client", "echo this went to stderr >&2"),
        Hears("server", "ran: echo"),
        Hears("client", "this went to stderr"),
        Types("client", "quit"),
        Ends("client"),
        Hears("server", "hung up"),
        Interrupted("server"),
    ],
}];

const CHAT: &[Scene] = &[Scene {
    caption: "demo-chat",
    steps: &[
        Serves("server", "server", &[ADDRESS]),
        Starts("TOM", "client", &[ADDRESS, "TOM"]),
        Hears("server", "/name TOM"),
        Hears("TOM", "hello, TOM"),
        Starts("JACK", "client", &[ADDRESS, "JACK"]),
        Hears("server", "/name JACK"),
        Hears("JACK", "hello, JACK"),
        Types("TOM", "good morning, everyone"),
        Hears("server", "good morning"),
        Hears("JACK", "TOM: good morning"),
        Types("JACK", "/to TOM only you can read this"),
        Hears("server", "/to TOM"),
        Hears("TOM", "JACK -> you"),
        Types("TOM", "/who"),
        Hears("server", "/who"),
        Hears("TOM", "here:"),
        Types("TOM", "quit"),
        Ends("TOM"),
        Hears("server", "/bye"),
        Types("JACK", "/who"),
        Hears("server", "/who"),
        Hears("JACK", "here:"),
        Types("JACK", "quit"),
        Ends("JACK"),
        Hears("server", "/bye"),
        Interrupted("server"),
    ],
}];

const EVERYONE_AT_ONCE: &[Scene] = &[Scene {
    caption: "demo-everyone-at-once",
    steps: &[
        Serves("server", "server", &[ADDRESS]),
        Starts("client 0", "client", &[ADDRESS]),
        Hears("server", "client 0 connected"),
        Hears("client 0", "you are client 0"),
        Starts("client 1", "client", &[ADDRESS]),
        Hears("server", "client 1 connected"),
        Hears("client 1", "you are client 1"),
        Starts("client 2", "client", &[ADDRESS]),
        Hears("server", "client 2 connected"),
        Hears("client 2", "you are client 2"),
        Types("client 0", "hello, everyone"),
        Hears("server", "hello, everyone"),
        Hears("client 1", "hello, everyone"),
        Hears("client 2", "hello, everyone"),
        Types("client 1", "@2 only you can read this"),
        Hears("server", "@2 only you"),
        Hears("client 2", "only you can read this"),
        Types("server", "all we close in a minute"),
        Hears("client 0", "we close"),
        Hears("client 1", "we close"),
        Hears("client 2", "we close"),
        Types("server", "quit"),
        Ends("client 0"),
        Ends("client 1"),
        Ends("client 2"),
        Ends("server"),
    ],
}];

const ASKED_AND_GOT: &[Scene] = &[
    Scene {
        caption: "demo-options",
        steps: &[
            Starts("list", "sockopt", &["list"]),
            Ends("list"),
            Starts("set", "sockopt", &["set", "SO_RCVBUF", "100000"]),
            Ends("set"),
            Starts("set once more", "sockopt", &["set", "IP_TTL", "300"]),
            Ends("set once more"),
        ],
    },
    Scene {
        caption: "demo-backlog",
        steps: &[
            Starts("backlog", "backlog", &["5"]),
            Hears("backlog", "listening on"),
            Hears("backlog", "completed"),
            Types("backlog", "enough"),
            Ends("backlog"),
        ],
    },
    Scene {
        caption: "demo-rebind",
        steps: &[Starts("rebind", "rebind", &[]), Ends("rebind")],
    },
];

const A_FILE: &[Scene] = &[Scene {
    caption: "demo-a-file",
    steps: &[
        Serves("server", "server", &[ADDRESS, FOLDER]),
        Starts("client", "client", &[ADDRESS, "src/folder.rs"]),
        Hears("server", "connection from"),
        Hears("server", "sends folder.rs"),
        Hears("client", "sending folder.rs"),
        Hears("server", "stored folder.rs"),
        Ends("client"),
        Hears("server", "hung up"),
        Starts("client 2", "client", &[ADDRESS, "src/nothing.rs"]),
        Ends("client 2"),
        Interrupted("server"),
    ],
}];

const MEASURED: &[Scene] = &[Scene {
    caption: "demo-measured",
    steps: &[
        Starts("probe", "probe", &[]),
        Ends("probe"),
        Starts("larger", "probe", &["--json", "--buffer", "500000"]),
        Ends("larger"),
    ],
}];

const A_FILE_IN_PACKETS: &[Scene] = &[Scene {
    caption: "demo-a-file-in-packets",
    steps: &[
        Serves("server", "server", &[ADDRESS, FOLDER]),
        Starts("client", "client", &[ADDRESS, "src/sender.rs"]),
        Hears("server", "sends sender.rs"),
        Hears("server", "stored sender.rs"),
        Ends("client"),
        Ends("server"),
    ],
}];

const PACKETS: &[Scene] = &[Scene {
    caption: "demo-packets",
    steps: &[
        Starts(
            "dissect",
            "dissect",
            &["../../crates/netlesson-checks/captures/handshake.pcap"],
        ),
        Hears("dissect", "\"part\":[\"syn\"]"),
        Hears("dissect", "\"part\":[\"syn\",\"acks_syn\"]"),
        Hears("dissect", "\"part\":[\"acks_syn\"]"),
        Ends("dissect"),
    ],
}];

const ONE_FOR_EVERYONE: &[Scene] = &[Scene {
    caption: "demo-one-for-everyone",
    steps: &[
        Serves("server", "server", &[ADDRESS]),
        Starts("client 0", "client", &[ADDRESS]),
        Hears("server", "client 0 connected"),
        Hears("client 0", "you are client 0"),
        Starts("client 1", "client", &[ADDRESS]),
        Hears("server", "client 1 connected"),
        Hears("client 1", "you are client 1"),
        Starts("client 2", "client", &[ADDRESS]),
        Hears("server", "client 2 connected"),
        Hears("client 2", "you are client 2"),
        // All that is said to it waits, and nobody waits for it.
        Freezes("client 2"),
        Types("client 0", "is anybody slow here?"),
        Hears("server", "is anybody slow"),
        Hears("client 1", "is anybody slow"),
        Types("client 1", "@0 I am not"),
        Hears("server", "@0 I am not"),
        Hears("client 0", "I am not"),
        Thaws("client 2"),
        Hears("client 2", "is anybody slow"),
        Types("server", "all we close in a minute"),
        Hears("client 0", "we close"),
        Hears("client 1", "we close"),
        Hears("client 2", "we close"),
        Types("server", "quit"),
        Ends("client 0"),
        Ends("client 1"),
        Ends("client 2"),
        Ends("server"),
    ],
}];
