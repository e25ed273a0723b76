// Follows a session: by a stream of events, else by asking at intervals. Only the parts that became
// different are replaced, so that screen readers announce no more than what is new.

const ASK_EVERY = 5_000;
const TRY_STREAM_AGAIN = 60_000;
const GRACE = 3_000; // a stream that ends after its share comes back within this time

const root = document.querySelector("[data-live]");
if (root) follow(root);

function follow(root) {
  const { source, stream } = root.dataset;
  const shown = partsOf(root.innerHTML);
  let state = root.dataset.state;
  let asking = 0;
  let grace = 0;
  let clock = null;

  function show(html) {
    for (const [name, part] of partsOf(html)) {
      if (shown.get(name) === part) continue;
      shown.set(name, part);
      const target = root.querySelector(`[data-part="${name}"]`);
      if (target) target.innerHTML = part;
    }
    tick();
  }

  function tell(what) {
    for (const text of document.querySelectorAll("[data-when]")) {
      text.hidden = text.dataset.when !== what;
    }
  }

  async function ask() {
    if (document.hidden) return;
    try {
      const answer = await fetch(source, { cache: "no-cache", credentials: "omit" });
      if (answer.status === 404) return reloadSoon();
      if (!answer.ok) throw new Error(String(answer.status));
      show(await answer.text());
      tell("asks");
    } catch {
      tell("lost");
    }
  }

  function askAtIntervals() {
    if (asking) return;
    asking = setInterval(ask, ASK_EVERY);
    ask();
  }

  function connect() {
    if (!("EventSource" in window)) return askAtIntervals();
    const events = new EventSource(`${stream}?seit=${state}`);
    events.addEventListener("open", () => {
      clearTimeout(grace);
      clearInterval(asking);
      asking = 0;
      tell("live");
    });
    events.addEventListener("message", (event) => {
      state = event.lastEventId;
      show(event.data);
    });
    events.addEventListener("ende", () => {
      events.close();
      reloadSoon();
    });
    events.addEventListener("error", () => {
      clearTimeout(grace);
      grace = setTimeout(askAtIntervals, GRACE);
      if (events.readyState === EventSource.CLOSED) setTimeout(connect, TRY_STREAM_AGAIN);
    });
  }

  // The speaker's time runs by the server's clock, whatever the device's clock says.
  async function askForClock() {
    clock = 0;
    try {
      const answer = await fetch(source, { method: "HEAD", cache: "no-store", credentials: "omit" });
      const date = Date.parse(answer.headers.get("Date") ?? "");
      if (!Number.isNaN(date)) clock = date - Date.now();
    } catch {
      // the device's own clock has to do
    }
  }

  function tick() {
    const timer = root.querySelector("[data-ends]");
    if (!timer) return;
    if (clock === null) askForClock();
    const seconds = Math.round((Date.parse(timer.dataset.ends) - Date.now() - clock) / 1000);
    const left = timer.querySelector("[data-left]");
    const rest = Math.abs(seconds);
    const sign = seconds < 0 ? "−" : "";
    left.textContent = `${sign}${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, "0")}`;
    left.hidden = false;
    timer.classList.toggle("ms-live__timer--over", seconds < 0);
  }

  connect();
  tick();
  setInterval(tick, 1_000);
}

function partsOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return new Map(
    [...page.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part.innerHTML]),
  );
}

// Not all at the same moment.
function reloadSoon() {
  setTimeout(() => location.reload(), 1_000 + Math.random() * 5_000);
}
