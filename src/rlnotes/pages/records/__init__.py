"""Records of works in the formats of reference managers."""
