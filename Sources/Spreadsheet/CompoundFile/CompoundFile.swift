internal import ZipContainer

/// A compound file, which holds streams in storages as a disk holds files in folders ([MS-CFB]).
///
/// A chain of sectors is followed when its stream is needed, and never twice over the same sector, so that time and memory stay in
/// proportion to the bytes that are there, whatever the header, the tables and the directory say.
struct CompoundFile: Sendable {
    /// An entry of the directory (2.6.1).
    struct Entry {
        fileprivate let start: UInt32
        fileprivate let size: UInt64
    }

    private enum Mark {
        /// The end of a chain; greater numbers below ``none`` are sectors of tables, which no chain has (2.1).
        static let end: UInt32 = 0xFFFF_FFFE
        static let greatestSector: UInt32 = 0xFFFF_FFFA
    }

    /// Streams shorter than this are in the mini stream (2.2).
    private static let miniCutoff: UInt64 = 4096
    private static let miniShift = 6

    private let header: Header
    private let sectors: Sectors
    private let directory: Directory

    static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    /// Opens a compound file and reads its directory.
    ///
    /// - Throws: `cfb.malformed`, `limit.file-size`, `limit.inflated` for a directory larger than a small part may be.
    init(source: ByteSource, limits: ReadLimits) throws(SpreadsheetError) {
        guard source.count <= limits.zip.archiveSize else {
            throw SpreadsheetError(
                .fileTooLarge, "the file is too large", measured: source.count, limit: limits.zip.archiveSize)
        }
        header = try Header(source, isStrict: limits.isStrict)
        sectors = try Sectors(source, header)
        let chain = try sectors.chain(from: header.firstDirectorySector)
        guard chain.count <= limits.smallPartSize else {
            throw SpreadsheetError(
                .init(.inflatedTooLarge), "the directory is too large", measured: chain.count, limit: limits.smallPartSize)
        }
        directory = Directory(bytes: try chain.allBytes(), hasLongSizes: header.sectorShift > 9)
        guard directory.count > 0 else { throw Self.malformed("the compound file has no directory") }
    }

    /// The stream with a name that is in no storage, whatever the case of its letters.
    func stream(named name: String) -> Entry? { directory.entry(named: name, kind: 2) }

    /// Whether there is a storage with a name, whatever the case of its letters.
    func hasStorage(named name: String) -> Bool { directory.entry(named: name, kind: 1) != nil }

    /// The bytes of a stream.
    ///
    /// - Throws: `cfb.malformed` if its chain leaves the file, comes back to itself, or leads to a sector that is not in use.
    func contents(of entry: Entry) throws(SpreadsheetError) -> CompoundStream {
        guard entry.size < Self.miniCutoff else { return try sectors.chain(from: entry.start, size: entry.size) }
        let root = directory.entry(at: 0)
        let container = try sectors.chain(from: root.start, size: root.size)
        let table = try sectors.chain(from: header.firstMiniTableSector)
        let unit = UInt64(1) << Self.miniShift
        return try sectors.follow(
            from: entry.start, in: SectorTable(table), size: entry.size, unit: unit, count: (container.count + unit - 1) >> Self.miniShift
        ) { container.place(of: $0 << Self.miniShift) }
    }

    private static func malformed(_ detail: String) -> SpreadsheetError { SpreadsheetError(.malformedCompoundFile, detail) }
}

// MARK: - Sectors

extension CompoundFile {
    /// The sectors of a file, and the chains that they are in.
    private struct Sectors: Sendable {
        private let source: ByteSource
        private let shift: Int
        /// The number of sectors that begin in the file.
        private let count: UInt64
        /// The file allocation table: the next sector of each sector (2.3).
        private var table: CompoundStream

        private var size: UInt64 { 1 << shift }

        /// Finds the sectors of the table, which the header and a chain of further sectors list (2.5).
        ///
        /// - Throws: `cfb.malformed`.
        init(_ source: ByteSource, _ header: Header) throws(SpreadsheetError) {
            self.source = source
            shift = header.sectorShift
            count = source.count <= 1 << header.sectorShift ? 0 : (source.count - 1) >> header.sectorShift
            table = CompoundStream(source)
            guard addToTable(header.firstTableSectors) else { return }
            var next = header.firstListSector
            var seen = SectorSet(count: count)
            while next <= Mark.greatestSector, seen.insert(UInt64(next)) {
                let start = (UInt64(next) + 1) << shift
                guard let list = try wrappingZipErrors({ () throws(ZipError) in try source.bytes(at: start, count: Int(size)) }) else {
                    throw CompoundFile.malformed("a list of sectors is outside the file")
                }
                guard addToTable(Array(list.dropLast(4))) else { break }
                next = list.littleEndian32(at: list.count - 4)
            }
        }

        /// Adds sectors up to the first that is not one; false if the table has as many as the file needs.
        private mutating func addToTable(_ list: [UInt8]) -> Bool {
            for index in stride(from: 0, to: list.count, by: 4) {
                let sector = list.littleEndian32(at: index)
                guard sector <= Mark.greatestSector, table.count / 4 < count else { return false }
                table.append(place: (UInt64(sector) + 1) << shift, count: size)
            }
            return true
        }

        /// The bytes of a chain of sectors, to its end or as many as they should be.
        func chain(from first: UInt32, size: UInt64? = nil) throws(SpreadsheetError) -> CompoundStream {
            try follow(from: first, in: SectorTable(table), size: size, unit: self.size, count: count) { ($0 + 1) << shift }
        }

        /// Follows a chain through a table, of sectors of a size, of which there are so many at their places in the file.
        ///
        /// - Throws: `cfb.malformed`.
        func follow(
            from first: UInt32, in table: consuming SectorTable, size: UInt64?, unit: UInt64, count: UInt64, place: (UInt64) -> UInt64
        ) throws(SpreadsheetError) -> CompoundStream {
            var stream = CompoundStream(source)
            guard size != 0 else { return stream }
            var seen = SectorSet(count: count)
            var sector = first
            while sector != Mark.end {
                guard UInt64(sector) < count else { throw CompoundFile.malformed("a stream has a sector that the file does not have") }
                guard seen.insert(UInt64(sector)) else { throw CompoundFile.malformed("the sectors of a stream come back to themselves") }
                // Only the file's last sector can be cut short.
                guard stream.count & (unit - 1) == 0 else { throw CompoundFile.malformed("a stream goes on after the end of the file") }
                let start = place(UInt64(sector))
                stream.append(place: start, count: min(unit, source.count > start ? source.count - start : 0))
                if let size, stream.count >= size { break }
                sector = try table.next(after: sector)
            }
            if let size { stream.trim(to: size) }
            return stream
        }
    }
}

// MARK: - Header

extension CompoundFile {
    /// What the reader needs of the header (2.2).
    private struct Header: Sendable {
        let sectorShift: Int
        let firstDirectorySector: UInt32
        let firstMiniTableSector: UInt32
        let firstListSector: UInt32
        /// The first sectors of the file allocation table.
        let firstTableSectors: [UInt8]

        /// - Throws: `cfb.malformed`.
        init(_ source: ByteSource, isStrict: Bool) throws(SpreadsheetError) {
            guard let bytes = try wrappingZipErrors({ () throws(ZipError) in try source.bytes(at: 0, count: 512) }),
                bytes.starts(with: CompoundFile.signature)
            else { throw CompoundFile.malformed("the file is shorter than the header of a compound file") }
            // Files are about whose mark alone is swapped, while the rest is little-endian as it must be.
            guard bytes[28...29] == [0xFE, 0xFF] || !isStrict else { throw CompoundFile.malformed("the byte order mark is not valid") }
            sectorShift = Int(bytes.littleEndian16(at: 30))
            guard sectorShift == 9 || sectorShift == 12, bytes.littleEndian16(at: 32) == UInt16(CompoundFile.miniShift) else {
                throw CompoundFile.malformed("the sectors have a size that no compound file has")
            }
            firstDirectorySector = bytes.littleEndian32(at: 48)
            firstMiniTableSector = bytes.littleEndian32(at: 60)
            firstListSector = bytes.littleEndian32(at: 68)
            firstTableSectors = Array(bytes[76...])
        }
    }

    /// A set of sectors, as large as the file has sectors.
    private struct SectorSet: ~Copyable {
        private var words: [UInt64]

        init(count: UInt64) { words = [UInt64](repeating: 0, count: Int(count / 64) + 1) }

        /// Adds a sector; false if it is in the set already, or beyond the file.
        mutating func insert(_ sector: UInt64) -> Bool {
            let index = Int(sector / 64)
            guard index < words.count, words[index] >> (sector & 63) & 1 == 0 else { return false }
            words[index] |= 1 << (sector & 63)
            return true
        }
    }

    /// The next sector of each sector, of which a block is in memory at a time.
    private struct SectorTable: ~Copyable {
        private static let blockSize = 4096
        private let stream: CompoundStream
        private var block: [UInt8] = []
        private var blockStart = 0

        init(_ stream: CompoundStream) { self.stream = stream }

        /// - Throws: `cfb.malformed` if the table has no place for the sector.
        mutating func next(after sector: UInt32) throws(SpreadsheetError) -> UInt32 {
            let place = Int(sector) * 4
            if place < blockStart || place + 4 > blockStart + block.count {
                blockStart = place / Self.blockSize * Self.blockSize
                block = try stream.bytes(at: UInt64(blockStart), atMost: Self.blockSize)
            }
            guard place + 4 <= blockStart + block.count else {
                throw CompoundFile.malformed("the table of sectors ends before a sector in use")
            }
            return block.littleEndian32(at: place - blockStart)
        }
    }

    // MARK: - Directory

    /// The entries of the directory (2.6).
    private struct Directory: Sendable {
        private static let entrySize = 128
        private let bytes: [UInt8]
        private let hasLongSizes: Bool
        /// The entries that are children of the root.
        private var root: [Int] = []
        /// Which entries are in a storage.
        private var isHeld: [Bool]

        var count: Int { isHeld.count }

        init(bytes: [UInt8], hasLongSizes: Bool) {
            self.bytes = bytes
            self.hasLongSizes = hasLongSizes
            isHeld = [Bool](repeating: false, count: bytes.count / Self.entrySize)
            guard !isHeld.isEmpty else { return }
            var isAtRoot = isHeld
            walk(from: 0, marking: &isAtRoot)
            root = isAtRoot.indices.filter { isAtRoot[$0] }
            for index in isHeld.indices where kind(index) == 1 { walk(from: index, marking: &isHeld) }
        }

        /// Marks the children of an entry, which are a tree of siblings. A broken tree may lead anywhere, so that each entry is visited once.
        private func walk(from parent: Int, marking marks: inout [Bool]) {
            var waiting = [field(parent, 76)]
            while let next = waiting.popLast() {
                guard let index = Int(exactly: next), index < count, !marks[index] else { continue }
                marks[index] = true
                waiting.append(field(index, 68))
                waiting.append(field(index, 72))
            }
        }

        private func kind(_ index: Int) -> UInt8 { bytes[index * Self.entrySize + 66] }
        private func field(_ index: Int, _ offset: Int) -> UInt32 { bytes.littleEndian32(at: index * Self.entrySize + offset) }

        /// The entry of a kind outside all storages. Where the tree of the root is broken, all that no storage holds is at the root.
        func entry(named name: String, kind wanted: UInt8) -> Entry? {
            let folded = name.utf8.map { UInt16($0.lowercased) }
            func isWanted(_ index: Int) -> Bool { kind(index) == wanted && hasName(folded, index) }
            let index = root.first(where: isWanted) ?? isHeld.indices.first { !isHeld[$0] && isWanted($0) }
            return index.map { entry(at: $0) }
        }

        private func hasName(_ folded: [UInt16], _ index: Int) -> Bool {
            let start = index * Self.entrySize
            guard bytes.littleEndian16(at: start + 64) == UInt16(2 * folded.count + 2) else { return false }
            return folded.indices.allSatisfy {
                let unit = bytes.littleEndian16(at: start + 2 * $0)
                return (UInt8(exactly: unit).map { UInt16($0.lowercased) } ?? unit) == folded[$0]
            }
        }

        func entry(at index: Int) -> Entry {
            // The upper half of a size may be anything where sectors are short (2.6.3).
            let size = UInt64(field(index, 120)) | (hasLongSizes ? UInt64(field(index, 124)) << 32 : 0)
            return Entry(start: field(index, 116), size: size)
        }
    }
}
