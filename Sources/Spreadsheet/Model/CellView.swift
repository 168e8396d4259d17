/// A cell in its reader's memory.
public struct CellView: ~Escapable {
    private let header: UnsafePointer<RowStorage.Header>
    private let slot: UnsafePointer<RowStorage.Slot>

    @_lifetime(copy row)
    init(header: UnsafePointer<RowStorage.Header>, slot: UnsafePointer<RowStorage.Slot>, row: RowView) {
        self.header = header
        self.slot = slot
    }

    /// The kind of a cell's value.
    public enum Kind: Sendable, Hashable {
        /// Nothing.
        case blank
        /// A number.
        case number
        /// A number that is shown as a date or a time.
        case date
        /// Text.
        case text
        /// A Boolean value.
        case boolean
        /// An error value.
        case error
    }

    /// The column, from 1.
    public var column: Int { Int(slot.pointee.column) }

    /// The place of the cell in its sheet.
    public var reference: CellReference { CellReference(uncheckedRow: header.pointee.number, column: column) }

    /// The kind of the cell's value.
    public var kind: Kind {
        switch slot.pointee.kind {
        case .blank: .blank
        case .number: .number
        case .date: .date
        case .boolean: .boolean
        case .text, .sharedText: .text
        case .error: .error
        }
    }

    /// Whether the value is a formula's result.
    public var hasFormula: Bool { slot.pointee.hasFormula }

    /// The number, or the date as its serial number; nil for anything else.
    public var number: Double? {
        switch slot.pointee.kind {
        case .number, .date: Double(bitPattern: slot.pointee.payload)
        default: nil
        }
    }

    /// The Boolean value, or nil for anything else.
    public var boolean: Bool? {
        slot.pointee.kind == .boolean ? slot.pointee.payload != 0 : nil
    }

    /// The UTF-8 bytes of a text or of an error value; empty for anything else.
    public var utf8: Span<UInt8> {
        @_lifetime(copy self)
        get {
            let bytes = textBytes
            return _overrideLifetime(bytes.span, copying: self)
        }
    }

    /// The text as a new string; nil for anything else.
    public var text: String? {
        switch slot.pointee.kind {
        case .text, .sharedText: String(decoding: textBytes, as: UTF8.self)
        default: nil
        }
    }

    /// The value, with its text as a new string.
    public var value: CellValue {
        switch slot.pointee.kind {
        case .blank: .blank
        case .number: .number(Double(bitPattern: slot.pointee.payload))
        case .date: .date(date)
        case .boolean: .boolean(slot.pointee.payload != 0)
        case .text, .sharedText: .text(String(decoding: textBytes, as: UTF8.self))
        case .error: .error(CellError(rawValue: String(decoding: textBytes, as: UTF8.self)))
        }
    }

    /// The number as a date, if it is one.
    var date: SerialDate { SerialDate(serial: Double(bitPattern: slot.pointee.payload), system: header.pointee.book.dateSystem) }

    var formatIndex: UInt32 { slot.pointee.style }

    /// The cell's style, if its workbook is XLSX and ``ReadOptions/styles`` was requested.
    ///
    /// Where a cell has no style of its own, it is the normal one, not that of its row or column. A gradient, a diagonal line, a vertical text
    /// and what a named style is called are not read.
    public var style: CellStyle? {
        header.pointee.details?._withUnsafeGuaranteedRef { $0.styles?.style(formatIndex) }
    }

    /// The cell's number format; General if it has none.
    ///
    /// A cell of type `d` (ECMA-376 part 1, 18.18.11) without a date format has `mm-dd-yy`,
    /// `m/d/yy h:mm`, `h:mm:ss` or `[h]:mm:ss`, depending on its value.
    public var numberFormat: NumberFormat {
        header.pointee.book.styles?._withUnsafeGuaranteedRef { $0.numberFormat(slot.pointee.style) } ?? .general
    }

    /// The text that an English spreadsheet displays.
    public var displayedText: String {
        numberFormat.text(for: value, dateSystem: header.pointee.book.dateSystem)
    }

    /// The formula without its equals sign, as a new string, if the cell has one and ``ReadOptions/formulas`` was requested.
    public var formula: String? {
        guard slot.pointee.hasFormula else { return nil }
        return header.pointee.details?._withUnsafeGuaranteedRef { $0.formulas?.text(ofColumn: column) }
    }

    /// The hyperlink's target, if the cell has one and ``ReadOptions/hyperlinks`` was requested.
    public var hyperlink: String? {
        header.pointee.details?._withUnsafeGuaranteedRef { $0.hyperlinks?.target(of: reference) }
    }

    /// The cell as an independent value.
    public var cell: Cell {
        let dateSystem = header.pointee.book.dateSystem
        guard header.pointee.details != nil else {
            return Cell(reference: reference, value: value, numberFormat: numberFormat, hasFormula: hasFormula, dateSystem: dateSystem)
        }
        return Cell(
            reference: reference, value: value, numberFormat: numberFormat, formula: formula, hasFormula: hasFormula, hyperlink: hyperlink,
            style: style, dateSystem: dateSystem)
    }

    private var textBytes: UnsafeBufferPointer<UInt8> {
        let payload = slot.pointee.payload
        switch slot.pointee.kind {
        case .text, .error:
            guard let base = header.pointee.text else { return UnsafeBufferPointer(start: nil, count: 0) }
            return UnsafeBufferPointer(start: base + Int(payload >> 32), count: Int(payload & 0xFFFF_FFFF))
        case .sharedText:
            return header.pointee.book.sharedStrings?._withUnsafeGuaranteedRef { $0.bytes(at: Int(payload)) }
                ?? UnsafeBufferPointer(start: nil, count: 0)
        default:
            return UnsafeBufferPointer(start: nil, count: 0)
        }
    }
}
