"""What the room with a door outside does on real folders and with real git."""
