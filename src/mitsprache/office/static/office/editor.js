// Turns the textareas of long texts into an editor (Trix). Without this script they stay textareas
// with HTML. The textarea remains the form's field; the editor writes into it.
const { Trix } = window;
const { blockAttributes, textAttributes } = Trix.config;
blockAttributes.default = { tagName: "p", parse: false, breakOnReturn: true };
const heading = (tagName) => ({ tagName, terminal: true, breakOnReturn: true, group: false });
blockAttributes.heading1 = heading("h2");
blockAttributes.heading2 = heading("h3");
blockAttributes.heading3 = heading("h4");
delete blockAttributes.code;
delete textAttributes.strike;

const template = document.getElementById("editor-toolbar");
let number = 0;

function labelOf(textarea) {
  const label = textarea.labels[0];
  if (label && !label.id) label.id = `${textarea.id}_label`;
  return label;
}

function enhance(textarea) {
  const toolbar = document.createElement("trix-toolbar");
  toolbar.id = `editor-toolbar-${++number}`;
  toolbar.append(template.content.cloneNode(true));
  const editor = document.createElement("trix-editor");
  editor.setAttribute("toolbar", toolbar.id);
  editor.setAttribute("input", textarea.id);
  editor.setAttribute("role", "textbox");
  editor.setAttribute("aria-multiline", "true");
  for (const name of ["lang", "dir", "aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) editor.setAttribute(name, textarea.getAttribute(name));
  }
  const label = labelOf(textarea);
  if (label) {
    editor.setAttribute("aria-labelledby", label.id);
    toolbar.firstElementChild.setAttribute("aria-label", `${toolbar.firstElementChild.getAttribute("aria-label")}: ${label.firstChild.textContent.trim()}`);
    label.addEventListener("click", (event) => {
      event.preventDefault();
      editor.focus();
    });
  }
  // The summary of errors links to the textarea's id.
  textarea.addEventListener("focus", () => editor.focus());
  for (const link of document.querySelectorAll(`.ms-errors a[href="#${CSS.escape(textarea.id)}"]`)) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      editor.focus();
    });
  }

  let ready = false;
  editor.addEventListener("trix-initialize", () => {
    ready = true;
  });
  editor.addEventListener("trix-change", () => {
    if (ready) textarea.dispatchEvent(new Event("input", { bubbles: true }));
  });
  editor.addEventListener("trix-file-accept", (event) => event.preventDefault());
  textarea.hidden = true;
  const box = document.createElement("div");
  box.className = "ms-editor";
  box.append(toolbar, editor);
  textarea.after(box);

  // Trix listens to the mouse; Enter and Space on a button come as clicks without one.
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-trix-attribute], [data-trix-action]");
    if (button && event.detail === 0) button.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true }));
  });
  const buttons = toolbar.querySelectorAll("[data-trix-attribute]");
  const observer = new MutationObserver(() => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.hasAttribute("data-trix-active")));
  });
  for (const button of buttons) {
    button.setAttribute("aria-pressed", "false");
    observer.observe(button, { attributes: true, attributeFilter: ["data-trix-active"] });
  }
}

for (const textarea of document.querySelectorAll("textarea[data-rich]")) enhance(textarea);
