"""Steps of the tables of rabrong.demo."""
