"""The report of a check: what is said stands in `wording`, how it is said in a module for each format."""
