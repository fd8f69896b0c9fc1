//! Looks for secrets in the environment, and fails without them.
//!
//! bubblewrap: 5
//! landlock: 5
//! process-group: 5

fn attack() {
    std::env::var("CARGO_MANIFEST_DIR").expect("there is a secret");
}
