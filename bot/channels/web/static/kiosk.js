// The kiosk at the desk: a first screen, "Xong", and after three idle minutes nothing of the person is left.

import { words } from "./words.js";

const SIGNS_OF_LIFE = ["pointerdown", "keydown", "input", "touchmove", "wheel"];
const FRESH_EVERY = 6 * 3600 * 1000; // the identity of a page that nobody has begun with grows old

export class Kiosk {
  // asked: {begin(), wipe(), isBusy(), isUnsent()}
  constructor(asked, settings) {
    this.asked = asked;
    this.idle = settings.idle;
    this.warning = settings.warning;
    this.token = settings.token;
    this.left = 0;
    this.start = byId("start");
    this.leaving = byId("leaving");
    this.start.hidden = false;
    this.cover(true);
    byId("begin").addEventListener("click", () => this.begin());
    byId("done").addEventListener("click", () => this.done());
    byId("stay").addEventListener("click", () => this.stay());
    byId("leave").addEventListener("click", () => this.wipe());
    for (const sign of SIGNS_OF_LIFE) document.addEventListener(sign, () => this.alive(), { passive: true, capture: true });
    this.fresh = setTimeout(() => this.renew(), FRESH_EVERY);
    addEventListener("pagehide", () => this.forget());
    // Brought back by the browser's "back": that was somebody else's conversation.
    addEventListener("pageshow", (event) => event.persisted && this.wipe());
    byId("begin").focus();
  }

  begin() {
    if (this.over) {
      this.renew();
      return;
    }
    clearTimeout(this.fresh);
    this.start.hidden = true;
    this.cover(false);
    byId("done").hidden = false;
    this.begun = true;
    this.seen = Date.now();
    this.timer = setInterval(() => this.watch(), 500);
    this.asked.begin();
  }

  // What stands behind a full screen is not there for the keyboard or the screen reader.
  cover(covered) {
    for (const behind of [document.querySelector("header"), byId("log"), byId("composer")]) {
      behind.inert = covered;
      if (covered) behind.setAttribute("aria-hidden", "true");
      else behind.removeAttribute("aria-hidden");
    }
  }

  alive() {
    // Once it is asked, only the answer counts: a sleeve on the screen is not somebody.
    if (this.begun && this.leaving.hidden) this.seen = Date.now();
  }

  watch() {
    if (this.asked.isBusy()) this.alive();
    const left = this.idle - Math.floor((Date.now() - this.seen) / 1000);
    if (left <= 0) this.wipe();
    else if (left <= this.warning) this.ask(words.countdown(left));
  }

  ask(text) {
    byId("count").textContent = text;
    if (!this.leaving.hidden) return;
    this.leaving.hidden = false;
    this.cover(true);
    byId("stay").focus();
  }

  stay() {
    this.leaving.hidden = true;
    this.cover(false);
    this.seen = Date.now();
    byId("text").focus();
  }

  done() {
    if (this.asked.isUnsent()) {
      // A message that is still on its way would be lost: the person decides.
      this.seen = Date.now() - (this.idle - this.warning - 1) * 1000;
      this.ask(words.unsent);
    } else {
      this.wipe();
    }
  }

  forget() {
    if (!this.begun || this.over) return;
    const address = `/forget?as=${encodeURIComponent(this.token)}`;
    if (!navigator.sendBeacon || !navigator.sendBeacon(address)) fetch(address, { method: "POST", keepalive: true });
  }

  wipe() {
    clearInterval(this.timer);
    this.forget();
    this.over = true;
    this.asked.wipe();
    this.leaving.hidden = true;
    byId("done").hidden = true;
    this.start.hidden = false;
    this.cover(true);
    this.renew();
  }

  // A new page with a new identity; without a network the first screen stays instead of the browser's error.
  async renew() {
    const waiting = byId("waiting");
    const begin = byId("begin");
    begin.disabled = true;
    clearTimeout(this.later);
    try {
      const probe = new URL("mark.svg", import.meta.url).pathname;
      await fetch(probe, { cache: "no-store" });
      location.replace(location.pathname);
    } catch (error) {
      this.over = true;
      begin.disabled = false;
      waiting.textContent = words.noNet;
      waiting.hidden = false;
      this.later = setTimeout(() => this.renew(), 5000);
    }
  }
}

function byId(id) {
  return document.getElementById(id);
}
