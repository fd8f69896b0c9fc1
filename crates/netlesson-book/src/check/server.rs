//! Serves the site as a host of pages does: under a folder's name, on this machine alone.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread;

use anyhow::Result;

use super::browser::LIMIT;

/// The folder that the site lies in for its readers: a project's pages do not begin at the top.
const FOLDER: &str = "/book/";

/// Serves what is in this folder until this program ends. Where: `http://127.0.0.1:41099/book/`.
pub fn serve(html: &Path) -> Result<String> {
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
    let address = listener.local_addr()?;
    let html = html.to_path_buf();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let html = html.clone();
            // That a browser hangs up early is its own affair.
            thread::spawn(move || answer(stream, &html).is_ok());
        }
    });
    Ok(format!("http://{address}{FOLDER}"))
}

fn answer(mut stream: TcpStream, html: &Path) -> Result<()> {
    stream.set_read_timeout(Some(LIMIT))?;
    stream.set_write_timeout(Some(LIMIT))?;
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    // A browser may open a connection in advance and say nothing on it.
    let Some(request) = lines.next().transpose()? else {
        return Ok(());
    };
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = request
        .split_whitespace()
        .nth(1)
        .and_then(|path| file(html, path));
    let found = path.and_then(|path| Some((kind(&path), fs::read(path).ok()?)));
    let (status, kind, body) = match found {
        Some((kind, body)) => ("200 OK", kind, body),
        None => ("404 Not Found", "text/plain", b"not found".to_vec()),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(&body)?;
    Ok(())
}

/// The file that a path of a request means, if it lies in the site.
fn file(html: &Path, path: &str) -> Option<PathBuf> {
    let path = path.split(['?', '#']).next()?.strip_prefix(FOLDER)?;
    let path = Path::new(path);
    let is_inside = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let file = html.join(path);
    is_inside.then(|| {
        if file.is_dir() {
            file.join("index.html")
        } else {
            file
        }
    })
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_of_the_site_is_served() {
        let html = Path::new("html");
        assert_eq!(
            file(html, "/book/en/play.html?x"),
            Some(html.join("en/play.html"))
        );
        assert_eq!(file(html, "/book/../Cargo.toml"), None);
        assert_eq!(file(html, "/en/play.html"), None);
    }
}
