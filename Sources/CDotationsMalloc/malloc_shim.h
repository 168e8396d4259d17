#include <stdlib.h>
// mallopt is glibc's alone.
#if defined(__GLIBC__)
#include <malloc.h>
#endif
