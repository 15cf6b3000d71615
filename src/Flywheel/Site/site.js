// What the pages can do besides being read: a switch between light and dark, tables that are sorted and filtered. Without it nothing is missing
// but this. It asks for nothing from outside, and writes text as text.
(() => {
  "use strict";

  const root = document.documentElement;
  const key = "flywheel-scheme";

  // A browser may refuse to remember anything for pages that are files; the switch then holds for one page.
  const remembered = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const remember = (scheme) => { try { localStorage.setItem(key, scheme); } catch { /* the page at hand follows all the same */ } };

  // Before the first drawing, so that no page flashes in the other scheme.
  const chosen = remembered();
  if (chosen === "light" || chosen === "dark") root.dataset.scheme = chosen;

  const isDark = () => root.dataset.scheme ? root.dataset.scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  const element = (name, text = "", attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    return made;
  };

  const addSwitch = () => {
    const button = element("button", "", { type: "button", id: "scheme" });
    const name = () => { button.textContent = isDark() ? "Light pages" : "Dark pages"; };
    button.addEventListener("click", () => {
      root.dataset.scheme = isDark() ? "light" : "dark";
      remember(root.dataset.scheme);
      name();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
    name();
    document.querySelector(".top").append(button);
  };

  const valueOf = (row, column) => row.cells[column].dataset.by ?? row.cells[column].textContent.trim();

  // Numbers by size, words by letters; what is missing comes last, whichever way round.
  const compare = (left, right, direction) => {
    const isMissing = (text) => text === "" || text === "–";
    if (isMissing(left) || isMissing(right)) return isMissing(left) - isMissing(right);
    const [a, b] = [Number(left), Number(right)];
    const order = Number.isNaN(a) || Number.isNaN(b) ? (left < right ? -1 : left > right ? 1 : 0) : a - b;
    return direction === "ascending" ? order : -order;
  };

  const addSorting = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = element("button", head.textContent, { type: "button" });
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const direction = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", direction);
        const rows = [...table.tBodies[0].rows];
        rows.sort((left, right) => compare(valueOf(left, column), valueOf(right, column), direction));
        table.tBodies[0].append(...rows);
      });
    });
  };

  const addFilter = (box, table) => {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < 5) return;
    const label = element("label", "Filter ");
    const input = element("input", "", { type: "search", "aria-label": `Filter ${box.getAttribute("aria-label")}` });
    const count = element("output");
    label.append(input);
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        shown += row.hidden ? 0 : 1;
      }
      count.textContent = words.length === 0 ? "" : `${shown} of ${rows.length}`;
    });
    const line = element("div", "", { class: "filter" });
    line.append(label, count);
    box.before(line);
  };

  document.addEventListener("DOMContentLoaded", () => {
    addSwitch();
    for (const box of document.querySelectorAll("[data-table]")) {
      const table = box.querySelector("table");
      addSorting(table);
      addFilter(box, table);
    }
  });
})();
