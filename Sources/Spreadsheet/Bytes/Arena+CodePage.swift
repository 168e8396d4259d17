extension Arena<UInt8> {
    /// Adds the lower bytes of UTF-16 units, whose upper bytes are zero, as UTF-8.
    ///
    /// - Throws: `memory.exhausted`.
    mutating func append(latin1 bytes: UnsafeRawBufferPointer) throws(SpreadsheetError) {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        try reserve(2 &* bytes.count)
        var read = 0
        while true {
            let plain = UTF8Check.skipASCII(base, from: read, to: bytes.count)
            put(UnsafeBufferPointer(start: base + read, count: plain &- read))
            guard plain < bytes.count else { return }
            let byte = base[plain]
            if byte >= 0x80 {
                put(0xC0 | byte >> 6)
                put(0x80 | byte & 0x3F)
            } else {
                put(byte)
            }
            read = plain &+ 1
        }
    }

    /// Adds text in a code page, as UTF-8. A byte that the page does not assign becomes the control character of its number, as on Windows.
    ///
    /// - Throws: `encoding.unknown` for a byte above ASCII without a page, `memory.exhausted`.
    mutating func append(_ bytes: UnsafeRawBufferPointer, in page: CodePage?) throws(SpreadsheetError) {
        guard let page else {
            guard bytes.allSatisfy({ $0 < 0x80 }) else {
                throw SpreadsheetError(.unknownEncoding, "a text is in a code page that is not known")
            }
            return try append(latin1: bytes)
        }
        try reserve(3 * bytes.count)
        var rest = bytes.bindMemory(to: UInt8.self)
        while !rest.isEmpty {
            let (read, written) = page.transcode(rest, to: end)
            advance(by: written)
            rest = UnsafeBufferPointer(rebasing: rest[read...])
            guard let byte = rest.first else { break }
            advance(by: Unicode.Scalar(byte).write(to: end))
            rest = UnsafeBufferPointer(rebasing: rest.dropFirst())
        }
    }
}
