"""The services that know works: the DOI registries and arXiv. Only `rlnotes sources` asks them, and no build does."""
