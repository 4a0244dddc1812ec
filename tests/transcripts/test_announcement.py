"""An announcement as people hear it and say that it is clear, where there are buttons."""

from models.people.role import Role
from models.permissions import Viewer
from models.work.announcement import Announcement
from models.work.announcing import (
    change_draft,
    draft_announcement,
    report_of,
    send_announcement,
)
from tests.fakes.forms import FormScene
from tests.fakes.scene import Actor
from tests.transcripts.stage import tapping

TEXT = "Mai cắt nước từ 8 đến 11 giờ, bà con trữ nước trước."


def announce(scene: FormScene, head: Actor) -> Announcement:
    """Tell every head something that they are asked to acknowledge."""
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    with scene.write() as tx:
        desk = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)
        made = draft_announcement(tx, desk, TEXT, scene.now)
        change_draft(tx, desk, made, audience=["role:hamlet_head"], asks=True, urgent=True)
        send_announcement(tx, desk, made, scene.now)
    scene.tick()
    for _ in range(100):  # it may still be on its way through the platform
        if head.hears(TEXT):
            break
        scene.settle()
    return made


@tapping
def test_the_button_says_that_it_is_clear_and_leaves_the_open_question(scene: FormScene) -> None:
    sung = scene.person("Bác Sung", Role.HAMLET_HEAD, "Đoài")
    made = announce(scene, sung)
    assert sung.screen[-1].labels == ["Đã rõ 1"]
    sung.says("kể")

    sung.taps("Đã rõ 1")

    assert sung.hears("ghi rồi", "Ai làm việc tốt")
    with scene.write() as tx:
        assert report_of(tx, made).seen == 1
