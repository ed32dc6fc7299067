() => {
  const name = element => element.tagName.toLowerCase() + (element.id ? `#${element.id}` : "") + [...element.classList].map(one => `.${one}`).join("");
  const short = text => text.trim().replace(/\s+/g, " ").slice(0, 60);
  const shown = element => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 0;
  const all = selector => [...document.querySelectorAll(selector)];
  const onPaper = matchMedia("print").matches;

  const colour = text => {
    const parts = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(text);
    if (!parts) throw new Error(`a colour that is not rgb: ${text}`);
    return { rgb: parts.slice(1, 4).map(Number), alpha: parts[4] === undefined ? 1 : Number(parts[4]) };
  };
  const over = (top, alpha, below) => top.map((value, i) => value * alpha + below[i] * (1 - alpha));
  const luminance = rgb => rgb.map(value => value / 255).map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  // What a bar of a timeline is filled with lies behind the words within it.
  const barBehind = element => {
    const bar = element instanceof SVGTextElement && element.parentElement.querySelector(":scope > rect");
    if (!bar) return null;
    const [text, box] = [element.getBoundingClientRect(), bar.getBoundingClientRect()];
    const inside = text.left >= box.left - 1 && text.right <= box.right + 1 && text.top >= box.top - 1 && text.bottom <= box.bottom + 1;
    const fill = /^url\("?#(.+?)"?\)$/.exec(bar.getAttribute("fill"));
    return inside && fill ? colour(getComputedStyle(document.getElementById(fill[1]).querySelector("rect")).fill).rgb : null;
  };
  const known = new Map();
  const background = element => {
    if (onPaper || !element) return [255, 255, 255];
    if (!known.has(element)) {
      const layer = colour(getComputedStyle(element).backgroundColor);
      known.set(element, over(layer.rgb, layer.alpha, background(element.parentElement)));
    }
    return known.get(element);
  };
  const ink = (element, behind) => {
    const style = getComputedStyle(element), isSvg = element instanceof SVGElement;
    const paint = colour(isSvg ? style.fill : style.color);
    let alpha = paint.alpha * (isSvg ? Number(style.fillOpacity) : 1);
    for (let at = element; at; at = at.parentElement) alpha *= Number(getComputedStyle(at).opacity);
    return over(paint.rgb, alpha, behind);
  };

  const faint = [];
  let texts = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || parent.closest("script, style, title, desc") || !shown(parent)) continue;
    texts++;
    const behind = barBehind(parent) ?? background(parent);
    const ratio = contrast(ink(parent, behind), behind);
    if (ratio < 4.5) faint.push(`${name(parent)} ${ratio.toFixed(2)} "${short(walker.currentNode.data)}"`);
  }

  const scrolls = element => !onPaper && ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  const cut = all("body *").filter(element => !(element instanceof SVGElement) && shown(element)
    && getComputedStyle(element).overflowX !== "visible" && !scrolls(element) && element.scrollWidth > element.clientWidth + 1);
  const width = document.documentElement.clientWidth;
  const isBoxed = element => { for (let at = element.parentElement; at; at = at.parentElement) if (scrolls(at)) return true; return false; };
  const wide = document.documentElement.scrollWidth > width ? all("body *").filter(element => element.getBoundingClientRect().right > width + 1 && shown(element) && !isBoxed(element)) : [];
  const within = (inner, outer) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
  const drawing = (box, svg, marks) => {
    const { width, height } = svg.getBoundingClientRect();
    return { name: short(box.closest("figure")?.textContent ?? ""), width, height, marks, fits: within(svg.getBoundingClientRect(), (box.closest("figure") ?? box).getBoundingClientRect()) };
  };
  const data = all("script.chart-data");
  const button = document.getElementById("theme").getBoundingClientRect();
  const covers = element => [...element.getClientRects()].some(box => box.left < button.right && box.right > button.left && box.top < button.bottom && box.bottom > button.top);

  return {
    pageWidth: document.documentElement.scrollWidth,
    windowWidth: width,
    cut: [...cut, ...wide.slice(0, 5)].map(element => `${name(element)} "${short(element.textContent)}"`),
    faint,
    texts,
    brokenFragments: all("a[href^='#']").map(link => link.getAttribute("href")).filter(href => !document.getElementById(decodeURIComponent(href.slice(1)))),
    files: all("a[href]").map(link => link.getAttribute("href")).filter(href => !/^(#|[a-z]+:)/.test(href)),
    chartsAsked: data.length,
    charts: data.map(one => one.previousElementSibling).filter(plot => plot.querySelector("svg.main-svg"))
      .map(plot => drawing(plot, plot.querySelector("svg.main-svg"), plot.querySelectorAll(".plot path, .plot rect").length)),
    timelines: all(".ipc-timeline svg").filter(shown).map(svg => drawing(svg, svg, svg.querySelectorAll("rect").length)),
    overlapping: onPaper ? [] : all("a, h1, p, summary").filter(element => shown(element) && covers(element)).map(name),
  };
}
