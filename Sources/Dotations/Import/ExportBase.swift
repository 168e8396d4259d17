/// What an export said of its dotations: the base of the three-way comparison.
///
/// Rows in which the store still says what was exported may be left out: without a base a row is compared with the store
/// alone, which comes to the same.
public struct ExportBase: Sendable {
    /// One exported dotation.
    public struct Row: Sendable, Hashable {
        /// The contact as it was exported.
        public var contact: Contact
        /// The status as it was exported.
        public var status: DotationStatus

        /// An exported row.
        public init(contact: Contact, status: DotationStatus) {
            self.contact = contact
            self.status = status
        }
    }

    /// The exported rows.
    public var rows: [Dotation.ID: Row]

    /// A base of these rows.
    public init(rows: [Dotation.ID: Row]) {
        self.rows = rows
    }
}
