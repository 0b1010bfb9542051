// The one box in the bar: what is found stands below it as one types. Without this file Enter opens the page of it.
// Arrows move through what was found, Enter opens it, Escape closes it; all rests while an input method composes.
(() => {
  "use strict";

  const form = document.querySelector("[data-find]");
  const box = form?.querySelector("input");
  if (!box) return;

  // ---- a number of a person or of a bank account stands in no address: it is posted, once Enter says it is whole ----
  const isSecret = (typed) => {
    const number = String(typed ?? "").normalize("NFKC").replace(/[\s-]/g, "");
    return /^([0-9]{17}[0-9Xx]|[0-9]{12,30})$/.test(number);
  };
  document.addEventListener("htmx:config:request", (event) => {
    const { request } = event.detail.ctx;
    if (request.method === "GET" && isSecret(request.body?.get("q"))) event.preventDefault();
  });
  document.addEventListener("submit", (event) => {
    const typed = event.target.method === "get" && event.target.elements.q?.value;
    if (!isSecret(typed)) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // nor may htmx ask for it
    const sent = Object.assign(document.createElement("form"), { method: "post", action: form.action, hidden: true });
    const token = document.querySelector('meta[name="csrf-token"]').content;
    for (const [name, value] of Object.entries({ q: typed, csrf_token: token })) {
      sent.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    document.body.append(sent);
    sent.submit();
  }, true);

  // on the page of what was found it is there; everywhere else it floats below the box
  const below = () => {
    const made = Object.assign(document.createElement("div"), { className: "find-drop", id: "find_list", hidden: true });
    form.append(made);
    return made;
  };
  const list = document.getElementById("find_list") || below();
  const floats = list.matches(".find-drop");
  let at = -1;

  const hits = () => [...list.querySelectorAll("[data-hit]")];

  const choose = (place) => {
    at = place;
    hits().forEach((hit, index) => hit.setAttribute("aria-selected", index === at));
    const chosen = hits()[at];
    if (chosen) box.setAttribute("aria-activedescendant", chosen.id);
    else box.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  };

  const show = (yes) => {
    if (floats) list.hidden = !yes;
    box.setAttribute("aria-expanded", Boolean(yes && hits().length));
    if (!yes) choose(-1);
  };

  // ---- htmx asks: here and not in the page, whose bytes every page of the internal view would carry ----
  form.setAttribute("hx-get", form.getAttribute("action"));
  form.setAttribute("hx-target", "#find_list");
  form.setAttribute("hx-trigger", "typed delay:180ms");
  form.setAttribute("hx-sync", "this:replace");
  window.htmx?.process(form);

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  if (!list.hasAttribute("aria-label")) list.setAttribute("aria-label", form.querySelector("label").textContent);

  // ---- what came in is a list of choices; a heading among them is said by its group ----
  const dress = () => {
    for (const group of list.querySelectorAll("section")) group.setAttribute("role", "group");
    for (const plain of list.querySelectorAll("ul, li, h2")) plain.setAttribute("role", "presentation");
    if (hits().length) list.setAttribute("role", "listbox");
    else if (floats) list.removeAttribute("role");
    else list.setAttribute("role", "region");
    hits().forEach((hit, index) => {
      hit.setAttribute("role", "option");
      hit.id = `find-${index}`;
      if (floats) hit.tabIndex = -1;
    });
    choose(-1);
    show(list.childElementCount > 0 && document.activeElement === box && box.value.trim());
  };
  new MutationObserver(() => {
    if (floats && !box.value.trim() && list.childElementCount) list.replaceChildren();
    dress();
  }).observe(list, { childList: true });
  dress();

  // ---- asked for when a word is whole: not between the keys of an input method ----
  const ask = () => {
    if (box.value.trim()) form.dispatchEvent(new Event("typed"));
    else if (floats) {
      list.replaceChildren();
      show(false);
    }
  };
  box.addEventListener("input", (event) => { if (!event.isComposing) ask(); });
  box.addEventListener("compositionend", ask);

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const last = hits().length - 1;
    const opens = event.key === "ArrowDown" || event.key === "ArrowUp";
    if (opens && last >= 0) {
      event.preventDefault();
      if (list.hidden) show(true);
      if (event.key === "ArrowDown") choose(at < last ? at + 1 : 0);
      else choose(at > 0 ? at - 1 : last);
    } else if (event.key === "Enter" && at >= 0 && !list.hidden) {
      event.preventDefault();
      hits()[at].click();
    } else if (event.key === "Escape" && floats && !list.hidden) {
      event.preventDefault(); // the browser would empty the box
      show(false);
    }
  });

  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) show(false);
  });
  box.addEventListener("focus", () => { if (floats && list.childElementCount && box.value.trim()) show(true); });
})();
