//! The bench `crowd` of lesson 12, of the student's package and of the solution's: see `netlesson_checks::crowd`.

fn main() -> std::process::ExitCode {
    netlesson_checks::crowd::main(env!("CARGO_PKG_NAME"))
}
