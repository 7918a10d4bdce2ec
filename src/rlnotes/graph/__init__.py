"""Facts to meaning: which link means which note, who cites whom, what is related."""
