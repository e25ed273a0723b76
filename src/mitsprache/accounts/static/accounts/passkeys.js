// Shows what has to do with passkeys where the browser can do them, and says in words what went
// wrong. The ceremony itself is allauth's (mfa/js/webauthn.js), which reports errors as an event.
const problem = document.querySelector("[data-passkey-problem]");
const forms = document.querySelectorAll("[data-passkey]");
const isName = !/^[\d.]+$|^\[/.test(location.hostname);
const possible = window.isSecureContext && "PublicKeyCredential" in window && isName;

function say(text) {
  problem.textContent = text;
  problem.hidden = false;
}

for (const form of forms) form.hidden = !possible;
if (!possible && !document.querySelector("form.ms-form:not([data-passkey])")) {
  say(problem.dataset.impossible);
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const name = event.detail.exception?.name;
  if (name === "NotAllowedError" || name === "AbortError") say(problem.dataset.cancelled);
  else if (name === "InvalidStateError") say(problem.dataset.known);
  else say(problem.dataset.failed);
});
