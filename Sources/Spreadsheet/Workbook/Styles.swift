/// The number formats of a workbook's cell formats (ECMA-376 part 1, 18.8.10 and 18.8.31).
final class Styles: Sendable {
    /// The distinct number formats of the workbook, then those of dates whose cells have none.
    let formats: [NumberFormat]
    private let formatIndexes: [UInt32]
    /// Whether numbers of each format are dates.
    private let dates: [Bool]

    /// The first style of dates without a format, beyond those that a file can name.
    static let firstOfDates: UInt32 = 1 << 31
    private static let formatsOfDates = DateKind.allCases.map(\.format)

    /// The formats of `cellXfs`, as indexes of a list of number formats.
    init(formats: [NumberFormat], indexes: [UInt32]) {
        self.formats = formats + Self.formatsOfDates
        formatIndexes = indexes
        let dates = formats.map(\.isDate)
        self.dates = indexes.map { dates[Int($0)] }
    }

    /// The formats of `cellXfs` by their identifiers, with the codes that the workbook defines. It may redefine a built-in identifier.
    convenience init(codes: [Int: String], identifiers: [Int]) {
        var formats: [NumberFormat] = []
        var indexes: [Int: UInt32] = [:]
        let formatIndexes = identifiers.map { id in
            if let index = indexes[id] { return index }
            formats.append(codes[id].map { NumberFormat(code: $0) } ?? NumberFormat.builtIn(id: id) ?? .general)
            let index = UInt32(formats.count - 1)
            indexes[id] = index
            return index
        }
        self.init(formats: formats, indexes: formatIndexes)
    }

    static let none = Styles(formats: [.general], indexes: [])

    /// Whether a number in a cell of a style is a date.
    @inline(__always)
    func isDate(_ style: UInt32) -> Bool { Int(style) < dates.count && dates[Int(style)] }

    /// The style of a date in a cell of a style, which may have no date format.
    func style(_ style: UInt32, for kind: DateKind) -> UInt32 {
        isDate(style) ? style : Self.firstOfDates + UInt32(kind.rawValue)
    }

    /// The index in ``formats`` of a style's number format; nil if there is no such style.
    func formatIndex(_ style: UInt32) -> Int? {
        if Int(style) < formatIndexes.count { return Int(formatIndexes[Int(style)]) }
        guard style >= Self.firstOfDates else { return nil }
        return formats.count - Self.formatsOfDates.count + Int(style - Self.firstOfDates)
    }

    /// The number format of a style; General if there is no such style.
    func numberFormat(_ style: UInt32) -> NumberFormat { formatIndex(style).map { formats[$0] } ?? .general }
}
