"""What a deed with three photos costs of a free bot's messages, from the first word to the honour
board. Whoever adds a message to the way has to raise a number here, and to say why.
"""

import re
import sys

import pytest

from models.machine.ledger import used_in_month
from models.people.role import Role
from tests.fakes.forms import FormScene
from tests.transcripts.stage import on

STORY = "Nhặt được ví có 3 triệu, trả lại người mất"
SENTENCE = "Nhặt được chiếc ví giữa chợ, bà tìm đến tận nhà trao lại cho người đánh rơi."
CODE = re.compile(r"^\d{4} \d{4}$", re.MULTILINE)

# Messages that the bot sends to each; and all that the deed takes of the month, both ways.
MOST = {"teller": 10, "head": 5, "officer": 6, "chairman": 2}
MOST_BOTH_WAYS = 39


@on("zalo_bot")
def test_a_deed_with_three_photos(scene: FormScene, capsys: pytest.CaptureFixture[str]) -> None:
    teller = scene.stranger("Bà Bưởi")
    head = scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài")
    officer = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    chairman = scene.person("Ông Đa", Role.COMMUNE_CHAIR)

    teller.says("kể", "1")  # the first contact, and "đồng ý"
    for answer in ("bà Mận bán xôi", "Đoài", STORY, "hôm qua"):
        teller.says(answer)
    teller.sends_photo(3)
    teller.says("1")
    assert CODE.search(teller.last)
    scene.wait(minutes=2)

    head.says("1")  # it is true
    officer.says("1")  # taken
    scene.wait(minutes=11)
    head.says("1")  # name and photo
    officer.says(SENTENCE, "1")  # this is how it is to be read
    scene.wait(minutes=2)
    chairman.says("1")
    scene.wait(minutes=2)

    assert scene.deeds()[0].state == "published"
    assert teller.hears("đã được xã nêu gương")
    people = {"teller": teller, "head": head, "officer": officer, "chairman": chairman}
    sends = {name: len(actor.screen) for name, actor in people.items()}
    with scene.write() as tx:
        month = used_in_month(tx, scene.bot, scene.commune.today(scene.now))
    with capsys.disabled():
        sys.stdout.write(
            f"\na deed with three photos: {sends}, {month.sent} sent, {month.received} received\n"
        )
    assert month.sent == sum(sends.values())
    assert all(sends[name] <= MOST[name] for name in MOST), sends
    assert month.messages <= MOST_BOTH_WAYS
