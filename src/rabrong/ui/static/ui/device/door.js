/* On every page: what another person left on this device is shut away, and signing out leaves nothing behind. */
(() => {
  "use strict";

  if (!globalThis.Device?.able || document.body.dataset.copiedAt) return;
  const shut = Device.shutOut(document.documentElement.dataset.person ?? "");

  const hasPages = async () => (await caches.keys()).some((name) => name.startsWith(Device.PAGES));

  for (const form of document.querySelectorAll("form[data-leaves]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await shut;
      if (await hasPages()) {
        const waiting = (await Device.all()).filter((thing) => thing.kind !== "report");
        if (waiting.length && !confirm(form.dataset.leaves.replace("{count}", waiting.length))) return;
        await Device.wipe();
      }
      form.submit();
    });
  }
})();
