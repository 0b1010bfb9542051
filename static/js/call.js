// Calling a colleague in a note: after @ those who can be called are offered, by name or pinyin. Arrows move, Enter and
// Tab take one, Escape closes; all rests while an input method composes. Without this file the name is typed in full.
(() => {
  "use strict";

  const box = document.querySelector("[data-call]");
  const list = box && document.getElementById(box.getAttribute("aria-controls"));
  if (!list) return;
  const SIGN = /(?:^|[^0-9A-Za-z_.+-])[@＠]([^\s@＠,，.。;；:：!！?？、()（）]{0,20})$/;
  const REST = 150; // ms after the last key before it is asked
  let at = -1;
  let timer = 0;
  let asked = null; // what is being asked; a newer question ends it

  const choices = () => [...list.children];

  // What stands between the sign and the cursor; null where nobody is being called.
  const typed = () => {
    if (box.selectionStart !== box.selectionEnd) return null;
    return SIGN.exec(box.value.slice(Math.max(0, box.selectionEnd - 24), box.selectionEnd))?.[1] ?? null;
  };

  const choose = (place) => {
    at = place;
    choices().forEach((choice, index) => choice.setAttribute("aria-selected", index === at));
    if (choices()[at]) box.setAttribute("aria-activedescendant", choices()[at].id);
    else box.removeAttribute("aria-activedescendant");
    choices()[at]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    choose(-1);
  };

  const offer = async () => {
    const words = typed();
    if (words === null) return close();
    asked?.abort();
    asked = new AbortController();
    const address = `${box.dataset.call}?q=${encodeURIComponent(words)}`;
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: asked.signal });
    if (!answer.ok || answer.redirected) return close();
    list.innerHTML = await answer.text();
    list.hidden = !list.childElementCount || typed() !== words;
    choose(list.hidden ? -1 : 0);
  };

  const take = (choice) => {
    const begin = box.selectionEnd - typed().length;
    box.setRangeText(`${choice.dataset.name} `, begin, box.selectionEnd, "end");
    close();
    box.focus();
    box.dispatchEvent(new Event("input", { bubbles: true })); // the draft is kept
  };

  const ask = () => {
    clearTimeout(timer);
    if (typed() === null) close();
    else timer = setTimeout(() => offer().catch(close), REST);
  };

  box.addEventListener("input", (event) => { if (!event.isComposing) ask(); });
  box.addEventListener("compositionend", ask);
  box.addEventListener("click", ask);
  box.addEventListener("blur", close);

  box.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing || event.keyCode === 229 || typed() === null) return;
    const last = choices().length - 1;
    const acts = {
      ArrowDown: () => choose(at < last ? at + 1 : 0),
      ArrowUp: () => choose(at > 0 ? at - 1 : last),
      Enter: () => take(choices()[at]),
      Tab: () => take(choices()[at]),
      Escape: close,
    };
    const act = event.shiftKey || event.ctrlKey || event.metaKey || event.altKey ? null : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // A finger or the mouse must not take the cursor out of the note first.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const choice = event.target instanceof Element ? event.target.closest("[data-name]") : null;
    if (choice && typed() !== null) take(choice);
  });
})();
