private import Foundation

extension Span<UInt8> {
    /// These bytes as text; where there are more than so many, cut, and ending with dots, so that it is none that fits.
    func text(longest: Int) -> String {
        withUnsafeBufferPointer { bytes in
            guard bytes.count > longest else { return String(decoding: bytes, as: UTF8.self) }
            var end = longest
            // Not in the middle of a character.
            while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            return String(decoding: bytes[..<end], as: UTF8.self) + "..."
        }
    }

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
