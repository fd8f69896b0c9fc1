// The page on which the reader cuts a stream: where it is cut, one recv ends and the next begins.
"use strict";

(() => {
  const place = document.getElementById("play");
  if (!place) {
    return;
  }
  const WORDS = {
    en: {
      messages: "Messages, one a line",
      cut: (offset) => `Cut the stream behind byte ${offset}`,
      received: "What each recv returns",
      decoded: "What the decoder makes of it",
      nothing: "nothing yet",
      pending: (count) =>
        count === 1 ? "1 byte waits for the rest of its frame" : `${count} bytes wait for the rest of their frame`,
      frame: (number) => `frame ${number}: `,
      every: "Cut everywhere",
      none: "No cuts",
      naive: "What a program prints that takes each recv for a message",
      limit: "Only the first 400 bytes are drawn.",
    },
    zh: {
      messages: "消息，一行一条",
      cut: (offset) => `在第 ${offset} 个字节之后切开`,
      received: "每次 recv 返回什么",
      decoded: "解码器得到什么",
      nothing: "还什么都没有",
      pending: (count) => `${count} 个字节在等那一帧的其余部分`,
      frame: (number) => `第 ${number} 帧：`,
      every: "处处切开",
      none: "不切",
      naive: "把每次 recv 当作一条消息的程序会打印什么",
      limit: "只画出前 400 个字节。",
    },
  };
  const words = WORDS[document.documentElement.lang.startsWith("zh") ? "zh" : "en"];
  const LIMIT = 400;
  const cuts = new Set();

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  };
  // As Rust's escape_ascii shows them.
  const shown = (bytes) =>
    Array.from(bytes, (byte) => {
      const special = { 9: "\\t", 10: "\\n", 13: "\\r", 34: '\\"', 39: "\\'", 92: "\\\\" }[byte];
      const isPrintable = byte >= 0x20 && byte < 0x7f;
      return special ?? (isPrintable ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`);
    }).join("");

  const input = make("textarea", { id: "play-messages", rows: "3", spellcheck: "false" });
  input.value = "hello\nfeng\n你好";
  const stream = make("div", { id: "play-stream" });
  const received = make("ol", { id: "play-received" });
  const decoded = make("ol", { id: "play-decoded" });
  const naive = make("ol", { id: "play-naive" });
  const note = make("p", { id: "play-note", role: "status" });
  const every = make("button", { type: "button", id: "play-every" }, words.every);
  const none = make("button", { type: "button", id: "play-none" }, words.none);

  const draw = () => {
    const encoder = new TextEncoder();
    const lines = input.value.split("\n").filter((line) => line !== "");
    const frames = lines.map((line) => frame(encoder.encode(line)));
    const units = frames.flatMap((bytes, unit) => Array.from(bytes, () => unit));
    const all = Uint8Array.from(frames.flatMap((bytes) => Array.from(bytes))).slice(0, LIMIT);

    const focused = document.activeElement?.dataset?.offset;
    stream.replaceChildren();
    all.forEach((byte, at) => {
      const one = make("span", { class: `byte unit-${units[at] % 6}` }, shown([byte]));
      // Who does not see the colours sees where a frame begins, or hears it.
      if (units[at] !== units[at - 1]) {
        one.classList.add("first");
        one.prepend(make("span", { class: "heard" }, words.frame(units[at] + 1)));
      }
      stream.append(one);
      if (at + 1 < all.length) {
        const offset = at + 1;
        const cut = make("button", {
          type: "button",
          class: "cut",
          "data-offset": offset,
          "aria-pressed": cuts.has(offset),
          "aria-label": words.cut(offset),
          title: words.cut(offset),
        });
        cut.addEventListener("click", () => {
          if (!cuts.delete(offset)) {
            cuts.add(offset);
          }
          draw();
        });
        stream.append(cut);
      }
    });
    stream.querySelector(`[data-offset="${focused}"]`)?.focus();

    const edges = [0, ...[...cuts].filter((cut) => cut < all.length).sort((a, b) => a - b), all.length];
    const pieces = edges.slice(1).map((edge, place) => all.slice(edges[place], edge));
    const decoder = new FrameDecoder();
    const text = new TextDecoder();
    received.replaceChildren();
    decoded.replaceChildren();
    naive.replaceChildren();
    for (const piece of pieces) {
      received.append(make("li", {}, make("code", {}, `"${shown(piece)}"`)));
      naive.append(make("li", {}, make("code", {}, text.decode(piece))));
      decoder.push(piece);
      const made = [];
      for (let payload = decoder.nextFrame(); payload !== null; payload = decoder.nextFrame()) {
        made.push(text.decode(payload));
      }
      const item = make("li");
      made.forEach((message) => item.append(make("code", {}, message), " "));
      item.append(made.length === 0 ? words.nothing : "");
      decoded.append(item);
    }
    note.textContent = decoder.pending() > 0 ? words.pending(decoder.pending()) : "";
    if (frames.reduce((sum, bytes) => sum + bytes.length, 0) > LIMIT) {
      note.textContent += ` ${words.limit}`;
    }
  };

  every.addEventListener("click", () => {
    for (let offset = 1; offset < LIMIT; offset += 1) {
      cuts.add(offset);
    }
    draw();
  });
  none.addEventListener("click", () => {
    cuts.clear();
    draw();
  });
  input.addEventListener("input", draw);
  const column = (title, list) => make("section", {}, make("h2", {}, title), list);
  place.replaceChildren(
    make("label", { for: "play-messages" }, words.messages),
    input,
    // In front of the stream, whose cuts are hundreds of stops for those who go by keyboard.
    make("p", {}, every, " ", none),
    stream,
    make(
      "div",
      { id: "play-columns" },
      column(words.received, received),
      column(words.decoded, decoded),
      column(words.naive, naive),
    ),
    note,
  );
  draw();
})();
