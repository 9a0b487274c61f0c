"""Pictures of the desk, laid out here and drawn by templates as SVG: chains of say-so, timelines, maps."""
