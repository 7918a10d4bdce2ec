"""Sites and vaults of other programs, made into a site of ours: files in, files and a report out."""
