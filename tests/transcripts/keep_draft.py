"""Writes the open draft of a real talk into `drafts/`, one for each version of the form of a deed:

    python -m tests.transcripts.keep_draft

A stored draft is never written again: it is what a released version left in people's databases.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from bot.dialogue import talk
from handlers.deeds import DEED
from models import migrating
from tests.fakes.scene import PLAIN, Scene

DRAFTS = Path(__file__).with_name("drafts")


def talk_left_open(url: str) -> talk.Talk:
    """Tell of a deed up to its day, with a story in two parts, a voice note and a photo."""
    scene = Scene(url, PLAIN)
    buoi = scene.person("Bà Bưởi")
    buoi.says("kể", "Bà Mận bán xôi", "Đoài")
    scene.wait(seconds=40)
    buoi.says("Nhặt được ví có 3 triệu")
    scene.wait(seconds=1)
    buoi.says("rồi đem trả lại người mất")
    scene.wait(minutes=1)
    buoi.sends_photo(caption="ví đây")
    scene.wait(minutes=1)
    left = scene.talk_of(buoi)
    scene.close()
    return left


def main() -> int:
    """Write the draft of this version if there is none yet."""
    target = DRAFTS / f"deed-v{DEED.version}.json"
    if target.exists():
        sys.stderr.write(f"{target.name} is there already, and is never written again\n")
        return 1
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.db"
        migrating.upgrade(url, Path(folder), now=datetime.now(UTC))
        plain = talk.to_json(talk_left_open(url))
    DRAFTS.mkdir(exist_ok=True)
    target.write_bytes(orjson.dumps(plain, option=orjson.OPT_INDENT_2) + b"\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
