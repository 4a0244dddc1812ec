"""From which data the Word drafts of a movement are written."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.catalogue import BoundWords
from bot.commune import Commune
from bot.dialogue import telling
from bot.tasks import Document, Maker
from models.people.person import Person
from models.people.role import roles_of
from models.permissions import Viewer
from models.store import Tx
from models.work.launching import count_heard, of_name, targets_of
from models.work.movement import Movement, Target
from models.work.quantities import tell_quantity, tell_value
from models.work.registering import Standing
from models.work.standing import Board, Stands, UnitRow, board_of

# The template of each draft.
TEMPLATES = {
    "pledge": "giao-uoc",
    "interim": "bao-cao-phong-trao",
    "final": "bao-cao-phong-trao",
}
LANGUAGE = "vi"  # in which the commune's papers are written
LEVELS = re.compile(r"^(?:xã|phường|thị trấn|đặc khu)\s+", re.IGNORECASE)
# Of these a sum says nothing.
NO_SUM = re.compile(r"bình quân|trung bình|tỷ lệ|tỉ lệ", re.IGNORECASE)
UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f…]+')  # in the name of a file
SYLLABLES = 8  # of a movement's name there


@dataclass(frozen=True, slots=True)
class MovementDraft:
    """One draft: its template, what is filled in, the name of its file."""

    template: str
    values: Mapping[str, Any]
    name: str
    made_at: datetime


def draft_makers(commune: Commune, clock: Callable[[], datetime]) -> dict[str, Maker]:
    """Return how a draft comes about."""

    def read(tx: Tx, asked: Mapping[str, Any]) -> MovementDraft:
        person = tx.session.get_one(Person, asked["person"])
        viewer = Viewer(asked["person"], roles_of(tx, asked["person"]), person.name)
        found = tx.session.get_one(Movement, asked["movement"])
        now, what = clock(), str(asked["what"])
        board = board_of(tx, viewer, found, commune.today(now), commune.zone)
        say = commune.words(LANGUAGE)
        launched = found.launched_at
        values = {
            **heading(say("web-commune"), commune.today(now)),
            **aims(found, commune.local(launched).date() if launched is not None else None),
            **numbers(tx, board, say),
            "la_tong_ket": what == "final",
        }
        title = telling.shorten(UNSAFE.sub(" ", of_name(found.name)), SYLLABLES)
        name = f"{say('movement-file', what=what)} {UNSAFE.sub('', title)}".strip()
        return MovementDraft(TEMPLATES[what], values, f"{name}.docx", now)

    return {"movement-draft": Maker(read, write, heavy=True)}


def write(draft: MovementDraft) -> Document:
    """Write a draft."""
    from bot.documents.movement_drafts import MIME, write_draft  # noqa: PLC0415 - docxtpl takes long to import

    return Document(draft.name, MIME, write_draft(draft.template, draft.values, draft.made_at))


# --- what is filled in, by the names of the templates' blanks ------------------------------------


def heading(commune: str, today: date) -> dict[str, Any]:
    """Return whose paper it is, where and when."""
    return {
        "xa": commune,
        "xa_hoa": commune.upper(),
        "noi": LEVELS.sub("", commune),
        "nam": today.year,
        "ngay": day(today),
    }


def aims(movement: Movement, launched: date | None) -> dict[str, Any]:
    """Return what a movement is about; what nobody has said is empty, and dotted on paper."""
    return {
        "ten": of_name(movement.name),
        "can_cu": ended(movement.legal_basis),
        "muc_tieu": ended(movement.aim),
        "cach_tinh": ended(movement.measure),
        "tu_ngay": day(movement.begins),
        "den_ngay": day(movement.ends),
        "phat_dong": day(launched),
    }


def numbers(tx: Tx, board: Board, say: BoundWords) -> dict[str, Any]:
    """Return how a movement stands in numbers, its units in the commune's order."""
    taking = [row for row in board.rows if row.registration is not None]
    told, seen = count_heard(tx, board.movement)
    names = [telling.capital(row.unit.name) for row in board.rows]
    signers = [name.upper() for name in names]
    return {
        "so_don_vi": len(board.rows),
        "da_dang_ky": len(taking),
        "da_ky": sum(bool(row.registration and row.registration.pledged_at) for row in taking),
        "ca_nhan": board.people,
        "da_bao": told,
        "da_ro": seen,
        "viec_tot": board.deeds,
        "cho_xem": board.count(Stands.WAITING),
        "tinh_hinh": [
            {"so": count, "la": say(f"movement-stands-{state}")}
            for state in reversed(Stands)
            if (count := board.count(state))
        ],
        "cac_chi_tieu": of_targets(targets_of(tx, board.movement.id or 0), taking),
        "cac_don_vi": [
            {
                "tt": place,
                "ten": name,
                "dong": [target_row(each) for each in row.targets] or [{}],
                "tinh_hinh": say(f"movement-stands-{row.state}"),
            }
            for place, (name, row) in enumerate(zip(names, board.rows, strict=True), 1)
        ],
        "chu_ky": [
            {"trai": left, "phai": right}
            for left, right in zip(signers[::2], [*signers[1::2], ""], strict=False)
        ],
    }


def of_targets(targets: Sequence[Target], taking: Sequence[UnitRow]) -> list[dict[str, Any]]:
    """Return each target with how many units chose it, and the sums where these say anything."""
    rows: list[dict[str, Any]] = []
    for place, target in enumerate(targets, 1):
        chosen = [one for row in taking for one in row.targets if one.target.id == target.id]
        row = {"tt": place, "chi_tieu": target.text, "tinh": target.unit, "so_don_vi": len(chosen)}
        if target.unit not in ("", "%") and not NO_SUM.search(target.text):
            pledged = [one.pledged for one in chosen if one.pledged is not None]
            reached = [one.reached for one in chosen if one.reached is not None]
            both = Standing(target, sum(pledged), sum(reached))
            row["dang_ky"] = tell_value(sum(pledged)) if pledged else ""
            row["ket_qua"] = tell_value(sum(reached)) if reached else ""
            row["ty_le"] = both.percent if pledged and reached else ""
        rows.append(row)
    return rows or [{"so_don_vi": ""}]


def target_row(each: Standing) -> dict[str, Any]:
    """Return one target of one unit."""
    unit, pledged, reached = each.target.unit, each.pledged, each.reached
    return {
        "chi_tieu": each.target.text,
        "dang_ky": tell_quantity(pledged, unit) if pledged is not None else "",
        "ket_qua": tell_quantity(reached, unit) if reached is not None else "",
        "ty_le": each.percent if each.percent is not None else "",
    }


def day(when: date | None) -> str:
    """Return a day as papers write it: a zero before the month where one could be put before the
    digit ("01/02/2026", "01/6/2026").
    """
    if when is None:
        return ""
    month = f"{when:%m}" if when.month < 3 else str(when.month)
    return f"{when:%d}/{month}/{when.year}"


def ended(text: str) -> str:
    """Return a sentence of somebody's without its end, which the paper writes itself."""
    return text.strip().rstrip(".;, ")
