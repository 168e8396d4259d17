/// A cell as its reader holds it.
public struct CellView: ~Escapable {
    private let header: UnsafePointer<RowStorage.Header>
    private let slot: UnsafePointer<RowStorage.Slot>

    @_lifetime(copy row)
    init(header: UnsafePointer<RowStorage.Header>, slot: UnsafePointer<RowStorage.Slot>, row: RowView) {
        self.header = header
        self.slot = slot
    }

    /// What kind of value a cell holds, before the value is made.
    public enum Kind: Sendable, Hashable {
        /// Nothing.
        case blank
        /// A number.
        case number
        /// A number that is shown as a date or a time.
        case date
        /// Text.
        case text
        /// A truth value.
        case boolean
        /// An error value.
        case error
    }

    /// The column, from 1.
    public var column: Int { Int(slot.pointee.column) }

    /// The place of the cell in its sheet.
    public var reference: CellReference { CellReference(uncheckedRow: header.pointee.number, column: column) }

    /// What kind of value the cell holds.
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

    /// The truth value, or nil for anything else.
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

    /// The text, made anew; nil where the cell holds none.
    public var text: String? {
        switch slot.pointee.kind {
        case .text, .sharedText: String(decoding: textBytes, as: UTF8.self)
        default: nil
        }
    }

    /// The value, made anew.
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

    /// The cell's style among those of its workbook.
    var style: UInt32 { slot.pointee.style }

    /// The number format of the cell, General where it has none.
    ///
    /// A date that the file writes as one (ECMA-376 part 1, 18.18.11, `d`) in a cell without a format of dates has `mm-dd-yy`,
    /// `m/d/yy h:mm`, `h:mm:ss` or `[h]:mm:ss`, by what it is.
    public var numberFormat: NumberFormat {
        header.pointee.book.styles?._withUnsafeGuaranteedRef { $0.numberFormat(slot.pointee.style) } ?? .general
    }

    /// The text that a spreadsheet in English would show.
    public var displayedText: String {
        numberFormat.text(for: value, dateSystem: header.pointee.book.dateSystem)
    }

    /// The formula without its equals sign, where ``ReadOptions/formulas`` was asked for and there is one.
    public var formula: String? {
        header.pointee.details?._withUnsafeGuaranteedRef { $0.formulas[column] }
    }

    /// The hyperlink's target, where ``ReadOptions/hyperlinks`` was asked for and there is one.
    public var hyperlink: String? {
        header.pointee.details?._withUnsafeGuaranteedRef { $0.hyperlinks[reference] }
    }

    /// The cell as a value of its own.
    public var cell: Cell {
        Cell(
            reference: reference, value: value, hasFormula: hasFormula, numberFormat: numberFormat, formula: formula, hyperlink: hyperlink,
            dateSystem: header.pointee.book.dateSystem)
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
