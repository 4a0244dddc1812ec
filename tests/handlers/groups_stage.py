"""Registered groups as a scene has them: what is due is written down, and groups are told, when a
test wants it and not by the clock.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot.app import App
from models.machine.outbox import Outbox
from models.people.role import Role
from models.permissions import Viewer
from models.store import Tx
from models.work.announcement import Group
from models.work.milestone import add_milestone, default_rules
from tests.fakes.app_scene import AppScene
from tests.fakes.scene import Actor

THURSDAY = 19

tell_groups = App._tell_groups


def stop_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock tell no group anything."""

    async def never(_app: App) -> None:
        """The clock's tick."""

    monkeypatch.setattr(App, "_tell_groups", never)


class ToldGroups(AppScene):
    """A commune whose people are in groups with the bot."""

    def came(self) -> set[str]:
        """Return the events that people have made."""
        raise NotImplementedError

    async def reached(self) -> bool:
        """Tell whether everything that people have sent is in the inbox; what goes on in private
        has rows of its own there, which nobody sent.
        """

        def run(tx: Tx) -> set[str]:
            return set(tx.connection.execute(text("SELECT event_id FROM inbox")).scalars())

        return self.came() <= await self.app.writer.write(run)

    def groups(self) -> list[Group]:
        """All that is or was registered."""
        with self.write() as tx:
            return list(tx.session.exec(select(Group).order_by(Group.id)))  # type: ignore[arg-type]

    def tick(self) -> None:
        """What the program does every twenty seconds."""
        self.plan()
        self._await(tell_groups(self.app))
        self.settle()

    def plan(self) -> None:
        """Write down what is due; groups are told nothing yet."""
        self._await(self.app._tick_plan())

    def owed_by_hamlets(self, lua: Actor) -> None:
        """Something that hamlets owe by Friday."""
        with self.write() as tx:
            owes = ["units:hamlet"]
            viewer = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)
            add_milestone(
                tx,
                viewer,
                "Nộp biên bản",
                date(2026, 11, 20),
                self.now,
                self.commune.today(self.now),
                rules=default_rules(owes, at_desk=False),
                owes=owes,
            )

    def go_to(self, day: int, hour: int, minute: int = 0) -> None:
        """Let it be an hour of the commune's day in November."""
        self.now = datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)

    def outcome(self) -> list[str]:
        """What became of the news of the day."""
        with self.write() as tx:
            query = select(Outbox.state).where(Outbox.dedup.like("group %"))  # type: ignore[union-attr]
            return list(tx.session.exec(query))
