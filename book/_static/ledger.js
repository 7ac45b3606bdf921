// The filters of the ledger: without scripts every claim is shown.
addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(".ledger-filter");
  if (!form) return;
  const rows = [...document.querySelectorAll("tr.ledger-row")];
  const said = form.querySelector("output");

  function show() {
    const wanted = [form.elements.chapter.value, form.elements.verdict.value].filter(Boolean);
    for (const row of rows) row.hidden = !wanted.every((name) => row.classList.contains(name));
    for (const section of document.querySelectorAll(".ledger-chapter")) {
      section.hidden = !section.querySelector("tr.ledger-row:not([hidden])");
    }
    said.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} claims shown`;
  }

  function reset() { // a link to a claim that is filtered away must still lead to it
    const target = document.getElementById(location.hash.slice(1));
    if (!target?.closest("[hidden]")) return;
    form.reset();
    show();
    target.scrollIntoView();
  }

  form.hidden = false;
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reset);
  show();
});
