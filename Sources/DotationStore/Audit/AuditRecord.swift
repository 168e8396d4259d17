internal import Crypto
internal import DotationSales
internal import Dotations

/// An operation as its row says it, without the hash.
struct OperationRecord {
    var id: Int
    var kind: String
    var context: OperationContext
    var order: Int?
    var fileName: Hash256?
    var file: Hash256?
    var export: [UInt8]?
    var reverts: Int?
    var counts: Operation.Counts
    var firstAudit: Int
    var auditCount: Int

    static let columns = """
        id, kind, at, "user", way, order_number, file_name_hash, file_hash, export_identity, reverts,
        row_count, changed_count, resent_count, refused_count, unchanged_count, first_audit, audit_count
        """

    /// The columns with the hash, and the file's name where it is still kept.
    static let selection = """
        \(columns), hash, (SELECT name FROM file_names f WHERE f.client = :client AND f.operation_id = operations.id) AS file_name
        """

    /// The hash that joins it to what came before.
    func hash(after previous: Hash256) -> Hash256 {
        var encoder = HashEncoder()
        encoder.append(previous)
        for number in [
            id, context.milliseconds, counts.rows, counts.changed, counts.resent, counts.refused, counts.unchanged, firstAudit, auditCount,
        ] {
            encoder.append(number)
        }
        encoder.append(kind)
        encoder.append(context.user)
        encoder.append(order)
        encoder.append(fileName?.bytes)
        encoder.append(file?.bytes)
        encoder.append(export)
        encoder.append(reverts)
        // Operations from before ways were noted keep the hash that they had.
        if let way = context.way { encoder.append(way.rawValue) }
        return encoder.digest
    }
}

/// An audit row as the table has it, without the hashes.
struct AuditRecord {
    var action: Action
    var dotation: Int?
    var sale: Int?
    var sheetRow: Int?
    var revision: Int?
    var reasons: String?
    var email: (before: String, after: String)?
    var mobile: (before: String, after: String)?
    var status: (before: String, after: String)?

    enum Action: String {
        case change, resend, status, accountCreated, refused, sale, eventWithdrawn, setup, mailRetried, mailCancelled, member, account,
            setting
    }

    init(
        _ action: Action, dotation: Dotation.ID?, sale: Sale.ID? = nil, sheetRow: Int? = nil, revision: Int? = nil, reasons: String? = nil,
        email: (before: String, after: String)? = nil, mobile: (before: String, after: String)? = nil,
        status: (before: String, after: String)? = nil
    ) {
        self.action = action
        self.dotation = dotation.map { Int($0.rawValue) }
        self.sale = sale?.rawValue
        self.sheetRow = sheetRow
        self.revision = revision
        self.reasons = reasons
        self.email = email
        self.mobile = mobile
        self.status = status
    }

    /// A row of a sheet that was not applied.
    init(refusal: RefusedRow) {
        self.init(
            .refused, dotation: refusal.id, sheetRow: refusal.row,
            reasons: refusal.reasons.map(\.code.rawValue).joined(separator: " "))
    }

    /// The salted hash of the values, which stays when they go.
    func valuesHash(salt: [UInt8], _ encoder: inout HashEncoder) -> Hash256 {
        encoder.reset()
        encoder.append(salt)
        for value in [email?.before, email?.after, mobile?.before, mobile?.after, status?.before, status?.after] { encoder.append(value) }
        return encoder.digest
    }

    /// The hash that joins the row to what came before.
    func hash(
        after previous: Hash256, id: Int, operation: Int, values: Hash256, _ encoder: inout HashEncoder
    )
        -> Hash256
    {
        encoder.reset()
        encoder.append(previous)
        encoder.append(values)
        encoder.append(id)
        encoder.append(operation)
        encoder.append(action.rawValue)
        encoder.append(dotation)
        encoder.append(sheetRow)
        encoder.append(revision)
        encoder.append(reasons)
        // Rows from before there were sales keep the hash that they had: nothing follows the reasons.
        if let sale { encoder.append(sale) }
        return encoder.digest
    }
}
