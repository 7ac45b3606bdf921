// Whatever scrolls inside the page can be reached, and so scrolled, with the keyboard. The theme
// does this for code and tables; here are figures, charts and equations.
(() => {
  const SCROLLERS = ".figure-scroll, .chart-view, mjx-container, div.math";
  function reach() {
    for (const box of document.querySelectorAll(SCROLLERS)) {
      const scrolls = box.scrollWidth > box.clientWidth + 1;
      if (scrolls) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  }
  addEventListener("load", reach);
  addEventListener("resize", reach);
})();
