/// Splits text into records and their fields.
///
/// It searches 64 bytes at a time for separators, quotation marks and line breaks, and examines only those. A record that
/// the buffer does not contain whole is still searched once.
struct CSVScanner: ~Copyable {
    private(set) var text: CSVText
    private(set) var storage = RowStorage()

    private let separator: UInt8
    private let quote: UInt8
    private let unescapes: Bool
    private let allowsStrayQuotes: Bool
    /// The quotation marks of the current record that stand where none may.
    private(set) var strayQuotes = 0
    private let limits: ReadLimits
    private let file: String?

    private var number = 0
    /// The line of the next byte.
    private var line = 1
    /// The line at which the current record begins.
    private(set) var recordLine = 1
    /// The start of the next record.
    private var start: Int
    /// Whether the byte before it is a carriage return, to which a line feed would belong.
    private var isAfterCR = false
    /// The end of the searched bytes.
    private var searched: Int
    /// A bit for each of the 64 bytes that start at `base`; it is set if the byte is special and not examined yet.
    private var found: UInt64 = 0
    private var base: Int
    private var failure: SpreadsheetError?

    /// Scans text from the beginning of a record, or from the break of an announced separator's line.
    init(_ text: consuming CSVText, layout: CSVDialect, start: Int, file: String?, limits: ReadLimits) {
        self.text = text
        self.file = file
        separator = layout.separator
        quote = layout.quote
        unescapes = layout.escapesFormulas
        allowsStrayQuotes = layout.allowsStrayQuotes
        self.limits = limits
        self.start = start
        searched = start
        base = start
    }

    /// Fills ``storage`` with the next record; false when there is none.
    mutating func advance() throws(SpreadsheetError) -> Bool {
        if let failure { throw failure }
        do {
            return try scan()
        } catch {
            let error = error.located(.init(file: file))
            failure = error
            throw error
        }
    }

    private mutating func scan() throws(SpreadsheetError) -> Bool {
        let (separator, quote) = (separator, quote)
        let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
        var (found, base, searched, end) = (found, base, searched, text.end)
        var bytes = text.bytes
        var record = start
        var recordLine = line
        var field = CSVField(start: record)
        storage.begin(number: number + 1, isHidden: false)
        strayQuotes = 0

        while true {
            var place = end
            var byte = lineFeed
            var isEnd = false
            while true {
                if found != 0 {
                    place = base &+ found.trailingZeroBitCount
                    found &= found &- 1
                    byte = bytes[place]
                    break
                }
                if searched < end {
                    found = Self.search(bytes + searched, count: end &- searched, separator: separator, quote: quote)
                    base = searched
                    searched = min(searched &+ 64, end)
                    continue
                }
                try checkPending(field, record: record, recordLine: recordLine, end: end)
                field.move(by: record)
                searched -= record
                isEnd = !text.fill(keepingFrom: record)
                record = 0
                bytes = text.bytes
                end = text.end
                if isEnd {
                    if let fault = text.fault { throw fault.located(SpreadsheetError.Location(line: line)) }
                    place = end
                    break
                }
            }

            switch field.state {
            case .plain:
                if byte == separator, !isEnd {
                    try append(start: field.start, count: place &- field.start, record: record, line: recordLine)
                    field.start = place &+ 1
                    continue
                }
                if byte == quote, !isEnd {
                    if place == field.start {
                        field.open(at: place, line: line, as: .quoted)
                    } else if unescapes, place == field.start + 1, bytes[field.start] == UInt8(ascii: "=") {
                        field.open(at: place, line: line, as: .formula)
                    } else {
                        guard allowsStrayQuotes else {
                            throw badQuote(field, at: place, "A quotation mark is in a field that does not begin with one.")
                        }
                        strayQuotes += 1
                    }
                    continue
                }
                if place == record {
                    if !isEnd, byte == carriageReturn || !isAfterCR { line += 1 }
                    isAfterCR = byte == carriageReturn
                    record = isEnd ? place : place + 1
                    recordLine = line
                    field.start = record
                    guard isEnd else { continue }
                    (self.found, self.base, self.searched, start) = (found, base, searched, record)
                    return false
                }
                try append(start: field.start, count: place &- field.start, record: record, line: recordLine)

            case .quoted:
                if isEnd {
                    guard field.length(upTo: place) <= limits.csvField else { throw tooLong(field, upTo: place, line: field.line) }
                    throw SpreadsheetError(.unterminatedQuote, "A quoted field never ends.", at: .init(line: field.line))
                }
                if byte == quote {
                    field.mark = place
                    field.state = .closing
                } else if byte == carriageReturn || byte == lineFeed && bytes[place - 1] != carriageReturn {
                    line += 1
                }
                continue

            case .closing, .formulaEnd:
                guard place == field.mark + 1, byte != quote || isEnd || field.state == .closing else {
                    if allowsStrayQuotes {
                        strayQuotes += 1
                        if field.state == .closing {
                            field.gather(upTo: field.mark, in: bytes)
                            field.state = .afterQuoted
                        } else {
                            // It is no formula for a text, and so text itself.
                            field.state = .plain
                        }
                        if !isEnd { found |= 1 &<< UInt64(place &- base) }
                        continue
                    }
                    throw badQuote(field, at: place, "A closing quotation mark is not followed by a separator or a line break.")
                }
                if byte == quote, !isEnd {
                    field.gather(upTo: place, in: bytes)
                    field.state = .quoted
                    continue
                }
                let isFormula = field.state == .formulaEnd
                field.gather(upTo: field.mark, in: bytes)
                try append(
                    start: field.text, count: field.textEnd - field.text, record: record, line: field.line, isLiteral: isFormula)
                if byte == separator, !isEnd {
                    field = CSVField(start: place + 1)
                    continue
                }

            case .afterQuoted:
                if byte == quote, !isEnd {
                    strayQuotes += 1
                    continue
                }
                field.gather(upTo: place, in: bytes)
                try append(start: field.text, count: field.textEnd - field.text, record: record, line: field.line)
                if byte == separator, !isEnd {
                    field = CSVField(start: place + 1)
                    continue
                }

            case .formula:
                guard byte == quote, !isEnd else {
                    if allowsStrayQuotes {
                        strayQuotes += 1
                        field.state = .plain
                        if !isEnd { found |= 1 &<< UInt64(place &- base) }
                        continue
                    }
                    throw badQuote(field, at: place, "A formula for a text is not closed within its field.")
                }
                field.mark = place
                field.state = .formulaEnd
                continue
            }

            // The record ends here.
            guard place - record <= limits.rowSize else { throw rowTooLarge(place - record, line: recordLine) }
            number += 1
            guard number <= limits.csvRecords else {
                throw SpreadsheetError(
                    .tooManyRows, exceeds: limits.csvRecords, measured: number, "The file has more records than the limit.",
                    at: .init(line: recordLine))
            }
            storage.setText(bytes + record)
            self.recordLine = recordLine
            if !isEnd { line += 1 }
            isAfterCR = byte == carriageReturn
            (self.found, self.base, self.searched, start) = (found, base, searched, isEnd ? place : place + 1)
            return true
        }
    }

    @inline(__always)
    private mutating func append(start: Int, count: Int, record: Int, line: Int, isLiteral: Bool = false) throws(SpreadsheetError) {
        var (start, count) = (start, count)
        if count > limits.csvField { throw fieldTooLong(count, line: line) }
        if count > 1, unescapes, !isLiteral {
            let first = text.bytes[start]
            if first == UInt8(ascii: "'") || first == UInt8(ascii: "=") { unescape(&start, &count) }
        }
        let column = storage.count &+ 1
        if column > limits.csvColumns || column > CellReference.lastColumn { throw tooManyColumns(line: line) }
        storage.append(
            RowStorage.Slot(
                payload: RowStorage.Slot.place(start: start &- record, count: count), column: UInt16(truncatingIfNeeded: column),
                kind: .text))
    }

    @inline(never)
    private func unescape(_ start: inout Int, _ count: inout Int) {
        let field = UnsafeBufferPointer(start: text.bytes + start, count: count)
        if let content = FormulaEscape.quotedText(field) {
            start += content.lowerBound
            count = content.count
        } else if FormulaEscape.isEscaped(field) {
            start += 1
            count -= 1
        }
    }

    /// Checks the buffered text against rules and limits before more is read, so that memory stays bounded.
    private func checkPending(_ field: CSVField, record: Int, recordLine: Int, end: Int) throws(SpreadsheetError) {
        let length = field.length(upTo: end)
        guard length <= limits.csvField else { throw tooLong(field, upTo: end, line: recordLine) }
        guard end - record <= limits.rowSize else { throw rowTooLarge(end - record, line: recordLine) }
        if !allowsStrayQuotes, field.state == .closing || field.state == .formulaEnd, end > field.mark + 1 {
            throw badQuote(field, at: end, "A closing quotation mark is not followed by a separator or a line break.")
        }
    }

    /// A bit for each of the next 64 bytes that is a separator, a quotation mark or a line break.
    @inline(__always)
    private static func search(_ bytes: UnsafeMutablePointer<UInt8>, count: Int, separator: UInt8, quote: UInt8) -> UInt64 {
        let raw = UnsafeRawPointer(bytes)
        let separators = SIMD16<UInt8>(repeating: separator)
        let quotes = SIMD16<UInt8>(repeating: quote)
        let lineFeeds = SIMD16<UInt8>(repeating: UInt8(ascii: "\n"))
        let carriageReturns = SIMD16<UInt8>(repeating: UInt8(ascii: "\r"))
        var bits: UInt64 = 0
        for part in 0..<4 {
            let block = raw.loadUnaligned(fromByteOffset: part &* 16, as: SIMD16<UInt8>.self)
            let hits = (block .== separators) .| (block .== quotes) .| (block .== lineFeeds) .| (block .== carriageReturns)
            let words = unsafeBitCast(hits, to: SIMD2<UInt64>.self)
            bits |= (gather(words[0]) | gather(words[1]) &<< 8) &<< UInt64(part &* 16)
        }
        return count < 64 ? bits & ((1 &<< UInt64(count)) &- 1) : bits
    }

    /// The lowest bits of eight bytes: the product has them in its uppermost byte, without carries.
    @inline(__always)
    private static func gather(_ word: UInt64) -> UInt64 {
        ((word.littleEndian & 0x0101_0101_0101_0101) &* 0x0102_0408_1020_4080) &>> 56
    }

    // MARK: Errors

    @inline(never)
    private func badQuote(_ field: CSVField, at place: Int, _ detail: String) -> SpreadsheetError {
        field.length(upTo: place) > limits.csvField
            ? tooLong(field, upTo: place, line: line) : SpreadsheetError(.badQuote, detail, at: .init(line: line))
    }

    @inline(never)
    private func tooLong(_ field: CSVField, upTo place: Int, line: Int) -> SpreadsheetError {
        fieldTooLong(field.length(upTo: place), line: field.state == .plain ? line : field.line)
    }

    @inline(never)
    private func fieldTooLong(_ length: Int, line: Int) -> SpreadsheetError {
        SpreadsheetError(
            .fieldTooLong, exceeds: limits.csvField, measured: length, "A field is longer than the limit.", at: .init(line: line))
    }

    @inline(never)
    private func rowTooLarge(_ size: Int, line: Int) -> SpreadsheetError {
        SpreadsheetError(
            .rowTooLarge, exceeds: limits.rowSize, measured: size, "A record has more text than the limit.", at: .init(line: line))
    }

    @inline(never)
    private func tooManyColumns(line: Int) -> SpreadsheetError {
        SpreadsheetError(
            .tooManyColumns, exceeds: min(limits.csvColumns, CellReference.lastColumn), measured: storage.count + 1,
            "A record has more fields than the limit.", at: .init(line: line))
    }
}
