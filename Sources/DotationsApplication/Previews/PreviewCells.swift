public import Dotations

/// The contact cells of a row that can be typed anew, as a page shows them; nil for a column that the file does not have.
public struct PreviewCells: Codable, Sendable {
    /// One of them.
    public struct Cell: Codable, Sendable {
        /// What the file has.
        public let inFile: String
        /// What somebody typed in its place.
        public let typed: String?
        /// What is stored; nil where the row names no dotation.
        public let stored: String?
        /// Whether somebody else has changed what is stored, so that one of the two values has to be chosen.
        public let isConflict: Bool

        /// What the row says.
        public var given: String { typed ?? inFile }
    }

    static let columns: [SheetColumn] = [.email, .mobile]

    private var email: Cell?
    private var mobile: Cell?

    init() {}

    /// The cell of a column of contacts.
    public internal(set) subscript(column: SheetColumn) -> Cell? {
        get { column == .email ? email : column == .mobile ? mobile : nil }
        set { if column == .email { email = newValue } else if column == .mobile { mobile = newValue } }
    }
}
