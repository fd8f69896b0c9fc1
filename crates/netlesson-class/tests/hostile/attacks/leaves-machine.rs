//! Calls an address that is not on this machine.
//!
//! bubblewrap: 14
//! landlock: skipped, the network is the machine's
//! process-group: skipped, the network is the machine's

fn attack() {
    let address = std::net::SocketAddr::from(([192, 0, 2, 1], 80)); // TEST-NET-1 (RFC 5737)
    let called = std::net::TcpStream::connect_timeout(&address, std::time::Duration::from_secs(2));
    let failed = called.expect_err("nobody is there");
    assert_eq!(failed.kind(), std::io::ErrorKind::NetworkUnreachable);
}
