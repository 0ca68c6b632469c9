/* The entry grid moves like a sheet: arrows and Enter go to the neighbour, a block pasted from a sheet fills the cells.
   What did not arrive is said and sent again by itself. No sums are made here: the server answers with them. */
(() => {
  "use strict";

  const AGAIN_MS = 5000;
  const form = document.getElementById("grid");
  if (!form) return;
  const saved = document.getElementById("grid-saved");
  const lost = new Set();

  const shown = (input) => input.offsetParent !== null;
  const column = (month) => [...form.querySelectorAll(`input[data-month="${month}"]`)].filter(shown);
  const row = (input) => [...input.closest("tr").querySelectorAll("input[data-month]")].filter(shown);

  const go = (input) => {
    if (!input) return;
    input.focus();
    input.select();
  };
  const beside = (list, input, step) => list[list.indexOf(input) + step];

  const atEdge = (input, step) => {
    const { selectionStart: start, selectionEnd: end, value } = input;
    if (start === 0 && end === value.length) return true;
    return step < 0 ? end === 0 : start === value.length;
  };

  form.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.matches("input[data-month]") || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const up = event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey);
    const down = event.key === "ArrowDown" || event.key === "Enter";
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (up || down) {
      event.preventDefault();
      go(beside(column(input.dataset.month), input, up ? -1 : 1));
    } else if (sideways && atEdge(input, sideways) && beside(row(input), input, sideways)) {
      event.preventDefault();
      go(beside(row(input), input, sideways));
    }
  });

  form.addEventListener("focusin", (event) => {
    if (event.target.matches("input[data-month]")) event.target.select();
  });

  const fill = (input, text) => {
    input.value = text.trim();
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };

  form.addEventListener("paste", (event) => {
    const input = event.target;
    if (!input.matches("input[data-month]")) return;
    const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const cells = column(input.dataset.month);
    text.split("\n").forEach((line, down) => {
      const first = cells[cells.indexOf(input) + down];
      if (!first) return;
      const places = row(first);
      line.split("\t").forEach((value, right) => {
        const place = places[places.indexOf(first) + right];
        if (place) fill(place, value);
      });
    });
  });

  form.addEventListener("input", (event) => {
    if (event.target.matches("input[data-month]")) event.target.classList.add("is-draft");
  });

  /* Where the device keeps what is typed, offline.js says so and sends it. */
  const isKept = () => document.documentElement.dataset.keeps === "yes";
  let isSaid = false;
  const failed = (event, said) => {
    if (isKept() || !event.target.matches("input[data-month], textarea")) return;
    saved.textContent = said;
    saved.classList.add("bad");
    isSaid = true;
    return true;
  };
  form.addEventListener("htmx:sendError", (event) => {
    if (failed(event, saved.dataset.lost)) lost.add(event.target);
  });
  form.addEventListener("htmx:responseError", (event) => failed(event, saved.dataset.shut));
  form.addEventListener("htmx:afterOnLoad", (event) => {
    /* What was said here is taken back here, also where the device began to keep in between. */
    if (isSaid) saved.classList.remove("bad");
    isSaid = false;
    const block = event.target.closest?.("tbody");
    if (block?.querySelector("[data-asks]")) block.querySelector("details")?.setAttribute("open", "");
  });

  const sendAgain = () => {
    const waiting = [...lost];
    lost.clear();
    for (const input of waiting) input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  setInterval(sendAgain, AGAIN_MS);
  window.addEventListener("online", sendAgain);

  /* One click is one submission; after the back button the page can be sent again. */
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => delete form.dataset.sent);

  go(form.querySelector('[aria-invalid="true"]'));
})();
