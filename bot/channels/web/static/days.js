// Days and hours as people here say them, whatever the phone's own clock zone is.

import { words } from "./words.js";

const HOURS = 7 * 3600 * 1000; // Asia/Ho_Chi_Minh has kept UTC+7 since 1975

let ahead = 0; // how far the server's clock is ahead of this phone's, which may be set wrong

export function setClock(now) {
  if (now) ahead = new Date(now).getTime() - Date.now();
}

export function nowIso() {
  return new Date(Date.now() + ahead).toISOString();
}

function local(at) {
  return new Date(new Date(at || nowIso()).getTime() + HOURS);
}

export function timeOf(at) {
  const when = local(at);
  return `${when.getUTCHours()}:${String(when.getUTCMinutes()).padStart(2, "0")}`;
}

export function dayOf(at) {
  return local(at).toISOString().slice(0, 10);
}

export function dayName(at) {
  const when = local(at);
  const days = Math.floor(local().getTime() / 86400000) - Math.floor(when.getTime() / 86400000);
  if (days === 0) return words.today;
  if (days === 1) return words.yesterday;
  return `${words.weekdays[when.getUTCDay()]}, ${when.getUTCDate()}/${when.getUTCMonth() + 1}`;
}
