"""The desk: what a ledger answers, and what pasted pages say, as pages for a browser (`app.desk`). It reads the ledger,
its answers and the exports, and codes nothing: who serves it hands that in (`hands`). Needs the extra `desk`."""
