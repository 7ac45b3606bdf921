// From a plain folder, browsers show a notebook's text instead of saving it. An archive they save.
addEventListener("DOMContentLoaded", () => {
  if (location.protocol !== "file:") return;
  for (const link of document.querySelectorAll('a[href$=".ipynb"][href*="notebooks/"]')) {
    link.href = link.href.replace(/\.ipynb$/, ".zip");
  }
});
