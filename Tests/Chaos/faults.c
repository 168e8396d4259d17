/* Faults of the system, put between a program and the C library by LD_PRELOAD:
   FAULT_CALL and FAULT_AT make that call fail with EIO the nth time, counted from 1, and ever after;
   FAULT_CLOCK moves the clock by that many seconds. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
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

#define FAILING(result, call, family, parameters, ...)                         \
    result call parameters {                                                   \
        static result (*real) parameters;                                      \
        if (!real) real = REAL(result (*) parameters, #call);                  \
        if (is_due(family)) { errno = EIO; return -1; }                        \
        return real(__VA_ARGS__);                                              \
    }

FAILING(ssize_t, pread, "pread", (int fd, void *to, size_t count, off_t at), fd, to, count, at)
FAILING(ssize_t, pread64, "pread", (int fd, void *to, size_t count, off64_t at), fd, to, count, at)
FAILING(ssize_t, pwrite, "pwrite", (int fd, const void *from, size_t count, off_t at), fd, from, count, at)
FAILING(ssize_t, pwrite64, "pwrite", (int fd, const void *from, size_t count, off64_t at), fd, from, count, at)
FAILING(int, fsync, "fsync", (int fd), fd)
FAILING(int, fdatasync, "fsync", (int fd), fd)

int clock_gettime(clockid_t clock, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = REAL(int (*)(clockid_t, struct timespec *), "clock_gettime");
    int result = real(clock, now);
    const char *offset = getenv("FAULT_CLOCK");
    if (result == 0 && offset && clock == CLOCK_REALTIME) now->tv_sec += atol(offset);
    return result;
}
