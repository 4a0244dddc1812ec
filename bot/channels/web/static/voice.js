// A voice note: start, see that it listens, stop, hear it, send it or throw it away.

import { words } from "./words.js";

const LONGEST = 20 * 60; // seconds
const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus", "audio/webm"];

export function canRecord() {
  return Boolean(window.isSecureContext && window.MediaRecorder && navigator.mediaDevices && navigator.mediaDevices.getUserMedia);
}

export class Voice {
  // asked: {send(blob, seconds), tell(text), moved()}
  constructor(asked) {
    this.asked = asked;
    this.box = byId("recorder");
    this.writing = byId("writing");
    byId("talk").addEventListener("click", () => this.start());
    byId("stop").addEventListener("click", () => this.stop());
    byId("discard").addEventListener("click", () => this.leave());
    byId("sendvoice").addEventListener("click", () => {
      const blob = this.blob;
      const seconds = this.seconds;
      this.leave();
      if (blob) this.asked.send(blob, seconds);
    });
  }

  async start() {
    if (this.stream || this.starting) return;
    this.starting = true;
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      this.asked.tell(words.noMicrophone);
      return;
    } finally {
      this.starting = false;
    }
    this.stream = stream;
    this.pieces = [];
    this.blob = null;
    this.seconds = 0;
    const type = TYPES.find((one) => MediaRecorder.isTypeSupported && MediaRecorder.isTypeSupported(one));
    this.recorder = new MediaRecorder(stream, type ? { mimeType: type } : {});
    const recorder = this.recorder;
    recorder.ondataavailable = (event) => {
      if (this.recorder === recorder && event.data.size) this.pieces.push(event.data);
    };
    recorder.onstop = () => {
      if (this.recorder === recorder) this.recorded();
    };
    recorder.start(1000);
    this.began = performance.now();
    this.show(true);
    this.tick = setInterval(() => this.count(), 250);
    this.watchLevel(stream);
    byId("stop").focus();
  }

  count() {
    this.seconds = Math.floor((performance.now() - this.began) / 1000);
    byId("length").textContent = `${Math.floor(this.seconds / 60)}:${String(this.seconds % 60).padStart(2, "0")}`;
    this.asked.moved();
    if (this.seconds >= LONGEST) this.stop();
  }

  stop() {
    if (!this.recorder || this.recorder.state === "inactive") return;
    this.count();
    this.seconds = Math.max(1, Math.round((performance.now() - this.began) / 1000));
    this.recorder.stop();
  }

  recorded() {
    this.silence();
    const type = (this.recorder.mimeType || this.pieces[0].type || "audio/webm").split(";")[0];
    this.blob = new Blob(this.pieces, { type });
    const listen = byId("listen");
    listen.src = URL.createObjectURL(this.blob);
    this.show(false);
    byId("sendvoice").focus();
  }

  show(recording) {
    this.writing.hidden = true;
    this.box.hidden = false;
    byId("stop").hidden = !recording;
    byId("level").hidden = !recording;
    byId("listen").hidden = recording;
    byId("sendvoice").hidden = recording;
    byId("dot").classList.toggle("still", !recording);
    byId("recording").textContent = recording ? words.listening : words.recorded;
    if (recording) byId("length").textContent = "0:00";
  }

  silence() {
    clearInterval(this.tick);
    cancelAnimationFrame(this.frame);
    if (this.sound) this.sound.close();
    this.sound = null;
    if (this.stream) for (const track of this.stream.getTracks()) track.stop();
    this.stream = null;
  }

  leave() {
    const recorder = this.recorder;
    this.recorder = null;
    if (recorder && recorder.state !== "inactive") recorder.stop();
    this.silence();
    const listen = byId("listen");
    listen.pause();
    if (listen.src) URL.revokeObjectURL(listen.src);
    listen.removeAttribute("src");
    this.blob = null;
    this.pieces = [];
    this.box.hidden = true;
    this.writing.hidden = false;
    byId("talk").focus();
  }

  isBusy() {
    return Boolean(this.stream);
  }

  // Bars that move with the voice, so that one sees that the phone hears.
  watchLevel(stream) {
    const Context = window.AudioContext || window.webkitAudioContext;
    if (!Context) return;
    const canvas = byId("level");
    const drawing = canvas.getContext("2d");
    this.sound = new Context();
    const ear = this.sound.createAnalyser();
    ear.fftSize = 1024;
    this.sound.createMediaStreamSource(stream).connect(ear);
    const wave = new Uint8Array(ear.fftSize);
    const bars = [];
    let last = 0;
    const draw = (now) => {
      this.frame = requestAnimationFrame(draw);
      if (now - last < 70) return;
      last = now;
      ear.getByteTimeDomainData(wave);
      let most = 0;
      for (const value of wave) most = Math.max(most, Math.abs(value - 128));
      bars.push(Math.min(1, most / 70));
      if (bars.length > 40) bars.shift();
      drawing.clearRect(0, 0, canvas.width, canvas.height);
      drawing.fillStyle = "#1f5c3f";
      bars.forEach((bar, i) => {
        const height = Math.max(4, bar * canvas.height);
        drawing.fillRect(i * 8 + 1, (canvas.height - height) / 2, 5, height);
      });
    };
    this.frame = requestAnimationFrame(draw);
  }
}

function byId(id) {
  return document.getElementById(id);
}
