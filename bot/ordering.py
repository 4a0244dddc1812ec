"""Which of a conversation's waiting events is handled next. Pure; time in milliseconds is a
parameter.

Events come out of order, and an album comes in pieces: an event may have to wait for an earlier
one, or for the rest of its album, half a second each, and two seconds in all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from bot.dialogue.messages import Incoming, Kind, Ordering

HOLD_MS = 500


@dataclass(frozen=True, slots=True)
class Event:
    """One stored event of a conversation: its inbox row, when it was stored, and what it says.

    `said` is None when the adapter could not read it.
    """

    row: int
    received_ms: int
    said: Incoming | None


@dataclass(frozen=True, slots=True)
class Ready:
    """These events are one message and can be handled now."""

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing can be handled before this moment."""

    until_ms: int


def choose(
    events: Sequence[Event], heard: Mapping[str, int] | None, ordering: Ordering, now_ms: int
) -> Ready | Wait:
    """Return what to handle next of the waiting events (at least one).

    `heard` is the last order key handled of each stream; None when that has not been read yet, and
    then nothing waits for a gap (the turn will look).
    """
    head = first(events, ordering)
    until = held_until(head, heard, ordering, now_ms)
    if until > now_ms:
        # Another stream's event need not wait for this one's gap.
        others = [e for e in events if stream(e) != stream(head)]
        chosen = choose(others, heard, ordering, now_ms) if others else Wait(until)
        return Wait(min(until, chosen.until_ms)) if isinstance(chosen, Wait) else chosen
    album = album_of(head, events, ordering)
    if not album:
        return Ready((head,))
    complete_at = max(e.received_ms for e in album) + HOLD_MS
    in_time = head.received_ms + 4 * HOLD_MS > now_ms and not is_ahead(head, now_ms)
    if complete_at > now_ms and in_time:
        return Wait(complete_at)
    return Ready((head, *sorted((e for e in album if e.row != head.row), key=order)))


def album_of(head: Event, events: Sequence[Event], ordering: Ordering) -> list[Event]:
    """Return the waiting pieces of the album that an event begins; none when it begins none.

    Where a channel has no albums people send several photos in a row: those are one as well.
    """
    if head.said is not None and head.said.album:
        return [e for e in events if e.said is not None and e.said.album == head.said.album]
    if ordering is not Ordering.LOOSE or not is_photo(head):
        return []
    row = takewhile(is_photo, sorted((e for e in events if order(e) >= order(head)), key=order))
    return list(row)


def is_photo(event: Event) -> bool:
    """Tell whether an event is a photo that belongs to no album of the channel's own."""
    return event.said is not None and event.said.kind is Kind.PHOTO and not event.said.album


def first(events: Sequence[Event], ordering: Ordering) -> Event:
    """Return the event that comes first by what the channel promises.

    An event of its stream that arrived before it has waited for it already: the half second counts
    from there on.
    """
    head = foremost(events, ordering)
    since = min(e.received_ms for e in events if stream(e) == stream(head))
    return head if since == head.received_ms else replace(head, received_ms=since)


def foremost(events: Sequence[Event], ordering: Ordering) -> Event:
    """Return the event with the lowest order key; of several streams, of the one heard first."""
    if ordering is Ordering.DENSE:
        heads: dict[str, Event] = {}
        for event in sorted(events, key=order):
            heads.setdefault(stream(event), event)
        return min(heads.values(), key=lambda event: (event.received_ms, event.row))
    return min(events, key=order)


def order(event: Event) -> tuple[int, int]:
    """Return the key by which events of one stream are sorted."""
    return (event.said.order if event.said else 0, event.row)


def stream(event: Event) -> str:
    """Return the numbering that an event belongs to."""
    return event.said.stream if event.said else ""


def held_until(
    event: Event, heard: Mapping[str, int] | None, ordering: Ordering, now_ms: int
) -> int:
    """Return until when an event waits for an earlier one; 0 when it need not."""
    if event.said is None or is_ahead(event, now_ms):
        return 0
    if ordering is Ordering.LOOSE:
        return event.received_ms + HOLD_MS
    if (
        ordering is Ordering.DENSE
        and heard is not None
        and event.said.order > heard.get(event.said.stream, 0) + 1
    ):
        return event.received_ms + HOLD_MS
    return 0


def is_ahead(event: Event, now_ms: int) -> bool:
    """Tell whether an event seems to come from the future: the clock was set back, and nothing
    waits until it is there again.
    """
    return event.received_ms > now_ms + HOLD_MS


def together(events: Sequence[Event]) -> Incoming:
    """Return an album's pieces as one message: all its photos, its caption once."""
    pieces = [event.said for event in events if event.said is not None]
    head = pieces[0]
    if len(pieces) == 1:
        return head
    captions = list(dict.fromkeys(piece.text for piece in pieces if piece.text))
    media = tuple(item for piece in pieces for item in piece.media)
    return replace(
        head, kind=head.kind if media else Kind.EMPTY, text="\n".join(captions), media=media
    )
