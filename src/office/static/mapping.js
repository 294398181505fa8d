// Arrow keys go from cell to cell; Enter follows the link, as everywhere.
"use strict";

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function beside(link, [down, right]) {
  const cell = link.closest("td");
  const row = cell.parentElement;
  const table = row.closest("table");
  let at = cell;
  let line = row;
  for (;;) {
    if (right) at = right > 0 ? at.nextElementSibling : at.previousElementSibling;
    if (down) {
      line = table.rows[line.rowIndex + down];
      at = line?.cells[Math.min(cell.cellIndex, (line?.cells.length ?? 1) - 1)];
    }
    if (!at) return null;
    const found = at.querySelector("a[data-cell]");
    if (found) return found;
  }
}

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  if (!step || !event.target.matches("[data-cells] a[data-cell]")) return;
  const next = beside(event.target, step);
  if (!next) return;
  event.preventDefault();
  next.focus();
});
