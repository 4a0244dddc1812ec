// What the person did and the server has not confirmed. Each thing keeps its id, page and number until it has.

import { nowIso } from "./days.js";
import { randomId } from "./store.js";

const PATIENCE = 15000; // without an answer for this long a message is shown as not sent; it is still tried

export class Outbox {
  constructor(store, wire, screen) {
    this.store = store;
    this.wire = wire;
    this.screen = screen;
    this.items = new Map();
    this.timers = new Map();
    for (const item of store.unsent()) this.items.set(item.id, item);
  }

  // A new message; `frame` may still lack its files, then `ready` is called later.
  add(frame, text, more) {
    const item = Object.assign(
      { id: randomId(), page: this.store.page, seq: this.store.nextSeq(), frame, text, at: nowIso(), ready: true },
      more
    );
    this.items.set(item.id, item);
    this.store.keepUnsent(storable(item));
    return item;
  }

  send(item) {
    if (!item.ready || !this.items.has(item.id)) return;
    clearTimeout(this.timers.get(item.id));
    const frame = Object.assign({ id: item.id, seq: item.seq }, item.frame);
    if (item.page !== this.store.page) frame.page = item.page;
    const under = this.wire.send(frame);
    this.screen.mark(item.id, under ? "sending" : "waiting");
    this.timers.set(item.id, setTimeout(() => this.screen.mark(item.id, "failed"), PATIENCE));
  }

  change(item) {
    if (this.items.has(item.id)) this.store.keepUnsent(storable(item));
  }

  sendAll() {
    for (const item of this.items.values()) if (!item.refused) this.send(item);
  }

  again(id) {
    const item = this.items.get(id);
    if (!item) return;
    item.refused = false;
    this.wire.hurry();
    this.send(item);
  }

  got(id) {
    const item = this.items.get(id);
    this.forget(id);
    this.screen.mark(id, "sent");
    return item;
  }

  refused(id, why, again) {
    const item = this.items.get(id);
    if (!item) return;
    clearTimeout(this.timers.get(id));
    if (again) {
      this.screen.mark(id, "later", why);
      this.timers.set(id, setTimeout(() => this.send(item), again * 1000 * (1 + Math.random() / 4)));
    } else {
      // It will not be taken as it is: no use trying it again by itself, now or after a reload.
      this.store.dropUnsent(id);
      item.refused = true;
      this.screen.mark(id, "failed", why);
    }
  }

  forget(id) {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    this.items.delete(id);
    this.store.dropUnsent(id);
  }

  isEmpty() {
    return this.items.size === 0;
  }

  wipe() {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.items.clear();
  }
}

// The bytes of a photo stand elsewhere (blobs.js); here only what is known of it.
function storable(item) {
  if (!item.parts) return item;
  const parts = item.parts.map((part) => ({
    key: part.key, kind: part.kind, name: part.name, type: part.type, seconds: part.seconds, file: part.file,
  }));
  return Object.assign({}, item, { parts });
}
