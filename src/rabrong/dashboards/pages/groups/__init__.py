"""Units looked at together: how their scores lie, who has reported; no score of the group, for nobody promised one."""
