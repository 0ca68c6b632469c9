/* Passkeys: which form does what; the talking to the browser is allauth's own file. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.allauth || !window.PublicKeyCredential) return;
  form.hidden = false;

  const ids = { credential: "passkey-credential", data: "passkey-options" };
  const { addForm, authenticateForm, loginForm } = window.allauth.webauthn.forms;
  const begin = {
    login: () => loginForm({ ids: { ...ids, login: "passkey-button" } }),
    check: () => authenticateForm({ ids: { ...ids, authenticate: "passkey-button" } }),
    add: () => addForm({ ids: { ...ids, add: "passkey-button", passwordless: "id_passwordless" } }),
  };
  begin[form.dataset.passkey]();

  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    form.querySelector("[data-passkey-fault]").hidden = false;
  });
})();
