"""The ledger: keeps claims and the articles they stand in, and answers from them. Knows records only, no extractor."""
