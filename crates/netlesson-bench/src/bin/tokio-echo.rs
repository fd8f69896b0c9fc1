//! An echo by tokio, as its own example has it: what lesson 12's event loop stands beside.

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() -> std::io::Result<()> {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on {}", listener.local_addr()?);
    loop {
        let (mut stream, _) = listener.accept().await?;
        tokio::spawn(async move {
            let mut buffer = [0; 1024];
            while let Ok(length @ 1..) = stream.read(&mut buffer).await
                && stream.write_all(&buffer[..length]).await.is_ok()
            {}
        });
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {}
