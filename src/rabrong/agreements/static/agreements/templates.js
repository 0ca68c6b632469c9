/* A form that was saved by somebody else meanwhile comes back with status 409 and both versions: it is shown. */
(() => {
  "use strict";

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 409) event.detail.shouldSwap = true;
  });

  /* A save that did not arrive is said beside the button; what was typed stands in the form and is sent again. */
  document.addEventListener("htmx:sendError", () => {
    const saved = document.getElementById("saved");
    if (saved) saved.querySelector("p").textContent = saved.dataset.lost;
  });
})();
