// Small comforts. Nothing depends on them: without script every page works.
(() => {
  const all = (selector) => document.querySelectorAll(selector);
  const one = (selector) => document.querySelector(selector);
  const on = (name, act) => document.addEventListener(name, act);
  const say = (text) => one("#announcer")?.replaceChildren(text);

  // Copy, where a button stands beside a value.
  on("click", async ({ target }) => {
    const button = target.closest("[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      say(button.dataset.copied);
      button.toggleAttribute("data-done", true);
      setTimeout(() => button.removeAttribute("data-done"), 1500);
    } catch {
      getSelection().selectAllChildren(button.previousElementSibling);
    }
  });

  // Menus close by a click outside, and by Escape, which gives the focus back. A slash goes to the search.
  on("click", ({ target }) => {
    for (const menu of all(".menu[open]")) if (!menu.contains(target)) menu.open = false;
  });
  on("keydown", (event) => {
    if (event.key === "Escape") {
      for (const menu of all(".menu[open]")) {
        menu.open = false;
        menu.firstElementChild.focus();
      }
    } else if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.target.closest("input, textarea, select")) {
      const box = [...all("[type=search]")].find((found) => found.offsetParent);
      if (box) {
        event.preventDefault();
        box.select();
      }
    }
  });

  // A slider and its number move together.
  on("input", ({ target, isTrusted }) => {
    const number = document.getElementById(target.dataset.sets);
    if (number) {
      number.value = target.value;
      number.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (isTrusted && target.id) {
      for (const slider of all(`[data-sets="${target.id}"]`)) slider.value = target.value;
    }
  });

  // How many rows are ticked, and the same moment on the reader's own clock.
  const fresh = () => {
    const picked = one("#picked");
    picked?.replaceChildren(picked.dataset.words.replace("#", all(".pick:checked").length));
    for (const place of all("[data-local]:empty")) {
      const at = new Date(place.dataset.local);
      const time = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      if (at.getTimezoneOffset()) place.textContent = place.dataset.words.replace("#", time);
    }
  };
  on("change", fresh);
  on("reset", () => setTimeout(fresh));
  on("htmx:load", fresh);

  // No answer, or none of ours: let the reader look before trying again.
  const lost = () => {
    const { content } = one("#no-answer");
    one("#notice")?.replaceChildren(content.cloneNode(true));
    say(content.textContent);
  };
  on("htmx:sendError", lost);
  on("htmx:timeout", lost);
  on("htmx:responseError", ({ detail }) => detail.xhr.status > 499 && lost());
})();
