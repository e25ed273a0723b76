// A roll call by one key each: J, N, E. Every word waits in this browser until the server has it, so
// that a reload or a lost connection loses none.
const CHOICES = { j: "yes", n: "no", e: "abstain" };
const TRIES = [500, 1000, 2000, 5000]; // milliseconds until the next try

const said = new Map(); // what was said in this window, by vote, so that it can be taken back

export function start(form, { board, say, refresh }) {
  const store = `mitsprache-namentlich-${form.dataset.rollcall}`;
  const rows = [...form.querySelectorAll("[data-call]")];
  const row = (id) => rows.find((one) => one.dataset.call === id);
  const read = () => JSON.parse(localStorage.getItem(store) ?? "[]");
  const write = (queue) => (queue.length ? localStorage.setItem(store, JSON.stringify(queue)) : localStorage.removeItem(store));
  if (!said.has(store)) said.set(store, []);
  const done = said.get(store);
  let sending = false;
  let failed = 0;

  function paint() {
    const waiting = new Map(read().map((entry) => [entry.id, entry.choice]));
    const counts = { yes: 0, no: 0, abstain: 0, missing: 0 };
    for (const one of rows) {
      const choice = waiting.has(one.dataset.call) ? waiting.get(one.dataset.call) : one.dataset.choice;
      counts[choice || "missing"] += 1;
      for (const button of one.querySelectorAll("[name=ballot]")) {
        const own = button.value.endsWith(`:${choice}`) && choice !== "";
        button.setAttribute("aria-pressed", String(own));
        button.classList.toggle("ms-cockpit__choice--waiting", own && waiting.has(one.dataset.call));
      }
    }
    for (const [name, count] of Object.entries(counts)) form.querySelector(`[data-count=${name}]`).textContent = count;
    form.toggleAttribute("data-waiting", waiting.size > 0);
  }

  // choice "" takes the word back.
  function record(id, choice) {
    const queue = read().filter((entry) => entry.id !== id);
    queue.push({ id, choice });
    write(queue);
    if (choice) done.push(id);
    paint();
    const name = row(id).querySelector("th").textContent.trim();
    const pressed = row(id).querySelector(`[name=ballot][value="${id}:${choice}"]`);
    say(`${name}: ${pressed ? pressed.firstChild.textContent.trim() : "–"}`);
    flush();
  }

  async function flush() {
    if (sending) return;
    sending = true;
    try {
      while (form.isConnected && read().length) {
        const [entry] = read();
        if (!(await deliver(entry))) break;
      }
    } finally {
      sending = false;
    }
  }

  async function deliver(entry) {
    const one = row(entry.id);
    const forget = () => write(read().filter((other) => other.id !== entry.id || other.choice !== entry.choice));
    if (!one) { forget(); return true; }
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("vote", form.elements.vote.value);
    data.set(`expected-${entry.id}`, one.dataset.choice);
    if (entry.choice) data.set("ballot", `${entry.id}:${entry.choice}`);
    else data.set("take_back", entry.id);
    try {
      const answer = await fetch(entry.choice ? form.dataset.cast : form.dataset.undo, { method: "POST", body: data, headers: { "X-Cockpit": "json" } });
      if (answer.redirected || answer.status === 403) { say(board.dataset.login, true); return again(); }
      if (answer.status >= 500) return again();
      const told = await answer.json();
      if (answer.ok) {
        one.dataset.choice = entry.choice;
        forget();
      } else {
        forget();
        say(told.errors.join(" "), true);
        paint();
        await refresh();
      }
      failed = 0;
      paint();
      return true;
    } catch {
      return again();
    }
  }

  function again() {
    say(`${board.dataset.pending} ${read().length}`, true);
    setTimeout(flush, TRIES[Math.min(failed, TRIES.length - 1)]);
    failed += 1;
    return false;
  }

  function next(from) {
    const after = rows.slice(rows.indexOf(from) + 1);
    const missing = (one) => !one.querySelector("[aria-pressed=true]");
    const target = after.find(missing) ?? rows.find(missing);
    if (target) target.querySelector("button").focus();
    else document.querySelector("#schliessen")?.focus();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    const [id, choice = ""] = button.value.split(":");
    record(id, choice);
    if (choice) next(row(id));
  });
  form.addEventListener("keydown", (event) => {
    const here = event.target.closest("[data-call]");
    if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = CHOICES[event.key.toLowerCase()];
    if (choice) {
      event.preventDefault();
      record(here.dataset.call, choice);
      next(here);
    } else if (event.key === "Backspace") {
      event.preventDefault();
      const last = done.pop();
      if (!last) { say(board.dataset.undoNone); return; }
      record(last, "");
      row(last).querySelector("button").focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = rows[rows.indexOf(here) + (event.key === "ArrowDown" ? 1 : -1)];
      step?.querySelector("button").focus();
    }
  });
  paint();
  flush();
}
