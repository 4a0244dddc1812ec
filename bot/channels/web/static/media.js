// Photos, voice notes and other files: each goes up on its own, then one message names them all.

import { words } from "./words.js";
import { dropBlob, keepBlob, readBlob } from "./blobs.js";
import { element, gridOf } from "./screen.js";
import { randomId } from "./store.js";

const AT_ONCE = 2;
const MIB = 1024 * 1024;

export class Media {
  constructor(outbox, screen, settings) {
    this.outbox = outbox;
    this.screen = screen;
    this.settings = settings; // {token, limits: {photo, video, voice, file}, most, keeps}
    this.queue = [];
    this.running = 0;
    this.requests = new Set();
  }

  // Files that were chosen together are one message.
  sendFiles(files, seconds) {
    const parts = Array.from(files).slice(0, this.settings.most).map((blob) => ({
      key: randomId(), kind: kindOf(blob), name: blob.name || "", type: blob.type, seconds: seconds || 0, blob,
    }));
    if (!parts.length) return;
    const item = this.outbox.add({ t: "media", files: [], text: "" }, "", { parts, ready: false });
    if (this.settings.keeps) for (const part of parts) keepBlob(part.key, part.blob);
    this.show(item);
    for (const part of parts) this.begin(item, part);
  }

  // A message that an earlier opening of the page could not finish.
  async resume(item) {
    for (const part of item.parts) {
      if (!part.file) part.blob = await readBlob(part.key);
    }
    this.show(item);
    for (const part of item.parts) {
      if (part.file) this.settle(item);
      else if (part.blob) this.begin(item, part);
      else this.trouble(item, part, words.lost, false);
    }
  }

  show(item) {
    const sound = item.parts.length === 1 && item.parts[0].kind === "voice";
    const grid = element("div", gridOf(item.parts.length));
    for (const part of item.parts) {
      part.box = element("div", sound ? "voice" : "picture");
      part.box.append(preview(part));
      part.bar = element("progress");
      part.bar.max = 1;
      part.bar.value = 0;
      part.bar.setAttribute("aria-label", words.sending);
      part.box.append(part.bar);
      grid.append(part.box);
    }
    this.screen.showOwn(item, grid);
    this.screen.mark(item.id, "uploading");
  }

  begin(item, part) {
    const limit = this.settings.limits[part.kind];
    if (part.blob.size > limit * MIB) {
      this.trouble(item, part, words.tooBig(limit), false);
      return;
    }
    this.queue.push(() => this.upload(item, part));
    this.next();
  }

  next() {
    while (this.running < AT_ONCE && this.queue.length) {
      this.running += 1;
      this.queue.shift()();
    }
  }

  upload(item, part) {
    const query = new URLSearchParams({ kind: part.kind, seconds: part.seconds, name: part.name });
    if (this.settings.token) query.set("as", this.settings.token);
    const request = new XMLHttpRequest();
    this.requests.add(request);
    const done = () => {
      this.requests.delete(request);
      this.running -= 1;
      this.next();
    };
    request.open("POST", `/upload?${query}`);
    request.setRequestHeader("Content-Type", part.type || "application/octet-stream");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) part.bar.value = event.loaded / event.total;
    };
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status === 200 && answer.file) {
        part.file = answer.file;
        part.bar.hidden = true;
        this.outbox.change(item);
        this.settle(item);
      } else {
        this.trouble(item, part, answer.text || words.uploadFailed, request.status !== 413 && request.status !== 415);
      }
      done();
    };
    request.onerror = () => {
      this.trouble(item, part, words.uploadFailed, true);
      done();
    };
    request.send(part.blob);
  }

  // All that will come has come: the message may go.
  settle(item) {
    if (item.ready || !item.parts.every((part) => part.file)) return;
    item.frame.files = item.parts.map((part) => part.file);
    item.ready = true;
    this.outbox.change(item);
    this.outbox.send(item);
  }

  trouble(item, part, why, again) {
    part.bar.hidden = true;
    part.box.classList.add("trouble");
    const cause = element("p", "cause", why);
    cause.setAttribute("role", "alert");
    const controls = element("div", "tools");
    const clear = () => {
      cause.remove();
      controls.remove();
      part.box.classList.remove("trouble");
    };
    if (again) {
      const retry = control(words.retry);
      retry.addEventListener("click", () => {
        clear();
        part.bar.hidden = false;
        part.bar.value = 0;
        this.screen.mark(item.id, "uploading");
        this.begin(item, part);
      });
      controls.append(retry);
    }
    const drop = control(part.kind === "photo" ? words.drop : words.dropFile);
    drop.addEventListener("click", () => this.leaveOut(item, part));
    controls.append(drop);
    part.box.append(cause, controls);
    this.screen.mark(item.id, "notYet");
  }

  leaveOut(item, part) {
    item.parts = item.parts.filter((other) => other !== part);
    dropBlob(part.key);
    part.box.remove();
    if (item.parts.length) {
      this.outbox.change(item);
      this.settle(item);
    } else {
      this.screen.hide(item.id);
      this.outbox.forget(item.id);
    }
  }

  // The server has the message: the bytes need not be kept here any more.
  finished(item) {
    for (const part of item.parts) dropBlob(part.key);
  }

  isBusy() {
    return this.requests.size > 0 || this.queue.length > 0;
  }

  wipe() {
    this.queue = [];
    for (const request of this.requests) request.abort();
    this.requests.clear();
  }
}

function preview(part) {
  if (part.kind === "photo" && part.blob) {
    const image = element("img");
    image.alt = part.name || words.photo;
    image.src = URL.createObjectURL(part.blob);
    image.onload = () => URL.revokeObjectURL(image.src);
    image.onerror = () => image.replaceWith(element("span", "blank", part.name || words.photo));
    return image;
  }
  if (part.kind === "voice" && part.blob) {
    const sound = element("audio");
    sound.controls = true;
    sound.setAttribute("aria-label", words.sound);
    sound.src = URL.createObjectURL(part.blob);
    return sound;
  }
  return element("span", "blank", part.name || (part.kind === "voice" ? words.sound : words.photo));
}

function control(text) {
  const made = element("button", "tool");
  made.type = "button";
  made.append(element("span", "", text));
  return made;
}

function kindOf(blob) {
  const kind = blob.type.split("/")[0];
  return { image: "photo", audio: "voice", video: "video" }[kind] || "file";
}

function parsed(text) {
  try {
    return JSON.parse(text) || {};
  } catch (error) {
    return {};
  }
}
