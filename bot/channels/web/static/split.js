// A long text goes as several messages: cut between paragraphs, else lines, else words, never inside a letter.

export function split(text, limit) {
  const parts = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const cut = place(rest, limit);
    parts.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trim();
  }
  if (rest) parts.push(rest);
  return parts;
}

function place(text, limit) {
  // A cut in the first half would make crumbs: then the next finer one is better.
  for (const mark of ["\n\n", "\n", " "]) {
    const at = text.lastIndexOf(mark, limit);
    if (at > limit / 2) return at;
  }
  const last = text.charCodeAt(limit - 1);
  return last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit;
}
