// The page works without this file. It keeps the open talk for this one tab, sends on Enter and keeps the newest line in view.
"use strict";
(() => {
  const KEY = "polden.talk";
  const touch = matchMedia("(pointer: coarse)").matches;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const kept = () => { try { return JSON.parse(sessionStorage.getItem(KEY)); } catch { return null; } };
  const keep = (value) => { try { sessionStorage.setItem(KEY, JSON.stringify(value)); } catch { /* the tab keeps nothing */ } };
  const forget = () => { try { sessionStorage.clear(); } catch { /* nothing was kept */ } };

  // A reload of the talk's own address would send the last form again; this one asks for the kept talk instead.
  const take = (form) => {
    keep({ turns: Number(form.dataset.turns), talk: form.elements.talk.value });
    history.replaceState(null, "", form.dataset.address);
    document.body.classList.add("talking");
  };

  const reveal = (form) => {
    const now = form.querySelector("#now");
    const newest = form.querySelector("#hint") || form.querySelector("#newest");
    const covered = now && getComputedStyle(now).position === "sticky" ? now.offsetHeight : 0;
    document.documentElement.style.scrollPaddingBottom = `${covered + 12}px`;
    const behavior = calm ? "auto" : "smooth";
    if (form.querySelector(".stop, .over")) now.scrollIntoView({ block: "nearest", behavior });
    else if (newest) newest.scrollIntoView({ block: "nearest", behavior });
    const heard = document.querySelector("#heard");
    if (heard && newest) heard.textContent = newest.innerText;
  };

  const settle = (form, arrived) => {
    const field = form.querySelector("#message");
    const rest = form.querySelector("#now h2");
    if (rest) rest.focus({ preventScroll: true });
    else if (field && (!touch || (field.value && !arrived))) {
      field.focus({ preventScroll: true });
      field.setSelectionRange(field.value.length, field.value.length);
    }
  };

  const arrive = (arrived) => {
    const form = document.querySelector("form#talk");
    if (form) { take(form); settle(form, arrived); reveal(form); return; }
    document.body.classList.remove("talking");
    const heading = document.querySelector("#talk h1");
    if (heading) { scrollTo(0, 0); heading.focus({ preventScroll: true }); }
  };

  const unreached = () => {
    const said = document.querySelector("#unreached");
    if (said) said.hidden = false;
  };

  document.addEventListener("htmx:afterSettle", () => arrive(false));
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) document.addEventListener(name, unreached);

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement) || field.id !== "message" || event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey || (!event.shiftKey && !touch))) {
      event.preventDefault();
      field.form.querySelector("[data-send]").click();
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("[data-forget]");
    if (!link) return;
    event.preventDefault();
    forget();
    document.body.replaceChildren();
    location.replace(link.href);
  });

  const resume = (form, before) => {
    form.elements.talk.value = before.talk;
    form.hidden = before.turns === 0;
    if (location.hash === "#resume" && window.htmx) {
      htmx.ajax("POST", form.action, { target: "#main", swap: "innerHTML", values: { talk: before.talk } });
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (document.querySelector("form#talk")) arrive(true);
    const form = document.querySelector("form#resume");
    const before = kept();
    if (form && before) resume(form, before);
  });
})();
