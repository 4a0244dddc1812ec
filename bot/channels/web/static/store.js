// What the browser keeps between two openings of the page: messages not yet sent, and how far the person has read.
// At the kiosk nothing is kept. A browser that forbids storage behaves like a kiosk.

const VERSION = 1;

export function randomId() {
  const bytes = new Uint8Array(12);
  crypto.getRandomValues(bytes);
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

export class Store {
  constructor(scope, lasting) {
    this.prefix = `thidua.${scope}.`;
    this.lasting = lasting;
    const kept = this.takePage();
    this.page = kept ? kept.page : randomId();
    this.seq = kept ? kept.seq : 0;
    // The id is taken away while the page is open: a copied tab then gets one of its own.
    addEventListener("pagehide", () => this.write(sessionStorageOf(), "page", { page: this.page, seq: this.seq }));
    addEventListener("pageshow", () => this.takePage());
  }

  takePage() {
    const kept = this.read(sessionStorageOf(), "page");
    this.remove(sessionStorageOf(), "page");
    return kept;
  }

  nextSeq() {
    this.seq += 1;
    return this.seq;
  }

  unsent() {
    return this.read(localStorageOf(), "unsent") || [];
  }

  keepUnsent(item) {
    const others = this.unsent().filter((other) => other.id !== item.id);
    this.write(localStorageOf(), "unsent", others.concat([item]));
  }

  dropUnsent(id) {
    const all = this.unsent();
    const left = all.filter((item) => item.id !== id);
    if (left.length !== all.length) this.write(localStorageOf(), "unsent", left);
  }

  shown() {
    return this.read(localStorageOf(), "shown") || 0;
  }

  noteShown(number) {
    if (number > this.shown()) this.write(localStorageOf(), "shown", number);
  }

  read(where, name) {
    if (!this.lasting || !where) return null;
    try {
      const kept = JSON.parse(where.getItem(this.prefix + name));
      return kept && kept.version === VERSION ? kept.value : null;
    } catch (error) {
      return null;
    }
  }

  write(where, name, value) {
    if (!this.lasting || !where) return;
    try {
      where.setItem(this.prefix + name, JSON.stringify({ version: VERSION, value }));
    } catch (error) {
      // Full or forbidden: the message is still in the page and goes out from there.
    }
  }

  remove(where, name) {
    if (!this.lasting || !where) return;
    try {
      where.removeItem(this.prefix + name);
    } catch (error) {
      // Nothing to take away then.
    }
  }
}

function localStorageOf() {
  try {
    return window.localStorage;
  } catch (error) {
    return null;
  }
}

function sessionStorageOf() {
  try {
    return window.sessionStorage;
  } catch (error) {
    return null;
  }
}
