internal import DotationSales
public import Dotations

extension ClientStore {
    /// How many sales an order holds.
    public func saleCount(of order: OrderNumber) throws(StoreError) -> Int {
        try read { connection throws(StoreError) in
            try connection.int("SELECT count(*) FROM sales WHERE client = :client AND order_number = ?", SQLValue(order)) ?? 0
        }
    }
}

extension Connection {
    /// The sales that an order holds: those of the export that it is, or where it does not say so of the one that it equals and that is still to be
    /// ordered; nil for an order of none. An order whose dotations ANCV knows already holds none but those of its export.
    ///
    /// - Returns: also why somebody may not mean the order, the most telling first.
    /// - Throws: ``StoreError`` `salesOrdered`, `salesMoved`, `salesExportDiffers`, where the export that it is cannot be ordered so.
    func salesToOrder(
        as order: OrderNumber, dotations: [NewDotation], _ identity: ExportIdentity?
    ) throws(StoreError) -> (sales: ExportedSales?, doubts: [StoreError]) {
        let isNew = dotations.allSatisfy { $0.id == nil }
        if let export = try identity.flatMap({ identity throws(StoreError) in try ExportedSales(identity, self) }) {
            try export.require(dotations, of: order)
            return (export, isNew ? try repeats(of: dotations, isOfKnownSales: true) : [])
        }
        guard isNew else { return (nil, []) }
        let exports = try saleExports(of: dotations)
        let open = exports.filter(\.isOpen)
        if open.count == 1 { return (open[0], try repeats(of: dotations, isOfKnownSales: true)) }
        var doubts = try repeats(of: dotations, isOfKnownSales: false)
        if open.isEmpty, let earlier = exports.lazy.compactMap(\.earlierOrder).first {
            doubts.append(StoreError(.salesOrdered, "The sheet is an export of sales that is ordered already.", .order(earlier)))
        }
        let sales = try salesAwaitingOrder(among: dotations)
        if !sales.isEmpty {
            doubts.append(
                StoreError(
                    .salesUnordered, "People of the order have sales that are still to be ordered.",
                    .unorderedSales(sales.map(\.rawValue), try differencesFromNearestExport(of: dotations))))
        }
        return (nil, doubts)
    }

    func repeats(of dotations: [NewDotation], isOfKnownSales: Bool) throws(StoreError) -> [StoreError] {
        guard let other = try orderRepeated(by: dotations, isOfKnownSales: isOfKnownSales) else { return [] }
        return [StoreError(.orderRepeated, "Another order has the same people and amounts.", .order(other))]
    }
}

/// An export of sales, against the order that may be made of it.
struct ExportedSales {
    let identity: ExportIdentity
    private var numbers: [Int] = []
    private var people: [String: [Int]] = [:]
    private var worth: [String: Int] = [:]
    private var contacts: [String: Set<Contact>] = [:]
    /// The order that has one of the sales already.
    private(set) var earlierOrder: OrderNumber?
    private var hasEnded = false
    /// Whether all of it can still be ordered.
    var isOpen: Bool { earlierOrder == nil && !hasEnded }

    /// Reads an export's sales as they are now; nil where this store did not make it.
    init?(_ identity: ExportIdentity, _ connection: Connection) throws(StoreError) {
        guard try connection.int("SELECT 1 FROM sale_exports WHERE client = :client AND identity = ?", .blob(identity.bytes)) != nil else {
            return nil
        }
        self.identity = identity
        let statement = try Statement(
            connection,
            """
            SELECT s.id, b.matricule, s.quantity * c.face_value AS worth, s.status = 'active' AS is_active, s.email, s.mobile, s.order_number
            FROM sale_export_rows e JOIN sales s ON s.client = e.client AND s.id = e.sale_id
                JOIN beneficiaries b ON b.client = s.client AND b.id = s.beneficiary_id
                JOIN sale_sessions c ON c.client = s.client AND c.id = s.session_id
            WHERE e.client = :client AND e.identity = ? ORDER BY s.id
            """)
        try statement.bind([.blob(identity.bytes)])
        while try statement.step() {
            if earlierOrder == nil { earlierOrder = statement.optionalInt("order_number").flatMap { OrderNumber(stored: $0) } }
            if statement.int("is_active") != 1 { hasEnded = true }
            numbers.append(statement.int("id"))
            people[statement.text("matricule"), default: []].append(statement.int("id"))
            worth[statement.text("matricule"), default: 0] &+= statement.int("worth")
            contacts[statement.text("matricule"), default: []].insert(
                Contact(email: statement.text("email"), mobile: statement.text("mobile")))
        }
    }

    /// Whether dotations are worth what the sales are, person by person, and name the contacts of the person's sales: a column that was
    /// sorted alone would send each activation e-mail to somebody else.
    func match(_ dotations: [NewDotation]) -> Bool {
        var worth = worth
        for dotation in dotations { worth[dotation.matricule, default: 0] &-= dotation.amount.cents }
        return worth.values.allSatisfy { $0 == 0 }
            && dotations.allSatisfy { contacts[$0.matricule]?.contains($0.contact) ?? false }
    }

    /// How dotations differ from the sales: by the order of the rows, then what has no row.
    func differences(from dotations: [NewDotation]) -> [SalesExportDifference] {
        let rows = Dictionary(grouping: dotations.indices) { dotations[$0].matricule }
        var differences: [SalesExportDifference] = []
        for (position, dotation) in dotations.enumerated() {
            let (matricule, contact) = (dotation.matricule, dotation.contact)
            func note(_ kind: SalesExportDifference.Kind, _ positions: [Int]) {
                differences.append(
                    SalesExportDifference(
                        kind: kind, positions: positions, sales: (people[matricule] ?? []).compactMap { Sale.ID(rawValue: $0) }))
            }
            guard let sold = worth[matricule], let verified = contacts[matricule] else {
                note(.added, [position])
                continue
            }
            let all = rows[matricule] ?? []
            let asked = all.reduce(0) { $0 &+ dotations[$1].amount.cents }
            if all.first == position, asked != sold { note(.amount(asked: Euros(cents: asked), sold: Euros(cents: sold)), all) }
            guard !verified.contains(contact) else { continue }
            let isEmailKnown = verified.contains { $0.email == contact.email }
            if !isEmailKnown { note(.email, [position]) }
            if isEmailKnown || !verified.contains(where: { $0.mobile == contact.mobile }) { note(.mobile, [position]) }
        }
        for (matricule, sales) in people.sorted(by: { $0.value.lexicographicallyPrecedes($1.value) }) where rows[matricule] == nil {
            differences.append(
                SalesExportDifference(kind: .missing, positions: [], sales: sales.compactMap { Sale.ID(rawValue: $0) }))
        }
        return differences
    }

    /// Whether both are exports of the same sales, in whichever layout.
    func hasSameSales(as other: ExportedSales) -> Bool { numbers == other.numbers }

    /// Requires that dotations can be the order of the sales.
    ///
    /// - Throws: ``StoreError`` `salesOrdered`, with the earlier order, where one of them is ordered already, `salesMoved` where one was
    ///   cancelled or refunded since, `salesExportDiffers`, with the differences, where the dotations are not what was exported.
    func require(_ dotations: [NewDotation], of order: OrderNumber) throws(StoreError) {
        if let earlierOrder { throw StoreError(.salesOrdered, "A sale of the export is ordered already.", .order(earlierOrder)) }
        guard !hasEnded else { throw StoreError(.salesMoved, "A sale of the export can no longer be ordered.", .order(order)) }
        guard match(dotations) else {
            throw StoreError(
                .salesExportDiffers, "The order asks for something else than the export of sales.",
                .differences(order, differences(from: dotations)))
        }
    }

    /// Marks the sales as ordered.
    func order(as order: OrderNumber, _ connection: Connection) throws(StoreError) {
        let update = try Statement(connection, "UPDATE sales SET order_number = ? WHERE client = :client AND id = ?")
        for number in numbers { try update.run([SQLValue(order), .int(number)]) }
    }
}

extension Connection {
    /// The exports of sales that have the people, amounts and contacts of dotations, the latest first; of those of the same sales, one.
    func saleExports(of dotations: [NewDotation]) throws(StoreError) -> [ExportedSales] {
        let statement = try Statement(
            self,
            """
            SELECT e.identity FROM sale_exports e JOIN sale_export_rows r ON r.client = e.client AND r.identity = e.identity
                JOIN sales s ON s.client = r.client AND s.id = r.sale_id
                JOIN sale_sessions c ON c.client = s.client AND c.id = s.session_id
            WHERE e.client = :client GROUP BY e.identity, e.operation_id HAVING sum(s.quantity * c.face_value) = ? ORDER BY e.operation_id DESC
            """)
        try statement.bind([.int(dotations.reduce(0) { $0 &+ $1.amount.cents })])
        var exports: [ExportedSales] = []
        while try statement.step() {
            guard let identity = ExportIdentity(stored: statement.bytes("identity")) else {
                throw StoreError(.damaged, "An export of sales has no valid identity.")
            }
            if let export = try ExportedSales(identity, self), export.match(dotations),
                !exports.contains(where: { $0.hasSameSales(as: export) })
            {
                exports.append(export)
            }
        }
        return exports
    }

    /// How dotations differ from the nearest of the latest twenty exports that can still be ordered; empty where they differ from each in more
    /// than half of the rows, so that they are no edited export.
    func differencesFromNearestExport(of dotations: [NewDotation]) throws(StoreError) -> [SalesExportDifference] {
        let statement = try Statement(self, "SELECT identity FROM sale_exports WHERE client = :client ORDER BY operation_id DESC LIMIT 20")
        var nearest: [SalesExportDifference]?
        while try statement.step() {
            guard let identity = ExportIdentity(stored: statement.bytes("identity")), let export = try ExportedSales(identity, self),
                export.isOpen
            else { continue }
            let differences = export.differences(from: dotations)
            if differences.count * 2 <= dotations.count, differences.count < nearest?.count ?? .max { nearest = differences }
        }
        return nearest ?? []
    }

    /// The active sales that are not ordered, of people for whom dotations ask for just what all or some of their voucher books are worth.
    ///
    /// A person is the staff number, without the zeros that a spreadsheet takes from its beginning.
    func salesAwaitingOrder(among dotations: [NewDotation]) throws(StoreError) -> [Sale.ID] {
        func key(_ matricule: String) -> String { MatriculeKey.of(SearchKey.text(matricule)) }
        var asked: [String: Int] = [:]
        for dotation in dotations { asked[key(dotation.matricule), default: 0] &+= dotation.amount.cents }
        var bought: [String: (worth: BookSums, sales: [Sale.ID])] = [:]
        let statement = try Statement(
            self,
            """
            SELECT s.id, b.matricule, s.quantity, c.face_value
            FROM sales s JOIN beneficiaries b ON b.client = s.client AND b.id = s.beneficiary_id
                JOIN sale_sessions c ON c.client = s.client AND c.id = s.session_id
            WHERE s.client = :client AND s.status = 'active' AND s.order_number IS NULL ORDER BY s.id
            """)
        while try statement.step() {
            let person = key(statement.text("matricule"))
            guard let amount = asked[person], let sale = Sale.ID(rawValue: statement.int("id")) else { continue }
            bought[person, default: (BookSums(upTo: amount), [])].worth.add(statement.int("quantity"), worth: statement.int("face_value"))
            bought[person]?.sales.append(sale)
        }
        return bought.values.flatMap { $0.worth.reachesMost ? $0.sales : [] }.sorted()
    }
}

/// What some of a person's voucher books can be worth together.
private struct BookSums {
    private let most: Int
    private var sums: Set<Int> = [0]
    /// Beyond so many sums, every amount counts as one of them.
    private static let limit = 10_000

    init(upTo most: Int) { self.most = most }

    mutating func add(_ count: Int, worth: Int) {
        for sum in sums {
            var sum = sum
            for _ in 0..<count {
                sum &+= worth
                guard sum <= most, sums.count < Self.limit else { break }
                sums.insert(sum)
            }
        }
    }

    var reachesMost: Bool { most > 0 && (sums.contains(most) || sums.count >= Self.limit) }
}
