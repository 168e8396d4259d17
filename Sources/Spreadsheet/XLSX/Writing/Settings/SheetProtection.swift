/// Keeps a sheet's locked cells from being changed, against mistakes and not against malice: there is no password (ECMA-376 part 1, 18.3.1.85).
public struct SheetProtection: Sendable, Hashable {
    /// What users may still do.
    public var allowed: Actions

    /// Things to do with a sheet.
    public struct Actions: OptionSet, Sendable, Hashable {
        /// The bits.
        public let rawValue: Int
        /// Actions from their bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// Select locked cells.
        public static let selectLockedCells = Actions(rawValue: 1 << 0)
        /// Select cells that are not locked.
        public static let selectUnlockedCells = Actions(rawValue: 1 << 1)
        /// Change the look of cells.
        public static let formatCells = Actions(rawValue: 1 << 2)
        /// Change the look of columns.
        public static let formatColumns = Actions(rawValue: 1 << 3)
        /// Change the look of rows.
        public static let formatRows = Actions(rawValue: 1 << 4)
        /// Insert columns.
        public static let insertColumns = Actions(rawValue: 1 << 5)
        /// Insert rows.
        public static let insertRows = Actions(rawValue: 1 << 6)
        /// Insert hyperlinks.
        public static let insertHyperlinks = Actions(rawValue: 1 << 7)
        /// Delete columns without locked cells.
        public static let deleteColumns = Actions(rawValue: 1 << 8)
        /// Delete rows without locked cells.
        public static let deleteRows = Actions(rawValue: 1 << 9)
        /// Sort ranges without locked cells.
        public static let sort = Actions(rawValue: 1 << 10)
        /// Use the filters that are there.
        public static let autoFilter = Actions(rawValue: 1 << 11)
        /// Use pivot tables.
        public static let pivotTables = Actions(rawValue: 1 << 12)
        /// Change drawings and comments.
        public static let editObjects = Actions(rawValue: 1 << 13)
        /// Change scenarios.
        public static let editScenarios = Actions(rawValue: 1 << 14)
    }

    /// Protection that allows some actions; without arguments, those that spreadsheets suggest.
    public init(allowing allowed: Actions = [.selectLockedCells, .selectUnlockedCells]) {
        self.allowed = allowed
    }
}
