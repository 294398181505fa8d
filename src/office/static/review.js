// Working through a reading: one part open at a time, by mouse or by key. Without it every link and
// form of the page still works.
"use strict";

(() => {
  const panes = document.getElementById("panes");
  if (!panes) return;
  const list = document.getElementById("list");
  const plan = document.getElementById("plan-text");
  const error = document.getElementById("review-error");
  const narrow = matchMedia("(max-width: 999px)");
  const marked = new Map(); // mark of a part → the stretches of the text that it covers
  let tab = "statements";
  let here = null; // the mark of the part that was opened last: where j and k go on from
  let forward = false; // whether the decision that is under way leads on to the next open part

  for (const stretch of plan?.querySelectorAll("[data-items]") ?? []) {
    for (const mark of stretch.dataset.items.split(" ")) {
      if (!marked.has(mark)) marked.set(mark, []);
      marked.get(mark).push(stretch);
    }
  }

  // --- Which list, which side -------------------------------------------------------------------

  function showTab(name) {
    tab = name;
    for (const section of list.querySelectorAll("[data-tab]")) section.hidden = section.dataset.tab !== name;
    for (const link of list.querySelectorAll("[data-show]")) {
      if (link.dataset.show === name) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    sift();
  }

  function showPane(name) {
    panes.dataset.now = name;
    for (const button of panes.querySelectorAll("[data-pane]")) {
      button.setAttribute("aria-pressed", String(button.dataset.pane === name));
    }
  }

  function sift() {
    const wanted = document.getElementById("search").value.trim().toLowerCase();
    const onlyOpen = document.getElementById("only-open").checked;
    list.classList.toggle("only-open-now", onlyOpen);
    let hits = 0;
    const rows = section().querySelectorAll(".row");
    for (const row of rows) {
      const missed = wanted !== "" && !row.querySelector(".row-head").textContent.toLowerCase().includes(wanted);
      row.classList.toggle("is-missed", missed);
      if (row.offsetParent) hits += 1;
    }
    document.getElementById("no-hit").hidden = rows.length === 0 || hits > 0 || (narrow.matches && panes.dataset.now === "text");
  }

  const section = () => list.querySelector(`[data-tab="${tab}"]`);
  const rowOf = (mark) => document.getElementById(`row-${mark}`);
  const opened = () => [...list.querySelectorAll('.row-head[aria-expanded="true"]')].map((head) => head.closest(".row"));
  const current = () => opened().find((row) => row.dataset.mark === here) ?? null;
  const shown = () => [...section().querySelectorAll(".row")].filter((row) => row.offsetParent);

  // --- One part ---------------------------------------------------------------------------------

  function fold(row) {
    row?.querySelector(".row-head").setAttribute("aria-expanded", "false");
    row?.querySelector(".detail")?.remove();
  }

  function open(mark, { inText = true, focus = true } = {}) {
    const row = rowOf(mark);
    if (!row) return;
    const its = row.closest("[data-tab]").dataset.tab;
    if (its !== tab) showTab(its);
    here = mark;
    for (const before of opened()) if (before !== row) fold(before);
    if (narrow.matches) showPane("list");
    row.classList.add("is-loading");
    row.setAttribute("aria-busy", "true");
    if (focus) row.querySelector(".row-head").focus({ preventScroll: true });
    htmx.ajax("GET", `${panes.dataset.address}?item=${mark}`, { target: row, source: row, swap: "outerHTML" });
    history.replaceState(history.state, "", `?item=${mark}`);
    if (inText && !narrow.matches) point(mark);
  }

  // Show a part in the text: the stretches that it covers, or those at its place.
  function point(mark) {
    const row = rowOf(mark);
    const covered = marked.get(mark) ?? [at(Number(row?.dataset.start))].filter(Boolean);
    highlight(covered);
  }

  function highlight(stretches) {
    for (const old of plan?.querySelectorAll(".is-here") ?? []) old.classList.remove("is-here");
    for (const stretch of stretches) if (stretch.dataset.items || stretches.length === 1) stretch.classList.add("is-here");
    stretches[0]?.scrollIntoView({ block: "center" });
  }

  function at(offset) {
    let found = null;
    for (const stretch of plan?.querySelectorAll("[data-at]") ?? []) {
      if (Number(stretch.dataset.at) > offset) break;
      found = stretch;
    }
    return found;
  }

  function step(by) {
    const rows = shown();
    const now = rows.findIndex((row) => row.dataset.mark === here);
    const next = rows[now < 0 ? (by > 0 ? 0 : rows.length - 1) : now + by];
    if (next) open(next.dataset.mark);
    else say(by > 0 ? "已到最后一条。" : "已到第一条。");
  }

  function nextOpen(row) {
    const rows = shown();
    const after = rows.slice(rows.indexOf(row) + 1).find((one) => one.dataset.open);
    return after ?? rows.find((one) => one.dataset.open && one !== row);
  }

  // The text shows how far each part is.
  function follow(row) {
    for (const stretch of marked.get(row.dataset.mark) ?? []) {
      if (stretch.dataset.items.split(" ")[0] !== row.dataset.mark) continue;
      stretch.dataset.state = row.dataset.state;
      stretch.classList.toggle("is-doubt", row.classList.contains("is-doubt"));
      if (!row.dataset.role) continue;
      stretch.className = stretch.className.replace(/role-\w+/, `role-${row.dataset.role}`);
      if (stretch.dataset.word) stretch.dataset.word = row.dataset.word;
    }
  }

  // Bring a row into sight; beside the text only the list moves, so that the text stays put.
  function reveal(row) {
    if (getComputedStyle(list).overflowY !== "auto") return row.scrollIntoView({ block: "nearest" });
    const [box, pane] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
    const top = document.getElementById("counts").getBoundingClientRect().bottom;
    const bottom = Math.min(pane.bottom, innerHeight);
    if (box.top < top || box.height > bottom - top) list.scrollTop += box.top - top;
    else if (box.bottom > bottom) list.scrollTop += box.bottom - bottom;
  }

  // Who went on to another field while an answer was under way keeps the keyboard: the next letters
  // are words there, and would be commands here.
  function writesElsewhere(row) {
    const field = document.activeElement;
    return Boolean(field?.matches("input:not([type=checkbox], [type=radio]), textarea, select")) && !row.contains(field);
  }

  function say(text) {
    document.getElementById("announce").textContent = text;
  }

  function complain(text) {
    error.hidden = text === "";
    error.textContent = text;
  }

  // --- What htmx brings -------------------------------------------------------------------------

  document.addEventListener("htmx:before:request", () => complain(""));
  document.addEventListener("htmx:after:swap", () => {
    // Whoever steps on before an answer is there gets it late: only the last one stays open.
    for (const late of opened()) if (late.dataset.mark !== here) fold(late);
    const row = current();
    for (const one of list.querySelectorAll(".row")) follow(one);
    showTab(tab);
    const add = document.querySelector("#adding form");
    if (add && !add.dataset.seen) {
      add.dataset.seen = "1";
      if (narrow.matches) showPane("list");
      add.scrollIntoView({ block: "nearest" });
      (add.querySelector(".has-error :is(input, select)") ?? add.querySelector("[name=words]")).focus();
      return;
    }
    if (!row) return;
    const refused = row.querySelector(".told");
    const next = forward && !refused ? nextOpen(row) : null;
    forward = false;
    const free = !writesElsewhere(row);
    if (next) return open(next.dataset.mark, { focus: free });
    const wrong = row.querySelector(".has-error :is(input, select, textarea)");
    if (free) (wrong ?? row.querySelector(".row-head")).focus({ preventScroll: !wrong });
    if (free && !wrong) reveal(row);
  });
  document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
    const { status } = ctx.response;
    if (status === 404) trouble("没有办成：这份方案已经作废，或不再归您核对。请回到“上传方案”页。");
    else if (status !== 400 && status !== 409) trouble(`没有办成：服务器答复 ${status}。页面仍是上一次的内容，请刷新后再试。`);
  });
  document.addEventListener("htmx:error", ({ detail: { error: failed } }) => {
    if (failed?.name !== "AbortError") trouble("没有办成：网络不通或等待超时。内容没有写入，请再试一次。");
  });

  function trouble(text) {
    forward = false;
    for (const row of list.querySelectorAll(".is-loading")) {
      row.classList.remove("is-loading");
      row.removeAttribute("aria-busy");
    }
    complain(text);
  }

  // --- Mouse ------------------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const on = (selector) => event.target.closest(selector);
    const [head, show, jump, toText, inPlan, go, add, cancel] = [
      ".row-head", "[data-show]", "[data-jump]", "[data-to-text]", "#plan-text a", "[data-go]", "[data-add]",
      "[data-cancel]",
    ].map(on);
    if (head) {
      event.preventDefault();
      const row = head.closest(".row");
      if (head.getAttribute("aria-expanded") === "true") fold(row);
      else open(row.dataset.mark);
    } else if (show) {
      event.preventDefault();
      showTab(show.dataset.show);
    } else if (jump) {
      event.preventDefault();
      if (narrow.matches) showPane("text");
      highlight([at(Number(jump.dataset.jump))].filter(Boolean));
    } else if (toText) {
      event.preventDefault();
      if (narrow.matches) showPane("text");
      point(toText.closest(".row").dataset.mark);
    } else if (inPlan && getSelection().isCollapsed) {
      event.preventDefault();
      openFromText(inPlan.closest("[data-items]"));
    } else if (go) {
      event.preventDefault();
      open(go.dataset.go);
    } else if (add) {
      event.preventDefault();
      startAdding(add.dataset.add);
    } else if (cancel) {
      event.preventDefault();
      document.getElementById("adding").replaceChildren();
    } else if (on("[data-pane]")) {
      showPane(on("[data-pane]").dataset.pane);
      sift();
      if (here && panes.dataset.now === "text") point(here);
      else if (here) reveal(rowOf(here));
    } else if (on("[data-clear]")) {
      document.getElementById("search").value = "";
      document.getElementById("only-open").checked = false;
      sift();
    }
  });

  // Several statements may share a stretch: each click opens the next of them.
  function openFromText(stretch) {
    const marks = stretch.dataset.items.split(" ");
    open(marks[(marks.indexOf(here) + 1) % marks.length], { inText: false });
    highlight([stretch]);
  }

  function startAdding(query) {
    if (!document.getElementById("adding")) return;
    htmx.ajax("GET", `${panes.dataset.address}?item=new&${query}`, { target: "#adding", swap: "innerHTML" });
  }

  document.getElementById("search").addEventListener("input", sift);
  document.getElementById("only-open").addEventListener("change", sift);
  // A second press before the first is answered would only be told that it came too late.
  list.addEventListener("submit", (event) => {
    const row = event.target.closest(".row");
    if (!row) return;
    if (row.classList.contains("is-loading")) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    row.classList.add("is-loading");
    forward = true;
  }, true);

  // --- Adding by selecting ----------------------------------------------------------------------

  const button = document.getElementById("add-here");

  function chosen() {
    const selection = getSelection();
    if (!plan || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    if (!plan.contains(range.startContainer) || !plan.contains(range.endContainer)) return null;
    const [start, end] = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
    return end > start ? { start, end, box: range.getBoundingClientRect() } : null;
  }

  // Offsets of the text count code points, those of the browser count UTF-16 units.
  function offset(node, units) {
    const range = document.createRange();
    const stretch = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
    const from = stretch ?? plan;
    range.setStart(from, 0);
    range.setEnd(node, units);
    return Number(from.dataset.at ?? 0) + [...range.toString()].length;
  }

  document.addEventListener("selectionchange", () => {
    if (!button) return;
    const found = chosen();
    button.hidden = !found;
    if (!found) return;
    button.style.left = `${Math.max(8, Math.min(found.box.left + scrollX, scrollX + innerWidth - 130))}px`;
    button.style.top = `${found.box.bottom + scrollY + 6}px`;
  });
  button?.addEventListener("mousedown", (event) => event.preventDefault());
  button?.addEventListener("click", () => {
    const found = chosen();
    if (!found) return;
    getSelection().removeAllRanges();
    startAdding(`start=${found.start}&end=${found.end}`);
  });

  // --- Keys -------------------------------------------------------------------------------------

  const act = (name) => {
    const pressed = current()?.querySelector(`[data-act="${name}"]`);
    pressed?.click();
    const form = pressed?.closest("details")?.querySelector("form");
    form?.querySelector(":is(select, input:not([type=hidden]), textarea)").focus();
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    a: () => act("accept"),
    e: () => act("correct"),
    x: () => act("reject"),
    u: () => { showTab("unread"); step(1); },
    n: () => startAdding(""),
    "/": () => { if (narrow.matches) showPane("list"); document.getElementById("search").focus(); },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const writing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select");
    if (event.key === "Escape") return leave(writing);
    if (writing) return;
    if (event.key === "Enter" && event.target.matches('.row-head[aria-expanded="true"]')) {
      event.preventDefault();
      if (narrow.matches) showPane("text");
      point(event.target.closest(".row").dataset.mark);
    } else if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  function leave(writing) {
    const act = writing?.closest("details.act");
    if (act) {
      act.open = false;
      act.querySelector("summary").focus();
    } else if (writing?.closest("#adding")) {
      document.getElementById("adding").replaceChildren();
      list.focus();
    } else if (writing) {
      writing.value = writing.id === "search" ? "" : writing.value;
      sift();
      (current()?.querySelector(".row-head") ?? list).focus();
    } else {
      const row = current();
      fold(row);
      row?.querySelector(".row-head").focus();
    }
  }

  // --- At the start -----------------------------------------------------------------------------

  // Scripts that the page names later, htmx among them, are there only when all of it is.
  document.addEventListener("DOMContentLoaded", () => {
    const [asked] = opened();
    const named = /^#s-(\d+)$/.exec(location.hash);
    here = asked?.dataset.mark ?? null;
    showPane("list");
    showTab(asked?.closest("[data-tab]").dataset.tab ?? "statements");
    if (asked) {
      point(here);
      reveal(asked);
    } else if (named) {
      open(`s${named[1]}`, { focus: false });
    }
  });
})();
