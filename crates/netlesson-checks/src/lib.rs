//! What "right" means in netlesson: the checks of every lesson, and the wire they play on.
//!
//! | module       | what is in it                                                                  |
//! |--------------|--------------------------------------------------------------------------------|
//! | [`lesson`]   | the table of lessons: number, name, programs, checks                           |
//! | [`checks`]   | the checks themselves, one module a lesson, each a script                      |
//! | [`diagnosis`] | names the mistake behind a failure, where the evidence is enough                |
//! | [`compile`]  | has cargo build a lesson's programs                                            |
//! | [`play`]     | what a check plays with: programs, callers, hosts, chance from a seed          |
//! | [`program`]  | a student's program: start, wait for its lines, type, freeze, end it with all it started |
//! | [`wire`]     | the check's ends of the conversations; decides what one `recv` returns         |
//! | [`kernel`]   | what the kernel can witness: queues, listeners, stillness, threads, memory     |
//! | [`patience`] | how long a check waits: for the answer, for certainty that none comes, for the deadline |
//! | [`folder`]   | folders for a while, which are gone whatever ends whoever has made them        |
//! | [`log`]      | what happened in a check, in order                                             |
//! | [`panic`]    | reads a panic message, and tells a `todo!` from a crash                        |
//! | [`traceback`]| reads a Python traceback, which is told as a crash, too                        |
//! | [`verdict`]  | passed, failed (how, expected, came), skipped, the grader's own fault          |
//! | [`run`]      | plays a lesson's checks, several at a time                                     |
//! | [`slow`]     | the checks that take long: what is begun first, and not waited for             |
//! | [`starter`]  | makes an exercise out of its solution                                          |
//! | [`words`]    | the learner's words, from the message files                                    |
//! | [`report`]   | a verdict as text for people                                                   |
//! | [`crowd`]    | ten thousand clients at once, for lesson 12's bench                            |
//! | [`grade`]    | the test target of every lesson: the same checks under `cargo test`            |

pub mod checks;
pub mod compile;
pub mod crowd;
pub mod diagnosis;
pub mod folder;
pub mod grade;
pub mod kernel;
pub mod lesson;
pub mod log;
pub mod panic;
pub mod patience;
pub mod play;
pub mod program;
pub mod report;
pub mod run;
pub mod slow;
pub mod starter;
pub mod traceback;
pub mod verdict;
pub mod wire;
pub mod words;
