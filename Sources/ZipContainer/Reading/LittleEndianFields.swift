/// Reads little-endian fields from the front of bytes; nil once they have run out.
package struct LittleEndianFields {
    private var rest: ArraySlice<UInt8>

    package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    package var isAtEnd: Bool { rest.isEmpty }
    package var count: Int { rest.count }

    package mutating func uint16() -> UInt16? { integer() }
    package mutating func uint32() -> UInt32? { integer() }
    package mutating func uint64() -> UInt64? { integer() }

    package mutating func skip(_ count: Int) -> Bool { bytes(count) != nil }

    package mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    private mutating func integer<Value: FixedWidthInteger>() -> Value? {
        guard let bytes = bytes(Value.bitWidth / 8) else { return nil }
        return bytes.reversed().reduce(0) { $0 << 8 | Value(truncatingIfNeeded: $1) }
    }
}
