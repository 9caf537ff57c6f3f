"""What dead runs left behind is settled, what nobody wants is removed."""
