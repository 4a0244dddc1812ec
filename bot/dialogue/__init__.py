"""The conversation engine: pure functions over values; no clock, no database, no network.

Start reading at `engine.advance`; what can be asked is in `steps`, what a person may type in
`understand`, and what crosses a channel's border in `messages`.
"""
