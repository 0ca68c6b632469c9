"""How a machine finds the canonical hash that people read at the foot of the pages: among the file's keywords."""

DIGEST_MARK = "rabrong-sha256:"
