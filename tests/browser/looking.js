// What axe finds wrong on this page at this width: [rule, element, element, ...] for each rule that is broken.
//
// Contrast takes longer than all other rules together. It is judged of everything the first time, and at the next
// width of what has come into sight since, or looks otherwise: colour, ground, size and weight of the letters.
async rules => {
  const looks = new Map();
  const grounds = new Map();
  for (const element of document.querySelectorAll("body, body *")) {
    const style = getComputedStyle(element);
    const isClear = style.backgroundColor === "rgba(0, 0, 0, 0)" && style.backgroundImage === "none";
    const ground = isClear ? grounds.get(element.parentElement) : `${style.backgroundColor} ${style.backgroundImage}`;
    grounds.set(element, ground);
    if (element.getClientRects().length) {
      looks.set(element, [ground, style.color, style.opacity, style.fontSize, style.fontWeight].join());
    }
  }
  const before = window.looksBefore;
  window.looksBefore = looks;
  const changed = before && [...looks.keys()].filter(element => looks.get(element) !== before.get(element));

  const how = {resultTypes: ["violations"], preload: false};
  const rest = {...how, runOnly: {type: "tag", values: rules}, rules: {"color-contrast": {enabled: !before}}};
  const found = (await axe.run(rest)).violations;
  if (changed && changed.length) {
    found.push(...(await axe.run({include: changed}, {...how, runOnly: ["color-contrast"]})).violations);
  }
  return found.map(each => [each.id, ...each.nodes.map(node => node.html.slice(0, 200))]);
}
