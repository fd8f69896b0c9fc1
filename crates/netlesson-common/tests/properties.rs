//! What holds for every stream of frames, in whatever pieces it arrives.

use std::io::{self, ErrorKind, Read};

use netlesson_common::{FrameDecoder, InvalidLength, MAX_FRAME_LEN, read_frame, write_frame};
use proptest::collection::vec;
use proptest::prelude::*;

/// A reader that hands out its bytes in pieces of the given sizes, over and over; a size of 0 is a
/// read that a signal interrupts.
struct Pieces<'a> {
    bytes: &'a [u8],
    sizes: Vec<usize>,
    turn: usize,
}

impl<'a> Pieces<'a> {
    fn new(bytes: &'a [u8], sizes: &[usize]) -> Self {
        // One whole read at the end of every round: sizes of 0 alone would never get anywhere.
        let sizes = [sizes, &[usize::MAX]].concat();
        Pieces {
            bytes,
            sizes,
            turn: 0,
        }
    }

    /// The next piece; `None` for an interruption.
    fn next_piece(&mut self, at_most: usize) -> Option<&'a [u8]> {
        let size = self.sizes[self.turn % self.sizes.len()];
        self.turn += 1;
        let (piece, rest) = self.bytes.split_at(size.min(at_most).min(self.bytes.len()));
        self.bytes = rest;
        (size > 0).then_some(piece)
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let piece = self
            .next_piece(buffer.len())
            .ok_or(ErrorKind::Interrupted)?;
        buffer[..piece.len()].copy_from_slice(piece);
        Ok(piece.len())
    }
}

/// All that `read_frame` makes of a stream: its frames, and how it ended.
fn read_all(mut reader: impl Read) -> (Vec<Vec<u8>>, Option<io::Error>) {
    let mut frames = Vec::new();
    loop {
        match read_frame(&mut reader) {
            Ok(Some(payload)) => frames.push(payload),
            Ok(None) => return (frames, None),
            Err(error) => return (frames, Some(error)),
        }
    }
}

/// All that a decoder makes of a stream.
fn decode_all(
    mut pieces: Pieces,
    decoder: &mut FrameDecoder,
) -> (Vec<Vec<u8>>, Option<InvalidLength>) {
    let mut frames = Vec::new();
    while !pieces.bytes.is_empty() {
        decoder.push(pieces.next_piece(usize::MAX).unwrap_or_default());
        loop {
            match decoder.next_frame() {
                Ok(Some(payload)) => frames.push(payload),
                Ok(None) => break,
                Err(error) => return (frames, Some(error)),
            }
        }
    }
    (frames, None)
}

/// Streams that look like frames and go wrong somewhere: plausible headers, lying ones, noise.
fn any_stream() -> impl Strategy<Value = Vec<u8>> {
    let header = prop_oneof![
        8 => 0..64i32,
        1 => MAX_FRAME_LEN as i32 - 2..=MAX_FRAME_LEN as i32 + 2,
        1 => any::<i32>(),
    ];
    let piece = (header, vec(any::<u8>(), 0..64))
        .prop_map(|(header, noise)| [&header.to_le_bytes(), &noise[..]].concat());
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// Payloads around the sizes where something changes: empty, small, larger than one step of memory.
fn any_payload() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        16 => vec(any::<u8>(), 0..200),
        1 => (any::<u8>(), 262_100..600_000usize).prop_map(|(byte, length)| vec![byte; length]),
    ]
}

proptest! {
    #[test]
    fn frames_come_out_as_they_went_in(
        payloads in vec(any_payload(), 0..12),
        sizes in vec(prop_oneof![Just(0), 1..9usize, 1..70_000usize], 0..8),
    ) {
        let mut wire = Vec::new();
        for payload in &payloads {
            write_frame(&mut wire, payload).unwrap();
        }

        let (frames, error) = read_all(Pieces::new(&wire, &sizes));
        prop_assert!(error.is_none());
        prop_assert_eq!(&frames, &payloads);

        let mut decoder = FrameDecoder::new();
        let (frames, error) = decode_all(Pieces::new(&wire, &sizes), &mut decoder);
        prop_assert!(error.is_none());
        prop_assert_eq!(&frames, &payloads);
        prop_assert!(decoder.is_between_frames());
    }

    #[test]
    fn reader_and_decoder_agree_about_any_bytes(
        wire in prop_oneof![any_stream(), vec(any::<u8>(), 0..64)],
        sizes in vec(0..40usize, 0..8),
    ) {
        let (read, read_error) = read_all(Pieces::new(&wire, &sizes));
        let mut decoder = FrameDecoder::new();
        let (decoded, decode_error) = decode_all(Pieces::new(&wire, &sizes), &mut decoder);

        prop_assert_eq!(read, decoded);
        match read_error {
            None => prop_assert!(decode_error.is_none() && decoder.is_between_frames()),
            Some(error) if error.kind() == ErrorKind::UnexpectedEof => {
                prop_assert!(decode_error.is_none() && !decoder.is_between_frames());
            }
            Some(error) => {
                prop_assert_eq!(error.kind(), ErrorKind::InvalidData);
                prop_assert_eq!(error.to_string(), decode_error.unwrap().to_string());
            }
        }
    }
}
