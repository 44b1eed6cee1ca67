#include "queue.h"

#include <stdlib.h>
#include <string.h>

static const char *copied(char **at, const char *text) {
    const char *here = *at;
    size_t size = strlen(text) + 1;
    memcpy(*at, text, size);
    *at += size;
    return here;
}

static size_t size_of(const parley_message *message) {
    return strlen(message->time) + strlen(message->nick) + strlen(message->text) + 3;
}

static void copy_message(char **at, parley_message *to, const parley_message *from) {
    *to = *from;
    to->time = copied(at, from->time);
    to->nick = copied(at, from->nick);
    to->text = copied(at, from->text);
}

parley_node *parley_node_new(const parley_event *event) {
    bool message = event->type == PARLEY_EVENT_MESSAGE;
    bool connected = event->type == PARLEY_EVENT_CONNECTED;
    size_t size = message ? size_of(&event->message) : connected ? strlen(event->nick) + strlen(event->address) + 2 : 0;
    parley_node *node = malloc(sizeof *node + size);
    if (node == NULL) {
        return NULL;
    }
    char *at = node->texts;
    node->next = NULL;
    node->event = *event;
    if (message) {
        copy_message(&at, &node->event.message, &event->message);
    } else if (connected) {
        node->event.nick = copied(&at, event->nick);
        node->event.address = copied(&at, event->address);
    }
    return node;
}

void parley_queue_put(parley_queue *queue, parley_node *node) {
    node->next = NULL;
    if (queue->last != NULL) {
        queue->last->next = node;
    } else {
        queue->first = node;
    }
    queue->last = node;
    queue->count++;
}

parley_node *parley_queue_take(parley_queue *queue) {
    parley_node *node = queue->first;
    if (node != NULL) {
        queue->first = node->next;
        if (queue->first == NULL) {
            queue->last = NULL;
        }
        queue->count--;
    }
    return node;
}

void parley_queue_clear(parley_queue *queue) {
    for (parley_node *node; (node = parley_queue_take(queue)) != NULL;) {
        free(node);
    }
}

bool parley_collect_messages(const parley_line *lines, size_t count, parley_messages *messages) {
    size_t number = 0;
    size_t size = 1;
    for (size_t i = 0; i < count; i++) {
        if (lines[i].type == PARLEY_LINE_MESSAGE) {
            size += sizeof *messages->messages + size_of(&lines[i].message);
            number++;
        }
    }
    parley_message *storage = malloc(size);
    if (storage == NULL) {
        return false;
    }
    char *at = (char *)(storage + number);
    parley_message *next = storage;
    for (size_t i = 0; i < count; i++) {
        if (lines[i].type == PARLEY_LINE_MESSAGE) {
            copy_message(&at, next++, &lines[i].message);
        }
    }
    *messages = (parley_messages){.count = number, .messages = storage, .storage = storage};
    return true;
}

bool parley_collect_names(const parley_line *lines, size_t count, parley_names *names) {
    size_t size = 1;
    for (size_t i = 0; i < count; i++) {
        size += sizeof *names->names + strlen(lines[i].text) + 1;
    }
    const char **storage = malloc(size);
    if (storage == NULL) {
        return false;
    }
    char *at = (char *)(storage + count);
    for (size_t i = 0; i < count; i++) {
        storage[i] = copied(&at, lines[i].text);
    }
    *names = (parley_names){.count = count, .names = storage, .storage = storage};
    return true;
}

void parley_messages_free(parley_messages *messages) {
    free(messages->storage);
    *messages = (parley_messages){0};
}

void parley_names_free(parley_names *names) {
    free(names->storage);
    *names = (parley_names){0};
}
