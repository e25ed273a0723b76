// Follows a job that the page waits for. Without this a link loads the page anew.
const box = document.querySelector("[data-job]");
const bar = box?.querySelector("progress");
const words = box?.querySelector("[data-job-message]");
const PAUSE = 1500;

async function look() {
  try {
    const answer = await fetch(`${location.pathname}?stand=1`, { headers: { Accept: "application/json" } });
    if (answer.ok) {
      const job = await answer.json();
      if (job.over) {
        location.reload();
        return;
      }
      bar.value = job.percent;
      if (job.message && words.textContent !== job.message) words.textContent = job.message;
    }
  } catch {
    // The line is down for a moment; the next look may find it again.
  }
  setTimeout(look, PAUSE);
}

if (bar && words) setTimeout(look, PAUSE);
