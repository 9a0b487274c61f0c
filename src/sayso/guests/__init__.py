"""Other coders: claims of a large model over HTTP, and claims that people enter. Whatever they say is admitted when it
verifies in the text, and else refused with the reason."""
