"""Lists of hamlets and organisations as an administrator types them."""

import pytest

from models.people.unit import (
    Named,
    Unit,
    UnitKind,
    compare_units,
    kind_of,
    read_hamlets,
    read_organisations,
)


@pytest.mark.parametrize(
    ("line", "name", "others", "number"),
    [
        pytest.param("thôn Đoài", "thôn Đoài", ("Đoài",), 0, id="a hamlet"),
        pytest.param("Đoài", "Đoài", (), 0, id="kept as typed"),
        pytest.param("Thôn  Đoài ,", "Thôn Đoài", ("Đoài",), 0, id="spaces and a comma"),
        pytest.param("thôn Đoài, Đoài", "thôn Đoài", ("Đoài",), 0, id="said twice"),
        pytest.param("thôn Đoài, làng Trên", "thôn Đoài", ("Đoài", "làng Trên"), 0, id="others"),
        pytest.param("Thôn 3", "Thôn 3", (), 3, id="a number"),
        pytest.param("tổ dân phố 12", "tổ dân phố 12", (), 12, id="three words before it"),
        pytest.param("1. xóm Bến", "xóm Bến", ("Bến",), 0, id="numbered line"),
        pytest.param("- xóm Bến;", "xóm Bến", ("Bến",), 0, id="bullet"),
        pytest.param("3 Tháng 2", "3 Tháng 2", (), 0, id="a number that is no bullet"),
        pytest.param("thôn", "thôn", (), 0, id="nothing but the word"),
    ],
)
def test_one_line(line: str, name: str, others: tuple[str, ...], number: int) -> None:
    assert read_hamlets(line) == (Named(name, others, UnitKind.HAMLET, number),)


def test_numbers_are_kept_where_all_are_called_by_one() -> None:
    assert [each.number for each in read_hamlets("Thôn 2\nThôn 7")] == [2, 7]
    assert [each.number for each in read_hamlets("Thôn 2\nthôn Đoài")] == [0, 0]
    assert [each.number for each in read_hamlets("Thôn 2\nXóm 2")] == [0, 0]


@pytest.mark.parametrize("text", ["", " \n\n", "-\n,\n."])
def test_nothing_is_no_list(text: str) -> None:
    assert read_hamlets(text) == ()


def test_a_hamlet_that_is_named_twice_counts_once() -> None:
    assert len(read_hamlets("thôn Đoài\nThôn Đoài\nthôn Đông")) == 2


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ủy ban Mặt trận Tổ quốc xã", UnitKind.FRONT),
        ("Uỷ ban Mặt trận Tổ quốc", UnitKind.FRONT),
        ("ỦY BAN MTTQ XÃ", UnitKind.FRONT),
        ("Hội Nông dân", UnitKind.MASS_ORG),
        ("Đoàn Thanh niên", UnitKind.MASS_ORG),
        ("Trường Mầm non", UnitKind.SCHOOL),
        ("Trạm Y tế", UnitKind.HEALTH),
        ("HTX Mây Xanh", UnitKind.COOP),
        ("Hội trường xã", UnitKind.MASS_ORG),  # read back to the administrator
        ("Ủy ban nhân dân", UnitKind.SECTOR),
        ("Hộito", UnitKind.SECTOR),
        ("Văn phòng", UnitKind.SECTOR),
    ],
)
def test_the_first_words_tell_what_an_organisation_is(name: str, kind: UnitKind) -> None:
    assert kind_of(name) is kind
    assert read_organisations(name)[0].kind is kind


def unit(name: str, *others: str) -> Unit:
    return Unit(code=name, kind="hamlet", name=name, others=list(others))


def test_a_unit_stays_by_its_name_and_is_renamed_by_a_further_one() -> None:
    doai, dong, trung = unit("thôn Đoài", "Đoài"), unit("Đông"), unit("thôn Trung", "Trung")

    change = compare_units(
        [doai, dong, trung], read_hamlets("thôn Tây, thôn Đoài\nthôn Đông\nxóm Bến")
    )

    assert [(old.name, new.name) for old, new in change.kept] == [
        ("thôn Đoài", "thôn Tây"),
        ("Đông", "thôn Đông"),
    ]
    assert [each.name for each in change.added] == ["xóm Bến"]
    assert change.ended == (trung,)


def test_the_same_name_goes_before_a_further_one() -> None:
    old, new = unit("thôn Đoài", "Đoài"), unit("Đoài")

    change = compare_units([old, new], read_hamlets("Đoài\nthôn Đoài"))

    assert [(unit.name, named.name) for unit, named in change.kept] == [
        ("Đoài", "Đoài"),
        ("thôn Đoài", "thôn Đoài"),
    ]
