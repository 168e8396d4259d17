/* A mail server that takes everything and does nothing with it, so that whoever sends is what is measured: smtp_sink

   It writes its port, and ends with its standard input. Pipelined commands and any number of connections are fine; nothing is checked. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct client {
    int socket, in_message, matched;
    size_t length;
    char line[1024];
};

static void answer(struct client *client, const char *text) {
    if (write(client->socket, text, strlen(text)) < 0) return;
}

static int take_line(struct client *client) {
    const char *line = client->line;
    if (!strncasecmp(line, "EHLO", 4)) answer(client, "250-sink\r\n250 8BITMIME\r\n");
    else if (!strncasecmp(line, "DATA", 4)) {
        client->in_message = 1;
        /* The end of this line is the first half of what ends a message without a text. */
        client->matched = 2;
        answer(client, "354 go on\r\n");
    } else if (!strncasecmp(line, "QUIT", 4)) {
        answer(client, "221 bye\r\n");
        return 0;
    } else answer(client, "250 ok\r\n");
    return 1;
}

static int take(struct client *client, const char *bytes, ssize_t count) {
    static const char end[] = "\r\n.\r\n";
    for (ssize_t i = 0; i < count; i++) {
        if (client->in_message) {
            client->matched = bytes[i] == end[client->matched] ? client->matched + 1 : bytes[i] == '\r';
            if (client->matched == 5) {
                client->in_message = 0;
                answer(client, "250 taken\r\n");
            }
        } else if (bytes[i] == '\n') {
            client->length = 0;
            if (!take_line(client)) return 0;
        } else if (client->length < sizeof client->line) client->line[client->length++] = bytes[i];
    }
    return 1;
}

int main(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0), poll = epoll_create1(0);
    if (listener < 0 || poll < 0 || bind(listener, (struct sockaddr *)&address, length) || listen(listener, 128)
        || getsockname(listener, (struct sockaddr *)&address, &length)) return 1;
    struct client input = {.socket = 0}, door = {.socket = listener};
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &input}, found[64];
    if (epoll_ctl(poll, EPOLL_CTL_ADD, 0, &event)) return 1;
    event.data.ptr = &door;
    if (epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event)) return 1;
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    for (;;) {
        int count = epoll_wait(poll, found, 64, -1);
        for (int i = 0; i < count; i++) {
            struct client *client = found[i].data.ptr;
            char bytes[65536];
            if (client == &door) {
                struct client *new = calloc(1, sizeof *new);
                if (!new || (new->socket = accept(listener, NULL, NULL)) < 0) return 1;
                setsockopt(new->socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                event.data.ptr = new;
                if (epoll_ctl(poll, EPOLL_CTL_ADD, new->socket, &event)) return 1;
                answer(new, "220 sink\r\n");
                continue;
            }
            ssize_t read_count = read(client->socket, bytes, sizeof bytes);
            if (client == &input) {
                if (read_count <= 0) return 0;
            } else if (read_count <= 0 || !take(client, bytes, read_count)) {
                close(client->socket);
                free(client);
            }
        }
    }
}
