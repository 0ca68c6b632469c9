/* Small helps of the account pages; every page works without them. */
(() => {
  "use strict";

  /* A letter's link carries name and code behind the #, which no server sees; take them over and clear the address. */
  const fromLink = document.querySelector("form[data-from-link]");
  const carried = /^#([^/]+)\/([^/]+)$/.exec(location.hash);
  if (fromLink && carried) {
    fromLink.elements.namedItem("name").value = decodeURIComponent(carried[1]);
    fromLink.elements.namedItem("code").value = decodeURIComponent(carried[2]);
    history.replaceState(null, "", location.pathname);
    fromLink.elements.namedItem("password1").focus();
  }

  for (const all of document.querySelectorAll("input[data-all]")) {
    all.addEventListener("change", () => {
      for (const one of all.form.querySelectorAll(`input[name="${all.dataset.all}"]`)) one.checked = all.checked;
    });
  }

  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
})();
