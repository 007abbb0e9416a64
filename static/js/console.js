// Six small comforts. Nothing depends on them: without script every page works, with fewer keystrokes saved.
(() => {
  const all = (selector, root = document) => root.querySelectorAll(selector);
  const one = (selector) => document.querySelector(selector);
  const say = (text) => { one("#announcer")?.replaceChildren(text); };

  // Copy, where a button stands beside a value.
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      say(button.dataset.copied);
      button.setAttribute("data-done", "");
      setTimeout(() => button.removeAttribute("data-done"), 1500);
    } catch {
      getSelection().selectAllChildren(button.previousElementSibling);
    }
  });

  // Menus close by Escape, which gives the focus back, and by a click outside.
  const close = (menu) => { menu.open = false; };
  document.addEventListener("click", ({ target }) => {
    for (const menu of all("details.menu[open]")) if (!menu.contains(target)) close(menu);
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "Escape") {
      for (const menu of all("details.menu[open]")) { close(menu); menu.firstElementChild.focus(); }
    } else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const box = [...all("input[type=search]")].find((found) => found.offsetParent);
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    }
  });

  // A slider and its number move together.
  document.addEventListener("input", ({ target }) => {
    const number = target.dataset.sets && document.getElementById(target.dataset.sets);
    if (number) {
      number.value = target.value;
      number.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (target.id) {
      for (const slider of all(`[data-sets="${target.id}"]`)) slider.value = target.value;
    }
  });

  // How many rows are ticked.
  const count = () => {
    const shown = one("#picked");
    if (shown) shown.textContent = shown.dataset.words.replace("#", all(".pick:checked").length);
  };
  document.addEventListener("change", count);
  document.addEventListener("reset", () => setTimeout(count));

  // The same moment on the reader's own clock.
  const hint = () => {
    for (const place of all("[data-local]:empty")) {
      const at = new Date(place.dataset.local);
      const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
      if (at.getTimezoneOffset()) place.textContent = place.dataset.words.replace("#", at.toLocaleTimeString([], options));
    }
  };
  hint();
  document.addEventListener("htmx:load", () => { hint(); count(); });

  // No answer, or one from something in between: say so, and let the reader look before trying again.
  const lost = () => {
    const words = one("#no-answer");
    one("#notice")?.replaceChildren(words.content.cloneNode(true));
    say(words.content.textContent);
  };
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(name, ({ detail }) => { if (!detail.xhr || detail.xhr.status < 400 || detail.xhr.status > 499) lost(); });
  }
})();
