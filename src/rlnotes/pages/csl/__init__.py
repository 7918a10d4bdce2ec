"""Citations as CSL styles write them."""
