/// A sheet of a workbook (ECMA-376 part 1, 18.2.19).
public struct Sheet: Sendable, Hashable {
    /// The kind of a sheet.
    public struct Kind: Sendable, Hashable {
        private let name: String

        /// Cells.
        public static let worksheet = Self(name: "worksheet")
        /// A chart, a dialog or old macros, which have no rows.
        public static let other = Self(name: "other")
        /// The workbook names the sheet, but does not contain it.
        public static let missing = Self(name: "missing")
    }

    /// The text on the tab.
    public let name: String
    /// Whether the tab is shown.
    public let visibility: SheetVisibility
    /// The kind of the sheet.
    public let kind: Kind
    /// Where the sheet's rows are; nil if the workbook does not say.
    let locator: Locator?

    /// Where a sheet's rows are in the file.
    enum Locator: Sendable, Hashable {
        /// In a part of a package.
        case part(String)
        /// In a stream. The first record begins at the place.
        case record(stream: String, place: UInt64)
        /// Among the tables of a part; the part is nil where a single XML document is the workbook.
        case table(Int, part: String?)
    }

    /// The sheet's part or stream, for errors.
    var part: String? {
        switch locator {
        case .part(let part): part
        case .record(let stream, _): stream
        case .table(_, let part): part
        case nil: nil
        }
    }
}
