/// Drives the parsing of a worksheet part, a row at a time.
final class WorksheetEngine: RowEngine {
    private let handler: WorksheetHandler
    private let parser: XMLParser
    private var part: XMLPartReader
    private let location: SpreadsheetError.Location
    private var window = Window()
    private var isFinished = false
    /// The rows point to these without holding them.
    private let styles: Styles
    private let sharedStrings: SharedStrings

    init(
        part: consuming XMLPartReader, styles: Styles, sharedStrings: SharedStrings, dateSystem: DateSystem, details: RowDetails?,
        limits: ReadLimits, location: SpreadsheetError.Location
    ) throws(SpreadsheetError) {
        let book = BookContext(
            sharedStrings: Unmanaged.passUnretained(sharedStrings), styles: Unmanaged.passUnretained(styles), dateSystem: dateSystem)
        let handler = WorksheetHandler(
            builder: RowBuilder(book: book, styles: styles, sharedStringCount: sharedStrings.count, limits: limits), details: details)
        parser = try XMLParser(handler: handler, limits: limits)
        self.handler = handler
        self.part = part
        self.styles = styles
        self.sharedStrings = sharedStrings
        self.location = location
        if let details { handler.builder.row.header.pointee.details = Unmanaged.passRetained(details) }
        super.init(header: handler.builder.row.header)
    }

    override var fractionRead: Double { part.fractionRead }

    override func advance() throws(SpreadsheetError) -> Bool {
        guard !isFinished else { return false }
        do throws(SpreadsheetError) {
            handler.hasRow = false
            while !handler.hasRow {
                if window.isEmpty {
                    window.fill(try part.read(into: window.buffer))
                    if window.isEmpty {
                        isFinished = true
                        try parser.finish()
                        return false
                    }
                }
                window.skip(try parser.parse(window.bytes).count)
            }
            return true
        } catch {
            isFinished = true
            throw error.located(location)
        }
    }

    /// What has been read of the part and not been parsed yet.
    private struct Window: ~Copyable {
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 17)
        private var range = 0..<0

        deinit { buffer.deallocate() }

        var isEmpty: Bool { range.isEmpty }
        var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: buffer[range]) }
        mutating func fill(_ count: Int) { range = 0..<count }
        mutating func skip(_ count: Int) { range = range.lowerBound + count..<range.upperBound }
    }
}
