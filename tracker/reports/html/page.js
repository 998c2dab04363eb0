"use strict";
// The filter, and nothing else: without it everybody is shown.
(() => {
  const form = document.querySelector("form");
  if (!form) return;
  const rows = {};
  for (const link of document.querySelectorAll(".rows tbody th a")) {
    (rows[link.hash.slice(1)] ??= []).push(link.closest("tr"));
  }
  const people = Array.from(document.querySelectorAll("article.person"), (article) => ({
    article,
    rows: rows[article.id] ?? [],
    text: article.querySelector("header").textContent.toLowerCase(),
    judged: article.dataset.judged.split(" ").map((one) => one.split(":")),
    changed: "changed" in article.dataset,
  }));
  const tables = document.querySelectorAll(".standing");
  const status = form.querySelector("[role=status]");
  const apply = () => {
    const { text, tier, outcome, changed } = form.elements;
    const wanted = text.value.trim().toLowerCase();
    let shown = 0;
    for (const one of people) {
      const fits =
        one.text.includes(wanted) &&
        ((!tier.value && !outcome.value) ||
          one.judged.some(([t, o]) => (!tier.value || t === tier.value) && (!outcome.value || o === outcome.value))) &&
        (!changed?.checked || one.changed);
      one.article.hidden = !fits;
      for (const row of one.rows) row.hidden = !fits;
      shown += fits;
    }
    for (const table of tables) table.hidden = !table.querySelector("tbody tr:not([hidden])");
    status.textContent = `${shown} of ${people.length} people shown`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
})();
