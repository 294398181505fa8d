// Answers are kept while somebody types on; without this file the page is saved by its buttons.
"use strict";

const answers = document.querySelector("form[data-answers]");

function say(row, words) {
  row.querySelector("[data-said]").textContent = words;
}

// What somebody else wrote meanwhile is shown beside the box; what was typed here stays in it, and is
// sent against his only when it is changed once more.
function tellOvertaken(row, holds) {
  row.dataset.holds = holds.seen;
  say(row, `${holds.by}刚刚填了“${holds.text || "空"}”，您的没有写入。要用您的，请再改一次。`);
}

function fieldsOf(row) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", answers.elements.csrfmiddlewaretoken.value);
  for (const name of ["line", "text", "explanation", "seen"]) {
    body.append(name, row.querySelector(`[name=${name}]`).value);
  }
  return body;
}

const UNSAVED = "没有保存：";

function why(answer) {
  if (answer.redirected) return "登录已过期。请在另一个标签页登录，再回来改一下这一项。";
  if (answer.status === 403) return "没有权限，或页面开得太久。请在另一个标签页刷新看看。";
  if (answer.status >= 500) return "服务器出了问题，请稍后再试。";
  return "报表的状态变了，请刷新页面。";
}

// What kept the return from being filed is no longer said of a line that is in order.
function unmark(row) {
  row.querySelector("[data-stop]")?.remove();
  row.querySelector("[name=text]").removeAttribute("aria-invalid");
  row.classList.remove("is-stopped");
}

async function send(row) {
  const answer = await fetch(answers.dataset.answers, { method: "POST", body: fieldsOf(row) });
  const json = (answer.headers.get("content-type") ?? "").includes("json");
  if (answer.redirected || !json || (!answer.ok && answer.status !== 409)) {
    say(row, UNSAVED + why(answer));
    return false;
  }
  const holds = await answer.json();
  if (answer.status === 409) {
    tellOvertaken(row, holds);
    return false;
  }
  row.querySelector("[name=seen]").value = holds.seen;
  row.querySelector("[data-odd]").innerHTML = holds.odd;
  row.classList.toggle("is-odd", holds.odd.trim() !== "");
  if (!holds.stops) unmark(row);
  document.querySelector("[data-answered]").textContent = holds.answered;
  say(row, "已保存");
  return true;
}

const unsaved = new Set();

async function keep(row) {
  say(row, "正在保存……");
  try {
    if (await send(row)) unsaved.delete(row);
  } catch {
    say(row, `${UNSAVED}网络不通。报送前会再存一次。`);
  }
}

// One line is kept after the other: the second change of a line must know the first's number.
const waiting = new Map();

function keepInTurn(row) {
  if (row.dataset.holds) {
    row.querySelector("[name=seen]").value = row.dataset.holds;
    delete row.dataset.holds;
  }
  unsaved.add(row);
  const before = waiting.get(row) ?? Promise.resolve();
  waiting.set(row, before.then(() => keep(row)));
}

answers?.addEventListener("change", ({ target }) => {
  const row = target.closest("tr");
  if (row) keepInTurn(row);
});

window.addEventListener("beforeunload", (event) => {
  if (unsaved.size > 0 && !answers.dataset.settled) event.preventDefault();
});

// Enter goes down the column, as in a spreadsheet, and files nothing.
answers?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("input[type=text]")) return;
  event.preventDefault();
  const column = [...answers.querySelectorAll(`input[name="${event.target.name}"]`)];
  column[column.indexOf(event.target) + (event.shiftKey ? -1 : 1)]?.focus();
});

// What is being kept is waited for before the page is sent.
answers?.addEventListener("submit", (event) => {
  if (waiting.size === 0 || answers.dataset.settled) return;
  event.preventDefault();
  const { submitter } = event;
  Promise.all(waiting.values()).then(() => {
    answers.dataset.settled = "1";
    // A form cannot be sent again while it still tells of the first sending.
    setTimeout(() => answers.requestSubmit(submitter));
  });
});

window.addEventListener("pageshow", () => {
  waiting.clear();
  delete answers?.dataset.settled;
});
