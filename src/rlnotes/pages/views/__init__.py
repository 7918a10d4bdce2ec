"""What each page may show: frozen values, and nothing else."""
