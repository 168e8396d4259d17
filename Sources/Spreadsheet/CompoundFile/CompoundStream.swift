internal import ZipContainer

/// A stream of a compound file: bytes that are in the file in pieces.
struct CompoundStream: Sendable {
    private struct Piece {
        /// Where the piece begins in the stream, and in the file.
        var start: UInt64
        var place: UInt64
    }

    private let source: ByteSource
    private var pieces: [Piece] = []
    /// The number of bytes that there are.
    private(set) var count: UInt64 = 0
    /// Whether the directory announces more bytes than there are.
    private(set) var isCut = false

    /// An empty stream.
    init(_ source: ByteSource) { self.source = source }

    /// All of a file as a stream.
    init(whole source: ByteSource) {
        self.source = source
        append(place: 0, count: source.count)
    }

    /// Adds bytes of the file.
    mutating func append(place: UInt64, count more: UInt64) {
        if let last = pieces.last, last.place + (count - last.start) == place {
            count += more
        } else {
            pieces.append(Piece(start: count, place: place))
            count += more
        }
    }

    /// Removes the bytes after the announced size.
    mutating func trim(to size: UInt64) {
        isCut = count < size
        count = min(count, size)
    }

    /// The place in the file of a byte of the stream.
    func place(of offset: UInt64) -> UInt64 {
        let piece = pieces[index(of: offset)]
        return piece.place + (offset - piece.start)
    }

    /// The last piece that begins at or before an offset.
    private func index(of offset: UInt64) -> Int {
        var (low, high) = (0, pieces.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if pieces[middle].start <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// Reads from an offset until the buffer is full or the stream ends, and returns the number of bytes read.
    ///
    /// - Throws: `file.unreadable`.
    func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(SpreadsheetError) -> Int {
        try checkCancellation()
        guard offset < count else { return 0 }
        let wanted = Int(min(UInt64(buffer.count), count - offset))
        var index = index(of: offset)
        var done = 0
        while done < wanted {
            let here = offset + UInt64(done)
            let piece = pieces[index]
            let end = index + 1 < pieces.count ? pieces[index + 1].start : count
            let length = Int(min(UInt64(wanted - done), end - here))
            let target = UnsafeMutableRawBufferPointer(rebasing: buffer[done..<done + length])
            let got = try wrappingZipErrors { () throws(ZipError) in try source.read(at: piece.place + (here - piece.start), into: target) }
            done += got
            if got < length { break }
            index += 1
        }
        return done
    }

    /// As many bytes from an offset as there are.
    ///
    /// - Throws: `file.unreadable`.
    func bytes(at offset: UInt64, atMost wanted: Int) throws(SpreadsheetError) -> [UInt8] {
        guard offset < count else { return [] }
        var result = [UInt8](repeating: 0, count: Int(min(UInt64(wanted), count - offset)))
        let got = try result.withUnsafeMutableBufferPointer { (buffer) throws(SpreadsheetError) in
            try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
        }
        result.removeLast(result.count - got)
        return result
    }

    /// All bytes, of a stream that is known to be small.
    ///
    /// - Throws: `file.unreadable`.
    func allBytes() throws(SpreadsheetError) -> [UInt8] { try bytes(at: 0, atMost: Int(clamping: count)) }
}
