/* What a device keeps of one person: records sealed with a key that only the person's own session hands out.
   Pages and the service worker load this file. A record in the open says whose it is and when; all else is sealed. */
(() => {
  "use strict";

  const BASE = "rabrong-device";
  const PAGES = "pages-";
  const DAYS_SEALED = 30;
  const DAY_MS = 24 * 60 * 60 * 1000;
  const able = Boolean(globalThis.indexedDB && globalThis.caches && globalThis.crypto?.subtle && globalThis.navigator?.locks);

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  let opened;
  const open = () => {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(BASE, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("keys", { keyPath: "person" });
        request.result.createObjectStore("kept", { keyPath: "id" }).createIndex("person", "person");
        request.result.createObjectStore("signs", { keyPath: "name" });
      };
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        request.result.onclose = () => (opened = undefined);
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
    });
    return opened;
  };

  const read = async (name) => (await open()).transaction(name).objectStore(name);
  /* On the disk before it is said to be kept: a telephone may die in the next second. */
  const written = async (name, change) => {
    const turn = (await open()).transaction(name, "readwrite", { durability: "strict" });
    change(turn.objectStore(name));
    await new Promise((resolve, reject) => {
      turn.oncomplete = resolve;
      turn.onerror = () => reject(turn.error);
      turn.onabort = () => reject(turn.error);
    });
  };

  /* One write after the other, so that of two keystrokes the later stays. */
  let last = Promise.resolve();
  const inTurn = (work) => {
    last = last.then(work, work);
    return last;
  };

  const holder = async () => (await done((await read("keys")).getAll()))[0];

  const idOf = async (person, { page, name }) => {
    const text = new TextEncoder().encode([person, page, name].join("\n"));
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
    return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const unsealed = async (key, record) => {
    try {
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: record.iv }, key, record.sealed);
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      return null; /* sealed with a key of another time */
    }
  };

  const seal = async (thing) => {
    const own = await holder();
    if (!own) return false;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(thing));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, own.key, text);
    const record = { id: await idOf(own.person, thing), person: own.person, at: Date.now(), iv, sealed };
    await written("kept", (kept) => kept.put(record));
    return true;
  };

  const find = async (thing) => {
    const own = await holder();
    if (!own) return null;
    const record = await done((await read("kept")).get(await idOf(own.person, thing)));
    return record ? unsealed(own.key, record) : null;
  };

  const remove = async (thing) => {
    const own = await holder();
    if (!own) return;
    const id = await idOf(own.person, thing);
    await written("kept", (kept) => kept.delete(id));
  };

  /* All of the person's things in the order they came, of one page or of all. */
  const all = async (page) => {
    const own = await holder();
    if (!own) return [];
    const records = await done((await read("kept")).index("person").getAll(own.person));
    records.sort((one, other) => one.at - other.at);
    const things = await Promise.all(records.map((record) => unsealed(own.key, record)));
    return things.filter((thing) => thing && (!page || thing.page === page));
  };

  const pagesOf = async (unless) => (await caches.keys()).filter((name) => name.startsWith(PAGES) && name !== PAGES + unless);

  /* Whoever is not `person` loses the key and the pages: what they typed stays sealed until they sign in here again. */
  const shutOut = async (person) => {
    const foreign = await pagesOf(person);
    if (!foreign.length) return;
    await written("keys", (keys) => {
      keys.getAllKeys().onsuccess = ({ target }) => target.result.filter((key) => key !== person).forEach((key) => keys.delete(key));
    });
    for (const name of foreign) await caches.delete(name);
    const before = Date.now() - DAYS_SEALED * DAY_MS;
    await written("kept", (kept) => {
      kept.getAll().onsuccess = ({ target }) => {
        for (const record of target.result) if (record.person !== person && record.at < before) kept.delete(record.id);
      };
    });
  };

  const unlock = async ({ person, seal: bits }) => {
    if ((await holder())?.person === person) return;
    await caches.open(PAGES + person);
    await shutOut(person);
    const raw = Uint8Array.from(atob(bits), (each) => each.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    await written("keys", (keys) => {
      keys.clear();
      keys.put({ person, key });
    });
  };

  /* Signing out: nothing of the person stays. What is sealed of others is theirs. */
  const wipe = async () => {
    const own = await holder();
    if (own) {
      await written("kept", (kept) => {
        kept.index("person").getAllKeys(own.person).onsuccess = ({ target }) => target.result.forEach((id) => kept.delete(id));
      });
    }
    await written("keys", (keys) => keys.clear());
    await written("signs", (signs) => signs.clear());
    for (const name of await pagesOf("")) await caches.delete(name);
  };

  globalThis.Device = {
    able,
    PAGES,
    DAY_MS,
    holder,
    find,
    all,
    shutOut,
    unlock,
    wipe,
    settled: () => last,
    put: (thing) => inTurn(() => seal(thing)),
    drop: (thing) => inTurn(() => remove(thing)),
    /* Changes a thing as it is now; `change` answers the new one, null to drop it, undefined to leave it. */
    change: (thing, change) =>
      inTurn(async () => {
        const next = change(await find(thing));
        if (next === null) await remove(thing);
        return next ? seal(next) : true;
      }),
    sign: async (name) => (await done((await read("signs")).get(name)))?.value,
    setSign: (name, value) => written("signs", (signs) => (value === undefined ? signs.delete(name) : signs.put({ name, value }))),
  };
})();
