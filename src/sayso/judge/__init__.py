"""Judging claims: how far a coding agrees with another, field by field."""
