// Drags an item of an agenda to another place, by mouse, pen or finger. Buttons do the same without it.
// Sends one form with the new place; the page that comes back shows it.
const agenda = document.querySelector("[data-agenda]");
const form = agenda?.querySelector("[data-agenda-place]");
const says = agenda?.querySelector("[data-agenda-says]");
const INDENT = 48; // pixels to the inner side that mean 'below this item'

const EDGE = 64; // pixels from the edge of the window from which on the page scrolls along

let dragged = null;
let pointer = null; // where it is in the window
let target = null; // {list, before, into}: where it would land
let spoken = "";

function say(words, item) {
  const text = words.replace("{item}", item?.dataset.title ?? "");
  if (text !== spoken) says.textContent = spoken = text;
}

function clear() {
  for (const name of ["before", "after", "into"]) {
    for (const item of agenda.querySelectorAll(`.ms-agendaedit__item--${name}`)) item.classList.remove(`ms-agendaedit__item--${name}`);
  }
  target = null;
}

// The item whose own row lies under the pointer, within the part that the dragged one belongs to.
function itemAt(x, y) {
  const item = document.elementFromPoint(x, y)?.closest(".ms-agendaedit__item");
  const inPart = item && item.closest("[data-part]") === dragged.closest("[data-part]");
  return inPart && !dragged.contains(item) ? item : null;
}

function aim(x, y) {
  clear();
  const item = itemAt(x, y);
  if (!item) return say(agenda.dataset.sayBack);
  const row = item.querySelector(":scope > .ms-agendaedit__row").getBoundingClientRect();
  const rtl = getComputedStyle(item).direction === "rtl";
  const inwards = (rtl ? row.right - x : x - row.left) > INDENT;
  const inner = item.querySelector(":scope > ol");
  if (y < row.top + row.height / 3) {
    target = { list: item.parentElement, before: item };
    item.classList.add("ms-agendaedit__item--before");
    say(agenda.dataset.sayBefore, item);
  } else if (inwards && (inner.children.length > 0 || y < row.top + (row.height * 2) / 3)) {
    target = { list: inner, before: null, into: item };
    item.classList.add("ms-agendaedit__item--into");
    say(agenda.dataset.sayIn, item);
  } else {
    target = { list: item.parentElement, before: item.nextElementSibling };
    item.classList.add("ms-agendaedit__item--after");
    say(agenda.dataset.sayAfter, item);
  }
}

// Scrolls while the pointer rests near an edge, and aims anew at what comes under it.
function scrollAlong() {
  if (!dragged) return;
  const step = pointer.y < EDGE ? -12 : pointer.y > innerHeight - EDGE ? 12 : 0;
  if (step !== 0) {
    scrollBy({ top: step, behavior: "instant" });
    aim(pointer.x, pointer.y);
  }
  requestAnimationFrame(scrollAlong);
}

function drop() {
  const { list, before } = target;
  const siblings = [...list.children].filter((item) => item !== dragged);
  const place = before === null ? siblings.length : before === dragged ? siblings.indexOf(dragged.nextElementSibling) : siblings.indexOf(before);
  const values = {
    item: dragged.dataset.item,
    parent: list.closest(".ms-agendaedit__item")?.dataset.item ?? "",
    place: place < 0 ? siblings.length : place,
  };
  for (const [name, value] of Object.entries(values)) form.elements.namedItem(name).value = value;
  form.requestSubmit();
}

function end(event) {
  dragged?.classList.remove("ms-agendaedit__item--dragged");
  const isDrop = event.type === "pointerup" && target;
  if (isDrop) drop();
  clear();
  dragged = null;
}

if (form) {
  for (const item of agenda.querySelectorAll(".ms-agendaedit__item")) {
    const handle = document.createElement("span");
    handle.className = "ms-agendaedit__handle";
    handle.setAttribute("aria-hidden", "true");
    handle.title = agenda.dataset.handle;
    item.querySelector(":scope > .ms-agendaedit__row").prepend(handle);
    handle.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
      dragged = item;
      item.classList.add("ms-agendaedit__item--dragged");
      pointer = { x: event.clientX, y: event.clientY };
      scrollAlong();
    });
    handle.addEventListener("pointermove", (event) => {
      if (dragged !== item) return;
      pointer = { x: event.clientX, y: event.clientY };
      aim(pointer.x, pointer.y);
    });
    for (const name of ["pointerup", "pointercancel"]) handle.addEventListener(name, end);
  }
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !dragged) return;
    clear();
    dragged.classList.remove("ms-agendaedit__item--dragged");
    dragged = null;
    say(agenda.dataset.sayBack);
  });
}
