/* Events that wait for the application, each with a copy of its texts. */
#ifndef PARLEY_QUEUE_H
#define PARLEY_QUEUE_H

#include "parley.h"

typedef struct parley_node {
    struct parley_node *next;
    parley_event event;
    char texts[];
} parley_node;

typedef struct {
    parley_node *first;
    parley_node *last;
    size_t count;
} parley_queue;

/* A copy; NULL where there is no memory. */
parley_node *parley_node_new(const parley_event *event);
void parley_queue_put(parley_queue *queue, parley_node *node);
parley_node *parley_queue_take(parley_queue *queue);
void parley_queue_clear(parley_queue *queue);

/* What an answer holds, for whoever asked. False: no memory. */
bool parley_collect_messages(const parley_line *lines, size_t count, parley_messages *messages);
bool parley_collect_names(const parley_line *lines, size_t count, parley_names *names);

#endif
