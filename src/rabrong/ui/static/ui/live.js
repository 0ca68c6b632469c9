/* Open screens follow their topic. A change comes drawn with the event and is put in place; where it comes as a name
   only, parts with hx-trigger="live from:body" ask for themselves anew. With the stream cut the screen asks every three
   seconds whether something changed; when that fails too, a line says since when what is shown may be old. */
(() => {
  "use strict";

  const ASK_AGAIN_MS = 3000;
  const ASK_AT_MOST_MS = 10000;
  const OPEN_WITHIN_MS = 5000;
  const OPEN_AGAIN_MS = 30000;
  const SILENT_FOR_MS = 40000; /* the server says every 15 s that it is there */
  const OTHERS_WITHIN_MS = 20000;
  const topics = (document.body.dataset.live ?? "").split(" ").filter(Boolean);
  const numbers = new Map();

  const tell = () => document.body.dispatchEvent(new CustomEvent("live"));

  /* What else stands on the page, such as the bell, asks some time later, so that not all screens ask at once. */
  let others = 0;
  const tellOthers = () => {
    others ||= setTimeout(() => {
      others = 0;
      document.body.dispatchEvent(new CustomEvent("told"));
    }, Math.random() * OTHERS_WITHIN_MS);
  };

  /* How current the page is. */
  const line = document.getElementById("stale");
  let heardAt = new Date();
  const heard = () => {
    heardAt = new Date();
    if (line?.textContent) line.textContent = "";
  };
  const unheard = () => {
    if (!line || line.textContent) return;
    const today = heardAt.toDateString() === new Date().toDateString();
    const parts = { hour: "2-digit", minute: "2-digit", hour12: false };
    if (!today) Object.assign(parts, { day: "numeric", month: "short" });
    const language = document.documentElement.lang === "en" ? "en-GB" : "th-TH-u-nu-latn";
    line.textContent = line.dataset.says.replace("{time}", heardAt.toLocaleString(language, parts));
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

  /* A drawing that came with the event: base64 of gzip. One after the other, for each builds on the one before. */
  const unpacked = async (data) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  };
  let turn = Promise.resolve();
  const inTurn = (work) => {
    if (typeof DecompressionStream === "undefined") tell();
    else turn = turn.then(work).catch(tell);
  };

  const showWhole = async (data) => {
    const text = await unpacked(data);
    const live = document.getElementById("live");
    if (!live) return;
    remember();
    const how = { swapStyle: "morph:outerHTML", swapDelay: 0, settleDelay: 20 };
    window.htmx.swap(live, text, how, { contextElement: live, eventInfo: { target: live, elt: live } });
    tellOthers();
  };

  /* Only what differs from the drawing that is shown: [id, markup] of each part. Where another one is shown, or a part
     has no place, the whole is asked for. */
  const parsed = (place, markup) => {
    const holder = document.createElement("template");
    holder.innerHTML = place.ownerSVGElement ? `<svg>${markup}</svg>` : markup;
    const first = holder.content.firstElementChild;
    return place.ownerSVGElement ? first.firstElementChild : first;
  };
  const put = ([id, markup]) => {
    const place = document.getElementById(id);
    window.Idiomorph.morph(place, parsed(place, markup), { morphStyle: "outerHTML" });
    window.htmx.process(document.getElementById(id));
  };
  const showParts = async (data) => {
    const [from, to, packed] = data.split(" ");
    const parts = JSON.parse(await unpacked(packed));
    const live = document.getElementById("live");
    const hasPlaces = parts.every(([id]) => live?.contains(document.getElementById(id)));
    if (live?.dataset.shown !== from || !hasPlaces) return tell();
    remember();
    parts.forEach(put);
    live.dataset.shown = to;
    mark();
    tellOthers();
  };

  const follow = () => {
    const named = topics.map((topic) => ["topic", topic]);
    const asked = new URLSearchParams(named);
    const screen = () => {
      const said = new URLSearchParams([...named, ["view", location.pathname + location.search]]);
      if (document.body.dataset.drawn) said.set("drawn", document.body.dataset.drawn);
      const shown = document.getElementById("live")?.dataset.shown;
      if (shown) said.set("shown", shown);
      return said;
    };
    let source = null;
    let opening = 0;
    let asking = 0;
    let known = null;
    let over = false;

    const ask = async () => {
      try {
        const limit = AbortSignal.timeout(ASK_AT_MOST_MS);
        const answer = await fetch(`/live/state/?${asked}`, { cache: "no-cache", signal: limit });
        if (answer.status === 403 || answer.redirected) {
          over = true;
          unheard();
          return;
        }
        if (!answer.ok) throw new Error(answer.statusText);
        const tag = answer.headers.get("ETag");
        if (tag !== known) tell();
        known = tag;
        heard();
      } catch {
        unheard();
      }
      asking = source?.readyState === EventSource.OPEN ? 0 : setTimeout(ask, ASK_AGAIN_MS);
    };
    const askInstead = () => {
      if (asking || over) return;
      known = null;
      asking = -1;
      ask();
    };

    const open = () => {
      if (over) return;
      let lost = false;
      source?.close();
      source = new EventSource(`/live/?${screen()}`);
      clearTimeout(opening);
      opening = setTimeout(askInstead, OPEN_WITHIN_MS);
      source.addEventListener("open", () => {
        clearTimeout(opening);
        if (lost || asking) tell();
        lost = false;
        heard();
      });
      source.addEventListener("error", () => {
        lost = true;
        clearTimeout(opening);
        if (source.readyState === EventSource.CLOSED) {
          askInstead();
          setTimeout(open, OPEN_AGAIN_MS);
        } else {
          opening = setTimeout(askInstead, OPEN_WITHIN_MS);
        }
      });
      source.addEventListener("here", heard);
      source.addEventListener("changed", () => {
        heard();
        tell();
      });
      for (const [name, work] of [["drawn", showWhole], ["parts", showParts]]) {
        source.addEventListener(name, ({ data }) => {
          heard();
          inTurn(() => work(data));
        });
      }
    };

    setInterval(() => {
      const silent = Date.now() - heardAt > SILENT_FOR_MS;
      if (!over && silent && source.readyState === EventSource.OPEN) {
        open();
        askInstead();
      }
    }, OPEN_WITHIN_MS);
    window.addEventListener("offline", unheard);
    window.addEventListener("online", open);
    open();
  };

  const isLive = (event) => event.detail.requestConfig?.triggeringEvent?.type === "live";

  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (isLive(event)) remember();
    if (event.detail.xhr?.status === 422) event.detail.shouldSwap = true;
  });

  for (const failed of ["htmx:sendError", "htmx:responseError"]) {
    document.body.addEventListener(failed, (event) => isLive(event) && unheard());
  }

  document.body.addEventListener("htmx:afterSettle", mark);

  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id === "panel" && !event.detail.target.open) event.detail.target.show();
  });

  document.addEventListener("keydown", (event) => {
    const panel = document.getElementById("panel");
    if (event.key === "Escape" && panel?.open) panel.close();
  });

  /* A drawing that is the same for many has nothing of one person: what is the reader's own stays as it stands. */
  if (window.Idiomorph) {
    window.Idiomorph.defaults.callbacks.beforeNodeMorphed = (old) => old.dataset?.own === undefined;
  }

  if (topics.length) follow();
})();
