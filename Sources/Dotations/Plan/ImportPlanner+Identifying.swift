extension ImportPlanner {
    /// The dotation that a row is about, by its identifier, or without that column by its matricule; or why there is none.
    mutating func identify(_ row: EditedRow) -> Result<Int, Reason> {
        guard let value = row[.identifier] else { return identifyByMatricule(row) }
        switch value {
        case .formula: return .failure(Reason(.cellFormula, column: .identifier, given: value.shown))
        case .error, .boolean: return .failure(Reason(.cellType, column: .identifier, given: value.shown))
        case .blank: return .failure(Reason(.missingID, column: .identifier))
        case .covered: return .failure(Reason(.cellMerged, column: .identifier))
        case .number(let number):
            guard let id = Dotation.ID(number) else { return .failure(Reason(.unknownID, column: .identifier, given: value.shown)) }
            return find(id, given: value.shown)
        case .text(let text):
            if let id = Dotation.ID(text), let position = positions[id] { return .success(position) }
            return identify(text, in: row)
        }
    }

    private mutating func identify(_ text: String, in row: EditedRow) -> Result<Int, Reason> {
        var scalars = text.unicodeScalars.filter { !$0.isSpace && !$0.isInvisible }.map { $0.withoutFullWidth }
        if scalars.first == "'" { scalars.removeFirst() }
        guard !scalars.isEmpty else { return .failure(Reason(.missingID, column: .identifier)) }
        let unknown = Reason(.unknownID, column: .identifier, given: text)
        guard scalars.count <= 32 else { return .failure(unknown) }
        var plain = String.UnicodeScalarView()
        plain.append(contentsOf: scalars)
        if let id = Dotation.ID(String(plain)) { return find(id, given: text) }
        guard let number = DecimalText(String(plain)), let id = Dotation.ID(number.value) else { return .failure(unknown) }
        guard number.hasExponent, number.digitCount < 8 else { return find(id, given: text) }
        // `1,184351E7` may be whole, or what is left of another identifier: only the rest of the row can tell.
        guard let position = positions[id], isAttested(dotations[position], by: row) else {
            return .failure(Reason(.truncatedID, column: .identifier, given: text))
        }
        return .success(position)
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
        guard let other = foreignOrder(id), other != order.number else { return Reason(.unknownID, column: .identifier, given: given) }
        foreignCounts[other, default: 0] += 1
        return Reason(.otherOrder, column: .identifier, given: given, order: other)
    }

    private mutating func identifyByMatricule(_ row: EditedRow) -> Result<Int, Reason> {
        if let value = row[.orderNumber], let number = OrderNumber(cell: value), number != order.number {
            foreignCounts[number, default: 0] += 1
            return .failure(Reason(.otherOrder, column: .orderNumber, given: value.shown, order: number))
        }
        guard let value = row[.matricule], !value.computed.isBlank else {
            let isMerged = row[.matricule] == .covered
            return .failure(Reason(isMerged ? .cellMerged : .missingID, column: row[.matricule] == nil ? nil : .matricule))
        }
        if case .error = value.computed { return .failure(Reason(.cellType, column: .matricule, given: value.shown)) }
        let text = SheetText.key(value.shown)
        let candidates = byMatricule()[Self.matriculeKey(text)] ?? []
        if candidates.count == 1 { return .success(candidates[0]) }
        // Where zeros were not eaten, they tell `001` from `1`.
        let exact = candidates.filter { SheetText.key(dotations[$0].matricule) == text }
        if exact.count == 1, text.utf8.first == UInt8(ascii: "0") { return .success(exact[0]) }
        let code: Reason.Code = candidates.isEmpty ? .unknownMatricule : .ambiguousMatricule
        return .failure(Reason(code, column: .matricule, given: SheetText.trimmed(value.shown), count: candidates.count))
    }

    /// That a row has no identifier, with the dotation that the rest of it is about; or with the count 0 where it is about a person whom the
    /// order does not have.
    mutating func whose(_ reason: Reason, _ row: EditedRow) -> Reason {
        var reason = reason
        var found: Set<Int> = []
        var isSomebody = false
        if let matricule = row[.matricule], !matricule.isBlank {
            isSomebody = true
            found.formUnion(byMatricule()[Self.matriculeKey(SheetText.key(matricule.shown))] ?? [])
        }
        if let last = row[.lastName], let first = row[.firstName], !last.isBlank, !first.isBlank {
            isSomebody = true
            found.formUnion(byName()[People.nameKey(last.shown, first.shown)] ?? [])
        }
        guard isSomebody else { return reason }
        reason.count = found.count
        if found.count == 1, let position = found.first { reason.otherID = dotations[position].id }
        return reason
    }

    private mutating func byName() -> [String: [Int]] {
        if let names { return names }
        let made = Dictionary(grouping: dotations.indices) { People.nameKey(dotations[$0].lastName, dotations[$0].firstName) }
        names = made
        return made
    }

    mutating func byMatricule() -> [String: [Int]] {
        if let matricules { return matricules }
        let made = Dictionary(grouping: dotations.indices.filter { !dotations[$0].matricule.isEmpty }) {
            Self.matriculeKey(SheetText.key(dotations[$0].matricule))
        }
        matricules = made
        return made
    }

    /// A matricule without the zeros that a spreadsheet may have eaten.
    static func matriculeKey(_ text: String) -> String {
        guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return text }
        let digits = text.drop { $0 == "0" }
        return digits.isEmpty && !text.isEmpty ? "0" : String(digits)
    }
}

extension OrderNumber {
    /// The order number in a cell, as text or as a number.
    package init?(cell: SheetValue) {
        switch cell.computed {
        case .text(let text): self.init(text)
        case .number(let number): self.init(number)
        default: return nil
        }
    }
}
