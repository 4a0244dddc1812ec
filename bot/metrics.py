"""What Prometheus can ask for.

Labels are names of routes, channels and outcomes: never a person, a number or a text.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

# Seconds. A turn takes milliseconds; past one second somebody waits.
_TURN_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Metrics:
    """One set of figures for one commune, in a registry of its own."""

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self.registry = registry
        self.received = Counter(
            "thidua_inbox_received",
            "Events committed to the inbox",
            ["channel"],
            registry=registry,
        )
        self.turns = Counter(
            "thidua_turns", "Turns taken", ["route", "outcome"], registry=registry
        )
        self.turn_seconds = Histogram(
            "thidua_turn_seconds",
            "From taking an event to its turn being ready",
            buckets=_TURN_BUCKETS,
            registry=registry,
        )
        self.rollbacks = Counter("thidua_rollbacks", "Transactions rolled back", registry=registry)
        self.sent = Counter(
            "thidua_outbox_sent",
            "Messages that were tried",
            ["channel", "outcome"],
            registry=registry,
        )
        self.unknown = Counter(
            "thidua_outbox_unknown",
            "Messages of which nobody knows whether they arrived",
            ["channel"],
            registry=registry,
        )
        self.unhandled = Gauge(
            "thidua_inbox_unhandled", "Events that wait for their turn", registry=registry
        )
        self.waiting = Gauge(
            "thidua_outbox_waiting", "Messages that wait to be sent", registry=registry
        )
        self.owner = Gauge(
            "thidua_owner",
            "1 where this process handles and delivers, 0 where it stands by",
            registry=registry,
        )
        self.epoch = Gauge(
            "thidua_epoch", "How often the ownership has changed hands", registry=registry
        )
