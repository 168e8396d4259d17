/* Faults of the system, put between a program and the C library by LD_PRELOAD:
   FAULT_CALL and FAULT_AT make that call fail with EIO the nth time, counted from 1, and ever after;
   FAULT_CLOCK moves the clock by that many seconds;
   FAULT_JOURNAL is a file that gets what was written, cut, synced and removed, in its order, for powercut.py. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static atomic_long counted;

static int is_due(const char *call) {
    const char *name = getenv("FAULT_CALL");
    const char *at = getenv("FAULT_AT");
    if (!name || !at || strcmp(name, call) != 0) return 0;
    return atomic_fetch_add(&counted, 1) + 1 >= atol(at);
}

#define REAL(type, name) ((type)dlsym(RTLD_NEXT, name))

/* One event: its kind, the lengths of its path and its bytes and where they go, each in a line of its own width, then path and bytes. */
static void note(char kind, const char *path, const void *bytes, size_t count, long long at) {
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    static int journal = -1;
    const char *name = getenv("FAULT_JOURNAL");
    char head[64];
    if (!name || !path) return;
    pthread_mutex_lock(&one_at_a_time);
    if (journal < 0) journal = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    int length = snprintf(head, sizeof head, "%c %zu %zu %lld\n", kind, strlen(path), count, at);
    if (write(journal, head, length) != length || write(journal, path, strlen(path)) < 0 || (count && write(journal, bytes, count) < 0)) abort();
    pthread_mutex_unlock(&one_at_a_time);
}

static void note_file(char kind, int fd, const void *bytes, size_t count, long long at) {
    char link[64], path[PATH_MAX + 1];
    if (!getenv("FAULT_JOURNAL")) return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX);
    if (length < 0) return;
    path[length] = 0;
    note(kind, path, bytes, count, at);
}

#define CALL(result, call, family, parameters, arguments, after)               \
    result call parameters {                                                   \
        static result (*real) parameters;                                      \
        if (!real) real = REAL(result (*) parameters, #call);                  \
        if (is_due(family)) { errno = EIO; return -1; }                        \
        result value = real arguments;                                         \
        if (value >= 0) { after; }                                               \
        return value;                                                          \
    }

CALL(ssize_t, pread, "pread", (int fd, void *to, size_t count, off_t at), (fd, to, count, at), )
CALL(ssize_t, pread64, "pread", (int fd, void *to, size_t count, off64_t at), (fd, to, count, at), )
CALL(ssize_t, pwrite, "pwrite", (int fd, const void *from, size_t count, off_t at), (fd, from, count, at), note_file('w', fd, from, value, at))
CALL(ssize_t, pwrite64, "pwrite", (int fd, const void *from, size_t count, off64_t at), (fd, from, count, at), note_file('w', fd, from, value, at))
CALL(int, fsync, "fsync", (int fd), (fd), note_file('s', fd, 0, 0, 0))
CALL(int, fdatasync, "fsync", (int fd), (fd), note_file('s', fd, 0, 0, 0))
CALL(int, ftruncate, "ftruncate", (int fd, off_t at), (fd, at), note_file('t', fd, 0, 0, at))
CALL(int, ftruncate64, "ftruncate", (int fd, off64_t at), (fd, at), note_file('t', fd, 0, 0, at))
CALL(int, unlink, "unlink", (const char *path), (path), note('u', path, 0, 0, 0))

int clock_gettime(clockid_t clock, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = REAL(int (*)(clockid_t, struct timespec *), "clock_gettime");
    int result = real(clock, now);
    const char *offset = getenv("FAULT_CLOCK");
    if (result == 0 && offset && clock == CLOCK_REALTIME) now->tv_sec += atol(offset);
    return result;
}
