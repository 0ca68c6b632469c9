/* The page that stands in for one that is not here: it lists what can be read without a line. */
(async () => {
  "use strict";

  const list = document.getElementById("kept-pages");
  if (!list || !globalThis.caches) return;
  const names = (await caches.keys()).filter((name) => name.startsWith("pages-"));
  for (const name of names) {
    const kept = await caches.open(name);
    for (const request of await kept.keys()) {
      const text = await (await kept.match(request)).text();
      const { pathname, search } = new URL(request.url);
      const link = document.createElement("a");
      link.href = pathname + search;
      link.textContent = new DOMParser().parseFromString(text, "text/html").title;
      const row = document.createElement("li");
      row.append(link);
      list.append(row);
    }
  }
  document.getElementById("kept-none").hidden = list.children.length > 0;
})();
