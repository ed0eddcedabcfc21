// What the pages do better with a script: answers without a reload, news as it comes, fields that
// depend on others. Everything works without it too. Words are only ever set by the server's own
// escaped fragments.
"use strict";
(() => {
  const turns = document.getElementById("turns");
  const spoken = document.getElementById("spoken");
  const trouble = document.getElementById("trouble");
  const EVERY_MS = 1200;
  const STOPPED = "Rollcall is not running. Start it again; your words are still here.";
  let busy = 0;
  let looking = false;

  const say = (words) => { spoken.textContent = words; };

  function complain(words) {
    if (!trouble) return;
    trouble.textContent = words;
    trouble.hidden = !words;
    if (words) trouble.scrollIntoView({ block: "nearest" });
  }

  function fragment(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content.firstElementChild;
  }

  // The page's state as the server gives it: marks for the next act, the clock, and the turns.
  // Gives the newest message that was not there before.
  function take(state) {
    for (const [name, value] of [["token", state.token], ["once", state.once]])
      document.querySelectorAll(`input[name=${name}]`).forEach((input) => { input.value = value; });
    const clock = document.getElementById("clock");
    if (clock.textContent !== state.clock) clock.textContent = state.clock;
    showMoving(state.moving);
    return state.turns ? takeTurns(state) : null;
  }

  function takeTurns(state) {
    const held = document.activeElement;
    const atEnd = window.innerHeight + window.scrollY > document.body.scrollHeight - 400;
    let newest = null;
    state.turns.forEach((turn, place) => {
      const there = document.getElementById(turn.id);
      if (there && there.dataset.version === turn.version) return;
      const fresh = fragment(turn.html);
      fresh.querySelectorAll("input[name=once]").forEach((input) => { input.value = state.once; });
      if (there) replaceTurn(there, fresh, held);
      else { insertTurn(fresh, state.turns[place - 1]); newest = fresh; }
      fresh.classList.add("fresh");
      if (turn.notice) say(`Rollcall: ${turn.notice}`);
    });
    turns.dataset.version = state.version;
    document.getElementById("empty").hidden = state.turns.length > 0;
    if (newest && atEnd) newest.scrollIntoView({ block: "nearest" });
    return newest?.matches(".rollcall") ? newest : null;
  }

  function insertTurn(fresh, before) {
    let after = before && document.getElementById(before.id);
    while (after && after.nextElementSibling && after.nextElementSibling.matches(".opened"))
      after = after.nextElementSibling;
    if (after) after.after(fresh);
    else turns.prepend(fresh);
  }

  // Whoever was on a button of the old text stays in the new one. Where its item is gone, they go on
  // to the item that took its place; they stand on the item itself, so that a key that is pressed
  // twice decides nothing.
  function replaceTurn(old, fresh, held) {
    const within = old.contains(held) ? held : null;
    const place = within ? itemAt(within) : -1;
    old.replaceWith(fresh);
    if (!within) return;
    const same = within.value && [...fresh.querySelectorAll("button")].find((b) => b.value === within.value);
    if (same) same.focus({ preventScroll: true });
    else goToItem(fresh, place);
  }

  const itemsOf = (turn) => [...turn.querySelectorAll(".items > li")].filter((item) => item.querySelector("button"));
  const itemAt = (button) => itemsOf(button.closest(".turn")).indexOf(button.closest(".items > li"));

  const itemOf = (button) => ({ item: itemAt(button), name: nameOf(button.closest(".items > li")) ?? "" });
  const nameOf = (item) => item?.querySelector(".what")?.textContent.split(" ")[0];

  function goToItem(turn, place, name) {
    const items = itemsOf(turn);
    const same = name && items.find((item) => nameOf(item) === name);
    const item = same || (place < 0 ? null : items[Math.min(place, items.length - 1)]);
    if (!item) return turn.querySelector("article").focus({ preventScroll: true });
    item.tabIndex = -1;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  }

  function openSheet(html, after, from) {
    closeSheets();
    const row = document.createElement("li");
    row.className = "opened";
    Object.assign(row.dataset, from);
    row.append(fragment(html));
    if (after) after.after(row);
    else turns.append(row);
    row.querySelector(".leave")?.addEventListener("click", (event) => {
      event.preventDefault();
      leave(row);
    });
    row.addEventListener("keydown", (event) => { if (event.key === "Escape") leave(row); });
    depend(row);
    sayDays(row);
    const first = row.querySelector(".summary") || row.querySelector("h3");
    first.focus({ preventScroll: true });
    row.scrollIntoView({ block: "start" });
  }

  function leave(row) {
    const back = row.previousElementSibling;
    row.remove();
    if (back && row.dataset.item) goToItem(back, Number(row.dataset.item), row.dataset.name);
    else (back?.querySelector("article") || document.getElementById("words"))?.focus();
  }

  const closeSheets = () => document.querySelectorAll(".opened").forEach((row) => row.remove());

  // Fields that are asked only beside certain answers.
  function depend(within) {
    within.querySelectorAll("form.sheet").forEach((form) => {
      const show = () => form.querySelectorAll("[data-shown-when]").forEach((field) => {
        const [name, values] = JSON.parse(field.dataset.shownWhen);
        field.hidden = !values.includes(new FormData(form).get(`field.${name}`) ?? "");
      });
      form.addEventListener("change", show);
      show();
    });
  }

  // A date field shows its day in the browser's own order; beside it stands the day in words.
  const inWords = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  function sayDays(within) {
    within.querySelectorAll("[data-day-of]").forEach((said) => {
      const input = within.querySelector(`#${said.dataset.dayOf}`);
      const show = () => { said.textContent = input.type === "date" && input.value ? inWords.format(new Date(input.value)).replace(",", "") : ""; };
      input.addEventListener("change", show);
      show();
    });
  }

  async function post(form, data) {
    const answer = await fetch(form.action, {
      method: "POST", body: data, headers: { Accept: "application/json" },
    }).catch(() => { throw new Error(STOPPED); });
    const said = await answer.json().catch(() => ({ error: "" }));
    if (!answer.ok) throw new Error(said.error || "Rollcall did not answer. Your words are still here; try again.");
    return said;
  }

  async function act(form, submitter) {
    const data = new FormData(form);
    if (submitter?.name) data.set(submitter.name, submitter.value);
    const sheet = form.closest(".opened");
    const pressed = submitter?.closest(".turn")?.id;
    const from = sheet ? { ...sheet.dataset } : pressed ? itemOf(submitter) : {};
    busy += 1;
    submitter?.setAttribute("aria-disabled", "true");
    complain("");
    try {
      const state = await post(form, data);
      if (form.id === "line") written(form);
      const answer = take(state);
      if (state.sheet) openSheet(state.sheet, sheet?.previousElementSibling || document.getElementById(pressed), from);
      else if (sheet) leave(sheet);
      if (answer && !state.sheet) show(answer, form);
      renewAside();
    } catch (error) {
      complain(error.message);
    } finally {
      submitter?.removeAttribute("aria-disabled");
      busy -= 1;
    }
  }

  // What was said in answer comes into view; whoever pressed goes on from there.
  function show(answer, form) {
    if (form.id !== "line") answer.querySelector("article").focus({ preventScroll: true });
    answer.scrollIntoView({ block: "nearest" });
  }

  function written(form) {
    form.reset();
    form.querySelector("input[name=thread]")?.remove();
    document.getElementById("answering")?.remove();
    document.getElementById("words").focus({ preventScroll: true });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || (!turns && !form.matches(".moves"))) return;
    event.preventDefault();
    if (form.matches(".moves")) return move(form, event.submitter);
    if (event.submitter?.getAttribute("aria-disabled") === "true") return;
    act(form, event.submitter);
  });

  async function look() {
    if (busy || looking || document.hidden) return;
    looking = true;
    try {
      const answer = await fetch(`${turns.dataset.address}/new?have=${turns.dataset.version}`);
      if (answer.ok && !busy) take(await answer.json());
    } catch { /* It is being started again; the next look will tell. */ }
    looking = false;
  }

  function line() {
    const form = document.getElementById("line");
    if (!form) return;
    const words = document.getElementById("words");
    const file = document.getElementById("file");
    const typesByHand = matchMedia("(pointer: fine)").matches;
    if (typesByHand) document.getElementById("how").append(" Enter sends; Shift and Enter begins a new line.");
    words.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || !typesByHand) return;
      event.preventDefault();
      form.requestSubmit(form.querySelector("button.primary"));
    });
    if (!file) return;
    file.addEventListener("change", () => { if (file.files.length) form.requestSubmit(form.querySelector("button.primary")); });
    const over = (event) => { if (event.dataTransfer?.types.includes("Files")) { event.preventDefault(); form.classList.add("over"); } };
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", () => form.classList.remove("over"));
    document.addEventListener("drop", (event) => {
      form.classList.remove("over");
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      file.files = event.dataTransfer.files;
      file.dispatchEvent(new Event("change"));
    });
  }

  // The demo's clock: the page looks on while it moves, then shows the story as it stands.
  async function move(form, submitter) {
    const data = new FormData(form);
    data.set(submitter.name, submitter.value);
    showMoving(true);
    say("The clock is on its way.");
    try {
      await post(form, data);
    } catch (error) {
      document.getElementById("moving").textContent = error.message;
      return;
    }
    if (!turns) location.reload();
    await look();
    await renewAside();
    say(`It is ${document.getElementById("clock").textContent}.`);
    document.querySelector(".moves button:not([disabled])")?.focus({ preventScroll: true });
  }

  function showMoving(moving) {
    const form = document.querySelector(".moves");
    if (!form) return;
    if (moving) form.dataset.moving = "yes";
    else if (form.dataset.moving) {
      delete form.dataset.moving;
      renewAside(); // the clock may arrive after the press was answered: the story stands then
    }
    document.getElementById("moving").textContent = moving ? "The clock is on its way." : "";
    form.querySelectorAll("button").forEach((button) => { button.disabled = moving || !button.querySelector("small"); });
  }

  async function renewAside() {
    const there = document.querySelector(".story");
    if (!there) return;
    const answer = await fetch(location.href);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".story");
    if (!fresh) return;
    const isHeld = there.contains(document.activeElement);
    there.replaceWith(fresh);
    if (isHeld) fresh.querySelector(".moves button:not([disabled])")?.focus({ preventScroll: true });
  }

  document.documentElement.classList.add("with-script");
  depend(document);
  sayDays(document);
  if (turns) {
    line();
    if (location.hash.startsWith("#p")) document.getElementById(location.hash.slice(1))?.querySelector("article").focus();
    else turns.lastElementChild?.scrollIntoView({ block: "start" });
    setInterval(look, EVERY_MS);
    document.addEventListener("visibilitychange", look);
  }
})();
