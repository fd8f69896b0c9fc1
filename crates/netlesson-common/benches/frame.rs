//! How long a frame takes: writing it, reading it, decoding it whole and in pieces.
//!
//! `cargo bench -p netlesson-common`

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use netlesson_common::{FrameDecoder, read_frame, write_frame};

const PAYLOADS: [(&str, usize); 4] = [
    ("16 B", 16),
    ("1 KiB", 1024),
    ("64 KiB", 64 * 1024),
    ("1 MiB", 1024 * 1024),
];

/// What one `recv` of an Ethernet segment's worth brings.
const SEGMENT: usize = 1460;

fn frame(length: usize) -> Vec<u8> {
    let mut wire = Vec::new();
    write_frame(&mut wire, &vec![b'x'; length]).unwrap();
    wire
}

/// Pushes the wire piece by piece and counts the frames that come out.
fn decode(wire: &[u8], piece: usize) -> usize {
    let mut decoder = FrameDecoder::new();
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

/// One frame of each size.
fn one_frame(c: &mut Criterion) {
    for (name, length) in PAYLOADS {
        let mut group = c.benchmark_group(name);
        group.throughput(Throughput::Bytes(length as u64));

        let payload = vec![b'x'; length];
        let mut out = Vec::with_capacity(length + 4);
        group.bench_function("write", |b| {
            b.iter(|| {
                out.clear();
                write_frame(&mut out, black_box(&payload))
            });
        });

        let wire = frame(length);
        group.bench_function("read", |b| b.iter(|| read_frame(&mut black_box(&wire[..]))));
        for (pieces, size) in [("whole", wire.len()), ("in segments", SEGMENT)] {
            group.bench_function(BenchmarkId::new("decode", pieces), |b| {
                b.iter(|| decode(black_box(&wire), size));
            });
        }
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
        group.bench_function(BenchmarkId::new("one byte a push", length), |b| {
            b.iter(|| decode(black_box(&wire), 1));
        });

        let wire = frame(12).repeat(length / 16);
        group.bench_function(BenchmarkId::new("small frames in one push", length), |b| {
            b.iter(|| decode(black_box(&wire), wire.len()));
        });
    }
    group.finish();
}

criterion_group!(benches, one_frame, stays_linear);
criterion_main!(benches);
