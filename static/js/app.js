// Small comforts, each attached by a data- attribute. Without this file every page still works.
(() => {
  "use strict";

  const closest = (event, selector) => event.target instanceof Element ? event.target.closest(selector) : null;

  // ---- [data-focus]: what the eye must meet first takes the focus, once, on load and after a swap ----
  const focusFirst = () => {
    const first = document.querySelector("[data-focus]");
    first?.removeAttribute("data-focus");
    first?.focus();
  };

  // ---- forms are sent once; the pressed button says what is going on ----
  const release = (form) => {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) {
      button.removeAttribute("aria-busy");
      if (button.dataset.label) button.textContent = button.dataset.label;
    }
  };

  const markBusy = (button) => {
    button.setAttribute("aria-busy", "true");
    if (!button.dataset.busy) return;
    // a button with an icon keeps its looks; only one made of words alone changes them
    if (!button.firstElementChild) {
      button.dataset.label = button.textContent;
      button.textContent = button.dataset.busy;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter ?? form.querySelector("button:not([type=button])");
    if (button) markBusy(button);
    setTimeout(() => release(form), 15000); // an answer that is a file leaves the page standing
  }, true);

  const releaseAll = () => document.querySelectorAll("form[data-sent]").forEach(release);
  window.addEventListener("pageshow", releaseAll);

  // ---- what went wrong outside the form: a line above the bottom bar, the typed text stays ----
  const toast = (text) => {
    const place = document.getElementById("toasts");
    if (!place || !text) return;
    const line = document.createElement("p");
    line.className = "toast";
    line.textContent = text;
    place.replaceChildren(line);
    setTimeout(() => line.remove(), 6000);
  };
  const words = (name) => document.getElementById("toasts")?.dataset[name];

  document.addEventListener("say", (event) => toast(event.detail));
  document.addEventListener("htmx:error", () => toast(words("network")));
  document.addEventListener("htmx:response:error", (event) => {
    if (event.detail.ctx.response.status >= 500) toast(words("server"));
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const form = event.detail.ctx.sourceElement?.closest("form");
    if (form) release(form);
  });
  document.addEventListener("htmx:after:settle", focusFirst);

  // ---- [data-gone-out]: what was [data-held] is held no more ----
  document.addEventListener("htmx:after:settle", () => {
    if (document.querySelector("[data-gone-out]")) document.querySelectorAll("[data-held]").forEach((mark) => mark.remove());
  });

  // ---- polls rest while nobody looks ----
  document.addEventListener("htmx:before:request", (event) => {
    const trigger = event.detail.ctx.sourceElement?.getAttribute("hx-trigger") ?? "";
    if (document.hidden && trigger.startsWith("every ")) event.preventDefault();
  });

  // ---- [data-countdown]: so many seconds are left; at none the poll around it is asked at once ----
  setInterval(() => {
    for (const left of document.querySelectorAll("[data-countdown]")) {
      const seconds = Number(left.textContent);
      if (seconds > 0) left.textContent = seconds - 1;
      if (seconds === 1) left.closest("[hx-trigger]")?.dispatchEvent(new Event("refresh"));
    }
  }, 1000);

  // ---- input[data-files]: names and sizes of what was chosen, in the list beside it ----
  const size = (bytes) => bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;

  const fileLine = (file, limit) => {
    const line = document.createElement("li");
    const name = document.createElement("span");
    const weight = document.createElement("span");
    name.className = "clip";
    name.textContent = file.name;
    weight.className = limit && file.size > limit ? "num bad" : "num mute";
    weight.textContent = size(file.size);
    line.append(name, weight);
    return line;
  };

  document.addEventListener("change", (event) => {
    const input = closest(event, "input[data-files]");
    if (!input) return;
    const limit = Number(input.dataset.limit);
    const files = [...input.files];
    const lines = files.map((file) => fileLine(file, limit));
    if (limit && files.reduce((sum, file) => sum + file.size, 0) > limit) {
      const line = document.createElement("li");
      line.className = "bad";
      line.textContent = input.dataset.tooMuch;
      lines.push(line);
    }
    document.getElementById(input.dataset.files)?.replaceChildren(...lines);
  });

  // ---- [data-insert]: a kept text goes where the cursor is, beside what is written already ----
  document.addEventListener("click", (event) => {
    const kept = closest(event, "[data-insert]");
    const box = kept && document.getElementById(kept.dataset.insert);
    if (!box) return;
    event.preventDefault();
    box.setRangeText(kept.dataset.text, box.selectionStart, box.selectionEnd, "end");
    box.focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // ---- [data-dialog] opens, [data-close] closes; [data-row] opens what its first link opens; menus close themselves ----
  const openRow = (event) => {
    const row = closest(event, "[data-row]");
    if (!row || closest(event, "a, button, input, label, select, summary") || String(getSelection())) return;
    row.querySelector("a[href]")?.click();
  };

  document.addEventListener("click", (event) => {
    const opener = closest(event, "[data-dialog]");
    const closer = closest(event, "[data-close]");
    if (opener || closer) event.preventDefault();
    if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
    if (closer) closer.closest("dialog")?.close();
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    if (closest(event, "[data-print]")) print();
    openRow(event);
  });

  // a link that is said to be a button is pressed like one
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.matches?.("a[role=button]")) {
      event.preventDefault();
      event.target.click();
    }
    if (event.key === "Escape") {
      const menu = document.querySelector("details.menu[open]");
      if (!menu) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // ---- [data-selection]: how many boxes are ticked; nothing is offered while none is ----
  const countTicked = () => {
    for (const form of document.querySelectorAll("[data-selection]")) {
      const boxes = [...form.querySelectorAll("input[name=chosen]")];
      const ticked = boxes.filter((box) => box.checked).length;
      const all = form.querySelector("[data-tick-all]");
      const bar = form.querySelector("[data-selection-bar]");
      if (!all || !bar) continue;
      all.hidden = false;
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
      bar.hidden = ticked === 0;
      bar.querySelector("[data-count]").textContent = ticked;
      for (const box of boxes) box.closest("tr")?.setAttribute("aria-selected", box.checked);
    }
  };

  document.addEventListener("change", (event) => {
    const all = closest(event, "[data-tick-all]");
    for (const box of all?.form.querySelectorAll("input[name=chosen]") ?? []) box.checked = all.checked;
    if (all || closest(event, "input[name=chosen]")) countTicked();
  });
  document.addEventListener("htmx:after:settle", countTicked);
  window.addEventListener("pageshow", countTicked);

  // ---- [data-newest]: a long conversation opens at its end, above the answer box that stays in sight ----
  const newest = document.querySelector("[data-newest]");
  const isAsked = location.hash || document.querySelector("[data-focus]:not(.dock *)"); // the box is in sight anyway
  if (newest && !isAsked && matchMedia("(min-width: 48.01rem)").matches) {
    const box = document.querySelector(".dock"); // it is as high as what it has to say
    if (box) newest.style.scrollMarginBottom = `${box.offsetHeight + 16}px`;
    newest.scrollIntoView({ block: "end" });
  }

  focusFirst();
})();
