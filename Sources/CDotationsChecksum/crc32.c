#include "CDotationsChecksum.h"

#include <zlib.h>

#if defined(__x86_64__)

#include <immintrin.h>

// What is left over by x^n, n as named, in the reflected polynomial of CRC-32: a block that is multiplied by two of them counts as it would
// 128 or 512 bits further on. V. Gopal and others, "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction", Intel 2009.
#define BY_512_BITS _mm_set_epi64x(0x1c6e41596, 0x154442bd4)
#define BY_128_BITS _mm_set_epi64x(0x0ccaa009e, 0x1751997d0)

__attribute__((target("pclmul,sse2")))
static inline __m128i folded(__m128i block, __m128i distance, __m128i next) {
    __m128i low = _mm_clmulepi64_si128(block, distance, 0x00);
    __m128i high = _mm_clmulepi64_si128(block, distance, 0x11);
    return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

// Makes 16 bytes of all, a multiple of 16 and 64 at least, that leave the same as those over.
__attribute__((target("pclmul,sse2")))
static uint32_t crc32_folded(uint32_t checksum, const unsigned char *bytes, size_t count) {
    const __m128i *next = (const __m128i *)bytes;
    const __m128i *end = (const __m128i *)(bytes + count);
    __m128i blocks[4];
    for (int index = 0; index < 4; index += 1) blocks[index] = _mm_loadu_si128(next + index);
    blocks[0] = _mm_xor_si128(blocks[0], _mm_cvtsi32_si128((int)~checksum));
    for (next += 4; end - next >= 4; next += 4) {
        for (int index = 0; index < 4; index += 1) blocks[index] = folded(blocks[index], BY_512_BITS, _mm_loadu_si128(next + index));
    }
    __m128i block = blocks[0];
    for (int index = 1; index < 4; index += 1) block = folded(block, BY_128_BITS, blocks[index]);
    for (; next < end; next += 1) block = folded(block, BY_128_BITS, _mm_loadu_si128(next));
    unsigned char rest[16];
    _mm_storeu_si128((__m128i *)rest, block);
    // The checksum so far is in these bytes already: zlib begins with its complement, which must be zero.
    return (uint32_t)crc32_z(UINT32_MAX, rest, sizeof rest);
}

uint32_t dotations_crc32(uint32_t checksum, const void *bytes, size_t count) {
    const unsigned char *rest = bytes;
    if (count >= 256 && __builtin_cpu_supports("pclmul")) {
        size_t size = count & ~(size_t)15;
        checksum = crc32_folded(checksum, rest, size);
        rest += size;
        count -= size;
    }
    // Of no bytes zlib gives the checksum of none, whatever came before.
    return count > 0 ? (uint32_t)crc32_z(checksum, rest, count) : checksum;
}

#else

uint32_t dotations_crc32(uint32_t checksum, const void *bytes, size_t count) {
    return count > 0 ? (uint32_t)crc32_z(checksum, bytes, count) : checksum;
}

#endif
