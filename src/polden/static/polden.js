// The page works without this file. It keeps the open talk for one tab, sends on Enter and keeps the newest line in view.
"use strict";
(() => {
  const KEY = "polden.talk";
  const touch = matchMedia("(pointer: coarse)").matches;
  const kept = () => { try { return JSON.parse(sessionStorage.getItem(KEY)); } catch { return null; } };
  const keep = (value) => { try { sessionStorage.setItem(KEY, JSON.stringify(value)); } catch { /* the tab keeps nothing */ } };
  const forget = () => { try { sessionStorage.removeItem(KEY); } catch { /* nothing was kept */ } };

  const take = (form) => {
    const parcel = form.querySelector("input[name=talk]");
    if (parcel) keep({ seed: form.dataset.seed, turns: Number(form.dataset.turns), talk: parcel.value });
  };
  const show = (form) => {
    const field = form.querySelector("[data-focus]");
    if (field) {
      field.focus({ preventScroll: true });
      field.setSelectionRange(field.value.length, field.value.length);
    }
    const lines = form.querySelectorAll(".lines > li");
    const mine = [...lines].filter((line) => line.classList.contains("mine")).pop();
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    if (mine) mine.scrollIntoView({ block: "start", behavior });
  };
  const arrive = () => {
    const form = document.querySelector("form#talk");
    if (form) { take(form); show(form); }
  };

  document.addEventListener("htmx:afterSettle", arrive);
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement) || field.id !== "message" || event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey || (!event.shiftKey && !touch))) {
      event.preventDefault();
      field.form.querySelector("[data-send]").click();
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-forget]")) {
      event.preventDefault();
      forget();
      const address = event.target.closest("[data-forget]").href;
      document.body.replaceChildren();
      location.replace(address);
    }
  });
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form#talk");
    const before = kept();
    if (form && before && before.seed === form.dataset.seed && before.turns > Number(form.dataset.turns) && window.htmx) {
      htmx.ajax("POST", form.dataset.resume, { target: "#talk", swap: "outerHTML", values: { talk: before.talk } });
    } else if (form) {
      arrive();
    }
    const resume = document.querySelector("form#resume");
    if (resume && before && before.turns > 0) {
      resume.querySelector("input[name=talk]").value = before.talk;
      resume.hidden = false;
    }
    const newest = document.querySelector("#result");
    if (newest) newest.scrollIntoView({ block: "start" });
  });
})();
