"""What the Official Account takes, as its requests carry it, and what its answers mean. Pure.

Errors come as HTTP 200 with a negative number (docs.zaloplatforms.com/docs/OA/phu-luc/ma-loi, as
read in 2026-09); their words are never looked at, and never logged.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import httpx
import orjson

from bot.channels.zalo_oa_events import TAP
from bot.dialogue.messages import Button, NotYet, Outcome, Refused, Reply, Sent, Unknown

TEXT_LIMIT = 2000  # letters of one message
TITLE_LIMIT = 100  # letters on a button
MOST_BUTTONS = 5
IMAGE_LIMIT = 1_000_000  # bytes of an uploaded photo
SIDES = (1600, 1280, 1024, 800, 640)  # pixels, tried one after the other until it is small enough
QUALITY = 75

OK = 0
RATE = -32
ASSET_GONE = (-100, -238, -241)  # what was uploaded is kept for seven days
TOKEN = (-216, -220, -124)
GONE = (-217,)  # the person blocks the account
# This person, now: no follower, out of the window, asleep for 45 days, does not want this kind.
RECIPIENT = (
    -213, -218, -227, -230, -232, -244, -403, -305, -311, -114, -118, -119, -139, -140, -141,
)  # fmt: skip
# Only a person can mend it: at the account, at the application, or at its bill.
ADMIN = (
    -204, -205, -209, -212, -219, -221, -223, -224, -235, -320, -321, -101, -102, -103, -104,
    -105, -135, -1351, -136, -137,
)  # fmt: skip
# What passes: seconds to wait (0: as delivery thinks best), and whether it is about all people.
LATER: Mapping[int, NotYet] = {
    RATE: NotYet(10.0, everywhere=True),
    -200: NotYet(),
    -211: NotYet(600.0, everywhere=True),
    -234: NotYet(600.0),
    -133: NotYet(600.0),
    -144: NotYet(600.0, everywhere=True),
    -147: NotYet(600.0, everywhere=True),
}
ADMIN_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the platform said, in its own format: 0 or the number of an error, and its data."""

    code: int
    data: Mapping[str, Any] = field(default_factory=dict, repr=False)


def answer_of(response: httpx.Response) -> Answer | Unknown:
    """Return what a response says; Unknown when it is not the platform's own."""
    if response.status_code >= 500:
        return Unknown()
    try:
        plain = orjson.loads(response.content)
    except orjson.JSONDecodeError:
        return Unknown()
    code = plain.get("error") if isinstance(plain, dict) else None
    if not isinstance(code, int) or (code == OK and not response.is_success):
        return Unknown()
    data = plain.get("data")
    return Answer(code, data if isinstance(data, dict) else {})


def outcome_of(answer: Answer) -> Outcome:
    """Return what became of a consultation message."""
    code = answer.code
    if code == OK:
        return Sent(str(answer.data.get("message_id") or ""))
    if code in LATER:
        return LATER[code]
    if code in ADMIN:
        return NotYet(ADMIN_SECONDS, everywhere=True)
    return Refused(gone=code in GONE)


def outcome_of_knock(answer: Answer) -> Outcome:
    """Return what became of a template message.

    It only says that something waits: where it cannot go out now it does not stand in the way of
    the answers behind it, and nothing that an administrator has to mend about templates stops the
    rest.
    """
    if answer.code in (OK, RATE):
        return outcome_of(answer)
    return Refused(gone=answer.code in GONE)


def is_expected(code: int) -> bool:
    """Tell an answer about the one person, or one that passes, from a mistake of ours."""
    return code == OK or code in LATER or code in GONE or code in RECIPIENT


# --- requests ------------------------------------------------------------------------------------


def in_words(reply: Reply) -> tuple[str, tuple[Button, ...]]:
    """Return a reply's text and the buttons that the template has room for; the other choices are
    lines of the text. A picture leaves no room for any.
    """
    room = 0 if reply.photos or reply.public else MOST_BUTTONS
    lines = [button.label for button in reply.buttons[room:]]
    return "\n".join([reply.text, *lines]).strip(), reply.buttons[:room]


def message_of(reply: Reply, attachment: str = "") -> dict[str, Any]:
    """Return a reply as the platform's message; `attachment` is the uploaded photo."""
    text, buttons = in_words(reply)
    message: dict[str, Any] = {"text": text} if text else {}
    if attachment:
        message["attachment"] = _picture({"attachment_id": attachment})
    elif reply.public:
        message["attachment"] = _picture({"url": reply.public[0]})
    elif buttons:
        message["attachment"] = _template({"buttons": [_button(one) for one in buttons]})
    return message


def form_for_phone(text: str, image_url: str) -> dict[str, Any]:
    """Return the platform's own form in which a person hands in the phone number: the first line
    of the text is its title.
    """
    title, _, subtitle = text.partition("\n")
    element = {"title": title[:100], "subtitle": subtitle[:500], "image_url": image_url}
    payload = {"template_type": "request_user_info", "elements": [element]}
    return {"attachment": _template(payload)}


def shortened(label: str) -> str:
    """Return a label as a button can show it: whole words, as many as there is room for."""
    if len(label) <= TITLE_LIMIT:
        return label
    return f"{label[: TITLE_LIMIT - 1].rsplit(' ', 1)[0]}…"


def _button(button: Button) -> dict[str, str]:
    return {
        "title": shortened(button.label),
        "type": "oa.query.hide",
        "payload": f"{TAP}{button.tap}",
    }


def _picture(where: Mapping[str, str]) -> dict[str, Any]:
    return _template({"template_type": "media", "elements": [{"media_type": "image", **where}]})


def _template(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "template", "payload": payload}


# --- photos --------------------------------------------------------------------------------------


def shrunk(content: bytes) -> bytes | None:
    """Return a photo that is small enough to be uploaded; None for no picture."""
    if len(content) <= IMAGE_LIMIT:
        return content
    from PIL import Image  # noqa: PLC0415 - ten MiB that most minutes do not need

    try:
        with Image.open(BytesIO(content)) as opened:
            picture = opened.convert("RGB")
    except (OSError, ValueError, SyntaxError):
        return None
    for side in SIDES:
        picture.thumbnail((side, side))
        out = BytesIO()
        picture.save(out, "JPEG", quality=QUALITY, optimize=True)
        if out.tell() <= IMAGE_LIMIT:
            return out.getvalue()
    return None
