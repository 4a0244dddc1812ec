"""Settings for tests, with invented people."""

from pathlib import Path
from typing import Any

from bot.settings import Settings

CONTACT = {
    "commune": "xã Đồng Mây",
    "contact_name": "cô Lúa",
    "contact_phone": "0900 000 000",
    "contact_hours": "giờ làm việc, thứ Hai đến thứ Sáu",
    "quiet_hours": "none",  # tests of real processes run at whatever hour it is
}


def settings_in(home: Path, **given: Any) -> Settings:
    """Settings of an installation whose data lie in a folder."""
    return Settings(**{**CONTACT, "home": home, **given})


def environment(home: Path, **given: str) -> dict[str, str]:
    """The same as variables, for a process of its own."""
    values = {**CONTACT, "home": str(home), **given}
    return {f"THIDUA_{name.upper()}": value for name, value in values.items()}
