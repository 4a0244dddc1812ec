"""Setting the commune up in chat: its name and contact, hamlets, units, and its own rules. One
list of what can be changed; every change leads back to it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.dialogue import telling, understand
from bot.dialogue.messages import Option
from bot.dialogue.talk import Question
from handlers.showing import again
from handlers.turn import Asked, Capability, Route, Turn, asked_in_words
from models.law.parameters import Parameter, load, rule
from models.people.facts import FactName, fact, set_fact
from models.people.unit import (
    HAMLETS,
    ORGANISATIONS,
    Change,
    Named,
    Unit,
    compare_units,
    read_hamlets,
    read_organisations,
    replace_units,
    short_names,
    units_of,
)
from models.permissions import Action

LIST = "setup"
ASK_TEXT = "setup-text"
ASK_UNITS = "setup-units"
CHECK_UNITS = "setup-check"
ASK_RULE = "setup-rule"
ASK_NUMBER = "setup-number"
CHOOSE = "setup-choose"

# What the commune says of itself, each a text that can be typed in one message.
TEXTS = (
    FactName.COMMUNE,
    FactName.CONTACT_NAME,
    FactName.CONTACT_PHONE,
    FactName.CONTACT_HOURS,
    FactName.RECEPTION,
)
LISTS = {FactName.HAMLETS: HAMLETS, FactName.UNITS: ORGANISATIONS}
CHOICES = {"confirmations": (1, 2), "second_release": (1, 0)}  # rules of few values
RELEASE, RULES = "release", "rules"
ITEMS: tuple[str, ...] = (
    FactName.COMMUNE, FactName.HAMLETS, FactName.UNITS, FactName.CONTACT_NAME,
    FactName.CONTACT_PHONE, FactName.CONTACT_HOURS, FactName.RECEPTION, RELEASE, RULES,
)  # fmt: skip
LONGEST_TEXT = 120
SHOWN = 8  # syllables of a present value in the list
MOST_NUMBER = 365


def show_list(turn: Turn, before: str = "") -> None:
    """Ask what to change; each line shows what holds now. `before` is what was just done."""
    question = turn.say("setup-what")
    options = [
        Option(
            str(item),
            turn.say("setup-line", label=label(turn, item), value=present(turn, item)),
            (label(turn, item),),
        )
        for item in ITEMS
    ]
    turn.ask(LIST, f"{before}\n{question}" if before else question, options, yields=True)


def begin(turn: Turn) -> None:
    """Take "thiết lập"."""
    show_list(turn)


def label(turn: Turn, item: str) -> str:
    """Return how something that can be changed is called."""
    return turn.say(f"setup-{key(item)}-label")


def present(turn: Turn, item: str) -> str:
    """Return in a few words what holds now."""
    if item in LISTS:
        names = [unit.name for unit in units_of(turn.tx, LISTS[FactName(item)], turn.today)]
        count = turn.say("setup-count", count=len(names))
        return f"{count}: {telling.shorten(', '.join(names), SHOWN)}" if names else count
    if item == RULES:
        return turn.say("setup-count", count=len(rules_of(item)))
    if item == RELEASE:
        held = [rule_value(turn, name, rule(turn.tx, name, turn.today)) for name in CHOICES]
        return ", ".join(held)
    return telling.shorten(value_of(turn, item), SHOWN)


def value_of(turn: Turn, item: str) -> str:
    """Return what the commune says of itself, as it stands in sentences."""
    return turn.say(f"setup-{key(item)}-value")


def key(item: str) -> str:
    """Return a name as it stands in the catalogue's keys."""
    return item.replace("_", "-")


def answer_list(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Ask for the new value of what was chosen."""
    item = option.id
    if item in LISTS:
        ask_units(turn, FactName(item))
    elif item in (RELEASE, RULES):
        ask_rule(turn, rules_of(item))
    else:
        turn.ask_words(ASK_TEXT, turn.say(f"setup-{key(item)}-ask"), {"item": item})


# --- texts ---------------------------------------------------------------------------------------


def words_of_text(turn: Turn, question: Question) -> None:
    """Take a name, a number, hours; say what it was before and what it is now."""
    item = FactName(question.context["item"])
    text = " ".join(understand.clean(turn.said.text).split())
    phone = item is FactName.CONTACT_PHONE
    if phone:
        text = phone_number(text)
    if not 2 <= len(text) <= LONGEST_TEXT or turn.said.media:
        again(turn, question, turn.say("setup-no-phone" if phone else "setup-unclear"))
        return
    old = value_of(turn, item)
    known = item is not FactName.RECEPTION or fact(turn.tx, item) != ""
    set_fact(turn.tx, turn.viewer, item, text, turn.now)
    turn.commune.refresh(turn.tx)
    turn.close()
    show_list(turn, saved(turn, label(turn, item), old if known else "", text))


def phone_number(text: str) -> str:
    """Return a telephone number as it is written here, empty when it can be none."""
    import phonenumbers  # noqa: PLC0415 - three MiB, needed once in a commune's life

    try:
        number = phonenumbers.parse(text, "VN")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def saved(turn: Turn, what: str, old: str, new: str) -> str:
    """Return what was set, and what it was before if it was anything else."""
    if not old or old == new:
        return turn.say("setup-saved-first", label=what, value=new)
    return turn.say("setup-saved", label=what, old=old, value=new)


# --- hamlets and units ---------------------------------------------------------------------------


def ask_units(turn: Turn, item: FactName) -> None:
    """Show the list as it is, to be copied and corrected, and ask for the new one."""
    units = units_of(turn.tx, LISTS[item], turn.today)
    if units:
        turn.show("\n".join(", ".join((unit.name, *further(unit))) for unit in units))
    turn.ask_words(ASK_UNITS, turn.say(f"setup-{key(item)}-ask"), {"item": item.value})


def further(unit: Unit) -> tuple[str, ...]:
    """Return the further names of a unit that were typed."""
    return tuple(name for name in unit.others if name not in short_names(unit.name))


def words_of_units(turn: Turn, question: Question) -> None:
    """Take the list, and show what it changes before anything is changed."""
    item = FactName(question.context["item"])
    named = read_list(item, turn.said.text)
    if not named or turn.said.media:
        again(turn, question, turn.say("setup-unclear"))
        return
    change = compare_units(units_of(turn.tx, LISTS[item], turn.today), named)
    turn.close()
    if not change.changes:
        show_list(turn, turn.say("setup-same"))
        return
    options = turn.options("setup-check", ("yes", "no"))
    context = {"item": item.value, "text": turn.said.text}
    turn.ask(CHECK_UNITS, check_text(turn, change), options, context)


def read_list(item: FactName, text: str) -> tuple[Named, ...]:
    """Return the units of a list that was typed."""
    return read_hamlets(text) if item is FactName.HAMLETS else read_organisations(text)


def check_text(turn: Turn, change: Change) -> str:
    """Return what a list changes: what begins, stays and ends, a line for each that there is."""
    lines = (
        ("setup-added", [named_in_words(turn, each) for each in change.added]),
        ("setup-kept", [kept_in_words(turn, unit, each) for unit, each in change.kept]),
        ("setup-ended", [unit.name for unit in change.ended]),
    )
    told = [turn.say(name, lines=", ".join(names)) for name, names in lines if names]
    return "\n".join([*told, turn.say("setup-check")])


def named_in_words(turn: Turn, named: Named) -> str:
    """Return a unit as it was understood: an organisation with its kind, a hamlet with the further
    names that were typed.
    """
    if named.kind not in HAMLETS:
        kind = turn.say(f"setup-kind-{key(named.kind)}")
        return turn.say("setup-organisation", text=named.name, value=kind)
    typed = [name for name in named.others if name not in short_names(named.name)]
    if not typed:
        return named.name
    return turn.say("setup-also", text=named.name, value=", ".join(typed))


def kept_in_words(turn: Turn, unit: Unit, named: Named) -> str:
    """Return a unit that stays, with its old name where it gets another."""
    text = named_in_words(turn, named)
    same = unit.name == named.name
    return text if same else turn.say("setup-renamed", text=text, old=unit.name)


def answer_check(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Make the new list hold, or leave everything as it was."""
    if option.id == "no":
        show_list(turn, turn.say("setup-left"))
        return
    item = FactName(context["item"])
    named = read_list(item, context["text"])
    replace_units(turn.tx, turn.viewer, item, named, turn.today, turn.now)
    turn.commune.refresh(turn.tx)
    show_list(turn, turn.say("setup-units-saved", label=label(turn, item), count=len(named)))


# --- rules ---------------------------------------------------------------------------------------


def rules_of(item: str) -> tuple[str, ...]:
    """Return the rules of one line of the list: how a deed is released, or numbers and limits."""
    return tuple(CHOICES) if item == RELEASE else tuple(n for n in load() if n not in CHOICES)


def ask_rule(turn: Turn, names: Sequence[str]) -> None:
    """List rules with what holds today, and ask which to change."""
    options = [Option(name, rule_line(turn, name), (rule_label(turn, name),)) for name in names]
    turn.ask(ASK_RULE, turn.say("setup-which-rule"), options)


def rule_label(turn: Turn, name: str) -> str:
    """Return a rule in words."""
    return turn.say(f"rule-{key(name)}")


def rule_line(turn: Turn, name: str) -> str:
    """Return a rule with its value, and whether anybody has compared it with its source."""
    held = rule(turn.tx, name, turn.today)
    line = turn.say("setup-line", label=rule_label(turn, name), value=rule_value(turn, name, held))
    return line if held.verified else turn.say("setup-unverified", text=line)


def rule_value(turn: Turn, name: str, held: Parameter) -> str:
    """Return the value of a rule in words."""
    if name in CHOICES:
        return turn.say(f"rule-{key(name)}-{held.value}")
    return turn.say(f"setup-unit-{key(held.unit)}", count=held.value)


def answer_rule(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Ask for the new value of a rule."""
    name = option.id
    held = rule(turn.tx, name, turn.today)
    values = {"label": rule_label(turn, name), "value": rule_value(turn, name, held)}
    if name in CHOICES:
        options = [Option(str(v), turn.say(f"rule-{key(name)}-{v}")) for v in CHOICES[name]]
        turn.ask(CHOOSE, turn.say("setup-choice-ask", **values), options, {"item": name})
    else:
        text = turn.say("setup-rule-ask", most=MOST_NUMBER, **values)
        turn.ask_words(ASK_NUMBER, text, {"item": name})


def words_of_number(turn: Turn, question: Question) -> None:
    """Take the new value of a rule as a number."""
    value = understand.number(turn.said.text)
    if value is None or not 1 <= value <= MOST_NUMBER:
        again(turn, question, turn.say("setup-unclear"))
        return
    turn.close()
    set_rule(turn, question.context["item"], int(value))


def answer_choice(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take the new value of a rule that has few of them."""
    set_rule(turn, context["item"], int(option.id))


def set_rule(turn: Turn, name: str, value: int) -> None:
    """Make the commune's own value hold from today on."""
    old = rule_value(turn, name, rule(turn.tx, name, turn.today))
    set_fact(turn.tx, turn.viewer, name, str(value), turn.now)
    turn.commune.refresh(turn.tx)
    new = rule_value(turn, name, rule(turn.tx, name, turn.today))
    show_list(turn, saved(turn, rule_label(turn, name), old, new))


CAPABILITY = Capability(
    "setup",
    routes=(Route("setup", begin, Action.SET_UP),),
    questions=(
        Asked(LIST, answer_list, Action.SET_UP),
        asked_in_words(ASK_TEXT, Action.SET_UP, words_of_text),
        asked_in_words(ASK_UNITS, Action.SET_UP, words_of_units),
        Asked(CHECK_UNITS, answer_check, Action.SET_UP),
        Asked(ASK_RULE, answer_rule, Action.SET_UP),
        asked_in_words(ASK_NUMBER, Action.SET_UP, words_of_number),
        Asked(CHOOSE, answer_choice, Action.SET_UP),
    ),
)
