//! Grades the package that this target is compiled for: see `netlesson_checks::grade`.

fn main() -> std::process::ExitCode {
    netlesson_checks::grade::main(env!("CARGO_PKG_NAME"), env!("CARGO_MANIFEST_DIR"))
}
