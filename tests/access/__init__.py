"""Who may open what: the matrix of every address and role, and the proof that nothing leaks."""
