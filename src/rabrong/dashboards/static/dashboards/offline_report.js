/* What the device shows of what it keeps: a state at each field, and the report of what was sent, refused or clashes. */
(() => {
  "use strict";

  const panel = document.getElementById("offline");
  if (!panel || !globalThis.Device?.able) return;
  const words = new Map(
    [...document.getElementById("offline-words").content.querySelectorAll("[data-word]")].map((each) => [each.dataset.word, each.textContent]),
  );
  const report = document.getElementById("offline-report");

  const word = (name, terms = {}) => Object.entries(terms).reduce((text, [key, value]) => text.replace(`{${key}}`, value), words.get(name));

  /* The clock of this device, which is only shown: what counts is when the server took it. */
  const clock = (ms) => {
    const at = new Date(ms);
    const two = (number) => String(number).padStart(2, "0");
    const time = word("clock", { hour: two(at.getHours()), minute: two(at.getMinutes()) });
    return at.toDateString() === new Date().toDateString() ? time : `${at.getDate()}/${at.getMonth() + 1} ${time}`;
  };

  const made = (name) => document.getElementById(name).content.firstElementChild.cloneNode(true);
  const fill = (row, parts) => {
    for (const [part, text] of Object.entries(parts)) row.querySelector(`[data-part="${part}"]`).textContent = text;
    return row;
  };

  const showState = (field, state) => {
    let shown = field.parentElement.querySelector(".cell-kept");
    if (!state) return shown?.remove();
    if (!shown) {
      shown = made("offline-state");
      shown.id = `kept-${field.name}`;
      field.after(shown);
      field.setAttribute("aria-describedby", shown.id);
    }
    shown.dataset.state = state;
    fill(shown, { long: word(`cell-${state}`), short: word(`cell-${state}-short`) });
  };

  /* The score under unsent numbers is that of others: it is not shown until the server has counted these. */
  const showLater = (block, isUnsent) => {
    block.classList.toggle("is-unsent", isUnsent);
    const run = block.querySelector(".grid-run");
    const said = run.querySelector(".score-later");
    if (!isUnsent) said?.remove();
    else if (!said) run.append(made("offline-later"));
  };

  const clashRow = (cell) => {
    const row = made("offline-clash");
    const { text, by, at } = cell.theirs;
    const typed = cell.typedAt ? word("typed", { time: clock(cell.typedAt) }) : "";
    fill(row, { label: cell.label, mine: cell.text || word("empty"), typed, theirs: text || word("empty"), who: `${by} ${at}` });
    for (const radio of row.querySelectorAll("input")) radio.name = `choice ${cell.page}${cell.name}`;
    row.dataset.name = cell.name;
    return row;
  };

  const refusedRow = (cell, discard) => {
    const row = fill(made("offline-refused"), { label: cell.label, mine: cell.text || word("empty"), words: cell.words || word("gone") });
    row.querySelector("[data-act=copy]").addEventListener("click", () => navigator.clipboard?.writeText(cell.text));
    row.querySelector("[data-act=discard]").addEventListener("click", () => discard(cell));
    return row;
  };

  const toldRow = (each) => {
    const row = fill(made("offline-told"), { words: each.words || word("gone"), time: word("asked", { time: clock(each.asked) }) });
    row.classList.add(each.state === "sent" ? "banner-good" : "banner-bad");
    return row;
  };

  const show = (things, { discard }) => {
    const clashes = things.filter((thing) => thing.state === "clash");
    const refused = things.filter((thing) => thing.kind === "cell" && thing.state === "refused");
    const told = things.filter((thing) => thing.kind === "report");
    const key = JSON.stringify([clashes, refused, told]);
    if (report.dataset.key === key) return;
    report.dataset.key = key;
    report.querySelector("[data-list=told]").replaceChildren(...told.map(toldRow));
    report.querySelector("[data-list=clash]").replaceChildren(...clashes.map(clashRow));
    report.querySelector("[data-list=refused]").replaceChildren(...refused.map((cell) => refusedRow(cell, discard)));
    report.querySelector("[data-for=clash]").hidden = !clashes.length;
    report.querySelector("[data-for=refused]").hidden = !refused.length;
    report.hidden = !(clashes.length || refused.length || told.length);
    if (clashes.length) report.querySelector("h2").focus();
  };

  /* Plain lines, which no sheet takes for a formula. */
  const download = (things) => {
    const lines = things.map((cell) => [cell.label, cell.text, clock(cell.typedAt ?? Date.now())].join("\t"));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/plain;charset=utf-8" }));
    link.download = "rabrong-unsent.txt";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const choices = () =>
    [...report.querySelectorAll("[data-list=clash] > *")].map((row) => ({
      name: row.dataset.name,
      isTheirs: row.querySelector("input:checked").value === "theirs",
    }));

  Device.view = { word, clock, showState, showLater, show, download, choices };
})();
