/* A form that was saved by somebody else meanwhile comes back with status 409 and both versions: it is shown. */
(() => {
  "use strict";

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 409) event.detail.shouldSwap = true;
  });

  /* The form saves itself as one types; the button pressed last belongs to its own request, not to that save, or a
     deed would be sent twice. Once the whole form is on its way, everything typed goes with it. */
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.id === "editor") delete event.detail.parameters.act;
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id === "editor") event.target.dataset.sent = "yes";
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.id === "editor" && event.detail.elt.dataset.sent) event.preventDefault();
  });
  window.addEventListener("pageshow", () => {
    const editor = document.getElementById("editor");
    if (editor) delete editor.dataset.sent;
  });

  /* A save that did not arrive is said beside the button; what was typed stands in the form and is sent again. */
  document.addEventListener("htmx:sendError", () => {
    const saved = document.getElementById("saved");
    if (saved) saved.querySelector("p").textContent = saved.dataset.lost;
  });
})();
