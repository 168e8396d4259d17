/// A compound file to be ([MS-CFB]): streams at the root, or in one storage each.
package struct CompoundFileMaker {
    package struct Stream {
        package var name: String
        package var bytes: [UInt8]
        package var storage: String?

        package init(_ name: String, _ bytes: [UInt8], in storage: String? = nil) {
            self.name = name
            self.bytes = bytes
            self.storage = storage
        }
    }

    /// The file, and where in it are what tests make lie.
    package struct Made {
        package var bytes: [UInt8]
        /// The first sector of each stream, in sectors or in mini sectors.
        package var starts: [UInt32]
        package var sectorSize: Int
        /// Where the entry of each sector stands in the table.
        package var tablePlaces: [Int]
        package var miniTablePlace: Int
        package var directoryPlace: Int

        package mutating func set(_ value: UInt32, at place: Int) {
            for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: value >> UInt32(8 * index)) }
        }

        /// The place of a stream's entry in the directory, after the root's.
        package func entryPlace(_ index: Int) -> Int { directoryPlace + 128 * (index + 1) }
    }

    private static let free: UInt32 = 0xFFFF_FFFF
    private static let end: UInt32 = 0xFFFF_FFFE

    package var streams: [Stream]
    package var sectorShift = 9
    /// Whether the sectors of streams alternate, so that none follows its predecessor.
    package var isScattered = false

    package init(_ streams: [Stream]) { self.streams = streams }

    package func make() -> Made {
        let size = 1 << sectorShift
        var sectors: [[UInt8]] = []
        var table: [UInt32] = []
        func add(_ bytes: [UInt8], scattered: Bool = false) -> UInt32 {
            guard !bytes.isEmpty else { return Self.end }
            let pieces = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
            let first = sectors.count
            let places = scattered ? pieces.indices.map { first + (pieces.count - 1 - $0) } : pieces.indices.map { first + $0 }
            sectors += [[UInt8]](repeating: [], count: pieces.count)
            table += [UInt32](repeating: Self.end, count: pieces.count)
            for (index, piece) in pieces.enumerated() {
                sectors[places[index]] = piece + [UInt8](repeating: 0, count: size - piece.count)
                if index + 1 < pieces.count { table[places[index]] = UInt32(places[index + 1]) }
            }
            return UInt32(places[0])
        }

        var starts: [UInt32] = []
        var mini: [UInt8] = []
        var miniTable: [UInt32] = []
        for stream in streams {
            if stream.bytes.count >= 4096 || stream.bytes.isEmpty {
                starts.append(add(stream.bytes, scattered: isScattered))
            } else {
                let count = (stream.bytes.count + 63) / 64
                starts.append(UInt32(miniTable.count))
                for index in 0..<count { miniTable.append(index + 1 < count ? UInt32(miniTable.count + 1) : Self.end) }
                mini += stream.bytes + [UInt8](repeating: 0, count: count * 64 - stream.bytes.count)
            }
        }
        let miniStart = add(mini)
        let miniTableStart = add(miniTable.flatMap(Self.bytes))
        let directory = directory(starts, miniStart, mini.count, size)
        let directoryStart = add(directory)

        // The table lists its own sectors, and those that list more of them than the header.
        let entries = size / 4
        var tableCount = 0
        var listCount = 0
        while tableCount * entries < sectors.count + tableCount + listCount {
            tableCount += 1
            listCount = tableCount > 109 ? (tableCount - 109 + entries - 2) / (entries - 1) : 0
        }
        let firstTable = sectors.count
        let firstList = firstTable + tableCount
        table += [UInt32](repeating: 0xFFFF_FFFD, count: tableCount) + [UInt32](repeating: 0xFFFF_FFFC, count: listCount)
        table += [UInt32](repeating: Self.free, count: tableCount * entries - table.count)
        let all = table.flatMap(Self.bytes)
        for index in 0..<tableCount { sectors.append(Array(all[index * size..<(index + 1) * size])) }
        let tableSectors = (0..<tableCount).map { UInt32(firstTable + $0) }
        for index in 0..<listCount {
            let part = Array(tableSectors.dropFirst(109 + index * (entries - 1)).prefix(entries - 1))
            let padding = [UInt32](repeating: Self.free, count: entries - 1 - part.count)
            let next = index + 1 < listCount ? UInt32(firstList + index + 1) : Self.end
            sectors.append((part + padding + [next]).flatMap(Self.bytes))
        }

        var header: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 16)
        header += [0x3E, 0, sectorShift == 9 ? 3 : 4, 0, 0xFE, 0xFF, UInt8(sectorShift), 0, 6, 0, 0, 0, 0, 0, 0, 0]
        header += [0, UInt32(tableCount), directoryStart, 0, 4096, miniTableStart, miniTable.isEmpty ? 0 : 1].flatMap(Self.bytes)
        header += [listCount == 0 ? Self.end : UInt32(firstList), UInt32(listCount)].flatMap(Self.bytes)
        let listed = Array(tableSectors.prefix(109))
        header += (listed + [UInt32](repeating: Self.free, count: 109 - listed.count)).flatMap(Self.bytes)
        header += [UInt8](repeating: 0, count: size - header.count)
        return Made(
            bytes: header + sectors.flatMap(\.self), starts: starts, sectorSize: size,
            tablePlaces: (0..<sectors.count).map { (firstTable + 1 + $0 / entries) * size + 4 * ($0 % entries) },
            miniTablePlace: (Int(miniTableStart == Self.end ? 0 : miniTableStart) + 1) * size,
            directoryPlace: (Int(directoryStart) + 1) * size)
    }

    /// Entries in a tree that leans to the right: a storage's siblings follow the streams of the root, its streams each other.
    private func directory(_ starts: [UInt32], _ miniStart: UInt32, _ miniSize: Int, _ size: Int) -> [UInt8] {
        let storages = streams.compactMap(\.storage).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let root = streams.indices.filter { streams[$0].storage == nil }.map { $0 + 1 } + storages.indices.map { streams.count + 1 + $0 }
        func next(_ index: Int, in list: [Int]) -> UInt32 {
            guard let place = list.firstIndex(of: index), place + 1 < list.count else { return Self.free }
            return UInt32(list[place + 1])
        }
        var bytes = entry(
            "Root Entry", kind: 5, right: Self.free, child: root.first.map { UInt32($0) } ?? Self.free, start: miniStart, size: miniSize)
        for (index, stream) in streams.enumerated() {
            let siblings =
                stream.storage.map { storage in streams.indices.filter { streams[$0].storage == storage }.map { $0 + 1 } } ?? root
            bytes += entry(
                stream.name, kind: 2, right: next(index + 1, in: siblings), child: Self.free, start: starts[index], size: stream.bytes.count
            )
        }
        for (index, storage) in storages.enumerated() {
            let child = streams.firstIndex { $0.storage == storage }.map { UInt32($0 + 1) } ?? Self.free
            bytes += entry(
                storage, kind: 1, right: next(streams.count + 1 + index, in: root), child: child, start: 0, size: 0)
        }
        while bytes.count % size != 0 { bytes += entry("", kind: 0, right: Self.free, child: Self.free, start: 0, size: 0) }
        return bytes
    }

    private func entry(_ name: String, kind: UInt8, right: UInt32, child: UInt32, start: UInt32, size: Int) -> [UInt8] {
        let units = Array(name.utf16)
        var bytes = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        bytes += [UInt8](repeating: 0, count: 64 - bytes.count)
        bytes += [units.isEmpty ? 0 : UInt8(2 * units.count + 2), 0, kind, 1]
        bytes += [Self.free, right, child].flatMap(Self.bytes) + [UInt8](repeating: 0, count: 36)
        return bytes + [start, UInt32(size), 0].flatMap(Self.bytes)
    }

    private static func bytes(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) } }
}
