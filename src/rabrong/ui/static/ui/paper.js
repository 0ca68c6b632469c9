/* A printed page says when it was printed. */
(() => {
  "use strict";

  const said = document.querySelector("[data-printed]");
  const write = () => {
    const language = document.documentElement.lang === "en" ? "en-GB" : "th-TH";
    const day = new Date().toLocaleString(`${language}-u-ca-buddhist-nu-latn`, {
      timeZone: "Asia/Bangkok",
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hour12: false,
    });
    said.textContent = said.dataset.printed.replace("{day}", day);
  };
  if (said) addEventListener("beforeprint", write);
})();
