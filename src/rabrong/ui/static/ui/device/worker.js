/* The service worker: static files from the device, pages from the line, their copies when the line is cut.
   Copied are only pages that say so by Device-Copy, for the person named there. */
(() => {
  "use strict";

  const SHELL = "shell";
  const LOBBY = "/offline/";
  const PATIENCE_MS = 8000;
  const DAYS_COPIED = 14;
  const MOST_PAGES = 30;
  const HASHED = /\.[0-9a-f]{12}\./;
  const NAMED = /(?:href|src)="(\/static\/[^"#?]+)/g;

  const file = async (request) => {
    const shell = await caches.open(SHELL);
    const isHashed = HASHED.test(new URL(request.url).pathname);
    const kept = await shell.match(request);
    if (kept && isHashed) return kept;
    try {
      const answer = await fetch(request);
      if (answer.ok && answer.status === 200) await shell.put(request, answer.clone());
      return answer;
    } catch (error) {
      if (kept) return kept;
      throw error;
    }
  };

  const fileAt = (path) => file(new Request(new URL(path, location.origin))).catch(() => null);

  const cacheOfOwn = async () => {
    const own = await Device.holder();
    return own ? caches.open(Device.PAGES + own.person) : null;
  };

  /* A page with its static files; the copy says when it was made. */
  const keep = async (address, answer) => {
    const own = await Device.holder();
    if (!own || answer.status !== 200 || answer.headers.get("Device-Copy") !== own.person) return;
    const text = await answer.text();
    const headers = new Headers(answer.headers);
    for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
    headers.set("Copied-At", String(Date.now()));
    const pages = await cacheOfOwn();
    await pages.put(address, new Response(text.replace("<body", `<body data-copied-at="${Date.now()}"`), { headers }));
    const kept = await pages.keys();
    for (const old of kept.slice(0, Math.max(0, kept.length - MOST_PAGES))) await pages.delete(old);
    await Promise.all([...text.matchAll(NAMED)].map(([, path]) => fileAt(path)));
  };

  const copyOf = async (request) => {
    const pages = await cacheOfOwn();
    if (!pages) return undefined;
    const copy = (await pages.match(request)) ?? (await pages.match(request, { ignoreSearch: true }));
    if (copy && Date.now() - Number(copy.headers.get("Copied-At")) > DAYS_COPIED * Device.DAY_MS) return undefined;
    return copy;
  };

  const lobby = async () => (await (await caches.open(SHELL)).match(LOBBY)) ?? Response.error();

  /* Who signed out without a line is signed out first of all when it is back. */
  const leaveIfOwed = async () => {
    if (!(await Device.sign("owed"))) return false;
    const me = await Device.ask();
    if (me.person) await fetch("/sign-out/", { method: "POST", headers: { "X-CSRFToken": me.token }, redirect: "manual" });
    await Device.setSign("owed", undefined);
    return true;
  };

  const page = async (event) => {
    const { request } = event;
    let hasLeft = false;
    try {
      hasLeft = await leaveIfOwed();
    } catch {
      return lobby();
    }
    const copy = await copyOf(request);
    /* What was asked for ahead of the worker was asked for in the session that has just ended. */
    const fresh = (async () => (!hasLeft && (await event.preloadResponse)) || fetch(request))();
    const late = new Promise((_, reject) => copy && setTimeout(reject, PATIENCE_MS));
    try {
      const answer = await Promise.race([fresh, late]);
      if (copy && answer.status >= 502) return copy;
      if (answer.status === 200 && answer.headers.has("Device-Copy")) event.waitUntil(keep(request.url, answer.clone()));
      return answer;
    } catch {
      fresh.catch(() => null);
      return copy ?? lobby();
    }
  };

  const leave = async (request) => {
    await Device.wipe();
    try {
      return await fetch(request);
    } catch {
      await Device.setSign("owed", true);
      return lobby();
    }
  };

  const fetchAndKeep = async ({ address, isAgain }) => {
    const pages = await cacheOfOwn();
    if (!pages || (!isAgain && (await pages.match(address)))) return;
    await keep(address, await fetch(address, { credentials: "same-origin" }));
  };

  self.addEventListener("install", (event) => {
    const lobbyKept = async () => {
      const answer = await fetch(new Request(LOBBY, { credentials: "omit", cache: "reload" }));
      const text = await answer.clone().text();
      await (await caches.open(SHELL)).put(LOBBY, answer);
      await Promise.all([...text.matchAll(NAMED)].map(([, path]) => fileAt(path)));
      await self.skipWaiting();
    };
    event.waitUntil(lobbyKept());
  });

  self.addEventListener("activate", (event) => {
    const ready = async () => {
      await self.registration.navigationPreload?.enable();
      await self.clients.claim();
    };
    event.waitUntil(ready());
  });

  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (origin !== location.origin) return;
    if (request.method === "POST" && pathname === "/sign-out/") event.respondWith(leave(request));
    else if (request.method !== "GET") return;
    else if (request.mode === "navigate") event.respondWith(page(event));
    else if (pathname.startsWith("/static/")) event.respondWith(file(request));
  });

  self.addEventListener("message", (event) => {
    const { pages = [], files = [] } = event.data ?? {};
    event.waitUntil(Promise.all([...pages.map((each) => fetchAndKeep(each).catch(() => null)), ...files.map(fileAt)]));
  });

  self.addEventListener("sync", (event) => event.waitUntil(Device.flush()));
})();
