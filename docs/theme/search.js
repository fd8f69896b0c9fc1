// Cuts a query into words as the book's builder cuts its texts (netlesson-book, search.rs). It lies in the file of the index,
// so that no query is looked up without it, and a test holds it against the builder's.
"use strict";

(() => {
  // CJK Unified Ideographs, and the first extension (Unicode, blocks).
  const PARTS = /[\u3400-\u4dbf\u4e00-\u9fff]+|[^\u3400-\u4dbf\u4e00-\u9fff]+/g;

  // `longest` is how many characters of a run of Chinese the index knows from each of its places on. What is longer becomes
  // several words, of which the last ends where the run does.
  function queryWords(query, longest) {
    const runs = query.toLowerCase().split(/[^\p{Alphabetic}\p{N}_]+/u);
    return runs
      .flatMap((run) => run.match(PARTS) ?? [])
      .flatMap((part) => {
        if (!/^[\u3400-\u4dbf\u4e00-\u9fff]/.test(part) || part.length <= longest) {
          return [part];
        }
        const words = [];
        for (let begin = 0; begin + longest < part.length; begin += longest) {
          words.push(part.slice(begin, begin + longest));
        }
        return [...words, part.slice(-longest)];
      });
  }

  if (typeof module !== "undefined") {
    module.exports = { queryWords };
    return;
  }
  // The page calls the tokenizer by its name for every query. What else hangs on it is elasticlunr's own.
  const longest = Number("LONGEST");
  elasticlunr.tokenizer = Object.assign((query) => queryWords(String(query ?? ""), longest), elasticlunr.tokenizer);
})();
