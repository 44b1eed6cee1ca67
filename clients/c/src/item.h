/* Lines that are kept, each with a copy of its texts. */
#ifndef PARLEY_ITEM_H
#define PARLEY_ITEM_H

#include "parley.h"

typedef struct parley_item {
    struct parley_item *next;
    parley_line line;
    char texts[];
} parley_item;

/* First in, first out. */
typedef struct {
    parley_item *first;
    parley_item *last;
    size_t count;
} parley_items;

/* A copy; NULL where there is no memory. */
parley_item *parley_item_new(const parley_line *line);
void parley_items_put(parley_items *items, parley_item *item);
parley_item *parley_items_take(parley_items *items);
void parley_items_clear(parley_items *items);

#endif
