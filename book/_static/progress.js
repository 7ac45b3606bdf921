// Remembers on the reader's own device which pages were read to the end, and shows it in the
// contents and on the landing page. Nothing leaves the browser.
(() => {
  const KEY = "data-before-models.read";

  function load() {
    try { return new Set(JSON.parse(localStorage.getItem(KEY) || "[]")); } catch { return new Set(); }
  }
  function save(read) {
    try { localStorage.setItem(KEY, JSON.stringify([...read])); } catch { /* storage is off */ }
  }
  const nameOf = (link) => new URL(link.href).pathname;
  const here = () => location.pathname;

  function show() {
    const read = load();
    const links = [...document.querySelectorAll(".bd-docs-nav a.internal")];
    const names = new Set(links.map(nameOf));
    for (const link of links) {
      const done = read.has(nameOf(link));
      link.classList.toggle("page-read", done);
      let note = link.querySelector(".visually-hidden");
      if (done && !note) {
        note = document.createElement("span");
        note.className = "visually-hidden";
        note.textContent = " (read)";
        link.append(note);
      } else if (!done && note) note.remove();
    }
    for (const box of document.querySelectorAll(".reading-progress")) {
      const count = [...names].filter((name) => read.has(name)).length;
      box.innerHTML = `<span id="reading-label">You have read ${count} of ${names.size} pages.</span>
        <progress max="${names.size}" value="${count}" aria-labelledby="reading-label"></progress>
        <button type="button">Forget</button>`;
      box.querySelector("button").onclick = () => { save(new Set()); show(); };
    }
  }

  addEventListener("DOMContentLoaded", () => {
    show();
    const end = document.querySelector(".prev-next-footer");
    if (!end) return;
    new IntersectionObserver(([entry], observer) => {
      if (!entry.isIntersecting || scrollY === 0) return;
      observer.disconnect();
      save(load().add(here()));
      show();
    }).observe(end);
  });
})();
