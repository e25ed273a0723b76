// Lists: counts the ticked rows. Long selects: an input above that narrows the options.
for (const form of document.querySelectorAll("form[data-bulk]")) {
  const count = form.querySelector("[data-bulk-count]");
  if (!count) continue;
  const show = () => {
    const ticked = form.querySelectorAll("input[name=auswahl]:checked").length;
    count.textContent = ticked ? `${count.dataset.label} ${ticked}` : "";
  };
  form.addEventListener("change", show);
  show();
}

for (const select of document.querySelectorAll("select[data-narrow]")) {
  const options = [...select.options];
  if (options.length <= Number(select.dataset.narrow)) continue;
  const input = document.createElement("input");
  input.type = "search";
  input.className = "ms-narrow";
  input.autocomplete = "off";
  input.placeholder = select.dataset.narrowLabel;
  input.setAttribute("aria-label", `${select.labels[0]?.firstChild?.textContent.trim() ?? ""}: ${input.placeholder}`);
  input.setAttribute("aria-controls", select.id);
  input.addEventListener("input", (event) => {
    event.stopPropagation(); // narrowing changes nothing that could be lost
    const wanted = input.value.toLocaleLowerCase();
    const chosen = select.value;
    select.replaceChildren(
      ...options.filter((option) => !option.value || option.value === chosen || option.text.toLocaleLowerCase().includes(wanted)),
    );
    select.value = chosen;
  });
  select.before(input);
}
