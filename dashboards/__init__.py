"""What a reader sees: the dashboard in a browser and the report on paper."""
