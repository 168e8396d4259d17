/// The row that a reader fills: fixed-size slots, and text as ranges of the bytes that the reader has read.
///
/// A reader owns one, fills it again for each row, and gives access by a ``RowView``, which cannot outlive the reader's next step.
package struct RowStorage: ~Copyable {
    package enum Kind: UInt8 {
        case blank, number, date, boolean
        /// Text, or an error's text, at `payload` in the row's bytes.
        case text, error
        /// Text in the shared strings, by its index.
        case sharedText
    }

    /// A cell in 16 bytes. Visible in the package, so that other modules have the code that looks at one, and not a call of it.
    package struct Slot {
        /// A number's or a date's bits; a boolean as 0 or 1; an index of the shared strings; or a place: start in the upper half, length in the lower.
        package var payload: UInt64 = 0
        /// The index of the cell's format in the workbook's `cellXfs`.
        package var style: UInt32 = 0
        /// The column, from 1.
        package var column: UInt16
        package var kind: Kind
        /// Whether the value is a formula's result.
        package var hasFormula = false

        static func place(start: Int, count: Int) -> UInt64 {
            UInt64(truncatingIfNeeded: start) << 32 | UInt64(truncatingIfNeeded: count)
        }
    }

    /// Everything a view needs, at one address, so that a view is a pointer.
    package struct Header {
        var number = 0
        var isHidden = false
        var slots: UnsafeMutablePointer<Slot>
        var count = 0
        /// The row's own text; nil while there is none.
        var text: UnsafePointer<UInt8>?
        var book = BookContext()
        /// The details that were requested besides the values; nil for none.
        var details: Unmanaged<RowDetails>?
    }

    let header: UnsafeMutablePointer<Header>
    private var capacity: Int

    init() {
        capacity = 64
        header = .allocate(capacity: 1)
        header.initialize(to: Header(slots: .allocate(capacity: 64)))
    }

    deinit {
        header.pointee.slots.deallocate()
        header.pointee.details?.release()
        header.deallocate()
    }

    var count: Int { header.pointee.count }

    mutating func begin(number: Int, isHidden: Bool) {
        header.pointee.number = number
        header.pointee.isHidden = isHidden
        header.pointee.count = 0
    }

    mutating func append(_ slot: Slot) {
        let count = header.pointee.count
        if count == capacity { grow() }
        (header.pointee.slots + count).initialize(to: slot)
        header.pointee.count = count &+ 1
    }

    private mutating func grow() {
        let slots = UnsafeMutablePointer<Slot>.allocate(capacity: capacity * 2)
        slots.moveInitialize(from: header.pointee.slots, count: capacity)
        header.pointee.slots.deallocate()
        header.pointee.slots = slots
        capacity *= 2
    }

    mutating func truncate(to count: Int) {
        header.pointee.count = min(count, header.pointee.count)
    }

    var slots: UnsafeMutableBufferPointer<Slot> {
        UnsafeMutableBufferPointer(start: header.pointee.slots, count: header.pointee.count)
    }

    /// The bytes of text in all cells, those of a shared text in each of them.
    var textSize: Int {
        let strings = header.pointee.book.sharedStrings
        var size = 0
        for slot in slots {
            switch slot.kind {
            case .text, .error: size &+= Int(slot.payload & 0xFFFF_FFFF)
            case .sharedText: size &+= strings?._withUnsafeGuaranteedRef { $0.bytes(at: Int(slot.payload)).count } ?? 0
            case .blank, .number, .date, .boolean: break
            }
        }
        return size
    }

    /// Sets the address of the row's text, which must be valid until the next row begins.
    mutating func setText(_ base: UnsafePointer<UInt8>?) {
        header.pointee.text = base
    }

    /// The row, for as long as nothing changes it.
    var view: RowView {
        @_lifetime(borrow self)
        get { RowView(header: UnsafePointer(header), owner: self) }
    }
}

struct BookContext {
    var sharedStrings: Unmanaged<SharedStrings>?
    var styles: Unmanaged<Styles>?
    var dateSystem = DateSystem.since1900
}

/// The details that a caller requested besides the values of a row's cells.
final class RowDetails {
    /// The text of the current row's formulas; nil if nobody wants it.
    let formulas: RowFormulas?
    /// The hyperlinks; nil if nobody wants them.
    let hyperlinks: RowHyperlinks?
    /// The styles of the workbook's cells; nil if nobody wants them.
    let styles: CellStyles?

    /// The details of the options; nil if there are none.
    init?(_ options: ReadOptions, hyperlinks: [CellLink] = [], styles: CellStyles? = nil, limits: ReadLimits) {
        if options.isEmpty { return nil }
        formulas = options.contains(.formulas) ? RowFormulas(limits: limits) : nil
        self.hyperlinks = options.contains(.hyperlinks) ? RowHyperlinks(hyperlinks) : nil
        self.styles = styles
    }

    /// Begins a row of a format that has the details in its cells.
    func beginRow() {
        formulas?.begin()
        hyperlinks?.beginRow()
    }
}
