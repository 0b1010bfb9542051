// Single keys of the internal view. Whoever does without them gets a page without this file.
// [data-key="a"] is clicked, or focused if one types in it; [data-key-to] names the field that takes the focus then;
// two letters are pressed one after the other. [data-key-list] holds rows: j, k, o, Enter, x. What is [data-copied] is
// copied, and says so. Ctrl+Enter presses the button below what is typed or ticked at the desk.
(() => {
  "use strict";

  const PAUSE = 1500; // ms between the letters of a sequence
  const TYPED = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])";
  let begun = "";
  let timer = 0;

  // An input method that composes swallows its keys: 229 is all that older engines say of it.
  const isSilent = (event) => event.isComposing || event.keyCode === 229 || event.defaultPrevented ||
    event.ctrlKey || event.metaKey || event.altKey || event.repeat && !"jk".includes(event.key) ||
    event.target instanceof Element && event.target.closest(TYPED) || document.querySelector("dialog[open]");

  const rows = () => [...document.querySelectorAll("[data-key-list] > *")].filter((row) => row.querySelector("a[href]"));
  const here = () => document.activeElement?.closest("[data-key-list] > *");

  const move = (step) => {
    const all = rows();
    const at = all.indexOf(here());
    const row = at < 0 ? all[0] : all[Math.min(Math.max(at + step, 0), all.length - 1)];
    row?.querySelector("a[href]").focus();
    row?.scrollIntoView({ block: "nearest" });
    return Boolean(row);
  };

  const inRow = (selector, act) => {
    const found = here()?.querySelector(selector);
    if (found) act(found);
    return Boolean(found);
  };

  // Back from the desk the row one came from has the focus. Its link is found by its end: an id in each of fifty rows
  // would weigh more.
  const last = (link) => link.pathname.split("/").pop();
  const from = rows().map((row) => row.querySelector("a[href]")).find((link) => location.hash === `#${last(link)}`);
  from?.focus();
  from?.scrollIntoView({ block: "center" });

  const LIST = {
    j: () => move(1),
    k: () => move(-1),
    o: () => inRow("a[href]", (link) => link.click()),
    x: () => inRow("input[type=checkbox]", (box) => box.click()),
  };

  const copy = (element) => {
    const say = () => document.dispatchEvent(new CustomEvent("say", { detail: element.dataset.copied }));
    navigator.clipboard?.writeText(element.textContent).then(say, () => {}); // kept from us: the number stands there
    return true;
  };

  const press = (keys) => {
    const found = [...document.querySelectorAll(`[data-key="${CSS.escape(keys)}"]`)].filter((one) => !one.closest("[hidden]"));
    const element = found.find((one) => one.checkVisibility?.() ?? true) ?? found[0];
    if (!element) return false;
    if ("copied" in element.dataset) return copy(element);
    if (element.matches("input, summary")) element.focus(); // a menu is gone through from its word, and closed by Escape
    if (!element.matches("input")) element.click();
    document.getElementById(element.dataset.keyTo)?.focus();
    return true;
  };

  const begins = (key) => document.querySelector(`[data-key^="${CSS.escape(key)}"]:not([data-key="${CSS.escape(key)}"])`);

  const send = (event) => {
    const pane = event.target instanceof Element && !event.target.closest("a, button, summary") && event.target.closest(".composer-pane");
    if (!pane || event.isComposing || event.keyCode === 229 || event.repeat) return;
    event.preventDefault();
    pane.querySelector(".composer-foot button:not([formaction])").click();
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return send(event);
    if (isSilent(event) || event.key.length !== 1) return;
    const keys = begun + event.key;
    const went = begun ? press(keys) : LIST[event.key]?.() || press(event.key);
    clearTimeout(timer);
    begun = "";
    if (went) event.preventDefault();
    else if (keys.length === 1 && begins(event.key)) {
      begun = event.key;
      timer = setTimeout(() => { begun = ""; }, PAUSE);
    }
  });

  // ---- [data-keys-help] opens its page as a dialog over this one ----
  const help = async (link) => {
    const headers = { "HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div#key_list" };
    const answer = await fetch(link.href, { headers });
    if (!answer.ok || answer.redirected) return location.assign(link.href);
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    dialog.setAttribute("aria-label", link.textContent.trim());
    dialog.innerHTML = await answer.text();
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector("[data-close]")?.focus();
  };

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("[data-keys-help]") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    help(link).catch(() => location.assign(link.href));
  });
})();
