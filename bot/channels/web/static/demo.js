// The demo's bar: whose phones are on the table. Side by side where there is room, else one at a time.

const FIRST = 3;
const narrow = window.matchMedia("(max-width: 740px)");
const tabs = Array.from(document.querySelectorAll(".person"));
const phones = new Map(Array.from(document.querySelectorAll(".phone"), (phone) => [phone.dataset.slug, phone]));

function show(tab, shown) {
  tab.setAttribute("aria-pressed", String(shown));
  phones.get(tab.dataset.slug).hidden = !shown;
  if (shown) tab.querySelector(".new").hidden = true;
}

function shown(tab) {
  return tab.getAttribute("aria-pressed") === "true";
}

function arrange() {
  document.getElementById("none").hidden = tabs.some(shown);
}

for (const tab of tabs) {
  tab.addEventListener("click", () => {
    if (narrow.matches) for (const other of tabs) show(other, other === tab);
    else show(tab, !shown(tab));
    arrange();
    if (shown(tab) && !narrow.matches) phones.get(tab.dataset.slug).scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}

function begin() {
  tabs.forEach((tab, i) => show(tab, i < (narrow.matches ? 1 : FIRST)));
  arrange();
}

narrow.addListener(begin);
addEventListener("message", (event) => {
  if (event.origin !== location.origin) return;
  const tab = tabs.find((one) => one.dataset.slug === event.data.unread);
  if (tab && !shown(tab)) tab.querySelector(".new").hidden = false;
});
begin();
