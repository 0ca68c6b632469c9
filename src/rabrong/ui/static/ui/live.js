/* Open screens follow their topic: by server-sent events, and by asking again where those are blocked.
   When the topic changes, parts with hx-trigger="live from:body" ask for themselves anew; changed numbers are marked. */
(() => {
  "use strict";

  const ASK_AGAIN_MS = 3000;
  const OPEN_WITHIN_MS = 5000;
  const topic = document.body.dataset.live;
  const numbers = new Map();

  const tell = () => document.body.dispatchEvent(new CustomEvent("live"));

  const poll = (address) => {
    let known = null;
    const ask = async () => {
      try {
        const answer = await fetch(address, { cache: "no-cache" });
        if (answer.status === 403) return;
        const tag = answer.headers.get("ETag");
        if (known !== null && tag !== known) tell();
        known = tag;
      } catch {
        /* offline: ask again later */
      }
      setTimeout(ask, ASK_AGAIN_MS);
    };
    ask();
  };

  const follow = (query) => {
    const source = new EventSource(`/live/${query}`);
    let lost = false;
    let polling = false;
    const askInstead = () => {
      if (polling) return;
      polling = true;
      source.close();
      poll(`/live/state/${query}`);
    };
    const waiting = setTimeout(askInstead, OPEN_WITHIN_MS);
    source.addEventListener("changed", tell);
    source.addEventListener("open", () => {
      clearTimeout(waiting);
      if (lost) tell();
      lost = false;
    });
    source.addEventListener("error", () => {
      lost = true;
      if (source.readyState === EventSource.CLOSED) askInstead();
    });
  };

  const remember = () => {
    numbers.clear();
    for (const number of document.querySelectorAll("[data-number][id]")) numbers.set(number.id, number.textContent);
  };

  const mark = () => {
    const changed = [...document.querySelectorAll("[data-number][id]")].filter(
      (number) => numbers.has(number.id) && numbers.get(number.id) !== number.textContent,
    );
    for (const number of changed) {
      number.classList.add("changed");
      number.addEventListener("animationend", () => number.classList.remove("changed"), { once: true });
    }
    const said = changed.find((number) => number.dataset.number);
    if (said) document.getElementById("live-status").textContent = `${said.dataset.number} ${said.textContent}`;
    numbers.clear();
  };

  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.requestConfig?.triggeringEvent?.type === "live") remember();
    if (event.detail.xhr.status === 422) event.detail.shouldSwap = true;
  });

  document.body.addEventListener("htmx:afterSettle", mark);

  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "panel" && !event.detail.target.open) event.detail.target.show();
  });

  document.addEventListener("keydown", (event) => {
    const panel = document.getElementById("panel");
    if (event.key === "Escape" && panel?.open) panel.close();
  });

  if (topic) follow(`?topic=${encodeURIComponent(topic)}`);
})();
