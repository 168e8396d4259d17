internal import DotationText

/// Tells which dotation of an order a row of a sheet is about, and whether the rest of the row agrees.
struct RowIdentifier {
    /// The order; nil where none is known, and then no row is about anything.
    let order: OrderNumber?
    let dotations: [Dotation]
    let positions: DotationPositions
    private let foreignOrder: (Dotation.ID) -> OrderNumber?
    private(set) var foreignCounts: [OrderNumber: Int] = [:]
    /// By matricule as a spreadsheet leaves it; made when first needed.
    private var matricules: [String: [Int]]?
    /// By name, folded; made when first needed.
    private var names: [String: [Int]]?

    init(order: OrderNumber?, dotations: [Dotation], foreignOrder: @escaping (Dotation.ID) -> OrderNumber?) {
        self.order = order
        self.dotations = dotations
        self.foreignOrder = foreignOrder
        positions = DotationPositions(dotations)
    }

    /// The dotation that a row is about, by its identifier, or without that column by its matricule; or why there is none.
    mutating func identify(_ row: EditedRow) -> Result<Int, Reason> {
        let found = find(row)
        switch found {
        case .failure(.missingID(let column, _)) where order != nil: return .failure(.missingID(in: column, about: subject(of: row)))
        case .failure(.unknownID(let given, _)) where order != nil: return .failure(.unknownID(given, about: subject(of: row)))
        default: return found
        }
    }

    private mutating func find(_ row: EditedRow) -> Result<Int, Reason> {
        guard let value = row[.identifier] else { return identifyByMatricule(row) }
        switch value {
        case .formula: return .failure(.cellFormula(.identifier))
        case .error, .boolean: return .failure(.cellType(.identifier, value.shown))
        case .date(_, let shown): return .failure(.cellDate(.identifier, shown))
        case .blank: return .failure(.missingID(in: .identifier))
        case .covered: return .failure(.cellMerged(.identifier))
        case .number, .text:
            switch value.identifier {
            case .known(let id): return find(id, given: value.shown)
            case .none: return .failure(.missingID(in: .identifier))
            case .other: return .failure(.unknownID(value.shown))
            case .truncated(let id):
                // Only the rest of the row can tell.
                guard let position = positions[id], isAttested(dotations[position], by: row) else {
                    return .failure(.truncatedID(value.shown))
                }
                return .success(position)
            }
        }
    }

    private func isAttested(_ dotation: Dotation, by row: EditedRow) -> Bool {
        let known: [(SheetColumn, String)] = [
            (.matricule, dotation.matricule), (.lastName, dotation.lastName), (.firstName, dotation.firstName),
        ]
        let given = known.compactMap { column, stored in row[column].flatMap { $0.isBlank ? nil : ($0, stored) } }
        return !given.isEmpty && given.allSatisfy { $0.matches($1) }
    }

    private mutating func find(_ id: Dotation.ID, given: String) -> Result<Int, Reason> {
        if let position = positions[id] { return .success(position) }
        return .failure(unknown(id, given: given))
    }

    /// Why an identifier that is not of this order refuses its row.
    mutating func unknown(_ id: Dotation.ID, given: String) -> Reason {
        guard let other = foreignOrder(id), other != order else { return .unknownID(given) }
        foreignCounts[other, default: 0] += 1
        return .otherOrder(other, in: .identifier)
    }

    private mutating func identifyByMatricule(_ row: EditedRow) -> Result<Int, Reason> {
        if let value = row[.orderNumber], let number = OrderNumber(cell: value), number != order {
            foreignCounts[number, default: 0] += 1
            return .failure(.otherOrder(number, in: .orderNumber))
        }
        guard let value = row[.matricule], !value.computed.isBlank else {
            if row[.matricule] == .covered { return .failure(.cellMerged(.matricule)) }
            return .failure(.missingID(in: row[.matricule] == nil ? nil : .matricule))
        }
        // Its number may be another's matricule.
        if case .date(_, let shown) = value.computed { return .failure(.cellDate(.matricule, shown)) }
        if case .error = value.computed { return .failure(.cellType(.matricule, value.shown)) }
        let text = SheetText.key(value.shown)
        let candidates = byMatricule()[MatriculeKey.of(text)] ?? []
        if candidates.count == 1 { return .success(candidates[0]) }
        // Where zeros were not eaten, they tell `001` from `1`.
        let exact = candidates.filter { SheetText.key(dotations[$0].matricule) == text }
        if exact.count == 1, text.utf8.first == UInt8(ascii: "0") { return .success(exact[0]) }
        let given = SheetText.trimmed(value.shown)
        return .failure(candidates.isEmpty ? .unknownMatricule(given) : .ambiguousMatricule(given, count: candidates.count))
    }

    /// Whom a row is about by its matricule and its names.
    private mutating func subject(of row: EditedRow) -> RowSubject {
        var found: Set<Int> = []
        var isSomebody = false
        if let matricule = row[.matricule], !matricule.isBlank {
            isSomebody = true
            found.formUnion(byMatricule()[MatriculeKey.of(SheetText.key(matricule.shown))] ?? [])
        }
        if let last = row[.lastName], let first = row[.firstName], !last.isBlank, !first.isBlank {
            isSomebody = true
            found.formUnion(byName()[People.nameKey(last.shown, first.shown)] ?? [])
        }
        guard isSomebody, found.count < 2 else { return .unclear }
        return found.first.map { .dotation(dotations[$0].id) } ?? .nobody
    }

    private mutating func byName() -> [String: [Int]] {
        if let names { return names }
        let made = Dictionary(grouping: dotations.indices) { People.nameKey(dotations[$0].lastName, dotations[$0].firstName) }
        names = made
        return made
    }

    private mutating func byMatricule() -> [String: [Int]] {
        if let matricules { return matricules }
        let made = Dictionary(grouping: dotations.indices.filter { !dotations[$0].matricule.isEmpty }) {
            MatriculeKey.of(SheetText.key(dotations[$0].matricule))
        }
        matricules = made
        return made
    }

    /// Why a row cannot be about its dotation as it is stored: a locked column says something else. First comes that the identifier was parted
    /// from the names, where that is so.
    mutating func lockedReasons(_ row: EditedRow, _ dotation: Dotation) -> [Reason] {
        var reasons: [Reason] = []
        func check(_ column: SheetColumn, _ stored: @autoclosure () -> String, _ isSame: (SheetValue) -> Bool) {
            guard let value = row[column], !isSame(value) else { return }
            reasons.append(value == .covered ? .cellMerged(column) : .lockedColumn(column, given: value.shown, stored: stored()))
        }
        check(.matricule, dotation.matricule) { $0.matches(dotation.matricule) }
        check(.orderNumber, dotation.order.description) { OrderNumber(cell: $0) == dotation.order }
        check(.lastName, dotation.lastName) { $0.matches(dotation.lastName) }
        check(.firstName, dotation.firstName) { $0.matches(dotation.firstName) }
        check(.amount, dotation.amount.sheetText) { Euros(cell: $0) == dotation.amount }
        if !reasons.isEmpty, let mismatch = mismatch(row, dotation, reasons) { reasons.insert(mismatch, at: 0) }
        return reasons
    }

    /// That a row's identifier was parted from its names, where all the row but its identifier is about another dotation.
    private mutating func mismatch(_ row: EditedRow, _ dotation: Dotation, _ reasons: [Reason]) -> Reason? {
        let columns = reasons.compactMap(\.column)
        guard let matricule = row[.matricule], columns.contains(.matricule),
            columns.contains(.lastName) || columns.contains(.firstName) || row[.lastName] == nil
        else { return nil }
        let key = MatriculeKey.of(SheetText.key(matricule.shown))
        let other = byMatricule()[key]?.first { isNamed(dotations[$0], row) }
        guard let other else { return nil }
        return .mismatchedID(dotation.id, own: dotations[other].id)
    }

    private func isNamed(_ dotation: Dotation, _ row: EditedRow) -> Bool {
        (row[.lastName]?.matches(dotation.lastName) ?? true) && (row[.firstName]?.matches(dotation.firstName) ?? true)
    }
}

extension SheetValue {
    enum Identifier {
        case known(Dotation.ID)
        /// `1,184351E7` may be whole, or what is left of another identifier.
        case truncated(Dotation.ID)
        case other
        case none
    }

    /// The identifier that a number or a text is, as people and spreadsheets write it.
    var identifier: Identifier {
        guard case .text(let text) = self else {
            guard case .number(let number) = self else { return .none }
            return Dotation.ID(number).map { .known($0) } ?? .other
        }
        if let id = Dotation.ID(text) { return .known(id) }
        var scalars = text.unicodeScalars.filter { !$0.isSpace && !$0.isInvisible }.map { $0.withoutFullWidth }
        if scalars.first == "'" { scalars.removeFirst() }
        guard !scalars.isEmpty else { return .none }
        guard scalars.count <= 32 else { return .other }
        var plain = String.UnicodeScalarView()
        plain.append(contentsOf: scalars)
        if let id = Dotation.ID(String(plain)) { return .known(id) }
        guard let number = DecimalText(String(plain)), let id = Dotation.ID(number.value) else { return .other }
        return number.hasExponent && number.digitCount < 8 ? .truncated(id) : .known(id)
    }
}

extension OrderNumber {
    package init?(cell: SheetValue) {
        switch cell.computed {
        case .text(let text): self.init(text)
        case .number(let number), .date(let number, _): self.init(number)
        default: return nil
        }
    }
}
