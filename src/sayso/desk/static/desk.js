// What a page cannot do alone: lighting a claim's words, copying, one more box. Without it all pages work by their links.
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
}

const another = document.getElementById("another");
if (another) {
  another.hidden = false;
  another.addEventListener("click", () => {
    const boxes = document.getElementById("boxes");
    const box = boxes.lastElementChild.cloneNode(true);
    box.querySelector("span").textContent = `Page ${boxes.children.length + 1}`;
    box.querySelector("textarea").value = "";
    box.querySelector("textarea").removeAttribute("autofocus");
    boxes.append(box);
    box.querySelector("textarea").focus();
  });
}

const text = document.querySelector("[data-marks]");
if (text) {
  const pieces = new Map(); // number of a claim → [piece, parts]
  for (const piece of text.querySelectorAll("[data-m]")) {
    const parts = new Map();
    for (const mark of piece.dataset.m.split(" ")) {
      const [n, role] = mark.split(":");
      parts.set(n, parts.has(n) ? `${parts.get(n)} ${role}` : role);
    }
    for (const [n, roles] of parts) {
      if (!pieces.has(n)) pieces.set(n, []);
      pieces.get(n).push([piece, roles]);
    }
  }
  const rows = new Map([...document.querySelectorAll(".claims li[data-n]")].map((row) => [row.dataset.n, row]));
  const start = document.querySelector(".claims li.lit");
  let lit = start ? start.dataset.n : null;
  const chosen = lit;
  const light = (n) => {
    if (n === lit) return;
    if (lit) {
      for (const [piece] of pieces.get(lit) || []) delete piece.dataset.as;
      rows.get(lit)?.classList.remove("lit");
    }
    lit = n;
    if (lit) {
      for (const [piece, roles] of pieces.get(lit) || []) piece.dataset.as = roles;
      rows.get(lit)?.classList.add("lit");
    }
    text.classList.toggle("marking", Boolean(lit));
  };
  text.classList.toggle("marking", Boolean(lit));
  const numbered = (target) => target.closest("[data-n]")?.dataset.n;
  const within = (target) => target.closest("[data-m]")?.dataset.m.match(/(\d+):evidence/)?.[1];
  for (const place of [text, document.querySelector(".claims")].filter(Boolean)) {
    place.addEventListener("mouseover", (event) => light(numbered(event.target) || within(event.target) || lit));
    place.addEventListener("focusin", (event) => light(numbered(event.target) || lit));
    place.addEventListener("mouseleave", () => light(chosen || lit));
  }
}

const sliders = document.querySelector(".sliders");
if (sliders) {
  sliders.hidden = false;
  const form = document.getElementById("asking");
  const day = (first, n) => new Date(Date.parse(first) + n * 86400000).toISOString().slice(0, 10);
  for (const slider of sliders.querySelectorAll("[data-slides]")) {
    const field = form.elements[slider.dataset.slides];
    const output = slider.nextElementSibling;
    const given = Date.parse(field.value);
    slider.value = Number.isNaN(given) ? slider.max : (given - Date.parse(slider.dataset.first)) / 86400000;
    output.textContent = field.value || day(slider.dataset.first, Number(slider.max));
    slider.addEventListener("input", () => {
      field.value = day(slider.dataset.first, Number(slider.value));
      output.textContent = field.value;
    });
    slider.addEventListener("change", () => form.requestSubmit());
  }
}

const queue = document.getElementById("queue");
if (queue) {
  queue.querySelector(".keys").hidden = false;
  const rows = [...queue.querySelectorAll(".queue li")];
  let at = 0;
  const go = (n) => {
    rows[at].classList.remove("at");
    at = Math.max(0, Math.min(rows.length - 1, n));
    rows[at].classList.add("at");
    rows[at].querySelector("input").focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
  };
  const judge = (button) => {
    if (!queue.querySelector("[name=ids]:checked")) rows[at].querySelector("input").checked = true;
    queue.requestSubmit(button);
  };
  const keys = {
    j: () => go(at + 1),
    k: () => go(at - 1),
    x: () => { const box = rows[at].querySelector("input"); box.checked = !box.checked; },
    e: () => { location.href = rows[at].dataset.edit; },
    o: () => { location.href = rows[at].dataset.open; },
  };
  for (const button of queue.querySelectorAll("[data-key]")) {
    keys[button.dataset.key] = () => judge(button);
    button.addEventListener("click", (event) => { event.preventDefault(); judge(button); });
  }
  const back = document.querySelector(".done [data-key]");
  if (back) keys.u = () => back.click();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox]), textarea, select")) return;
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
  for (const [n, row] of rows.entries()) row.addEventListener("focusin", () => { if (n !== at) { rows[at].classList.remove("at"); at = n; row.classList.add("at"); } });
  if (queue.elements.by.value) go(0); else { rows[0].classList.add("at"); queue.elements.by.focus(); }
}
