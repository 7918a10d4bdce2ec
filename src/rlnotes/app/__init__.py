"""The pipeline as plain calls on values, without IO."""
