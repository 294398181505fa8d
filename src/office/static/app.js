// What the pages do beyond links and forms; every page works without it.
"use strict";

document.documentElement.classList.add("js");

// --- Filtering the board -------------------------------------------------------------------------

const started = new WeakMap();
let lastSource = null;

// An address that is passed on should name only what was chosen.
document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  const body = ctx.request.body;
  if (!(body instanceof FormData)) return;
  for (const [name, value] of [...body]) if (value === "") body.delete(name);
});

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  started.set(ctx, Date.now());
  lastSource = ctx.sourceElement;
  tellError("");
});

// Whoever was signed out meanwhile gets the sign-in page as a page, not inside the board.
document.addEventListener("htmx:before:response", (event) => {
  const answer = event.detail.ctx.response.raw;
  if (!answer.redirected) return;
  event.preventDefault();
  location.reload();
});

// A refused request must not change the address: what is shown is still the last answer.
document.addEventListener("htmx:before:history:update", (event) => {
  if (event.detail.response?.status >= 400) event.preventDefault();
});

document.addEventListener("htmx:after:swap", () => {
  const said = document.querySelector("[data-announce]");
  if (said) document.getElementById("announce").textContent = said.textContent;
});

document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  tellError(`没有取到最新结果：服务器答复 ${ctx.response.status}。下面仍是上一次的内容。`);
});

document.addEventListener("htmx:error", ({ detail: { ctx, error } }) => {
  if (!ctx) return;
  // A newer choice cancels the older request; that is no error unless it ran out of time.
  const waited = Date.now() - (started.get(ctx) ?? Date.now());
  if (error.name === "AbortError" && waited < htmx.config.defaultTimeout) return;
  tellError("没有取到最新结果：网络不通或等待超时。下面仍是上一次的内容。");
});

function tellError(text) {
  const box = document.getElementById("request-error");
  if (!box) return;
  box.hidden = text === "";
  box.querySelector("[data-said]").textContent = text;
}

// --- Buttons and forms ---------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  if (event.target.closest("[data-retry]") && lastSource) lastSource.requestSubmit();
  for (const open of document.querySelectorAll("details.why[open], details.menu[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll("details.why[open], details.menu[open]")) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

// Whoever types on while an answer comes keeps what he has typed: the answer does not know it yet.
let typing = null;

document.addEventListener("htmx:before:swap", () => {
  const field = document.activeElement;
  typing = field?.id && field.matches("input[type=text], input[type=number]")
    ? { id: field.id, value: field.value } : null;
});

document.addEventListener("htmx:after:swap", () => {
  const field = typing && document.getElementById(typing.id);
  if (field && field.value !== typing.value) field.value = typing.value;
});

// --- Sliders -------------------------------------------------------------------------------------

// A slider has no name of its own: it moves the number beside it, which is what is sent.
document.addEventListener("input", ({ target }) => {
  if (target.dataset.knob) document.getElementById(target.dataset.knob).value = target.value;
  const knob = document.querySelector(`[data-knob="${CSS.escape(target.id || "none")}"]`);
  if (knob && target.value !== "") knob.value = target.value;
});

// Another area or period has other sliders: the page as a whole is asked for.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-whole-page]")) return;
  event.stopImmediatePropagation();
  const kept = [...event.target.form.querySelectorAll("[data-whole-page]")];
  location.search = new URLSearchParams(kept.map((field) => [field.name, field.value]));
}, true);

// --- Tables that are copied ----------------------------------------------------------------------

// Cells go as tabs and lines, which every spreadsheet takes; small words stay with their figure.
function tabbed(table) {
  return [...table.rows]
    .map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, " ").trim()).join("\t"))
    .join("\n");
}

async function copyText(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  // A server without TLS has no clipboard of its own: mark the text in a field and copy that.
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("copy refused");
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const said = button.querySelector("[data-copy-said]");
  button.dataset.label ??= said.textContent;
  try {
    await copyText(tabbed(document.querySelector(`#${button.dataset.copy} table`)));
    said.textContent = "已复制，可粘贴到表格";
  } catch {
    said.textContent = "浏览器不允许复制，请手工选中表格";
  }
  document.getElementById("announce").textContent = said.textContent;
  setTimeout(() => { said.textContent = button.dataset.label; }, 4000);
});

// Reading a long document takes seconds: say so, and do not let it be sent twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = form.querySelector("button[type=submit]");
  if (!form.dataset.busy || !button) return;
  button.dataset.was = button.textContent;
  button.textContent = form.dataset.busy;
  form.setAttribute("aria-busy", "true");
  setTimeout(() => { button.disabled = true; });
});

window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[data-was]")) {
    button.disabled = false;
    button.textContent = button.dataset.was;
    button.form.removeAttribute("aria-busy");
  }
});
