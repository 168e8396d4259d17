/// Reads and checks the structure of an archive: its end record, its central directory and every local header.
struct ZipDirectory {
    private(set) var entries: [ZipEntry] = []
    private(set) var foldedNames: [[UInt8]: Int] = [:]

    private let source: ByteSource
    private let limits: ZipLimits

    private struct Record {
        /// The entry, whose data's offset is known once its local header is read.
        var entry: ZipEntry
        let nameBytes: ArraySlice<UInt8>
        let flags: UInt16
        let headerOffset: UInt64

        var name: String { entry.name }
    }

    init(source: ByteSource, limits: ZipLimits) throws(ZipError) {
        self.source = source
        self.limits = limits
        let end = try ZipEndRecord(source: source)
        guard end.entryCount <= UInt64(clamping: limits.entries) else {
            throw ZipError(.tooManyEntries, "too many entries", measured: end.entryCount, limit: UInt64(clamping: limits.entries))
        }
        var records = try centralDirectory(end)
        try readLocalHeaders(&records, directoryOffset: end.directoryOffset)
        entries = records.map(\.entry)
        try checkTotalSize()
    }

    /// Checks the declared sizes. The actual ones are checked when entries are read.
    private func checkTotalSize() throws(ZipError) {
        var total: UInt64 = 0
        for entry in entries { total += min(entry.size, .max - total) }
        guard total <= limits.totalSize else {
            throw ZipError(.inflatedTooLarge, "the entries are too large in total", measured: total, limit: limits.totalSize)
        }
    }

    // MARK: - Names

    /// A name in lower case (ASCII) and with forward slashes, as part names are compared.
    static func folded(_ name: some Collection<UInt8>) -> [UInt8] {
        name.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0.lowercased }
    }

    /// Refuses names that could point outside the archive, though entries are never extracted.
    static func isAcceptable(_ name: some Collection<UInt8>) -> Bool {
        let folded = Self.folded(name)
        guard let first = folded.first, first != UInt8(ascii: "/"),
            !folded.contains(where: { $0 < 0x20 || $0 == 0x7F })
        else { return false }
        if folded.count > 1, folded[1] == UInt8(ascii: ":") { return false }
        return !folded.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8) }
    }

    // MARK: - Central directory

    private mutating func centralDirectory(_ end: ZipEndRecord) throws(ZipError) -> [Record] {
        // A valid directory needs far less; a false size must not make us read the whole file.
        let (product, overflow) = UInt64(clamping: limits.entries).multipliedReportingOverflow(by: 2048)
        let largest = overflow ? .max : product
        guard end.directorySize <= largest else {
            throw ZipError(.tooManyEntries, "the directory is too large for its number of entries")
        }
        guard let bytes = try source.bytes(at: end.directoryOffset, count: Int(end.directorySize)) else {
            throw ZipError(.truncated, "the central directory is cut short")
        }
        var fields = LittleEndianFields(bytes[...])
        var records: [Record] = []
        while !fields.isAtEnd {
            let record = try centralRecord(&fields)
            let key = Self.folded(record.name.utf8)
            guard foldedNames.updateValue(records.count, forKey: key) == nil else {
                throw ZipError(.duplicateName, "two entries have this name", entry: record.name)
            }
            records.append(record)
            guard records.count <= limits.entries else {
                throw ZipError(
                    .tooManyEntries, "too many entries", measured: UInt64(records.count), limit: UInt64(clamping: limits.entries))
            }
        }
        guard UInt64(records.count) == end.entryCount else {
            throw ZipError(.badEndRecord, "the end record says \(end.entryCount) entries, the directory has \(records.count)")
        }
        return records
    }

    private func centralRecord(_ fields: inout LittleEndianFields) throws(ZipError) -> Record {
        guard fields.uint32() == 0x0201_4B50, let madeBy = fields.uint16(), fields.skip(2), let flags = fields.uint16(),
            let method = fields.uint16(), fields.skip(4), let checksum = fields.uint32(), let compressed = fields.uint32(),
            let size = fields.uint32(), let nameLength = fields.uint16(), let extraLength = fields.uint16(),
            let commentLength = fields.uint16(), let disk = fields.uint16(), fields.skip(2), let attributes = fields.uint32(),
            let offset = fields.uint32(), let nameBytes = fields.bytes(Int(nameLength)), let extra = fields.bytes(Int(extraLength)),
            fields.skip(Int(commentLength))
        else { throw ZipError(.badEndRecord, "the central directory is damaged") }
        guard nameBytes.count <= limits.nameLength else {
            throw ZipError(
                .badName, "an entry's name is too long", measured: UInt64(nameBytes.count), limit: UInt64(clamping: limits.nameLength))
        }
        guard let name = decodedName(nameBytes, isUTF8: flags & 0x0800 != 0), Self.isAcceptable(nameBytes) else {
            throw ZipError(.badName, "an entry's name is not acceptable")
        }
        let isUnix = madeBy >> 8 == 3
        guard !isUnix || attributes >> 16 & 0xF000 != 0xA000 else { throw ZipError(.badName, "the entry is a link", entry: name) }
        let needs64 = (size: size == .max, compressed: compressed == .max, offset: offset == .max)
        let wide = try Zip64Sizes(extra: extra, wants: needs64, entry: name)
        try checkSupported(flags: flags, entry: name)
        let kind = ZipEntry.Method(rawValue: method)
        guard kind == .stored || kind == .deflated else {
            throw ZipError(.unsupportedMethod, "the compression method \(method) is not allowed", entry: name)
        }
        guard disk == 0 || disk == .max else { throw ZipError(.badEndRecord, "the archive has several disks", entry: name) }
        let entry = ZipEntry(
            name: name, method: kind, compressedSize: wide.compressed ?? UInt64(compressed), size: wide.size ?? UInt64(size),
            checksum: checksum, dataOffset: 0)
        return Record(entry: entry, nameBytes: nameBytes, flags: flags, headerOffset: wide.offset ?? UInt64(offset))
    }

    /// Bits 0 and 6 mark encryption, bit 13 a masked header (APPNOTE 4.4.4).
    private func checkSupported(flags: UInt16, entry: String) throws(ZipError) {
        guard flags & 0b0010_0000_0100_0001 == 0 else { throw ZipError(.encrypted, "the entry is encrypted", entry: entry) }
    }

    /// Bit 11 says that a name is UTF-8 (APPNOTE 4.4.4); many programs write UTF-8 without saying so.
    private func decodedName(_ bytes: ArraySlice<UInt8>, isUTF8: Bool) -> String? {
        String(validating: bytes, as: UTF8.self) ?? (isUTF8 ? nil : CodePage437.decode(bytes))
    }

    // MARK: - Local headers

    private func readLocalHeaders(_ records: inout [Record], directoryOffset: UInt64) throws(ZipError) {
        var expected: UInt64 = 0
        let order = records.indices.sorted { records[$0].headerOffset < records[$1].headerOffset }
        for (position, index) in order.enumerated() {
            let record = records[index]
            guard record.headerOffset >= expected else { throw ZipError(.overlap, "two entries share bytes", entry: record.name) }
            guard record.headerOffset == expected else {
                let prefix = expected == 0
                throw ZipError(
                    prefix ? .prefixData : .gap, prefix ? "there are bytes before the first entry" : "bytes belong to no entry",
                    entry: record.name)
            }
            let dataOffset = try localHeader(record)
            let (end, overflow) = dataOffset.addingReportingOverflow(record.entry.compressedSize)
            guard !overflow, end <= directoryOffset else {
                throw ZipError(overflow || end > source.count ? .truncated : .overlap, "the entry reaches past its end", entry: record.name)
            }
            records[index].entry.dataOffset = dataOffset
            let next = position + 1 < order.count ? records[order[position + 1]].headerOffset : directoryOffset
            expected = try end + descriptorLength(record, at: end, next: next)
        }
        guard expected == directoryOffset else {
            throw ZipError(expected < directoryOffset ? .gap : .overlap, "the entries do not end where the directory begins")
        }
    }

    /// Checks that a local header agrees with the directory, and returns the offset of the data.
    private func localHeader(_ record: Record) throws(ZipError) -> UInt64 {
        guard let fixed = try source.bytes(at: record.headerOffset, count: 30) else {
            throw ZipError(.truncated, "the archive ends in a header", entry: record.name)
        }
        var fields = LittleEndianFields(fixed[...])
        guard fields.uint32() == 0x0403_4B50, fields.skip(2), let flags = fields.uint16(), let method = fields.uint16(), fields.skip(4),
            let checksum = fields.uint32(), let compressed = fields.uint32(), let size = fields.uint32(), let nameLength = fields.uint16(),
            let extraLength = fields.uint16()
        else { throw ZipError(.headerMismatch, "the directory's offset has no local header", entry: record.name) }
        let variableLength = Int(nameLength) + Int(extraLength)
        guard let variable = try source.bytes(at: record.headerOffset + 30, count: variableLength) else {
            throw ZipError(.truncated, "the archive ends in a header", entry: record.name)
        }
        try checkSupported(flags: flags, entry: record.name)
        let hasDescriptor = flags & 8 != 0
        let wide = try Zip64Sizes(
            extra: variable[Int(nameLength)...], wants: (size: size == .max, compressed: compressed == .max, offset: false),
            entry: record.name)
        // A header may omit what the descriptor says.
        func agree(_ local: UInt32, _ wide: UInt64?, _ central: UInt64) -> Bool {
            let value = wide ?? UInt64(local)
            return value == central || hasDescriptor && (value == 0 || wide == nil && local == .max)
        }
        guard variable[..<Int(nameLength)].elementsEqual(record.nameBytes), method == record.entry.method.rawValue,
            hasDescriptor == (record.flags & 8 != 0),
            agree(size, wide.size, record.entry.size), agree(compressed, wide.compressed, record.entry.compressedSize),
            checksum == record.entry.checksum || hasDescriptor && checksum == 0
        else { throw ZipError(.headerMismatch, "the local header contradicts the directory", entry: record.name) }
        return record.headerOffset + 30 + UInt64(variableLength)
    }

    /// The length of the descriptor after an entry's data: with or without a signature, with sizes of four or eight bytes
    /// (APPNOTE 4.3.9), whichever agrees with the directory. For an empty entry several do; the one that ends where the next
    /// record begins counts.
    private func descriptorLength(_ record: Record, at offset: UInt64, next: UInt64) throws(ZipError) -> UInt64 {
        guard record.flags & 8 != 0 else { return 0 }
        let available = Int(min(24, source.count - min(source.count, offset)))
        guard let bytes = try source.bytes(at: offset, count: available) else { return 0 }
        var found: UInt64?
        for (signed, wide) in [(true, false), (true, true), (false, false), (false, true)] {
            var fields = LittleEndianFields(bytes[...])
            guard !signed || fields.uint32() == 0x0807_4B50, fields.uint32() == record.entry.checksum else { continue }
            let sizes = wide ? (fields.uint64(), fields.uint64()) : (fields.uint32().map(UInt64.init), fields.uint32().map(UInt64.init))
            guard sizes.0 == record.entry.compressedSize, sizes.1 == record.entry.size else { continue }
            let length: UInt64 = (signed ? 8 : 4) + (wide ? 16 : 8)
            if offset + length == next { return length }
            found = found ?? length
        }
        if let found { return found }
        throw ZipError(.headerMismatch, "the data descriptor contradicts the directory", entry: record.name)
    }
}

extension UInt8 {
    /// The byte of the small letter for that of a capital one in ASCII; any other byte as it is.
    package var lowercased: UInt8 { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self ? self | 0x20 : self }
}
