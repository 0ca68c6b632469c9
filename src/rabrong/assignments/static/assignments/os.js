/* The matrix by keyboard: arrows go from cell to cell, O, o, S and Delete set one from the chosen round on.
   What the server answers is the cell as it stands now, with the reason where it could not be set. */
(() => {
  "use strict";

  const table = document.querySelector(".os-table");
  if (!table) return;
  const said = document.getElementById("os-said");
  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const ROLES = { O: "main", o: "co", s: "supporter", S: "supporter", Delete: "", Backspace: "", " ": "" };
  const rows = () => [...table.tBodies[0].rows].filter((row) => row.querySelector(".os-cell"));
  const links = (row) => [...row.querySelectorAll(".os-cell > a")];

  /* One cell is in the order of the Tab key; the arrows reach the others. */
  const enter = (link) => {
    for (const each of table.querySelectorAll('.os-cell > a[tabindex="0"]')) each.tabIndex = -1;
    link.tabIndex = 0;
  };
  for (const link of table.querySelectorAll(".os-cell > a")) link.tabIndex = -1;
  const first = table.querySelector(".os-cell > a");
  if (first) enter(first);

  const go = (link, [down, right]) => {
    const all = rows();
    const row = link.closest("tr");
    const at = links(row).indexOf(link);
    const next = links(all[all.indexOf(row) + down] ?? row)[at + right];
    if (!next) return;
    enter(next);
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  const tell = (words) => {
    said.textContent = words;
    said.hidden = !words;
  };

  const set = async (link, role) => {
    const cell = link.closest("td");
    const body = new URLSearchParams({
      role,
      share: role ? link.dataset.share : "",
      seen: link.dataset.mark,
      from_round: table.dataset.round,
      round: table.dataset.round,
    });
    cell.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(link.href, {
        method: "POST",
        body,
        headers: { "HX-Request": "true", "X-CSRFToken": table.dataset.csrf },
      });
      const holder = document.createElement("template");
      holder.innerHTML = `<table><tbody><tr>${await answer.text()}</tr></tbody></table>`;
      const fresh = holder.content.querySelector("td.os-cell");
      if (!fresh) throw new Error(answer.status);
      const was = document.activeElement === link;
      cell.replaceWith(fresh);
      fresh.firstElementChild.tabIndex = -1;
      if (was) {
        enter(fresh.firstElementChild);
        fresh.firstElementChild.focus();
      }
      tell(fresh.dataset.said ?? "");
      if (!fresh.dataset.said) document.getElementById("live-status").textContent = fresh.firstElementChild.ariaLabel;
    } catch {
      cell.removeAttribute("aria-busy");
      tell(said.dataset.lost);
    }
  };

  table.addEventListener("focusin", (event) => {
    if (event.target.matches(".os-cell > a")) enter(event.target);
  });

  table.addEventListener("keydown", (event) => {
    const link = event.target.closest(".os-cell > a");
    if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in MOVES) {
      event.preventDefault();
      go(link, MOVES[event.key]);
    } else if ("edit" in table.dataset && event.key in ROLES) {
      event.preventDefault();
      set(link, ROLES[event.key]);
    }
  });
})();
