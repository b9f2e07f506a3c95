"""Reimbursement under Planera: the editor of a tariff, its figures and its views."""
