/* A form that somebody else changed meanwhile comes back with status 409 and both versions: it is shown.
   A number that did not arrive is said, and asked for again with the next key. */
(() => {
  "use strict";

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 409) event.detail.shouldSwap = true;
  });

  const field = (row, name) => row.querySelectorAll(`input[name^="${name}"]`);

  /* Up and down go to the same column of the next row, as in a sheet. */
  document.addEventListener("keydown", (event) => {
    if (!["ArrowDown", "ArrowUp", "Enter"].includes(event.key) || !event.target.matches(".ng-table input")) return;
    const [name] = event.target.name.split("-");
    const all = [...field(document, `${name}-`)].filter((input) => input.type !== "hidden");
    const same = [...field(event.target.closest("tbody"), `${name}-`)];
    const steps = same.length || 1;
    const next = all[all.indexOf(event.target) + (event.key === "ArrowUp" ? -steps : steps)];
    event.preventDefault();
    next?.focus();
    next?.select();
  });
})();
