//! A header is a claim: memory is taken for what has arrived, plus a constant.
//!
//! One test in a file of its own: it counts what the whole process allocates, and a second test
//! beside it would be counted, too.

// The only way to count allocations is to be the allocator, and that trait is an unsafe one.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::io::{self, Read};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use netlesson_common::{FrameDecoder, MAX_FRAME_LEN, read_frame};
use proptest::collection::vec;
use proptest::prelude::*;

/// The system's allocator, with a count of the bytes in use and of the most there ever were.
struct Counting;

static IN_USE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

impl Counting {
    fn took(&self, bytes: usize) {
        let in_use = IN_USE.fetch_add(bytes, Relaxed) + bytes;
        PEAK.fetch_max(in_use, Relaxed);
    }
}

// SAFETY: every call is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.took(layout.size());
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        IN_USE.fetch_sub(layout.size(), Relaxed);
        self.took(new_size);
        unsafe { System.realloc(pointer, layout, new_size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// The most bytes that were in use at once while `work` ran, beyond those in use before it.
fn peak_of(work: impl FnOnce()) -> usize {
    let before = IN_USE.load(Relaxed);
    PEAK.store(before, Relaxed);
    work();
    PEAK.load(Relaxed) - before
}

/// The constant that the documentation promises, and what little an error message takes.
const CONSTANT: usize = 1024 * 1024 + 1024;

/// The longest push below, twice of which a decoder may keep room for.
const PUSH: usize = 16 * 1024;

/// A header that announces `announced` bytes, and `arriving` bytes behind it, made as they are read.
fn stream(announced: usize, arriving: usize) -> impl Read {
    io::Cursor::new((announced as i32).to_le_bytes()).chain(io::repeat(b'x').take(arriving as u64))
}

#[test]
fn no_more_is_allocated_than_has_arrived_plus_a_constant() {
    honest_and_lying_headers();
    any_bytes_at_all();
}

fn honest_and_lying_headers() {
    let most = MAX_FRAME_LEN;
    let headers = [
        0,
        1,
        1000,
        most - 1,
        most,
        most + 1,
        i32::MAX as usize,
        u32::MAX as usize,
    ];
    for announced in headers {
        for arriving in [0, 1, 1000, 300_000, 1_500_000, most] {
            // Behind an invalid header nothing is read.
            let arrived = if announced > most {
                0
            } else {
                arriving.min(announced)
            };

            let peak = peak_of(|| {
                let _ = black_box(read_frame(&mut stream(announced, arriving)));
            });
            assert!(
                peak <= arrived + CONSTANT,
                "reading {arrived} of {announced} announced bytes took {peak}"
            );

            let peak = peak_of(|| {
                let mut decoder = FrameDecoder::new();
                let mut wire = stream(announced, arrived);
                let mut piece = [0; PUSH];
                while let n @ 1.. = wire.read(&mut piece).unwrap() {
                    decoder.push(&piece[..n]);
                    let _ = black_box(decoder.next_frame());
                }
            });
            assert!(
                peak <= arrived + CONSTANT + 2 * PUSH,
                "decoding {arrived} of {announced} announced bytes took {peak}"
            );
        }
    }
}

fn any_bytes_at_all() {
    let header = prop_oneof![0..=MAX_FRAME_LEN as i32, any::<i32>()];
    let stream = (vec((header, vec(any::<u8>(), 0..64)), 0..6), 1..40usize);
    proptest!(|((pieces, size) in stream)| {
        let wire: Vec<u8> = pieces
            .iter()
            .flat_map(|(header, noise)| [&header.to_le_bytes(), &noise[..]].concat())
            .collect();

        let mut reader = &wire[..];
        let peak = peak_of(|| while let Ok(Some(_)) = read_frame(&mut reader) {});
        prop_assert!(peak <= wire.len() + CONSTANT, "reading took {}", peak);

        let peak = peak_of(|| {
            let mut decoder = FrameDecoder::new();
            for bytes in wire.chunks(size) {
                decoder.push(bytes);
                while let Ok(Some(_)) = decoder.next_frame() {}
            }
        });
        prop_assert!(peak <= wire.len() + CONSTANT + 2 * PUSH, "decoding took {}", peak);
    });
}
