//! The decoder of the page to play on does what the real one does, however a stream is cut.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use netlesson_common::{FrameDecoder, write_frame};
use serde_json::{Value, json};

/// Reads pieces as arrays of numbers, a line of JSON for each stream, and prints what the decoder made of each piece.
const SCRIPT: &str = r#"
const { FrameDecoder, frame } = require(process.argv[1]);
for (const line of require("fs").readFileSync(0, "utf8").trim().split("\n")) {
  const decoder = new FrameDecoder();
  const made = JSON.parse(line).map((piece) => {
    decoder.push(Uint8Array.from(piece));
    const payloads = [];
    try {
      for (let next = decoder.nextFrame(); next !== null; next = decoder.nextFrame()) {
        payloads.push(Array.from(frame(next)));
      }
    } catch (error) {
      return error.message;
    }
    return [payloads, decoder.pending()];
  });
  console.log(JSON.stringify(made));
}
"#;

/// What the real decoder makes of each piece, as the script prints it.
fn made(pieces: &[Vec<u8>]) -> Value {
    let mut decoder = FrameDecoder::new();
    let of_piece = |piece: &Vec<u8>| {
        decoder.push(piece);
        let mut payloads = Vec::new();
        loop {
            match decoder.next_frame() {
                Ok(Some(payload)) => {
                    let mut framed = Vec::new();
                    write_frame(&mut framed, &payload).expect("a vector takes everything");
                    payloads.push(framed);
                }
                Ok(None) => return json!([payloads, decoder.pending()]),
                Err(error) => return json!(error.to_string()),
            }
        }
    };
    pieces.iter().map(of_piece).collect()
}

#[test]
fn the_page_s_decoder_is_the_real_one() {
    let node = Command::new("node").arg("--version").output();
    if node.is_err() {
        eprintln!("skipped: node is not installed");
        return;
    }
    let mut stream = Vec::new();
    for payload in ["hello", "", "你好", "feng"] {
        write_frame(&mut stream, payload.as_bytes()).expect("a vector takes everything");
    }
    let mut streams: Vec<Vec<Vec<u8>>> = (0..=stream.len())
        .map(|cut| vec![stream[..cut].to_vec(), stream[cut..].to_vec()])
        .collect();
    streams.push(stream.chunks(1).map(<[u8]>::to_vec).collect());
    streams.push(vec![vec![0xff; 4]]);
    streams.push(vec![i32::MAX.to_le_bytes().to_vec()]);

    let decoder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/theme/frame_decoder.js");
    let decoder = decoder.canonicalize().expect("it is there");
    let mut node = Command::new("node")
        .args(["-e", SCRIPT])
        .arg(decoder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node starts");
    let lines: Vec<String> = streams
        .iter()
        .map(|pieces| json!(pieces).to_string())
        .collect();
    let mut stdin = node.stdin.take().expect("a pipe");
    stdin
        .write_all(lines.join("\n").as_bytes())
        .expect("node reads");
    drop(stdin);
    let output = node.wait_with_output().expect("node ends");
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    let printed: Vec<Value> = printed
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(printed.len(), streams.len());
    for (pieces, printed) in streams.iter().zip(printed) {
        assert_eq!(printed, made(pieces), "{pieces:?}");
    }
}
