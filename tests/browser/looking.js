// What axe finds wrong on this page at this width: {found: [[rule, element, element, ...], ...], judged: [...]}.
//
// At the first width all rules are asked of everything. At the next those that go by size, and all others of what has
// come into sight since.
//
// Contrast takes longer than all other rules together, and is a matter of looks: the letters' colour, size and weight,
// and what they stand on. A look in its place (the elements around it, their classes) that was judged to be good, at
// another width or on another page, is not judged again. `judged` are those, as numbers.
async ({rules, judged}) => {
  const OF_SIZE = ["target-size", "scrollable-region-focusable"];
  const MARKS = ["class", "data-color", "data-variant", "data-size", "type", "open", "disabled", "aria-current"];

  const numberOf = text => {
    let [high, low] = [0xdeadbeef, 0x41c6ce57];
    for (let each = 0; each < text.length; each++) {
      high = Math.imul(high ^ text.charCodeAt(each), 2654435761);
      low = Math.imul(low ^ text.charCodeAt(each), 1597334677);
    }
    return 4294967296 * (2097151 & high) + (low >>> 0);
  };
  const isClear = colour => /^rgba\(.*, (0|0\.\d+)\)$/.test(colour);
  const hasWords = element =>
    [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
    || element.matches("input, select, textarea");

  const known = new Set(judged);
  const inSight = new Set();
  const newLooks = new Map();
  const places = new Map();
  for (const element of document.querySelectorAll("body, body *")) {
    const above = places.get(element.parentElement) || {place: "", ground: ""};
    const style = getComputedStyle(element);
    const marks = MARKS.map(name => element.getAttribute(name) ?? "-").join();
    const own = [style.backgroundColor, style.backgroundImage, style.opacity].join();
    const covers = !isClear(style.backgroundColor) && style.backgroundImage === "none" && style.opacity === "1";
    const here = {place: `${above.place}>${element.tagName} ${marks}`, ground: covers ? own : `${above.ground} ${own}`};
    places.set(element, here);
    if (element.getClientRects().length) {
      inSight.add(element);
      const {color, fontSize, fontWeight, textShadow, position} = style;
      const look = numberOf([here.place, here.ground, color, fontSize, fontWeight, textShadow, position].join());
      if (hasWords(element) && !known.has(look)) newLooks.set(look, element);
    }
  }
  const before = window.inSightBefore;
  window.inSightBefore = inSight;

  const how = {resultTypes: ["violations"], preload: false};
  const found = [];
  const ask = async (asked, what) => found.push(...(await axe.run(what, {...how, ...asked})).violations);
  const allBut = (...names) => ({
    runOnly: {type: "tag", values: rules},
    rules: Object.fromEntries(names.map(name => [name, {enabled: false}])),
  });
  const come = before && [...inSight].filter(element => !before.has(element));
  if (!before) {
    await ask(allBut("color-contrast"), document);
  } else {
    await ask({runOnly: OF_SIZE}, document);
    if (come.length) await ask(allBut("color-contrast", ...OF_SIZE), {include: come});
  }
  if (newLooks.size) await ask({runOnly: ["color-contrast"]}, {include: [...newLooks.values()]});
  return {
    found: found.map(each => [each.id, ...each.nodes.map(node => node.html.slice(0, 200))]),
    judged: [...newLooks.keys()],
  };
}
