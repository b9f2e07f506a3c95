"""From a register of visits, of any size and wherever it lies, to exact counts that never leave the build."""
