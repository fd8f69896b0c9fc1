# netlesson: network programming in Rust, on your own machine. `just` alone lists what there is.

set windows-shell := ["cmd.exe", "/c"]

# The command then names others as they are typed here: "just hint 4".
export NETLESSON_JUST := "1"

# Recipes run in this folder; a path that is typed is meant from the folder in which it is typed.
export NETLESSON_FOLDER := invocation_directory_native()

# The first build takes a while, and cargo shows how far it is. From then on the command is started itself, and looks
# whether it is to be built again; not on Windows, where a program that runs cannot be replaced.
target := env("CARGO_TARGET_DIR", justfile_directory() / "target")
command := target / "debug" / if os() == "windows" { "netlesson.exe" } else { "netlesson" }
quiet := if path_exists(command) == "true" { "--quiet" } else { "" }
by_cargo := "cargo run " + quiet + " --package netlesson --"
export NETLESSON_DIRECTLY := "1"
netlesson := if os() == "windows" { by_cargo } else if path_exists(command) == "true" { quote(command) } else { by_cargo }

steady_copies := if os() == "linux" { "GLIBC_TUNABLES=glibc.cpu.x86_rep_movsb_threshold=1073741824" } else { "" }

[private]
default:
    @just --list --unsorted

# list the lessons: which are passed, which is next
[group('lessons')]
[no-exit-message]
list *FLAGS:
    @{{ netlesson }} list {{ FLAGS }}

# build a lesson, run its checks, explain the first that fails
[group('lessons')]
[no-exit-message]
lesson NUMBER *FLAGS:
    @{{ netlesson }} lesson {{ NUMBER }} {{ FLAGS }}

# one more hint for the first check that fails
[group('lessons')]
[no-exit-message]
hint NUMBER *FLAGS:
    @{{ netlesson }} hint {{ NUMBER }} {{ FLAGS }}

# run the checks again at every save, from the first lesson not passed
[group('lessons')]
[no-exit-message]
watch *FLAGS:
    @{{ netlesson }} watch {{ FLAGS }}

# handout: with solutions
# watch the solution's programs talk
[group('lessons')]
[no-exit-message]
demo NUMBER *FLAGS:
    @{{ netlesson }} demo {{ NUMBER }} {{ FLAGS }}

# compare what you wrote with the solution
[group('lessons')]
[no-exit-message]
diff NUMBER *FLAGS:
    @{{ netlesson }} diff {{ NUMBER }} {{ FLAGS }}

# handout: end
# draw what a lesson's programs do on the wire
[group('lessons')]
[no-exit-message]
wire NUMBER *FLAGS:
    @{{ netlesson }} wire {{ NUMBER }} {{ FLAGS }}

# send a file by TCP, by bare UDP and by lesson 10's programs, and compare
[group('lessons')]
[no-exit-message]
race *FLAGS:
    @{{ netlesson }} race {{ FLAGS }}

# see what is true of what tutorials say: an experiment on this machine; alone, a list of them
[group('lessons')]
[no-exit-message]
show *ARGUMENTS:
    @{{ netlesson }} show {{ ARGUMENTS }}

# put an exercise back to its starter, with a backup of yours
[group('lessons')]
[no-exit-message]
reset NUMBER *FLAGS:
    @{{ netlesson }} reset {{ NUMBER }} {{ FLAGS }}

# look whether this machine has what the course needs
[group('lessons')]
[no-exit-message]
doctor *FLAGS:
    @{{ netlesson }} doctor {{ FLAGS }}

# handout: never
# grade a folder of submissions, each contained, and report on the class
[group('a class')]
[no-exit-message]
class FOLDER *FLAGS:
    @cargo run --quiet --package netlesson-class -- grade {{ quote(join(invocation_directory_native(), FOLDER)) }} {{ FLAGS }}

# write the students' copy of the course into a folder, or update one: work in it is kept
[group('a class')]
[no-exit-message]
handout FOLDER *FLAGS:
    @cargo run --quiet --package netlesson-class -- handout {{ quote(join(invocation_directory_native(), FOLDER)) }} {{ FLAGS }}

# handout: end
# run the tests of the course itself
[group('the course itself')]
[no-exit-message]
test *FLAGS:
    @cargo test --workspace {{ FLAGS }}

# check the formatting, and have clippy look at everything
[group('the course itself')]
[no-exit-message]
lint:
    @cargo fmt --all --check
    @cargo clippy --workspace --all-targets -- -D warnings

# handout: never
# measure how fast frames are written and read, beside tokio-util, and write docs/speed.md
[group('the course itself')]
[no-exit-message]
bench *FLAGS:
    # Where glibc copies by `rep movsb`, some processors are ten times slower for some alignments (glibc bug 30994).
    @{{ steady_copies }} cargo bench --package netlesson-common {{ FLAGS }}
    @cargo run --quiet --release --package netlesson-bench -- framing

# measure from an edit to its verdict, beside the build and rustlings, and write docs/speed.md
[group('the course itself')]
[no-exit-message]
bench-verdict *FLAGS:
    @cargo run --quiet --release --package netlesson-bench -- verdict {{ FLAGS }}

# measure the solutions' servers and transfers, beside Python's and tokio's, and write docs/speed.md
[group('the course itself')]
[no-exit-message]
bench-peers *FLAGS:
    @cargo run --quiet --release --package netlesson-bench -- peers {{ FLAGS }}

# build the book, in both languages, and open it (needs mdbook, and says how to get it)
[group('the course itself')]
[no-exit-message]
book *FLAGS:
    @cargo run {{ quiet }} --package netlesson-book -- --open {{ FLAGS }}

# look at the built book as a browser shows it: links, search, pictures, both themes, narrow screens
[group('the course itself')]
[no-exit-message]
check-book *FLAGS:
    @cargo run {{ quiet }} --package netlesson-book -- --check {{ FLAGS }}

# grade all solutions and the whole gallery again and again, under load: no verdict may change
[group('the course itself')]
[no-exit-message]
steady ROUNDS="100" *FLAGS:
    @cargo test --quiet --package netlesson-gallery --test gallery -- --steady {{ ROUNDS }} {{ FLAGS }}

# change the solutions at every place and look whether the checks notice (cargo install cargo-mutants)
[group('the course itself')]
[no-exit-message]
mutants *FLAGS:
    @cargo mutants --no-shuffle {{ FLAGS }}
# handout: end
