// The minute taker's page: sends forms without leaving the page, shows what others changed, keys.
// Without this script every form works by itself.
import { start as autosave } from "./autosave.js";
import { start as rollcall } from "./rollcall.js";

const board = document.querySelector("[data-cockpit]");
const EVERY = 2000; // milliseconds between two looks for what others changed

function say(text, bad = false) {
  const line = board.querySelector("[data-line]");
  line.textContent = text;
  line.classList.toggle("ms-cockpit__line--bad", bad);
}

// Tokens differ in every answer, so they are left out when two states of a part are compared.
const plain = (part) => part.innerHTML.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");
const received = new Map();
const busy = (part) => part.querySelector("[data-dirty]") || part.querySelector("[data-waiting]");

function selector(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  if (!element.name) return "";
  return `[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]`;
}

function take(html, own = null) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const fresh = answer.querySelector("[data-cockpit]");
  if (!fresh) { say(board.dataset.offline, true); return; }
  board.dataset.version = fresh.dataset.version;
  for (const part of fresh.querySelectorAll("[data-part]")) {
    const name = part.dataset.part;
    const here = board.querySelector(`[data-part="${name}"]`);
    const now = plain(part);
    if (received.get(name) === now || (busy(here) && here !== own)) continue;
    const inside = here.contains(document.activeElement);
    if (inside && here !== own && document.activeElement.matches("input, textarea, select")) continue;
    const focus = inside ? selector(document.activeElement) : "";
    const open = [...here.querySelectorAll("details[open]")].map((one) => one.id);
    here.innerHTML = part.innerHTML;
    received.set(name, now);
    for (const id of open) here.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
    begin(here);
    if (inside) refocus(here, focus);
  }
  const notices = [...answer.querySelectorAll(".ms-notices .ms-notice")];
  if (notices.length) say(notices.map((one) => one.textContent.trim()).join(" "), notices.some((one) => one.matches(".ms-notice--danger")));
}

function refocus(part, focus) {
  const title = part.querySelector("h2");
  const target = (focus && part.querySelector(focus)) || part.querySelector("[data-rollcall] button") || title;
  if (target === title) title.tabIndex = -1;
  target.focus({ preventScroll: target === title });
}

async function send(form, button, tries = 3) {
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  const address = button?.getAttribute("formaction") || form.getAttribute("action");
  board.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { method: "POST", body: data, headers: { "X-Cockpit": "page" } });
    if (answer.redirected) { say(board.dataset.login, true); return; }
    take(await answer.text(), answer.ok ? form.closest("[data-part]") : null);
    if (answer.status === 503 && tries) setTimeout(send, EVERY, form, button, tries - 1);
  } catch {
    say(board.dataset.offline, true);
  } finally {
    board.removeAttribute("aria-busy");
  }
}

board?.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-act]")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

async function refresh() {
  const answer = await fetch(board.dataset.here, { headers: { "X-Cockpit": "page" } });
  if (answer.ok && !answer.redirected) take(await answer.text());
}

async function look() {
  try {
    const answer = await fetch(board.dataset.state);
    if (answer.redirected) { say(board.dataset.login, true); return; }
    const { version } = await answer.json();
    if (String(version) !== board.dataset.version) await refresh();
  } catch {
    say(board.dataset.offline, true);
  }
}

function begin(root) {
  const tools = { board, say, refresh };
  for (const form of root.querySelectorAll("[data-autosave]")) autosave(form, tools);
  for (const form of root.querySelectorAll("[data-rollcall]")) rollcall(form, tools);
}

// Keys: single letters, only outside fields; they can be switched off (WCAG 2.1.4).
const OFF = "mitsprache-tasten";
function keys() {
  const list = board.querySelector("#tasten");
  const box = board.querySelector("#keys_on");
  board.querySelector("[data-keys-switch]").hidden = false;
  box.checked = localStorage.getItem(OFF) !== "aus";
  box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "an" : "aus"));
  const show = () => { list.open = true; list.querySelector("summary").focus(); };
  const opener = document.querySelector("[data-keys-open]");
  if (opener) { opener.hidden = false; opener.addEventListener("click", show); }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const field = event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");
    if (event.key === "Escape" && field) { field.blur(); return; }
    if (field || !box.checked) return;
    if (event.key === "?") { event.preventDefault(); show(); return; }
    if (!/^[a-z]$/i.test(event.key) || event.target.closest("[data-rollcall]")) return;
    const target = board.querySelector(`[data-key="${event.key.toLowerCase()}"]`) ??
      (event.key.toLowerCase() === "a" ? board.querySelector("[data-rollcall] button") : null);
    if (!target) return;
    event.preventDefault();
    if (target.matches("button")) (target.type === "submit" && target.dataset.key ? target.click() : target.focus());
    else target.focus();
  });
}

if (board) {
  for (const part of board.querySelectorAll("[data-part]")) received.set(part.dataset.part, plain(part));
  begin(board);
  keys();
  setInterval(look, EVERY);
}
