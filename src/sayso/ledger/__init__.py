"""The ledger: keeps claims and the articles they stand in. Knows records only, no extractor."""
