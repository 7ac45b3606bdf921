// The search page shows the text around a hit. It reads whole pages for that, so leave out what
// is not text: the buttons above an article, its drawings and the way to the next page.
addEventListener("DOMContentLoaded", () => {
  if (typeof Search === "undefined") return;
  const NOT_TEXT = ".bd-header-article, .onlyprint, .prev-next-footer, .bd-sidebar-secondary, " +
    ".bd-footer-content, svg, .chart-controls, .try-it";
  const textOf = Search.htmlToText;
  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll(NOT_TEXT).forEach((element) => element.remove());
    // A name of a helper has dots, which would be read as classes.
    const exact = anchor ? `#${CSS.escape(anchor.slice(1))}` : anchor;
    return textOf(page.documentElement.outerHTML, exact);
  };
});
