"""The parts of an article: headline, dateline, body and furniture, who is credited, and the date on the page."""
