// The box one writes in, and the sheet of things to send along.

import { words } from "./words.js";
import { split } from "./split.js";

export class Composer {
  // asked: {say(text), files(list), place(lat, lon)}
  constructor(asked, letters, most) {
    this.asked = asked;
    this.letters = letters;
    this.most = most;
    this.text = byId("text");
    this.told = byId("told");
    this.sheet = byId("sheet");
    this.attach = byId("attach");
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.say();
    });
    this.text.addEventListener("input", () => this.grow());
    this.text.addEventListener("focus", () => document.body.classList.add("typing"));
    this.text.addEventListener("blur", () => document.body.classList.remove("typing"));
    this.text.addEventListener("keydown", (event) => {
      // On a phone Enter is the next line; isComposing: the Vietnamese keyboard is still putting marks on a word.
      const desk = window.matchMedia("(hover: hover) and (pointer: fine)").matches;
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing && desk) {
        event.preventDefault();
        this.say();
      }
    });
    // The button must not take the focus, or the phone's keyboard folds away after each message.
    byId("send").addEventListener("pointerdown", (event) => event.preventDefault());
    this.attach.addEventListener("click", () => this.openSheet(this.sheet.hidden));
    this.sheet.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.openSheet(false);
      this.attach.focus();
    });
    for (const id of ["camera", "photos", "files"]) this.watchFiles(byId(id));
    this.offerPlace(byId("place"));
  }

  say() {
    const parts = split(this.text.value, this.letters);
    if (!parts.length) {
      this.text.focus();
      return;
    }
    this.tell("");
    this.text.value = "";
    this.grow();
    for (const part of parts) this.asked.say(part);
  }

  fillIn(text) {
    if (this.text.value) return;
    this.text.value = text;
    this.grow();
    this.text.focus();
  }

  grow() {
    this.text.style.height = "auto";
    const edges = this.text.offsetHeight - this.text.clientHeight;
    this.text.style.height = `${this.text.scrollHeight + edges}px`;
  }

  tell(text) {
    this.told.textContent = text;
    this.told.hidden = !text;
  }

  openSheet(open) {
    this.sheet.hidden = !open;
    this.attach.setAttribute("aria-expanded", String(open));
    if (open) this.sheet.querySelector("input").focus();
  }

  watchFiles(input) {
    input.addEventListener("change", () => {
      const files = Array.from(input.files);
      input.value = ""; // so that the same photo can be chosen again
      this.openSheet(false);
      this.tell(files.length > this.most ? words.tooMany(this.most) : "");
      if (files.length) this.asked.files(files);
      this.attach.focus();
    });
  }

  offerPlace(button) {
    if (!window.isSecureContext || !navigator.geolocation) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      this.openSheet(false);
      this.tell("");
      this.attach.focus();
      navigator.geolocation.getCurrentPosition(
        (found) => this.asked.place(found.coords.latitude, found.coords.longitude),
        () => this.tell(words.noPlace),
        { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 }
      );
    });
  }

  wipe() {
    this.text.value = "";
    this.tell("");
    this.openSheet(false);
  }
}

function byId(id) {
  return document.getElementById(id);
}
