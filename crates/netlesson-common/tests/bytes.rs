//! Frames, byte for byte.

use std::io::{self, ErrorKind};

use netlesson_common::{
    FrameDecoder, InvalidLength, MAX_FRAME_LEN, read_frame, read_frame_within, write_frame,
};

/// What goes over the wire for one payload.
fn frame(payload: &[u8]) -> Vec<u8> {
    let mut wire = Vec::new();
    write_frame(&mut wire, payload).unwrap();
    wire
}

#[test]
fn the_header_is_little_endian() {
    assert_eq!(frame(b"hello"), b"\x05\x00\x00\x00hello");
    assert_eq!(frame(b""), b"\x00\x00\x00\x00");
    assert_eq!(frame(&[7; 258])[..6], *b"\x02\x01\x00\x00\x07\x07");
    assert_eq!(
        frame("你好".as_bytes()),
        b"\x06\x00\x00\x00\xe4\xbd\xa0\xe5\xa5\xbd"
    );
}

#[test]
fn a_frame_leaves_in_one_write() {
    struct Counted(Vec<usize>);
    impl io::Write for Counted {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.push(bytes.len());
            Ok(bytes.len())
        }
        fn write_vectored(&mut self, slices: &[io::IoSlice<'_>]) -> io::Result<usize> {
            self.0.push(slices.iter().map(|slice| slice.len()).sum());
            Ok(self.0[self.0.len() - 1])
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut writes = Counted(Vec::new());
    write_frame(&mut writes, b"hello").unwrap();
    write_frame(&mut writes, &[0; 100_000]).unwrap();
    assert_eq!(writes.0, [9, 100_004]);
}

/// A socket with little room, a writer that gathers nothing, a signal: whatever a write takes, the rest follows.
#[test]
fn a_frame_may_leave_in_many_writes() {
    struct Sparing(Vec<u8>, usize);
    impl io::Write for Sparing {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.1 += 1;
            if self.1.is_multiple_of(3) {
                return Err(ErrorKind::Interrupted.into());
            }
            let length = bytes.len().min(3);
            self.0.extend(&bytes[..length]);
            Ok(length)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for length in [0, 1, 252, 253, 1000] {
        let payload = vec![b'x'; length];
        let mut sparing = Sparing(Vec::new(), 0);
        write_frame(&mut sparing, &payload).unwrap();
        assert_eq!(sparing.0, frame(&payload));
    }
    let error = write_frame(&mut &mut [0; 10][..], &[b'x'; 300]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WriteZero);
}

#[test]
fn the_longest_frame_passes_and_one_byte_more_does_not() {
    let longest = vec![b'x'; MAX_FRAME_LEN];
    let wire = frame(&longest);
    assert_eq!(wire[..4], *b"\x00\x00\x00\x01");
    assert_eq!(read_frame(&mut &wire[..]).unwrap().unwrap(), longest);

    let mut wire = Vec::new();
    let error = write_frame(&mut wire, &vec![b'x'; MAX_FRAME_LEN + 1]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.to_string().contains("16777217"), "{error}");
    assert!(wire.is_empty());
}

#[test]
fn an_invalid_length_is_refused_by_its_number() {
    let cases = [
        (*b"\xff\xff\xff\xff", -1),
        (*b"\x00\x00\x00\x80", i32::MIN),
        (*b"\x01\x00\x00\x01", 16_777_217),
        (*b"\xff\xff\xff\x7f", i32::MAX),
    ];
    for (header, number) in cases {
        let error = read_frame(&mut &header[..]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidData);
        assert_eq!(error.to_string(), format!("invalid frame length: {number}"));

        let mut decoder = FrameDecoder::new();
        decoder.push(&header);
        assert_eq!(decoder.next_frame(), Err(InvalidLength(number)));
        // What follows has no boundaries any more: it is not taken for a frame.
        decoder.push(b"\x00\x00\x00\x00");
        assert_eq!(decoder.next_frame(), Err(InvalidLength(number)));
    }
}

#[test]
fn a_smaller_limit_holds() {
    let (fits, too_long) = (frame(b"1234"), frame(b"12345"));
    assert_eq!(
        read_frame_within(&mut &fits[..], 4).unwrap().unwrap(),
        b"1234"
    );
    let error = read_frame_within(&mut &too_long[..], 4).unwrap_err();
    assert_eq!(error.to_string(), "invalid frame length: 5");

    let mut decoder = FrameDecoder::with_max_len(4);
    decoder.push(&[fits, too_long].concat());
    assert_eq!(decoder.next_frame(), Ok(Some(b"1234".to_vec())));
    assert_eq!(decoder.next_frame(), Err(InvalidLength(5)));
}

#[test]
fn no_limit_rises_above_the_longest_frame() {
    let header = b"\x01\x00\x00\x01";
    let error = read_frame_within(&mut &header[..], usize::MAX).unwrap_err();
    assert_eq!(error.to_string(), "invalid frame length: 16777217");
}

#[test]
fn a_stream_may_end_between_frames_and_nowhere_else() {
    assert!(read_frame(&mut io::empty()).unwrap().is_none());

    let error = read_frame(&mut &b"\x05\x00"[..]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
    assert_eq!(
        error.to_string(),
        "the stream ended inside a frame's header, after 2 of 4 bytes"
    );

    let error = read_frame(&mut &b"\x05\x00\x00\x00hel"[..]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
    assert_eq!(
        error.to_string(),
        "the stream ended inside a frame's payload, after 3 of 5 bytes"
    );
}

#[test]
fn the_decoder_knows_whether_the_stream_may_end() {
    let mut decoder = FrameDecoder::default();
    assert!(decoder.is_between_frames());

    let mut pending = Vec::new();
    for byte in frame(b"hi") {
        decoder.push(&[byte]);
        pending.push(decoder.pending());
        if pending.len() < 6 {
            assert_eq!(decoder.next_frame(), Ok(None));
            assert_eq!(decoder.pending(), pending.len());
            assert!(!decoder.is_between_frames());
        }
    }
    assert_eq!(pending, [1, 2, 3, 4, 5, 6]);
    assert_eq!(decoder.next_frame(), Ok(Some(b"hi".to_vec())));
    assert!(decoder.is_between_frames());
}

#[test]
fn reading_takes_the_frame_and_not_one_byte_more() {
    let wire = b"\x05\x00\x00\x00hello\x04\x00\x00\x00feng";
    let mut rest = &wire[..];
    assert_eq!(read_frame(&mut rest).unwrap().unwrap(), b"hello");
    assert_eq!(rest, b"\x04\x00\x00\x00feng");
}
