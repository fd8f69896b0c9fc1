// netlesson-common's FrameDecoder and write_frame, for the page on which the reader cuts a stream. A test holds it against
// the real one.
"use strict";

const HEADER_LENGTH = 4;
const MAX_FRAME_LENGTH = 16 * 1024 * 1024;

// A payload as one frame: its length as a signed number of 32 bits, little-endian, and its bytes.
function frame(payload) {
  const bytes = new Uint8Array(HEADER_LENGTH + payload.length);
  new DataView(bytes.buffer).setInt32(0, payload.length, true);
  bytes.set(payload, HEADER_LENGTH);
  return bytes;
}

class FrameDecoder {
  constructor() {
    this.waiting = new Uint8Array();
  }

  // Takes in the bytes that came next on the stream.
  push(bytes) {
    const both = new Uint8Array(this.waiting.length + bytes.length);
    both.set(this.waiting);
    both.set(bytes, this.waiting.length);
    this.waiting = both;
  }

  // The payload of the next frame, if all of it has been pushed; otherwise null. Throws the length that no frame can have.
  nextFrame() {
    if (this.waiting.length < HEADER_LENGTH) {
      return null;
    }
    const length = new DataView(this.waiting.buffer).getInt32(0, true);
    if (length < 0 || length > MAX_FRAME_LENGTH) {
      throw new RangeError(`invalid frame length: ${length}`);
    }
    const end = HEADER_LENGTH + length;
    if (this.waiting.length < end) {
      return null;
    }
    const payload = this.waiting.slice(HEADER_LENGTH, end);
    this.waiting = this.waiting.slice(end);
    return payload;
  }

  // How many bytes were pushed that no frame was made of yet.
  pending() {
    return this.waiting.length;
  }
}

if (typeof module !== "undefined") {
  module.exports = { FrameDecoder, frame };
}
