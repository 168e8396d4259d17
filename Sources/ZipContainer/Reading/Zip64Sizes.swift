/// The 64-bit sizes and offset of the zip64 extra field (APPNOTE 4.5.3): in this order, only those whose 32-bit field is full.
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
