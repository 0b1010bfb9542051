"""Taking the archive out of the house: what may be exported, read little by little, as text or as a workbook."""
