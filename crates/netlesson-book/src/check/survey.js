// What a page of the book is, for the one who checks it: an expression, evaluated on the page.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const words = (element) => element.outerHTML.slice(0, 100);

  // Pictures: a name, and a text in their place.
  const pictures = all("main img, main svg, main figure.drawing > :not(figcaption)").filter((one) => !one.closest(".fa-svg"));
  const isTold = (picture) =>
    picture.tagName === "IMG"
      ? picture.hasAttribute("alt")
      : picture.getAttribute("role") === "img" &&
        Boolean(picture.getAttribute("aria-label")) &&
        Boolean(picture.querySelector("desc")?.textContent.trim());

  // Colours, as parts of 255 (W3C, Web Content Accessibility Guidelines, contrast ratio).
  const colour = (text) => (text.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
  const light = (rgb) => {
    const [r, g, b] = rgb.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const isPainted = (text) => !/^(transparent|rgba\(.*, 0\))$/.test(text);
  const page = (element) => {
    for (let on = element; on; on = on.parentElement) {
      const background = getComputedStyle(on).backgroundColor;
      if (isPainted(background)) {
        return colour(background).slice(0, 3);
      }
    }
    return [255, 255, 255];
  };
  const faint = all("main figure.drawing :is(svg text, figcaption), #play .byte").filter((text) => {
    const style = getComputedStyle(text);
    const isDrawn = text instanceof SVGElement;
    const box = text.parentElement.matches("g") ? text.parentElement.querySelector("rect") : null;
    const sheet = text.closest("svg")?.querySelector("rect[width='100%']");
    const painted = box ?? sheet;
    const behind = painted ? colour(getComputedStyle(painted).fill).slice(0, 3) : page(text);
    const opacity = Number(style.opacity);
    const ink = colour(isDrawn ? style.fill : style.color).slice(0, 3);
    const seen = ink.map((part, place) => part * opacity + behind[place] * (1 - opacity));
    return contrast(seen, behind) < 4.5;
  });

  // Smaller than a finger (W3C, Web Content Accessibility Guidelines, target size).
  const isSmall = (target) => {
    const { width, height } = target.getBoundingClientRect();
    return Math.min(width, height) < 24;
  };

  const headings = all("main :is(h1, h2, h3, h4, h5, h6)");
  const level = (heading) => Number(heading.tagName[1]);

  return {
    lang: document.documentElement.lang,
    title: document.title,
    theme: document.documentElement.className,
    links: [...new Set(all("a[href]").map((link) => link.href))],
    places: all("[id], a[name]").map((element) => element.id || element.name),
    other: document.getElementById("other-language")?.href ?? null,
    pictures: pictures.length,
    untold: pictures.filter((picture) => !isTold(picture)).map(words),
    faint: faint.map(words),
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    small: all("#play button").filter(isSmall).map(words),
    jumps: headings
      .filter((heading, at) => level(heading) > 1 + (at === 0 ? 0 : level(headings[at - 1])))
      .map(words),
    directives: document.querySelector("main")?.textContent.match(/\{\{#.*/g) ?? [],
  };
})();
