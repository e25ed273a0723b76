// Saves what is typed a moment later, with the version that it was typed on; never overwrites.
const WAIT = 1200; // milliseconds of rest before saving
const AGAIN = 3000; // milliseconds until the next try without a connection
const NAMES = ["discussion", "decision", "notes"];

export function start(form, { board, say }) {
  const state = form.querySelector("[data-save-state]");
  const conflict = form.querySelector("[data-conflict]");
  const base = (name) => form.elements[`base-${name}`];
  const changed = () => NAMES.some((name) => form.elements[name].value !== base(name).value);
  let timer = 0;
  let sending = false;
  let theirs = null;

  const later = (time = WAIT) => { clearTimeout(timer); timer = setTimeout(save, time); };
  const mark = () => {
    form.toggleAttribute("data-dirty", changed());
    state.textContent = changed() ? board.dataset.typing : state.textContent;
  };

  async function save() {
    if (sending || theirs || !changed() || !form.isConnected) return;
    sending = true;
    const typed = Object.fromEntries(NAMES.map((name) => [name, form.elements[name].value]));
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body: new FormData(form), headers: { "X-Cockpit": "json" } });
      if (answer.redirected) { say(board.dataset.login, true); later(AGAIN); return; }
      const told = await answer.json();
      if (answer.status === 409) { show(told); return; }
      if (!answer.ok) {
        say(told.errors.join(" "), true);
        if (answer.status >= 500) later(AGAIN);
        return;
      }
      form.elements.version.value = told.version;
      for (const name of NAMES) base(name).value = typed[name];
      state.textContent = board.dataset.saved;
      mark();
      if (changed()) later();
    } catch {
      say(board.dataset.offline, true);
      later(AGAIN);
    } finally {
      sending = false;
    }
  }

  function show(told) {
    theirs = told;
    const box = conflict.querySelector("[data-conflict-text]");
    box.replaceChildren(...NAMES.filter((name) => told.current[name] !== base(name).value).map((name) => {
      const line = document.createElement("p");
      line.textContent = told.current[name];
      return line;
    }));
    conflict.hidden = false;
    conflict.querySelector("button").focus();
  }

  conflict.addEventListener("click", (event) => {
    const keep = event.target.closest("[data-keep]")?.dataset.keep;
    if (!keep || !theirs) return;
    form.elements.version.value = theirs.version;
    for (const name of NAMES) {
      const untouched = form.elements[name].value === base(name).value;
      if (keep === "theirs" || untouched) form.elements[name].value = theirs.current[name];
      base(name).value = theirs.current[name];
    }
    theirs = null;
    conflict.hidden = true;
    form.elements.discussion.focus();
    mark();
    later(0);
  });

  form.addEventListener("input", () => { mark(); later(); });
  // A submit button saves at once and the same way.
  form.addEventListener("submit", (event) => { event.preventDefault(); event.stopPropagation(); later(0); });
  window.addEventListener("beforeunload", (event) => { if (form.isConnected && changed()) event.preventDefault(); });
}
