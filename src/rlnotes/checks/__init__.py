"""Rules over the site, one a module: site in, findings out."""
