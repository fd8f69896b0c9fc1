// A link to the same page in the other language, beside mdBook's own buttons.
"use strict";

(() => {
  const buttons = document.querySelector(".right-buttons");
  if (!buttons) {
    return;
  }
  const isChinese = document.documentElement.lang.startsWith("zh");
  const [here, there, name] = isChinese ? ["zh", "en", "English"] : ["en", "zh", "中文"];
  // The book of a language lies in a folder of its name; from there to a page the way is the same in both.
  // mdBook's `path_to_root` is a constant of the page, no property of `window`; at the top it is empty.
  const toRoot = typeof path_to_root === "string" && path_to_root !== "" ? path_to_root : "./";
  const root = new URL(toRoot, window.location.href);
  const page = window.location.href.slice(root.href.length);
  const link = document.createElement("a");
  link.href = new URL(`../${there}/${page}`, root).href;
  link.textContent = name;
  link.id = "other-language";
  link.lang = there;
  link.hreflang = there;
  link.rel = "alternate";
  buttons.prepend(link);
})();
