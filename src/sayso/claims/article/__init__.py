"""An article ready for coding: its sentences, their acts, and who is meant over all of it."""
