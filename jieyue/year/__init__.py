"""What the year's books say: states, conclusions, figures, and what people decided."""
