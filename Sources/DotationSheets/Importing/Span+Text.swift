#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

extension Span<UInt8> {
    /// Whether these are the bytes of a text.
    @inline(__always)
    func isSame(as text: String) -> Bool {
        let known = text.utf8
        guard known.count == count else { return false }
        return known.withContiguousStorageIfAvailable { other in
            withUnsafeBufferPointer { bytes in
                guard let known = other.baseAddress, let given = bytes.baseAddress else { return true }
                return memcmp(given, known, bytes.count) == 0
            }
        } ?? withUnsafeBufferPointer { bytes in bytes.elementsEqual(known) }
    }
}
