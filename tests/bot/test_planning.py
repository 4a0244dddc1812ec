"""The tick that plans: one thing that our program breaks on does not stop all the others."""

from datetime import timedelta
from pathlib import Path

from models.people.role import Role
from models.permissions import Viewer
from models.work.announcing import change_draft, draft_announcement, send_announcement
from models.work.milestone import add_milestone
from tests.fakes.ports import free_port
from tests.fakes.zalo_scene import ZaloBotScene


def test_a_milestone_that_cannot_be_read_does_not_stop_announcements(
    sqlite_url: str, tmp_path: Path
) -> None:
    scene = ZaloBotScene(sqlite_url, tmp_path / "home", free_port)
    try:
        lua, buoi = scene.person("Cô Lúa", Role.TDKT_OFFICER), scene.person("Bà Bưởi")
        with scene.write() as tx:
            viewer = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)
            today = scene.commune.today(scene.now)
            day, rule = today + timedelta(days=30), "FREQ=OFTEN"
            add_milestone(tx, viewer, "Hỏng", day, scene.now, today, rules=(), rule=rule)
            made = draft_announcement(tx, viewer, "Mai họp thôn", scene.now)
            change_draft(tx, viewer, made, audience=["everyone"])
            send_announcement(tx, viewer, made, scene.now)
        scene._await(scene.app._tick_plan())
        scene.settle()
        assert buoi.hears("Mai họp thôn")
    finally:
        scene.close()
