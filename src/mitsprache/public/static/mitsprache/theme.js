// The switch between light and dark. Without JavaScript it stays hidden and the system's wish counts.
const button = document.querySelector("[data-theme-switch]");
const system = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
}

function show() {
  const dark = isDark();
  const icon = button.querySelector(".ms-icon");
  icon.classList.toggle("ms-icon--light", dark);
  icon.classList.toggle("ms-icon--dark", !dark);
  const label = dark ? button.dataset.labelLight : button.dataset.labelDark;
  button.querySelector("[data-theme-label]").textContent = label;
  button.title = label;
}

if (button) {
  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    root.dataset.theme = theme;
    try {
      localStorage.setItem("mitsprache-theme", theme);
    } catch {
      // Storage is forbidden here: the choice lasts for this page.
    }
    show();
  });
  system.addEventListener("change", show);
  show();
  button.hidden = false;
}
