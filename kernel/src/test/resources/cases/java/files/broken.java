int fine = 1;

int wrong = "text";
