/* A picture with links is one stop of the keyboard. The arrow keys go to the nearest link in their direction, Home and
   End to the first and the last; what the link says stands beside it. Without this script each link is a stop, and a
   link before the picture leads past all of them. */
(() => {
  "use strict";

  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const ASIDE = 3; /* a step to the side counts as much as so many ahead */
  const NEAR = 6;
  const pictures = () => document.querySelectorAll("svg[data-roving]");
  const groupOf = (part) => part.closest?.("[data-roving-group]") ?? part.closest?.("svg[data-roving]");
  const linksOf = (group) => [...group.querySelectorAll("svg[data-roving] a[href]")];
  const last = new WeakMap();

  const settle = (group) => {
    const links = linksOf(group);
    const kept = links.find((link) => link === last.get(group));
    const stop = kept ?? links.find((link) => link.querySelector(".chosen-area")) ?? links[0];
    for (const link of links) link.setAttribute("tabindex", link === stop ? "0" : "-1");
  };
  const settleAll = () => new Set([...pictures()].map(groupOf)).forEach(settle);

  /* How far a link is in a direction: ahead by its middle, aside by the room between both; nothing where it is behind. */
  const far = ([x, y], from, to) => {
    const ahead = x ? x * (to.left + to.right - from.left - from.right) : y * (to.top + to.bottom - from.top - from.bottom);
    const gap = x
      ? Math.max(0, to.top - from.bottom, from.top - to.bottom)
      : Math.max(0, to.left - from.right, from.left - to.right);
    const off = x ? to.top + to.bottom - from.top - from.bottom : to.left + to.right - from.left - from.right;
    return ahead > 2 ? ahead / 2 + ASIDE * gap + Math.abs(off) / 4 : Infinity;
  };
  const nearest = (step, here, links) => {
    const from = here.getBoundingClientRect();
    let best = null;
    let least = Infinity;
    for (const link of links) {
      const distance = link === here ? Infinity : far(step, from, link.getBoundingClientRect());
      if (distance < least) [best, least] = [link, distance];
    }
    return best;
  };

  /* What the link says, below it or above it. */
  const said = document.createElement("p");
  said.className = "roving-said";
  said.setAttribute("aria-hidden", "true");
  said.hidden = true;
  document.body.append(said);
  const hush = () => (said.hidden = true);
  const say = (link) => {
    const words = link.querySelector("title")?.textContent;
    if (!words || !link.matches(":focus-visible")) return hush();
    said.textContent = words;
    said.hidden = false;
    const at = link.getBoundingClientRect();
    const below = at.bottom + NEAR + said.offsetHeight < innerHeight;
    const left = Math.min((at.left + at.right - said.offsetWidth) / 2, innerWidth - said.offsetWidth - NEAR);
    said.style.left = `${Math.max(NEAR, left)}px`;
    said.style.top = `${below ? at.bottom + NEAR : at.top - NEAR - said.offsetHeight}px`;
  };

  document.addEventListener("focusin", ({ target }) => {
    const group = target.matches("svg[data-roving] a[href]") && groupOf(target);
    if (!group) return hush();
    last.set(group, target);
    settle(group);
    say(target);
  });
  document.addEventListener("focusout", hush);
  document.addEventListener("scroll", () => !said.hidden && say(document.activeElement), { capture: true, passive: true });

  document.addEventListener("keydown", (event) => {
    const here = document.activeElement;
    if (event.altKey || event.ctrlKey || event.metaKey || !here?.matches("svg[data-roving] a[href]")) return;
    const links = linksOf(groupOf(here));
    const next = { Home: links[0], End: links.at(-1) }[event.key] ?? (STEPS[event.key] && nearest(STEPS[event.key], here, links));
    if (event.key in STEPS || next) event.preventDefault();
    next?.focus();
  });

  document.documentElement.dataset.roving = "";
  settleAll();
  document.body.addEventListener("htmx:afterSettle", settleAll);
  /* What is drawn anew knows nothing of the stop: it stays where it is. */
  if (window.Idiomorph) {
    window.Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) =>
      !(name === "tabindex" && node.matches("svg[data-roving] a"));
  }
})();
