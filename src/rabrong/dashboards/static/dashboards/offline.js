/* The entry grid without a line: what is typed goes to the device at once and up by itself when the line is back.
   No sums are made here: the score is the server's, when it answers again. */
(async () => {
  "use strict";

  const LOOK_MS = 2500;
  const SLOW_MS = 4000;
  const SETTLE_MS = 300;
  const LONGEST_PAUSE_MS = 60000;
  const RELOAD_PAUSE_MS = 60000;

  const panel = document.getElementById("offline");
  if (!panel || !globalThis.Device?.view) return;
  const { word, clock, showState, showLater, show, download, choices } = Device.view;
  const form = document.getElementById("grid");
  const saved = document.getElementById("grid-saved");
  const page = panel.dataset.page;
  const copiedAt = Number(document.body.dataset.copiedAt ?? 0);
  const usual = saved?.textContent;
  const posted = new WeakMap();
  let state = "done";
  let pause = LOOK_MS;
  let nextTry = 0;
  let isReady = false;
  let isUnkept = false;
  const early = new Set();

  const fields = (inside = form) => (inside ? [...inside.querySelectorAll("input[data-month], .grid-texts textarea")] : []);
  const fieldOf = (name) => form?.elements.namedItem(name);
  const versionField = (name) => fieldOf(`version~${name}`);
  const isWaiting = (thing) => thing.kind === "cell" && thing.state === "waiting";

  const labelOf = (field) => {
    const code = field.name.split("~")[1];
    return field.getAttribute("aria-label") ?? `${code} ${field.closest("label").firstChild.textContent.trim()}`;
  };
  const cellOf = (field, now) => ({
    kind: "cell",
    page,
    name: field.name,
    label: labelOf(field),
    text: field.value,
    version: now?.version ?? Number(versionField(field.name)?.value ?? 0),
    bases: now?.bases ?? [field.defaultValue],
    typedAt: Date.now(),
    state: now?.state === "clash" ? "clash" : "waiting",
    theirs: now?.state === "clash" ? now.theirs : undefined,
    wanted: now?.wanted,
  });

  /* Keeping. */
  const keep = async (field) => {
    if (!isReady) {
      early.add(field);
      return;
    }
    const isKept = await Device.change({ page, name: field.name }, (now) => cellOf(field, now));
    if (isKept === isUnkept) {
      isUnkept = !isKept;
      await draw();
    }
    if (state !== "done") await draw();
  };
  form?.addEventListener("input", (event) => {
    if (event.detail?.isRefresh || !fields().includes(event.target)) return;
    keep(event.target);
  });

  /* What htmx brought up needs no keeping any more. */
  const pathOf = (address) => decodeURI(new URL(address, location.origin).pathname);
  const isElsewhere = ({ xhr, requestConfig }) => Boolean(xhr.responseURL) && pathOf(xhr.responseURL) !== pathOf(requestConfig.path);
  form?.addEventListener("htmx:beforeRequest", (event) => {
    const block = event.target.closest("tbody");
    const sent = fields(block).map((field) => ({ page, name: field.name, text: field.value }));
    posted.set(event.detail.xhr, sent);
    for (const each of sent) {
      Device.change(each, (now) => now && { ...now, bases: [...now.bases, each.text].slice(-Device.MOST_BASES) });
    }
  });
  form?.addEventListener("htmx:beforeSwap", (event) => {
    if (isElsewhere(event.detail)) event.detail.shouldSwap = false;
  });
  form?.addEventListener("htmx:afterRequest", async (event) => {
    const { xhr, successful } = event.detail;
    if (successful && !isElsewhere(event.detail)) {
      for (const each of posted.get(xhr) ?? []) {
        await Device.change(each, (now) => (now && isWaiting(now) && now.text === each.text ? null : undefined));
        const field = fieldOf(each.name);
        if (field?.value === each.text) field.defaultValue = each.text;
      }
      if (state === "offline") await tryNow();
    } else if (xhr.status || event.detail.failed) await tryNow();
  });
  form?.addEventListener("htmx:sendError", () => tryNow());

  /* Sending. */
  const refreshStrips = (names) => {
    const blocks = new Set(names.map((name) => fieldOf(name)?.closest("tbody")).filter(Boolean));
    for (const block of blocks) fields(block)[0].dispatchEvent(new CustomEvent("input", { bubbles: true, detail: { isRefresh: true } }));
  };

  const anew = async () => {
    if (Date.now() - Number(sessionStorage.getItem("rabrong-anew") ?? 0) < RELOAD_PAUSE_MS && !isReady) return;
    sessionStorage.setItem("rabrong-anew", String(Date.now()));
    sessionStorage.setItem("rabrong-at", document.activeElement?.name ?? "");
    await Device.settled();
    location.reload();
  };

  const settle = async ({ outcomes, token }) => {
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) if (token) field.value = token;
    const own = outcomes.filter((each) => each.page === page);
    const names = own.flatMap((each) => each.names);
    for (const name of names) {
      const field = fieldOf(name);
      const left = await Device.find({ page, name });
      if (field && !left) {
        field.defaultValue = field.value;
        showState(field, "kept");
      }
    }
    const isSent = outcomes.some((each) => each.isSending && each.told.answer !== "clash");
    const wasCopy = copiedAt && Date.now() - Number(sessionStorage.getItem("rabrong-anew") ?? 0) > RELOAD_PAUSE_MS;
    if (isSent || wasCopy || (!form && outcomes.length)) return anew();
    if (names.length) refreshStrips(names);
  };

  /* One try at a time. What is asked for while one runs is tried right after it: one that began before the line was
     back must not decide when the next comes. */
  let trying = null;
  let isAskedAgain = false;
  const tryNow = () => {
    if (trying) isAskedAgain = true;
    else trying = tryOnce().finally(tried);
    return trying;
  };
  const tried = () => {
    trying = null;
    if (!isAskedAgain) return undefined;
    isAskedAgain = false;
    return tryNow();
  };
  const backOnLine = () => {
    if (state === "done") return;
    pause = LOOK_MS;
    tryNow();
  };
  const tryOnce = async () => {
    if (!(await open())) return;
    const result = await Device.flush();
    if (result.state === "busy") {
      nextTry = Date.now() + LOOK_MS;
      return;
    }
    if (result.state === "other") return location.reload();
    if (result.state !== "empty") state = result.state;
    pause = state === "done" ? LOOK_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
    nextTry = Date.now() + pause;
    if (state === "done") await settle(result);
    else navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("send")).catch(() => null);
    await draw();
  };

  const look = async () => {
    if (Date.now() < nextTry) return;
    const things = await Device.all();
    const isLate = (thing) => isWaiting(thing) && Date.now() - thing.typedAt > SLOW_MS;
    if (state !== "done" || things.some((thing) => thing.kind === "sending" || isLate(thing))) await tryNow();
  };

  const blocksTouched = (things) => {
    const names = new Set(things.filter((thing) => thing.kind === "cell").map((thing) => thing.name));
    return [...form.querySelectorAll("tbody")].filter(
      (block) => fields(block).some((field) => names.has(field.name)) || block.querySelector(".is-draft, [data-asks], .grid-note .tag"),
    );
  };

  const queue = async () => {
    await Device.settled();
    const things = await Device.all(page);
    const kept = new Map(things.map((thing) => [thing.name, thing]));
    const touched = blocksTouched(things).flatMap((block) => fields(block));
    const cells = touched.map((field) => ({ ...cellOf(field, kept.get(field.name)), state: "waiting" }));
    for (const thing of things) if (thing.kind === "sending" && !thing.isTried) await Device.drop(thing);
    const key = crypto.randomUUID();
    await Device.put({ kind: "sending", page, name: `sending:${key}`, key, cells, at: Date.now(), isTried: false });
    await tryNow();
  };

  form?.addEventListener("submit", async (event) => {
    if (!isReady) return;
    event.preventDefault();
    delete form.dataset.sent;
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    if (event.submitter?.value === "submit") await queue();
    else await tryNow();
    form.ariaBusy = "false";
  });

  /* Choosing. */
  const settleClash = async () => {
    let isWanted = false;
    for (const { name, isTheirs } of choices()) {
      await Device.change({ page, name }, (now) => {
        if (now?.state !== "clash") return undefined;
        isWanted ||= Boolean(now.wanted);
        const text = isTheirs ? now.theirs.text : now.text;
        const version = now.theirs.version || now.version;
        const bases = [...now.bases, now.text, now.theirs.text].slice(-Device.MOST_BASES);
        const field = fieldOf(name);
        if (field) field.value = text;
        if (versionField(name)) versionField(name).value = String(version);
        return { ...now, text, version, bases, state: "waiting", theirs: undefined };
      });
    }
    await (isWanted ? queue() : tryNow());
  };
  const discard = async (cell) => {
    await Device.drop(cell);
    const field = fieldOf(cell.name);
    if (field && cell.page === page) field.value = field.defaultValue;
    if (field) showState(field, "");
    await draw();
  };

  /* Showing. */
  const headWords = (since) => {
    if (isUnkept) return word("unkept");
    if (state === "sign-in") return word("sign-in");
    if (state === "offline") return word("offline", { time: clock(since ?? Date.now()) });
    return word("sending");
  };

  /* One after the other: a slow one that began before the line was back must not have the last word. */
  let drawing = Promise.resolve();
  const draw = () => (drawing = drawing.then(drawNow, drawNow));
  const drawNow = async () => {
    const things = await Device.all();
    const own = things.filter((thing) => thing.page === page || !form);
    const waiting = own.filter(isWaiting);
    const sendings = own.filter((thing) => thing.kind === "sending");
    const isCut = state !== "done" || isUnkept;
    const isLate = waiting.some((thing) => Date.now() - thing.typedAt > SLOW_MS);
    for (const field of fields()) {
      const thing = own.find((each) => each.name === field.name);
      if (thing && (thing.state !== "waiting" || isCut || isLate)) showState(field, thing.state);
      else if (field.parentElement.querySelector(".cell-kept:not([data-state=kept])")) showState(field, "");
    }
    for (const block of form?.querySelectorAll("tbody") ?? []) {
      const isUnsent = isCut && fields(block).some((field) => waiting.some((thing) => thing.name === field.name));
      showLater(block, isUnsent);
    }
    const lines = [];
    if (waiting.length) lines.push(word("waiting", { count: waiting.length }));
    for (const sending of sendings) lines.push(word("queued", { time: clock(sending.at) }));
    if (copiedAt) lines.push(word("copy", { time: clock(copiedAt) }));
    panel.hidden = !(isCut || isLate || sendings.length || copiedAt);
    panel.dataset.state = state;
    panel.querySelector("[data-part=head]").textContent = headWords(await Device.sign("since"));
    panel.querySelector("[data-part=lines]").textContent = lines.join(" · ");
    panel.querySelector("[data-part=score]").hidden = state !== "offline" || !form;
    panel.querySelector("[data-act=sign-in]").hidden = state !== "sign-in";
    panel.querySelector("[data-act=try]").hidden = state === "sign-in";
    panel.querySelector("[data-act=download]").hidden = !waiting.length;
    if (saved) {
      saved.classList.toggle("bad", isCut);
      if (isCut) saved.textContent = isUnkept ? word("unkept") : word("strip", { count: waiting.length });
      else if (saved.textContent.startsWith(word("strip").split("{")[0])) saved.textContent = usual;
    }
    show(own, { discard });
  };

  panel.querySelector("[data-act=try]").addEventListener("click", tryNow);
  panel.querySelector("[data-act=download]").addEventListener("click", async () => download((await Device.all()).filter((each) => each.kind === "cell")));
  const report = document.getElementById("offline-report");
  report.querySelector("[data-act=choose]").addEventListener("click", settleClash);
  report.querySelector("[data-act=save]").addEventListener("click", async () => download((await Device.all()).filter((each) => each.kind === "cell")));
  report.addEventListener("click", async (event) => {
    if (!event.target.closest("[data-act=close]")) return;
    for (const each of await Device.all(form ? page : undefined)) if (each.kind === "report") await Device.drop(each);
    await draw();
  });

  /* Beginning: the person's key, what was typed before, a copy of this page for the next time without a line. */
  const overlay = async () => {
    for (const cell of await Device.all(page)) {
      const field = cell.kind === "cell" ? fieldOf(cell.name) : null;
      if (!field || field === document.activeElement || field.value === cell.text) continue;
      field.value = cell.text;
      field.classList.add("is-draft");
      field.closest("details")?.setAttribute("open", "");
    }
  };

  const copyPages = async () => {
    const worker = await navigator.serviceWorker?.ready;
    if (!worker || copiedAt) return;
    const isFirst = !navigator.serviceWorker.controller;
    const others = [...document.querySelectorAll("a[data-copied]")].map((link) => ({ address: link.href, isAgain: false }));
    const pages = [{ address: location.href.split("#")[0], isAgain: isFirst }, ...others];
    const files = performance.getEntriesByType("resource").map((each) => new URL(each.name)).filter((each) => each.origin === location.origin);
    worker.active.postMessage({ pages, files: files.map((each) => each.pathname).filter((path) => path.startsWith("/static/")) });
  };

  /* Until the key is here the grid speaks for itself; where the line was cut at the start it is asked for again. */
  let opening = null;
  const open = () => (isReady ? true : (opening ??= unlock().finally(() => (opening = null))));
  const unlock = async () => {
    try {
      const me = await Device.ask();
      state = me.person ? "done" : "sign-in";
      if (me.person) await Device.unlock(me);
    } catch {
      state = "offline";
      if (!(await Device.sign("since"))) await Device.setSign("since", Date.now());
    }
    isReady = (await Device.holder())?.person === document.documentElement.dataset.person;
    if (isReady) await follow();
    return isReady;
  };

  const follow = async () => {
    document.documentElement.dataset.keeps = "yes";
    for (const field of early) if (field.value !== field.defaultValue) await keep(field);
    early.clear();
    await overlay();
    await draw();
    const at = sessionStorage.getItem("rabrong-at");
    sessionStorage.removeItem("rabrong-at");
    fields().find((field) => field.name === at)?.focus();
    if (state === "done" && (copiedAt || (await Device.all()).some((thing) => thing.kind !== "report"))) tryNow();
    copyPages();
    setInterval(look, LOOK_MS);
    window.addEventListener("focus", () => state !== "done" && tryNow());
    document.addEventListener("visibilitychange", async () => {
      if (document.visibilityState !== "visible") return;
      await overlay();
      await (state === "done" ? draw() : tryNow());
    });
    window.addEventListener("offline", () => tryNow());
  };

  const begin = async () => {
    navigator.serviceWorker?.register("/service-worker.js");
    Device.settledElsewhere.addEventListener("message", ({ data }) => {
      if (data.includes(page) || !form) anew();
      else setTimeout(tryNow, SETTLE_MS);
    });
    window.addEventListener("online", backOnLine);
    await open();
  };
  await begin();
})();
