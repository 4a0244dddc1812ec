"""Numbers of targets as people write and read them: "1.200 m", "2,5 km", "60 %"; and the choices
of a pledge list ("1: 500 m, 3: 12 hộ").
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from models.work.movement import Target

# A full stop before three digits groups them, a comma begins a fraction, as Vietnamese is written.
GROUPED = r"\d{1,3}(?:\.\d{3})+"
NUMBER = rf"(?:{GROUPED}|\d+)(?:[,.]\d{{1,2}}(?!\d))?"
MOST = 1_000_000_000_000
# "1: 500 m", "1 - 500 m", "1) 500", "1. hơn 500"; a choice without a number is its place alone.
CHOICE = re.compile(r"^\s*(?P<place>\d{1,2})\s*(?:(?:[:)=\-–]|\.(?=\s))(?P<said>.*))?$")
VALUE = re.compile(
    rf"^\s*(?P<about>[^\W\d]+\s+){{0,3}}(?P<value>{NUMBER})(?!\s*[.,]?\d)\s*(?P<unit>.*)$"
)
# What one measures by: said of a target that is counted in something else, it is another number.
MEASURES = frozenset({
    "mm", "cm", "m", "km", "m2", "ha", "sao", "kg", "ta", "tan",
    "nghin", "ngan", "trieu", "ty", "%",
})  # fmt: skip
SPELT = {"met": "m", "kilomet": "km", "hecta": "ha", "kilogam": "kg", "tram": "%"}
PARTS = re.compile(r"\n|;|,\s+|,(?=\s*\d{1,2}\s*[:)=])|\s+v[àa]\s+")
COUNTED = re.compile(
    rf"(?<![\d/.,])(?P<value>{NUMBER})\s*(?P<unit>%|[^\W\d_]+(?:\s[^\W\d_]+)?)?(?![\d/])"
)


def fold(text: str) -> str:
    """Return a text as units are compared: small letters without marks."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def value_of(text: str) -> float:
    """Return a number as it is written ("1.200" are a thousand and two hundred)."""
    if re.fullmatch(rf"{GROUPED}(?:,\d+)?", text):
        text = text.replace(".", "")
    return float(text.replace(",", "."))


def tell_value(value: float) -> str:
    """Return a number as it is written in Vietnamese: "1.200", "2,5"."""
    whole = f"{value:,.2f}".rstrip("0").rstrip(".")
    return whole.translate(str.maketrans(",.", ".,"))


def tell_quantity(value: float, unit: str) -> str:
    """Return a number with what is counted: "500 m", "60 %"."""
    return f"{tell_value(value)} {unit}".strip()


def read_choices(text: str, targets: Sequence[Target]) -> dict[int, float | None] | None:
    """Return which targets a message chooses, by their places, each with its number where it has
    one; None when it is no such choice, names a target that is not in the list, or says no number
    that can be read of one that is counted.
    """
    places = {target.place: target for target in targets}
    found: dict[int, float | None] = {}
    for part in PARTS.split(text.strip(" .")):
        if not part.strip():
            continue
        hit = CHOICE.match(part.strip())
        if hit is None or int(hit["place"]) not in places:
            return None
        target, said = places[int(hit["place"])], hit["said"] or ""
        value = read_value(said, target.unit)
        if value is None and said.strip() and target.unit:
            return None
        found[target.place] = value
    return found or None


def read_named(text: str, targets: Sequence[Target]) -> dict[int, float | None] | None:
    """Return the same of a message that names the targets instead: "làm đường 500 m và giữ kỷ
    luật", "500 m, 3 hộ"; None where a part of it is not surely one target.
    """
    found: dict[int, float | None] = {}
    for part in PARTS.split(text.strip(" .")):
        if not part.strip():
            continue
        one = read_choices(part, targets) or named_target(part, targets)
        if one is None or set(one) & set(found):
            return None
        found |= one
    return found or None


def named_target(part: str, targets: Sequence[Target]) -> dict[int, float | None] | None:
    """Return the one target that a part of such a message is about, with its number."""
    named = [target for target in targets if shares_words(part, target.text)]
    hits = list(COUNTED.finditer(part))
    if not hits:
        return {named[0].place: None} if len(named) == 1 else None
    value, said = value_of(hits[0]["value"]), fold(hits[0]["unit"] or "")
    if not said and len(counted := [t for t in targets if t.unit]) == 1 and value <= MOST:
        alone = re.fullmatch(NUMBER, part.strip())
        return {counted[0].place: value} if alone else None
    fitting = [t for t in targets if t.unit and said and is_unit(said, fold(t.unit))]
    if len(fitting) > 1:
        fitting = [target for target in fitting if target in named]
    sure = len(hits) == len(fitting) == 1 and value <= MOST
    return {fitting[0].place: value} if sure else None


def read_value(text: str, unit: str) -> float | None:
    """Return the number that is said of a target, None for none, and for one that is measured by
    something else ("1,5 km" of metres).
    """
    hit = VALUE.match(text)
    if hit is None or (value := value_of(hit["value"])) > MOST:
        return None
    said = fold(hit["unit"]).split(" ")[0].rstrip(".,")
    other = bool(unit) and said in MEASURES and not is_unit(said, fold(unit))
    return None if other else value


def read_progress(
    text: str, targets: Sequence[Target]
) -> tuple[float | None, Target | None, bool]:
    """Return the number that a report says, the target that it is for, and whether the number
    could be for several: "300 m đường" is for what is counted in metres, "2: 300" for the second.
    """
    counted = [target for target in targets if target.unit]
    placed = re.match(rf"^\s*(\d{{1,2}})\s*[:)=]\s*({NUMBER})", text)
    if placed is not None:
        of_place = next((t for t in targets if t.place == int(placed[1])), None)
        if of_place is not None:
            return value_of(placed[2]), of_place, False
    plain: float | None = None
    for hit in COUNTED.finditer(text):
        value = value_of(hit["value"])
        if value > MOST:
            continue
        said = fold(hit["unit"] or "")
        fitting = [t for t in counted if said and is_unit(said, fold(t.unit))]
        if len(fitting) == 1:
            return value, fitting[0], False
        if fitting:
            named = [t for t in fitting if shares_words(text, t.text)]
            return (value, named[0], False) if len(named) == 1 else (value, None, True)
        if plain is None:
            plain = value
    if plain is None:
        return None, None, False
    only = counted[0] if len(counted) == 1 and re.fullmatch(rf"\s*{NUMBER}\s*", text) else None
    return plain, only, only is None and len(counted) > 1


def read_several(text: str, targets: Sequence[Target]) -> dict[int, float]:
    """Return the numbers of a report that says several, by the places of their targets: "1: 300,
    2: 12", "300 m, 12 hộ". Empty for a report of one number, or where one is not surely for one
    target.
    """
    chosen = read_choices(text, targets) or {}
    found = {place: value for place, value in chosen.items() if value is not None}
    for part in PARTS.split(text) if not found else ():
        for hit in COUNTED.finditer(part):
            value, said = value_of(hit["value"]), fold(hit["unit"] or "")
            fitting = [t for t in targets if t.unit and said and is_unit(said, fold(t.unit))]
            if len(fitting) == 1 and value <= MOST:
                found.setdefault(fitting[0].place, value)
                break
    return found if len(found) > 1 else {}


def read_unchosen(text: str, chosen: Sequence[Target], others: Sequence[Target]) -> list[Target]:
    """Return of the targets that were not chosen those to which a part of a report surely belongs:
    it says their place, or begins with a number of what they alone count.
    """
    found: list[Target] = []
    for part in PARTS.split(text):
        placed = CHOICE.match(part.strip())
        if placed is not None and placed["said"]:
            found += [t for t in others if t.place == int(placed["place"])]
            continue
        hit = COUNTED.search(part)
        said = fold(hit["unit"] or "") if hit is not None else ""
        fitting = [
            t for t in (*chosen, *others) if t.unit and said and is_unit(said, fold(t.unit))
        ]
        if len(fitting) == 1 and fitting[0] in others:
            found.append(fitting[0])
    return [target for target in others if target in found]


def is_unit(said: str, unit: str) -> bool:
    """Tell whether the words after a number begin with a unit, also one that is spelt out."""
    first, _, rest = said.partition(" ")
    said = f"{SPELT.get(first, first)} {rest}".strip()
    return said == unit or said.split(" ")[0] == unit or unit.startswith(f"{said} ")


def shares_words(text: str, target: str) -> bool:
    """Tell whether a report names a target by two words of it, one after the other."""
    words = fold(target).split()
    said = f" {fold(text)} "
    return any(f" {a} {b} " in said for a, b in pairwise(words))
