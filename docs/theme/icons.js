// mdBook's icons stand in buttons and links that have names of their own: a screen reader need not read them as pictures.
"use strict";

for (const icon of document.querySelectorAll(".fa-svg")) {
  icon.setAttribute("aria-hidden", "true");
}
