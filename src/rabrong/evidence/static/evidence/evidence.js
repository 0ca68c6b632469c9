/* Handing in files one after the other, with progress; what became of each is said when it is there.
   Without this script the form sends all files at once and the page says the same. */
(() => {
  "use strict";

  const MIB = 1024 * 1024;

  const line = (text, kind) => {
    const item = document.createElement("li");
    const words = document.createElement("p");
    item.className = `banner ${kind}`;
    words.textContent = text;
    item.append(words);
    return item;
  };

  const post = (form, file, progress) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const data = new FormData();
      for (const field of form.querySelectorAll("select, input[type=hidden]")) data.append(field.name, field.value);
      data.append("files", file, file.name);
      request.open("POST", form.action);
      request.setRequestHeader("HX-Request", "true");
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) progress.value = event.loaded / event.total;
      });
      request.addEventListener("load", () => resolve(request));
      request.addEventListener("error", reject);
      request.send(data);
    });

  const partOf = (html) => new DOMParser().parseFromString(html, "text/html").getElementById("evidence");

  /* Who may not see it any more, whose session has ended: the whole page says so. */
  const isFragment = (request) => [200, 422].includes(request.status) && partOf(request.responseText);

  const sendOne = async (form, file, said) => {
    if (file.size > Number(form.dataset.most) * MIB) {
      said.push(line(`${file.name}: ${form.dataset.large}`, "banner-bad"));
      return null;
    }
    const row = document.createElement("li");
    const name = document.createElement("span");
    const progress = document.createElement("progress");
    name.textContent = `${form.dataset.waiting} ${file.name}`;
    progress.max = 1;
    progress.setAttribute("aria-label", file.name);
    row.append(name, progress);
    form.querySelector(".ev-sending").append(row);
    try {
      const request = await post(form, file, progress);
      const part = isFragment(request);
      if (!part) {
        const reason = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main p");
        said.push(line(`${file.name}: ${reason ? reason.textContent : form.dataset.lost}`, "banner-bad"));
        return null;
      }
      said.push(...part.querySelectorAll(".ev-outcomes > li"));
      return part;
    } catch {
      said.push(line(`${file.name}: ${form.dataset.lost}`, "banner-bad"));
      return null;
    } finally {
      row.remove();
    }
  };

  const send = async (form, files) => {
    if (form.dataset.busy || files.length === 0) return;
    form.dataset.busy = "1";
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    const said = [];
    let newest = null;
    for (const file of files) newest = (await sendOne(form, file, said)) || newest;
    const here = form.closest("#evidence");
    const next = newest || here;
    next.querySelector(".ev-outcomes").replaceChildren(...said);
    if (newest) {
      here.replaceWith(newest);
    } else {
      delete form.dataset.busy;
      for (const button of form.querySelectorAll("button")) button.disabled = false;
      for (const input of form.querySelectorAll("input[type=file]")) input.value = "";
    }
    ready();
  };

  const picked = (form) => [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);

  const formOf = (event) => (event.target instanceof Element ? event.target.closest(".ev-form") : null);

  document.addEventListener("submit", (event) => {
    const form = formOf(event);
    if (!form || picked(form).length === 0) return;
    event.preventDefault();
    send(form, picked(form));
  });

  document.addEventListener("dragover", (event) => {
    const form = formOf(event);
    if (!form || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("ev-over");
  });

  document.addEventListener("dragleave", (event) => {
    const form = formOf(event);
    if (form && !form.contains(event.relatedTarget)) form.classList.remove("ev-over");
  });

  document.addEventListener("drop", (event) => {
    const form = formOf(event);
    if (!form) return;
    event.preventDefault();
    form.classList.remove("ev-over");
    send(form, [...event.dataTransfer.files]);
  });

  const ready = () => {
    for (const form of document.querySelectorAll(".ev-form")) form.classList.add("ev-live");
  };
  ready();
})();
