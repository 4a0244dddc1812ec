"""What a public sentence may say, and how a child is named."""

from datetime import UTC, date, datetime

import pytest

from models.work.consents import Scope
from models.work.deed import Child, Deed
from models.work.publishing import Unfit, check_sentence, shown_name

STORY = "Cháu nhặt được ví ở cổng chợ, đem đến tận nhà trao cho người mất. Cả chợ ai cũng khen."


def deed(who: str, child: Child = Child.NO, story: str = STORY) -> Deed:
    return Deed(
        code="",
        teller_id=1,
        typist_id=1,
        who=who,
        story=story,
        answers={},
        told_at=datetime(2026, 11, 16, tzinfo=UTC),
        news_due=date(2026, 11, 27),
        head_due=date(2026, 11, 20),
        child=child.value,
        scope=(Scope.INITIALS if child in (Child.YOUNG, Child.ASKED) else Scope.NAME).value,
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("Cháu Tí", "Cháu T.", id="a title and a name"),
        pytest.param("Em Nguyễn Văn Tí", "Em N. V. T.", id="the whole name"),
        pytest.param("Nguyễn Văn Tí", "N. V. T.", id="without a title"),
        pytest.param("Tí", "T.", id="a name alone"),
        pytest.param("cháu tí nhà bà Mận", "cháu T. N. B. M.", id="nobody else is named either"),
    ],
)
def test_a_child_is_shown_by_its_first_letters(name: str, shown: str) -> None:
    assert shown_name(deed("Cháu Tí", Child.YOUNG), name) == shown


def test_anybody_else_is_shown_as_written() -> None:
    assert shown_name(deed("Bà Mận"), "Bà Nguyễn Thị Mận") == "Bà Nguyễn Thị Mận"


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(STORY, id="all of it"),
        pytest.param(STORY.replace("Cháu", "Em").upper(), id="nearly all of it"),
        pytest.param(STORY.split(".", 1)[0] + ".", id="one sentence of it"),
    ],
)
def test_what_was_told_is_never_published(sentence: str) -> None:
    with pytest.raises(Unfit) as unfit:
        check_sentence(deed("Bà Mận"), sentence)

    assert unfit.value.why == "story"


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        pytest.param("Em Tí nhặt được ví và tìm người mất.", "name", id="its name"),
        pytest.param("Em là con nhà bà Mận, rất thật thà.", "name", id="its people's name"),
        pytest.param("Em học lớp 4A nhặt được ví.", "class", id="its class"),
        pytest.param("Em học trường Đồng Mây nhặt được ví.", "class", id="its school"),
    ],
)
def test_a_sentence_tells_nothing_of_a_child(sentence: str, why: str) -> None:
    with pytest.raises(Unfit) as unfit:
        check_sentence(deed("cháu Tí nhà bà Mận", Child.YOUNG), sentence)

    assert unfit.value.why == why


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("cháu Tí", "Nhặt được ví, em nghĩ một tí rồi tìm người mất để trao tận tay."),
        ("Cháu bé bán báo", "Cháu nhặt được ví và trao tận tay người mất."),
    ],
)
def test_ordinary_words_are_no_names(who: str, sentence: str) -> None:
    check_sentence(deed(who, Child.YOUNG), sentence)
