internal import ZipContainer

/// Reads the records of a part, one after the other ([MS-XLSB] 2.1.4).
struct RecordReader: ~Copyable {
    /// No record whose content is read is longer. That of a longer one is passed over, and so too short for whoever wants it.
    private static let longest = 1 << 20
    private static let blockSize = 256 << 10
    /// A type in two bytes and a size in four.
    private static let longestHeader = 6

    private var part: ZipEntryReader
    private var feed: PieceFeed?
    private var buffer = ByteArena()
    /// The start of the next record in the buffer.
    private var start = 0
    private var isAtEnd = false

    /// The type of the current record; nil if it is not one that is read.
    private(set) var type: RecordType?
    /// The content of the current record.
    private(set) var content = RecordContent()

    init(_ part: consuming ZipEntryReader, pieces: ReadingWay.Pieces = .whole) {
        self.part = part
        feed = PieceFeed(pieces)
    }

    /// How much has been read, from 0 to 1.
    var fractionRead: Double { part.fractionRead }

    /// The largest number of bytes that the part can have.
    var size: UInt64 { part.size }

    /// Goes to the next record; false at the end.
    ///
    /// - Throws: `biff.malformed`, an error in the part, `memory.exhausted`.
    @inline(__always)
    mutating func next() throws(SpreadsheetError) -> Bool {
        // Nearly every record has a type and a size of one byte each.
        if buffer.count &- start >= 2 {
            let bytes = buffer.start + start
            let size = Int(bytes[1])
            if bytes[0] < 0x80, size < 0x80, buffer.count &- start &- 2 >= size {
                type = RecordType(rawValue: Int(bytes[0]))
                content = RecordContent(UnsafeRawPointer(bytes + 2), count: size)
                start &+= 2 &+ size
                return true
            }
        }
        return try nextOfAnyLength()
    }

    @inline(never)
    private mutating func nextOfAnyLength() throws(SpreadsheetError) -> Bool {
        while !isAtEnd, buffer.count - start < Self.longestHeader { try readMore() }
        guard buffer.count > start else { return false }
        var place = start
        let number = try headerField(&place, bytes: 2)
        let size = try headerField(&place, bytes: 4)
        type = RecordType(rawValue: number)
        guard size <= Self.longest else {
            content = RecordContent()
            try skip(size, from: place)
            return true
        }
        // What is kept of the part moves to the start of the buffer.
        let header = place - start
        while buffer.count - start - header < size {
            guard !isAtEnd else { throw Self.cutOff }
            try readMore()
        }
        content = RecordContent(UnsafeRawPointer(buffer.start + start + header), count: size)
        start += header + size
        return true
    }

    /// A number of seven bits a byte, of which all but the last have the uppermost bit.
    private func headerField(_ place: inout Int, bytes: Int) throws(SpreadsheetError) -> Int {
        var value = 0
        for index in 0..<bytes {
            guard place < buffer.count else { throw Self.cutOff }
            let byte = buffer.start[place]
            place += 1
            value |= Int(byte & 0x7F) << (7 * index)
            if byte < 0x80 { return value }
        }
        throw SpreadsheetError(.malformedRecords, "a record's type or size has too many bytes")
    }

    private mutating func skip(_ size: Int, from place: Int) throws(SpreadsheetError) {
        start = place
        var rest = size
        while rest > 0 {
            let step = min(rest, buffer.count - start)
            start += step
            rest -= step
            guard rest > 0 else { return }
            guard !isAtEnd else { throw Self.cutOff }
            try readMore()
        }
    }

    private mutating func readMore() throws(SpreadsheetError) {
        try checkCancellation()
        if start > 0 { buffer.removeFirst(start) }
        start = 0
        try buffer.reserve(Int(min(UInt64(Self.blockSize), part.size + 1)))
        let target = UnsafeMutableBufferPointer(start: buffer.end, count: buffer.room)
        let count: Int
        if feed == nil {
            count = try readPart(into: target)
        } else {
            if feed?.isEmpty == true {
                let count = try readPart(into: target)
                feed?.refill(UnsafeBufferPointer(rebasing: target[..<count]))
            }
            count = feed?.give(to: target) ?? 0
        }
        buffer.advance(by: count)
        isAtEnd = count == 0
    }

    private mutating func readPart(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(SpreadsheetError) -> Int {
        try wrappingZipErrors { () throws(ZipError) in try part.read(into: UnsafeMutableRawBufferPointer(buffer)) }
    }

    private static let cutOff = SpreadsheetError(.malformedRecords, "the part ends within a record")
}
