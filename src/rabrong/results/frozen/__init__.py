"""What closing a round freezes: gathered from the database once, computed from itself alone ever after."""
