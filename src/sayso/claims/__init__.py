"""Reading → claims, by rules and tables alone. Rooms below, from the ground up: each imports only rooms below it
(tests/test_arrows.py)."""
