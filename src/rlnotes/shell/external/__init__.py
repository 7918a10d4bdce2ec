"""Other hosts, asked politely whether what they were to hold is still there. Nothing else talks to the network."""
