// What axe finds wrong on this page at this width: {found: [[rule, element, element, ...], ...], good: [...]}.
//
// At the first width all rules are asked of everything, and again where something has gone out of sight. Otherwise at
// the next those that go by size, and all others of what has come into sight since.
//
// Contrast takes longer than all other rules together, and is a matter of looks: the letters' colour, size and weight,
// and what they stand on. A look in its place (the elements around it, their classes) that axe has found good, at
// another width or on another page, is not judged again; `good` are those, as numbers with commas. What axe
// could not judge, or what stands on top of something else, is judged each time.
async ({rules, good, isFirst}) => {
  const OF_SIZE = ["target-size", "scrollable-region-focusable"];
  const MARKS = ["class", "data-color", "data-variant", "data-size", "type", "open", "disabled", "aria-current"];
  const EACH = 3; // of one look, those with the most words: a single letter is not judged

  const numberOf = text => {
    let [high, low] = [0xdeadbeef, 0x41c6ce57];
    for (let each = 0; each < text.length; each++) {
      high = Math.imul(high ^ text.charCodeAt(each), 2654435761);
      low = Math.imul(low ^ text.charCodeAt(each), 1597334677);
    }
    return 4294967296 * (2097151 & high) + (low >>> 0);
  };
  const isClear = colour => /[,/] (0|0?\.\d+)\)$/.test(colour);
  const isInSight = element => element.getClientRects().length && element.checkVisibility({visibilityProperty: true});
  const wordsIn = element =>
    [...element.childNodes].map(node => (node.nodeType === Node.TEXT_NODE ? node.data.trim() : "")).join("")
    || (element.matches("input, select, textarea") ? element.value || element.placeholder || "-" : "");

  const known = new Set(good ? good.split(",").map(Number) : []); // of nothing, split makes a 0
  const inSight = new Set();
  const looks = new Map(); // of an element with words, or 0 where it stands on top of something
  const places = new Map();
  for (const element of document.querySelectorAll("body, body *")) {
    const above = places.get(element.parentElement) || {place: "", ground: "", opacity: 1, isOnTop: false};
    const style = getComputedStyle(element);
    const marks = MARKS.map(name => element.getAttribute(name) ?? "-").join();
    const own = `${style.backgroundColor} ${style.backgroundImage}`;
    const covers = !isClear(style.backgroundColor) && style.backgroundImage === "none";
    const here = {
      place: `${above.place}>${element.tagName} ${marks}`,
      ground: covers ? own : `${above.ground} ${own}`,
      opacity: above.opacity * style.opacity,
      isOnTop: above.isOnTop || ["absolute", "fixed"].includes(style.position),
    };
    places.set(element, here);
    if (!isInSight(element)) continue;
    inSight.add(element);
    if (!wordsIn(element)) continue;
    const {color, fontSize, fontWeight, textShadow} = style;
    const look = [here.place, here.ground, here.opacity, color, fontSize, fontWeight, textShadow].join();
    looks.set(element, here.isOnTop ? 0 : numberOf(look));
  }
  const before = isFirst ? null : window.inSightBefore;
  window.inSightBefore = inSight;

  // To write down each element, those that are well too, would take longer than most rules.
  axe.configure({noHtml: true});
  const how = {resultTypes: ["violations"], selectors: false, preload: false, elementRef: true};
  const found = [];
  const ask = async (asked, what) => {
    const told = await axe.run(what, {...how, ...asked});
    found.push(...told.violations);
    return told;
  };
  const allBut = (...names) => ({
    runOnly: {type: "tag", values: rules},
    rules: Object.fromEntries(names.map(name => [name, {enabled: false}])),
  });
  if (!before || [...before].some(element => !inSight.has(element))) {
    await ask(allBut("color-contrast"), document);
  } else {
    const come = [...inSight].filter(element => !before.has(element));
    await ask({runOnly: OF_SIZE}, document);
    if (come.length) await ask(allBut("color-contrast", ...OF_SIZE), {include: come});
  }

  const asked = new Map();
  for (const [element, look] of looks) {
    if (!known.has(look)) asked.set(look, [...(asked.get(look) || []), element]);
  }
  const judged = [...asked].flatMap(([look, alike]) => {
    const most = [...alike].sort((one, other) => wordsIn(other).length - wordsIn(one).length);
    return look ? most.slice(0, EACH) : alike;
  });
  const isGood = new Map();
  if (judged.length) {
    const contrast = {runOnly: ["color-contrast"], resultTypes: ["violations", "passes", "incomplete"]};
    const told = await ask(contrast, {include: judged});
    const elementsOf = kind => kind.flatMap(rule => rule.nodes).map(node => node.element);
    elementsOf(told.passes).forEach(element => isGood.set(looks.get(element), true));
    elementsOf([...told.violations, ...told.incomplete]).forEach(element => isGood.set(looks.get(element), false));
  }
  return {
    found: found.map(each => [each.id, ...each.nodes.map(node => node.element.outerHTML.slice(0, 200))]),
    good: [...isGood].filter(([look, is]) => look && is).map(([look]) => look),
  };
}
