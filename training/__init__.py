"""Training of the reader: open data and our corpus → one small encoder with many heads. PyTorch lives here alone."""
