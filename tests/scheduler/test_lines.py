"""Whose message goes next. Time is a number here, and every wait a rule that the test gives."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from models.machine.outbox import Priority
from scheduler.lines import LOOK_AGAIN, Item, Lines

ANSWER, REQUEST, NOTICE = Priority.ANSWER, Priority.REQUEST, Priority.NOTICE


def filled(*waiting: tuple[str, Priority]) -> Lines:
    """Return lines with these messages, numbered from 1."""
    lines = Lines()
    for row, (chat, priority) in enumerate(waiting, 1):
        lines.add(Item(priority, row, chat, "", repeat=True))
    return lines


def free(_push: bool) -> float | None:
    return 0.0


def at_once(_item: Item) -> float:
    return 0.0


def order(lines: Lines) -> list[int]:
    """Take everything, each when the one before has ended."""
    left = []
    while isinstance(found := lines.next(0.0, free, at_once), Item):
        left.append(found.row)
        lines.back(found, again=False)
    return left


def test_an_answer_passes_news_of_its_chat_but_no_request() -> None:
    assert order(filled(("a", NOTICE), ("a", ANSWER))) == [2, 1]
    assert order(filled(("a", REQUEST), ("a", NOTICE), ("a", ANSWER))) == [1, 3, 2]


def test_what_is_under_way_is_not_passed() -> None:
    lines = filled(("a", NOTICE))
    found = lines.next(0.0, free, at_once)
    assert isinstance(found, Item)

    lines.add(Item(ANSWER, 2, "a", "", repeat=True))
    assert lines.next(0.0, free, at_once) is None
    lines.back(found, again=False)

    assert order(lines) == [2]


def test_who_waits_for_an_answer_does_not_stand_behind_everybodys_requests() -> None:
    everybody = [(str(n), REQUEST) for n in range(50)]

    assert order(filled(*everybody, ("49", ANSWER)))[:2] == [50, 51]


def test_an_answer_goes_while_pushes_have_to_wait() -> None:
    lines = filled(("a", NOTICE), ("b", ANSWER))

    def waits(push: bool) -> float | None:
        return 0.3 if push else 0.0

    found = lines.next(0.0, waits, at_once)
    assert isinstance(found, Item)
    assert found.row == 2
    assert lines.next(0.0, waits, at_once) == 0.3
    assert lines.next(0.0, lambda _push: None, at_once) is None


def test_a_chat_that_has_to_wait_holds_up_no_other() -> None:
    lines = filled(("a", ANSWER), ("b", ANSWER))

    def waits(item: Item) -> float:
        return 5.0 if item.chat == "a" else 0.0

    found = lines.next(0.0, free, waits)
    assert isinstance(found, Item)
    assert found.chat == "b"
    lines.back(found, again=False)
    assert lines.next(0.0, free, waits) == LOOK_AGAIN  # the clock may jump meanwhile

    assert lines.next(0.9, free, at_once) == LOOK_AGAIN - 0.9
    assert isinstance(lines.next(1.0, free, at_once), Item)


def test_a_full_pace_does_not_cost_a_look_at_everything_that_waits() -> None:
    lines = filled(*((str(n), NOTICE) for n in range(1000)))
    asked = count()

    def never(_push: bool) -> float | None:
        next(asked)
        return 0.5

    assert lines.next(0.0, never, at_once) == 0.5
    assert next(asked) == 1


class Model:
    """What waits, said as plainly as possible."""

    def __init__(self) -> None:
        self.waiting: dict[str, list[Item]] = {}
        self.under_way: set[str] = set()

    def add(self, item: Item) -> None:
        line = self.waiting.setdefault(item.chat, [])
        place = len(line)
        begun = 1 if item.chat in self.under_way else 0
        if item.priority == ANSWER:
            while place > begun and line[place - 1].priority == NOTICE:
                place -= 1
        line.insert(place, item)

    def next(self) -> Item | None:
        heads = [
            line for chat, line in self.waiting.items() if line and chat not in self.under_way
        ]
        if not heads:
            return None
        line = min(heads, key=lambda line: (min(i.priority for i in line), line[0].row))
        self.under_way.add(line[0].chat)
        return line[0]

    def back(self, item: Item, *, again: bool) -> None:
        self.under_way.discard(item.chat)
        if not again:
            self.waiting[item.chat].remove(item)

    def drop(self, row: int) -> None:
        for chat, line in self.waiting.items():
            for place, item in enumerate(line):
                if item.row == row and not (place == 0 and chat in self.under_way):
                    line.remove(item)
                    return


STEPS = st.one_of(
    st.tuples(st.just("add"), st.sampled_from("abc"), st.sampled_from(list(Priority))),
    st.tuples(st.just("next")),
    st.tuples(st.just("back"), st.booleans()),
    st.tuples(st.just("drop"), st.integers(1, 20)),
)


@given(st.lists(STEPS, max_size=60))
def test_it_does_what_the_plain_rules_say(steps: list[tuple[object, ...]]) -> None:
    lines, model, rows = Lines(), Model(), count(1)
    out: list[Item] = []
    for name, *given_ in steps:
        match name, given_:
            case "add", [str(chat), Priority() as priority]:
                item = Item(priority, next(rows), chat, "", repeat=True)
                lines.add(item)
                lines.add(item)  # a second time changes nothing
                model.add(item)
            case "next", _:
                found, meant = lines.next(0.0, free, at_once), model.next()
                assert found is meant
                if meant is not None:
                    out.append(meant)
            case "back", [bool(again)] if out:
                item = out.pop(0)
                lines.back(item, again=again)
                model.back(item, again=again)
            case "drop", [int(row)]:
                lines.drop(row)
                model.drop(row)
    for item in out:
        lines.back(item, again=False)
        model.back(item, again=False)
    while (meant := model.next()) is not None:
        assert lines.next(0.0, free, at_once) is meant
        lines.back(meant, again=False)
        model.back(meant, again=False)
    assert lines.next(0.0, free, at_once) is None
