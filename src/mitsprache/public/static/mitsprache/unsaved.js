// Warns before a page with unsaved input is left. Forms ask for it with data-warn-unsaved; a form that
// comes back with errors (data-unsaved) holds unsaved input from the start.
const changed = new Set();

for (const form of document.querySelectorAll("form[data-warn-unsaved]")) {
  if ("unsaved" in form.dataset || form.querySelector(".ms-errors")) changed.add(form);
  form.addEventListener("input", () => changed.add(form));
  form.addEventListener("change", () => changed.add(form));
  form.addEventListener("reset", () => changed.delete(form));
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) changed.delete(form);
  });
}

addEventListener("beforeunload", (event) => {
  if (changed.size > 0) event.preventDefault();
});

// Coming back through the history cache after a save must not warn about what was sent.
addEventListener("pageshow", (event) => {
  if (event.persisted) changed.clear();
});
