"""Who may do what with years, KPI Templates, negotiations, agreements; None when they may, else the Refusal."""
