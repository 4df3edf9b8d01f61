int before = 1;

int divided = before / 0;
