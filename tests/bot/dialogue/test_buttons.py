"""What buttons bring back is short: Telegram takes 64 bytes."""

import pytest

from bot.dialogue.messages import Option
from bot.dialogue.talk import LONGEST_TAP, buttons


def test_what_a_button_brings_back_is_at_most_64_bytes() -> None:
    (button,) = buttons([Option("i" * (LONGEST_TAP - 4), "Đúng")], "a", 1)
    assert len(button.tap.encode()) == LONGEST_TAP


@pytest.mark.parametrize("own", ["i" * (LONGEST_TAP - 3), "ậ" * 21])
def test_a_long_id_of_an_option_is_found_when_it_is_asked(own: str) -> None:
    with pytest.raises(ValueError, match="too long for a button"):
        buttons([Option(own, "Đúng")], "a", 1)
