"""What is claimed, by whom, on how many origins, what is disputed and what changed."""

from __future__ import annotations

from sayso.answers.brief.answer import Brief, BriefLine, Edit, FigureVariant, Note
from sayso.answers.brief.facts import answer

__all__ = ["Brief", "BriefLine", "Edit", "FigureVariant", "Note", "answer"]
