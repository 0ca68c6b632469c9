"""The order (คำสั่ง) as an official document: number, subject, text, day, signer, the annex of whom it appoints."""
