/// Takes little-endian fields off the front of bytes, and gives nil once they have run out.
struct LittleEndianFields {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func uint16() -> UInt16? { integer() }
    mutating func uint32() -> UInt32? { integer() }
    mutating func uint64() -> UInt64? { integer() }

    mutating func skip(_ count: Int) -> Bool { bytes(count) != nil }

    mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    private mutating func integer<Value: FixedWidthInteger>() -> Value? {
        guard let bytes = bytes(Value.bitWidth / 8) else { return nil }
        return bytes.reversed().reduce(0) { $0 << 8 | Value(truncatingIfNeeded: $1) }
    }
}

/// The 64-bit sizes and offset of the zip64 extra field (APPNOTE 4.5.3): it has, in this order, just those whose 32-bit field is full.
struct Zip64Sizes {
    private(set) var size: UInt64?
    private(set) var compressed: UInt64?
    private(set) var offset: UInt64?

    init(
        extra: ArraySlice<UInt8>, wants: (size: Bool, compressed: Bool, offset: Bool), entry: String
    ) throws(ZipError) {
        var fields = LittleEndianFields(extra)
        var isFound = false
        while !fields.isAtEnd {
            guard let id = fields.uint16(), let length = fields.uint16(), let body = fields.bytes(Int(length)) else {
                throw ZipError(.badExtraField, "an extra field is shorter than it says", entry: entry)
            }
            guard id == 1 else { continue }
            guard !isFound else { throw ZipError(.badExtraField, "the entry has two zip64 fields", entry: entry) }
            isFound = true
            var values = LittleEndianFields(body)
            if wants.size { size = values.uint64() }
            if wants.compressed { compressed = values.uint64() }
            if wants.offset { offset = values.uint64() }
            guard (size != nil) == wants.size, (compressed != nil) == wants.compressed, (offset != nil) == wants.offset else {
                throw ZipError(.badExtraField, "the zip64 field is too short", entry: entry)
            }
        }
    }
}
