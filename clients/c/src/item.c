#include "item.h"

#include <stdlib.h>
#include <string.h>

static const char *copied(char **at, const char *text) {
    const char *here = *at;
    size_t size = strlen(text) + 1;
    memcpy(*at, text, size);
    *at += size;
    return here;
}

parley_item *parley_item_new(const parley_line *line) {
    bool message = line->type == PARLEY_LINE_MESSAGE;
    size_t size = strlen(line->text) + strlen(line->code) + 2;
    if (message) {
        size += PARLEY_TIME_SIZE + strlen(line->message.nick) + 1;
    }
    parley_item *item = malloc(sizeof *item + size);
    if (item == NULL) {
        return NULL;
    }
    char *at = item->texts;
    item->next = NULL;
    item->line = *line;
    item->line.text = copied(&at, line->text);
    item->line.code = copied(&at, line->code);
    if (message) {
        item->line.message.text = item->line.text;
        item->line.message.time = copied(&at, line->message.time);
        item->line.message.nick = copied(&at, line->message.nick);
    }
    return item;
}

void parley_items_put(parley_items *items, parley_item *item) {
    item->next = NULL;
    if (items->last != NULL) {
        items->last->next = item;
    } else {
        items->first = item;
    }
    items->last = item;
    items->count++;
}

parley_item *parley_items_take(parley_items *items) {
    parley_item *item = items->first;
    if (item != NULL) {
        items->first = item->next;
        if (items->first == NULL) {
            items->last = NULL;
        }
        items->count--;
        item->next = NULL;
    }
    return item;
}

void parley_items_clear(parley_items *items) {
    for (parley_item *item; (item = parley_items_take(items)) != NULL;) {
        free(item);
    }
}
