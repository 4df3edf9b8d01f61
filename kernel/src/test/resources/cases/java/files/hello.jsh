int fromFile = 5;
fromFile * 2
