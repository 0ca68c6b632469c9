/* Sends what waits on this device, in the order it came: submissions under their keys, then drafts field by field.
   The page and the service worker do it alike; one at a time on a device, and twice is the same as once. */
(() => {
  "use strict";

  const PATIENCE_MS = 20000;
  const MOST_BASES = 20;

  class SignedOut extends Error {}

  const within = () => AbortSignal.timeout(PATIENCE_MS);

  /* Who is signed in, by whose key what waits is opened. Throws when the line is cut. */
  const ask = async () => {
    const answer = await fetch("/account/device/", { cache: "no-store", redirect: "manual", signal: within() });
    if (answer.type === "opaqueredirect") return { person: "" };
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    return answer.json();
  };

  const post = async (me, page, fields) => {
    const answer = await fetch(`${page}sent/`, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "X-CSRFToken": me.token },
      redirect: "manual",
      signal: within(),
    });
    if (answer.type === "opaqueredirect") throw new SignedOut();
    if (answer.status >= 500 || answer.status === 429) throw new Error(`answered ${answer.status}`);
    const isTold = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
    return { status: answer.status, told: isTold ? await answer.json() : { answer: "gone", cells: {} } };
  };

  const fieldsOf = (cell) => [
    [cell.name, cell.text],
    [`version~${cell.name}`, String(cell.version ?? 0)],
    ...(cell.bases ?? []).map((base) => [`base~${cell.name}`, base]),
  ];

  /* What the answer says of a field, for the thing as it stands on the device now. */
  const judged = (sent, told, status, version) => (now) => {
    const verdict = told.cells[sent.name];
    const kept = now ?? (verdict?.state === "clash" ? sent : null);
    if (!kept) return undefined;
    if (status === 403 || told.answer === "gone") return { ...kept, state: "refused", words: told.words ?? "" };
    if (verdict?.state === "clash") return { ...kept, state: "clash", theirs: verdict, wanted: sent.wanted };
    if (verdict?.state === "refused") return { ...kept, state: "refused", words: verdict.words };
    if (kept.text === sent.text) return null;
    return { ...kept, bases: [...(kept.bases ?? []), sent.text].slice(-MOST_BASES), version: version ?? kept.version };
  };

  const sendDrafts = async (me, page, cells) => {
    const { status, told } = await post(me, page, [["save", "draft"], ...cells.flatMap(fieldsOf)]);
    for (const cell of cells) await Device.change(cell, judged(cell, told, status));
    return { page, names: cells.map((cell) => cell.name), told };
  };

  const sendOne = async (me, sending) => {
    await Device.put({ ...sending, isTried: true });
    const fields = [["save", "submit"], ["key", sending.key], ...sending.cells.flatMap(fieldsOf)];
    const { status, told } = await post(me, sending.page, fields);
    if (status !== 422) {
      const versions = new Map((told.versions ?? []).map(([code, month, cell, version]) => [`${code}~${month}~${cell}`, version]));
      for (const cell of sending.cells) {
        await Device.change(cell, judged({ ...cell, wanted: true }, told, status, versions.get(cell.name)));
      }
      await carryVersions(sending, versions);
    }
    const { page, key } = sending;
    const state = { sent: "sent", clash: "clash" }[told.answer] ?? "refused";
    if (state !== "clash") {
      const report = { kind: "report", page, name: `report:${key}`, state, words: told.words ?? "", asked: sending.at, at: Date.now() };
      await Device.put(report);
    }
    await Device.drop(sending);
    return { page, names: [], told, isSending: true };
  };

  /* A submission pressed after one whose answer was lost was typed over what that one became. */
  const carryVersions = async (sent, versions) => {
    const later = (await Device.all(sent.page)).filter((thing) => thing.kind === "sending" && thing.key !== sent.key);
    for (const sending of later) {
      const cells = sending.cells.map((cell) => ({ ...cell, version: versions.get(cell.name) ?? cell.version }));
      await Device.put({ ...sending, cells });
    }
  };

  const sendAll = async (me) => {
    const outcomes = [];
    const sendings = (await Device.all()).filter((thing) => thing.kind === "sending");
    for (const { page, name } of sendings) {
      const sending = await Device.find({ page, name });
      if (sending) outcomes.push(await sendOne(me, sending));
    }
    const waiting = (await Device.all()).filter((thing) => thing.kind === "cell" && thing.state === "waiting");
    for (const page of new Set(waiting.map((cell) => cell.page))) {
      outcomes.push(await sendDrafts(me, page, waiting.filter((cell) => cell.page === page)));
    }
    return outcomes;
  };

  const isThrough = ({ isSending, told }) => isSending && told.answer !== "clash";

  const run = async () => {
    const own = await Device.holder();
    if (!own) return { state: "empty", outcomes: [] };
    try {
      const me = await ask();
      if (me.person !== own.person) return { state: me.person ? "other" : "sign-in", outcomes: [] };
      const outcomes = await sendAll(me);
      if (outcomes.length) Device.settledElsewhere.postMessage(outcomes.filter(isThrough).map((each) => each.page));
      await Device.setSign("since", undefined);
      return { state: "done", outcomes, token: me.token };
    } catch (error) {
      if (error instanceof SignedOut) return { state: "sign-in", outcomes: [] };
      if (!(await Device.sign("since"))) await Device.setSign("since", Date.now());
      return { state: "offline", outcomes: [] };
    }
  };

  /* Tells the other tabs which pages had a submission that is over; on a clash they only look again. */
  Device.settledElsewhere = new BroadcastChannel("rabrong-device");
  Device.ask = ask;
  Device.MOST_BASES = MOST_BASES;
  Device.flush = () =>
    navigator.locks.request("rabrong-send", { ifAvailable: true }, (lock) => (lock ? run() : { state: "busy", outcomes: [] }));
})();
