// A text as paragraphs: addresses become links; a code or telephone number alone on its line stands out, and so does
// what is asked.

const FIGURE = /^\+?\d[\d .-]{5,}\d$/;
const PHONE = /^(0|\+84)/;
const QUESTION = /^(.*[.!?…]\s+)?([^.!?…]+\?)$/;
const ITEM = /^[–-]\s/;
const ADDRESS = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

export function fill(box, text, links) {
  for (const row of text.split("\n")) {
    const line = document.createElement("p");
    const plain = row.trim();
    if (!plain) line.className = "pause";
    else if (FIGURE.test(plain)) figure(line, plain, links);
    else if (links && row.includes("://")) linked(line, row);
    else worded(line, row);
    box.append(line);
  }
}

function worded(line, row) {
  if (ITEM.test(row)) line.className = "item";
  const asked = QUESTION.exec(row);
  if (!asked) {
    line.textContent = row;
    return;
  }
  const question = document.createElement("span");
  question.className = "asked";
  question.textContent = asked[2];
  line.append(asked[1] || "", question);
}

function figure(line, plain, links) {
  line.className = "figure";
  const digits = plain.replace(/[^\d+]/g, "");
  if (!links || !PHONE.test(plain) || digits.length < 9) {
    line.textContent = plain;
    return;
  }
  const call = document.createElement("a");
  call.href = `tel:${digits}`;
  call.textContent = plain;
  line.append(call);
}

function linked(line, row) {
  let at = 0;
  for (const found of row.match(ADDRESS) || []) {
    const start = row.indexOf(found, at);
    line.append(row.slice(at, start));
    const link = document.createElement("a");
    link.href = found;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = found;
    line.append(link);
    at = start + found.length;
  }
  line.append(row.slice(at));
}
