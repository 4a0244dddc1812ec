// The lines on the screen: what the bot said and what the person said, in order, each once.

import { words } from "./words.js";
import { dayName, dayOf, timeOf } from "./days.js";
import { fill } from "./phrases.js";

const NEAR_THE_END = 90;
const TWICE = 1500; // two presses within this many milliseconds are one to the eye

export class Screen {
  // asked: {tap(button), again(id)}; `links` is false at the kiosk, which must not be led away.
  constructor(asked, links, occasion) {
    this.asked = asked;
    this.occasion = occasion;
    this.links = links;
    this.log = document.getElementById("log");
    this.down = document.getElementById("down");
    this.lines = new Map(); // number -> element
    this.own = new Map(); // id of the person's message -> element
    this.following = true;
    this.log.addEventListener("scroll", () => this.look());
    this.down.addEventListener("click", () => {
      this.toEnd();
      this.log.focus();
    });
    const again = () => this.following && this.toEnd();
    if (window.ResizeObserver) new ResizeObserver(again).observe(this.log);
    addEventListener("resize", again);
    // A picture that arrives late pushes the last line out of sight.
    this.log.addEventListener("load", again, true);
  }

  look() {
    this.following = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_THE_END;
    if (this.following) this.down.hidden = true;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.following = true;
    this.down.hidden = true;
  }

  // A screen reader hears what is new, not a whole day again.
  quietly(work) {
    this.log.setAttribute("aria-live", "off");
    work();
    setTimeout(() => this.log.setAttribute("aria-live", "polite"), 300);
  }

  showHistory(history, pending) {
    this.quietly(() => {
      const first = this.log.querySelector(".line.pending");
      for (const line of history) {
        if (line.own) this.showOwnLine(line, first);
        else this.showLine(line, first);
      }
      this.ruleAgain();
      if (!history.length && !pending && !this.log.querySelector(".line")) this.showWelcome();
      this.toEnd();
    });
  }

  showWelcome() {
    this.welcome = element("section", "welcome");
    const field = element("img", "field");
    field.src = new URL("field.svg", import.meta.url).pathname;
    field.alt = "";
    const [title, how] = words.welcome[this.occasion];
    this.welcome.append(field, element("h2", "", title), element("p", "", how));
    if (this.occasion !== "invited") {
      const begin = element("button", "", words.begin);
      begin.type = "button";
      begin.addEventListener("click", () => this.asked.begin());
      this.welcome.append(begin);
    }
    this.log.append(this.welcome);
  }

  // A line of the bot's. False when it is already there.
  showLine(line, before) {
    if (this.lines.has(line.number)) return false;
    this.leaveWelcome();
    const box = element("div", "line bot");
    const bubble = element("div", "bubble");
    bubble.append(element("span", "unseen", words.bot));
    if (line.text) fill(bubble, line.text, this.links);
    this.showFiles(bubble, line);
    box.append(bubble);
    if (line.buttons && line.buttons.length) {
      if (!before) this.dimChoices();
      box.append(this.choices(line));
    }
    box.append(this.foot(line.at));
    this.lines.set(line.number, box);
    this.place(box, line, before || this.laterThan(line.number));
    return true;
  }

  showOwnLine(line, before) {
    if (line.id && this.own.has(line.id)) {
      this.mark(line.id, "sent");
      return;
    }
    if (line.text) this.markTyped(line.text, before);
    const box = this.ownBox(line.text);
    this.showFiles(box.querySelector(".bubble"), line);
    box.append(this.foot(line.at, words.sent));
    if (line.id) this.own.set(line.id, box);
    this.place(box, line, before);
  }

  // What the person has just done; `body` is filled by the caller for photos and voice.
  showOwn(item, body) {
    this.leaveWelcome();
    if (item.text) this.markTyped(item.text, null);
    const box = this.ownBox(item.text);
    box.classList.add("pending");
    if (body) {
      box.querySelector(".bubble").append(body);
      box.querySelector(".bubble").classList.add("wide");
    }
    box.append(this.foot(item.at, words.sending));
    this.own.set(item.id, box);
    this.place(box, item, null);
    this.toEnd();
  }

  ownBox(text) {
    this.leaveWelcome();
    const box = element("div", "line own");
    const bubble = element("div", "bubble");
    bubble.append(element("span", "unseen", words.own));
    if (text) fill(bubble, text, false);
    box.append(bubble);
    return box;
  }

  mark(id, state, why) {
    const box = this.own.get(id);
    if (!box) return;
    box.classList.toggle("pending", state !== "sent");
    box.classList.toggle("failed", state === "failed");
    const foot = box.querySelector(".foot");
    foot.querySelector(".state").textContent = words[state];
    for (const old of foot.querySelectorAll(".why, .again")) old.remove();
    if (why) foot.append(element("p", "why", why));
    if (state === "failed") {
      const again = element("button", "again", words.again);
      again.type = "button";
      again.addEventListener("click", () => this.asked.again(id));
      foot.append(again);
    }
    if (this.following) this.toEnd();
  }

  hide(id) {
    const box = this.own.get(id);
    if (box) box.hidden = true;
  }

  place(box, line, before) {
    box.dataset.day = dayOf(line.at);
    box.dataset.dayName = dayName(line.at);
    if (line.number) box.dataset.number = line.number;
    const follow = this.following;
    this.log.insertBefore(box, before || null);
    const last = box.previousElementSibling;
    if (!last || last.dataset.day !== box.dataset.day) this.rule(box);
    if (follow) this.toEnd();
    else if (!line.own && line.number) this.down.hidden = false;
  }

  // The day above the first line of each day.
  rule(box) {
    const rule = element("p", "day", box.dataset.dayName);
    rule.dataset.day = box.dataset.day;
    this.log.insertBefore(rule, box);
  }

  ruleAgain() {
    for (const rule of this.log.querySelectorAll(".day")) rule.remove();
    let day = "";
    for (const box of this.log.querySelectorAll(".line")) {
      if (box.dataset.day !== day) this.rule(box);
      day = box.dataset.day;
    }
  }

  // A line that was late stands where its number belongs.
  laterThan(number) {
    const all = this.log.querySelectorAll(".line.bot");
    for (let i = all.length - 1; i >= 0; i -= 1) {
      if (Number(all[i].dataset.number) < number) return i + 1 < all.length ? all[i + 1] : null;
    }
    return all.length ? all[0] : null;
  }

  choices(line) {
    const group = element("div", "choices");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", words.choose);
    for (const button of line.buttons) {
      const choice = element("button", "choice");
      choice.type = "button";
      choice.dataset.tap = button.tap;
      choice.setAttribute("aria-pressed", "false");
      const found = /^(\d{1,3})\.\s+([^]*)$/.exec(button.label);
      if (found) choice.append(element("span", "digit", found[1]));
      choice.append(element("span", "said", found ? found[2] : button.label), tick());
      choice.setAttribute("aria-label", button.label);
      choice.addEventListener("click", () => this.press(group, choice, button));
      group.append(choice);
    }
    if (line.pressed) this.markPressed(group, line.pressed);
    return group;
  }

  press(group, choice, button) {
    const now = Date.now();
    const twice = choice.dataset.at && now - Number(choice.dataset.at) < TWICE;
    choice.dataset.at = now;
    this.markPressed(group, button.tap);
    // Each press is sent; what a double tap means is decided where it is handled.
    const id = this.asked.tap(button);
    if (twice) this.hide(id);
  }

  // A choice that was typed is marked like one that was pressed, if the question is the bot's last word.
  markTyped(text, before) {
    let above = before ? before.previousElementSibling : this.log.lastElementChild;
    while (above && above.classList.contains("day")) above = above.previousElementSibling;
    const group = above && above.classList.contains("bot") && above.querySelector(".choices");
    if (!group) return;
    const typed = text.trim().toLowerCase();
    for (const choice of group.querySelectorAll(".choice")) {
      const digit = choice.querySelector(".digit");
      const names = [digit && digit.textContent, choice.querySelector(".said").textContent.toLowerCase()];
      if (names.includes(typed)) this.markPressed(group, choice.dataset.tap);
    }
  }

  markPressed(group, tap) {
    group.classList.add("answered");
    for (const choice of group.querySelectorAll(".choice")) {
      const pressed = choice.dataset.tap === tap;
      choice.classList.toggle("pressed", pressed);
      choice.setAttribute("aria-pressed", String(pressed));
    }
  }

  dimChoices() {
    for (const group of this.log.querySelectorAll(".choices")) group.classList.add("past");
  }

  showFiles(bubble, line) {
    if (line.photos && line.photos.length) {
      const grid = element("div", gridOf(line.photos.length));
      line.photos.forEach((path, i) => grid.append(this.picture(path, i + 1)));
      bubble.append(grid);
      bubble.classList.add("wide");
    }
    for (const path of line.sounds || []) {
      const sound = element("audio");
      sound.controls = true;
      sound.preload = "metadata";
      sound.setAttribute("aria-label", words.sound);
      sound.src = path;
      bubble.append(sound);
      bubble.classList.add("wide");
    }
    for (const file of line.files || []) bubble.append(this.document(file));
  }

  picture(path, nth) {
    const image = element("img");
    image.src = path;
    image.alt = `${words.photo} ${nth}`;
    const frame = element(this.links ? "a" : "span", "picture");
    if (this.links) {
      frame.href = path;
      frame.target = "_blank";
      frame.rel = "noopener";
    }
    frame.append(image);
    return frame;
  }

  document(file) {
    const link = element(this.links ? "a" : "span", "document", file.name);
    if (this.links) {
      link.href = file.path;
      link.download = file.name;
    }
    return link;
  }

  foot(at, state) {
    const foot = element("p", "foot");
    const time = element("time", "", timeOf(at));
    if (at) time.dateTime = at;
    foot.append(time);
    if (state) foot.append(element("span", "state", state));
    return foot;
  }

  leaveWelcome() {
    if (this.welcome) this.welcome.remove();
    this.welcome = null;
  }

  wipe() {
    this.log.textContent = "";
    this.lines.clear();
    this.own.clear();
    this.down.hidden = true;
  }
}

export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

// One photo large, two or four side by side, otherwise three in a row.
export function gridOf(count) {
  if (count === 1) return "pictures one";
  return count === 2 || count === 4 ? "pictures" : "pictures three";
}

function tick() {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("class", "tick");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", "M4.5 12.5 10 18 20 6.5");
  drawing.append(path);
  return drawing;
}
