// Loaded as a plain script in the head, before anything is painted, so that a dark page never flashes white.
try {
  const theme = localStorage.getItem("tandem-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage can be forbidden; then the page follows the system.
}
