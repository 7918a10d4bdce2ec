"""The words of the interface: a table for each language, its plural forms, and the direction it is written in."""
