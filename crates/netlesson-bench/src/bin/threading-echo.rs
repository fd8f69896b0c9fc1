//! Lesson 6's socketserver with an echo for its handler: what Python's ThreadingTCPServer stands beside.

#[cfg(target_os = "linux")]
fn main() -> std::io::Result<()> {
    use std::io::{Read as _, Write as _};
    use std::net::{SocketAddr, TcpStream};
    use std::sync::Arc;

    use solution_06::socketserver::{Handler, ThreadingServer};

    struct Echo;

    impl Handler for Echo {
        fn handle(&self, _: usize, stream: Arc<TcpStream>, _: SocketAddr) {
            let mut stream = &*stream;
            let mut buffer = [0; 1024];
            // An error ends a conversation as its end does.
            while let Ok(length @ 1..) = stream.read(&mut buffer)
                && stream.write_all(&buffer[..length]).is_ok()
            {}
        }

        fn say_goodbye(&self) {}
    }

    let server = ThreadingServer::bind(([127, 0, 0, 1], 0).into())?;
    println!("listening on {}", server.address());
    server.serve_forever(&Arc::new(Echo));
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn main() {}
