/** More related places than these would bury the finding; the first ones show what is meant. */
export const ENOUGH = 5;

/** With more elements to choose from, the author knows the name better than a menu does. */
export const CHOICES = 5;
