/* The search of the bar: "/" opens it, arrows walk through what is found, Enter follows, Esc closes. */
(() => {
  "use strict";

  const dialog = document.getElementById("seek");
  if (!dialog || !dialog.showModal) return;
  const input = document.getElementById("seek-q");

  const open = () => {
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
  };
  const isTyping = (element) => element.closest("input, textarea, select, [contenteditable], dialog[open]");
  const linksIn = (place) => [...place.querySelectorAll(".seek-found a")];

  document.querySelector("[data-seek-open]").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  dialog.querySelector("[data-seek-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    open();
  });

  const walk = (event, place, field) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [field, ...linksIn(place)];
    const at = stops.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    stops[(next + stops.length) % stops.length].focus();
  };
  dialog.addEventListener("keydown", (event) => walk(event, dialog, input));
  const page = document.querySelector(".seek-page");
  if (page) page.addEventListener("keydown", (event) => walk(event, page, page.querySelector("input")));
})();
