"""The proof that no tenant's record is told to another, nor changes what another is told."""
