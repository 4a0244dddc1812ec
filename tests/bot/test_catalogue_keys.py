"""Every sentence that the program names is written, and every one that is written is used."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import get_args, get_type_hints

from bot.dialogue.form import FIX, MORE, Form
from bot.dialogue.steps import Choice, Step
from bot.dialogue.understand import UnclearDay
from bot.documents.deeds_workbook import COLUMNS
from bot.documents.plan import Reason
from bot.documents.plan.comparing import FACTS
from bot.documents.year_workbook import COLUMNS as YEAR_COLUMNS
from handlers import (
    announcing_check,
    announcing_whom,
    consenting,
    desk,
    desk_more,
    desk_phone,
    duties,
    duty_board,
    movements,
    publishing,
    setup,
)
from handlers.book import BOOK
from handlers.deeds import DEED
from handlers.year_details import TERMS
from handlers.year_list import ListWord
from models.law.parameters import load
from models.people.role import Role
from models.people.unit import ORGANISATIONS
from models.work.announcement import AnnouncementState
from models.work.announcing import Listed
from models.work.consents import Scope
from models.work.deciding import DeclineReason
from models.work.deed import Child, DeedState
from models.work.inquiry import ReadyQuestion
from models.work.movement import MovementKind, MovementState
from models.work.standing import Stands
from models.work.verdicts import Says
from tests.bot.sentences import ROOT, VI


def every_step() -> Iterator[tuple[str, Step]]:
    """Every question of every form, with the form's name."""
    for use in BOOK.forms.values():
        for step in (*use.form.steps, *use.form.extras):
            yield use.form.name, step


PLACES = ("new", "write", "release", "hamlet", "asked", "consent")  # where a case waits


WEEK_PARTS = ("waits", "due", "movements", "calls", "deeds")
WEEK_COLUMNS = (
    *("count", "oldest", "due", "units", "done", "waiting", "late", "phone"),
    *("told", "confirmed", "taken", "published"),
)


def choices_of(form: Form, name: str) -> tuple[str, ...]:
    """The ids of a Choice of a form."""
    step = form.step(name)
    assert isinstance(step, Choice)
    return tuple(step.choices)


# Keys that are put together at run time: the pattern as it stands in the code, and its values.
PUT_TOGETHER: dict[str, tuple[str, ...]] = {
    "list-{}-words": tuple(f"list-{word}-words" for word in ListWord),
    "week-waits-{}": tuple(
        f"week-waits-{what}" for what in ("new", "write", "release", "announcement", "own")
    ),
    "week-part-{}": tuple(f"week-part-{name}" for name in WEEK_PARTS),
    "week-empty-{}": tuple(f"week-empty-{name}" for name in WEEK_PARTS),
    "week-col-{}": tuple(f"week-col-{name}" for name in WEEK_COLUMNS),
    "year-col-{}": tuple(f"year-col-{name}" for name, _ in YEAR_COLUMNS),
    "year-refused-{}": tuple(f"year-refused-{why}" for why in ("lost", "broken", "huge", "other")),
    "plan-fact-{}": tuple(f"plan-fact-{name}" for name in FACTS),
    "plan-kind-{}": tuple(f"plan-kind-{kind}" for kind in MovementKind),
    "plan-kind-{}-words": tuple(f"plan-kind-{kind}-words" for kind in MovementKind),
    "plan-refused-{}": ("plan-refused-lost", *(f"plan-refused-{why}" for why in Reason)),
    "year-who-{}": tuple(f"year-who-{key}" for key in TERMS),
    "year-who-{}-others": tuple(f"year-who-{key}-others" for key in TERMS),
    "movement-kind-{}": tuple(f"movement-kind-{kind}" for kind in MovementKind),
    "movement-state-{}": tuple(f"movement-state-{state}" for state in MovementState),
    "movement-stands-{}": tuple(f"movement-stands-{state}" for state in Stands),
    "movement-ask-{}": tuple(f"movement-ask-{name}" for name in movements.FIELDS),
    "movement-to-{}": tuple(f"movement-to-{key}" for key in movements.AUDIENCES),
    "movement-card-{}": tuple(f"movement-card-{one}" for one in movements.CARD),
    "announce-as-{}": ("announce-as-home", "announce-as-desk"),
    "announce-check-{}": tuple(f"announce-check-{one}" for one in announcing_check.CHECKS),
    "announce-to-{}": tuple(f"announce-to-{key}" for key in announcing_whom.CHOICES),
    "announce-to-{}-others": tuple(f"announce-to-{key}-others" for key in announcing_whom.CHOICES),
    "announce-of-{}-others": ("announce-of-hamlet-others", "announce-of-movement-others"),
    "announce-people-{}": tuple(f"announce-people-{which}" for which in Listed),
    "announce-state-{}": tuple(f"announce-state-{state}" for state in AnnouncementState),
    "duty-state-{}": tuple(f"duty-state-{state}" for state in duty_board.ORDER),
    "duty-office-{}": tuple(
        f"duty-office-{office.replace('_', '-')}" for office in (*duties.OFFICES, "other")
    ),
    "link-{}": ("link-photos", "link-sounds", "link-both"),
    "link-{}-none": ("link-photos-none", "link-sounds-none", "link-both-none"),
    "weekday-{}": tuple(f"weekday-{n}" for n in range(1, 8)),
    "engine-day-{}": tuple(
        f"engine-day-{reason.replace('_', '-')}"
        for reason in get_args(get_type_hints(UnclearDay)["reason"])
    ),
    "engine-{}": tuple(f"engine-{step}" for step in (FIX, MORE)),
    "deed-state-{}": tuple(f"deed-state-{state}" for state in DeedState),
    "deed-reason-{}": tuple(f"deed-reason-{r.replace('_', '-')}" for r in DeclineReason),
    "desk-verdict-{}": tuple(f"desk-verdict-{state}" for state in DeedState),
    "desk-waits-{}": tuple(f"desk-waits-{place}" for place in PLACES if place != "new"),
    "desk-count-{}": tuple(f"desk-count-{place}" for place in (*PLACES, "late")),
    "desk-word-{}": tuple(f"desk-word-{says}" for says in Says),
    "desk-child-{}": tuple(f"desk-child-{child}" for child in Child if child),
    "deed-write-unfit-{}": tuple(f"deed-write-unfit-{why}" for why in ("story", "name", "class")),
    "{}-down-unknown": ("board-down-unknown", "desk-down-unknown"),
    "{}-taken-down": ("board-taken-down", "desk-taken-down"),
    "{}-undone": ("deed-undone", "desk-undone"),
    "{}-undo-none": ("deed-undo-none", "desk-undo-none"),
    "deed-judged-{}": tuple(f"deed-judged-{says}" for says in Says),
    "deed-{}": ("deed-corrected", "deed-wonders"),
    "inquiry-{}": tuple(f"inquiry-{question}" for question in ReadyQuestion),
    **{
        f"{{}}-consent{more}": (f"deed-consent{more}", f"desk-consent{more}")
        for more in ("", "-worded", "-child", "-child-too", "-late")
    },
    "{}-consent-said-{}": tuple(
        f"{side}-consent-said-{said}"
        for side in ("deed", "desk")
        for said in ("given", "none", "later")
    ),
    "role-{}": tuple(f"role-{role.replace('_', '-')}" for role in Role),
    "menu-{}": tuple(f"menu-{route.name}" for route in BOOK.routes.values() if route.menu),
    "setup-{}-label": tuple(f"setup-{item.replace('_', '-')}-label" for item in setup.ITEMS),
    "setup-{}-value": tuple(f"setup-{item.replace('_', '-')}-value" for item in setup.TEXTS),
    "setup-{}-ask": tuple(
        f"setup-{item.replace('_', '-')}-ask" for item in (*setup.TEXTS, *setup.LISTS)
    ),
    "setup-kind-{}": tuple(f"setup-kind-{k.replace('_', '-')}" for k in sorted(ORGANISATIONS)),
    "setup-unit-{}": tuple(
        f"setup-unit-{versions[0].unit.replace('_', '-')}"
        for name, versions in load().items()
        if name not in setup.CHOICES
    ),
    "export-col-{}": tuple(f"export-col-{column.name}" for column in COLUMNS),
    "export-kind-{}": tuple(f"export-kind-{choice}" for choice in choices_of(DEED, "kind")),
    "export-field-{}": tuple(f"export-field-{choice}" for choice in choices_of(DEED, "field")),
    "export-scope-{}": tuple(f"export-scope-{scope.replace('_', '-')}" for scope in Scope),
    "rule-{}": tuple(f"rule-{name.replace('_', '-')}" for name in load()),
    "rule-{}-{}": tuple(
        f"rule-{name.replace('_', '-')}-{value}"
        for name, values in setup.CHOICES.items()
        for value in values
    ),
    # Words that may be missing: what has none cannot be typed, or has no other name.
    "{}-words": (
        *(f"{name}-words" for name in chain(BOOK.routes, BOOK.numbered)),
        *(f"{name}-words" for name in chain(BOOK.coded, BOOK.phrases)),
        *(f"{form}-{step.name}-words" for form, step in every_step()),
    ),
    "{}-name": tuple(f"{form}-{step.name}-name" for form, step in every_step()),
    "{}-{}-told": tuple(f"{form}-{step.name}-told" for form, step in every_step()),
    "desk-{}": tuple(f"desk-{name}" for name in BOOK.routes),
    "unknown-{}": tuple(f"unknown-{step.name}" for _, step in every_step()),
    # The labels of choices; `labels` below knows them all.
    "{}-{}": tuple(f"{form}-{step.name}" for form, step in every_step()),
    "{}-{}-name": (),
    "{}-{}-others": (),
    "{}-{}-{}": tuple(
        f"{form}-{step.name}-{choice}"
        for form, step in every_step()
        if isinstance(step, Choice) and not isinstance(step.choices, str)
        for choice in step.choices
    ),
}
MAY_BE_MISSING = {"{}-words", "{}-{}-told", "desk-{}", "unknown-{}", "{}-{}-others"}
CATALOGUE_CALLS = {"say", "tell", "has", "sentence", "word_list", "folded_words", "_notice"}


@cache
def trees() -> list[ast.Module]:
    """The program's own code, without the parts that say nothing."""
    files = chain.from_iterable((ROOT / f).rglob("*.py") for f in ("bot", "handlers"))
    silent = {"cli.py", "settings.py", "doctor.py", "logs.py", "backup.py"}
    return [
        ast.parse(path.read_text("utf-8"))
        for path in sorted(files)
        if path.name not in silent and "understand" not in path.parts
    ]


def constants() -> set[str]:
    """Every string in the code that could be the key of a sentence."""
    looks = re.compile(r"[a-z]+(-[a-z0-9]+)+")
    return {
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and looks.fullmatch(node.value)
    }


def calls() -> Iterator[ast.Call]:
    """Every call that looks a sentence up."""
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                name = node.func.id if isinstance(node.func, ast.Name) else name
                if name in CATALOGUE_CALLS:
                    yield node


def patterns() -> set[str]:
    """Every pattern by which the code puts a key together."""
    return {
        "".join(v.value if isinstance(v, ast.Constant) else "{}" for v in arg.values)  # type: ignore[misc]
        for call in calls()
        for arg in call.args
        if isinstance(arg, ast.JoinedStr)
    }


def labels() -> set[str]:
    """The keys of choices: `turn.options(name, ids)` and `labelled(form, step, ids)`."""
    found = {"engine-review-send", "engine-review-edit", "engine-review-more"}
    found |= {f"deed-consent-{option}" for option in (*consenting.OPTIONS, *consenting.OF_CHILD)}
    found |= {f"deed-consent-{consenting.LATER}"}
    found |= {f"deed-decide-{option}" for option in desk.CHOICES} | {"deed-decline-other"}
    found |= {
        f"deed-write-check-{option}"
        for option in ("keep", "keep-alone", *publishing.CHANGE, "photos", "no-photos")
    }
    found |= {f"desk-more-{option}" for option in desk_more.MORE}
    found |= {f"movement-to-{option}" for option in movements.AUDIENCES}
    found |= {f"movement-kind-{option}" for option in movements.KINDS}
    found |= {f"desk-phone-said-{says}" for says in desk_phone.SAID}
    found |= {f"deed-decline-{reason.replace('_', '-')}" for reason in DeclineReason}
    for tree in trees():
        names = {
            target.id: node.value.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.args, list):
                continue
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name not in ("options", "labelled") or not node.args:
                continue
            ids = node.args[-2] if name == "labelled" else node.args[-1]
            head = node.args[:-2] if name == "labelled" else node.args[:-1]
            words = [
                a.value if isinstance(a, ast.Constant) else names.get(getattr(a, "id", ""), "")
                for a in head
            ]
            if isinstance(ids, ast.Tuple) and all(words):
                found |= {
                    "-".join([*map(str, words), str(i.value)])
                    for i in ids.elts
                    if isinstance(i, ast.Constant)
                }
    return found


def others() -> set[str]:
    """Further names of choices, where there are any."""
    return {f"{label}-others" for label in labels()}


def test_every_key_that_the_program_names_is_written() -> None:
    asked = {
        arg.value
        for call in calls()
        for arg in call.args[:2]
        if isinstance(arg, ast.Constant) and isinstance(arg.value, str) and arg.value
    }
    asked = {key for key in asked if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", key)}
    families = {key.partition("-")[0] for key in VI} - {"voice", "photo", "unknown"}
    likely = {key for key in constants() if key.partition("-")[0] in families}
    registered = {*BOOK.routes, *BOOK.numbered, *BOOK.coded, *BOOK.questions, *BOOK.pushes}
    registered |= {*BOOK.phrases, *BOOK.files, *BOOK.results}
    registered |= {"start-consent"}

    assert len(asked) > 50
    assert (asked | likely | labels()) - set(VI) - registered == set()


def test_every_key_that_is_put_together_is_written() -> None:
    assert patterns() - set(PUT_TOGETHER) == set()
    for pattern, keys in PUT_TOGETHER.items():
        if pattern not in MAY_BE_MISSING:
            assert set(keys) - set(VI) == set(), pattern


def test_no_sentence_is_dead() -> None:
    used = constants() | labels() | others() | set(chain.from_iterable(PUT_TOGETHER.values()))

    assert set(VI) - used == set()
