"""What things cost here: prices, plans before, reports after."""
