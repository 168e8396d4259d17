/// Protects a sheet's locked cells against accidental changes, without a password (ECMA-376 part 1, 18.3.1.85).
public struct SheetProtection: Sendable, Hashable {
    /// The allowed actions.
    public var allowed: Actions

    /// Actions on a sheet.
    public struct Actions: OptionSet, Sendable, Hashable {
        /// The bits.
        public let rawValue: Int
        /// Actions from their bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// Select locked cells.
        public static let selectLockedCells = Actions(rawValue: 1 << 0)
        /// Select unlocked cells.
        public static let selectUnlockedCells = Actions(rawValue: 1 << 1)
        /// Format cells.
        public static let formatCells = Actions(rawValue: 1 << 2)
        /// Format columns.
        public static let formatColumns = Actions(rawValue: 1 << 3)
        /// Format rows.
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
        /// Use existing filters.
        public static let autoFilter = Actions(rawValue: 1 << 11)
        /// Use pivot tables.
        public static let pivotTables = Actions(rawValue: 1 << 12)
        /// Change drawings and comments.
        public static let editObjects = Actions(rawValue: 1 << 13)
        /// Change scenarios.
        public static let editScenarios = Actions(rawValue: 1 << 14)
    }

    /// Creates protection that allows some actions, by default those that spreadsheets suggest.
    public init(allowing allowed: Actions = [.selectLockedCells, .selectUnlockedCells]) {
        self.allowed = allowed
    }
}
