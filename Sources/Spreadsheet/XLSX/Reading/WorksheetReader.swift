/// Reads a worksheet's rows one after the other.
///
/// ``next()`` gives each row as a value of its own; ``advance()`` and ``row`` give it where it was read, without copying or making text.
/// Rows without cells are left out.
public struct WorksheetReader: ~Copyable {
    private let engine: WorksheetEngine

    init(_ engine: WorksheetEngine) { self.engine = engine }

    /// Goes to the next row, which ``row`` then gives; false where there is none.
    ///
    /// - Throws: what is wrong with the sheet, with the cell where it is known. After an error there are no more rows.
    public mutating func advance() throws(SpreadsheetError) -> Bool {
        try engine.advance()
    }

    /// The row that ``advance()`` went to, as it was read.
    public var row: RowView {
        @_lifetime(borrow self)
        get { RowView(header: UnsafePointer(engine.handler.builder.row.header), owner: self) }
    }

    /// The next row as a value of its own; nil where there is none.
    ///
    /// - Throws: as ``advance()``.
    public mutating func next() throws(SpreadsheetError) -> Row? {
        try advance() ? row.row : nil
    }
}

/// Drives the parsing of a worksheet part, a row at a time.
final class WorksheetEngine {
    let handler: WorksheetHandler
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
    }

    func advance() throws(SpreadsheetError) -> Bool {
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
