/// The three-way rule on one contact cell: what was exported, what is stored now, and what the sheet says.
struct CellComparison {
    private let base: [Dotation.ID: ExportBase.Row]
    private let replaced: ReplacedValues
    private let foldsFullWidth: Bool

    init(base: ExportBase?, replaced: ReplacedValues, foldsFullWidth: Bool) {
        self.base = base?.rows ?? [:]
        self.replaced = base == nil ? replaced : ReplacedValues()
        self.foldsFullWidth = foldsFullWidth
    }

    /// What was exported of a dotation, where that is known and may differ from the store.
    func exported(_ id: Dotation.ID) -> ExportBase.Row? { base.isEmpty ? nil : base[id] }

    /// What a cell of one of the two contact columns comes to.
    func decision(_ value: SheetValue?, in column: SheetColumn, of dotation: Dotation) -> CellDecision {
        let exported = exported(dotation.id)?.contact.value(of: column)
        return column == .mobile ? mobileDecision(value, dotation, exported) : emailDecision(value, dotation, exported)
    }

    /// What is stored today, where it changed since the export and a cell still says otherwise.
    func renewedValue(of column: SheetColumn, _ dotation: Dotation, after decision: CellDecision) -> String? {
        guard decision.isStale else { return nil }
        let stored = dotation.contact.value(of: column)
        let hasMoved = exported(dotation.id).map { $0.contact.value(of: column) != stored } ?? !decision.isUntouched
        return hasMoved ? stored : nil
    }

    private func emailDecision(_ value: SheetValue?, _ dotation: Dotation, _ exported: String?) -> CellDecision {
        decision(value, column: .email, dotation, exported) { value throws(Reason) in
            let address = try EmailAddress.parse(value.shown, foldsFullWidth: foldsFullWidth)
            return (address.text, address.warnings)
        }
    }

    private func mobileDecision(_ value: SheetValue?, _ dotation: Dotation, _ exported: String?) -> CellDecision {
        decision(value, column: .mobile, dotation, exported) { value throws(Reason) in
            let number: MobileNumber
            if case .number(let digits) = value {
                number = try MobileNumber.parse(digits)
            } else {
                number = try MobileNumber.parse(value.shown, foldsFullWidth: foldsFullWidth)
            }
            return (number.text, number.warnings)
        }
    }

    /// Three-way: a cell that says what was stored or what was exported is untouched; where both differ from it and from each other, it
    /// is a conflict; only what is left is a change, and only that is checked. Without an export a cell that says what a later change
    /// replaced is an old value.
    private func decision(
        _ value: SheetValue?, column: SheetColumn, _ dotation: Dotation, _ exported: String?,
        parse: (SheetValue) throws(Reason) -> (String, [Warning])
    ) -> CellDecision {
        guard let value else { return .untouched }
        let stored = dotation.contact.value(of: column)
        switch value {
        case .text(let text) where text == stored: return .untouched
        case .formula: return .refused(.cellFormula(column))
        case .error, .boolean: return .refused(.cellType(column, value.shown))
        default: break
        }
        func normal(_ text: String) -> String? { (try? parse(.text(text)))?.0 }
        let parsed: Result<(String, [Warning]), Reason>
        do throws(Reason) { parsed = .success(try parse(value)) } catch { parsed = .failure(error) }
        let given = try? parsed.get().0
        // Letter case alone tells no two addresses apart.
        func folded(_ text: String) -> String { column == .email ? text.lowercased() : text }
        func isUntouched(since text: String) -> Bool {
            if given == text { return true }
            // Two values that are right are told apart by their normal forms; one that never was, by what is written.
            if let known = normal(text) { return given.map(folded) == folded(known) }
            if value.matches(text, isExact: true) { return true }
            return column == .email && SheetValue.text(folded(value.shown)).matches(folded(text), isExact: true)
        }
        if isUntouched(since: stored) { return .untouched }
        if let exported, exported != stored {
            if isUntouched(since: exported) { return .untouched }
            let isMoved = folded(normal(exported) ?? exported) != folded(normal(stored) ?? stored)
            if isMoved, !value.isBlank {
                return .refused(.conflict(column, given: value.shown, stored: stored, exported: exported))
            }
        }
        if let earlier = replaced.values(of: dotation.id, in: column).first(where: { isUntouched(since: $0.text) }) {
            return .refused(.outdated(column, given: value.shown, stored: stored, user: earlier.user, date: earlier.date))
        }
        if value == .covered { return .refused(.cellMerged(column)) }
        if value.isBlank { return .refused(column == .mobile ? .phoneEmpty(instead: stored) : .emailEmpty(instead: stored)) }
        switch parsed {
        case .success(let (text, warnings)): return .change(to: text, warnings)
        case .failure(.emailEmpty): return .refused(.emailEmpty(instead: stored))
        case .failure(.phoneEmpty): return .refused(.phoneEmpty(instead: stored))
        case .failure(let reason): return .refused(reason)
        }
    }
}
