// Runs before the first paint: puts the theme a visitor chose earlier on <html>, so that the page
// does not flash in the other one. Everything else is in theme.js.
try {
  const theme = localStorage.getItem("mitsprache-theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden here: the system's wish stands.
}
