"""Every sentence that the program names is written, and every one that is written is used."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import get_args, get_type_hints

from bot.dialogue.form import FIX, MORE
from bot.dialogue.steps import Choice
from bot.dialogue.understand import UnclearDay
from handlers.book import BOOK
from models.people.role import Role
from models.work.deed import OPEN, DeclineReason, DeedState
from tests.bot.sentences import ROOT, VI

# Keys that are put together at run time: the pattern as it stands in the code, and its values.
PUT_TOGETHER: dict[str, tuple[str, ...]] = {
    "weekday-{}": tuple(f"weekday-{n}" for n in range(1, 8)),
    "engine-day-{}": tuple(
        f"engine-day-{reason.replace('_', '-')}"
        for reason in get_args(get_type_hints(UnclearDay)["reason"])
    ),
    "engine-{}": tuple(f"engine-{step}" for step in (FIX, MORE)),
    "deed-state-{}": tuple(f"deed-state-{state}" for state in DeedState),
    "deed-reason-{}": tuple(f"deed-reason-{r.replace('_', '-')}" for r in DeclineReason),
    "desk-verdict-{}": tuple(f"desk-verdict-{state}" for state in sorted(OPEN)),
    "role-{}": tuple(f"role-{role.replace('_', '-')}" for role in Role),
    "menu-{}": tuple(f"menu-{route.name}" for route in BOOK.routes.values() if route.menu),
    # Words that may be missing: what has none cannot be typed, or has no other name.
    "{}-words": (
        *(f"{name}-words" for name in chain(BOOK.routes, BOOK.numbered)),
        *(f"{u.form.name}-{s.name}-words" for u in BOOK.forms.values() for s in u.form.steps),
    ),
    "{}-name": tuple(
        f"{use.form.name}-{step.name}-name"
        for use in BOOK.forms.values()
        for step in use.form.steps
    ),
    "desk-{}": tuple(f"desk-{name}" for name in BOOK.routes),
    "unknown-{}": tuple(
        f"unknown-{step.name}" for use in BOOK.forms.values() for step in use.form.steps
    ),
    # The labels of choices; `labels` below knows them all.
    "{}-{}": tuple(
        f"{use.form.name}-{step.name}" for use in BOOK.forms.values() for step in use.form.steps
    ),
    "{}-{}-name": (),
    "{}-{}-others": (),
    "{}-{}-{}": tuple(
        f"{use.form.name}-{step.name}-{choice}"
        for use in BOOK.forms.values()
        for step in use.form.steps
        if isinstance(step, Choice) and not isinstance(step.choices, str)
        for choice in step.choices
    ),
}
MAY_BE_MISSING = {"{}-words", "desk-{}", "unknown-{}", "{}-{}-others"}
CATALOGUE_CALLS = {"say", "tell", "has", "sentence", "word_list", "_notice"}


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
    registered = {*BOOK.routes, *BOOK.numbered, *BOOK.questions, "start-consent"}

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
