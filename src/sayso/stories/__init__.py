"""Copies (same text), stories (same happening in other words), happenings and origins: ten reprints are one say-so.

Articles go in one way (`sketch` → `copies` → `topics` → `linking`), claims the other (`happenings` → `origins` → `relations`).
All decisions are pure functions of records; what they need of an article can be stored and read back.
"""
