"""What people hold in their hands: workbook, route sheets, delivery notes, GPX."""
