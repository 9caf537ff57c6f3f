"""Where an order, the work and the money meet: at most once, whatever happens."""
