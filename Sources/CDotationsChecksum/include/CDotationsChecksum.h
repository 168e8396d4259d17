#include <stddef.h>
#include <stdint.h>

/// The CRC-32 of APPNOTE 4.4.7 and RFC 1952, of bytes that follow those that gave `checksum`; 0 is that of none.
uint32_t dotations_crc32(uint32_t checksum, const void *bytes, size_t count);
