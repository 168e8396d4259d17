/// The end-of-central-directory record, with its zip64 form (APPNOTE 4.3.14 to 4.3.16).
struct ZipEndRecord {
    let entryCount: UInt64
    let directoryOffset: UInt64
    let directorySize: UInt64

    /// Finds the end record at the very end of the bytes.
    ///
    /// - Throws: `zip.truncated`, `zip.bad-eocd`, `zip.trailing-data`.
    init(source: ByteSource) throws(ZipError) {
        let recordOffset = try Self.offset(in: source)
        guard let record = try source.bytes(at: recordOffset, count: 22) else { throw ZipError(.truncated, "the end record is cut short") }
        var fields = LittleEndianFields(record[4...])
        guard let disk = fields.uint16(), let directoryDisk = fields.uint16(), let countHere = fields.uint16(), let count = fields.uint16(),
            let size = fields.uint32(), let offset = fields.uint32()
        else { throw ZipError(.truncated, "the end record is cut short") }
        let endOfDirectory: UInt64
        if let wide = try Wide(source: source, endRecordOffset: recordOffset) {
            guard count == .max || UInt64(count) == wide.count, size == .max || UInt64(size) == wide.size,
                offset == .max || UInt64(offset) == wide.offset
            else { throw ZipError(.badEndRecord, "the two end records contradict each other") }
            (entryCount, directorySize, directoryOffset) = (wide.count, wide.size, wide.offset)
            endOfDirectory = wide.recordOffset
        } else {
            guard disk == 0, directoryDisk == 0, countHere == count else { throw ZipError(.badEndRecord, "the archive has several disks") }
            (entryCount, directorySize, directoryOffset) = (UInt64(count), UInt64(size), UInt64(offset))
            endOfDirectory = recordOffset
        }
        let (end, overflow) = directoryOffset.addingReportingOverflow(directorySize)
        guard !overflow, end <= endOfDirectory else { throw ZipError(.badEndRecord, "the directory reaches past the end record") }
        guard end == endOfDirectory else {
            throw ZipError(.prefixData, "the directory does not end where the end record begins")
        }
    }

    /// The end record is last in the archive, except for a comment of at most 65,535 bytes, whose length it contains.
    private static func offset(in source: ByteSource) throws(ZipError) -> UInt64 {
        let tailLength = Int(min(source.count, 22 + 65_535))
        let tailOffset = source.count - UInt64(tailLength)
        guard tailLength >= 22, let tail = try source.bytes(at: tailOffset, count: tailLength) else {
            throw ZipError(.badEndRecord, "the file is too short for a zip archive")
        }
        var sawRecord = false
        for start in stride(from: tailLength - 22, through: 0, by: -1) where tail[start] == 0x50 {
            var fields = LittleEndianFields(tail[start...])
            guard fields.uint32() == 0x0605_4B50, fields.skip(16), let commentLength = fields.uint16() else { continue }
            let end = start + 22 + Int(commentLength)
            if end == tailLength { return tailOffset + UInt64(start) }
            sawRecord = sawRecord || end < tailLength
        }
        throw sawRecord
            ? ZipError(.trailingData, "there are bytes after the end record")
            : ZipError(.badEndRecord, "the end record is missing; the file may be cut short")
    }

    /// The zip64 end record, found by its locator, directly before the plain record.
    private struct Wide {
        let recordOffset: UInt64
        let count: UInt64
        let size: UInt64
        let offset: UInt64

        init?(source: ByteSource, endRecordOffset: UInt64) throws(ZipError) {
            guard endRecordOffset >= 20, let locator = try source.bytes(at: endRecordOffset - 20, count: 20) else { return nil }
            var fields = LittleEndianFields(locator[...])
            guard fields.uint32() == 0x0706_4B50, fields.skip(4), let recordOffset = fields.uint64() else { return nil }
            guard let record = try source.bytes(at: recordOffset, count: 56) else {
                throw ZipError(.badEndRecord, "the locator's offset has no zip64 end record")
            }
            fields = LittleEndianFields(record[...])
            guard fields.uint32() == 0x0606_4B50, let length = fields.uint64(), fields.skip(4), fields.uint32() == 0, fields.uint32() == 0,
                let countHere = fields.uint64(),
                let count = fields.uint64(), let size = fields.uint64(), let offset = fields.uint64(), countHere == count,
                length == endRecordOffset &- 20 &- recordOffset &- 12
            else { throw ZipError(.badEndRecord, "the zip64 end record is damaged") }
            self.recordOffset = recordOffset
            self.count = count
            self.size = size
            self.offset = offset
        }
    }
}
