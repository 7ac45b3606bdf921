// Brings a page's charts to life when they are scrolled to; until then, and without scripts,
// each shows the static drawing that is already in the page.
(() => {
  const root = document.documentElement.dataset.content_root || "./";
  let library;

  function loadLibrary() {
    library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root}_static/vega.js`;
      script.onload = () => resolve(window.vega);
      script.onerror = () => reject(new Error(`${script.src} could not be loaded`));
      document.head.append(script);
    });
    return library;
  }

  async function start(chart) {
    const vega = await loadLibrary();
    const program = JSON.parse(chart.querySelector(".chart-program").textContent);
    const image = document.createElement("div");
    image.setAttribute("role", "img");
    image.setAttribute("aria-label", chart.getAttribute("aria-label"));
    const target = document.createElement("div"); // Vega writes its own role on this one
    image.append(target);
    chart.querySelector(".chart-view").append(image);
    const view = new vega.View(vega.parse(program), { renderer: "svg", hover: true });
    view.initialize(target, chart.querySelector(".chart-controls"));

    if (typeof program.width === "number") {
      const margins = 72;
      const fit = () => {
        const room = chart.clientWidth - margins;
        if (room > 0) view.width(Math.min(program.width, room)).runAsync();
      };
      new ResizeObserver(fit).observe(chart);
    }
    const readout = chart.querySelector(".chart-readout");
    if ((program.signals || []).some((signal) => signal.name === "readout")) {
      const say = () => { readout.textContent = view.signal("readout"); };
      view.addSignalListener("readout", say);
      await view.runAsync();
      say();
    }
    await view.runAsync();
    chart.classList.add("chart-live");
  }

  addEventListener("DOMContentLoaded", () => {
    const near = new IntersectionObserver((entries) => {
      for (const entry of entries.filter((e) => e.isIntersecting)) {
        near.unobserve(entry.target);
        start(entry.target);
      }
    }, { rootMargin: "200px" });
    document.querySelectorAll(".chart").forEach((chart) => near.observe(chart));
  });
})();
