// Sets the theme one chose before the first paint; a plain script, since modules run too late for that.
(() => {
  try {
    const theme = JSON.parse(localStorage.getItem("congdoan.theme"));
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is closed in some private windows: the system's theme holds.
  }
})();
