// Whatever scrolls inside the page can be reached, and so scrolled, with the keyboard. The theme
// sees to code and tables when the window's size changes, but measures before its sidebar has
// moved; and it does not know figures, charts and equations. So each box is watched itself.
(() => {
  const BOXES = "pre, .cell_output > .output, .figure-scroll, .chart-view, mjx-container, div.math";
  const watch = new ResizeObserver((entries) => {
    for (const { target: box } of entries) {
      const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
      if (scrolls) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  });
  const watchAll = () => document.querySelectorAll(BOXES).forEach((box) => watch.observe(box));
  addEventListener("load", () => {
    watchAll();
    window.MathJax?.startup?.promise.then(watchAll);
  });
})();
