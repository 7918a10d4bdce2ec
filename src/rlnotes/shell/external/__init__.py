"""Other hosts, asked politely whether what they were to hold is still there; `shell/services` asks as they do."""
