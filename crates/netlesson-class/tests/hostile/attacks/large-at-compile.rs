//! Is very large when it is compiled.
//!
//! bubblewrap: does-not-compile
//! landlock: does-not-compile
//! process-group: does-not-compile

static LARGE: [u8; 3 << 30] = [1; 3 << 30];

fn attack() {
    println!("{}", LARGE[std::env::args().count()]);
}
