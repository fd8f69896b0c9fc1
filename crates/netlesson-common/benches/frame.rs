//! How long a frame takes, beside tokio-util's length-delimited codec and beside a copy of the same bytes: writing it, and
//! decoding it whole and in pieces.
//!
//! `cargo bench -p netlesson-common`

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use netlesson_common::{FrameDecoder, MAX_FRAME_LEN, read_frame, write_frame};
use tokio_util::bytes::{Bytes, BytesMut};
use tokio_util::codec::{Decoder, Encoder, LengthDelimitedCodec};

const PAYLOADS: [(&str, usize); 4] = [
    ("16 B", 16),
    ("1 KiB", 1024),
    ("64 KiB", 64 * 1024),
    ("1 MiB", 1024 * 1024),
];

/// What one `recv` may bring: a byte, about what an Ethernet frame carries, a large buffer full.
const PIECES: [(&str, usize); 4] = [
    ("decode whole", usize::MAX),
    ("decode by 1 B", 1),
    ("decode by 1500 B", 1500),
    ("decode by 64 KiB", 64 * 1024),
];

fn frame(length: usize) -> Vec<u8> {
    let mut wire = Vec::new();
    write_frame(&mut wire, &vec![b'x'; length]).unwrap();
    wire
}

/// The same format, by tokio-util.
fn codec() -> LengthDelimitedCodec {
    LengthDelimitedCodec::builder()
        .little_endian()
        .max_frame_length(MAX_FRAME_LEN)
        .new_codec()
}

/// Pushes the wire piece by piece and counts the frames that come out.
fn decode(decoder: &mut FrameDecoder, wire: &[u8], piece: usize) -> usize {
    let mut frames = 0;
    for bytes in wire.chunks(piece) {
        decoder.push(bytes);
        while let Some(payload) = decoder.next_frame().unwrap() {
            black_box(payload);
            frames += 1;
        }
    }
    frames
}

/// The same by tokio-util: what has come is in a buffer, from which the codec takes frames.
fn decode_by_codec(
    codec: &mut LengthDelimitedCodec,
    buffer: &mut BytesMut,
    wire: &[u8],
    piece: usize,
) -> usize {
    let mut frames = 0;
    for bytes in wire.chunks(piece) {
        buffer.extend_from_slice(bytes);
        while let Some(payload) = codec.decode(buffer).unwrap() {
            black_box(payload);
            frames += 1;
        }
    }
    frames
}

/// One frame of each size, again and again on one connection: a decoder, and its memory, live as long as that.
fn one_frame(c: &mut Criterion) {
    // glibc gives freed memory back to the kernel at once, page by page, until a large block freed has taught it not to
    // (mallopt(3), M_MMAP_THRESHOLD). A server learns that from its first long frame; here, all learn it before the first.
    drop(black_box(vec![1u8; MAX_FRAME_LEN]));
    for (name, length) in PAYLOADS {
        let mut group = c.benchmark_group(name);
        group.throughput(Throughput::Bytes(length as u64));

        let payload = vec![b'x'; length];
        group.bench_function("copy", |b| b.iter(|| black_box(&payload).clone()));

        let mut out = Vec::with_capacity(length + 4);
        group.bench_function("encode netlesson", |b| {
            b.iter(|| {
                out.clear();
                write_frame(&mut out, black_box(&payload))
            });
        });
        let (mut codec, mut out) = (self::codec(), BytesMut::with_capacity(length + 4));
        let bytes = Bytes::from(payload.clone());
        group.bench_function("encode tokio-util", |b| {
            b.iter(|| {
                out.clear();
                codec.encode(black_box(bytes.clone()), &mut out)
            });
        });

        let wire = frame(length);
        for (way, piece) in PIECES {
            let piece = piece.min(wire.len());
            let mut decoder = FrameDecoder::new();
            group.bench_function(format!("{way} netlesson"), |b| {
                b.iter(|| decode(&mut decoder, black_box(&wire), piece));
            });
            let mut buffer = BytesMut::new();
            group.bench_function(format!("{way} tokio-util"), |b| {
                b.iter(|| decode_by_codec(&mut codec, &mut buffer, black_box(&wire), piece));
            });
        }
        group.bench_function("read", |b| b.iter(|| read_frame(&mut black_box(&wire[..]))));
        group.finish();
    }
}

/// Twice the bytes must take twice the time, even where a decoder has most to do.
fn stays_linear(c: &mut Criterion) {
    let mut group = c.benchmark_group("stays linear");
    group.sample_size(10);
    for length in [256 * 1024, 512 * 1024, 1024 * 1024] {
        group.throughput(Throughput::Bytes(length as u64));

        let wire = frame(length);
        group.bench_function(format!("one byte a push, {length}"), |b| {
            b.iter(|| decode(&mut FrameDecoder::new(), black_box(&wire), 1));
        });

        let wire = frame(12).repeat(length / 16);
        group.bench_function(format!("small frames in one push, {length}"), |b| {
            b.iter(|| decode(&mut FrameDecoder::new(), black_box(&wire), wire.len()));
        });
    }
    group.finish();
}

criterion_group!(benches, one_frame, stays_linear);
criterion_main!(benches);
