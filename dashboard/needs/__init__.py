"""The need to come: its fields, figures and views; charts of how sure it is, and of how alike people fare."""
