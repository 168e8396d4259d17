struct ZipEntryRecord {
    let name: [UInt8]
    let isDeflated: Bool
    let offset: UInt64
    /// The stored bytes before the deflated ones.
    var head: [UInt8] = []
    /// The size and the checksum, without the head until ``countHead()``.
    var size: UInt64 = 0
    var checksum = CRC32()
    var compressedSize: UInt64 = 0

    init(name: [UInt8], isDeflated: Bool, offset: UInt64) {
        self.name = name
        self.isDeflated = isDeflated
        self.offset = offset
    }

    /// Whether every reader takes a name for the same file inside the archive.
    static func isGoodName(_ name: [UInt8]) -> Bool {
        name.count <= 0xFFFF && ZipDirectory.isAcceptable(name) && !name.contains(where: "\\:".utf8.contains)
            && !name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).contains(where: \.isEmpty)
    }

    /// The 20 bytes that follow the name in a local header.
    private static let extraSize = 20
    var localHeaderSize: Int { 30 + name.count + Self.extraSize }

    /// The header of a stored block that is not the last, from a whole byte on (RFC 1951, 3.2.4).
    static func storedBlockHeader(count: UInt16) -> [UInt8] {
        var header: [UInt8] = [0]
        header.append16(count)
        header.append16(~count)
        return header
    }

    var headOffset: UInt64 {
        offset + UInt64(localHeaderSize) + (isDeflated ? UInt64(Self.storedBlockHeader(count: 0).count) : 0)
    }

    mutating func countHead() {
        var whole = CRC32()
        head.withUnsafeBytes { whole.add($0) }
        whole.add(checksum, count: Int(size))
        checksum = whole
        size += UInt64(head.count)
    }

    /// The local header (APPNOTE 4.3.7), of the same length before and after the sizes are known.
    ///
    /// Its extra field reserves room for a zip64 field: it is Open Packaging's growth hint (APPNOTE 4.6.10), which readers ignore,
    /// unless the entry needs the zip64 field, which has the same length.
    func localHeader(_ thresholds: ZipWriter.Zip64Thresholds) -> [UInt8] {
        let isLong = size >= thresholds.size || compressedSize >= thresholds.size
        var header: [UInt8] = []
        header.reserveCapacity(localHeaderSize)
        header.append32(0x0403_4B50)
        header.append16(isLong ? 45 : 20)
        appendCommonFields(to: &header, compressedSize: isLong ? .max : compressedSize, size: isLong ? .max : size)
        header.append16(UInt16(Self.extraSize))
        header += name
        if isLong {
            header.append16(0x0001)
            header.append16(16)
            header.append64(size)
            header.append64(compressedSize)
        } else {
            header.append16(0xA220)
            header.append16(16)
            header.append16(0xA028)
            header.append(contentsOf: repeatElement(0, count: 14))
        }
        return header
    }

    /// The directory's record of the entry (APPNOTE 4.3.12).
    func directoryRecord(_ thresholds: ZipWriter.Zip64Thresholds) -> [UInt8] {
        var extra: [UInt8] = []
        // Only the values that do not fit the plain fields, in this order (APPNOTE 4.5.3).
        for value in [size, compressedSize, offset] where value >= thresholds.size { extra.append64(value) }
        let version: UInt16 = extra.isEmpty ? 20 : 45
        var record: [UInt8] = []
        record.append32(0x0201_4B50)
        // Made on Unix (4.4.2): some readers decode names of entries made on MS-DOS by its code page.
        record.append16(3 << 8 | version)
        record.append16(version)
        appendCommonFields(
            to: &record, compressedSize: compressedSize >= thresholds.size ? .max : compressedSize,
            size: size >= thresholds.size ? .max : size)
        record.append16(extra.isEmpty ? 0 : UInt16(extra.count + 4))
        record.append16(0)
        record.append16(0)
        record.append16(0)
        record.append32(0o100644 << 16)
        record.append32(UInt32(clamping: offset >= thresholds.size ? .max : offset))
        record += name
        if !extra.isEmpty {
            record.append16(0x0001)
            record.append16(UInt16(extra.count))
            record += extra
        }
        return record
    }

    /// The fields that both headers have, from the flags to the length of the name.
    private func appendCommonFields(to header: inout [UInt8], compressedSize: UInt64, size: UInt64) {
        // Bit 11 says that the name is UTF-8; an ASCII name does not need it.
        header.append16(name.contains { $0 >= 0x80 } ? 0x0800 : 0)
        header.append16(isDeflated ? 8 : 0)
        header.append16(0)
        header.append16(0x0021)
        header.append32(checksum.value)
        header.append32(UInt32(clamping: compressedSize))
        header.append32(UInt32(clamping: size))
        header.append16(UInt16(name.count))
    }
}

extension ZipWriter {
    /// The end record (APPNOTE 4.3.16), after the zip64 ones if it cannot hold a value (4.3.14, 4.3.15).
    func endRecords(directoryOffset: UInt64) -> [UInt8] {
        let size = UInt64(directory.count)
        let hasManyEntries = entries >= thresholds.entries
        let isLong = size >= thresholds.size
        let isFar = directoryOffset >= thresholds.size
        var records: [UInt8] = []
        if hasManyEntries || isLong || isFar {
            records.append32(0x0606_4B50)
            records.append64(44)
            records.append16(45)
            records.append16(45)
            records.append64(0)
            records.append64(UInt64(entries))
            records.append64(UInt64(entries))
            records.append64(size)
            records.append64(directoryOffset)
            records.append32(0x0706_4B50)
            records.append32(0)
            records.append64(directoryOffset + size)
            records.append32(1)
        }
        let count = hasManyEntries ? .max : UInt16(clamping: entries)
        records.append32(0x0605_4B50)
        records.append32(0)
        records.append16(count)
        records.append16(count)
        records.append32(isLong ? .max : UInt32(clamping: size))
        records.append32(isFar ? .max : UInt32(clamping: directoryOffset))
        records.append16(0)
        return records
    }
}

extension [UInt8] {
    fileprivate mutating func append16(_ value: UInt16) { appendBytes(of: value.littleEndian) }
    fileprivate mutating func append32(_ value: UInt32) { appendBytes(of: value.littleEndian) }
    fileprivate mutating func append64(_ value: UInt64) { appendBytes(of: value.littleEndian) }

    /// Appends the bytes of a value as it is in memory.
    package mutating func appendBytes(of value: some BitwiseCopyable) {
        Swift.withUnsafeBytes(of: value) { append(contentsOf: $0) }
    }
}
