"""The seven control questions: does the patient find that there is a patientkontrakt?"""
