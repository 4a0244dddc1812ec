// The WebSocket: connects, comes back by itself, and knows which lines the server was told are shown.

const PING_EVERY = 25000;
const PONG_WITHIN = 10000;
const LONGEST_WAIT = 30000;
const STRANGER = 4401;
const ELSEWHERE = 4409;

export class Wire {
  // heard: {hello(frame), line(line), got(id), no(frame), open(), closed(), stranger(), elsewhere()}
  constructor(page, token, heard) {
    this.page = page;
    this.token = token;
    this.heard = heard;
    this.last = 0; // the highest line on the screen
    this.acks = []; // told, but not yet confirmed by a later pong
    this.pings = []; // for each ping that waits for its pong: the acks before it
    this.tries = 0;
    this.socket = null;
    this.opened = false;
    this.resting = true;
    this.timer = 0;
    this.pinger = 0;
    this.deadline = 0;
    addEventListener("online", () => this.hurry());
    addEventListener("offline", () => this.check());
    addEventListener("pageshow", () => this.hurry());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.hurry();
    });
  }

  start() {
    this.resting = false;
    this.connect();
  }

  stop() {
    this.resting = true;
    this.drop();
  }

  address() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const token = this.token ? `&as=${encodeURIComponent(this.token)}` : "";
    return `${scheme}//${location.host}/ws?page=${this.page}&after=${this.last}${token}`;
  }

  connect() {
    clearTimeout(this.timer);
    if (this.resting || this.socket) return;
    const socket = new WebSocket(this.address());
    this.socket = socket;
    socket.onopen = () => {
      if (this.socket !== socket) return;
      for (const number of this.acks) this.send({ t: "ack", number });
      this.opened = true;
      this.heard.open();
      this.pinger = setInterval(() => this.check(), PING_EVERY);
    };
    socket.onmessage = (message) => {
      if (this.socket === socket) this.hear(JSON.parse(message.data));
    };
    socket.onclose = (event) => {
      if (this.socket === socket) this.closed(event.code);
    };
    // A connection that neither opens nor fails is as good as none.
    this.deadline = setTimeout(() => {
      if (this.socket === socket && socket.readyState === WebSocket.CONNECTING) this.closed(0);
    }, PONG_WITHIN);
  }

  hear(frame) {
    this.tries = 0;
    clearTimeout(this.deadline);
    this.deadline = 0;
    if (frame.t === "pong") this.confirm();
    if (frame.t === "hello") this.heard.hello(frame);
    else if (frame.t === "line") this.heard.line(frame);
    else if (frame.t === "got") this.heard.got(frame.id);
    else if (frame.t === "no") this.heard.no(frame);
  }

  // The server handles frames one by one, so a pong confirms every ack that went before its ping.
  confirm() {
    const told = this.pings.shift() || [];
    this.acks = this.acks.filter((number) => !told.includes(number));
  }

  acknowledge(number) {
    if (number > this.last) this.last = number;
    this.acks.push(number);
    this.send({ t: "ack", number });
  }

  // True when the frame is on its way; whether it arrived only "got" can tell.
  send(frame) {
    if (!this.socket || this.socket.readyState !== WebSocket.OPEN) return false;
    if (frame.t === "ping") this.pings.push(this.acks.slice());
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  check() {
    if (!this.send({ t: "ping" }) || this.deadline) return;
    this.deadline = setTimeout(() => this.closed(0), PONG_WITHIN);
  }

  hurry() {
    if (this.resting) return;
    if (this.socket) this.check();
    else this.connect();
  }

  drop() {
    const socket = this.socket;
    this.socket = null;
    this.opened = false;
    this.pings = [];
    clearTimeout(this.timer);
    clearTimeout(this.deadline);
    clearInterval(this.pinger);
    this.deadline = 0;
    if (socket) socket.close();
  }

  closed(code) {
    this.drop();
    if (this.resting) return;
    if (code === STRANGER || code === ELSEWHERE) {
      this.resting = true;
      if (code === STRANGER) this.heard.stranger();
      else this.heard.elsewhere();
      return;
    }
    this.heard.closed();
    const wait = Math.min(LONGEST_WAIT, 700 * 2 ** this.tries);
    this.tries += 1;
    // Chance spreads the phones of a village that all lost the same server.
    this.timer = setTimeout(() => this.connect(), wait * (0.5 + Math.random() / 2));
  }
}
