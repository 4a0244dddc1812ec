// The chat page: puts its parts together. The protocol stands in server.py.

import { words } from "./words.js";
import { Composer } from "./composer.js";
import { setClock } from "./days.js";
import { Kiosk } from "./kiosk.js";
import { Media } from "./media.js";
import { Outbox } from "./outbox.js";
import { Screen } from "./screen.js";
import { Store } from "./store.js";
import { Voice, canRecord } from "./voice.js";
import { Wire } from "./wire.js";

const RELOADED = "thidua.reloaded";
const set = document.body.dataset;
const isKiosk = set.mode === "kiosk";

const store = new Store(set.scope, !isKiosk);
const code = new URLSearchParams(location.search).get("moi");
const welcome = code ? "invited" : set.mode;
const screen = new Screen({ tap, again: (id) => outbox.again(id), begin }, !isKiosk, welcome);
const wire = new Wire(store.page, set.token, { hello, line, got, no, open, closed, stranger, elsewhere });
const outbox = new Outbox(store, wire, screen);
const media = new Media(outbox, screen, {
  token: set.token,
  limits: { photo: Number(set.photo), voice: Number(set.file), video: Number(set.video), file: Number(set.file) },
  most: Number(set.files),
  keeps: !isKiosk,
});
const composer = new Composer({ say, files: (list) => media.sendFiles(list), place }, Number(set.letters), Number(set.files));
const net = document.getElementById("net");
let voice = null;
let kiosk = null;
let closedFor = 0;

setUp();

function setUp() {
  for (const empty of document.querySelectorAll("[data-unless-empty]")) empty.hidden = !empty.textContent;
  const call = document.getElementById("call");
  if (call.dataset.phone && !isKiosk && set.mode !== "persona") {
    call.hidden = false;
    call.setAttribute("aria-label", `${call.textContent.trim()}: ${call.dataset.phone}`);
  }
  if (canRecord()) {
    document.getElementById("talk").hidden = false;
    voice = new Voice({
      send: (blob, seconds) => media.sendFiles([blob], seconds),
      tell: (text) => composer.tell(text),
      moved: () => kiosk && kiosk.alive(),
    });
  } else {
    const mute = document.getElementById("mute");
    mute.textContent = words.noVoiceHere;
    mute.hidden = false;
  }
  for (const item of outbox.items.values()) {
    if (item.parts && !item.ready) media.resume(item);
    else screen.showOwn(item, null);
  }
  addEventListener("beforeunload", (event) => {
    if (!isKiosk && media.isBusy()) event.preventDefault();
  });
  net.addEventListener("click", () => {
    if (!net.classList.contains("tap")) return;
    net.hidden = true;
    wire.start();
  });
  if (isKiosk) {
    kiosk = new Kiosk({ begin: enter, wipe, isBusy, isUnsent: () => !outbox.isEmpty() }, {
      idle: Number(set.idle), warning: Number(set.warning), token: set.token,
    });
  } else {
    wire.start();
  }
  takeInvitation();
}

// ?moi=CODE is written into the box for the person to send, and leaves the address.
function takeInvitation() {
  if (!code) return;
  history.replaceState(null, "", location.pathname);
  if (/^[\w-]{1,40}$/.test(code)) composer.fillIn(words.invitation(code));
}

function enter() {
  wire.start();
  document.getElementById("text").focus();
}

function begin() {
  say(set.mode === "persona" ? words.menu : words.greeting);
}

// What the person does

function say(text) {
  const item = outbox.add({ t: "say", text }, text);
  screen.showOwn(item, null);
  outbox.send(item);
}

function tap(button) {
  const item = outbox.add({ t: "tap", tap: button.tap, label: button.label }, button.label);
  screen.showOwn(item, null);
  outbox.send(item);
  return item.id;
}

function place(lat, lon) {
  const item = outbox.add({ t: "place", lat, lon }, words.place);
  screen.showOwn(item, null);
  outbox.send(item);
}

// What the server says

function hello(frame) {
  const history = frame.history;
  setClock(frame.now);
  for (const said of history) {
    // Its "got" was lost with the last connection, yet here it is.
    if (said.own && said.id) confirmed(outbox.got(said.id));
  }
  screen.showHistory(history, !outbox.isEmpty());
}

function line(said) {
  const fresh = screen.showLine(said, null);
  wire.acknowledge(said.number);
  if (!fresh) return;
  const unread = said.number > store.shown();
  store.noteShown(said.number);
  if (unread && window.parent !== window) window.parent.postMessage({ unread: set.slug }, location.origin);
}

function got(id) {
  confirmed(outbox.got(id));
}

function confirmed(item) {
  if (item && item.parts) media.finished(item);
}

function no(frame) {
  if (frame.id) outbox.refused(frame.id, frame.text, frame.again);
  else composer.tell(frame.text);
}

function open() {
  clearTimeout(closedFor);
  closedFor = 0;
  tellNet("", false);
  outbox.sendAll();
}

function closed() {
  // A connection that breaks and is back within a second or two need not trouble anybody.
  if (!closedFor) closedFor = setTimeout(() => tellNet(words.offline, false), navigator.onLine === false ? 0 : 1500);
}

function elsewhere() {
  tellNet(words.elsewhere, true);
}

function stranger() {
  if (isKiosk) {
    kiosk.wipe();
    return;
  }
  // The cookie is gone or too old: a new page brings a new one. Once only, in case this browser keeps none.
  let before = 0;
  try {
    before = Number(sessionStorage.getItem(RELOADED)) || 0;
    sessionStorage.setItem(RELOADED, String(Date.now()));
  } catch (error) {
    before = Date.now();
  }
  if (Date.now() - before > 60000) location.reload();
  else tellNet(words.noCookie, false);
}

function tellNet(text, tappable) {
  net.textContent = text;
  net.hidden = !text;
  net.classList.toggle("tap", tappable);
  if (tappable) {
    net.setAttribute("tabindex", "0");
    net.onkeydown = (event) => event.key === "Enter" && net.click();
  } else {
    net.removeAttribute("tabindex");
  }
}

// At the kiosk

function isBusy() {
  return media.isBusy() || Boolean(voice && voice.isBusy());
}

function wipe() {
  wire.stop();
  media.wipe();
  outbox.wipe();
  screen.wipe();
  composer.wipe();
  if (voice) voice.leave();
}
